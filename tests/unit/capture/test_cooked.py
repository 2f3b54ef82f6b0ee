from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from nlscope.capture import cooked
from nlscope.model import HOST_ORDER
from nlscope.store import Store

if TYPE_CHECKING:
    from pathlib import Path

MESSAGE = struct.pack(HOST_ORDER + "IHHII", 16, 24, 2, 5, 9)


def sll(protocol: int, hatype: int = 824) -> bytes:
    return struct.pack(">HHH8sH", 4, hatype, 0, b"", protocol)


def sll2(protocol: int, hatype: int = 824) -> bytes:
    return struct.pack(">HHIHBB8s", protocol, 0, 3, hatype, 6, 0, b"")


def load(path: Path, linktype: int, datas: list[bytes]) -> Store:
    content = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, linktype)
    for data in datas:
        content += struct.pack("<IIII", 0, 0, len(data), len(data)) + data
    path.write_bytes(content)
    return Store.load(str(path))


@pytest.mark.parametrize("linktype", [253, 113])
def test_sll(tmp_path: Path, linktype: int) -> None:
    datas = [sll(16) + MESSAGE, sll(0x800, 1) + bytes(40), sll(12) + MESSAGE]
    store = load(tmp_path / "a", linktype, datas)
    assert store.protocol.tolist() == [16, 12]
    assert store.pkttype.tolist() == [4, 4]
    assert store.offset.tolist() == [24 + 32, 24 + 48 + 72 + 32]
    assert (store.skipped, store.frames) == (1, 2)
    assert store[1].data == MESSAGE


def test_sll2(tmp_path: Path) -> None:
    datas = [sll2(16) + MESSAGE, sll2(0x800, 1) + bytes(40), sll2(12) + MESSAGE]
    store = load(tmp_path / "a", 276, datas)
    assert store.protocol.tolist() == [16, 12]
    assert store.pkttype.tolist() == [6, 6]
    assert store.skipped == 1
    assert store[1].data == MESSAGE


def test_a_header_cut_off(tmp_path: Path) -> None:
    store = load(tmp_path / "a", 253, [b"", sll(1)[:15], sll(1)])
    assert [m.problem for m in store] == ["empty frame"] * 3
    assert [(m.start, m.end) for m in store] == [(0, 0)] * 3
    unknown = cooked.UNKNOWN_PROTOCOL
    assert store.protocol.tolist() == [unknown, unknown, 1]


@pytest.mark.parametrize("linktype", [113, 276])
def test_a_header_cut_off_is_not_known_to_be_netlink(tmp_path: Path, linktype: int) -> None:
    good = sll(1) if linktype == 113 else sll2(1)
    store = load(tmp_path / "a", linktype, [b"", good[:15], good])
    assert (len(store), store.skipped) == (1, 2)


def test_the_header_that_is_written() -> None:
    assert cooked.header(16, 4) == sll(16)
