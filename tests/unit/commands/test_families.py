from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from typing import Self

import pytest
from click.testing import CliRunner, Result

from nlscope import kernel
from nlscope.capture import groups
from nlscope.commands.families import families
from nlscope.model import Frame
from tests.support import CAPTURES, attr, genlmsg, nlmsg, registry

GENL_CTRL = str(CAPTURES / "genl_ctrl.pcapng")


def run(*args: str) -> Result:
    return CliRunner().invoke(families, args, obj=registry, standalone_mode=False)


def test_the_families_of_a_capture() -> None:
    lines = run("-r", GENL_CTRL).output.splitlines()
    assert lines[0].split() == [
        "id", "name", "version", "commands", "groups", "described", "by"
    ]  # fmt: skip
    assert "   16 nlctrl                   2        2      1  built-in, policy" in lines
    assert len(lines) > 40


def test_one_family_with_its_policy() -> None:
    lines = run("wireguard", "-r", GENL_CTRL).output.splitlines()
    assert lines[:3] == [
        "wireguard: id 34, version 1", "described by: built-in, policy", "commands (2):"
    ]  # fmt: skip
    assert "policy 0 (commands 0, 1):" in lines
    assert "    3 private_key                  BINARY (min bytes 32, max bytes 32)" in lines


def test_without_tables_the_policy_speaks() -> None:
    lines = run("wireguard", "-r", GENL_CTRL, "--no-builtin", "--no-specs").output
    assert "described by: policy" in lines
    assert "    2 attr_2                       NUL_STRING (max bytes 16)" in lines


def test_an_unknown_family() -> None:
    result = run("nosuch", "-r", GENL_CTRL)
    assert str(result.exception).startswith("no family 'nosuch' in ")


def announcement() -> bytes:
    ops = attr(1, attr(1, struct.pack("=I", 1)) + attr(2, struct.pack("=I", 0x0B)))
    group = attr(1, attr(1, b"e\x1b\0") + attr(2, struct.pack("=I", 9)))
    body = attr(1, struct.pack("=H", 77)) + attr(2, b"mine\0") + attr(6, ops)
    body += attr(7, group) + attr(4, struct.pack("=I", 4))
    return nlmsg(16, genlmsg(1, body), flags=2)


def test_this_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str] | None] = []

    def ask(names: list[str] | None = None) -> list[Frame]:
        asked.append(names)
        data = announcement()
        return [Frame(1, 1, 16, 6, data, len(data))]

    monkeypatch.setattr(kernel, "ask_families", ask)
    assert run("mine", "--no-builtin").output.splitlines() == [
        "mine: id 77, version 0",
        "described by: nobody",
        "fixed header: 4 bytes",
        "commands (1):",
        "    1 -                            admin-perm do policy",
        "groups (1):",
        "    9 e\\x1b",
    ]
    assert asked == [["mine"]]


def test_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(_names: list[str] | None = None) -> list[Frame]:
        raise OSError(93, "Protocol not supported")

    monkeypatch.setattr(kernel, "ask_families", ask)
    assert "does not tell its families: Protocol not supported" in str(run().exception)


class Socket:
    """A kernel that answers each request with a family and then with a done."""

    def __init__(self, *_: int) -> None:
        self.sent: list[bytes] = []
        self.answers: Iterator[bytes] = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def bind(self, _address: object) -> None: ...

    def settimeout(self, _seconds: float) -> None: ...

    def send(self, data: bytes) -> None:
        self.sent.append(data)
        seq = struct.unpack_from("=I", data, 8)[0]
        done = nlmsg(3, bytes(4), flags=2, seq=seq)
        self.answers = iter((nlmsg(3, bytes(4), seq=99), announcement(), done))

    def recv(self, _size: int) -> bytes:
        return next(self.answers)


def test_what_the_kernel_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Socket()
    monkeypatch.setattr(socket, "socket", lambda *_: made)
    frames = groups.ask_families(["mine"])
    assert [frame.no for frame in frames] == [1, 2, 3, 4, 5, 6]
    assert [data[16] for data in made.sent] == [3, 10]
    assert made.sent[1][20:] == attr(2, b"mine\0")
