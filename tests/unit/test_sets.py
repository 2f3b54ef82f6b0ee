"""The types of nftables sets that a capture tells, and elements decoded by them."""

from __future__ import annotations

import json as plain_json
import struct
from pathlib import Path

import pytest

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.craft import from_record
from nlscope.describe import describe
from nlscope.export import json
from nlscope.export.values import problems, undecoded, values
from nlscope.known import Known
from nlscope.model import Frame
from nlscope.roundtrip import encode
from nlscope.session import Session
from nlscope.spec import Misfit
from tests.support import attr, captured, message, nlmsg, registry

NETFILTER = 12
NEWSET, NEWSETELEM = 0x0A09, 0x0A0C
IPV4, ETHER, SERVICE, MARK = 7, 9, 13, 19
INTERVAL = 4


def _be(number: int) -> bytes:
    return struct.pack(">I", number)


def _set(
    name: bytes,
    kind: int,
    length: int,
    *,
    family: int = 2,
    flags: int = 0,
    number: int = 1,
    more: bytes = b"",
) -> bytes:
    body = struct.pack(">BBH", family, 0, 0) + attr(1, b"filter\0") + attr(2, name + b"\0")
    body += attr(3, _be(flags)) + attr(4, _be(kind)) + attr(5, _be(length))
    return nlmsg(NEWSET, body + attr(10, _be(number)) + more)


def _element(*keys: bytes, flags: int = 0) -> bytes:
    more = attr(3, _be(flags)) if flags else b""
    return b"".join(attr(1, attr(1, attr(1, key)) + more) for key in keys)


def _elements(name: bytes, held: bytes, *, family: int = 2, number: int = 1) -> bytes:
    body = struct.pack(">BBH", family, 0, 0) + attr(1, b"filter\0") + attr(2, name + b"\0")
    return nlmsg(NEWSETELEM, body + attr(4, _be(number)) + attr(3, held))


def _session(tmp_path: Path, *messages: bytes) -> Session:
    return captured(tmp_path / "sets.pcap", NETFILTER, *messages)


def _infos(session: Session) -> list[str]:
    return [said.info for said in session]


def test_a_set_is_what_it_was_last_told_to_be(tmp_path: Path) -> None:
    """Before it was first told it is what comes first; of another family it is another."""
    session = _session(
        tmp_path,
        _elements(b"s", _element(b"\x0a\0\0\1")),
        _set(b"s", IPV4, 4),
        _elements(b"s", _element(b"\x0a\0\0\2")),
        _elements(b"s", _element(b"\x0a\0\0\3"), family=10),
        _set(b"s", MARK, 4),
        _elements(b"s", _element(struct.pack("=I", 7))),
    )
    said = _infos(session)
    assert said[0] == "add element ip filter s { 10.0.0.1 }"
    assert said[2] == "add element ip filter s { 10.0.0.2 }"
    assert said[3] == "add element ip6 filter s { 0a000003 }"
    assert said[5] == "add element ip filter s { 0x00000007 }"


def test_a_set_that_nothing_tells_has_bytes(tmp_path: Path) -> None:
    session = _session(tmp_path, _elements(b"s", _element(b"\x0a\0\0\1", b"\x0a\0\0\2")))
    said = session.describe(0)
    assert values(said.root)["elements"][1] == {"key": {"value": b"\x0a\0\0\2"}}
    assert (undecoded(said.root), problems(said.root)) == (0, [])


def test_sets_of_a_batch_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    session = _session(
        tmp_path,
        _set(b"__set%d", IPV4, 4, number=1),
        _set(b"__set%d", SERVICE, 2, number=2),
        _elements(b"__set%d", _element(b"\0\x50"), number=2),
        _elements(b"__set%d", _element(b"\x0a\0\0\1"), number=1),
    )
    assert _infos(session)[2:] == [
        "add element ip filter __set%d { 80 }",
        "add element ip filter __set%d { 10.0.0.1 }",
    ]


def test_a_key_of_another_length_is_a_problem_and_its_bytes(tmp_path: Path) -> None:
    session = _session(tmp_path, _set(b"s", IPV4, 4), _elements(b"s", _element(b"\1\2")))
    said = session.describe(1)
    assert [field.problem for field in problems(said.root)] == ["2 bytes, expected 4"]
    assert said.info == "add element ip filter s { 0102 }"


@pytest.mark.parametrize(
    ("kind", "length"), [(IPV4 << 6 | SERVICE, 12), (63, 3), (4 << 6 | 4, 8), (SERVICE, 7)]
)
def test_types_that_do_not_fit_their_length_are_bytes(
    tmp_path: Path, kind: int, length: int
) -> None:
    session = _session(
        tmp_path, _set(b"s", kind, length), _elements(b"s", _element(bytes(length)))
    )
    said = session.describe(1)
    assert values(said.root)["elements"][0]["key"]["value"] == bytes(length)
    assert problems(said.root) == []


def test_a_part_that_nothing_tells_has_what_the_others_leave(tmp_path: Path) -> None:
    """A concatenation with an integer of which nft told no more: bytes in their place."""
    session = _session(
        tmp_path,
        _set(b"s", IPV4 << 6 | 4, 12),
        _elements(b"s", _element(bytes(range(12)))),
    )
    key = values(session.describe(1).root)["elements"][0]["key"]["value"]
    assert key == {"ipv4_addr": "0.1.2.3", "integer": bytes(range(4, 12))}


def test_padding_that_is_not_zero_is_kept(tmp_path: Path) -> None:
    """ebtables leaves what was there between a MAC address and an IP address."""
    key = b"\2\0\0\0\0\1\xec\x94\x0a\0\0\1"
    session = _session(
        tmp_path, _set(b"s", ETHER << 6 | IPV4, 12), _elements(b"s", _element(key))
    )
    said = session.describe(1)
    assert values(said.root)["elements"][0]["key"]["value"] == {
        "ether_addr": "02:00:00:00:00:01",
        "ipv4_addr": "10.0.0.1",
        "padding": b"\xec\x94",
    }
    assert encode(said.root, said.message.frame.order) == said.root.data
    assert said.info == "add element ip filter s { 02:00:00:00:00:01 . 10.0.0.1 }"


def test_intervals_sort_big_endian(tmp_path: Path) -> None:
    held = _element(b"\0\0\0\x21", flags=1) + _element(b"\0\0\0\x10")
    session = _session(tmp_path, _set(b"s", MARK, 4, flags=INTERVAL), _elements(b"s", held))
    assert _infos(session)[1] == "add element ip filter s { 0x00000010-0x00000020 }"


def test_many_elements_are_counted(tmp_path: Path) -> None:
    keys = [bytes((10, 0, 0, n)) for n in range(20)]
    session = _session(
        tmp_path, _set(b"s", IPV4, 4), _elements(b"s", _element(*keys[:1]) * 20)
    )
    assert _infos(session)[1].endswith("10.0.0.0, ... 20 in all }")


@pytest.mark.parametrize("damage", range(0, 120, 3))
def test_damaged_sets_do_no_harm(tmp_path: Path, damage: int) -> None:
    made = bytearray(_set(b"s", IPV4, 4, more=attr(13, b"\0\4\2\0\0\0") + attr(9, b"")))
    made[16 + damage % (len(made) - 16)] ^= 0xFF
    session = _session(tmp_path, bytes(made), _elements(b"s", _element(b"\x0a\0\0\1")))
    assert len(_infos(session)) == 2


def test_json_says_the_types_and_makes_the_message_again(tmp_path: Path) -> None:
    held = attr(1, attr(1, attr(1, b"\x0a\0\0\1\0\x50\0\0")))
    session = _session(tmp_path, _set(b"s", IPV4 << 6 | SERVICE, 8), _elements(b"s", held))
    record = plain_json.loads(json.line(session.describe(1), None))
    assert record["fields"]["elements"] == [
        {"key": {"value": {"ipv4_addr": "10.0.0.1", "inet_service": 80}}}
    ]
    assert record["told"]["set_key"]["number"] == IPV4 << 6 | SERVICE
    made = from_record(registry(), record, lambda _name: None)
    again = _session(
        tmp_path, _set(b"s", IPV4 << 6 | SERVICE, 8), made.encode(NEWSETELEM, seq=1, port=0)
    )
    assert values(again.describe(1).root) == values(session.describe(1).root)
    assert "told" not in plain_json.loads(json.line(session.describe(0), None))
    with pytest.raises(Misfit, match="told holds no types"):
        from_record(registry(), record | {"told": {"set_key": 7}}, lambda _name: None)


def test_without_a_type_addresses_and_hex_are_written() -> None:
    def made(value: object) -> bytes:
        record = {
            "type": "NFT_MSG_NEWSETELEM",
            "fields": {"elements": [{"key": {"value": value}}]},
        }
        return from_record(registry(), record, lambda _name: None).body

    assert made("10.0.0.10").endswith(b"\x0a\0\0\x0a")
    assert made("02:00:00:00:00:01").endswith(b"\2\0\0\0\0\1\0\0")
    assert made("0102").endswith(b"\1\2\0\0")
    with pytest.raises(Misfit, match="type of the set is not known"):
        made(80)


def test_a_draft_is_of_the_set_that_was_told_last(tmp_path: Path) -> None:
    """It has no place in the capture, and may be of one of several."""
    draft = _elements(b"s", _element(b"\x0a\0\0\1"))
    other = _session(tmp_path, draft)
    session = _session(tmp_path, _set(b"s", MARK, 4), _set(b"s", IPV4, 4))
    known = Known([other.context, session.context], 0, "")
    said = describe(message(NETFILTER, draft), registry(), known)
    assert said.info == "add element ip filter s { 10.0.0.1 }"


def test_namespaces_have_sets_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "both.pcapng"
    frames = [
        ("a", _set(b"s", IPV4, 4)),
        ("b", _set(b"s", MARK, 4)),
        ("a", _elements(b"s", _element(b"\x0a\0\0\1"))),
        ("b", _elements(b"s", _element(struct.pack("=I", 1)))),
    ]
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for no, (space, data) in enumerate(frames, 1):
            frame = Frame(no, 0, NETFILTER, 4, data, len(data), source=f"netns {space}")
            writer.write(frame)
    assert _infos(Session.load(str(path), registry()))[2:] == [
        "add element ip filter s { 10.0.0.1 }",
        "add element ip filter s { 0x00000001 }",
    ]
