from __future__ import annotations

from pathlib import Path

import pytest

from nlscope.capture.pcap import write_pcap
from nlscope.exchange import pair
from nlscope.model import Frame
from nlscope.store import Store
from tests.support import nlmsg

Row = tuple[int, int, int, int, int]  # protocol, type, flags, seq and port id


def exchanges(path: Path, rows: list[Row]) -> list[int]:
    frames = []
    for no, (protocol, kind, flags, seq, port) in enumerate(rows, 1):
        data = nlmsg(kind, b"\0" * 4, flags=flags, seq=seq, portid=port)
        frames.append(Frame(no, no, protocol, 4, data, len(data)))
    with path.open("wb") as out:
        write_pcap(out, frames)
    with Store.load(str(path)) as store:
        return [int(no) for no in pair(store)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([(0, 18, 0x301, 5, 0), (0, 16, 2, 5, 77), (0, 3, 2, 5, 77)], [1, 1, 1]),
        ([(0, 18, 1, 5, 0), (16, 16, 0, 5, 77)], [1, 0]),
        ([(0, 16, 0, 0, 0)], [0]),
        (
            [(0, 18, 1, 5, 1), (0, 18, 1, 5, 2), (0, 16, 0, 5, 1), (0, 16, 0, 5, 2)],
            [1, 2, 1, 2],
        ),
        ([(0, 18, 1, 5, 1), (0, 16, 0, 5, 9)], [1, 0]),
        ([(0, 18, 1, 5, 0), (0, 18, 1, 5, 0), (0, 2, 0, 5, 3)], [1, 2, 2]),
        ([(2, 18, 1, 5, 0), (2, 18, 1, 5, 0)], [0, 0]),
        ([(0, 2, 1, 5, 0)], [0]),
        ([(12, 16, 1, 0, 0), (12, 2048, 0, 0, 0)], [1, 0]),
    ],
)
def test_pairs(tmp_path: Path, rows: list[Row], expected: list[int]) -> None:
    assert exchanges(tmp_path / "x.pcap", rows) == expected
