"""What the commands do with several files."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from nlscope.capture.live import Starter
from nlscope.capture.source import CaptureError
from nlscope.commands.tapping import saved_of
from nlscope.commands.view import _one
from nlscope.store import Store
from tests.support import CAPTURES

FILES = str(CAPTURES / "addr.pcapng"), str(CAPTURES / "netns.pcapng")


def test_view_opens_one_file_as_it_is_and_several_as_a_new_one() -> None:
    starter = Starter()
    assert _one(starter, ()) is None
    assert _one(starter, FILES[:1]) == FILES[0]
    path = _one(starter, FILES)
    assert path is not None
    assert starter.owns(path)
    assert not starter.owns(FILES[0])
    with Store.load(path) as store:
        assert store.sources == ["addr.pcapng", "netns.pcapng"]
        assert len(store) == sum(len(Store.load(each)) for each in FILES)
    starter.close()
    assert not Path(path).exists()


def test_a_file_cut_short_is_merged_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Path(FILES[0]).read_bytes()
    (tmp_path / "cut.pcapng").write_bytes(whole[:-10])
    saved = saved_of([str(tmp_path / "cut.pcapng"), FILES[1]])
    assert "nlscope: cut.pcapng: cut short" in capsys.readouterr().err
    assert {frame.source for frame in saved.frames()} == {"cut.pcapng", "netns.pcapng"}
    saved.close()


def test_a_file_that_is_none() -> None:
    with pytest.raises(click.ClickException, match="cannot open /nowhere"):
        saved_of(["/nowhere"])


def test_a_folder_without_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    starter = Starter()
    monkeypatch.setattr(starter, "_free", lambda _: str(tmp_path / "none" / "x"))
    with pytest.raises(CaptureError, match=r"cannot write .*: No such file"):
        _one(starter, FILES)
