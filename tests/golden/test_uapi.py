"""The kernel's headers and our tables name the same attributes, under the same numbers."""

from __future__ import annotations

import re

import pytest

from nlscope.model import HOST_ORDER
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


@needs_headers
def test_most_sets_were_compared() -> None:
    assert len(blocks(ours())) > 250
