"""A capture from a host of the other byte order decodes to the same values."""

from __future__ import annotations

import struct

import pytest

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.encode import Around, body
from nlscope.export.values import undecoded, values
from nlscope.model import Field, Frame, Message
from nlscope.roundtrip import items_of
from nlscope.table import Header, header
from tests.support import CAPTURES, check_tiles, registry, session

NAMES = ("addr", "genl_ctrl", "link_basic", "neigh", "route", "rule")


def swapped(each: Message, root: Field) -> Message:
    """Return the message as a big-endian host would have sent it."""
    identity = root.value
    parts = root.parts or []
    fixed: dict[str, object] = {}
    rest = b""
    for part in parts[1:]:
        if isinstance(part.spec, Header):
            if part.name == "genlmsghdr":
                rest += part.raw[:2] + part.raw[2:4][::-1]
                continue
            form = header(identity.op.header, ">")
            if form.size != part.stop - part.start:
                form = header(identity.op.short, ">")
            fixed |= part.value
            rest += form.codec.write(part.value)
            rest += bytes(-len(rest) % 4)
    attributes = [part for part in parts if part.body > part.start]
    rest += body(identity.op.attrs, items_of(attributes, "<"), ">", Around(fixed))
    head = (16 + len(rest), each.type, each.flags, each.seq, each.portid)
    data = struct.pack(">IHHII", *head) + rest
    frame = Frame(1, 0, each.frame.protocol, 4, data, len(data), ">")
    envelope = (each.type, each.flags, each.seq, each.portid)
    return Message(each.no, frame, 0, len(data), *envelope)


@pytest.mark.parametrize("name", NAMES)
def test_values_do_not_depend_on_the_order(name: str) -> None:
    opened = session(CAPTURES / f"{name}.pcapng")
    tried = 0
    for each in opened.store:
        root = dissect(each, registry(), opened.context)
        if root.value.control or root.problem or undecoded(root):
            continue
        other = dissect(swapped(each, root), registry(), Context())
        check_tiles(other)
        assert values(other) == values(root), each.no
        tried += 1
    assert tried > 20
