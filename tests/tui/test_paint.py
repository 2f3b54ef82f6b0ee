from __future__ import annotations

import pytest
from rich.style import Style

from nlscope.tui.paint import cropped, cut, fit, safe, width


@pytest.mark.parametrize(
    ("raw", "harmless"),
    [
        ("plain [red] text", "plain [red] text"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\u202eright to left", "\\u202eright to left"),
        ("zero\u200dwidth", "zero\\u200dwidth"),
        ("flag \U0001f1e8\U0001f1ed", "flag \\U0001f1e8\\U0001f1ed"),
        ("heart ❤\ufe0f", "heart ❤\\U0000fe0f"),
        ("漢字 e\u0301", "漢字 e\u0301"),
    ],
)
def test_safe(raw: str, harmless: str) -> None:
    assert safe(raw) == harmless


def test_safe_cuts_what_nobody_reads() -> None:
    assert len(safe("x" * 100_000)) == 4099


def test_fit() -> None:
    assert fit("abc", 5) == "abc  "
    assert fit("abc", 5, right=True) == "  abc"
    assert fit("abcdef", 4) == "abc…"
    assert fit("漢字漢字", 5) == "漢字…"
    assert fit("漢字漢字", 4) == "漢 …"
    assert fit("x", 0) == ""


@pytest.mark.parametrize("start", range(8))
def test_cut_is_exact(start: int) -> None:
    text = "a漢e\u0301字b漢"
    for cells in range(1, 9):
        assert width(cut(text, start, cells)) == cells


def test_cut_keeps_combining_characters_with_theirs() -> None:
    assert cut("e\u0301x", 0, 1) == "e\u0301"
    assert cut("e\u0301x", 1, 1) == "x"


def test_cropped() -> None:
    style = Style()
    segments = cropped([("ab", style), ("漢字", style), ("rest", style)], 5, style)
    assert "".join(segment.text for segment in segments) == "ab漢…"
    segments = cropped([("ab", style)], 4, style)
    assert "".join(segment.text for segment in segments) == "ab  "
