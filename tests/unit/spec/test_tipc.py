"""The configuration that TIPC had before TIPCv2."""

from __future__ import annotations

import struct

import pytest

from nlscope.context import Context
from nlscope.craft import from_record
from nlscope.describe import Description, describe
from nlscope.export.json import record
from nlscope.export.values import problems, values
from nlscope.roundtrip import encode
from nlscope.spec import Misfit
from nlscope.spec.tipc import ErrorText, ZoneAddress
from tests.support import attr, genlmsg, message, nlmsg, registry

TIPC = 33


def tlv(kind: int, raw: bytes) -> bytes:
    return struct.pack(">HH", 4 + len(raw), kind) + raw + bytes(-len(raw) % 4)


def said(command: int, tlvs: bytes) -> Description:
    """Return a message of a configuration command, decoded and checked to encode again."""
    known = Context()
    family = attr(1, struct.pack("=H", TIPC)) + attr(2, b"TIPC\0")
    known.observe(message(16, nlmsg(16, genlmsg(1, family), flags=0)))
    body = genlmsg(1, struct.pack("=IHH", 0, command, 0) + tlvs)
    found = describe(message(16, nlmsg(TIPC, body)), registry(), known)
    assert problems(found.root) == []
    assert encode(found.root, found.message.frame.order) == found.root.data
    again = from_record(registry(), record(found, None), lambda _name: None).body
    assert found.message.data[16:].startswith(again)
    return found


def test_a_bearer() -> None:
    config = struct.pack(">II32s", 10, 0x01001000, b"eth:eth0")
    found = said(0x4101, tlv(23, config))
    assert values(found.root)["tlvs"] == {
        "bearer_config": {"priority": 10, "disc_domain": "1.1.0", "name": "eth:eth0"}
    }
    assert found.info == ("CMD ENABLE_BEARER priority 10 disc_domain 1.1.0 name eth:eth0")


def test_what_repeats_is_a_list() -> None:
    nodes = [struct.pack(">II", 0x01001000 + n, n) for n in (1, 2)]
    found = said(1, b"".join(tlv(21, node) for node in nodes))
    assert values(found.root)["tlvs"] == {
        "node_info": [{"addr": "1.1.1", "up": 1}, {"addr": "1.1.2", "up": 2}]
    }


@pytest.mark.parametrize(
    ("kind", "raw", "wanted"),
    [
        (2, b"\0\0\x12\x34", {"unsigned": 0x1234}),
        (5, b"Ports:\n 1\0", {"ultra_string": "Ports:\n 1"}),
        (16, b"\x84\0", {"error_string": "NOT_SUPPORTED"}),
        (16, b"\x85 (bad)\0", {"error_string": "INVALID_VALUE  (bad)"}),
        (16, b"went wrong\0", {"error_string": "went wrong"}),
        (17, b"\x01\x00\x10\x0a", {"net_addr": "1.1.10"}),
        (19, b"eth:eth0\0", {"bearer_name": "eth:eth0"}),
        (
            24,
            struct.pack(">I68s", 1500, b"1.1.1:eth0-1.1.2:eth0"),
            {"link_config": {"value": 1500, "name": "1.1.1:eth0-1.1.2:eth0"}},
        ),
        (
            25,
            struct.pack(">IIII", 0x80000001, 0, 0, 0),
            {
                "name_tbl_query": {
                    "depth": 0x80000001,
                    "type": 0,
                    "lowbound": 0,
                    "upbound": 0,
                }
            },
        ),
        (99, b"\1\2\3\4", b"\0\x08\0\x63\1\2\3\4"),
        (2, b"\1", b"\0\5\0\2\1\0\0\0"),
        (16, b"", b"\0\4\0\x10"),
        (16, b"\0more", b"\0\x09\0\x10\0more\0\0\0"),
    ],
)
def test_values(kind: int, raw: bytes, wanted: object) -> None:
    """What its type does not fit stays bytes, the whole list."""
    assert values(said(0, tlv(kind, raw)).root)["tlvs"] == wanted


@pytest.mark.parametrize("raw", [b"\0\1\0\1", b"\0\x20\0\5", b"\0\4\0"])
def test_damaged_lists_are_bytes(raw: bytes) -> None:
    assert values(said(0, raw).root)["tlvs"] == raw


@pytest.mark.parametrize("text", ["1.1", "a.b.c", "256.0.0", "0.4096.0", "0.0.4096"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Misfit):
        ZoneAddress().encode(text)


def test_texts_of_errors() -> None:
    kind = ErrorText()
    assert kind.encode("NO_REMOTE") == b"\x83\0"
    assert kind.encode("some text") == b"some text\0"
    with pytest.raises(Misfit):
        kind.decode(b"no end")
