"""Damaged capture files: never a traceback, never a hang, every byte of a frame shown.

NLSCOPE_CAPTURES says how many are tried.
"""

from __future__ import annotations

import contextlib
import os
import random
from pathlib import Path

import pytest

from nlscope.capture.source import CaptureError
from nlscope.export import json
from nlscope.session import Session
from nlscope.store import Store
from tests.support import CAPTURES, check_tiles, registry

TRIES = int(os.environ.get("NLSCOPE_CAPTURES", "150"))
SMALL = sorted(path for path in CAPTURES.glob("*.pcapng") if path.stat().st_size < 60_000)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return the file with some bytes changed, cut, repeated or inserted."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data)) if data else 0
        match chance.randrange(6):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                data[at & ~3 : (at & ~3) + 4] = chance.choice(
                    [bytes(4), b"\xff" * 4, b"\x04\0\0\0", b"\0\0\0\x80", b"\x10\0\0\0"]
                )
            case 2:
                del data[at:]
            case 3:
                del data[at : at + chance.randint(1, 40)]
            case 4:
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case _:
                data[at:at] = chance.randbytes(chance.randint(1, 40))
    return bytes(data)


def read_whole(path: Path) -> int:
    """Return how many messages a file has, after checking that they tile its frames."""
    with Store.open(str(path)) as store:
        opened = Session(store, registry())
        while not store.done:
            opened.extend()
        ends: dict[int, int] = {}
        for n, each in enumerate(store):
            assert each.start == ends.get(each.frame.no, 0)
            ends[each.frame.no] = each.end
            said = opened.describe(n)
            assert said.root.end == each.end - each.start
            check_tiles(said.root)
            assert json.line(said, opened.exchange(n + 1))
        assert all(ends[i + 1] == len(store.frame_at(i).data) for i in range(store.frames))
        return len(store)


@pytest.mark.parametrize("part", range(10))
def test_damaged_files(tmp_path: Path, part: int) -> None:
    chance = random.Random(part)
    path = tmp_path / "damaged"
    for _ in range(TRIES // 10):
        path.write_bytes(damaged(chance.choice(SMALL).read_bytes(), chance))
        with contextlib.suppress(CaptureError):
            read_whole(path)


def test_the_undamaged_files_read_whole() -> None:
    assert all(read_whole(path) for path in SMALL)
