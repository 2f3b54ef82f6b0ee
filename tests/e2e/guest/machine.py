"""The guest's kernel: modules, nlmon links, namespaces, its log."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e import wire

if TYPE_CHECKING:
    from collections.abc import Iterator

CLONE_NEWNET = 0x40000000
RTM_NEWLINK, RTM_DELLINK = 16, 17
CREATE_EXCL = 0x600
IFLA_IFNAME, IFLA_LINKINFO, IFLA_INFO_KIND = 3, 18, 1
SYSLOG_ACTION_READ_ALL = 3
libc = ctypes.CDLL(None, use_errno=True)


def load(module: str, *parameters: str) -> None:
    """Insert one of our modules."""
    path = f"{os.environ['KMOD']}/{module}.ko"
    status = os.spawnvp(os.P_WAIT, "insmod", ["insmod", path, *parameters])
    assert status == 0, f"insmod {module} {parameters}: {status}"


def unload(module: str) -> int:
    """Remove it and return the errno, at once and without rmmod's own process."""
    ctypes.set_errno(0)
    libc.delete_module(module.encode(), os.O_NONBLOCK)
    return ctypes.get_errno()


@contextlib.contextmanager
def both() -> Iterator[None]:
    """Have the second processor for a while."""
    switch = Path("/sys/devices/system/cpu/cpu1/online")
    switch.write_text("1")
    yield
    switch.write_text("0")


@contextlib.contextmanager
def loaded(module: str, *parameters: str) -> Iterator[None]:
    """Have the module for a while."""
    load(module, *parameters)
    yield
    code = unload(module)
    assert code == 0, f"rmmod {module}: {os.strerror(code)}"


def _link(kind: int, flags: int, body: bytes) -> None:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as route:
        route.send(wire.message(kind, body, flags=wire.REQUEST | wire.ACK | flags))
        (reply,) = wire.messages(route.recv(65536))
        assert wire.answer(reply).errno == 0, f"nlmon0: {wire.answer(reply)}"


@contextlib.contextmanager
def nlmon() -> Iterator[None]:
    """Have nlmon0, up, in this namespace."""
    name = wire.text(IFLA_IFNAME, "nlmon0")
    info = wire.attribute(IFLA_LINKINFO, wire.text(IFLA_INFO_KIND, "nlmon"))
    up = struct.pack("=BxHiII", 0, 0, 0, 1, 1)
    _link(RTM_NEWLINK, CREATE_EXCL, up + name + info)
    yield
    _link(RTM_DELLINK, 0, struct.pack("=BxHiII", 0, 0, 0, 0, 0) + name)


def shown() -> int:
    """Return how many frames nlmon0 has shown."""
    return int(Path("/sys/class/net/nlmon0/statistics/rx_packets").read_text())


@contextlib.contextmanager
def namespace() -> Iterator[None]:
    """Be in a network namespace of our own for a while; sockets stay in theirs."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    assert libc.unshare(CLONE_NEWNET) == 0
    yield
    assert libc.setns(home, CLONE_NEWNET) == 0
    os.close(home)


def log() -> str:
    """Return what dmesg would print."""
    buffer = ctypes.create_string_buffer(1 << 20)
    length = libc.klogctl(SYSLOG_ACTION_READ_ALL, buffer, len(buffer))
    return buffer.raw[:length].decode(errors="replace")
