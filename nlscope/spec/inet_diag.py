"""Programs that choose sockets, which ss sends with its requests for them.

Source: struct inet_diag_bc_op and after in include/uapi/linux/inet_diag.h;
inet_diag_bc_audit() in net/ipv4/inet_diag.c.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from nlscope.spec.constants import Constants
from nlscope.spec.leaves import IPv4, IPv6, Leaf, Misfit, unhex

_ORDER = "<" if sys.byteorder == "little" else ">"
_OP = struct.Struct(_ORDER + "BBH")
_HOST = struct.Struct(_ORDER + "BBHi")  # struct inet_diag_hostcond and its padding
_ADDRESSES = {0: None, 2: IPv4, 10: IPv6}
_FAMILIES = {0: "UNSPEC", 2: "INET", 10: "INET6"}
_FIXED = {  # arguments of other operations, in struct's letters
    "DEV_COND": ("I", ("ifindex",)),
    "MARK_COND": ("II", ("mark", "mask")),
    "CGROUP_COND": ("Q", ("cgroup_id",)),
}
_PORTS = ("S_GE", "S_LE", "D_GE", "D_LE", "S_EQ", "D_EQ")


class Code(Constants, prefix="INET_DIAG_BC"):
    """The operations."""

    NOP = 0
    JMP = 1
    S_GE = 2
    S_LE = 3
    D_GE = 4
    D_LE = 5
    AUTO = 6
    S_COND = 7
    D_COND = 8
    DEV_COND = 9
    MARK_COND = 10
    S_EQ = 11
    D_EQ = 12
    CGROUP_COND = 13


class Bytecode(Leaf):
    """A program as a list of its operations, with the offset that each is at.

    yes and no say how many bytes to go on; the port of S_GE and its like, which stands in
    the no of an operation after it, is one of theirs; a port of -1 is any.
    """

    constants: ClassVar[type[Constants]] = Code

    def decode(self, raw: bytes) -> list[dict[str, Any]]:
        """Return the operations; Misfit where they are cut short."""
        try:
            return list(_operations(raw))
        except struct.error:
            msg = "the program ends within an operation"
            raise Misfit(msg) from None

    def encode(self, value: Any) -> bytes:
        """Return the program of a list of operations; bytes pass through."""
        if not isinstance(value, list):
            return unhex(value)
        try:
            return b"".join(map(_assemble, value))
        except (KeyError, struct.error, TypeError) as error:
            msg = f"no operation of inet_diag: {error}"
            raise Misfit(msg) from None


def _operations(raw: bytes) -> Iterator[dict[str, Any]]:
    at = 0
    while at < len(raw):
        code, yes, no = _OP.unpack_from(raw, at)
        name = Code.names.get(code, code)
        said = {"at": at, "op": name, "yes": yes, "no": no}
        at += _OP.size
        more, size = _arguments(name, raw, at)
        yield said | more
        at += size


def _arguments(name: Any, raw: bytes, at: int) -> tuple[dict[str, Any], int]:
    """Return what follows an operation, and its size."""
    if name in _PORTS:
        return {"port": _OP.unpack_from(raw, at)[2]}, _OP.size
    if name in _FIXED:
        form = struct.Struct(_ORDER + _FIXED[name][0])
        words = dict(zip(_FIXED[name][1], form.unpack_from(raw, at), strict=True))
        return words, form.size
    return _host(raw, at) if name in ("S_COND", "D_COND") else ({}, 0)


def _host(raw: bytes, at: int) -> tuple[dict[str, Any], int]:
    family, length, padding, port = _HOST.unpack_from(raw, at)
    if family not in _ADDRESSES:
        msg = f"address family {family} of a condition"
        raise Misfit(msg)
    said = {"family": _FAMILIES[family], "prefix_len": length, "port": port}
    said |= {"padding": padding} if padding else {}
    kind, end = _ADDRESSES[family], at + _HOST.size
    if kind is None:
        return said, _HOST.size
    address = raw[end : end + (kind.size or 0)]
    if len(address) != kind.size:
        msg = "the program ends within an address"
        raise Misfit(msg)
    return said | {"addr": kind.decode(address)}, _HOST.size + len(address)


def _assemble(said: Mapping[str, Any]) -> bytes:
    name = said["op"]
    code = Code.number(name) if isinstance(name, str) else int(name)
    name = Code.names.get(code)
    out = _OP.pack(code, said["yes"], said["no"])
    if name in _PORTS:
        return out + _OP.pack(0, 0, said["port"])
    if name in _FIXED:
        letters, words = _FIXED[name]
        return out + struct.pack(_ORDER + letters, *(said[word] for word in words))
    if name not in ("S_COND", "D_COND"):
        return out
    family = {text: number for number, text in _FAMILIES.items()}[said["family"]]
    out += _HOST.pack(family, said["prefix_len"], said.get("padding", 0), said["port"])
    kind = _ADDRESSES[family]
    return out if kind is None else out + kind.encode(said["addr"])
