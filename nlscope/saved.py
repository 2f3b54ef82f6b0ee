"""Saved captures on one timeline: their frames in the order of time, each with its file."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.source import CaptureError
from nlscope.model import Frame
from nlscope.store import Store


class Saved:
    """Capture files, indexed whole, to be put on one timeline.

    Raises CaptureError for a file that is none, and where byte orders differ, as a capture
    has one.
    """

    def __init__(self, paths: Sequence[str], order: str | None = None) -> None:
        short = [Path(path).name for path in paths]
        named = short if len(set(short)) == len(short) else paths
        self._stores: list[tuple[str, Store]] = []
        try:
            for path, name in zip(paths, named, strict=True):
                store = Store.load(path)
                self._stores.append((name, store))
                order = _agreed(store, path, order)
        except CaptureError:
            self.close()
            raise

    @property
    def problems(self) -> list[str]:
        """What is wrong with the files, a sentence each."""
        return [f"{name}: {each.problem}" for name, each in self._stores if each.problem]

    def frames(self) -> Iterator[Frame]:
        """Yield the frames of all in the order of time; those of a file stay in its own."""
        each = (_frames(store, name) for name, store in self._stores)
        return heapq.merge(*each, key=lambda frame: frame.time_ns)

    def write(self, out: BinaryIO) -> None:
        """Write all of it as a pcapng with an interface for each file."""
        writer = PcapngWriter(out, interface=None)
        for frame in self.frames():
            writer.write(frame)

    def close(self) -> None:
        """Let go of the files."""
        for _, store in self._stores:
            store.close()


def _agreed(store: Store, path: str, order: str | None) -> str | None:
    """Return the byte order of the files so far; CaptureError if this one has another."""
    if not len(store):
        return order
    if order not in (None, store.order):
        message = (
            f"{path} is of the other byte order: it cannot be on one timeline with these"
        )
        raise CaptureError(message)
    return store.order


def _frames(store: Store, name: str) -> Iterator[Frame]:
    """Yield the frames of a file, in its order, told to be of it."""
    for index in range(store.frames):
        frame = store.frame_at(index)
        source = f"{name} {frame.source}" if frame.source else name
        yield msgspec.structs.replace(frame, source=source)
