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
TOOLS = {"strace": "nlscope run", "tshark": "a second opinion on captures"}


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
    """One line of the report; remedy is what to do, "" where all is well."""

    good: bool
    what: str
    text: str
    remedy: str = ""


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
        return Finding(good=True, what="nlmon module", text=facts.module)
    where = f" (seen from a {facts.container} container)" if facts.container else ""
    remedy = (
        "run modprobe nlmon on the host"
        if facts.container
        else "install the kernel's extra modules, or one with CONFIG_NLMON"
    )
    return Finding(good=False, what="nlmon module", text=f"not found{where}", remedy=remedy)


def _rights(facts: Facts) -> Finding:
    missing = [n for bit, n in CAPABILITIES.items() if not facts.capabilities >> bit & 1]
    if not missing:
        text = " and ".join(CAPABILITIES.values())
        return Finding(good=True, what="capabilities", text=text)
    remedy = (
        "start the container with --cap-add NET_ADMIN --cap-add NET_RAW"
        if facts.container
        else "use sudo; what decodes and draws runs as you all the same"
    )
    text = f"no {' and no '.join(missing)}"
    return Finding(good=False, what="capabilities", text=text, remedy=remedy)


def _namespaces(facts: Facts) -> Finding:
    words = []
    if not facts.capabilities >> SYS_ADMIN & 1:
        words.append("capture --netns needs CAP_SYS_ADMIN")
    if not facts.scratch:
        words.append("send needs --here: no user namespaces")
    good = not words
    text = "others can be entered, scratch ones made" if good else "limited"
    return Finding(good, "namespaces", text, "; ".join(words))


def _tool(name: str, use: str, facts: Facts) -> Finding:
    good = name in facts.tools
    remedy = "" if good else f"install it for: {use}"
    return Finding(good, name, "found" if good else "not found", remedy)


def works(facts: Facts) -> list[tuple[bool, str]]:
    """Return what nlscope can do here."""
    here = facts.system == "Linux" and facts.netlink
    rights = all(facts.capabilities >> bit & 1 for bit in CAPABILITIES)
    return [
        (True, "nlscope FILE, nlscope read, nlscope demo"),
        (here and facts.scratch, "nlscope send"),
        (here and rights and facts.packet and bool(facts.module), "nlscope capture, live"),
        (here, "nlscope capture --groups, live --groups: multicasts, without nlmon"),
        (
            here and "strace" in facts.tools,
            "nlscope run: a command's messages, without root",
        ),
    ]
