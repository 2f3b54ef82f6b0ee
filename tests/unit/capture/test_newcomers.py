"""What nlctrl tells while a capture runs."""

from __future__ import annotations

import struct
from contextlib import closing

from nlscope.capture.newcomers import Newcomers
from nlscope.model import PACKET_USER, Frame
from tests.support import attr, genlmsg, nlmsg

NEW, DEL, NEW_GROUP = 1, 2, 7
OP = attr(1, attr(1, struct.pack("=I", 1)) + attr(2, struct.pack("=I", 2)))


def told(name: str, number: int, command: int = NEW, *, ops: bool = True) -> bytes:
    body = attr(2, name.encode() + b"\0") + attr(1, struct.pack("=H", number))
    return nlmsg(16, genlmsg(command, body + attr(6, OP) * ops), flags=0)


class Ear:
    """Hears what it is given."""

    def __init__(self) -> None:
        self.waiting: list[tuple[bytes, int]] = []
        self.closed = False

    def say(self, *said: bytes, sender: int = 0) -> None:
        self.waiting += [(each, sender) for each in said]

    def hear(self, buffer: bytearray) -> tuple[int, int] | None:
        if not self.waiting:
            return None
        data, sender = self.waiting.pop(0)
        buffer[: len(data)] = data
        return len(data), sender

    def close(self) -> None:
        self.closed = True


def policy(name: str) -> list[Frame]:
    if name == "gone":
        raise TimeoutError
    data = name.encode()
    return [Frame(1, 0, 16, PACKET_USER, data, len(data))]


def heard(newcomers: Newcomers) -> list[bytes]:
    return [bytes(frame.data) for frame in newcomers.frames()]


def test_a_new_family_is_told_in_every_file_from_then_on() -> None:
    ear = Ear()
    with closing(Newcomers(ear, policy)) as newcomers:
        assert heard(newcomers) == []
        ear.say(told("a", 30), told("a", 30, NEW_GROUP))
        assert heard(newcomers) == [told("a", 30), b"a"]
        assert heard(newcomers) == [told("a", 30), b"a"]
        ear.say(told("quiet", 31, ops=False), told("gone", 32))
        assert heard(newcomers)[2:] == [told("quiet", 31, ops=False), told("gone", 32)]
    assert ear.closed


def test_the_last_word_on_a_family_is_the_one() -> None:
    """Its module goes, another family gets the number."""
    ear = Ear()
    newcomers = Newcomers(ear, policy)
    ear.say(told("a", 30), told("a", 30, DEL), told("b", 30))
    assert heard(newcomers) == [told("a", 30, DEL), told("b", 30), b"b"]


def test_what_is_none_of_it_is_left_out() -> None:
    ear = Ear()
    newcomers = Newcomers(ear, policy)
    ear.say(told("forged", 30), sender=7)
    ear.say(b"short", nlmsg(16, genlmsg(NEW, b"")), nlmsg(40, told("a", 30)[16:]))
    assert heard(newcomers) == []
