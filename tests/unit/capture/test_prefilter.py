"""Prefilters, run by a small interpreter and by the kernel."""

from __future__ import annotations

import re
import socket
import struct
import sys

import pytest

from nlscope.capture.prefilter import (
    WHOLE,
    Prefilter,
    PrefilterError,
    Term,
    parse,
    program,
)
from nlscope.capture.ring import attach

NAMES = {(0, "RTM_NEWLINK"): 16, (0, "RTM_DELLINK"): 17, (16, "nlctrl"): 16}


def number(protocol: int, name: str) -> int | None:
    return NAMES.get((protocol, name))


def interpret(code: bytes, protocol: int, packet: bytes) -> int:
    """Return what the kernel would, for the instructions that we use."""
    program = list(struct.iter_unpack("=HBBI", code))
    at = a = x = 0
    while True:
        opcode, true, false, k = program[at]
        at += 1
        if opcode in (0x28, 0x30):
            size = 2 if opcode == 0x28 else 1
            if k == 0xFFFFF000:
                a = protocol
            elif k + size > len(packet):
                return 0
            else:
                a = int.from_bytes(packet[k : k + size], "big")
        elif opcode == 0x64:
            a <<= k
        elif opcode == 0x07:
            x = a
        elif opcode == 0x4C:
            a |= x
        elif opcode == 0x06:
            return int(k)
        else:
            test = {0x15: a == k, 0x25: a > k, 0x35: a >= k}[opcode]
            at += true if test else false


def frame(kind: int) -> bytes:
    return struct.pack("=IHHII", 20, kind, 1, 2, 3) + b"body"


def passes(text: str, protocol: int, kind: int) -> bool:
    code = program(parse(text, number), 96)
    taken = interpret(code, protocol, frame(kind))
    assert taken in (0, 96)
    return bool(taken)


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("route", [(0, 16), (0, 999)], [(16, 16)]),
        ("ROUTE or generic", [(0, 1), (16, 40)], [(12, 1)]),
        ("not sock_diag", [(0, 1), (6, 1)], [(4, 20)]),
        ("route:RTM_NEWLINK", [(0, 16)], [(0, 17), (16, 16), (0, 0x1000)]),
        (
            "route:RTM_NEWLINK-RTM_DELLINK|24|0x20-300,generic:nlctrl",
            [(0, 16), (0, 17), (0, 24), (0, 32), (0, 257), (0, 300), (16, 16)],
            [(0, 15), (0, 18), (0, 23), (0, 25), (0, 31), (0, 301), (16, 17), (4, 16)],
        ),
        ("not route:16,generic", [(0, 17), (4, 16)], [(0, 16), (16, 5)]),
        ("2", [(2, 5)], [(0, 5)]),
    ],
)
def test_frames_pass(
    text: str, yes: list[tuple[int, int]], no: list[tuple[int, int]]
) -> None:
    assert [passes(text, *each) for each in yes] == [True] * len(yes)
    assert [passes(text, *each) for each in no] == [False] * len(no)


def test_no_prefilter_takes_all_of_any_frame() -> None:
    assert interpret(program(Prefilter()), 0, b"") == WHOLE


def test_a_frame_too_short_for_a_type_is_left_out() -> None:
    assert interpret(program(parse("route:16", number)), 0, b"1234") == 0


def test_a_hundred_types_fit() -> None:
    text = "route:" + "|".join(str(n) for n in range(0, 200, 2))
    assert [passes(text, 0, n) for n in range(200)] == [True, False] * 100


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rout", "there is no netlink protocol 'rout'"),
        ("route:RTM_NOPE", "ROUTE has no message type 'RTM_NOPE'"),
        ("route:70000", "ROUTE has no message type '70000'"),
        ("route:", "ROUTE has no message type ''"),
        ("route and generic", "'route and generic' is not PROTOCOL"),
        ("", "'' is not PROTOCOL"),
        ("route:" + "1|" * 100 + "1", "more than 100 types"),
        (",".join(["route"] * 2000), "too long for the kernel"),
    ],
)
def test_mistakes_are_told(text: str, message: str) -> None:
    with pytest.raises(PrefilterError, match=re.escape(message)):
        program(parse(text, number))


def test_parsed() -> None:
    assert parse("not route:16-17|RTM_DELLINK", number) == Prefilter(
        (Term(0, ((16, 17), (17, 17))),), negated=True
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel runs it")
@pytest.mark.parametrize(
    ("text", "came"), [("route:16-18|20", [16, 18, 20]), ("not route:16|17", [15, 18, 20])]
)
def test_the_kernel_agrees(text: str, came: list[int]) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:  # skb->protocol is 0 there, as is NETLINK_ROUTE
        attach(theirs, program(parse(text, number), 18))
        theirs.settimeout(0)
        for kind in (15, 16, 18, 20):
            ours.send(frame(kind))
        got: list[bytes] = []
        while len(got) < len(came):
            got.append(theirs.recv(100))
        with pytest.raises(BlockingIOError):
            theirs.recv(100)
    assert [struct.unpack_from("=H", each, 4)[0] for each in got] == came
    assert {len(each) for each in got} == {18}


@pytest.mark.parametrize(
    ("text", "protocol", "kind", "wanted"),
    [
        ("route", 0, 16, True),
        ("route", 16, 16, False),
        ("route:16|20-22", 0, 21, True),
        ("route:16|20-22", 0, 23, False),
        ("route:16", 0, None, False),
        ("not route", 0, 16, False),
        ("not route:16", 0, 17, True),
        ("not route", 15, None, True),
    ],
)
def test_what_passes_without_the_kernel(
    text: str,
    protocol: int,
    kind: int | None,
    wanted: bool,  # noqa: FBT001
) -> None:
    assert parse(text, lambda *_: None).passes(protocol, kind) is wanted
    assert Prefilter().passes(protocol, kind)
