from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nlscope.conversation import Conversations, Exchange, copies
from nlscope.exchange import relate
from nlscope.headers import Columns
from nlscope.model import Frame
from nlscope.store import Store
from tests.pcap import write_pcap
from tests.support import nlmsg


def opened(
    path: Path, frames: list[bytes], *, protocol: int = 0, step: int = 1000
) -> Store:
    made = [
        Frame(no, no * step, protocol, 4, data, len(data))
        for no, data in enumerate(frames, 1)
    ]
    with path.open("wb") as out:
        write_pcap(out, made)
    return Store.load(str(path))


def exchanges(path: Path, frames: list[bytes]) -> list[Exchange]:
    with opened(path / "x.pcap", frames) as store:
        columns = Columns.of(store)
        found = Conversations(columns, relate(columns))
        return [found[place] for place in range(len(found))]


DUMP = nlmsg(18, b"\0" * 4, flags=0x301, seq=5)
ITEM = nlmsg(16, b"\0" * 4, flags=2, seq=5, portid=7)
TORN = nlmsg(16, b"\0" * 4, flags=0x12, seq=5, portid=7)
SET = nlmsg(16, b"\0" * 4, flags=1, seq=5)
ASK = nlmsg(16, b"\0" * 4, flags=5, seq=5)


def done(errno: int = 0) -> bytes:
    return nlmsg(3, struct.pack("=i", -errno), flags=2, seq=5, portid=7)


def ack(errno: int = 0) -> bytes:
    return nlmsg(2, struct.pack("=i", -errno) + ASK[:16], flags=0x100, seq=5, portid=7)


@pytest.mark.parametrize(
    ("frames", "outcome", "errno"),
    [
        ([DUMP, ITEM, ITEM, done()], "ok", 0),
        ([DUMP, ITEM, done(28)], "error", 28),
        ([DUMP, TORN, done()], "interrupted", 0),
        ([DUMP, ITEM], "incomplete", 0),
        ([DUMP], "unanswered", 0),
        ([ASK], "unanswered", 0),
        ([SET], "silent", 0),
        ([ASK, ack()], "ok", 0),
        ([ASK, ack(17)], "error", 17),
        ([SET, nlmsg(16, b"", flags=0, seq=5, portid=7)], "ok", 0),
    ],
)
def test_outcomes(tmp_path: Path, frames: list[bytes], outcome: str, errno: int) -> None:
    (found,) = exchanges(tmp_path, frames)
    assert (found.outcome, found.errno) == (outcome, errno)
    assert found.failed == (1 if errno else None)


def test_times_and_sizes(tmp_path: Path) -> None:
    (found,) = exchanges(tmp_path, [DUMP, ITEM, ITEM, done()])
    assert (found.no, found.requests, found.answers) == (1, (1,), (2, 3, 4))
    assert (found.latency_ns, found.duration_ns) == (1000, 3000)
    assert found.bytes == len(DUMP) + 2 * len(ITEM) + len(done())


def test_events_are_kept_apart(tmp_path: Path) -> None:
    told = nlmsg(16, b"\0" * 4, flags=0, seq=5, portid=7)
    (found,) = exchanges(tmp_path, [ASK, told, ack()])
    assert (found.answers, found.events) == ((3,), (2,))


def test_copies_count_listeners(tmp_path: Path) -> None:
    one, other = (nlmsg(16, text, flags=0, seq=0) for text in (b"one 0001", b"one 0002"))
    longer = nlmsg(16, b"one 0001x", flags=0, seq=0)
    frames = [one, one, one, other, longer, longer]
    with opened(tmp_path / "x.pcap", frames) as store:
        columns = Columns.of(store)
        assert copies(columns, relate(columns)).tolist() == [3, 0, 0, 1, 2, 0]


def test_what_comes_later_is_no_copy(tmp_path: Path) -> None:
    one = nlmsg(16, b"one", flags=0, seq=0)
    with opened(tmp_path / "x.pcap", [one, one], step=10**8) as store:
        columns = Columns.of(store)
        assert copies(columns, relate(columns)).tolist() == [1, 1]


def test_answers_are_no_multicast(tmp_path: Path) -> None:
    with opened(tmp_path / "x.pcap", [DUMP, ITEM, ITEM, done()]) as store:
        columns = Columns.of(store)
        assert not copies(columns, relate(columns)).any()


def test_users_talking_are_no_multicast(tmp_path: Path) -> None:
    one = nlmsg(66, b"hello", flags=0, seq=0)
    with opened(tmp_path / "x.pcap", [one, one], protocol=2) as store:
        columns = Columns.of(store)
        assert not copies(columns, relate(columns)).any()


def test_nothing() -> None:
    assert not exchanges_of_none()


def exchanges_of_none() -> list[int]:
    columns = Columns.of(_Empty())  # type: ignore[arg-type]
    found = Conversations(columns, relate(columns))
    return [*found.no.tolist(), *copies(columns, relate(columns)).tolist()]


class _Empty:
    """A store without rows."""

    order, data, size = "<", b"", 0

    def __len__(self) -> int:
        return 0

    def __getattr__(self, name: str) -> object:
        import numpy as np  # noqa: PLC0415

        return np.zeros(0, np.uint32)

    def holds(self, end: int) -> bool:
        return end == 0


QUIET = nlmsg(31, b"\1\1\0\0", flags=1, seq=5)  # command 1 of family 31


@pytest.mark.parametrize(
    ("sent", "quiet", "outcome"),
    [
        (QUIET, True, "silent"),
        (QUIET, False, "unanswered"),
        (nlmsg(31, b"\1\1\0\0", flags=5, seq=5), True, "unanswered"),  # NLM_F_ACK
        (nlmsg(31, b"\1\1\0\0", flags=9, seq=5), True, "unanswered"),  # NLM_F_ECHO
    ],
)
def test_commands_that_answer_nothing(
    tmp_path: Path, sent: bytes, *, quiet: bool, outcome: str
) -> None:
    asked: list[tuple[int, int, int]] = []

    def says(number: int, command: int, no: int) -> bool:
        asked.append((number, command, no))
        return quiet

    with opened(tmp_path / "x.pcap", [sent], protocol=16) as store:
        columns = Columns.of(store, says)
        found = Conversations(columns, relate(columns))
        assert found[0].outcome == outcome
    assert asked in ([], [(31, 1, 1)])
