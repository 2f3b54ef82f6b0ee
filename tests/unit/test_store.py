from __future__ import annotations

import io
import mmap
import os
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope import store as store_module
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.source import CaptureError
from nlscope.model import HOST_ORDER, Frame
from nlscope.store import Store
from tests.pcap import write_pcap

if TYPE_CHECKING:
    from pathlib import Path

DTYPES = {
    "offset": np.uint64,
    "length": np.uint32,
    "time_ns": np.int64,
    "protocol": np.uint16,
    "type": np.uint16,
    "flags": np.uint16,
    "seq": np.uint32,
    "portid": np.uint32,
    "frame": np.uint32,
    "pkttype": np.uint16,
    "problem_code": np.uint8,
}


def message(seq: int, payload: bytes = b"", kind: int = 24) -> bytes:
    head = struct.pack(HOST_ORDER + "IHHII", 16 + len(payload), kind, 2, seq, 9)
    return head + payload + bytes(-len(payload) % 4)


def frame(data: bytes, protocol: int = 0, comment: str = "") -> Frame:
    return Frame(0, 10**9, protocol, 4, data, len(data), comment=comment)


FRAMES = [
    frame(message(1) + message(2, b"abc") + message(3)),
    frame(b"", 16),
    frame(message(4) + bytes(6), 12),
    frame(b"add@/devices/x\0ACTION=add\0", 15),
    *(frame(message(n, bytes(n % 7))) for n in range(5, 20)),
    frame(b"".join(message(n) for n in range(20, 60)), 16),
]


def pcap(frames: list[Frame]) -> bytes:
    out = io.BytesIO()
    write_pcap(out, frames)
    return out.getvalue()


def pcapng(frames: list[Frame]) -> bytes:
    out = io.BytesIO()
    writer = PcapngWriter(out, comment="a section")
    for each in frames:
        writer.write(each)
    return out.getvalue()


def load(path: Path, content: bytes) -> Store:
    path.write_bytes(content)
    return Store.load(str(path))


def test_columns(tmp_path: Path) -> None:
    store = load(tmp_path / "a", pcap(FRAMES))
    for name, dtype in DTYPES.items():
        column = getattr(store, name)
        assert isinstance(column, np.ndarray), name
        assert (column.dtype, len(column)) == (dtype, len(store)), name
    assert store.column_bytes <= 64 * len(store)
    assert store.holds(store.size)
    assert not store.holds(store.size + 1)
    assert store.frames == len(FRAMES)


def test_columns_say_what_the_messages_say(tmp_path: Path) -> None:
    store = load(tmp_path / "a", pcap(FRAMES))
    for n, m in enumerate(store):
        assert m.no == n + 1
        for name in ("type", "flags", "seq", "portid"):
            assert getattr(m, name) == getattr(store, name)[n]
        for name in ("time_ns", "protocol", "pkttype"):
            assert getattr(m.frame, name) == getattr(store, name)[n]
        assert m.frame.no == store.frame[n] + 1
        assert (m.problem is None) == (store.problem_code[n] == 0)
        assert m.end - m.start - store.length[n] in range(4)
        at = int(store.offset[n])
        assert bytes(store.data[at : at + m.end - m.start]) == m.data


def test_the_messages_of_a_frame_tile_it(tmp_path: Path) -> None:
    store = load(tmp_path / "a", pcap(FRAMES))
    datas = [b""] * store.frames
    ends = [0] * store.frames
    for m in store:
        assert m.start == ends[m.frame.no - 1]
        ends[m.frame.no - 1] = m.end
        datas[m.frame.no - 1] += m.data
    assert datas == [each.data for each in FRAMES]
    problems = {m.frame.no: m.problem for m in store if m.problem}
    assert problems == {2: "empty frame", 3: "6 trailing bytes, all zero"}


def test_indexing(tmp_path: Path) -> None:
    store = load(tmp_path / "a", pcap(FRAMES))
    assert store[-1] == store[len(store) - 1]
    assert store[-1].seq == 59
    assert store[0] == next(iter(store))
    for n in (len(store), -len(store) - 1):
        with pytest.raises(IndexError):
            store[n]
    with pytest.raises(IndexError):
        store.frame_at(store.frames)
    assert store[3].frame == store.frame_at(1)
    assert store[5].frame is store[4].frame


def test_open_does_not_index(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pcap(FRAMES))
    with Store.open(str(path)) as store:
        assert (len(store), store.frames, store.done) == (0, 0, False)
        assert store.extend(2) == 4
        assert (len(store), store.frames, store.done) == (4, 2, False)
        early = store.seq
        assert store.extend(1) == 2
        assert early.tolist() == [1, 2, 3, 0]
        rest = store.extend()
        assert rest == len(store) - 6
        assert store.done
        assert store.extend() == 0


@pytest.mark.parametrize("make", [pcap, pcapng])
def test_steps_and_chunks_make_no_difference(
    tmp_path: Path, make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    path = tmp_path / "a"
    whole = load(path, make(FRAMES))
    monkeypatch.setattr(store_module, "_CHUNK", 3)
    for limit in (1, 2, 5, 1000):
        store = Store.open(str(path))
        while not store.done:
            store.extend(limit)
        for name in DTYPES:
            assert np.array_equal(getattr(store, name), getattr(whole, name)), name


@pytest.mark.parametrize("make", [pcap, pcapng])
def test_a_growing_file_is_followed_byte_by_byte(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = tmp_path / "a"
    frames = FRAMES[:6]
    content = make(frames)
    ends = {len(make(frames[:n])): n for n in range(len(frames) + 1)}
    path.write_bytes(b"")
    expected = 0
    with path.open("ab", buffering=0) as out, Store.open(str(path), follow=True) as store:
        for size in range(len(content) + 1):
            out.write(content[size - 1 : size] if size else b"")
            before = len(store)
            assert store.extend() == len(store) - before
            expected = ends.get(size, expected)
            assert store.frames == expected, size
            assert store.problem is None
            assert not store.done
        datas = [bytes(store.frame_at(n).data) for n in range(store.frames)]
        assert datas == [each.data for each in frames]
        assert store.comments == (["a section"] if make is pcapng else [])


def test_a_message_stays_good_while_the_file_grows(tmp_path: Path) -> None:
    path = tmp_path / "a"
    content = pcap(FRAMES)
    path.write_bytes(content[:1000])
    with Store.open(str(path), follow=True) as store:
        store.extend()
        first, column = store[0], store.seq.copy()
        path.write_bytes(content)
        assert store.extend() > 0
        assert store[0].data == first.data
        assert store.seq[: len(column)].tolist() == column.tolist()


def test_damage_ends_following(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pcap(FRAMES) + b"\xff" * 16)
    with Store.open(str(path), follow=True) as store:
        assert store.extend() > 0
        assert store.done
        assert store.problem == "damaged: record 21 claims to hold 4294967295 bytes"


@pytest.mark.parametrize("make", [pcap, pcapng])
@pytest.mark.parametrize("room", [12, 16, 4000])
def test_zeros_at_the_end_of_a_growing_file_are_not_written_yet(
    tmp_path: Path, make: object, room: int
) -> None:
    assert callable(make)
    path = tmp_path / "a"
    content, more = make(FRAMES[:6]), make(FRAMES)
    path.write_bytes(content + bytes(room))
    with Store.open(str(path), follow=True) as store:
        store.extend()
        assert (store.frames, store.done, store.problem) == (6, False, None)
        with path.open("r+b") as out:
            out.write(more)
        store.extend()
        assert (store.frames, store.done, store.problem) == (len(FRAMES), False, None)


def test_zeros_within_a_growing_file_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "a"
    content = pcapng(FRAMES[:6])
    path.write_bytes(content + bytes(100) + b"\6")
    with Store.open(str(path), follow=True) as store:
        store.extend()
        assert store.done
        assert store.problem == f"damaged at byte {len(content)}: a block of 0 bytes"


def test_zeros_at_the_end_of_a_finished_file_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "a"
    content = pcapng(FRAMES[:6])
    path.write_bytes(content + bytes(100))
    store = Store.load(str(path))
    assert store.frames == 6
    assert store.problem == f"damaged at byte {len(content)}: a block of 0 bytes"


@pytest.mark.parametrize("make", [pcap, pcapng])
def test_a_growing_file_whose_mapped_page_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object
) -> None:
    assert callable(make)
    path = tmp_path / "a"
    content = make(FRAMES[:6])
    path.write_bytes(content)
    map_really, end = mmap.mmap, -(-len(content) // mmap.PAGESIZE) * mmap.PAGESIZE

    def stale(fd: int, size: int, **access: int) -> bytes:
        data = map_really(fd, size, **access)[:]
        if not os.path.samestat(os.fstat(fd), path.stat()):
            return data
        return (data[: len(content)].ljust(end, b"\0") + data[end:])[:size]

    monkeypatch.setattr("nlscope.capture.source.mmap.mmap", stale)
    with Store.open(str(path), follow=True) as store:
        store.extend()
        assert store.frames == 6
        path.write_bytes(make(FRAMES * 40))
        for _ in range(3):
            store.extend()
        assert (store.frames, store.problem) == (40 * len(FRAMES), None)
        assert bytes(store.frame_at(200).data) == FRAMES[200 % len(FRAMES)].data


def test_a_followed_file_may_turn_out_to_be_no_capture(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    with Store.open(str(path), follow=True) as store:
        assert (store.extend(), store.problem) == (0, None)
        path.write_bytes(b"hello")
        with pytest.raises(CaptureError):
            store.extend()


def test_columns_grow_past_any_guess(tmp_path: Path) -> None:
    frames = [frame(message(n)) for n in range(3)]
    frames += [frame(b"".join(message(n) for n in range(3, 3003)))]
    path = tmp_path / "a"
    path.write_bytes(pcap(frames))
    with Store.open(str(path)) as store:
        while not store.done:
            store.extend(1)
        assert store.seq.tolist() == list(range(3003))


@given(st.binary(max_size=300), st.sampled_from([pcap, pcapng]))
def test_random_bytes_after_good_ones(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, make: object
) -> None:
    assert callable(make)
    path = tmp_path_factory.getbasetemp() / "junk"
    store = load(path, make(FRAMES[:2]) + junk)
    assert store.seq[:4].tolist() == [1, 2, 3, 0]
    assert store.done
    for m in store:
        assert 0 <= m.start <= m.end <= len(m.frame.data)
    assert sum(m.end - m.start for m in store) == sum(
        len(store.frame_at(n).data) for n in range(store.frames)
    )


@given(st.binary(max_size=200), st.integers(0, 16))
def test_random_bytes_as_a_frame(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, protocol: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "frame"
    store = load(path, pcap([frame(junk, protocol)]))
    assert store.problem is None
    assert b"".join(m.data for m in store) == junk
