"""The simulated kernel beside what a real one said (tests/golden/kernel)."""

from __future__ import annotations

import gzip
import json
import struct
from functools import cache
from typing import Any

import pytest

from nlscope.capture.simulated.control_exmpl import control_exmpl
from nlscope.capture.simulated.kernel import Kernel
from nlscope.capture.simulated.nlctrl import nlctrl
from tests.e2e import wire
from tests.e2e.exmpl import CASES, Command
from tests.e2e.simulated import SESSIONS, answers, both
from tests.support import ROOT

RECORDED = ROOT / "tests/golden/kernel/control_exmpl-6.12.json.gz"


@cache
def recorded() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(gzip.decompress(RECORDED.read_bytes()))
    return found


@pytest.mark.parametrize("session", SESSIONS)
def test_every_answer_is_the_kernels_byte_for_byte(session: str) -> None:
    compared = 0
    for name, real, simulated in both(session, recorded()[session]):
        assert simulated == real, name
        compared += 1
    assert compared > 1


@pytest.mark.parametrize("name", CASES)
def test_each_type(name: str) -> None:
    case = CASES[name]
    kernel = Kernel([nlctrl(), control_exmpl(32, 9)], lambda _data: None)
    asked = wire.message(32, wire.generic(Command.TYPES, case.attrs))
    (frame,) = answers(kernel, kernel.open(), asked)
    (reply,) = wire.messages(frame)
    refusal = case.expected((6, 12))
    if refusal is None:
        assert reply.payload == next(wire.messages(asked)).payload
        return
    error = wire.answer(reply)
    assert (error.errno, error.extack[wire.MSG]) == (
        refusal.errno,
        refusal.text.encode() + b"\0",
    )
    offset = refusal.offset
    where = None if offset is None else struct.pack("=I", 20 + offset)
    assert error.extack.get(wire.OFFS) == where


def test_events_reach_listeners_before_the_answer() -> None:
    seen: list[bytes] = []
    kernel = Kernel([nlctrl(), control_exmpl(32, 9)], seen.append)
    asker, listener = kernel.open(7), kernel.open(8)
    listener.groups.add(9)
    said = wire.message(32, wire.generic(Command.ECHO, wire.text(1, "hi")), seq=3)
    kernel.send(asker, said)
    event, reply = (next(wire.messages(frame)) for frame in seen[1:])
    assert (event.command, event.seq, event.portid) == (Command.EVENT, 3, 7)
    assert reply.command == Command.ECHO
    assert kernel.receive(listener) == seen[1]


def test_what_is_no_request_is_ignored() -> None:
    kernel = Kernel([nlctrl(), control_exmpl(32, 9)], lambda _data: None)
    echo = wire.generic(Command.ECHO, wire.text(1, "hi"))
    sock = kernel.open()
    assert answers(kernel, sock, wire.message(32, echo, flags=0)) == []
    assert answers(kernel, sock, wire.message(5, echo)) == []
    assert answers(kernel, sock, b"\xff" * 40) == []
    (ack,) = answers(kernel, sock, wire.message(5, echo, flags=wire.REQUEST | wire.ACK))
    assert wire.answer(next(wire.messages(ack))).errno == 0


def test_a_second_dump_has_to_wait() -> None:
    kernel = Kernel([nlctrl(), control_exmpl(32, 9)], lambda _data: None)
    count = wire.generic(Command.LIST, wire.u32(3, 2000))
    asked = wire.message(32, count, flags=wire.REQUEST | wire.DUMP)
    sock = kernel.open()
    kernel.send(sock, asked)
    frames = answers(kernel, sock, asked)
    errors = [m for frame in frames for m in wire.messages(frame) if m.type == wire.ERROR]
    assert [wire.answer(error).errno for error in errors] == [16]
    items = [m for frame in frames for m in wire.messages(frame) if m.type == 32]
    assert len(items) == 2000
