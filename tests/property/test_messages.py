"""Whatever the bytes, a message decodes whole, without raising."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlscope.context import Context
from nlscope.describe import describe
from nlscope.export import json
from nlscope.export.text import cells, row
from nlscope.export.text import tree as lines
from nlscope.export.values import undecoded
from nlscope.model import Frame, Message
from nlscope.roundtrip import reasons
from tests.support import CAPTURES, check_tiles, message, registry, session

EXAMPLES = int(os.environ.get("NLSCOPE_EXAMPLES", "300"))
settings.register_profile(
    "nlscope",
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("nlscope")


def context() -> Context:
    """Return a context in which every family of the registry has an id."""
    made = Context()
    for i, name in enumerate(sorted(f.name for f in registry() if f.protocol == 16)):
        made._names.tell((0, 32 + i), 0, name)
    return made


CONTEXT = context()


def corpus() -> list[Message]:
    """Return real messages: a few of each type of every capture in the repository."""
    found: dict[tuple[int, int, int, int], list[Message]] = {}
    for path in sorted(CAPTURES.glob("*.pcapng")):
        opened = session(path)
        for each in opened.store:
            key = (
                each.frame.protocol,
                each.type,
                each.flags & 1,
                each.data[16:17][0:1] != b"",
            )
            kept = found.setdefault((*key[:3], int(key[3])), [])
            if len(kept) < 6 and len(each.data) < 4000:
                frame = Frame(
                    1,
                    0,
                    each.frame.protocol,
                    4,
                    each.data,
                    len(each.data),
                    each.frame.order,
                )
                kept.append(
                    Message(
                        1,
                        frame,
                        0,
                        len(each.data),
                        each.type,
                        each.flags,
                        each.seq,
                        each.portid,
                    )
                )
    return [each for kept in found.values() for each in kept]


@pytest.fixture(scope="module")
def real() -> list[Message]:
    return corpus()


def survives(each: Message) -> None:
    """Assert all that must hold of any message."""
    said = describe(each, registry(), CONTEXT)
    check_tiles(said.root)
    assert said.root.end == len(each.data)
    assert 0 <= undecoded(said.root) <= len(each.data)
    assert json.line(said, None)
    text = "\n".join([row(cells(said, 0)), *lines(said)])
    assert all(char.isprintable() or char == "\n" for char in text)
    reasons(said.root, each.frame.order)


def with_header(protocol: int, kind: int, flags: int, rest: bytes) -> Message:
    head = (16 + len(rest)).to_bytes(4, "little")
    head += kind.to_bytes(2, "little") + flags.to_bytes(2, "little") + bytes(8)
    return message(protocol, head + rest)


TYPES = sorted(
    {n for family in registry() for n in family.commands.names} | {0, 1, 2, 3, 4}
)
PROTOCOLS = st.sampled_from([0, 2, 4, 5, 6, 10, 12, 15, 16, 17, 30, 31])


@given(PROTOCOLS, st.binary(max_size=300))
def test_random_bytes(protocol: int, data: bytes) -> None:
    survives(message(protocol, data))


@given(PROTOCOLS, st.sampled_from(TYPES), st.integers(0, 0xFFFF), st.binary(max_size=300))
def test_random_payload(protocol: int, kind: int, flags: int, rest: bytes) -> None:
    survives(with_header(protocol, kind, flags, rest))


@given(st.integers(0, 80), st.integers(0, 0xFFFF), st.binary(max_size=200))
def test_random_generic(family: int, flags: int, rest: bytes) -> None:
    survives(with_header(16, 16 + family, flags, rest))


@given(st.randoms(use_true_random=False))
def test_mutated_messages(real: list[Message], chance: random.Random) -> None:
    each = chance.choice(real)
    data = bytearray(each.data)
    for _ in range(chance.randint(1, 6)):
        mutate(data, chance)
    survives(message(each.frame.protocol, bytes(data), pkttype=chance.choice([4, 6, 7])))


def mutate(data: bytearray, chance: random.Random) -> None:
    """Change a byte or a word, cut, repeat or insert some bytes."""
    at = chance.randrange(len(data)) if data else 0
    match chance.randrange(6):
        case 0 if data:
            data[at] = chance.randrange(256)
        case 1 if data:
            data[at] ^= 1 << chance.randrange(8)
        case 2:
            data[at & ~3 : (at & ~3) + 2] = chance.choice(
                [b"\0\0", b"\x03\0", b"\x04\0", b"\xff\xff", b"\x08\0"]
            )
        case 3:
            del data[at:]
        case 4:
            data[at:at] = data[at : at + chance.randint(1, 64)]
        case _:
            data[at:at] = chance.randbytes(chance.randint(1, 16))
