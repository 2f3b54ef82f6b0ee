from __future__ import annotations

from nlscope.capture.files import Amount, Files
from nlscope.capture.ring import Room


def test_room_is_the_least() -> None:
    files = Files(Amount(10, None, None), Amount(4, 100, None))
    files.opened()
    assert files.room() == Room(4, 100)
    files.add(4, 60)
    assert files.next_wanted()
    assert not files.full
    files.opened()
    assert not files.next_wanted()
    assert files.room() == Room(4, 100)
    files.add(3, 60)
    assert files.room() == Room(1, 40)
    files.add(3, 60)
    assert files.full
    assert files.done()


def test_an_old_file_that_is_empty_stays() -> None:
    files = Files(Amount(), Amount(seconds=0.0))
    files.opened()
    assert not files.next_wanted()
    files.add(1, 50)
    assert files.next_wanted()
    files.last()
    assert not files.next_wanted()
    assert files.room() == Room()


def test_time_ends_a_capture() -> None:
    files = Files(Amount(seconds=0.0), Amount())
    assert files.done()
    assert not files.full
