from __future__ import annotations

import io
import shutil
import struct
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.model import HOST_ORDER, Frame
from nlscope.store import Store
from tests.pcap import write_pcap

if TYPE_CHECKING:
    from pathlib import Path

TICKS = 1_700_000_000_123_456
COLUMNS = ("length", "protocol", "pkttype", "type", "flags", "seq")


def message(seq: int, payload: bytes = b"") -> bytes:
    head = struct.pack(HOST_ORDER + "IHHII", 16 + len(payload), 24, 2, seq, 9)
    return head + payload + bytes(-len(payload) % 4)


def load(path: Path, content: bytes) -> Store:
    path.write_bytes(content)
    return Store.load(str(path))


def frames() -> list[Frame]:
    datas = [message(1), message(2, b"abc") + message(3), b"", message(4, bytes(999))]
    comments = ["", "a note", "ein Ö", ""]
    return [
        Frame(n, TICKS * 1000 + n, n, 4 + n, data, len(data) + n * 8, comment=comment)
        for n, (data, comment) in enumerate(zip(datas, comments, strict=True))
    ]


def write(**texts: str) -> bytes:
    out = io.BytesIO()
    writer = PcapngWriter(out, **texts)
    for frame in frames():
        writer.write(frame)
    return out.getvalue()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = load(tmp_path / "a", write(comment="all of it"))
    assert store.problem is None
    assert store.comments == ["all of it"]
    assert store.frames == 4
    for ours, read in zip(frames(), map(store.frame_at, range(4)), strict=True):
        assert bytes(read.data) == ours.data
        assert (read.time_ns, read.protocol) == (ours.time_ns, ours.protocol)
        assert (read.pkttype, read.original) == (ours.pkttype, ours.original)
        assert read.comment == ours.comment


def test_a_long_comment_is_cut_at_a_character(tmp_path: Path) -> None:
    store = load(tmp_path / "a", write(comment="ö" * 40_000))
    assert store.comments == ["ö" * 32_767]


@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
def test_wireshark_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.pcapng"
    about = {"comment": "all of it", "hardware": "toaster", "system": "Linux 1.0"}
    path.write_bytes(write(**about, interface="nlmon7", application="nlscope x"))
    command = ["tshark", "-r", str(path), "-T", "fields", "-e", "frame.time_epoch"]
    command += ["-e", "frame.comment", "-e", "frame.interface_name"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[1] for line in lines] == [frame.comment for frame in frames()]
    assert lines[1][0] == "1700000000.123456001"
    assert {line[2] for line in lines} == {"nlmon7"}
    complaints = [line for line in done.stderr.splitlines() if "Running as" not in line]
    assert not complaints
    command = ["capinfos", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for text in ("toaster", "Linux 1.0", "nlscope x", "all of it", "Linux Netlink"):
        assert text in told


@pytest.mark.skipif(not shutil.which("editcap"), reason="editcap is not installed")
@pytest.mark.parametrize("precise", [[], ["-t", "0.000000001"]])
def test_what_editcap_makes_of_a_pcap(tmp_path: Path, precise: list[str]) -> None:
    source, target = tmp_path / "a.pcap", tmp_path / "a.pcapng"
    with source.open("wb") as out:
        write_pcap(out, frames() * 3)
    command = ["editcap", "-F", "pcapng", "--capture-comment", "why", *precise]
    command += ["-a", "2:a note", str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    pcap, pcapng = Store.load(str(source)), Store.load(str(target))
    assert pcapng.problem is None
    assert pcapng.comments == ["why"]
    assert pcapng.frame_at(1).comment == "a note"
    shift = len(precise) // 2
    assert np.array_equal(pcap.time_ns + shift, pcapng.time_ns)
    for name in COLUMNS:
        assert np.array_equal(getattr(pcap, name), getattr(pcapng, name)), name
    assert [m.data for m in pcap] == [m.data for m in pcapng]
