"""Why multicast groups could not be joined, and what to do about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable

from nlscope.capture.group_names import Group
from nlscope.model import PROTOCOLS

_MOST_TEXT = 1500
_NOT_PERMITTED = "not permitted (use sudo; a container needs the capability as well)"
_REASONS = {
    errno.EPERM: _NOT_PERMITTED,
    errno.EACCES: _NOT_PERMITTED,
    errno.EINVAL: "no such group in this kernel",
    errno.ENOENT: "no such group in this kernel (is the module that has it loaded?)",
    errno.EPROTONOSUPPORT: "no such protocol in this kernel "
    "(is the module that has it loaded?)",
    errno.ECONNREFUSED: "only in the first namespaces (not in a container)",
}


def told(refused: Iterable[tuple[Group, int]]) -> str:
    """Return which groups were refused and why, in one line; "" if none was.

    A group is told with its protocol; number 0 stands for all of the protocol's.
    """
    reasons: dict[str, dict[int, list[str]]] = {}
    for group, code in refused:
        why = _REASONS.get(code) or os.strerror(code)
        named = reasons.setdefault(why, {}).setdefault(group.protocol, [])
        if group.number and (name := _name(group)) not in named:
            named.append(name)
    text = "; ".join(f"{_listed(groups)}: {why}" for why, groups in reasons.items())
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}..."


def _listed(groups: dict[int, list[str]]) -> str:
    return ", ".join(
        f"{_protocol(protocol)} {', '.join(names)}".rstrip()
        for protocol, names in groups.items()
    )


def _protocol(number: int) -> str:
    return PROTOCOLS.get(number) or f"protocol {number}"


def _name(group: Group) -> str:
    nameless = group.name.rpartition(":")[2] == str(group.number)
    return f"group {group.number}" if nameless else group.name
