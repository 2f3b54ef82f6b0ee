from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from nlscope.capture.source import CaptureError, Source
from nlscope.model import HOST_ORDER, Frame
from nlscope.store import Store
from tests.pcap import write_pcap

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 50


def capture() -> bytes:
    out = io.BytesIO()
    for n in range(COUNT):
        data = struct.pack(HOST_ORDER + "IHHII", 40, 24, 2, n, 9) + os.urandom(24)
        frames = [Frame(1, n, 0, 4, data, 40)]
        one = io.BytesIO()
        write_pcap(one, frames)
        out.write(one.getvalue()[24 if n else 0 :])
    return out.getvalue()


CONTENT = capture()


def load(path: Path, content: bytes) -> Store:
    path.write_bytes(content)
    return Store.load(str(path))


def whole(store: Store) -> list[int]:
    return [m.seq for m in store if m.problem is None]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"cannot open .*: No such file"):
        Store.open(str(tmp_path / "missing"))
    with pytest.raises(CaptureError, match="is a directory"):
        Store.open(str(tmp_path))


@pytest.mark.parametrize("content", [b"hello", b"\xd4\xc3\xb2\xa2" + bytes(99), b"x"])
def test_what_is_no_capture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(CaptureError, match="is not a capture: neither pcap nor pcapng"):
        Store.open(str(path))
    path.write_bytes(gzip.compress(content))
    with pytest.raises(CaptureError, match="is not a capture: neither pcap nor pcapng"):
        Store.open(str(path))


@pytest.mark.parametrize("size", range(5))
def test_a_beginning_of_a_capture_is_damage(tmp_path: Path, size: int) -> None:
    store = load(tmp_path / "a", CONTENT[:size])
    expected = "cut short in the file header" if size else "the file is empty"
    assert (len(store), store.problem, store.done) == (0, expected, True)


def test_gzip(tmp_path: Path) -> None:
    half = len(CONTENT) // 2
    members = gzip.compress(CONTENT[:half]) + gzip.compress(CONTENT[half:])
    for content in (gzip.compress(CONTENT), members, members + bytes(100)):
        store = load(tmp_path / "a", content)
        assert whole(store) == list(range(COUNT))
        assert (store.problem, store.size) == (None, len(CONTENT))
        store.close()


def test_gzip_cut_anywhere(tmp_path: Path) -> None:
    content = gzip.compress(CONTENT, 0)
    before = 0
    for size in range(len(content)):
        if size == 1:
            continue  # half a magic number is no capture
        store = load(tmp_path / "a", content[:size])
        good = whole(store)
        assert good == list(range(len(good)))
        assert len(good) >= before
        before = len(good)
        expected = "the gzip data is cut short" if size else "the file is empty"
        assert store.problem == expected
        store.close()
    assert before == COUNT


def test_gzip_damaged(tmp_path: Path) -> None:
    content = gzip.compress(CONTENT)
    at = len(content) // 2
    store = load(tmp_path / "a", content[:at] + bytes(40) + content[at + 40 :])
    assert store.problem == "the gzip data is damaged"
    assert whole(store)[: COUNT // 3] == list(range(COUNT // 3))
    store.close()
    store = load(tmp_path / "a", content[:-8] + bytes(8))
    assert store.problem == "the gzip data is damaged"
    assert whole(store) == list(range(COUNT))
    store.close()


SCRIPT = """
import sys
from nlscope.store import Store
with Store.load("-") as store:
    print(len(store), store.problem)
"""


def run(**stdin: object) -> str:
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, **stdin)  # type: ignore[call-overload]
    text: bytes = done.stdout
    return text.decode().strip()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    content = pack(CONTENT)
    assert run(input=content) == f"{COUNT} None"
    path = tmp_path / "a"
    path.write_bytes(content)
    with path.open("rb") as file:
        assert run(stdin=file) == f"{COUNT} None"


def test_standard_input_that_is_cut_or_empty() -> None:
    assert run(input=CONTENT[:-1]) == f"{COUNT} cut short in record 50: 55 of 56 bytes"
    assert run(input=b"") == "0 the file is empty"


def test_standard_input_that_was_begun(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"junk" + CONTENT)
    with path.open("rb", buffering=0) as file:
        file.read(4)
        assert run(stdin=file) == f"{COUNT} None"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("follow", [False, True])
def test_a_pipe_in_pieces(tmp_path: Path, pack: object, *, follow: bool) -> None:
    assert callable(pack)
    content = pack(CONTENT)
    path = tmp_path / "fifo"
    os.mkfifo(path)

    def write() -> None:
        with path.open("wb", buffering=0) as out:
            for at in range(0, len(content), 7):
                out.write(content[at : at + 7])

    writer = threading.Thread(target=write)
    writer.start()
    with Store.open(str(path), follow=follow) as store:
        added = 0
        while not store.done:
            added += store.extend(3)
        assert added == len(store) == COUNT
        assert store.problem is None
    writer.join()


def test_a_pipe_that_nobody_writes_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    with Store.open(str(path), follow=True) as store:
        assert (store.extend(), store.done) == (0, False)
        with path.open("wb", buffering=0) as out:
            out.write(CONTENT)
            assert store.extend() == COUNT
        while not store.done:
            store.extend()
        assert store.problem is None


def test_the_file_shrinks_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "a"
    store = load(path, CONTENT)
    path.write_bytes(CONTENT[:100])
    assert store[0].seq == 0
    last = store[COUNT - 1]
    assert (last.start, last.end, last.data) == (0, 0, b"")
    assert last.problem == "0 of 40 bytes captured"
    assert store.problem == "the file became shorter while it was open"


def test_the_file_shrinks_while_it_is_indexed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    store = Store.open(str(path), follow=True)
    assert store.extend(10) == 10
    path.write_bytes(CONTENT[:100])
    assert store.extend() == 0
    assert store.done
    assert store.problem == "the file became shorter while it was open"


def test_data_outlives_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    source = Source(str(path))
    assert source.refresh()
    assert not source.refresh()
    data = memoryview(source.data)
    source.close()
    source.close()
    assert bytes(data) == CONTENT


def test_a_file_that_cannot_be_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(19, "No such device")

    monkeypatch.setattr("nlscope.capture.source.mmap.mmap", refuse)
    for follow in (False, True):
        path = tmp_path / "a"
        path.write_bytes(CONTENT)
        source = Source(str(path), follow=follow)
        assert not source.refresh()
        assert source.ended
        assert source.problem == "the file cannot be mapped: [Errno 19] No such device"
        source.close()
