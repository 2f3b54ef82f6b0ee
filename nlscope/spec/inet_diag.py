"""Programs that choose sockets, which ss sends with its requests for them.

Source: struct inet_diag_bc_op and after in include/uapi/linux/inet_diag.h;
inet_diag_bc_audit() in net/ipv4/inet_diag.c.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from nlscope.spec.bits import Ordered
from nlscope.spec.constants import Constants
from nlscope.spec.leaves import IPv4, IPv6, Misfit, unhex

_OP, _HOST = "BBH", "BBHi"  # the op; struct inet_diag_hostcond and its padding
_OP_SIZE, _HOST_SIZE = 4, 8
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


class Bytecode(Ordered):
    """A program as a list of its operations, with the offset that each is at.

    yes and no say how many bytes to go on; the port of S_GE and its like, which stands in
    the no of an operation after it, is one of theirs; a port of -1 is any.
    """

    constants: ClassVar[type[Constants]] = Code

    def decode(self, raw: bytes) -> list[dict[str, Any]]:
        """Return the operations; Misfit where they are cut short, or no such."""
        try:
            said = list(_operations(raw, self.order))
        except struct.error:
            msg = "the program ends within an operation"
            raise Misfit(msg) from None
        if self.encode(said) != raw:
            msg = "bytes that are of no operation"
            raise Misfit(msg)
        return said

    def encode(self, value: Any) -> bytes:
        """Return the program of a list of operations; bytes pass through."""
        if not isinstance(value, list):
            return unhex(value)
        try:
            return b"".join(_assemble(each, self.order) for each in value)
        except (KeyError, struct.error, TypeError) as error:
            msg = f"no operation of inet_diag: {error}"
            raise Misfit(msg) from None


def _operations(raw: bytes, order: str) -> Iterator[dict[str, Any]]:
    at = 0
    while at < len(raw):
        code, yes, no = struct.unpack_from(order + _OP, raw, at)
        name = Code.names.get(code, code)
        said = {"at": at, "op": name, "yes": yes, "no": no}
        at += _OP_SIZE
        more, size = _arguments(said, raw, at, order)
        yield said | more
        at += size


def _arguments(
    said: dict[str, Any], raw: bytes, at: int, order: str
) -> tuple[dict[str, Any], int]:
    """Return what follows an operation, and its size."""
    name = said["op"]
    if name in _PORTS:
        return {"port": struct.unpack_from(order + _OP, raw, at)[2]}, _OP_SIZE
    if name in _FIXED:
        form = struct.Struct(order + _FIXED[name][0])
        words = dict(zip(_FIXED[name][1], form.unpack_from(raw, at), strict=True))
        return words, form.size
    if name not in ("S_COND", "D_COND"):
        return {}, 0
    return _host(struct.unpack_from(order + _HOST, raw, at), said["yes"], raw, at)


def _host(
    words: tuple[int, ...], yes: int, raw: bytes, at: int
) -> tuple[dict[str, Any], int]:
    family, length, padding, port = words
    if family not in _ADDRESSES:
        msg = f"address family {family} of a condition"
        raise Misfit(msg)
    said = {"family": _FAMILIES[family], "prefix_len": length, "port": port}
    said |= {"padding": padding} if padding else {}
    kind, end = _ADDRESSES[family], at + _HOST_SIZE
    if kind is None:
        room = _room(yes) if raw[end : end + _room(yes)] == bytes(_room(yes)) else 0
        return said, _HOST_SIZE + room
    address = raw[end : end + (kind.size or 0)]
    if len(address) != kind.size:
        msg = "the program ends within an address"
        raise Misfit(msg)
    return said | {"addr": kind.decode(address)}, _HOST_SIZE + len(address)


def _room(yes: int) -> int:
    """Return how much room for an address ss leaves in a condition of a port alone."""
    room = yes - _OP_SIZE - _HOST_SIZE
    return room if room in (4, 16) else 0


def _assemble(said: Mapping[str, Any], order: str) -> bytes:
    name = said["op"]
    code = Code.number(name) if isinstance(name, str) else int(name)
    name = Code.names.get(code)
    out = struct.pack(order + _OP, code, said["yes"], said["no"])
    if name in _PORTS:
        return out + struct.pack(order + _OP, 0, 0, said["port"])
    if name in _FIXED:
        letters, names = _FIXED[name]
        return out + struct.pack(order + letters, *(said[each] for each in names))
    if name not in ("S_COND", "D_COND"):
        return out
    family = {text: number for number, text in _FAMILIES.items()}[said["family"]]
    words = (family, said["prefix_len"], said.get("padding", 0), said["port"])
    out += struct.pack(order + _HOST, *words)
    kind = _ADDRESSES[family]
    return out + (bytes(_room(said["yes"])) if kind is None else kind.encode(said["addr"]))
