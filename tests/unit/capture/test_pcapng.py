from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from nlscope.capture.source import CaptureError
from nlscope.model import HOST_ORDER
from nlscope.store import Store

if TYPE_CHECKING:
    from pathlib import Path

TICKS = 1_700_000_000_123_456


def message(seq: int, payload: bytes = b"") -> bytes:
    head = struct.pack(HOST_ORDER + "IHHII", 16 + len(payload), 24, 2, seq, 9)
    return head + payload + bytes(-len(payload) % 4)


def netlink(seq: int, payload: bytes = b"") -> bytes:
    return struct.pack(">HHH8xH", 4, 824, 0, 0) + message(seq, payload)


def option(code: int, value: bytes, order: str = "<") -> bytes:
    head = struct.pack(order + "HH", code, len(value))
    return head + value + bytes(-len(value) % 4)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    total = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + total + body + total


def section(order: str = "<", options: bytes = b"") -> bytes:
    head = struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1)
    return block(0x0A0D0D0A, head + options, order)


def interface(
    order: str = "<", linktype: int = 253, options: bytes = b"", snaplen: int = 0
) -> bytes:
    head = struct.pack(order + "HHI", linktype, 0, snaplen)
    return block(1, head + options, order)


def packet(
    data: bytes,
    order: str = "<",
    ticks: int = TICKS,
    number: int = 0,
    options: bytes = b"",
    original: int | None = None,
) -> bytes:
    wire = len(data) if original is None else original
    head = struct.pack(
        order + "5I", number, ticks >> 32, ticks & 0xFFFFFFFF, len(data), wire
    )
    return block(6, head + data + bytes(-len(data) % 4) + options, order)


def load(path: Path, content: bytes) -> Store:
    path.write_bytes(content)
    return Store.load(str(path))


def test_sections_have_their_own_order_and_interfaces(tmp_path: Path) -> None:
    content = b"".join(
        [
            section("<", option(1, b"first") + option(1, b"again") + bytes(4)),
            interface("<"),
            packet(netlink(1), "<"),
            section(">", option(1, "zwölf".encode(), ">")),
            interface(">", options=option(9, b"\x09", ">")),
            interface(">"),
            packet(netlink(2), ">", 5),
            packet(netlink(3, b"abcde"), ">", 7, number=1),
            section("<"),
        ]
    )
    store = load(tmp_path / "a", content)
    assert store.problem is None
    assert store.seq.tolist() == [1, 2, 3]
    assert store.time_ns.tolist() == [TICKS * 1000, 5, 7000]
    assert store.comments == ["first", "again", "zwölf"]
    assert store[2].data == message(3, b"abcde")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("resolution", "ticks", "expected"),
    [
        (0, 17, 17 * 10**9),
        (3, 17, 17 * 10**6),
        (6, 17, 17 * 10**3),
        (9, TICKS, TICKS),
        (12, 17_999, 17),
        (127, 2**63, 0),
        (0x80, 17, 17 * 10**9),
        (0x80 | 1, 3, 1_500_000_000),
        (0x80 | 10, (5 << 10) + 512, 5_500_000_000),
        (0x80 | 32, (1_700_000_000 << 32) + (1 << 30), 1_700_000_000_250_000_000),
        (0x80 | 60, (5 << 60) + (1 << 59), 5_500_000_000),
        (0x80 | 127, 2**63, 0),
    ],
)
def test_clocks(
    tmp_path: Path, order: str, resolution: int, ticks: int, expected: int
) -> None:
    clock = option(9, bytes((resolution,)), order)
    shifted = clock + option(14, struct.pack(order + "q", -100), order)
    content = b"".join(
        [
            section(order),
            interface(order, options=clock),
            interface(order, options=shifted),
            packet(netlink(1), order, ticks),
            packet(netlink(2), order, ticks, number=1),
        ]
    )
    times = load(tmp_path / "a", content).time_ns.tolist()
    assert times == [expected, expected - 100 * 10**9]


@pytest.mark.parametrize("order", ["<", ">"])
def test_simple_and_obsolete_packets(tmp_path: Path, order: str) -> None:
    data = netlink(2, b"abcdef")
    head = struct.pack(order + "HH4I", 1, 3, 0, 55, len(data), len(data) + 9)
    content = b"".join(
        [
            section(order),
            interface(order, snaplen=40),
            interface(order, options=option(9, b"\x09", order)),
            block(3, struct.pack(order + "I", 32) + netlink(1), order),
            block(2, head + data, order),
            block(3, struct.pack(order + "I", 60) + netlink(3, bytes(8)), order),
            block(3, struct.pack(order + "I", 2) + b"ab\0\0", order),
        ]
    )
    store = load(tmp_path / "a", content)
    assert store.problem is None
    assert store.seq.tolist() == [1, 2, 0, 3, 0, 0]
    assert store.time_ns.tolist() == [0, 55, 55, 0, 0, 0]
    assert store.frame.tolist() == [0, 1, 1, 2, 2, 3]
    problems = [m.problem for m in store]
    assert problems[:3] == [None, None, "0 of 9 bytes captured"]
    assert problems[3:] == [None, "0 of 20 bytes captured", "empty frame"]


def test_packet_comments(tmp_path: Path) -> None:
    content = section() + interface()
    content += packet(netlink(1), options=option(1, b"one") + option(1, b"two"))
    content += packet(netlink(2), options=option(2, bytes(4)) + bytes(4))
    content += packet(netlink(3)) + packet(netlink(4), options=option(1, b"four"))
    store = load(tmp_path / "a", content)
    comments = [m.frame.comment for m in store]
    assert comments == ["one\ntwo", "", "", "four"]


def test_other_blocks_and_link_types_are_skipped(tmp_path: Path) -> None:
    content = b"".join(
        [
            section(),
            block(4, bytes(8)),
            interface(linktype=1),
            interface(),
            block(0x80001234, b"who knows..."),
            packet(bytes(60)),
            packet(netlink(1), number=1),
            packet(bytes(14)),
            block(5, bytes(12)),
            packet(netlink(2), number=1),
        ]
    )
    store = load(tmp_path / "a", content)
    assert (store.skipped, store.problem) == (2, None)
    assert store.seq.tolist() == [1, 2]
    assert [m.frame.no for m in store] == [1, 2]


def test_ethernet_alone_is_one_sentence(tmp_path: Path) -> None:
    content = section() + interface(linktype=1) + packet(bytes(60)) * 3
    with pytest.raises(CaptureError, match="holds 3 frames, none of them netlink"):
        load(tmp_path / "a", content)


def test_every_prefix_shows_what_is_whole(tmp_path: Path) -> None:
    blocks = [
        section("<", option(1, b"hello")),
        interface(),
        packet(netlink(1, b"12345"), options=option(1, b"note")),
        section(">"),
        interface(">"),
        packet(netlink(2) + message(3), ">"),
        block(3, struct.pack(">I", 32) + netlink(4), ">"),
    ]
    content = b"".join(blocks)
    ends = [sum(map(len, blocks[: n + 1])) for n in range(len(blocks))]
    # where the messages end, without padding
    seen = {ends[1] + 28 + 37: 1, ends[4] + 60: 2, ends[4] + 76: 3, ends[6] - 4: 4}
    for size in range(len(content) + 1):
        store = load(tmp_path / "a", content[:size])
        good = [m.seq for m in store if m.problem is None]
        assert good == [seq for end, seq in seen.items() if end <= size], size
        assert (store.problem is None) == (size in ends), size
        for m in store:
            assert m.frame.comment in {"", "note"}


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        (bytes(12), "a block of 0 bytes"),
        (b"\x06\0\0\0\xff\xff\xff\xff" + bytes(40), "a block of 4294967295 bytes"),
        (block(6, bytes(12)), "its lengths disagree"),
        (packet(netlink(2))[:-4] + bytes(4), "its lengths disagree"),
        (packet(netlink(2), number=7), "no such interface"),
        (section()[:8] + bytes(20), "a section in no byte order"),
    ],
)
def test_damage_ends_the_file(tmp_path: Path, damage: bytes, text: str) -> None:
    good = section() + interface() + packet(netlink(1)) * 2
    store = load(tmp_path / "a", good + damage + packet(netlink(3)))
    assert store.seq.tolist() == [1, 1]
    assert store.problem is not None
    assert store.problem.startswith(f"damaged at byte {len(good)}: ")
    assert text in store.problem


def test_what_was_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.pcapng"
    counted = struct.pack("<III", 0, 0, 0)
    path.write_bytes(
        section()
        + block(1, struct.pack("<HHI", 253, 0, 0))
        + block(
            5, counted + option(4, struct.pack("<Q", 9)) + option(5, struct.pack("<Q", 2))
        )
        + block(5, counted + option(5, struct.pack("<Q", 3)))
        + block(5, counted[:8])
        + block(5, b"")
    )
    reader = Store.load(str(path)).reader
    assert reader is not None
    assert (reader.received, reader.dropped) == (9, 3)
