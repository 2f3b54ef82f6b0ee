from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope.filter import FilterError, compile_filter
from nlscope.filter.catalog import Known
from nlscope.filter.complete import complete, word_at
from tests.support import CAPTURES, registry, session

ROUTE = CAPTURES / "route.pcapng"


def names(text: str) -> list[str]:
    return [name for name, _help in complete(text, len(text), registry(), session(ROUTE))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ty", "type"),
        ("(not prot", "protocol"),
        ("rou", "route"),
        ("route.rtm_t", "route.rtm_tos"),
        ("route.metrics.mt", "route.metrics.mtu"),
        ("route.rtm_flags.cl", "route.rtm_flags.cloned"),
        ("flags.du", "flags.dump_intr"),
        ("extack.m", "extack.msg"),
        ("type == RTM_NEWR", "RTM_NEWROUTE"),
        ("type == ", "RTM_NEWROUTE"),
        ("protocol == R", "ROUTE"),
        ("route.rtm_type in {UNICAST, bl", "BLACKHOLE"),
        ("route.rtm_type == RTN_BL", "RTN_BLACKHOLE"),
        ("route.dst == 203", "203.0.113.0"),
        ("errno == EINV", "EINVAL"),
        ("genl.cmd == CTRL_CMD_GETF", "CTRL_CMD_GETFAMILY"),
        ("seq ", "=="),
        ("info con", "contains"),
        ("seq == 3 an", "and"),
        ("(seq == 3 ", "and"),
        ("seq in {3 ", "}"),
        ("gatewa", "gateway"),
    ],
)
def test_offers(text: str, first: str) -> None:
    assert names(text)[0] == first


def test_operators_fit_the_field() -> None:
    assert "contains" not in names("seq ")
    assert "<" not in names("error ")
    assert names("flags.dump ") == ["and", "or"]
    assert {"==", "contains"} <= set(names("link.ifname "))


def test_helps_with_constants_and_counts() -> None:
    found = dict(complete("route.metrics.", 14, registry()))
    assert found["route.metrics.mtu"].startswith("RTAX_MTU, number")
    seen = dict(complete("type == ", 8, registry(), session(ROUTE)))
    assert seen["RTM_NEWROUTE"] == "seen 104 times"


def test_quotes_what_needs_it_and_replaces_it_whole() -> None:
    text = 'info contains "a b'
    assert word_at(text, len(text)) == (14, len(text))
    assert word_at("link.mt == 3", 7) == (0, 7)
    assert complete("link.mt == 3", 7, registry())[0][0] == "link.mtu"


def test_nothing_after_a_mistake() -> None:
    assert complete("== 3 and ty", 11, registry()) == []
    assert complete("a" * 20_000, 20_000, registry()) == []


@given(st.text(alphabet="ab.=<>(){}\"' !&|,/rouetypflags", max_size=25), st.integers(0, 25))
def test_any_text_can_be_completed(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    for name, said in complete(text, cursor, registry()):
        assert isinstance(name, str)
        assert isinstance(said, str)


@pytest.mark.parametrize("text", ["type == ", "route.rtm_type == ", "protocol == "])
def test_offered_values_are_filters(text: str) -> None:
    for value in names(text)[:60]:
        try:
            compile_filter(text + value, registry())
        except FilterError as error:
            pytest.fail(f"{text}{value}: {error}")


def test_only_what_is_offered_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    described: list[str] = []

    def describe(known: Known) -> str:
        described.append(known.name)
        return ""

    monkeypatch.setattr("nlscope.filter.complete.describe", describe)
    assert "gateway" in names("gatewa")
    assert all("gatewa" in name for name in described)
