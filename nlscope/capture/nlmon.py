"""The nlmon link that a capture listens to: made, found, brought up, removed.

A link of ours says in its ifalias which process made it, so that the next capture can
remove what a killed one left.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KIND = "nlmon"
_MARK = "nlscope"
_UP = 1  # IFF_UP
_CLONE_NEWNET = 0x40000000
_LONGEST_NAME = 15  # IFNAMSIZ
_WITHOUT = (
    "without nlmon: --groups all hears multicasts, nlscope run -- CMD records a command "
    "(nlscope doctor tells more)"
)


class LinkError(Exception):
    """There is no nlmon link to be had; one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Link:
    """An interface of kind nlmon, or another one; owner is its ifalias."""

    index: int
    name: str
    kind: str
    up: bool
    owner: str

    @property
    def ours(self) -> bool:
        """Whether a capture made it."""
        return self.owner.startswith(_MARK + " ")


def mark(pid: int | str = "self") -> str:
    """Return what says in a link that a process made it; "" if it is gone."""
    try:
        # The command may hold spaces and brackets; the start time is the 20th behind it.
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        space = os.readlink(f"/proc/{pid}/ns/pid")  # noqa: PTH115  # no path
    except OSError:
        return ""
    number = stat[0].split(maxsplit=1)[0]
    return f"{_MARK} pid {number} start {stat[2].split()[19]} in {space}"


def abandoned(owner: str) -> bool:
    """Return whether the process that an ifalias names has ended, as far as we see."""
    words = owner.split()
    if len(words) != 7 or words[0] != _MARK:
        return False
    ours = os.readlink("/proc/self/ns/pid")  # noqa: PTH115  # no path
    return words[6] == ours and mark(words[2]) != owner


def enter(netns: str) -> None:
    """Move this process to a network namespace, by its name or by a process id."""
    named = Path("/run/netns", netns)
    path = Path("/proc", netns, "ns/net") if netns.isdigit() else named
    if "/" in netns or not path.exists():
        what = "process" if netns.isdigit() else "network namespace"
        message = f"there is no {what} {netns}"
        raise LinkError(message)
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        with path.open("rb") as file:
            failed = libc.setns(file.fileno(), _CLONE_NEWNET)
        code = ctypes.get_errno() if failed else 0
    except OSError as error:
        code = error.errno or errno.EIO
    if code:
        message = f"cannot enter the network namespace {netns}: {os.strerror(code)}"
        raise LinkError(message)


@contextlib.contextmanager
def tap(name: str | None) -> Iterator[Link]:
    """Have an nlmon link that is up: the one of that name, any free one, or a new one.

    One that was there is left as it was; ours goes when the block ends.
    """
    from pyroute2.iproute.linux import IPRoute  # noqa: PLC0415  # only a capture needs it
    from pyroute2.netlink.exceptions import NetlinkError  # noqa: PLC0415

    try:
        with IPRoute() as route:
            clean(route)
            link, before = _have(route, name)
            try:
                yield link
            finally:
                with contextlib.suppress(NetlinkError):  # gone already
                    _leave(route, link, before)
    except NetlinkError as error:
        raise LinkError(explain(error.code)) from None


def explain(code: int) -> str:
    """Return why there is no link, and what to do, for an errno."""
    if code == errno.EOPNOTSUPP:
        return (
            "this kernel has no nlmon module: install the kernel's extra modules and run "
            f'"modprobe nlmon"; {_WITHOUT}'
        )
    if code in (errno.EPERM, errno.EACCES):
        return f"nlmon needs CAP_NET_ADMIN and CAP_NET_RAW: use sudo; {_WITHOUT}"
    return f"cannot make an nlmon interface: {os.strerror(code)}"


def clean(route: Any) -> list[str]:
    """Remove the links of captures that were killed; return their names."""
    left = [link for link in links(route) if link.kind == KIND and abandoned(link.owner)]
    for link in left:
        route.link("del", index=link.index)
    return [link.name for link in left]


def links(route: Any) -> list[Link]:
    """Return the links of this namespace."""
    return [
        Link(
            each["index"],
            each.get("ifname"),
            each.get(("linkinfo", "kind")) or "",
            bool(each["flags"] & _UP),
            each.get("ifalias") or "",
        )
        for each in route.get_links()
    ]


def _have(route: Any, name: str | None) -> tuple[Link, Link | None]:
    """Return the link to use, up, and what it was before; None if it is new."""
    known = links(route)
    for link in known:
        if link.name == name and link.kind != KIND:
            message = f"{name} is not an nlmon interface"
            raise LinkError(message)
        if link.kind == KIND and (link.name == name or not (name or link.ours)):
            if not link.up:
                route.link("set", index=link.index, state="up")
            return link, link
    return _make(route, name or _free({link.name for link in known})), None


def _free(taken: set[str]) -> str:
    return next(name for n in range(1 << 16) if (name := f"nlmon{n}") not in taken)


def _make(route: Any, name: str) -> Link:
    if len(name.encode()) > _LONGEST_NAME:
        message = f"an interface name has at most {_LONGEST_NAME} bytes: {name}"
        raise LinkError(message)
    owner = mark()
    route.link("add", ifname=name, kind=KIND)
    (index,) = route.link_lookup(ifname=name)
    # RTM_NEWLINK ignores IFLA_IFALIAS when it creates (rtnl_create_link).
    route.link("set", index=index, ifalias=owner, state="up")
    return Link(index, name, KIND, up=True, owner=owner)


def _leave(route: Any, link: Link, before: Link | None) -> None:
    if before is None:
        route.link("del", index=link.index)
    elif not before.up:
        route.link("set", index=link.index, state="down")
