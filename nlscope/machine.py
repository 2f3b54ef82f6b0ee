"""What this machine has for a capture: facts, and what follows from them."""

from __future__ import annotations

import os
import platform
import shutil
import socket
from dataclasses import dataclass, field
from pathlib import Path

CAPABILITIES = {12: "CAP_NET_ADMIN", 13: "CAP_NET_RAW"}  # linux/capability.h
SYS_ADMIN = 21
TOOLS = {
    "strace": "nlscope run uses it: apt install strace",
    "tshark": "nlscope needs it not; it gives a second opinion on a capture",
}
_MODULE = {
    "loaded": "loaded: netlink can be watched",
    "loadable": "there, a capture loads it: netlink can be watched",
}
FILES = "nlscope FILE, read, stats, diff, demo: captures that are there"
LIVE = "nlscope live, capture: all that this machine's programs and kernel say"
RUN = "nlscope run: the messages of one command, without root"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found; module is "loaded", "loadable", or "" if there is none."""

    system: str = "Linux"
    release: str = ""
    module: str = ""
    capabilities: int = 0
    container: str = ""
    netlink: bool = True
    packet: bool = True
    scratch: bool = True
    tools: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; remedy is what to do, "" where all is well.

    needed says that something does not work without it.
    """

    good: bool
    what: str
    text: str
    remedy: str = ""
    needed: bool = True


def gather(proc: Path = Path("/proc"), sys: Path = Path("/sys")) -> Facts:
    """Return the facts of this machine; nothing is changed."""
    release = platform.release()
    return Facts(
        system=platform.system(),
        release=release,
        module=_module(sys, Path("/lib/modules") / release),
        capabilities=_capabilities(proc),
        container=_container(proc),
        netlink=_socket("AF_NETLINK"),
        packet=_socket("AF_PACKET"),
        scratch=os.geteuid() == 0 or _number(proc / "sys/user/max_user_namespaces") > 0,
        tools=frozenset(each for each in TOOLS if shutil.which(each)),
    )


def _module(sys: Path, folder: Path) -> str:
    if (sys / "module/nlmon").exists():
        return "loaded"
    for name in ("modules.dep", "modules.builtin"):
        if "/nlmon.ko" in _text(folder / name):
            return "loadable"
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _number(path: Path) -> int:
    text = _text(path).strip()
    return int(text) if text.isdigit() else 0


def _capabilities(proc: Path) -> int:
    for line in _text(proc / "self/status").splitlines():
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def _container(proc: Path) -> str:
    if Path("/.dockerenv").exists():
        return "docker"
    if Path("/run/.containerenv").exists():
        return "podman"
    try:
        environment = (proc / "1/environ").read_bytes().split(b"\0")
    except OSError:
        return ""
    named = (each[10:].decode() for each in environment if each.startswith(b"container="))
    return next(named, "")


def _socket(family: str) -> bool:
    """Return whether the kernel knows such sockets, allowed or not."""
    kind = getattr(socket, family, None)
    if kind is None:
        return False
    try:
        socket.socket(kind, socket.SOCK_RAW, 0).close()
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def findings(facts: Facts) -> list[Finding]:
    """Return what works, and what to do about what does not."""
    if facts.system != "Linux":
        text = f"{facts.system} has no netlink"
        return [Finding(good=False, what="kernel", text=text, remedy="read captures here")]
    return [
        Finding(
            facts.netlink,
            "kernel",
            f"Linux {facts.release}" + ("" if facts.netlink else " without netlink"),
            "" if facts.netlink else "allow AF_NETLINK sockets (a sandbox forbids them?)",
        ),
        _nlmon(facts),
        _rights(facts),
        Finding(
            facts.packet,
            "packet sockets",
            "there" if facts.packet else "missing",
            "" if facts.packet else 'run "modprobe af_packet"',
        ),
        _namespaces(facts),
        *(_tool(name, use, facts) for name, use in TOOLS.items()),
    ]


def _nlmon(facts: Facts) -> Finding:
    if facts.module:
        return Finding(good=True, what="nlmon module", text=_MODULE[facts.module])
    remedy = (
        f"run modprobe nlmon on the host, outside of this {facts.container} container"
        if facts.container
        else "install the package of the kernel's extra modules, or a kernel with "
        'CONFIG_NLMON, and run "modprobe nlmon"'
    )
    text = "not found (what programs ask the kernel is captured through it)"
    return Finding(good=False, what="nlmon module", text=text, remedy=remedy)


def _rights(facts: Facts) -> Finding:
    missing = [n for bit, n in CAPABILITIES.items() if not facts.capabilities >> bit & 1]
    if not missing:
        text = " and ".join(CAPABILITIES.values())
        return Finding(good=True, what="capabilities", text=text)
    remedy = (
        "start the container with --cap-add NET_ADMIN --cap-add NET_RAW"
        if facts.container
        else "use sudo; only a small process keeps root, the rest runs as you"
    )
    text = f"no {' and no '.join(missing)}"
    return Finding(good=False, what="capabilities", text=text, remedy=remedy)


def _namespaces(facts: Facts) -> Finding:
    words = []
    if not facts.capabilities >> SYS_ADMIN & 1:
        words.append("--netns, which looks into others, needs root (CAP_SYS_ADMIN)")
    if not facts.scratch:
        words.append("send cannot make one to try things in: give it --here")
    good = not words
    text = "others can be entered, scratch ones made" if good else "not all of their uses"
    return Finding(good, "namespaces", text, "; ".join(words))


def _tool(name: str, use: str, facts: Facts) -> Finding:
    if name in facts.tools:
        return Finding(good=True, what=name, text="found")
    needed = name != "tshark"
    return Finding(good=False, what=name, text="not found", remedy=use, needed=needed)


def works(facts: Facts) -> list[tuple[bool, str]]:
    """Return what nlscope can do here."""
    here = facts.system == "Linux" and facts.netlink
    rights = all(facts.capabilities >> bit & 1 for bit in CAPABILITIES)
    return [
        (True, FILES),
        (here and facts.scratch, "nlscope send, craft: messages of yours, in a namespace"),
        (here and rights and facts.packet and bool(facts.module), LIVE),
        (here, "nlscope live --groups all, capture --groups: announcements, without nlmon"),
        (here and "strace" in facts.tools, RUN),
    ]


def advice(facts: Facts) -> str:
    """Return what to try first here."""
    able = {what: good for good, what in works(facts)}
    if able[LIVE]:
        return "nlscope live shows what happens now; nlscope demo needs nothing at all."
    if able[RUN]:
        return (
            "nlscope demo shows all of it on a made-up kernel; "
            "nlscope run -- ip link records a real command."
        )
    return "nlscope demo shows all of it on a made-up kernel."
