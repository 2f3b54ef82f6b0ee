from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope.filter import FilterError, compile_filter
from nlscope.filter.compile import FIELDS
from tests.support import registry
from tests.unit.filter.problem import problem

EXAMPLES = [text for field in FIELDS.values() for text in field.examples]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_of_the_help_is_a_filter(text: str) -> None:
    assert compile_filter(text, registry()).text == text


@pytest.mark.parametrize(
    ("text", "marked", "words"),
    [
        ("tpye == 3", "tpye", 'did you mean "type"?'),
        ("type == RTM_NEWROUT", "RTM_NEWROUT", 'did you mean "RTM_NEWROUTE"?'),
        ("type == link", "link", "write it alone"),
        ("route.dts == 10.0.0.1", "dts", '"route" has no "dts"; did you mean "dst"?'),
        ("route.metrics.mtux > 3", "mtux", 'did you mean "mtu"?'),
        ("route.dst.x", "x", '"route.dst" has nothing inside'),
        ("route.dst == abc", "abc", "needs an IP address"),
        ("route.dst == 10.0.0.0/33", "10.0.0.0/33", "from 0 to 32"),
        ("route.rtm_type == unicst", "unicst", 'did you mean "UNICAST"?'),
        ("route.metrics == 3", "route.metrics", "holds attributes"),
        ("route == 3", "route", "is a family"),
        ("link.mtu == big", "big", "is a number"),
        ("link.mtu contains 3", "link.mtu", "is for text and bytes"),
        ("link.ifi_flags.upp", "upp", 'did you mean "up"?'),
        ("link.ifi_flags.up == 1", "link.ifi_flags.up", "is a flag"),
        ("flags.dmp", "dmp", 'did you mean "DUMP"?'),
        ("flags.dump == 1", "flags.dump", "is a flag"),
        ("protocol == ROUT", "ROUT", 'did you mean "ROUTE"?'),
        ("direction == up", "up", "to-kernel"),
        ("errno == EINVL", "EINVL", 'did you mean "EINVAL"?'),
        ("error == 3", "error", "write it alone"),
        ("genl.cmd == GETFAMILYX", "GETFAMILYX", "did you mean"),
        ("extack.mgs", "extack.mgs", 'did you mean "extack.msg"?'),
        ("time == noon", "noon", "needs seconds or a date"),
        ("seq in {1, 2..x}", "x", "is a number"),
        ('info matches "(a+)+"', '"(a+)+"', "a repeat inside a repeat"),
        ('info matches "("', '"("', "not a regular expression"),
        ("bytes == aa", "bytes", "can only be searched"),
        ("seq == 1 and link.", "", 'a name is missing after "link."'),
    ],
)
def test_errors_say_where_and_why(text: str, marked: str, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        compile_filter(text, registry())
    assert words in caught.value.message
    assert text[caught.value.start : caught.value.end] == marked


def test_tiers_are_by_cost() -> None:
    tiers = {
        text: compile_filter(text, registry()).tier
        for text in ("seq == 1", "route", "route.dst", "info contains x", "error")
    }
    assert list(tiers.values()) == [1, 2, 2, 3, 2]
    assert compile_filter("seq == 1 and info contains x", registry()).tier == 3


NAMES = st.sampled_from(
    ["seq", "type", "flags.dump", "route.dst", "link.ifi_flags", "ifname", ".type", "error",
     "link.linkinfo.data.id", "nlctrl.ops.flags", "time", "info", "a..b", "link.",
     "genl.cmd"]
)  # fmt: skip
OPS = st.sampled_from(["==", "!=", "<", ">=", "contains", "matches", "in", "not in"])
VALUES = st.sampled_from(
    ["1", "0x10", "-5", "UP", "RTM_NEWLINK", '"x y"', "10.0.0.0/8", "02:00:*", "aa:bb",
     "{1, 2..9}", "9" * 400, "''", "1..", "::/0", "fe80::/129", "2026-01-02", "{up, 3}"]
)  # fmt: skip


@given(NAMES, OPS, VALUES | st.text(max_size=12))
def test_any_comparison_compiles_or_says_why(name: str, op: str, value: str) -> None:
    text = f"{name} {op} {value}"
    said = problem(lambda: compile_filter(text, registry()))
    assert said is None or (said.message and 0 <= said.start <= said.end <= len(text) + 1)
