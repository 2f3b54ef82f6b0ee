"""Split frames into messages, all the frames of a chunk at once.

A frame is a run of struct nlmsghdr (include/uapi/linux/netlink.h), each message padded
to 4 bytes. What does not parse becomes one row for the rest of its frame.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from nlscope.capture.source import gather, windows
from nlscope.model import HEADER_SIZE, HOST_ORDER, KOBJECT_UEVENT, Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nlscope.capture.cooked import Frames
    from nlscope.capture.source import Buffer, Ints

_FEW = 16  # frames; below it numpy's overhead a round is more than a loop's
_SAMPLE = 1000  # frames that decide on the byte order
_BYTEORDER: dict[str, Literal["little", "big"]] = {"<": "little", ">": "big"}


class Problem(IntEnum):
    """What is wrong with the envelope of a message."""

    NONE = 0
    SHORT = 1  # nlmsg_len is smaller than a header
    LONG = 2  # nlmsg_len runs past the end of the frame
    CUT = 3  # the capture does not hold all of the frame
    TRAILING = 4  # bytes too few for a header
    EMPTY = 5


class Rows(NamedTuple):
    """The messages of a chunk of frames, one array each, in file order.

    frame is the index in the chunk, offset that of the nlmsghdr in the file, length
    nlmsg_len or the bytes there, header the rest of the nlmsghdr, code a Problem.
    """

    frame: Ints
    offset: Ints
    length: Ints
    header: NDArray[Any]
    code: NDArray[np.uint8]


def nlmsghdr(order: str) -> np.dtype[Any]:
    """Return struct nlmsghdr in a byte order, "<" or ">"."""
    names = ("length", "type", "flags", "seq", "portid")
    sizes = ("u4", "u2", "u2", "u4", "u4")
    return np.dtype([(name, order + size) for name, size in zip(names, sizes, strict=True)])


def payload_order(data: Buffer, frames: Frames) -> str | None:
    """Return the byte order in which more of the first frames tile; None for a tie."""
    fit = (frames.length >= HEADER_SIZE) & (frames.protocol != KOBJECT_UEVENT)
    first = np.flatnonzero(fit)[:_SAMPLE]
    little = windows(data, np.dtype("<u4"))[frames.offset[first]]
    room = frames.length[first]
    votes = [
        int(np.count_nonzero((length >= HEADER_SIZE) & (length <= room)))
        for length in (little, little.byteswap())
    ]
    return None if votes[0] == votes[1] else "<" if votes[0] > votes[1] else ">"


def split(data: Buffer, frames: Frames, order: str = HOST_ORDER) -> Rows:
    """Return the messages of frames; every byte of a frame belongs to one of them."""
    frame, offset = _starts(data, frames, order)
    room = (frames.offset + frames.length)[frame] - offset
    whole = room >= HEADER_SIZE
    if frames.protocol.size and (frames.protocol == KOBJECT_UEVENT).any():
        whole &= frames.protocol[frame] != KOBJECT_UEVENT
    header = gather(data, nlmsghdr(order), offset, whole)
    length = header["length"].astype(np.int64)
    code = np.zeros(len(offset), np.uint8)
    bad = np.flatnonzero((length < HEADER_SIZE) | (length > room))
    rows = frame[bad], offset[bad]
    code[bad] = _diagnose(frames, rows, length[bad], whole[bad])
    length[bad] = room[bad]
    return Rows(frame, offset, length, header, code)


def _starts(data: Buffer, frames: Frames, order: str) -> tuple[Ints, Ints]:
    """Return where messages start: indices of frames, and file offsets."""
    index: Ints = np.arange(len(frames.offset))
    at, end = frames.offset, frames.offset + frames.length
    wire = frames.offset + frames.original
    rounds = [(index, at)]
    words = windows(data, np.dtype(order + "u4"))
    go = (end - at >= HEADER_SIZE) & (frames.protocol != KOBJECT_UEVENT)
    while True:
        if not go.all():
            index, at, end, wire = index[go], at[go], end[go], wire[go]
        if len(index) < _FEW:
            break
        length = words[at].astype(np.int64)
        after = at + ((length + 3) & ~3)
        go = (length >= HEADER_SIZE) & (length <= end - at) & (after < wire)
        index, end, wire = index[go], end[go], wire[go]
        at = np.minimum(after[go], end)
        rounds.append((index, at))
        go = end - at >= HEADER_SIZE
    for frame, first, stop, full in zip(index, at, end, wire, strict=True):
        rest = np.fromiter(_walk(data, int(first), int(stop), int(full), order), int)
        rounds.append((np.full(len(rest), frame), rest))
    if not any(len(each) for each, _ in rounds[1:]):
        return rounds[0]
    index, at = (np.concatenate(column) for column in zip(*rounds, strict=True))
    in_file_order = np.argsort(at, kind="stable")
    return index[in_file_order], at[in_file_order]


def _walk(data: Buffer, at: int, end: int, wire: int, order: str) -> Iterator[int]:
    """Yield the starts of the messages of one frame that follow the one at at."""
    word = struct.Struct(order + "I").unpack_from
    while end - at >= HEADER_SIZE:
        (length,) = word(data, at)
        after = at + (length + 3 & ~3)
        if not HEADER_SIZE <= length <= end - at or after >= wire:
            return
        at = min(after, end)
        yield at


def _diagnose(
    frames: Frames, rows: tuple[Ints, Ints], length: Ints, whole: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Return the Problem of rows (frame, offset) whose nlmsg_len does not fit."""
    frame, offset = rows
    start = offset - frames.offset[frame]
    room = frames.length[frame] - start
    wire = frames.original[frame] - start
    tests = {
        Problem.SHORT: whole & (length < HEADER_SIZE),
        Problem.CUT: (wire > room) & (~whole | (length <= wire)),
        Problem.LONG: whole,
        Problem.NONE: (frames.protocol[frame] == KOBJECT_UEVENT) & (room > 0),
        Problem.TRAILING: room > 0,
    }
    return np.select(list(tests.values()), list(tests), Problem.EMPTY).astype(np.uint8)


def explain(code: int, frame: Frame, start: int) -> str | None:
    """Return the text of a Problem of the message that starts at an offset of frame."""
    here = len(frame.data) - start
    wire = frame.original - start
    whole = here >= HEADER_SIZE and frame.protocol != KOBJECT_UEVENT
    said = int.from_bytes(frame.data[start : start + 4], _BYTEORDER[frame.order])
    if (
        start
        and code in (Problem.SHORT, Problem.TRAILING)
        and not bytes(frame.data[start:]).strip(b"\0")
    ):
        return f"{here} trailing bytes, all zero"
    past = f"{said - wire} bytes past the end of the frame"
    plural = "s" * (here != 1)
    too_few = f"{here} byte{plural}, too few for a header (16)"
    return {
        Problem.SHORT: f"nlmsg_len {said} is smaller than a header (16)",
        Problem.LONG: f"nlmsg_len {said} runs {past}",
        Problem.CUT: f"{here} of {said if whole else wire} bytes captured",
        Problem.TRAILING: f"{here} trailing byte{plural}" if start else too_few,
        Problem.EMPTY: "empty frame",
    }.get(Problem(code))
