from __future__ import annotations

import pytest

from nlscope.tui.craft_edit import LineEdit


def typed(text: str, *keys: str) -> LineEdit:
    edit = LineEdit(text)
    for key in keys:
        edit.key(key, key if len(key) == 1 else None)
    return edit


@pytest.mark.parametrize(
    ("text", "keys", "wanted"),
    [
        ("old", "new", "new"),
        ("old", ["end", "x"], "oldx"),
        ("old", ["home", "x"], "xold"),
        ("old", ["left", "x", "right", "y"], "olxdy"),
        ("old", ["backspace", "backspace"], "o"),
        ("old", ["home", "delete"], "ld"),
        ("old", ["left", "ctrl+u"], "d"),
        ("old", ["home", "right", "ctrl+k"], "o"),
        ("", ["backspace", "left", "ü"], "ü"),
    ],
)
def test_keys(text: str, keys: list[str], wanted: str) -> None:
    assert typed(text, *keys).text == wanted


def test_keys_that_are_not_its_own() -> None:
    edit = LineEdit("x")
    assert not edit.key("f3", None)
    assert not edit.key("escape", "\x1b")


@pytest.mark.parametrize("cells", [4, 10, 40])
def test_the_cursor_is_in_sight(cells: int) -> None:
    edit = LineEdit("漢字 and a long line of text")
    for _ in range(30):
        before, under, after = edit.pieces(cells)
        assert under
        assert len(before + under + after) <= cells
        edit.key("left", None)
