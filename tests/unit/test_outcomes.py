from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlscope.filter import compile_filter
from nlscope.model import Frame
from nlscope.outcomes import ended, paired
from nlscope.session import Session
from tests.pcap import write_pcap
from tests.support import SHARED, needs_shared, nlmsg, registry, session

ASK = nlmsg(16, b"\0" * 4, flags=5, seq=5)
ACK_FRAMES = [ASK, nlmsg(2, b"\0" * 4 + ASK[:16], flags=0x100, seq=5, portid=7)]
SILENT = nlmsg(16, b"\0" * 4, flags=1, seq=6)
UNHEARD = nlmsg(16, b"\0" * 4, flags=5, seq=7)


def capture(path: Path, frames: list[bytes]) -> Session:
    made = [Frame(n, n * 1000, 0, 4, data, len(data)) for n, data in enumerate(frames, 1)]
    with (path / "x.pcap").open("wb") as out:
        write_pcap(out, made)
    return session(path / "x.pcap")


def test_counts_exchanges_by_outcome(tmp_path: Path) -> None:
    found = capture(tmp_path, [*ACK_FRAMES, SILENT, UNHEARD])
    known = found.conversations
    made = ended(known, np.arange(len(known)))
    assert [(each.name, each.exchanges, each.messages) for each in made] == [
        ("all", 3, 4), ("ok", 1, 2), ("silent", 1, 1), ("unanswered", 1, 1),
    ]  # fmt: skip
    assert made[0].latency_ns == (1000, 1000, 1000, 1000)
    assert made[2].latency_ns == ()
    for each in made[1:]:
        rows = compile_filter(each.test, registry()).rows(found)
        assert rows.sum() == each.messages
        assert rows[each.first]


def test_the_exchanges_of_no_messages_are_none(tmp_path: Path) -> None:
    known = capture(tmp_path, [SILENT]).conversations
    assert ended(known, np.zeros(0, np.intp)) == []


def test_tells_what_came_of_each_request(tmp_path: Path) -> None:
    event = nlmsg(16, b"\0" * 4, flags=0, seq=8, portid=7)
    caused = nlmsg(16, b"\0" * 4, flags=1, seq=8)
    found = paired(capture(tmp_path, [*ACK_FRAMES, SILENT, UNHEARD, caused, event]))
    assert {name: rows.tolist() for name, rows in found.items() if len(rows)} == {
        "answered": [0], "not asked for an answer": [2], "unanswered": [3],
        "told of": [4],
    }  # fmt: skip


@needs_shared
@pytest.mark.parametrize(
    "path", sorted(SHARED.glob("control_exmpl_*.pcap")), ids=lambda path: path.stem
)
def test_every_request_of_control_exmpl_is_answered(path: Path) -> None:
    found = {name: len(rows) for name, rows in paired(session(path)).items()}
    assert set(found) - {name for name, count in found.items() if not count} <= {"answered"}
