"""Filters by the exchange, against what JSON says of each message."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.export.relation import exchange_of, relation
from nlscope.filter import FilterError, compile_filter
from nlscope.filter.complete import complete
from nlscope.session import Session
from tests.support import CAPTURES, registry
from tests.support import session as load

NAMES = (
    "link_basic",
    "errors_extack",
    "nft",
    "route",
    "genl_ctrl",
    "usersock",
    "neigh",
    "kmod_fail",
    "wifi_hwsim",
)
Record = dict[str, Any]


@cache
def capture(name: str) -> tuple[Session, list[Record]]:
    session = load(CAPTURES / f"{name}.pcapng")
    said = []
    for each in session:
        found = exchange_of(session, each.message.no)
        more = {} if found is None else {
            "errno": found.errno, "bytes": found.bytes, "lasted": found.duration_ns,
            "messages": len(found.requests) + len(found.answers),
        }  # fmt: skip
        said.append(relation(session, each) | more)
    return session, said


def took(low: int, high: int = 1 << 62) -> Callable[[Record], bool]:
    return lambda r: r["latency_ns"] is not None and low <= r["latency_ns"] <= high


CASES: list[tuple[str, Callable[[Record], bool]]] = [
    ("exchange.latency", took(0)),
    ("exchange.latency > 50us", took(50_001)),
    ("exchange.latency <= 50000ns", took(0, 50_000)),
    ("exchange.latency < 1.5ms", took(0, 1_499_999)),
    ('exchange.latency < "1.5 ms"', took(0, 1_499_999)),
    ("exchange.latency < 2s", took(0, 1_999_999_999)),
    ("exchange.latency in {10us..50us, 1ms}",
     lambda r: took(10_000, 50_000)(r) or took(1_000_000, 1_999_999)(r)),
    ("exchange.latency != 0ms", took(1_000_000)),
    ("exchange.duration > 1ms", lambda r: (r.get("lasted") or 0) > 1_000_000),
    ("exchange.unanswered", lambda r: r["outcome"] == "unanswered"),
    ("not exchange.unanswered", lambda r: r["outcome"] != "unanswered"),
    ("exchange.interrupted", lambda r: r["outcome"] == "interrupted"),
    ('exchange.outcome == "error"', lambda r: r["outcome"] == "error"),
    ("exchange.outcome in {OK, silent}", lambda r: r["outcome"] in ("ok", "silent")),
    ("exchange.outcome != ok", lambda r: r["outcome"] not in ("ok", None)),
    ("exchange.outcome", lambda r: r["outcome"] is not None),
    ("exchange.errno", lambda r: bool(r.get("errno"))),
    ("exchange.errno == EINVAL", lambda r: r.get("errno") == 22),
    ("exchange.errno in {1, EEXIST}", lambda r: r.get("errno") in (1, 17)),
    ("exchange.messages > 2", lambda r: r.get("messages", 0) > 2),
    ("exchange.bytes >= 100", lambda r: r.get("bytes", 0) >= 100),
    ("exchange.listeners", lambda r: bool(r["copies"])),
    ("exchange.listeners > 1", lambda r: (r["copies"] or 0) > 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fits"), CASES, ids=[text for text, _ in CASES])
def test_agrees_with_json(text: str, fits: Callable[[Record], bool]) -> None:
    seen = 0
    for name in NAMES:
        session, said = capture(name)
        got = np.flatnonzero(compile_filter(text, registry()).rows(session)).tolist()
        assert got == [n for n, each in enumerate(said) if fits(each)], name
        seen += len(got)
    assert seen or text == "exchange.interrupted"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("exchange.latency > 5", "needs a number with a unit (ns, us, ms, s) such as 5ms"),
        ("exchange.latency > 0.1ns", "nothing is measured below 1ns"),
        ("exchange.latency contains 5", '"contains" is for text'),
        ("exchange.outcome == eror", 'has no value "eror"; did you mean "error"?'),
        ("exchange.outcome == xyzzy", "it is one of ok, error, interrupted"),
        ("exchange.outcome > ok", "use == or in"),
        ("exchange.unanswered == 1", "write it alone, or compare exchange.outcome"),
        ("exchange.errno == EFOO", 'has no value "EFOO"'),
        ("exchange.latensy", 'did you mean "exchange.latency"?'),
    ],
)
def test_errors_are_words(text: str, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        compile_filter(text, registry())
    assert words in caught.value.message


def offered(text: str) -> list[str]:
    return [name for name, _ in complete(text, len(text), registry())]


def test_completes() -> None:
    assert {"exchange", "exchange.latency", "exchange.listeners"} <= set(offered("excha"))
    assert "5ms" in offered("exchange.latency > ")
    assert "unanswered" in offered("exchange.outcome == u")
    assert "EPERM" in offered("exchange.errno == EP")
    assert "contains" not in offered("exchange.latency ")
    assert ">=" in offered("exchange.latency ")
    assert ">" not in offered("exchange.unanswered ")


def test_a_capture_without_messages_passes_nothing(tmp_path: Path) -> None:
    with (tmp_path / "none.pcapng").open("wb") as out:
        PcapngWriter(out)
    session = Session.load(str(tmp_path / "none.pcapng"), registry())
    for text, _ in CASES:
        assert not len(compile_filter(text, registry()).rows(session)), text


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ("exchange.unanswered", True),
        ("not (len > 3 or EXCHANGE == 1)", True),
        ("len > 3 and error", False),
        ("", False),
    ],
)
def test_tells_that_later_messages_matter(text: str, *, paired: bool) -> None:
    assert compile_filter(text, registry()).paired == paired
