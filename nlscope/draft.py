"""A message in the making: its bytes, and how an edit of a part changes what is around it.

The bytes are all there is: a form is how they read, so that any message has one, wrong
ones too, and editing the bytes or the fields is the same.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import Literal

from nlscope.codec import codec
from nlscope.encode import MAX_PAYLOAD
from nlscope.model import HEADER_SIZE, HOST_ORDER, PACKET_KERNEL, Field, Frame, Message
from nlscope.spec import Misfit, Records
from nlscope.table import Entry

LATEST = 1 << 62  # a message number after all that a capture can have
HEADER = ("length", "type", "flags", "seq", "port")
_PLACES = {"length": (0, 4), "type": (4, 6), "flags": (6, 8), "seq": (8, 12),
           "port": (12, 16)}  # fmt: skip
_HEAD = struct.Struct("=IHHII")
_ENDIAN: Literal["little", "big"] = "little" if HOST_ORDER == "<" else "big"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to send. fixed names the members of its nlmsghdr that stay as they are.

    The others are made right: length as it is edited, seq and port when it is sent, type
    if family is set, the generic netlink family whose id is to be looked up.
    """

    protocol: int
    data: bytes
    family: str = ""
    fixed: frozenset[str] = frozenset()

    @property
    def message(self) -> Message:
        """The message as a capture would have it, the last one of all."""
        size = len(self.data)
        frame = Frame(LATEST, 0, self.protocol, PACKET_KERNEL, self.data, size, HOST_ORDER)
        head = _HEAD.unpack(self.data[:HEADER_SIZE].ljust(HEADER_SIZE, b"\0"))
        length, kind, flags, seq, port = head
        problem = self._problem(length)
        return Message(LATEST, frame, 0, size, kind, flags, seq, port, problem)

    def _problem(self, length: int) -> str | None:
        size = len(self.data)
        if size < HEADER_SIZE:
            return f"{size} bytes are no nlmsghdr"
        if length + 3 & ~3 == size + 3 & ~3 and length <= size:
            return None
        return f"nlmsg_len is {length}, there are {size} bytes"

    def member(self, name: str) -> int:
        """Return a member of the nlmsghdr by its name in HEADER, 0 if it is not there."""
        start, end = _PLACES[name]
        return int.from_bytes(self.data[start:end], _ENDIAN)

    def set_member(self, name: str, number: int) -> Draft:
        """Return it with a member of the nlmsghdr, which stays as it is from then on."""
        start, end = _PLACES[name]
        try:
            raw = number.to_bytes(end - start, _ENDIAN)
        except OverflowError:
            msg = f"{number} does not fit in {end - start} bytes"
            raise Misfit(msg) from None
        data = self.data.ljust(end, b"\0")
        fixed = self.fixed if name == "flags" else self.fixed | {name}
        return replace(self, data=data[:start] + raw + data[end:], fixed=fixed)

    def free_member(self, name: str) -> Draft:
        """Return it with a member of the nlmsghdr made right again."""
        made = replace(self, fixed=self.fixed - {name})
        return made.measured() if name == "length" else made

    def measured(self) -> Draft:
        """Return it with the length that it has, unless that is fixed."""
        if "length" in self.fixed or len(self.data) < HEADER_SIZE:
            return self
        return replace(self, data=struct.pack("=I", len(self.data)) + self.data[4:])

    def of_id(self, number: int | None) -> Draft:
        """Return it with the id that its family has, unless its type is fixed."""
        if number is None or "type" in self.fixed or not self.family:
            return self
        return replace(self.set_member("type", number), fixed=self.fixed)

    def numbered(self, seq: int, port: int, kind: int | None = None) -> bytes:
        """Return the bytes to send, with the numbers that are not fixed."""
        made = self
        wanted = {"seq": seq, "port": port, "type": kind}
        for name, number in wanted.items():
            if number is not None and name not in self.fixed:
                made = made.set_member(name, number)
        return made.data if len(self.data) >= HEADER_SIZE else self.data

    # --- edits -------------------------------------------------------------------

    def rewritten(self, data: bytes) -> Draft:
        """Return it with other bytes, as typed; what of the nlmsghdr changed is fixed."""
        fixed = self.fixed
        if len(data) == len(self.data):
            changed = {
                name
                for name, (start, end) in _PLACES.items()
                if data[start:end] != self.data[start:end]
            }
            return replace(self, data=data, fixed=fixed | changed - {"flags"})
        return replace(self, data=data).measured()

    def with_payload(self, trail: tuple[Field, ...], payload: bytes) -> Draft:
        """Return it with another payload of the last field of a trail."""
        field = trail[-1]
        if payload == field.raw:
            return self
        if len(payload) == len(field.raw):
            data = self.data[: field.body] + payload + self.data[field.stop :]
            return replace(self, data=data)
        if _attribute(field):
            return self._spliced(trail, _framed(field, payload))
        if isinstance(field.spec, Entry) or field.spec is None:
            return self._spliced(trail, payload)
        msg = f"{len(payload)} bytes, the field has {field.stop - field.body}"
        if field.stop < field.end or field is not trail[0]:
            raise Misfit(msg)
        return self._spliced(trail, payload)

    def without(self, trail: tuple[Field, ...]) -> Draft:
        """Return it without the last field of a trail."""
        return self._spliced(trail, b"")

    def with_piece(self, trail: tuple[Field, ...], piece: bytes) -> Draft:
        """Return it with bytes after all that the last field of a trail holds.

        An empty trail is the message.
        """
        if not trail:
            data = self.data + bytes(-len(self.data) % 4) + piece
            return replace(self, data=data).measured()
        field = trail[-1]
        inner = field.raw + bytes(-len(field.raw) % 4) + piece
        return self._spliced(trail, self._around(field, inner))

    def _spliced(self, trail: tuple[Field, ...], made: bytes) -> Draft:
        """Return it with other bytes for the last field; what is around it grows."""
        field, data = trail[-1], self.data
        for outer in reversed(trail[:-1]):
            inner = data[outer.body : field.start] + made + data[field.end : outer.stop]
            made, field = self._around(outer, inner), outer
        rest = data[field.end :]
        if len(rest) < 4 and not _attribute(field):
            rest = b""  # the padding of a payload that ends the message
        return replace(self, data=data[: field.start] + made + rest).measured()

    def _around(self, field: Field, inner: bytes) -> bytes:
        """Return the bytes of a field that holds others, for what it holds now."""
        if _attribute(field):
            return _framed(field, inner)
        node = field.spec.node if isinstance(field.spec, Entry) else None
        if isinstance(node, Records):
            members = codec(node.header, HOST_ORDER).members
            place = next(member for member in members if member.name == node.length)
            raw = len(inner).to_bytes(place.size or 2, _ENDIAN)
            inner = inner[: place.offset] + raw + inner[place.offset + len(raw) :]
            inner += bytes(-len(inner) % 4)
        return inner


def _attribute(field: Field) -> bool:
    return field.body - field.start == 4


def _framed(field: Field, payload: bytes) -> bytes:
    """Return an attribute with another payload, its type as it was."""
    if len(payload) > MAX_PAYLOAD:
        msg = f"{len(payload)} bytes do not fit in an attribute"
        raise Misfit(msg)
    head = struct.pack("=H", len(payload) + 4) + field.data[field.start + 2 : field.body]
    return head + payload + bytes(-len(payload) % 4)
