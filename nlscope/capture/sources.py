"""What a capture listens to: an nlmon link, multicast groups, or both on one timeline."""

from __future__ import annotations

import contextlib
import errno
import select
import struct
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from nlscope.capture import blocks, cooked, nlmon
from nlscope.capture.group_names import Groups
from nlscope.capture.multicast import Heard, Multicast
from nlscope.capture.prefilter import Prefilter
from nlscope.capture.refusal import told
from nlscope.capture.ring import ANY, Drops, Ring, Room, Taken, Tell

TAPPED = frozenset({0, 2, 4, 5, 6, 10, 12, 16})  # netlink_filter_tap(), af_netlink.c
_LATE = 60_000_000  # ns; the ring hands a frame over after at most 40 ms
_TIME = struct.Struct("=4xI4xII")  # total length and time of an enhanced packet block


class Source(Protocol):
    """Frames as pcapng blocks; see Ring."""

    def fileno(self) -> int:
        """Return what to poll."""

    def watch(self, poll: select.poll) -> None:
        """Have a poll object wake for what comes."""

    def failure(self) -> int:
        """Return the errno that there is to tell, or 0."""

    def counters(self) -> Drops:
        """Return the frames that came and those lost since it was asked last."""

    def take(self, room: Room = ANY) -> Taken | None:
        """Return frames, None if there are none yet."""


class Second(NamedTuple):
    """A second pcapng interface: its description, and what counts its frames."""

    description: bytes
    counters: Callable[[], Drops]


class Opened(NamedTuple):
    """A source and its first pcapng interface; refused says which groups were."""

    link: nlmon.Link
    source: Source
    name: str
    refused: str = ""
    second: Second | None = None


@contextlib.contextmanager
def opened(
    interface: str | None,
    groups: Groups | None,
    prefilter: Prefilter,
    snaplen: int,
    tell: Tell | None = None,
) -> Iterator[Opened]:
    """Listen to an interface, None being any nlmon, or to groups, or to both."""
    if groups is None:
        with nlmon.tap(interface) as link, _ring(link, prefilter, snaplen, tell) as ring:
            yield Opened(link, ring, link.name)
        return
    name = f"groups:{groups.text}"
    if interface is None:
        with Multicast(groups, prefilter, snaplen, tell=tell) as heard:
            link = nlmon.Link(0, name, "groups", up=True, owner="")
            yield Opened(link, heard, name, told(heard.refused))
        return
    with (
        nlmon.tap(interface) as link,
        _ring(link, prefilter, snaplen, tell) as ring,
        Multicast(
            groups, prefilter, snaplen, interface=1, muted=TAPPED, tell=tell
        ) as heard,
    ):
        second = Second(blocks.interface(name, cooked.NETLINK), heard.counters)
        both = f"{link.name} and {name}"
        yield Opened(link, Merged(ring, heard), both, told(heard.refused), second)


def _ring(link: nlmon.Link, prefilter: Prefilter, snaplen: int, tell: Tell | None) -> Ring:
    try:
        return Ring(link.index, prefilter, snaplen, tell=tell)
    except OSError as error:
        reason = "no packet sockets here" if error.errno == errno.EAFNOSUPPORT else ""
        message = f"cannot listen to {link.name}: {reason or error.strerror}"
        raise nlmon.LinkError(message) from None


class Merged:
    """A ring and groups, in the order of time.

    What groups say waits until the ring has handed over the frames from before.
    """

    def __init__(self, ring: Ring, heard: Multicast) -> None:
        self._ring, self._heard = ring, heard
        self._held: deque[Heard] = deque()

    def fileno(self) -> int:
        """Return the ring's."""
        return self._ring.fileno()

    def watch(self, poll: select.poll) -> None:
        """Have a poll object wake for what comes."""
        self._ring.watch(poll)
        self._heard.watch(poll)

    def failure(self) -> int:
        """Return the ring's."""
        return self._ring.failure()

    def counters(self) -> Drops:
        """Return the ring's; the groups are another interface."""
        return self._ring.counters()

    def take(self, room: Room = ANY) -> Taken | None:
        """Return a block of frames and what groups said meanwhile."""
        self._held.extend(self._heard.hear())
        taken = self._ring.take(room)
        if taken is None:
            return self._due(room)
        return self._woven(taken) if self._held else taken

    def _due(self, room: Room) -> Taken | None:
        """Return what has waited long enough."""
        end = time.time_ns() - _LATE
        due: list[Heard] = []
        messages = size = 0
        while self._held and self._held[0].time_ns <= end:
            if due and room.filled(messages, size):
                break
            due.append(self._held.popleft())
            messages, size = messages + due[-1].messages, size + len(due[-1].block)
        if not due:
            return None
        return Taken(b"".join(each.block for each in due), len(due), messages)

    def _woven(self, taken: Taken) -> Taken:
        """Put what is held between the frames of the ring."""
        data, out, at, done = taken.data, [], 0, 0
        frames, messages = taken.frames, taken.messages
        while at < len(data) and self._held:
            total, high, low = _TIME.unpack_from(data, at)
            while self._held and self._held[0].time_ns < high << 32 | low:
                held = self._held.popleft()
                out += [data[done:at], held.block]
                done, frames, messages = at, frames + 1, messages + held.messages
            at += total
        return Taken(b"".join([*out, data[done:]]), frames, messages)
