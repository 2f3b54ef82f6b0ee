from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from nlscope.state import FILTERS, RECENT, State, default_path


def test_what_was_used_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a" / "state.json"
    state = State(path)
    for text in ("one", "two", "one", " ", "x" * 5000):
        state.filtered(text)
    state.opened("/a")
    state.opened("/b")
    again = State(path)
    assert again.filters == ["two", "one"]
    assert again.recent == ["/b", "/a"]
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_it_is_limited(tmp_path: Path) -> None:
    state = State(tmp_path / "state.json")
    for n in range(150):
        state.filtered(f"seq == {n}")
        state.opened(f"/{n}")
    assert len(state.filters) == FILTERS
    assert state.filters[-1] == "seq == 149"
    assert len(state.recent) == RECENT


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"filters": 3}', "[" * 100_000, '{"filters": ["a", 1, ""]}']
)
def test_a_broken_file_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    state = State(path)
    assert state.filters == (["a"] if '"a"' in text else [])
    state.filtered("b")
    assert state.filters[-1] == "b"


def test_nowhere_to_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    state = State(tmp_path / "file" / "state.json")
    state.filtered("x")
    assert state.filters == []


def test_memory_only() -> None:
    state = State()
    state.filtered("x")
    assert state.filters == ["x"]


def _write(path: Path, name: str) -> None:
    state = State(path)
    for n in range(30):
        state.filtered(f"{name} == {n}")


def test_writers_at_once_never_tear_it(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write, args=(path, name)) for name in "abc"]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        if path.exists():
            json.loads(path.read_text())
    for writer in writers:
        writer.join()
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def test_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/x")
    assert default_path() == Path("/x/nlscope/state.json")
