"""CONTROL_EXMPL on real kernels: echo, events, the dump, ticks."""

from __future__ import annotations

import struct
from errno import EINVAL, ENOSPC, EOPNOTSUPP, ERANGE
from typing import TYPE_CHECKING

import pytest

from tests.e2e import wire
from tests.e2e.exmpl import Attr, Command
from tests.e2e.records import header

if TYPE_CHECKING:
    from tests.e2e.records import Run

pytestmark = pytest.mark.vm

HELLO = (Attr.MSG, b"hello world!\0")


def test_echo_answers_the_requester(run: Run) -> None:
    session = run.session("echo")
    hello = session["hello"]
    seq = hello.asked.seq
    assert header(hello.reply) == (session.family, 0, seq, hello.port)
    assert hello.reply.payload == hello.asked.payload
    assert hello.reply.payload[:4] == bytes([Command.ECHO, 1, 0, 0])


@pytest.mark.parametrize("name", ["empty", "utf-8", "longest", "reserved, old command"])
def test_echo_returns_the_text(run: Run, name: str) -> None:
    exchange = run.session("echo")[name]
    assert exchange.reply.attributes == exchange.asked.attributes


def test_echo_acknowledges_after_the_answer(run: Run) -> None:
    reply, ack = run.session("echo")["acknowledged"].replies
    assert reply.attributes == [HELLO]
    assert wire.answer(ack)[::2] == (0, {})
    assert ack.flags == wire.CAPPED


def test_echo_answers_each_message_of_a_datagram(run: Run) -> None:
    replies = run.session("echo")["two in one datagram"].replies
    assert [reply.seq for reply in replies] == [1, 2]


def test_events_carry_port_and_seq_of_their_cause(run: Run) -> None:
    session = run.session("echo")
    hello, event = session["hello"], session["event"].reply
    assert header(event) == (session.family, 0, hello.asked.seq, hello.port)
    assert event.command == Command.EVENT
    assert event.attributes == [HELLO]
    assert len(session["events"].frames) == 6


@pytest.mark.parametrize(
    ("name", "errno", "text", "offset"),
    [
        ("no MSG", EINVAL, b"MSG is missing", None),
        ("no NUL", EINVAL, b"Attribute failed policy validation", 20),
        ("too long", EINVAL, b"Attribute failed policy validation", 20),
        ("other attribute", EINVAL, b"Unknown attribute type", 20),
        ("marked as nest", EINVAL, b"NLA_F_NESTED not expected", 20),
        ("cut", EINVAL, b"bytes leftover after parsing attributes", None),
        ("trailing bytes", EINVAL, b"bytes leftover after parsing attributes", None),
        ("unknown command", EOPNOTSUPP, None, None),
        ("notification", EOPNOTSUPP, None, None),
        ("dump of no dump", EOPNOTSUPP, None, None),
        ("no dump of a dump", EOPNOTSUPP, None, None),
        ("reserved, new command", EINVAL, b"genlmsghdr.reserved field is not 0", None),
        (
            "flags, new command",
            EINVAL,
            b"ambiguous or reserved bits set in nlmsg_flags",
            None,
        ),
    ],
)
def test_requests_are_refused(
    run: Run, name: str, errno: int, text: bytes | None, offset: int | None
) -> None:
    exchange = run.session("echo")[name]
    error = exchange.error
    where = None if offset is None else struct.pack("=I", offset)
    assert error.errno == errno
    assert error.extack.get(wire.MSG) == (text and text + b"\0")
    assert error.extack.get(wire.OFFS) == where
    assert error.request == wire.pad(exchange.request)


def test_a_missing_attribute_is_named(run: Run) -> None:
    extack = run.session("echo")["no MSG"].error.extack
    assert extack[wire.MISS_TYPE] == struct.pack("=I", Attr.MSG)


def test_without_the_request_flag_nothing_happens(run: Run) -> None:
    assert run.session("echo")["no request flag"].replies == []


def test_counters(run: Run) -> None:
    none = dict.fromkeys(("tick", "list", "fail", "types"), 0)
    counters = run.session("echo").facts["counters"]
    assert counters == {"echo": 8, "event": 8, **none}


def test_classic_answers_as_the_original(run: Run) -> None:
    session = run.session("classic")
    hello = session["hello"]
    assert hello.asked.seq == 60
    assert header(hello.reply) == (session.family, 0, 61, 0)
    assert hello.reply.attributes == [(Attr.MSG, b"hello world from kernel space\0")]


def items(count: int) -> list[list[wire.Attribute]]:
    numbers = (struct.pack("=I", index + 1) for index in range(count))
    return [[(Attr.INDEX, number), (Attr.MSG, b"item\0")] for number in numbers]


@pytest.mark.parametrize(("name", "count"), [("default", 3), ("0", 0), ("2000", 2000)])
def test_list_dumps(run: Run, name: str, count: int) -> None:
    session = run.session("dump")
    *found, done = session[name].replies
    assert [item.attributes for item in found] == items(count)
    multi = (session.family, wire.MULTI, session[name].asked.seq, session[name].port)
    assert {header(item) for item in found} <= {multi}
    assert header(done) == (wire.DONE, *multi[1:])
    assert wire.answer(done) == (0, b"", {})


def test_a_long_dump_takes_many_frames(run: Run) -> None:
    assert len(run.session("dump")["2000"].frames) > 1


def test_a_dump_may_end_with_an_error(run: Run) -> None:
    *found, done = run.session("dump")["error at the end"].replies
    assert len(found) == 3
    end = wire.answer(done)
    assert end.errno == ENOSPC
    assert end.extack[wire.MSG] == b"the list is torn\0"
    others = {wire.OFFS, wire.POLICY, wire.MISS_TYPE} & end.extack.keys()
    assert len(others) == (3 if run.version >= (6, 12) else 0)


def test_a_dump_may_be_refused(run: Run) -> None:
    assert run.session("dump")["too many"].error.errno == ERANGE


def test_ticks_come_by_themselves(run: Run) -> None:
    session = run.session("ticks")
    ticks = session["ticks"].replies
    assert {header(tick) for tick in ticks} == {(session.family, 0, 0, 0)}
    assert {tick.command for tick in ticks} == {Command.EVENT}
    first = struct.unpack("=I", ticks[0].attributes[0][1])[0]
    numbers = (struct.pack("=I", first + index) for index in range(5))
    wanted = [[(Attr.INDEX, number), (Attr.MSG, b"tick\0")] for number in numbers]
    assert [tick.attributes for tick in ticks] == wanted
