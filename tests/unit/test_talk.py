from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest

from nlscope.inject import Here, Scratch
from nlscope.talk import InjectError, Peer, Talk, headers
from tests.support import nlmsg


class Scripted:
    """A target whose peer answers what it was told to, then nothing."""

    name = "a script"

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.waits: list[float] = []
        self.port = 7

    def open(self, protocol: int, *, strict: bool = False) -> Peer:
        del protocol, strict
        return self

    def send(self, data: bytes) -> None:
        del data

    def receive(self, seconds: float) -> bytes | None:
        self.waits.append(seconds)
        return self.answers.pop(0) if self.answers else None

    def join(self, group: int) -> None:
        del group

    def close(self) -> None:
        pass


DATA = nlmsg(16, b"", flags=0, seq=1, portid=7)
MULTI = nlmsg(16, b"", flags=2, seq=1, portid=7)
ACK = nlmsg(2, bytes(20), flags=0x100, seq=1, portid=7)
DONE = nlmsg(3, bytes(4), flags=2, seq=1, portid=7)
OTHER = nlmsg(2, bytes(20), flags=0x100, seq=9, portid=7)


@pytest.mark.parametrize(
    ("flags", "answers", "taken"),
    [
        (5, [DATA, ACK, OTHER], 2),
        (0x301, [MULTI, MULTI + DONE, OTHER], 2),
        (0x305, [ACK], 1),
        (1, [DATA, OTHER], 2),
        (5, [OTHER, ACK, DATA], 2),
    ],
)
def test_the_whole_answer_is_waited_for(
    flags: int, answers: list[bytes], taken: int
) -> None:
    talk = Talk(Scripted(*answers), seconds=1, grace=0.01)
    request = nlmsg(18, b"", flags=flags, seq=1)
    assert talk.ask(0, request) == answers[:taken]
    assert [frame.pkttype for frame in talk.frames] == [7] + [6] * taken


def test_after_an_answer_without_an_end_the_wait_is_short() -> None:
    script = Scripted(DATA)
    Talk(script, seconds=5, grace=0.01).ask(0, nlmsg(18, b"", flags=1, seq=1))
    assert script.waits[0] > 1
    assert script.waits[1] == 0.01


def test_where_no_answer_is_expected_none_is_waited_for() -> None:
    for answers in ((), (OTHER,)):
        script = Scripted(*answers)
        request = nlmsg(18, b"", flags=1, seq=1)
        assert Talk(script, seconds=60, grace=0.01).ask(0, request, silent=True) == [
            *answers
        ]
        assert max(script.waits) <= 0.01


def test_headers_of_damaged_bytes_end() -> None:
    assert list(headers(bytes(40))) == [(0, 0, 0, 0, 0), (0, 0, 0, 0, 0)]
    assert list(headers(b"\1\2")) == []


@pytest.fixture(name="scratch")
def _scratch() -> Iterator[Scratch]:
    try:
        made = Scratch()
    except InjectError as error:
        pytest.skip(str(error))
    with made:
        yield made


def test_a_scratch_namespace_has_nothing_but_lo(scratch: Scratch) -> None:
    with Talk(scratch) as talk:
        answers = talk.ask(0, nlmsg(18, bytes(16), flags=0x301, seq=1))
    kinds = [kind for answer in answers for _, kind, *_ in headers(answer)]
    assert kinds == [16, 3]
    (index,) = struct.unpack_from("=i", answers[0], 20)
    assert index == 1


def test_it_is_another_one_than_here(scratch: Scratch) -> None:
    flags = 0x605
    info = struct.pack("=HH", 12, 0x8000 | 18) + struct.pack("=HH", 8, 1) + b"ifb\0"
    name = struct.pack("=HH", 11, 3) + b"nlscope0"[:6] + b"\0\0"
    request = nlmsg(16, bytes(16) + name + info, flags=flags, seq=1)
    with Talk(scratch) as there, Talk(Here()) as here:
        there.ask(0, request)
        answers = here.ask(0, nlmsg(18, bytes(16) + name, flags=1, seq=1))
    assert not any(kind == 16 for answer in answers for _, kind, *_ in headers(answer))


def test_a_protocol_that_is_not_there_is_explained(scratch: Scratch) -> None:
    with pytest.raises(InjectError, match="no netlink socket of protocol 29"):
        scratch.open(29)
