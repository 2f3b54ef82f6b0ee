from __future__ import annotations

import pytest

from nlscope.process import Process, process_of


@pytest.mark.parametrize("name", ["ip", "a (b) c", "(sd-pam)", "ö"])
def test_what_is_written_is_read(name: str) -> None:
    for process in (Process(7, name), Process(7, name, 9), Process(7, name, guessed=True)):
        assert process_of(f"a note\n{process.comment}\nmore") == process


def test_a_name_stays_on_its_line() -> None:
    assert Process(7, "a\nb").comment == "process: a?b (pid 7)"
    assert Process(7, "").comment == "process: unknown (pid 7)"


def test_other_comments_tell_none() -> None:
    assert process_of("") is None
    assert process_of("process: ip") is None


def test_a_guess_is_told_as_one() -> None:
    guess = Process(231, "iw", guessed=True)
    assert guess.comment == "process: iw (pid 231)?"
    assert (guess.label, guess.short) == ("iw (pid 231)?", "iw?")
    assert (Process(231, "iw").label, Process(231, "iw").short) == ("iw (pid 231)", "iw")
