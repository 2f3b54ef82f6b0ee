"""Every value of tshark beside ours, at the same bytes of every capture."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from nlscope.dissect import dissect
from nlscope.model import HOST_ORDER, Field
from nlscope.spec import NLA_TYPE_MASK, Enum
from tests.golden.test_pyroute2 import number
from tests.golden.tshark import TSHARK, Leaf, packets
from tests.golden.tshark_differences import EXPLAINED
from tests.support import CAPTURES, registry, session

pytestmark = pytest.mark.skipif(TSHARK is None, reason="no tshark")

COOKED = 16  # bytes before the first message, of the pseudo header
MOST = int(os.environ.get("NLSCOPE_TSHARK_FRAMES") or 100)  # of each capture
UNDECODED = ("netlink.attr_data", "data.data", "", "genl.reserved")  # bytes as they are
PATTERNS = [line for lines in EXPLAINED.values() for line in lines]
SKIPPED = (
    "netlink.attr_type.",  # bits of what is compared whole
    "netlink.hdr_flags.",
    "wlan.",  # inside of information elements of 802.11, which are split by id here
    "wps.",
    "wifi_p2p.",
)
NAMED_BY_KERNEL = ("nlmsg_type", "nlmsg_flags", "cmd")  # members that registry names
BY_SIZE = "nl80211.attr_value"  # what tshark knows of it is its size
DEEPER = (bytes, str, list, dict, type(None))
ENVELOPE = ("netlink.attr", "netlink.hdr")


class Own(NamedTuple):
    """A field of ours with its type, and the kernel's name for it."""

    field: Field
    type: Any
    const: str


Ranges = dict[tuple[int, int], list[Own]]


class Comparison:
    """What became of the leaves of a capture."""

    def __init__(self, path: Path) -> None:
        self.counted: Counter[str] = Counter()
        self.found: dict[tuple[str, str], str] = {}
        trees = trees_of(path)
        for no, leaves in enumerate(packets(path, MOST), 1):
            for leaf in leaves:
                if leaf.name not in UNDECODED and not leaf.name.startswith(SKIPPED):
                    self._leaf(leaf, trees.get(no, {}), f"{path.stem} frame {no}")

    def _leaf(self, leaf: Leaf, known: Ranges, where: str) -> None:
        owns = known.get((leaf.start, leaf.end)) or [
            own for (start, _), held in known.items() if start == leaf.start for own in held
        ]
        verdict = "agree" if any(same(leaf, own) for own in owns) else "value"
        verdict = verdict if owns else "place"
        if leaf.name.startswith(ENVELOPE):
            self.counted["of headers"] += 1
        self._note(leaf, verdict, owns, where)
        consts = {name for own in owns for name in spelled(own)} - {""}
        if leaf.constant and consts:
            agreed = any(name.endswith(leaf.constant) for name in consts)
            self._note(leaf, "agree on the name" if agreed else "name", owns, where)

    def _note(self, leaf: Leaf, what: str, owns: list[Own], where: str) -> None:
        self.counted[what] += 1
        if not what.startswith("agree"):
            ours = "; ".join(f"{own.field.name} {own.field.value!r}"[:80] for own in owns)
            told = f"{leaf.show[:60]} {leaf.constant}"
            self.found.setdefault(
                (leaf.name, what), f"{where} at {leaf.start}: {told}, here {ours[:160]}"
            )


def trees_of(path: Path) -> dict[int, Ranges]:
    """Return our fields of each frame by their bytes in it."""
    held, trees = session(path), dict[int, Ranges]()
    for index in range(len(held.store)):
        message = held.store[index]
        if message.frame.no > MOST:
            break
        root = dissect(message, registry(), held.context)
        spread(root, COOKED + message.start, trees.setdefault(message.frame.no, {}))
    return trees


def spread(field: Field, base: int, into: Ranges) -> None:
    """Note all fields below one."""
    for child in field.children:
        spec = field.spec if child.kind == "header" or child.name == "value" else child.spec
        own = Own(child, getattr(spec, "type", None), getattr(spec, "const", ""))
        for place in {(child.start, child.end), (child.body, child.stop)}:
            into.setdefault((base + place[0], base + place[1]), []).append(own)
        spread(child, base, into)


def spelled(own: Own) -> Iterator[str]:
    """Yield the kernel's names for a type of attribute, or for a value."""
    if own.field.name == "nla_type":
        yield own.const
    elif isinstance(own.type, Enum) and isinstance(own.field.value, str):
        yield own.type.constants.const(own.field.value)


def same(leaf: Leaf, own: Own) -> bool:
    """Return whether what tshark prints is what we have."""
    field = own.field
    whole = field.end - field.start == leaf.end - leaf.start
    raw = field.data[field.start : field.end] if whole else field.raw
    if raw.hex(":").startswith(leaf.show.rstrip("…").rstrip(":")) and leaf.show:
        return True
    bare = field.kind == "header" or field.name in NAMED_BY_KERNEL
    value = field.value if bare else number(own.type, field.value)
    if bare or (isinstance(field.value, DEEPER) and leaf.name.startswith(BY_SIZE)):
        value = int.from_bytes(raw, "little" if HOST_ORDER == "<" else "big")
    told = told_number(leaf.show)
    if isinstance(value, int) and told is not None:
        if leaf.name.startswith(BY_SIZE):  # and unsigned
            value %= 1 << 8 * len(raw)
        return told in (bits(value, leaf.mask), bits(value, NLA_TYPE_MASK))
    return str(value) == leaf.show


def bits(value: int, mask: int | None) -> int:
    if mask is None:
        return value
    return (value & mask) // (mask & -mask)


def told_number(text: str) -> int | None:
    """Return the number that a text is, of a time its nanoseconds."""
    if text in ("True", "False"):
        return int(text == "True")
    try:
        return int(text, 0)
    except ValueError:
        pass
    when, _, rest = text.partition(".")
    try:
        at = datetime.strptime(when, "%b %d, %Y %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return int(at.timestamp()) * 10**9 + int(rest.removesuffix(" UTC"))


@cache
def compared() -> tuple[Counter[str], dict[tuple[str, str], str]]:
    """Return how many leaves of all captures did what, and each kind of difference."""
    counted: Counter[str] = Counter()
    found: dict[tuple[str, str], str] = {}
    for path in sorted(CAPTURES.glob("*.pcapng")):
        made = Comparison(path)
        counted += made.counted
        for kind, example in made.found.items():
            found.setdefault(kind, example)
    return counted, found


def fits(found: tuple[str, str], pattern: tuple[str, str]) -> bool:
    return all(fnmatchcase(*pair) for pair in zip(found, pattern, strict=True))


def test_every_value_agrees_or_is_explained() -> None:
    _, found = compared()
    assert {
        kind: example
        for kind, example in found.items()
        if not any(fits(kind, pattern) for pattern in PATTERNS)
    } == {}


def test_most_values_were_compared() -> None:
    counted, _ = compared()
    differing = counted["value"] + counted["name"] + counted["place"]
    assert counted["agree"] - counted["of headers"] > 150_000
    assert differing < counted["agree"] // 400


def test_every_explanation_is_of_something() -> None:
    _, found = compared()
    assert [p for p in PATTERNS if not any(fits(kind, p) for kind in found)] == []
