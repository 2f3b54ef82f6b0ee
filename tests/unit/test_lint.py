from __future__ import annotations

import struct

import pytest

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.lint import Hint, lint
from tests.support import attr, genlmsg, message, nlmsg, registry

NESTED = 0x8000


def taught() -> Context:
    """Return a context that knows CONTROL_EXMPL as 32, and the policy of its ECHO."""
    context = Context()
    known = attr(1, struct.pack("=H", 32)) + attr(2, b"CONTROL_EXMPL\0")
    context.observe(message(16, nlmsg(16, genlmsg(1, known), flags=0)))
    rule = attr(1, struct.pack("=I", 12)) + attr(7, struct.pack("=I", 4))
    policy = attr(8 | NESTED, attr(0 | NESTED, attr(1 | NESTED, rule)))
    op = attr(9 | NESTED, attr(1 | NESTED, attr(1, struct.pack("=I", 0))))
    for part in (op, policy):
        told = genlmsg(10, attr(1, struct.pack("=H", 32)) + part)
        context.observe(message(16, nlmsg(16, told, flags=2)))
    return context


def hints(data: bytes, protocol: int = 16, context: Context | None = None) -> list[Hint]:
    context = context or taught()
    asked = message(protocol, data, no=9)
    return lint(dissect(asked, registry(), context), asked, registry(), context)


def texts(data: bytes, protocol: int = 16) -> list[str]:
    return [hint.text for hint in hints(data, protocol)]


ECHO = genlmsg(1, attr(1, b"hi\0"))


def test_nothing_is_wrong_with_a_good_request() -> None:
    assert hints(nlmsg(32, ECHO)) == []


@pytest.mark.parametrize(
    ("data", "start", "end", "words"),
    [
        (nlmsg(32, ECHO, flags=4), 6, 8, "NLM_F_REQUEST is not set: the kernel ignores"),
        (nlmsg(99, ECHO), 4, 6, "no generic netlink family has the id 99"),
        (nlmsg(32, genlmsg(9, b"")), 16, 17, "CONTROL_EXMPL has no command 9"),
        (nlmsg(32, genlmsg(1, b"", version=7)), 17, 18, "version 7, CONTROL_EXMPL has 1"),
        (nlmsg(32, b"\1\1\2\0"), 18, 20, "genlmsghdr.reserved is not 0"),
        (nlmsg(32, b"\1\1"), 16, 18, "the genlmsghdr is not all there"),
        (nlmsg(32, genlmsg(1, b""), flags=0x301), 6, 8, "NLM_F_DUMP on ECHO"),
        (nlmsg(32, genlmsg(1, attr(1, b"hi"))), 20, 28, "has no terminating NUL"),
        (nlmsg(32, genlmsg(1, attr(1, b"hello\0"))), 20, 32, "at most 4 are allowed"),
        (nlmsg(32, genlmsg(1, attr(7, b""))), 20, 24, "is not in the policy"),
        (nlmsg(32, genlmsg(1, attr(1 | NESTED, b"a\0"))), 20, 28, "but is a NUL_STRING"),
        (nlmsg(32, genlmsg(5, attr(37, b""))), 20, 24, "is not marked as a nest"),
        (nlmsg(32, genlmsg(5, attr(18, b"\1"))), 20, 28, "1 bytes, expected 4"),
    ],
)
def test_hints(data: bytes, start: int, end: int, words: str) -> None:
    found = [hint for hint in hints(data) if words in hint.text]
    assert [(hint.start, hint.end) for hint in found[:1]] == [(start, end)], hints(data)


def test_a_type_below_16_is_ignored() -> None:
    assert texts(nlmsg(5, b""), 0) == [
        "nlmsg_type 5 is below 16: the kernel ignores the message"
    ]


def test_private_protocols_do_as_they_like() -> None:
    assert texts(nlmsg(5, b"", flags=0), 30) == []


def test_rtnetlink_does_not_ask_for_the_nest_flag() -> None:
    info = attr(18, attr(1, b"dummy\0"))
    assert texts(nlmsg(16, bytes(16) + info), 0) == []


def test_offsets_count_from_an_echoed_request() -> None:
    context = taught()
    request = nlmsg(32, genlmsg(1, attr(1, b"hi")))
    error = message(16, nlmsg(2, struct.pack("=i", -22) + request, flags=0), no=9)
    root = dissect(error, registry(), context)
    echo = next(part for part in root.items if part.name == "request")
    (found,) = lint(echo, error, registry(), context)
    assert (found.start, found.end) == (20, 28)
