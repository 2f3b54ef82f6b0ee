from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlscope.export import clip
from nlscope.export.save import comment_of, format_of, frame_comments, frames, save
from nlscope.session import Session
from tests.support import CAPTURES, registry


@pytest.fixture(name="session", scope="module")
def _session() -> Session:
    return Session.load(str(CAPTURES / "control_exmpl_errors.pcapng"), registry())


def every(session: Session) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the indexes of all messages."""
    return np.arange(len(session.store))


def test_a_whole_capture_comes_back(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "all.pcapng"
    assert save(session, every(session), target, "pcapng", {}) == session.store.frames
    again = Session.load(str(target), registry())
    assert [m.data for m in again.store] == [m.data for m in session.store]
    assert again.store.time_ns.tolist() == session.store.time_ns.tolist()
    assert again.store.comments == session.store.comments
    assert [p.name for p in tmp_path.iterdir()] == ["all.pcapng"]


def test_a_part_decodes_alone(session: Session, tmp_path: Path) -> None:
    one = next(n for n, said in enumerate(session)
               if said.identity.type_name == "CONTROL_EXMPL")  # fmt: skip
    target = tmp_path / "part.pcapng"
    save(session, np.array([one]), target, "pcapng", {})
    names = {said.identity.type_name for said in Session.load(str(target), registry())}
    assert "CONTROL_EXMPL" in names
    assert len(frames(session, np.array([one]))) < session.store.frames


def test_comments_are_kept_and_replaced(session: Session, tmp_path: Path) -> None:
    first = tmp_path / "first.pcapng"
    save(session, every(session), first, "pcapng", {2: "why?", 3: ""})
    made = Session.load(str(first), registry())
    assert comment_of(made, 2) == "why?"
    second = tmp_path / "second.pcapng"
    save(made, every(made), second, "pcapng", {})
    assert comment_of(Session.load(str(second), registry()), 2) == "why?"
    save(made, every(made), second, "pcapng", {2: ""})
    assert comment_of(Session.load(str(second), registry()), 2) == ""


def test_comments_of_one_frame_are_joined() -> None:
    session = Session.load(str(CAPTURES / "link_basic.pcapng"), registry())
    index = session.store.frame
    twin = int(np.flatnonzero(index[1:] == index[:-1])[0])
    made = frame_comments(session, {twin + 1: "b", twin: "a"})
    assert made == {int(index[twin]): "a\nb"}


def test_lines(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "some.ndjson"
    assert save(session, np.array([1, 4]), target, "ndjson", {}) == 2
    assert [json.loads(line)["no"] for line in target.read_text().splitlines()] == [2, 5]
    save(session, np.array([1]), tmp_path / "some.txt", "text", {})
    assert "nlmsghdr" in (tmp_path / "some.txt").read_text()


def test_what_cannot_be_written_leaves_nothing(session: Session, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        save(session, every(session), tmp_path / "no" / "x.txt", "text", {})
    (tmp_path / "dir.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        save(session, np.array([1]), tmp_path / "dir.txt", "text", {})
    assert [p.name for p in tmp_path.iterdir()] == ["dir.txt"]


def test_format_of() -> None:
    names = ["a.pcapng", "a.TXT", "a.json", "a.pcap", "a"]
    assert [format_of(n) for n in names] == ["pcapng", "text", "ndjson", None, None]


@pytest.mark.parametrize("form", list(clip.FORMS))
def test_every_form_of_a_field_and_a_message(session: Session, form: str) -> None:
    said = session.describe(4)
    assert clip.messages(session, [4, 5], form)
    for part in said.root.items if form not in clip.WHOLE else ():
        assert clip.field(said, (part,), form)
