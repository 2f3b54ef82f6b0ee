"""What the tests share: where captures are, messages made by hand, what must hold."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

import pytest

import dissectors
from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.model import HOST_ORDER, Field, Frame, Message
from nlscope.registry import Registry
from nlscope.session import Session

ROOT = Path(__file__).parent.parent
CAPTURES = ROOT / "captures"
SHARED = ROOT.parent / "shared" / "captures"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/captures")


@cache
def registry() -> Registry:
    """Return the built-in tables."""
    made = Registry()
    made.load(dissectors)
    return made


def session(path: Path) -> Session:
    """Return a capture, indexed whole."""
    return Session.load(str(path), registry())


def captured(path: Path, protocol: int, *messages: bytes) -> Session:
    """Return a capture at a path with a frame for each message, indexed whole."""
    out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 253)
    for each in messages:
        cooked = struct.pack(">HHHQH", 4, 824, 0, 0, protocol) + each
        out += struct.pack("<IIII", 1, 0, len(cooked), len(cooked)) + cooked
    path.write_bytes(out)
    return session(path)


def nlmsg(
    kind: int, payload: bytes, *, flags: int = 1, seq: int = 1, portid: int = 0
) -> bytes:
    """Return a netlink message in host order, padded to 4 bytes."""
    head = struct.pack("=IHHII", 16 + len(payload), kind, flags, seq, portid)
    return head + payload + bytes(-len(payload) % 4)


def genlmsg(cmd: int, payload: bytes, version: int = 1) -> bytes:
    """Return a generic netlink header and what follows it."""
    return struct.pack("=BBH", cmd, version, 0) + payload


def attr(kind: int, payload: bytes) -> bytes:
    """Return an attribute in host order, padded to 4 bytes."""
    head = struct.pack("=HH", 4 + len(payload), kind)
    return head + payload + bytes(-len(payload) % 4)


def message(protocol: int, data: bytes, *, no: int = 1, pkttype: int = 4) -> Message:
    """Return the message that a frame of just these bytes holds."""
    frame = Frame(no, 0, protocol, pkttype, data, len(data), HOST_ORDER)
    if len(data) < 16:
        return Message(no, frame, 0, len(data), 0, 0, 0, 0, "short")
    _, kind, flags, seq, portid = struct.unpack_from("=IHHII", data)
    return Message(no, frame, 0, len(data), kind, flags, seq, portid)


def tree(protocol: int, data: bytes, context: Context | None = None) -> Field:
    """Return the decoded tree of bytes, after checking that it tiles them."""
    root = dissect(message(protocol, data), registry(), context or Context())
    assert root.end == len(data)
    check_tiles(root)
    return root


def check_tiles(field: Field) -> None:
    """Assert that the children of every field tile it, and lie inside it."""
    children = field.children
    assert field.start <= field.body <= field.stop <= field.end
    at = field.start
    for child in children:
        assert child.start == at, (field.name, child.name, child.start, at)
        assert child.end >= child.start
        at = child.end
        check_tiles(child)
    assert not children or at == field.end, (field.name, at, field.end)


def by_name(root: Field) -> dict[str, Field]:
    """Return the direct parts of a tree by name."""
    return {part.name: part for part in root.items}
