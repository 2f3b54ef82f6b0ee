from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlscope.capture.cooked import Frames
from nlscope.capture.split import Problem, explain, payload_order, split
from nlscope.model import HOST_ORDER, KOBJECT_UEVENT, Frame


def message(payload: bytes = b"", length: int | None = None, order: str = "<") -> bytes:
    said = 16 + len(payload) if length is None else length
    head = struct.pack(order + "IHHII", said, 24, 2, 7, 9)
    return head + payload + bytes(-len(payload) % 4)


def framed(
    payloads: list[bytes], missing: list[int] | None = None, protocol: int = 0
) -> tuple[bytes, Frames]:
    """Lay payloads out with 16 bytes in front of each, as a file does."""
    data, offsets = b"", []
    for payload in payloads:
        data += bytes(16)
        offsets.append(len(data))
        data += payload
    lengths = np.array([len(each) for each in payloads], np.int64)
    same = np.full(len(payloads), protocol, np.int64)
    wire = lengths + np.array(missing or [0] * len(payloads), np.int64)
    at = np.array(offsets, np.int64)
    return data, Frames(at, lengths, wire, same, same, same, np.zeros_like(at))


def rows(payload: bytes, missing: int = 0, protocol: int = 0) -> list[tuple[object, ...]]:
    """Return start, length, seq and problem of the messages of one frame."""
    data, frames = framed([payload], [missing], protocol)
    found = split(data, frames, "<")
    frame = Frame(1, 0, protocol, 4, payload, len(payload) + missing, "<")
    starts = (found.offset - frames.offset[0]).tolist()
    return [
        (start, length, seq, explain(code, frame, start))
        for start, length, seq, code in zip(
            starts,
            found.length.tolist(),
            found.header["seq"].tolist(),
            found.code.tolist(),
            strict=True,
        )
    ]


ONE = message()
CASES = {
    "one": (ONE, [(0, 16, 7, None)]),
    "unpadded at the end": (message(b"abc")[:19], [(0, 19, 7, None)]),
    "two": (message(b"a") + ONE, [(0, 17, 7, None), (20, 16, 7, None)]),
    "empty": (b"", [(0, 0, 0, "empty frame")]),
    "zero length": (
        ONE + bytes(20),
        [(0, 16, 7, None), (16, 20, 0, "20 trailing bytes, all zero")],
    ),
    "zero length before other bytes": (
        ONE + bytes(16) + b"abcd",
        [(0, 16, 7, None), (16, 20, 0, "nlmsg_len 0 is smaller than a header (16)")],
    ),
    "short length": (
        message(length=15) + ONE,
        [(0, 32, 7, "nlmsg_len 15 is smaller than a header (16)")],
    ),
    "long length": (
        ONE + message(b"abcd", length=23),
        [
            (0, 16, 7, None),
            (16, 20, 7, "nlmsg_len 23 runs 3 bytes past the end of the frame"),
        ],
    ),
    "longest length": (
        message(length=0xFFFFFFFF),
        [
            (
                0,
                16,
                7,
                "nlmsg_len 4294967295 runs 4294967279 bytes past the end of the frame",
            )
        ],
    ),
    "trailing": (
        ONE + bytes(15),
        [(0, 16, 7, None), (16, 15, 0, "15 trailing bytes, all zero")],
    ),
    "one trailing": (ONE + b"a", [(0, 16, 7, None), (16, 1, 0, "1 trailing byte")]),
    "no header": (b"abc", [(0, 3, 0, "3 bytes, too few for a header (16)")]),
}


@pytest.mark.parametrize("case", CASES)
def test_one_frame(case: str) -> None:
    payload, expected = CASES[case]
    assert rows(payload) == expected


def test_a_frame_that_the_snapshot_length_cut() -> None:
    assert rows(message(b"abcd", length=30), 10) == [(0, 20, 7, "20 of 30 bytes captured")]
    longer = "nlmsg_len 31 runs 1 bytes past the end of the frame"
    assert rows(message(b"abcd", length=31), 10) == [(0, 20, 7, longer)]
    assert rows(ONE[:10], 10) == [(0, 10, 0, "10 of 20 bytes captured")]
    assert rows(b"", 10) == [(0, 0, 0, "0 of 10 bytes captured")]
    cut = [(0, 16, 7, None), (16, 0, 0, "0 of 4 bytes captured")]
    assert rows(ONE, 4) == cut
    assert rows(message(b"a")[:17], 3) == [(0, 17, 7, None)]  # only padding is cut


def test_uevents_have_no_header() -> None:
    uevent = b"add@/devices/virtual/net/dummy0\0ACTION=add\0"
    assert rows(uevent, 0, KOBJECT_UEVENT) == [(0, len(uevent), 0, None)]
    assert rows(b"abc", 0, KOBJECT_UEVENT) == [(0, 3, 0, None)]
    assert rows(b"", 0, KOBJECT_UEVENT) == [(0, 0, 0, "empty frame")]
    cut = f"{len(uevent)} of {len(uevent) + 5} bytes captured"
    assert rows(uevent, 5, KOBJECT_UEVENT) == [(0, len(uevent), 0, cut)]


PIECES = st.one_of(
    st.builds(message, st.binary(max_size=9)),
    st.builds(message, st.binary(max_size=9), st.integers(0, 60)),
    st.binary(max_size=20),
)
PAYLOADS = st.lists(st.lists(PIECES, max_size=6).map(b"".join), max_size=40)


def walk(payload: bytes) -> list[tuple[int, int]]:
    """Return start and length of the messages of a frame, the plain way."""
    at = 0
    found: list[tuple[int, int]] = []
    while True:
        left = len(payload) - at
        length = int.from_bytes(payload[at : at + 4], "little") if left >= 16 else 0
        if not 16 <= length <= left:
            return [*found, (at, left)] if left or not at else found
        found.append((at, length))
        at = min(len(payload), at + (length + 3 & ~3))


@given(PAYLOADS)
def test_many_frames_at_once_are_split_as_one_by_one(payloads: list[bytes]) -> None:
    data, frames = framed(payloads)
    found = split(data, frames, "<")
    starts = found.offset - frames.offset[found.frame]
    expected = [(n, *row) for n, payload in enumerate(payloads) for row in walk(payload)]
    lengths = found.length.tolist()
    got = list(zip(found.frame.tolist(), starts.tolist(), lengths, strict=True))
    assert got == expected


def test_a_frame_of_many_small_messages() -> None:
    data, frames = framed([ONE * 5000, ONE])
    found = split(data, frames, "<")
    assert len(found.offset) == 5001
    assert found.frame.tolist() == [0] * 5000 + [1]
    assert not found.code.any()


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_order_in_which_more_frames_tile(order: str) -> None:
    other = ">" if order == "<" else "<"
    payloads = [message(b"abcd", order=order)] * 3 + [message(order=other)] * 2
    assert payload_order(*framed(payloads)) == order


def test_no_order_without_evidence() -> None:
    assert payload_order(*framed([])) is None
    assert payload_order(*framed([b"", b"abc", bytes(40)])) is None
    assert payload_order(*framed([message()], protocol=KOBJECT_UEVENT)) is None
    assert payload_order(*framed([message(), message(order=">")])) is None


def test_no_problem_has_no_text() -> None:
    frame = Frame(1, 0, 0, 4, ONE, 16, HOST_ORDER)
    assert explain(Problem.NONE, frame, 0) is None
