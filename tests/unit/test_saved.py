"""Saved captures on one timeline."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.source import CaptureError
from nlscope.cli import built_in
from nlscope.commands.read import read
from nlscope.export.save import save
from nlscope.filter import compile_filter
from nlscope.model import HOST_ORDER, PACKET_KERNEL, PACKET_USER, Frame
from nlscope.saved import Saved
from nlscope.session import Session
from nlscope.view import View
from tests.pcap import write_pcap
from tests.support import attr, genlmsg, nlmsg, registry

SECOND = 1_000_000_000
GENERIC, CTRL = 16, 16
NEWFAMILY = 1


def frame(
    second: float,
    data: bytes,
    *,
    protocol: int = 0,
    kind: int = PACKET_USER,
    source: str = "",
) -> Frame:
    when = int(second * SECOND)
    return Frame(1, when, protocol, kind, data, len(data), comment="kept", source=source)


def announced(name: str, number: int) -> bytes:
    body = attr(2, name.encode() + b"\0") + attr(1, struct.pack("=H", number))
    return nlmsg(CTRL, genlmsg(NEWFAMILY, body), flags=0)


def capture(path: Path, *frames: Frame) -> str:
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for each in frames:
            writer.write(each)
    return str(path)


def merged(path: Path, *files: str) -> Session:
    with path.open("wb") as out:
        Saved(files).write(out)
    return Session.load(str(path), registry())


def test_all_formats_by_time_each_with_its_file(tmp_path: Path) -> None:
    one = tmp_path / "one.pcap"
    with one.open("wb") as out:
        write_pcap(out, [frame(n, nlmsg(99, b"", seq=n)) for n in (1, 4)])
    two = capture(
        tmp_path / "two.pcapng",
        frame(2, nlmsg(99, b"abc", seq=2) + nlmsg(99, b"", seq=20), source="netns a"),
        frame(3, nlmsg(99, b"", seq=3), source="netns b"),
    )
    store = merged(tmp_path / "x.pcapng", str(one), two).store
    assert store.problem is None
    assert store.seq.tolist() == [1, 2, 20, 3, 4]
    a, b = "two.pcapng netns a", "two.pcapng netns b"
    assert [each.frame.source for each in store] == ["one.pcap", a, a, b, "one.pcap"]
    assert store.time_ns.tolist() == [n * SECOND for n in (1, 2, 2, 3, 4)]
    assert [each.frame.comment for each in store] == ["", "kept", "kept", "kept", ""]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files.append(capture(tmp_path / name / "x.pcapng", frame(1, nlmsg(99, b""))))
    assert sorted(merged(tmp_path / "m", *files).store.sources) == files


def test_a_family_id_is_of_its_file(tmp_path: Path) -> None:
    """Two kernels gave the same id to different families."""
    asked = nlmsg(30, genlmsg(1, b""))
    files = [
        capture(
            tmp_path / name,
            frame(1 + at / 10, announced(name, 30), protocol=GENERIC),
            frame(2 + at / 10, asked, protocol=GENERIC),
            frame(3 + at / 10, asked, protocol=GENERIC),
        )
        for at, name in enumerate(("CONTROL_EXMPL", "genl_test"))
    ]
    session = merged(tmp_path / "m", *files)
    names = [each.identity.type_name for each in session if each.message.type == 30]
    assert names == ["CONTROL_EXMPL", "genl_test"] * 2
    view = View(session)
    view.set_filter(compile_filter("type == genl_test", registry()))
    while not view.progress.finished:
        view.extend(seconds=1)
    assert view.rows.tolist() == [3, 5]


def test_an_answer_is_to_a_request_of_its_file(tmp_path: Path) -> None:
    """The same port and number in both; each has one question and one answer."""
    ask = nlmsg(18, bytes(16), seq=7)
    error = nlmsg(2, struct.pack("=i", -19) + ask[:16], flags=0x100, seq=7, portid=9)
    files = [
        capture(
            tmp_path / f"f{at}",
            frame(1 + at / 10, ask, kind=PACKET_KERNEL),
            frame(2 + at / 10, error),
        )
        for at in (0, 1)
    ]
    session = merged(tmp_path / "m", *files)
    assert session.exchanges.tolist() == [1, 2, 1, 2]


def test_the_filter_chooses_a_file_and_a_saved_one_keeps_it(tmp_path: Path) -> None:
    files = [
        capture(tmp_path / name, frame(at, nlmsg(99, b"", seq=at)))
        for at, name in enumerate(("a", "b", "c"), 1)
    ]
    session = merged(tmp_path / "m", *files)
    view = View(session)
    view.set_filter(compile_filter('source != "b"', registry()))
    while not view.progress.finished:
        view.extend(seconds=1)
    assert view.rows.tolist() == [0, 2]
    save(session, view.rows, tmp_path / "again.pcapng", "pcapng", {})
    kept = Session.load(str(tmp_path / "again.pcapng"), registry())
    assert [each.message.frame.source for each in kept] == ["a", "c"]


def test_byte_orders_do_not_mix(tmp_path: Path) -> None:
    other = ">" if HOST_ORDER == "<" else "<"
    data = struct.pack(other + "IHHII", 16, 99, 0, 1, 0)
    foreign = capture(tmp_path / "big", frame(1, data))
    ours = capture(tmp_path / "ours", frame(1, nlmsg(99, b"")))
    with pytest.raises(CaptureError, match="big is of the other byte order"):
        Saved([ours, foreign])
    Saved([foreign]).close()


def test_read_merges_when_it_is_told_to(tmp_path: Path) -> None:
    files = [
        capture(tmp_path / name, frame(3 - at, nlmsg(99, b"", seq=at)))
        for at, name in enumerate(("a", "b"), 1)
    ]
    found = CliRunner().invoke(read, ["--merge", *files], obj=built_in)
    assert found.exit_code == 0, found.output
    rows = found.output.splitlines()
    assert [row.split()[0] for row in rows] == ["1", "2"]
    assert ["b" in row.split() for row in rows] == [True, False]
    (tmp_path / "bad").write_bytes(b"nothing at all")
    worse = CliRunner().invoke(
        read, ["--merge", *files, str(tmp_path / "bad")], obj=built_in
    )
    assert "neither pcap nor pcapng" in worse.output
