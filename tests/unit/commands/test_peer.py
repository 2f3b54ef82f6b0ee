"""Two peers on USERSOCK, which anybody may use."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nlscope.cli import cli
from nlscope.store import Store


def run(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["peer", *map(str, args)], input=text)


@pytest.fixture
def other() -> Iterator[socket.socket]:
    try:
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2)
    except OSError as error:
        pytest.skip(f"no netlink here: {error}")
    with sock:
        sock.bind((0, 0))
        sock.settimeout(30)
        yield sock


def port(sock: socket.socket) -> int:
    number: int = sock.getsockname()[0]
    return number


def message(seq: int, text: bytes) -> bytes:
    return struct.pack("=IHHII", 16 + len(text), 16, 0, seq, 0) + text


def test_a_text_is_sent(other: socket.socket, tmp_path: Path) -> None:
    file = tmp_path / "x.pcapng"
    result = run("--to", port(other), "--text", "hello", "--type", 21, "-w", file)
    assert result.exit_code == 0
    first, row = result.stdout.splitlines()
    ours = int(first.removeprefix("port "))
    assert ours > 0
    assert row.split()[3:6] == ["USERSOCK", "<>", "21"]
    assert row.endswith(' "hello"')
    data, sender = other.recvfrom(100)
    assert data == struct.pack("=IHHII", 22, 21, 0, 1, ours) + b"hello\0\0\0"
    assert sender == (ours, 0)
    with Store.load(str(file)) as store:
        assert [m.data for m in store] == [data]


def test_what_comes_is_printed_until_there_is_enough(other: socket.socket) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "nlscope", "peer", "-c", "2", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    theirs = int(child.stdout.readline().removeprefix("port "))
    other.sendto(message(5, b"one\0"), (theirs, 0))
    first = json.loads(child.stdout.readline())
    other.sendto(message(6, b"two\0"), (theirs, 0))
    rest = child.communicate()[0]
    assert (first["seq"], first["direction"]) == (5, "user")
    assert json.loads(rest)["info"] == '"two"'
    assert child.returncode == 0


def test_lines_of_standard_input_are_sent(other: socket.socket) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "nlscope", "peer", "--to", str(port(other))],
        input="one\ntwo, no end of line",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (child.returncode, child.stderr) == (0, "")
    assert other.recv(100)[16:] == b"one\0"
    assert other.recv(100)[16:].rstrip(b"\0") == b"two, no end of line"


def test_an_answer_is_awaited(other: socket.socket) -> None:
    pid = os.fork()
    if not pid:
        _, sender = other.recvfrom(100)
        other.sendto(message(1, b"answer\0"), sender)
        os._exit(0)
    result = run("--to", port(other), "--text", "question", "-c", 1)
    os.waitpid(pid, 0)
    assert [line.split()[-1] for line in result.stdout.splitlines()[1:]] == [
        '"question"',
        '"answer"',
    ]


def test_a_time_is_a_limit(other: socket.socket) -> None:
    del other
    result = run("--for", 0.01)
    assert (result.exit_code, result.stdout[:5]) == (0, "port ")


def test_a_port_of_its_own(other: socket.socket) -> None:
    result = run("--port", port(other))
    assert result.exit_code == 1
    assert f"port {port(other)} of USERSOCK is taken" in result.stderr


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (("--to", 4294967295, "--text", "x"), 1, "nobody has port 4294967295 of USERSOCK"),
        (("--text", "x"), 2, "--text needs --to PORT"),
        (("--protocol", "nope"), 2, "there is no netlink protocol 'nope'"),
        (("--protocol", "31"), 1, "no netlink socket of protocol 31: "),
        (("--port", -1), 2, "Invalid value for '--port'"),
        (("-w", "/nowhere/x"), 1, "cannot write /nowhere/x: No such file or directory"),
    ],
)
def test_mistakes(
    other: socket.socket, args: tuple[object, ...], status: int, sentence: str
) -> None:
    del other
    result = run(*args)
    assert result.exit_code == status
    assert sentence in result.stderr
