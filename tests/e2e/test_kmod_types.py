"""CONTROL_EXMPL on real kernels: every type, every part of an extended ack."""

from __future__ import annotations

import re
import struct
from enum import IntEnum
from errno import EACCES, EINTR, EINVAL, ERANGE
from typing import TYPE_CHECKING

import pytest

from tests.e2e import wire
from tests.e2e.exmpl import CASES, Attr, Command, Nest
from tests.e2e.records import header
from tests.e2e.vm.guest import ROOT

if TYPE_CHECKING:
    from tests.e2e.records import Run

vm = pytest.mark.vm

U64 = bytes.fromhex("1032547698badcfe")
SAMPLE = [  # what kmod/control_exmpl.h promises, by hand
    (Attr.U8, b"\xfe"),
    (Attr.U16, b"\xdc\xfe"),
    (Attr.U32, b"\x98\xba\xdc\xfe"),
    (Attr.U64, U64),
    (Attr.S8, b"\xfe"),
    (Attr.S16, b"\xdc\xfe"),
    (Attr.S32, b"\x98\xba\xdc\xfe"),
    (Attr.S64, U64),
    (Attr.UINT, U64),
    (Attr.SINT, b"\xfe\xff\xff\xff"),
    (Attr.BE16, b"\0\x50"),
    (Attr.IPV4, bytes([192, 0, 2, 1])),
    (Attr.MSECS, struct.pack("=Q", 1500)),
    (Attr.STRING, b"string\0"),
    (Attr.NUL_STRING, b"nul string\0"),
    (Attr.FLAG, b""),
    (Attr.BINARY, bytes(range(5))),
    (Attr.BINARY_RANGE, b"\xde\xad\xbe"),
    (Attr.MAC, bytes([2, 0, 0, 0, 0, 1])),
    (Attr.IPV6, bytes.fromhex("20010db8000000000000000000000001")),
    (Attr.BITFIELD32, struct.pack("=II", 0x05, 0x0D)),
    (
        Attr.NEST | wire.NESTED,
        wire.u32(Nest.VALUE, 1)
        + wire.text(Nest.NAME, "outer")
        + wire.nest(Nest.NEST, wire.u32(Nest.VALUE, 2), wire.text(Nest.NAME, "inner")),
    ),
    (
        Attr.NEST_ARRAY | wire.NESTED,
        wire.nest(1, wire.u32(Nest.VALUE, 10)) + wire.nest(2, wire.u32(Nest.VALUE, 20)),
    ),
    (Attr.U32_ARRAY | wire.NESTED, wire.u32(1, 30) + wire.u32(2, 40)),
    (Attr.MULTI, struct.pack("=H", 50)),
    (Attr.MULTI, struct.pack("=H", 60)),
    (Attr.AT_LEAST, b"\x0a"),
    (Attr.COLOR, b"\x02"),
    (Attr.RANGE, struct.pack("=I", 1000)),
    (Attr.FULL_RANGE, struct.pack("=Q", 1 << 32)),
    (Attr.SRANGE, struct.pack("=h", -100)),
    (Attr.SFULL_RANGE, struct.pack("=q", -(1 << 40))),
    (Attr.MASK, struct.pack("=I", 0x40000001)),
]
NO_POLICY = {Attr.REJECT, Attr.BE16}  # netlink_policy_dump_write_attr() passes over


@pytest.mark.parametrize(
    ("numbers", "name", "prefix"),
    [
        (Command, "doc_exmpl_cmd", "DOC_EXMPL_C_"),
        (Attr, "doc_exmpl_attr", "DOC_EXMPL_A_"),
        (Nest, "doc_exmpl_nest", "DOC_EXMPL_N_"),
    ],
)
def test_numbers_are_the_headers(numbers: type[IntEnum], name: str, prefix: str) -> None:
    header_text = (ROOT / "kmod/control_exmpl.h").read_text()
    body = header_text.split(f"enum {name} {{")[1].split("__DOC")[0]
    found, value = {}, -1
    for constant, number in re.findall(rf"\t{prefix}(\w+)(?: = (\d+))?,", body):
        value = int(number) if number else value + 1
        found[constant] = value
    assert found == {item.name: item.value for item in numbers}


@vm
@pytest.mark.parametrize("name", CASES)
def test_each_type(run: Run, name: str) -> None:
    session = run.session("types")
    exchange = session[name]
    refusal = CASES[name].expected(run.version)
    if refusal is None:
        place = (session.family, 0, exchange.asked.seq, exchange.port)
        assert header(exchange.reply) == place
        assert exchange.reply.payload == exchange.asked.payload
        return
    error = exchange.error
    assert error.errno == refusal.errno
    assert error.extack[wire.MSG] == refusal.text.encode() + b"\0"
    offset = refusal.offset
    where = None if offset is None else struct.pack("=I", 20 + offset)
    assert error.extack.get(wire.OFFS) == where


@vm
def test_everything_at_once_comes_back_as_it_was(run: Run) -> None:
    exchange = run.session("types")["everything"]
    assert len(exchange.asked.attributes) > 40
    assert exchange.reply.payload == exchange.asked.payload


@vm
def test_the_sample_is_as_documented(run: Run) -> None:
    known = run.version >= (6, 7)
    wanted = [attr for attr in SAMPLE if known or attr[0] not in (Attr.UINT, Attr.SINT)]
    assert run.session("types")["sample"].reply.attributes == wanted


@vm
@pytest.mark.parametrize("code", range(1, 134))
def test_every_errno(run: Run, code: int) -> None:
    exchange = run.session("fail")[f"errno {code}"]
    if code == EINTR:  # netlink_rcv_skb() takes it as "say nothing"
        assert exchange.replies == []
    else:
        assert exchange.error == (code, exchange.request, {})


@vm
def test_errno_0_is_success(run: Run) -> None:
    assert run.session("fail")["errno 0"].replies == []


PARTS = {
    "text": (wire.MSG, b"no such thing\0"),
    "offset": (wire.OFFS, struct.pack("=I", 28)),
    "missing type": (wire.MISS_TYPE, struct.pack("=I", Attr.NUL_STRING)),
    "missing nest": (wire.MISS_NEST, struct.pack("=I", 20)),
    "cookie": (wire.COOKIE, bytes(range(8))),
}


@vm
@pytest.mark.parametrize("name", [*PARTS, "all"])
def test_parts_of_an_extended_ack(run: Run, name: str) -> None:
    error = run.session("fail")[name].error
    wanted = PARTS.values() if name == "all" else [PARTS[name]]
    assert error.errno == EINVAL
    assert error.extack == dict(wanted)


@vm
@pytest.mark.parametrize("kind", list(Attr)[Attr.PAD + 1 :], ids=lambda kind: kind.name)
def test_policies(run: Run, kind: Attr) -> None:
    extack = run.session("fail")[f"policy {kind.name}"].error.extack
    old = run.version < (6, 7) and kind in (Attr.UINT, Attr.SINT)
    if kind in NO_POLICY or old:
        assert extack == {}
    else:
        policy = dict(wire.attributes(extack[wire.POLICY]))
        assert 1 <= int.from_bytes(policy[1], "little") <= 17  # NL_ATTR_TYPE_


@vm
def test_a_range_in_a_policy(run: Run) -> None:
    extack = run.session("fail")["policy SFULL_RANGE"].error.extack
    policy = dict(wire.attributes(extack[wire.POLICY]))
    assert policy[2] == struct.pack("=q", -(1 << 40))  # NL_POLICY_TYPE_ATTR_MIN_VALUE_S
    assert policy[3] == struct.pack("=q", 1 << 40)


@vm
def test_an_offset_outside_is_refused_at_itself(run: Run) -> None:
    error = run.session("fail")["offset outside"].error
    assert error.errno == ERANGE
    assert error.extack[wire.OFFS] == struct.pack("=I", 28)


@vm
def test_success_may_warn(run: Run) -> None:
    exchange = run.session("fail")["warning"]
    assert exchange.reply.flags == wire.CAPPED | wire.ACK_TLVS
    assert exchange.error == (0, exchange.request[:16], {wire.MSG: b"it worked, but\0"})


@vm
def test_fail_needs_an_errno(run: Run) -> None:
    error = run.session("fail")["no ERRNO"].error
    assert error.extack[wire.MISS_TYPE] == struct.pack("=I", Attr.ERRNO)
    assert run.session("fail")["too high"].error.errno == ERANGE


@vm
def test_socket_options_shape_the_answer(run: Run) -> None:
    session = run.session("fail")
    capped, plain = session["capped"], session["no extended acks"]
    assert capped.error == (EACCES, capped.request[:16], {wire.MSG: b"not for you\0"})
    assert plain.error == (EACCES, plain.request, {})
