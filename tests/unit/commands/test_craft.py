"""The words of nlscope craft."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from nlscope import tui
from nlscope.cli import built_in, cli
from nlscope.commands import craft as command


def run(*words: str) -> Any:
    return CliRunner().invoke(cli, ["craft", *words], obj=built_in)


def test_it_needs_a_terminal() -> None:
    out = run("link", "NEWLINK")
    assert out.exit_code == 2
    assert "the screen needs a terminal" in out.output


@pytest.mark.parametrize(
    ("words", "wanted"),
    [(("nonsense",), "no family"), (("link", "FLY"), "link has no command 'FLY'")],
)
def test_what_there_is_not(words: tuple[str, ...], wanted: str) -> None:
    out = run(*words)
    assert out.exit_code == 2
    assert wanted in out.output


@pytest.mark.parametrize(
    ("words", "kind", "target"),
    [
        (("link", "NEWLINK"), 16, "scratch"),
        (("route", "GETROUTE", "--here"), 26, "here"),
        (("nlctrl", "--demo"), 16, "demo"),
        ((), None, "scratch"),
    ],
)
def test_what_is_shown(
    words: tuple[str, ...],
    kind: int | None,
    target: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(tui, "craft", lambda *told: shown.append(told))
    monkeypatch.setattr(command, "on_terminal", lambda: True)
    out = run(*words)
    assert out.exit_code == 0, out.output
    _, draft, told = shown[0]
    assert told == target
    assert (draft.member("type") if draft else None) == kind
