from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nlscope.capture.strace import Log
from nlscope.capture.strace_line import Clock, arguments, dumped
from nlscope.model import Frame
from nlscope.process import Process, process_of

DATA = Path(__file__).parent / "data"
DAY = datetime(2026, 11, 21, tzinfo=UTC)
HELLO = b"\x1e\0\0\0\0\0\0\0\0\0\0\0\x64\0\0\0hello users!!!"


def dump(data: bytes) -> str:
    lines = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        shown = row[:8].hex(" ").ljust(24) + " " + row[8:].hex(" ")
        lines.append(f" | {at:05x}  {shown.ljust(48)}  {'.' * len(row):16} |\n")
    return "".join(lines)


def read(text: str) -> tuple[Log, list[Frame]]:
    log = Log(DAY)
    return log, list(log.read(text.splitlines(keepends=True)))


def recorded(name: str) -> list[Frame]:
    return read((DATA / f"{name}.strace").read_text())[1]


def test_ip_with_names_and_times() -> None:
    frames = recorded("ip")
    assert [(f.protocol, f.pkttype, len(f.data)) for f in frames] == [
        (0, 7, 32),
        (0, 6, 52),
        (0, 7, 52),
        (0, 6, 72),
    ]
    assert {f.comment for f in frames} == {"process: ip (pid 20411)"}
    assert [f.time_ns for f in frames] == sorted(f.time_ns for f in frames)
    assert all(int.from_bytes(f.data[:4], "little") == len(f.data) for f in frames)


@pytest.mark.parametrize("name", ["genl", "raw"])
def test_a_peek_is_no_message_and_vectors_are_joined(name: str) -> None:
    frames = recorded(name)
    shape = [(f.protocol, f.pkttype, len(f.data), f.original) for f in frames]
    whole = [(16, 7, 32, 32), (16, 6, 136, 136)]
    assert shape == [*whole, whole[0], (16, 6, 64, 136)]


def test_a_thread_is_of_its_process() -> None:
    told = [process_of(f.comment) for f in recorded("genl")]
    assert told[0] == Process(20416, "unknown")
    assert told[1] == Process(20416, "unknown", 20457)


@pytest.mark.parametrize("unit", [17, 30])
def test_private_units(unit: int) -> None:
    call = f"socket(AF_NETLINK, SOCK_RAW, {unit:#x} /* NETLINK_??? */) = 3<NETLINK:[77]>\n"
    text = "9 1000000000.5 " + call
    text += '9 1000000001.5 sendto(3<NETLINK:[77]>, ") = 1", 30, 0, NULL, 0) = 30\n'
    text += dump(HELLO)
    text += f"9 1000000002.5 recvfrom(3<NETLINK:[{unit}:100]>, ..., 99, 0, 0, 0) = 30\n"
    text += dump(HELLO)
    frames = read(text)[1]
    assert [(f.protocol, f.pkttype, bytes(f.data)) for f in frames] == [
        (unit, 7, HELLO),
        (unit, 6, HELLO),
    ]
    assert frames[0].time_ns == 1_000_000_001_500_000_000


def test_many_messages_a_call() -> None:
    text = "sendmmsg(3<NETLINK:[ROUTE:9]>, [...], 2, 0) = 2\n"
    for number in range(2):
        text += f" = 2 buffers in vector {number}\n * 9 bytes in buffer 0\n"
        text += dump(HELLO[:9]) + " * 21 bytes in buffer 1\n" + dump(HELLO[9:])
    assert [bytes(f.data) for f in read(text)[1]] == [HELLO, HELLO]


def test_what_is_received_during_a_send_comes_after_it() -> None:
    text = "[pid 7] 1000000001.1 sendto(3<NETLINK:[ROUTE:7]>, ..., 30 <unfinished ...>\n"
    text += "[pid 8] 1000000001.2 recvfrom(3<NETLINK:[ROUTE:8]>, ..., 99, 0, 0, 0) = 30\n"
    text += dump(HELLO)
    text += "[pid 7] 1000000001.3 <... sendto resumed>, 0, NULL, 0) = 30\n"
    text += dump(HELLO)
    assert [f.comment[-3:] for f in read(text)[1]] == [" 7)", " 8)"]


def test_users_have_no_direction() -> None:
    text = "send(3<NETLINK:[USERSOCK:9]>, ..., 30, 0) = 30\n" + dump(HELLO)
    assert [f.pkttype for f in read(text)[1]] == [4]


def test_other_calls_are_left_out() -> None:
    text = "read(3</etc/passwd>, ..., 30) = 30\n" + dump(HELLO)
    text += "recvfrom(3<NETLINK:[ROUTE:1]>, ..., 9, 0, 0, 0) = -1 EAGAIN (again)\n"
    text += "recvfrom(3<NETLINK:[ROUTE:1]>, ..., 9, 0, 0, 0) = ?\n+++ exited with 0 +++\n"
    text += "sendto(4<TCP:[1.2.3.4:5]>, ..., 30, 0, NULL, 0) = 30\n" + dump(HELLO)
    assert read(text)[1] == []


def test_what_a_log_lacks_is_counted() -> None:
    log, frames = read("sendto(3<NETLINK:[ROUTE:1]>, ..., 9, 0, NULL, 0) = 9\n")
    assert (log.bare, log.lost, frames) == (1, 0, [])
    log, frames = read("sendto(3<NETLINK:[12345]>, ..., 9, 0, NULL, 0) = 9\n")
    assert (log.bare, log.lost, frames) == (0, 1, [])


def test_midnight() -> None:
    clock = Clock(DAY)
    evening = clock.of_day("23:59:59.999999")
    assert clock.of_day("00:00:01") - evening == 1_000_001_000


@pytest.mark.parametrize("line", [" | 0", " | 00000  zz", " | ", "= 3", "<... x resumed>"])
def test_damage_is_harmless(line: str) -> None:
    assert dumped(line) == b"" or not line.startswith(" ")
    head = "sendto(3<NETLINK:[ROUTE:1]>, ..., 9, 0, NULL, 0) = 9\n"
    assert read(f"{head}{line}\n{head}")[1] == []


def test_arguments_at_the_top_only() -> None:
    assert arguments('3, [{a, b}], "x, \\"y", 0') == ["3", "[{a, b}]", '"x, \\"y"', "0"]


@pytest.mark.parametrize("detail", ["NETLINK:[30]", "NETLINK:[423707]"])
def test_a_protocol_without_a_name(detail: str) -> None:
    log, frames = read(
        "7 1.0 socket(AF_NETLINK, SOCK_RAW, 0x1e /* NETLINK_??? */) = 3<NETLINK:[423707]>\n"
        f"7 1.1 sendto(3<{detail}>, 0x7f, 30, 0, 0x7f, 12) = 30\n"
        " * 30 bytes in buffer 0\n" + dump(HELLO)
    )
    assert [(f.protocol, bytes(f.data)) for f in frames] == [(30, HELLO)]
    assert not log.lost
