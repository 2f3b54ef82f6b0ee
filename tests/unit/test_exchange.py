from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nlscope.exchange import Relations, Role, relate
from nlscope.filter import compile_filter
from nlscope.headers import Columns
from nlscope.model import Frame
from nlscope.store import Store
from tests.pcap import write_pcap
from tests.support import genlmsg, nlmsg, registry, session

Row = tuple[int, int, int, int, int]  # protocol, type, flags, seq and port id
SECOND = 10**9


def related(path: Path, frames: list[tuple[int, bytes]], step: int = 1000) -> Relations:
    made = [
        Frame(no, no * step, protocol, 4, data, len(data))
        for no, (protocol, data) in enumerate(frames, 1)
    ]
    with path.open("wb") as out:
        write_pcap(out, made)
    with Store.load(str(path)) as store:
        return relate(Columns.of(store))


def of_rows(path: Path, rows: list[Row], step: int = 1000) -> Relations:
    frames = [
        (protocol, nlmsg(kind, b"\0" * 4, flags=flags, seq=seq, portid=port))
        for protocol, kind, flags, seq, port in rows
    ]
    return related(path / "x.pcap", frames, step)


def error(request: bytes, errno: int, *, seq: int, port: int, capped: bool = True) -> bytes:
    echo = request[:16] if capped else request
    payload = struct.pack("=i", -errno) + echo
    return nlmsg(2, payload, flags=0x100 if capped else 0, seq=seq, portid=port)


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
        ([(0, 18, 1, 5, 1), (0, 16, 0, 5, 9)], [1, 1]),  # what iotop does
        ([(0, 18, 1, 5, 0), (0, 18, 1, 5, 0), (0, 2, 0, 5, 3)], [1, 2, 2]),
        ([(2, 18, 1, 5, 0), (2, 18, 1, 5, 0)], [0, 0]),
        ([(2, 66, 1, 5, 0), (2, 66, 0, 5, 9)], [1, 1]),
        ([(2, 66, 1, 5, 0), (2, 67, 0, 5, 9)], [0, 0]),
        ([(0, 2, 1, 5, 0)], [0]),
        ([(12, 16, 1, 0, 0), (12, 2048, 0, 0, 0)], [1, 0]),
        ([(16, 32, 1, 60, 0), (16, 32, 0, 61, 0)], [1, 1]),  # CONTROL_EXMPL, classic
        ([(16, 32, 1, 60, 0), (16, 33, 0, 61, 0)], [1, 0]),
        ([(10, 0, 5, 7, 9), (10, 0, 5, 7, 9), (10, 0, 5, 7, 9)], [1, 1, 3]),
        ([(0, 46, 9, 5, 0), (0, 44, 9, 5, 77)], [1, 1]),  # a filter that tc gets
    ],
)
def test_exchanges(tmp_path: Path, rows: list[Row], expected: list[int]) -> None:
    assert of_rows(tmp_path, rows).exchange.tolist() == expected


def test_the_wrong_port_is_only_good_for_a_while(tmp_path: Path) -> None:
    rows = [(0, 18, 1, 5, 1), (0, 16, 0, 5, 9)]
    assert of_rows(tmp_path, rows, 6 * SECOND).exchange.tolist() == [1, 0]


def test_a_port_that_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    own = [(16, 32, 1, 0, 1600), (16, 32, 0, 0, 1600)]
    others = [row for pid in (7, 8) for row in ((16, 32, 1, 0, pid), (16, 32, 0, 0, 1600))]
    assert of_rows(tmp_path, own + others).exchange.tolist() == [1, 1, 3, 3, 5, 5]


def test_two_programs_that_dump_at_once_with_one_number(tmp_path: Path) -> None:
    rows = [
        (0, 18, 0x301, 5, 0),
        (0, 16, 2, 5, 70),
        (0, 18, 0x301, 5, 0),
        (0, 16, 2, 5, 80),
        (0, 16, 2, 5, 70),
        (0, 3, 2, 5, 70),
        (0, 3, 2, 5, 80),
    ]
    assert of_rows(tmp_path, rows).exchange.tolist() == [1, 1, 3, 3, 1, 1, 3]


def test_a_dump_ends_after_another_request_with_its_number(tmp_path: Path) -> None:
    rows = [
        (0, 26, 0x301, 5, 0),
        (0, 24, 2, 5, 70),
        (0, 18, 1, 5, 0),
        (0, 16, 0, 5, 80),
        (0, 24, 2, 5, 70),
        (0, 3, 2, 5, 70),
    ]
    assert of_rows(tmp_path, rows).exchange.tolist() == [1, 1, 3, 3, 1, 1]


def test_requests_of_a_frame_are_answered_in_order(tmp_path: Path) -> None:
    one, two = (nlmsg(32, genlmsg(1, bytes(size)), flags=5, seq=5) for size in (4, 8))
    acks = [(16, error(each, 0, seq=5, port=9)) for each in (one, two)]
    found = related(tmp_path / "x.pcap", [(16, one + two), *acks])
    assert found.request.tolist() == [1, 2, 1, 2]


def test_an_error_belongs_to_what_it_echoes(tmp_path: Path) -> None:
    first = nlmsg(24, b"\0" * 12, flags=5, seq=5)
    second = nlmsg(25, b"\0" * 12, flags=5, seq=5)
    late = error(first, 22, seq=5, port=9)
    found = related(tmp_path / "x.pcap", [(0, first), (0, second), (0, late)])
    assert found.exchange.tolist() == [1, 2, 1]


def test_notifications_are_no_answers(tmp_path: Path) -> None:
    rows = [(0, 20, 5, 5, 0), (0, 20, 0, 5, 77), (0, 2, 0, 5, 77), (0, 20, 0, 0, 0)]
    found = of_rows(tmp_path, rows)
    assert found.exchange.tolist() == [1, 0, 1, 0]
    assert found.request.tolist() == [1, 1, 1, 0]
    roles = [Role.REQUEST, Role.EVENT, Role.END, Role.NONE]
    assert found.role.tolist() == roles


def test_a_wanted_echo_is_an_answer(tmp_path: Path) -> None:
    found = of_rows(tmp_path, [(0, 24, 0xD, 5, 0), (0, 24, 0, 5, 77)])
    assert found.exchange.tolist() == [1, 1]


def test_an_event_of_another_command_precedes_the_answer(tmp_path: Path) -> None:
    asked = nlmsg(32, genlmsg(1, b""), seq=5)
    event, reply = (
        nlmsg(32, genlmsg(cmd, b""), flags=0, seq=5, portid=9) for cmd in (2, 1)
    )
    found = related(tmp_path / "x.pcap", [(16, asked), (16, event), (16, reply)])
    assert found.role.tolist() == [Role.REQUEST, Role.EVENT, Role.ANSWER]


def test_a_batch_is_one_exchange(tmp_path: Path) -> None:
    kinds = (16, 0xA00, 0xA03, 17)
    members = [nlmsg(k, b"\0\0\0\x0a", flags=1, seq=n) for n, k in enumerate(kinds)]
    failed = error(members[2], 2, seq=2, port=9, capped=False)
    told = nlmsg(0xA0F, b"\0\0\0\0", flags=0, seq=1, portid=9)
    found = related(
        tmp_path / "x.pcap", [(12, b"".join(members)), (12, failed), (12, told)]
    )
    assert found.exchange.tolist() == [1, 1, 1, 1, 1, 0]
    assert found.request.tolist() == [1, 2, 3, 4, 3, 2]
    assert found.role[-1] == Role.EVENT


def test_taps_that_know_the_direction_are_believed(tmp_path: Path) -> None:
    data = nlmsg(5, b"hello", flags=0, seq=3)
    frames = [Frame(no, no, 30, kind, data, len(data)) for no, kind in enumerate((7, 6), 1)]
    path = tmp_path / "x.pcap"
    with path.open("wb") as out:
        write_pcap(out, frames)
    with Store.load(str(path)) as store:
        assert relate(Columns.of(store)).exchange.tolist() == [1, 1]


def test_answers_that_mirror_their_request_come_from_the_kernel(tmp_path: Path) -> None:
    asked = nlmsg(0, b"\0" * 40, flags=5, seq=5, portid=9)
    path = tmp_path / "x.pcap"
    with path.open("wb") as out:
        write_pcap(out, [Frame(n, n, 10, 4, asked, len(asked)) for n in (1, 2, 3)])
    found = session(path)
    assert [each.message.direction for each in found] == [
        "to-kernel", "from-kernel", "to-kernel",
    ]  # fmt: skip
    test = compile_filter("direction == from-kernel", registry())
    assert test.rows(found).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("port", "role"), [(7, Role.EVENT), (0, Role.REQUEST)], ids=["told", "asked again"]
)
def test_what_tells_of_a_filter_carries_the_flags_of_its_request(
    tmp_path: Path, port: int, role: Role
) -> None:
    new = nlmsg(44, b"\0" * 20, flags=0x605, seq=5)
    told = nlmsg(44, b"\0" * 20, flags=0x605, seq=5, portid=port)
    path = tmp_path / "x.pcap"
    with path.open("wb") as out:
        frames = (new, told)
        write_pcap(
            out, [Frame(n, n, 0, 4, data, len(data)) for n, data in enumerate(frames, 1)]
        )
    found = session(path)
    assert found.relations.role.tolist() == [Role.REQUEST, role]
    assert (found.describe(1).message.direction == "to-kernel") == (role is Role.REQUEST)
