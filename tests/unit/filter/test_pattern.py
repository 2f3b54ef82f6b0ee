from __future__ import annotations

import time

import pytest

from nlscope.filter.literal import Unfit
from nlscope.filter.pattern import LONGEST, Pattern


def test_searches_text() -> None:
    assert Pattern("eth[0-9]+$")("my eth12")
    assert not Pattern("^eth")("my eth12")
    assert Pattern("(?i)ETH")("eth0")


@pytest.mark.parametrize(
    "text",
    ["(a+)+", "(a*)*", "(a|aa)+$", "((a?){20})", "(a{1,9}){1,9}", "a?" * 30 + "a" * 30,
     "(", "a" * (LONGEST + 1), "(.)(\\1+)+", "x{99999999999}"],
)  # fmt: skip
def test_refuses_what_may_take_for_ever(text: str) -> None:
    with pytest.raises(Unfit):
        Pattern(text)


@pytest.mark.parametrize("text", [".*x.*y.*z", "a*a*a*b", ".+.+.+c", "(?=a*)b", "[a]*a*$b"])
def test_is_done_soon_on_hostile_text(text: str) -> None:
    start = time.perf_counter()
    Pattern(text)("a" * 100_000)
    assert time.perf_counter() - start < 60  # what backtracks takes years
