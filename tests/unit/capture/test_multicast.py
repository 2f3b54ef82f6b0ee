"""Groups as a source: USERSOCK's, which anybody may send to."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlscope.capture import blocks, cooked, nlmon
from nlscope.capture.beginning import beginning, statistics
from nlscope.capture.group_names import Group, GroupError, Groups
from nlscope.capture.multicast import Multicast
from nlscope.capture.prefilter import WHOLE, Prefilter, Term
from nlscope.capture.refusal import told
from nlscope.capture.ring import Drops, Room, Taken
from nlscope.capture.sources import Merged
from nlscope.store import Store

GROUP = Group(2, 29, "usersock:29")
GROUPS = Groups("usersock:29", (GROUP,))
LINK = nlmon.Link(0, "groups:usersock:29", "groups", up=True, owner="")


@pytest.fixture
def sender() -> Iterator[socket.socket]:
    try:
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2)
    except OSError as error:
        pytest.skip(f"no netlink here: {error}")
    with sock:
        sock.bind((0, 0))
        yield sock


def say(sender: socket.socket, kind: int, text: bytes = b"") -> None:
    data = struct.pack("=IHHII", 16 + len(text), kind, 0, os.getpid(), 0) + text
    # Port 0 is the kernel's, and it has none of this protocol.
    with contextlib.suppress(ConnectionRefusedError):
        sender.sendto(data, (0, 1 << GROUP.number - 1))


def heard(
    source: Multicast, path: Path, ours: int | None = None
) -> list[tuple[int, int, bytes]]:
    """Return type, original size and payload of what comes from this process."""
    out = io.BytesIO()
    out.write(beginning(LINK, []))
    while (taken := source.take(Room(ours))) is not None:
        out.write(taken.data)
        if ours is not None:
            break
    out.write(statistics(*source.counters()))
    path.write_bytes(out.getvalue())
    with Store.load(str(path)) as store:
        assert store.problem is None
        return [
            (m.type, m.frame.original, bytes(m.frame.data[16:]))
            for m in store
            if m.seq == os.getpid()
        ]


def test_what_is_said_is_heard(sender: socket.socket, tmp_path: Path) -> None:
    with Multicast(GROUPS, Prefilter(), WHOLE) as source:
        before = time.time_ns()
        say(sender, 20, b"hello")
        say(sender, 21)
        assert heard(source, tmp_path / "x") == [(20, 21, b"hello"), (21, 16, b"")]
        assert source.take() is None
    with Store.load(str(tmp_path / "x")) as store:
        frame = store[0].frame
        assert (frame.protocol, frame.pkttype) == (2, 4)
        assert before <= frame.time_ns <= time.time_ns()


def test_snaplen_and_prefilter(sender: socket.socket, tmp_path: Path) -> None:
    chosen = Prefilter((Term(2, ((20, 20),)),))
    with Multicast(GROUPS, chosen, 18) as source:
        say(sender, 21, b"other")
        say(sender, 20, b"hello")
        assert heard(source, tmp_path / "x") == [(20, 21, b"he")]


def test_no_more_than_wanted(sender: socket.socket, tmp_path: Path) -> None:
    with Multicast(GROUPS, Prefilter((Term(2, ((20, 29),)),)), WHOLE) as source:
        for kind in (20, 21, 22):
            say(sender, kind)
        assert [kind for kind, _, _ in heard(source, tmp_path / "x", 2)] == [20, 21]


def test_muted_protocols_are_only_joined(sender: socket.socket) -> None:
    with Multicast(GROUPS, Prefilter(), WHOLE, muted=frozenset({2})) as source:
        say(sender, 20)
        assert source.take() is None
        assert source.counters() == Drops(0, 0)


def test_an_overrun_is_counted(sender: socket.socket) -> None:
    with Multicast(GROUPS, Prefilter(), WHOLE) as source:
        (ear,) = source._ears.values()
        ear._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        for _ in range(100):
            say(sender, 20, bytes(100))
        taken = source.take()
        assert taken is not None
        came = source.counters()
        assert came.drops >= 100 - taken.frames > 0
        assert came.frames == taken.frames + came.drops
        assert source.counters() == Drops(0, 0)


def test_a_group_that_is_refused(sender: socket.socket) -> None:
    del sender
    none = Group(2, 4000, "usersock:4000"), Group(31, 1, "31:1")
    with Multicast(Groups("x", (GROUP, *none)), Prefilter(), WHOLE) as source:
        refused = [(each.name, code) for each, code in source.refused]
    assert refused == [("usersock:4000", errno.EINVAL), ("", errno.EPROTONOSUPPORT)]
    wrong = (
        "can be joined: USERSOCK group 4000: no such group .*; protocol 31: no such proto"
    )
    with pytest.raises(GroupError, match=wrong):
        Multicast(Groups("x", none), Prefilter(), WHOLE)


def test_reasons() -> None:
    refused = [
        (Group(9, 1, "readlog"), errno.EPERM),
        (Group(9, 0, ""), errno.EPROTONOSUPPORT),
        (Group(12, 1, "conntrack-new"), errno.EPERM),
        (Group(12, 2, "conntrack-update"), errno.EPERM),
        (Group(9, 0, ""), errno.EPROTONOSUPPORT),
        (Group(30, 1, "30:1"), errno.EINVAL),
        (Group(16, 40, "genl_test:genl_mcgrp0"), errno.ENOENT),
        (Group(11, 1, "proc"), errno.ECONNREFUSED),
        (Group(11, 2, "cifs"), errno.EBUSY),
    ]
    text = told(refused)
    assert (
        "AUDIT readlog, NETFILTER conntrack-new, conntrack-update: not permitted (" in text
    )
    assert "; AUDIT: no such protocol in this kernel (" in text
    assert "; protocol 30 group 1: no such group in this kernel; " in text
    assert "; GENERIC genl_test:genl_mcgrp0: no such group in this kernel (is the" in text
    assert "; CONNECTOR proc: only in the first namespaces (not in a" in text
    assert text.endswith("; CONNECTOR cifs: Device or resource busy")
    assert text.count("AUDIT:") == 1
    assert told([]) == ""


class Ring:
    """Blocks at given times."""

    def __init__(self, *times: int) -> None:
        self.blocks = [b"".join(packet(0, each) for each in times)] if times else []

    def take(self, most: int | None = None) -> Taken | None:
        del most
        return Taken(self.blocks.pop(), 2, 2) if self.blocks else None

    def counters(self) -> Drops:
        return Drops(5, 1)


def packet(interface: int, when: int) -> bytes:
    data = struct.pack("=IHHII", 16, 20, 0, 1, 0)
    return blocks.packet(interface, when, cooked.header(2, 4), data, 16)


def test_groups_and_a_ring_are_one_timeline(sender: socket.socket, tmp_path: Path) -> None:
    with Multicast(GROUPS, Prefilter(), WHOLE, interface=1) as groups:
        early, late = time.time_ns() - 10**9, time.time_ns() + 10**9
        merged = Merged(Ring(early, late), groups)  # type: ignore[arg-type]
        say(sender, 21)
        taken = merged.take()
        assert taken is not None
        assert taken.frames >= 3
        say(sender, 22)
        assert merged.take() is None
        time.sleep(0.07)
        rest = merged.take()
        assert rest is not None
        assert merged.counters() == Drops(5, 1)
        assert groups.counters().frames >= 2
    more = blocks.interface("groups", cooked.NETLINK)
    path = tmp_path / "x"
    path.write_bytes(beginning(LINK, []) + more + taken.data + rest.data)
    with Store.load(str(path)) as store:
        kinds = [m.type for m in store if m.seq in (1, os.getpid())]
        assert (kinds, store.problem) == ([20, 21, 20, 22], None)


def test_a_program_that_tells_is_named(sender: socket.socket, tmp_path: Path) -> None:
    port = sender.getsockname()[0]
    asked: list[tuple[int, int]] = []

    def tell(protocol: int, number: int) -> bytes:
        asked.append((protocol, number))
        return blocks.make_options({blocks.COMMENT: "process: it (pid 7)"}, "=")

    with Multicast(GROUPS, Prefilter(), WHOLE, tell=tell) as source:
        say(sender, 20, b"hello")
        assert heard(source, tmp_path / "x") == [(20, 21, b"hello")]
    assert (2, port) in asked
    with Store.load(str(tmp_path / "x")) as store:
        assert "process: it (pid 7)" in [each.frame.comment for each in store]


@pytest.mark.parametrize(
    ("protocol", "size", "sender", "port"),
    [
        (0, 16, 0, 9),  # who asked for the change
        (16, 16, 0, 9),
        (0, 12, 0, 0),  # cut off
        (11, 16, 0, 0),  # of the connector's header; it is nobody's port
        (15, 16, 0, 0),  # text
        (15, 16, 5, 5),  # from udev
    ],
)
def test_whose_port_a_message_tells(
    protocol: int, size: int, sender: int, port: int
) -> None:
    data = struct.pack("=IHHII", 16, 20, 0, 1, 9)[:size]
    with Multicast(GROUPS, Prefilter(), WHOLE, tell=lambda _, n: bytes([n])) as source:
        assert source._told(protocol, data, sender) == (bytes([port]) if port else b"")
