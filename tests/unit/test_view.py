from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from nlscope.filter import Filter, compile_filter
from nlscope.filter.buffer import Mask
from nlscope.filter.expression import All
from nlscope.session import Session
from nlscope.store import Store
from nlscope.view import View
from tests.support import CAPTURES, registry, session


@pytest.fixture(name="found")
def _found() -> Session:
    return session(CAPTURES / "route.pcapng")


def test_all_without_a_filter(found: Session) -> None:
    view = View(found)
    assert (view.filter, len(view.rows)) == (None, 0)
    done = view.extend()
    assert (done.finished, done.found) == (True, len(found.store))
    assert view.rows.tolist() == list(range(len(found.store)))


@pytest.mark.parametrize("text", ["type == RTM_NEWROUTE", "route.dst", "info contains via"])
def test_slices_add_up(found: Session, text: str) -> None:
    chosen = compile_filter(text, registry())
    want = np.flatnonzero(chosen.rows(found)).tolist()
    view = View(found)
    view.set_filter(chosen)
    steps = 0
    while not view.extend(budget_rows=50).finished:
        steps += 1
        assert view.rows.tolist() == [n for n in want if n < view.progress.done]
    assert steps == len(found.store) // 50
    assert view.rows.tolist() == want
    assert view.place(want[3]) == 3
    assert view.place(want[3] + 1) == 4 - (want[3] + 1 > want[4])


def test_follows_a_growing_capture(tmp_path: Path) -> None:
    raw = (CAPTURES.parent / "captures" / "route.pcapng").read_bytes()
    path = tmp_path / "grows.pcapng"
    path.write_bytes(raw[: len(raw) // 2])
    growing = Session(Store.open(str(path), follow=True), registry())
    growing.extend()
    view = View(growing)
    view.set_filter(compile_filter("route", registry()))
    view.extend()
    before = view.rows.tolist()
    with path.open("ab") as out:
        out.write(raw[len(raw) // 2 :])
    while growing.extend():
        pass
    assert not view.progress.finished
    view.extend()
    whole = compile_filter("route", registry()).rows(growing)
    assert view.rows.tolist() == np.flatnonzero(whole).tolist()
    assert view.rows.tolist()[: len(before)] == before
    assert len(before) < len(view.rows)


def test_each_message_is_looked_at_once(found: Session) -> None:
    seen: list[tuple[int, int]] = []

    class Counting(Filter):
        def rows(self, session: Session, start: int = 0, stop: int | None = None) -> Mask:
            assert stop is not None
            seen.append((start, stop))
            return super().rows(session, start, stop)

    view = View(found)
    view.set_filter(Counting("", All()))
    view.extend(budget_rows=10)
    view.extend()
    view.extend()
    assert seen == [(0, 10), (10, len(found.store))]


def test_set_filter_cancels(found: Session) -> None:
    entered, go_on = threading.Event(), threading.Event()

    class Slow(Filter):
        def rows(self, session: Session, start: int = 0, stop: int | None = None) -> Mask:
            entered.set()
            assert go_on.wait(10)
            return super().rows(session, start, stop)

    view = View(found)
    view.set_filter(Slow("", All()))
    worker = threading.Thread(target=view.extend)
    worker.start()
    assert entered.wait(10)
    view.set_filter(compile_filter("no == 7", registry()))
    go_on.set()
    worker.join(10)
    assert view.progress.done == 0
    assert view.extend().found == 1
    assert view.rows.tolist() == [6]


def test_stops_after_some_seconds(found: Session) -> None:
    view = View(found)
    view.set_filter(compile_filter("info contains via", registry()))
    first = view.extend(seconds=0.0)
    assert 0 < first.done < first.total
