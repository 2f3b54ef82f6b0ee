from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope.filter.error import FilterError
from nlscope.filter.parser import DEEPEST, LONGEST, Condition, Join, Syntax, parse
from tests.unit.filter.problem import problem


def shown(syntax: Syntax) -> str:
    if isinstance(syntax, Join) and syntax.how == "not":
        return f"(not {shown(syntax.items[0])})"
    if isinstance(syntax, Join):
        return f"({f' {syntax.how} '.join(map(shown, syntax.items))})"
    values = ",".join(value.spelled for value in syntax.values)
    mark = "!" if syntax.negated else ""
    return f"{mark}{syntax.name.text}{syntax.op}{values}"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a", "a"),
        ("a == 1", "a==1"),
        ("a eq 1 && b ne 2", "(a==1 and !b==2)"),
        ("a or b and not c", "(a or (b and (not c)))"),
        ("(a || b) && !c", "((a or b) and (not c))"),
        ("a in {1, x, 3..9}", "ain1,x,3..9"),
        ("a not in {1}", "!ain1"),
        ("a in 10.0.0.0/8", "ain10.0.0.0/8"),
        ("a ~ 'x\\d'", 'amatches"x\\d"'),
        ('a == "b \\"c\\" \\x41\\n"', 'a=="b "c" A\n"'),
        ("route.dst==fe80::/10", "route.dst==fe80::/10"),
        ("android == oracle", "android==oracle"),
        ("a CONTAINS in.b", "acontainsin.b"),
    ],
)
def test_syntax(text: str, want: str) -> None:
    assert shown(parse(text)) == want


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("a ==", 4, 5, "a value is missing"),
        ("a == and", 5, 8, "a value is needed"),
        ("a = 3", 2, 3, 'write "=="'),
        ("a & b", 2, 3, 'write "&&"'),
        ("(a or b", 7, 8, '")" is missing'),
        ("a b", 2, 3, "an operator"),
        ("a == b c", 7, 8, "needs quotes"),
        ('a == "b', 5, 6, "never closed"),
        ("a in {1,", 8, 9, "a value is missing"),
        ("a in {1", 7, 8, '"}" is missing'),
        ("a and", 5, 6, "a field is missing"),
        ("== 3", 0, 2, "a field is needed"),
        ("a)", 1, 2, "cannot stand here"),
    ],
)
def test_errors_say_where_and_why(text: str, start: int, end: int, words: str) -> None:
    with pytest.raises(FilterError, match=re.escape(words)) as caught:
        parse(text)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert caught.value.pointed(text).splitlines()[1].index("^") == start


def test_depth_and_length_are_limited() -> None:
    assert shown(parse("(" * 4000 + "a" + ")" * 4000)) == "a"
    with pytest.raises(FilterError, match=f"at most {DEEPEST}"):
        parse("not " * 2000 + "a")
    with pytest.raises(FilterError, match="characters"):
        parse("a" * (LONGEST + 1))
    wide = parse(" or ".join(["a"] * 1500))
    assert isinstance(wide, Join)
    assert len(wide.items) == 1500


def test_positions_of_values() -> None:
    syntax = parse("seq in {1, 5..77}")
    assert isinstance(syntax, Condition)
    last = syntax.values[1]
    assert (last.start, last.end) == (11, 16)
    assert last.high is not None
    assert (last.high.text, last.high.start) == ("77", 14)


PIECES = st.sampled_from(
    [
        *"(){},.!=<>~\"'\\ ab1",
        "and",
        "or",
        "not",
        "in",
        "==",
        "contains",
        "link",
        "\x00",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_parses_or_says_why(text: str) -> None:
    said = problem(lambda: parse(text))
    assert said is None or (said.message and 0 <= said.start <= said.end <= len(text) + 1)
