from __future__ import annotations

import io
import shutil
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope.capture.source import CaptureError
from nlscope.model import HOST_ORDER, Frame
from nlscope.store import Store
from tests.pcap import write_pcap

if TYPE_CHECKING:
    from pathlib import Path

TIME = 1_700_000_000


def message(seq: int, payload: bytes = b"", order: str = HOST_ORDER) -> bytes:
    length = 16 + len(payload)
    head = struct.pack(order + "IHHII", length, 24, 2, seq, 9)
    return head + payload + bytes(-length % 4)


def cooked(protocol: int = 0, pkttype: int = 4) -> bytes:
    return struct.pack(">HHH8xH", pkttype, 824, 0, protocol)


def record(
    data: bytes, order: str = "<", original: int | None = None, extra: bytes = b""
) -> bytes:
    wire = len(data) if original is None else original
    return struct.pack(order + "IIII", TIME, 123456, len(data), wire) + extra + data


def header(
    order: str = "<", magic: int = 0xA1B2C3D4, linktype: int = 253, snaplen: int = 65535
) -> bytes:
    return struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snaplen, linktype)


def load(path: Path, content: bytes) -> Store:
    path.write_bytes(content)
    return Store.load(str(path))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("payload", ["<", ">"])
@pytest.mark.parametrize(
    ("magic", "ns", "extra"),
    [
        (0xA1B2C3D4, 123456000, b""),
        (0xA1B23C4D, 123456, b""),
        (0xA1B2CD34, 123456000, bytes(8)),
    ],
)
def test_header_and_payload_order_are_independent(
    tmp_path: Path, order: str, payload: str, magic: int, ns: int, extra: bytes
) -> None:
    data = cooked(12, 4) + message(7, b"abc", payload) + message(8, b"", payload)
    content = header(order, magic) + record(data, order, extra=extra) * 2
    store = load(tmp_path / "a", content)
    assert store.problem is None
    assert store.order == payload
    assert store.seq.tolist() == [7, 8, 7, 8]
    assert store.length.tolist() == [19, 16, 19, 16]
    assert store.frame.tolist() == [0, 0, 1, 1]
    first = store[0]
    assert first.frame.time_ns == TIME * 10**9 + ns
    assert (first.frame.protocol, first.frame.pkttype) == (12, 4)
    assert (first.type, first.flags, first.portid) == (24, 2, 9)
    assert first.frame.order == payload
    assert bytes(first.frame.data) == data[16:]
    assert first.frame.original == len(data) - 16
    assert (first.start, first.end, store[1].start) == (0, 20, 20)
    assert first.data == message(7, b"abc", payload)


def test_every_prefix_shows_what_is_whole(tmp_path: Path) -> None:
    records = [
        record(cooked() + message(1, b"1234") + message(2)),
        record(cooked(16) + message(3, b"x")),
        record(cooked(12) + message(4) + message(5) + message(6)),
    ]
    content = header() + b"".join(records)
    ends = [24]
    for each in records:
        ends.append(ends[-1] + len(each))
    # where each message ends, without its padding
    seen = {ends[0] + 52: 1, ends[0] + 68: 2, ends[1] + 49: 3}
    seen |= {ends[2] + 48: 4, ends[2] + 64: 5, ends[2] + 80: 6}
    for size in range(len(content) + 1):
        store = load(tmp_path / "a", content[:size])
        good = [m.seq for m in store if m.problem is None]
        whole = [seq for end, seq in seen.items() if end <= size]
        assert good == whole, size
        assert (store.problem is None) == (size in ends), size
        assert store.done
        frames = {m.frame.no: m.frame for m in store}
        for number, frame in frames.items():
            rows = [m for m in store if m.frame.no == number]
            assert b"".join(m.data for m in rows) == bytes(frame.data)
            cut = len(whole) < (2, 3, 6)[number - 1]
            assert (rows[-1].problem is not None) == cut, size


def test_the_cut_record_says_how_much_is_there(tmp_path: Path) -> None:
    whole = record(cooked() + message(1) + message(2, b"12345678"))
    store = load(tmp_path / "a", header() + whole + whole[:-4])
    assert store.problem == "cut short in record 2: 52 of 56 bytes"
    assert [m.problem for m in store] == [None, None, None, "20 of 24 bytes captured"]
    assert store[3].seq == 2
    assert store.length.tolist() == [16, 24, 16, 20]


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0x80000000, 300_000])
def test_an_absurd_length_ends_the_file(tmp_path: Path, length: int) -> None:
    good = record(cooked() + message(1))
    bad = struct.pack("<IIII", TIME, 0, length, length) + bytes(400_000)
    store = load(tmp_path / "a", header() + good * 3 + bad)
    assert len(store) == 3
    assert store.problem == f"damaged: record 4 claims to hold {length} bytes"


def test_snaplen_admits_longer_records(tmp_path: Path) -> None:
    data = cooked() + message(1, bytes(300_000))
    store = load(tmp_path / "a", header(snaplen=1 << 20) + record(data))
    assert (len(store), store.problem) == (1, None)


def test_upper_bits_of_the_link_type_are_flags(tmp_path: Path) -> None:
    content = header(linktype=0x1400_00FD) + record(cooked() + message(1))
    assert load(tmp_path / "a", content)[0].seq == 1


def test_no_netlink_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"holds Ethernet frames \(link type 1\)"):
        load(tmp_path / "a", header(linktype=1) + record(bytes(60)))


def test_header_only_is_valid(tmp_path: Path) -> None:
    store = load(tmp_path / "a", header())
    assert (len(store), store.frames, store.problem) == (0, 0, None)


def test_a_snapped_frame(tmp_path: Path) -> None:
    data = cooked() + message(1) + message(2, bytes(20))[:30]
    at_a_boundary = cooked() + message(1)
    content = header() + record(data, original=len(data) + 26)
    content += record(at_a_boundary, original=60)
    store = load(tmp_path / "a", content)
    assert store.problem is None
    expected = [None, "30 of 36 bytes captured", None, "0 of 28 bytes captured"]
    assert [m.problem for m in store] == expected
    assert store[1].frame.original == 72
    assert (store[3].start, store[3].end, store[3].data) == (16, 16, b"")


FRAMES = st.lists(
    st.builds(
        Frame,
        no=st.just(0),
        time_ns=st.integers(0, 2**32 * 10**9 - 1),
        protocol=st.integers(0, 31),
        pkttype=st.sampled_from([0, 4, 6, 7]),
        data=st.builds(message, st.integers(0, 2**32 - 1), st.binary(max_size=40)),
        original=st.integers(0, 100),
    ),
    max_size=5,
)


@given(FRAMES)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, frames: list[Frame]
) -> None:
    out = io.BytesIO()
    assert write_pcap(out, frames) == len(frames)
    store = load(tmp_path_factory.getbasetemp() / "round.pcap", out.getvalue())
    back = [store.frame_at(i) for i in range(store.frames)]
    assert len(back) == len(frames)
    for ours, read in zip(frames, back, strict=True):
        assert bytes(read.data) == ours.data
        assert read.original == max(ours.original, len(ours.data))
        assert (read.time_ns, read.protocol) == (ours.time_ns, ours.protocol)
        assert read.pkttype == ours.pkttype


@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
@pytest.mark.parametrize("order", ["<", ">"])
def test_wireshark_reads_what_is_written(tmp_path: Path, order: str) -> None:
    path = tmp_path / "a.pcap"
    data = message(1234, bytes(12), order) + message(1235, bytes(12), order)
    time = TIME * 10**9 + 123456789
    with path.open("wb") as out:
        write_pcap(out, [Frame(1, time, 0, 4, data, len(data), order)])
    command = ["tshark", "-r", str(path), "-T", "fields"]
    command += ["-e", "frame.time_epoch", "-e", "netlink.hdr_seq"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["1700000000.123456789", "1234,1235"]
    complaints = [line for line in done.stderr.splitlines() if "Running as" not in line]
    assert not complaints
