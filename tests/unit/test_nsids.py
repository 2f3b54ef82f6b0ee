"""Names of network namespaces, from files and the kernel's answers."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any, Self

import pytest

from nlscope.nsids import NetnsNames


class Kernel:
    """Answers RTM_GETNSID with the id of the namespace whose file is asked about."""

    def __init__(self, known: dict[str, int]) -> None:
        self.known, self.asked = known, 0

    def __call__(self, *_: Any) -> Kernel:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: there is no socket."""

    def settimeout(self, _: float) -> None:
        """Do nothing, likewise."""

    connect = settimeout

    def send(self, data: bytes) -> None:
        """Take a request: its last four bytes are the descriptor."""
        self.asked += 1
        (fd,) = struct.unpack("=I", data[-4:])
        self.name = Path(f"/proc/self/fd/{fd}").readlink().name

    def recv(self, _: int) -> bytes:
        """Return RTM_NEWNSID, or an error for a file of no namespace."""
        if self.name not in self.known:
            return struct.pack("=IHHIIi", 20, 2, 0, 1, 0, -22)
        nsid = struct.pack("=HHi", 8, 1, self.known[self.name])
        return struct.pack("=IHHII4x", 28, 88, 0, 1, 0) + nsid


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    made = Kernel({"blue": 10, "red": -1})
    monkeypatch.setattr("nlscope.nsids.socket.socket", made)
    return made


def test_ids_have_the_names_of_their_files(kernel: Kernel, tmp_path: Path) -> None:
    for name in ("blue", "red", "no namespace"):
        (tmp_path / name).touch()
    names = NetnsNames(str(tmp_path))
    assert (names(10), names(11), names(-1)) == ("blue", None, None)
    assert kernel.asked == 3  # once each, not for every number


def test_a_new_file_is_seen(kernel: Kernel, tmp_path: Path) -> None:
    names = NetnsNames(str(tmp_path))
    assert names(10) is None
    (tmp_path / "blue").touch()
    os.utime(tmp_path, ns=(1, 1))
    assert names(10) == "blue"
    assert kernel.asked == 1


def test_no_folder(tmp_path: Path) -> None:
    assert NetnsNames(str(tmp_path / "none"))(10) is None
