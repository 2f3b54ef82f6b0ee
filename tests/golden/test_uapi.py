"""The kernel's headers and our tables name the same attributes, under the same numbers."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import dissectors
from nlscope.model import HOST_ORDER
from nlscope.spec import Constants
from nlscope.table import table
from tests.golden.uapi import HEADERS, enums
from tests.property.test_tables import SETS

SHIFTED = "TCP_METRIC_"  # on the wire each is one more, net/ipv4/tcp_metrics.c
_BOUND = re.compile(r"^__|_MAX$|^NUM_")

NOT_SENT = re.compile(
    r"_UNSPEC$|_NONE$|_MASK$|_NUM|_COUNT$|_VARS$|_LAST_|_BASE$|_AUTOMATIC$|_BIT$|_BIT_"
    r"|^IPSET_CMD_(RESTORE|HELP|VERSION|QUIT|COMMIT)$"  # of its own program only
    r"|^INET_DIAG_|^RTAX_LOCK$|^NETKIT_NEXT$|^NFPROTO_DECNET$|^TCP_CONNTRACK_LISTEN$"
    r"|^IPS_UNTRACKED$|^THERMAL_GENL_EVENT_TZ_(CREATE|TRIP_DOWN)$"  # named with a command
)

needs_headers = pytest.mark.skipif(not HEADERS.is_dir(), reason="no linux-libc-dev")


def ours() -> dict[str, set[int]]:
    """Return every attribute constant of our tables with its numbers."""
    found: dict[str, set[int]] = {}
    for attrs in SETS.values():
        for entry in table(attrs, HOST_ORDER).entries.values():
            found.setdefault(entry.const, set()).add(entry.number)
    return found


def values() -> dict[str, set[int]]:
    """Return every constant of our enums, flags and commands with its numbers."""
    for module in pkgutil.iter_modules(dissectors.__path__, "dissectors."):
        importlib.import_module(module.name)
    found: dict[str, set[int]] = {}
    waiting: list[type[Constants]] = [Constants]
    while waiting:
        own = waiting.pop()
        waiting += own.__subclasses__()
        for name, number in own.numbers.items():
            found.setdefault(own.const(name), set()).add(number)
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


@needs_headers
def test_no_value_is_missing() -> None:
    known = values()
    missing = [
        name
        for block in blocks(known)
        for name, number in block.items()
        if name not in known
        and not _BOUND.search(name)
        and not NOT_SENT.search(name)
        and number not in {block[other] for other in block.keys() & known.keys()}
    ]
    assert missing == []


def spelled(number: int) -> set[int]:
    """Return what a constant may be here: unsigned, a bit, an attribute's bit in a mask."""
    bits = {1 << number, 1 << number >> 1} if number >= 0 else set()
    return {number, number & 0xFFFFFFFF, *bits}


@needs_headers
def test_values_agree() -> None:
    known = values()
    wrong = [
        name
        for block in blocks(known)
        for name in block.keys() & known.keys()
        if not spelled(block[name]) & known[name]
    ]
    assert wrong == []
