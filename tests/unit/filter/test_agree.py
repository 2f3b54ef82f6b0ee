"""What is found in bytes against what is found in decoded messages."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlscope.filter import Filter, FilterError, compile_filter
from nlscope.filter.attribute import AttributeTest
from nlscope.filter.buffer import Scan
from nlscope.filter.by_field import filter_for
from nlscope.filter.expression import And, Expression, Not, Or
from nlscope.filter.seen import spelled
from nlscope.model import Field
from nlscope.session import Session
from tests.support import CAPTURES, SHARED, needs_shared, registry
from tests.support import session as load

SAMPLE = 400  # messages of a capture
NAMES = sorted(path.stem for path in CAPTURES.glob("*.pcapng") if path.stem != "big")


def trails(field: Field, above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    for item in field.items:
        if item.kind == "value":
            yield (*above, item)
            yield from trails(item, (*above, item))


def literal(value: Any, rng: random.Random) -> str | None:
    if isinstance(value, (tuple, list)) and value:
        return literal(rng.choice(value), rng)
    if isinstance(value, bytes):
        return value.hex(":") or None
    if isinstance(value, str):
        return spelled(value)
    return str(value) if isinstance(value, int) else None


def made_up(said: Any, rng: random.Random) -> str | None:
    """Return a filter about something in a message, or None."""
    every = list(trails(said.root))
    if not every:
        return None
    trail = rng.choice(every)
    text = filter_for(said.root, trail)
    if text is None:
        return None
    path = text.partition(" ")[0]
    if rng.random() < 0.4 and "." in path.strip("."):
        path = "." + path.rpartition(".")[2]
    value = literal(trail[-1].value, rng)
    op = rng.choice(["", "==", "!=", "<", ">=", "in", "contains", "matches"])
    if not op or value is None:
        return path
    return f"{path} in {{{value}, 3}}" if op == "in" else f"{path} {op} {value}"


def by_tree(expression: Expression, scan: Scan, n: int) -> bool:
    if isinstance(expression, AttributeTest):
        return expression.one(scan, n)
    if isinstance(expression, And):
        return all(by_tree(part, scan, n) for part in expression.shown)
    if isinstance(expression, Or):
        return any(by_tree(part, scan, n) for part in expression.shown)
    if isinstance(expression, Not):
        return not by_tree(expression.part, scan, n)
    return bool(expression.mask(scan, slice(n, n + 1))[0])


def compare(found: Session, chosen: Filter, first: int, stop: int) -> int:
    """Assert that both ways agree; return how many messages pass."""
    got = chosen.rows(found, first, stop)
    scan = Scan(found)
    want = [by_tree(chosen.expression, scan, n) for n in range(first, stop)]
    different = np.flatnonzero(got != np.array(want, np.bool_)) + first
    assert not len(different), (chosen.text, different[:5])
    return int(got.sum())


def check(found: Session, seed: int, filters: int) -> int:
    rng = random.Random(seed)
    count = len(found.store)
    first = rng.randrange(max(1, count - SAMPLE))
    stop = min(count, first + SAMPLE)
    hits = 0
    for _ in range(filters if count else 0):
        text = made_up(found.describe(rng.randrange(first, stop)), rng)
        try:
            chosen = compile_filter(text, registry()) if text else None
        except FilterError:
            continue
        if chosen is not None:
            hits += compare(found, chosen, first, stop)
    return hits


@pytest.mark.parametrize("name", NAMES)
def test_bytes_and_trees_agree(name: str) -> None:
    assert check(load(CAPTURES / f"{name}.pcapng"), 1, 12)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.pcap")), ids=lambda path: path.stem)
def test_they_agree_on_all_shared_captures(path: Path) -> None:
    check(load(path), 2, 12)


def damaged(path: Path, target: Path, rng: random.Random) -> None:
    """Write a capture with bytes of its messages changed; its records stay whole."""
    raw = bytearray(path.read_bytes()[:200_000])
    at = 24
    while at + 16 <= len(raw):
        length = int.from_bytes(raw[at + 8 : at + 12], "little")
        end = at + 16 + length
        for _ in range(1 + length // 60 if length > 64 and end <= len(raw) else 0):
            place = rng.randrange(at + 48, end)
            raw[place] = rng.choice((0, 1, 2, 3, 5, 0x40, 0x80, 0xFF, rng.randrange(256)))
        at = end
    target.write_bytes(raw)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.pcap")), ids=lambda path: path.stem)
def test_they_agree_on_damaged_captures(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "damaged.pcap"
    damaged(path, target, random.Random(3))
    check(load(target), 3, 8)


def test_the_order_of_bytes_is_that_of_the_capture(tmp_path: Path) -> None:
    attrs = struct.pack(">HH4s", 8, 1, bytes((10, 1, 2, 0))) + struct.pack(">HHI", 8, 4, 7)
    body = bytes((2, 24, 0, 0, 254, 3, 0, 1)) + bytes(4) + attrs
    message = struct.pack(">IHHII", 16 + len(body), 24, 0x600, 5, 9) + body
    frame = struct.pack(">HHH8xH", 4, 824, 0, 0) + message
    head = struct.pack(">IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 253)
    path = tmp_path / "big-endian.pcap"
    path.write_bytes(head + struct.pack(">IIII", 1, 0, len(frame), len(frame)) + frame)
    found = load(path)
    assert found.store.order == ">"
    for text in (
        "route.oif == 7",
        "route.dst == 10.1.2.0/24",
        "oif",
        "route.rtm_dst_len < 25",
    ):
        assert compare(found, compile_filter(text, registry()), 0, 1) == 1
    assert compare(found, compile_filter("route.oif > 7", registry()), 0, 1) == 0


def test_lists_that_would_not_end(tmp_path: Path) -> None:
    """nla_len 0, one past the end, and 4,000 empty attributes."""
    path = tmp_path / "odd.pcap"
    out = struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 253)
    good = struct.pack("=HHI", 8, 4, 7)
    many = struct.pack("=HH", 4, 0) * 4000 + good
    past, short = struct.pack("=HH", 999, 4) + good, struct.pack("=HHB", 5, 4, 7)
    for attrs in (bytes(8) + good, past, good * 4000, many, short):
        message = struct.pack("=IHHII", 28 + len(attrs), 24, 0, 5, 9) + bytes(12) + attrs
        frame = struct.pack(">HHH8xH", 4, 824, 0, 0) + message
        out += struct.pack("=IIII", 1, 0, len(frame), len(frame)) + frame
    path.write_bytes(out)
    found = load(path)
    assert compare(found, compile_filter("route.oif == 7", registry()), 0, 5) == 2
    assert compare(found, compile_filter("route.oif", registry()), 0, 5) == 3
