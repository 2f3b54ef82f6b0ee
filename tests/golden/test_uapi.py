"""The kernel's headers and our tables name the same attributes, under the same numbers."""

from __future__ import annotations

import re

import pytest

from nlscope.model import HOST_ORDER
from nlscope.spec import Constants
from nlscope.table import table
from tests.golden.uapi import HEADERS, enums
from tests.property.test_tables import SETS

SHIFTED = "TCP_METRIC_"  # on the wire each is one more, net/ipv4/tcp_metrics.c
_BOUND = re.compile(r"^__|_MAX$|^NUM_|_MAX_")

needs_headers = pytest.mark.skipif(not HEADERS.is_dir(), reason="no linux-libc-dev")


def ours() -> dict[str, set[int]]:
    """Return every attribute constant of our tables with its numbers."""
    found: dict[str, set[int]] = {}
    for attrs in SETS.values():
        for entry in table(attrs, HOST_ORDER).entries.values():
            found.setdefault(entry.const, set()).add(entry.number)
    return found


def blocks(known: dict[str, set[int]]) -> list[dict[str, int]]:
    """Return the enumerations of which we know two constants or more."""
    return [block for block in enums() if len(block.keys() & known.keys()) > 1]


@needs_headers
def test_no_attribute_is_missing() -> None:
    known = ours()
    missing = [
        name
        for block in blocks(known)
        for name, number in block.items()
        if number
        and name not in known
        and not _BOUND.search(name)
        and number not in {block[other] for other in block.keys() & known.keys()}
    ]
    assert missing == []


@needs_headers
def test_numbers_agree() -> None:
    known = ours()
    wrong = [
        name
        for block in blocks(known)
        for name in block.keys() & known.keys()
        if block[name] not in known[name] and not name.startswith(SHIFTED)
    ]
    assert wrong == []


def values() -> dict[str, set[int]]:
    """Return every constant of our enumerations and flags with its numbers."""
    found: dict[str, set[int]] = {}
    waiting = Constants.__subclasses__()
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        for number, name in each.names.items():
            found.setdefault(each.const(name), set()).add(number)
    return found


def _spellings(number: int) -> set[int]:
    """Return a constant's values for us: its number, or the bit it is the position of."""
    if number < 0:
        return {number, number & 0xFFFFFFFF}
    return {number, 1 << number, 1 << number >> 1}


@needs_headers
def test_values_agree() -> None:
    assert SETS  # every dissector is loaded
    known = values()
    wrong = [
        name
        for block in enums()
        if len(block.keys() & known.keys()) > 1
        for name in block.keys() & known.keys()
        if not known[name] & _spellings(block[name])
    ]
    assert wrong == []


@needs_headers
def test_most_sets_were_compared() -> None:
    assert len(blocks(ours())) > 250
