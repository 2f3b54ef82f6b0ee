"""genl_test and netlink_test on real kernels."""

from __future__ import annotations

import struct
from errno import EINVAL, ERANGE
from typing import TYPE_CHECKING

import pytest

from tests.e2e import wire
from tests.e2e.records import header

if TYPE_CHECKING:
    from tests.e2e.records import Run

pytestmark = pytest.mark.vm

GROUPS = ("genl_mcgrp0", "genl_mcgrp1", "genl_mcgrp2")
UNITS = (30, 17, 2, 5)
SHOWN = (2, 5)


def greeting(group: str) -> list[wire.Attribute]:
    return [(1, f"Hello group {group}\n\0".encode())]


@pytest.mark.parametrize("name", ["hello", "no NUL", "longest"])
def test_genl_test_takes_a_message(run: Run, name: str) -> None:
    exchange = run.session("genl_test")[name]
    assert exchange.error == (0, exchange.request[:16], {})


def test_genl_test_takes_version_0(run: Run) -> None:
    assert run.session("genl_test")["hello"].asked.payload[:4] == bytes([1, 0, 0, 0])


def test_genl_test_wants_a_message(run: Run) -> None:
    error = run.session("genl_test")["no MSG"].error
    missing = struct.pack("=I", 1)
    wanted = {wire.MSG: b"MSG is missing\0", wire.MISS_TYPE: missing}
    assert (error.errno, error.extack) == (EINVAL, wanted)
    assert run.session("genl_test")["too long"].error.errno == ERANGE


def test_genl_test_greets_each_group(run: Run) -> None:
    session = run.session("genl_test")
    greetings = session["greetings"].replies
    assert {header(found) for found in greetings} == {(session.family, 0, 0, 0)}
    said = [found.attributes for found in greetings]
    for group in GROUPS:
        assert said.count(greeting(group)) == 2


def test_genl_test_classic_has_odd_flags(run: Run) -> None:
    reply = run.session("genl_test_classic")["greetings"].reply
    assert reply.flags & ~0xFF
    assert reply.attributes == greeting("genl_mcgrp1")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", ["echo", "empty", "longest"])
def test_netlink_test_echoes(run: Run, unit: int, name: str) -> None:
    exchange = run.session("raw")[f"{unit} {name}"]
    asked, reply = exchange.asked, exchange.reply
    assert header(reply) == (asked.type, 0, asked.seq, exchange.port)
    assert reply.payload == asked.payload


@pytest.mark.parametrize("unit", UNITS)
def test_netlink_test_reads_a_whole_datagram(run: Run, unit: int) -> None:
    session = run.session("raw")
    exchange = session[f"{unit} two"]
    wanted = [(7, 0, 1, exchange.port, b"one"), (8, 0, 2, exchange.port, b"other")]
    assert exchange.replies == wanted
    assert session[f"{unit} no header"].replies == []


@pytest.mark.parametrize("unit", UNITS)
def test_netlink_test_classic(run: Run, unit: int) -> None:
    session = run.session("raw")
    assert session[f"{unit} classic"].port == 100
    assert session[f"{unit} classic"].reply == (unit, 0, 0, 0, b"hello users!!!")
    assert session[f"{unit} nobody at 100"].replies == []


def test_netlink_test_answers_any_type(run: Run) -> None:
    exchange = run.session("raw")["17 answers type 2"]
    assert exchange.asked.type == 5
    assert exchange.reply.type == wire.ERROR
    assert exchange.reply.payload == b"knetlink"


def test_nlmon_hides_private_units(run: Run) -> None:
    frames = run.capture("raw")
    assert {frame.protocol for frame in frames} == set(SHOWN)
    said = [
        data
        for name, exchange in run.session("raw").exchanges.items()
        for data in (exchange.request, *exchange.frames)
        if int(name.split()[0]) in SHOWN
    ]
    assert sorted(frame.data for frame in frames) == sorted(said)
