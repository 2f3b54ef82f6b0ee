"""What a guest left: its sessions' exchanges and captures."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tests.e2e import wire


class Frame(NamedTuple):
    """One record of a capture, its cooked header taken apart."""

    ns: int
    kind: int
    hardware: int
    protocol: int
    data: bytes


def header(message: wire.Message) -> tuple[int, int, int, int]:
    """Return type, flags, seq and port id."""
    return message[:4]


@dataclass(frozen=True)
class Exchange:
    """What one socket sent and received."""

    port: int
    request: bytes
    frames: list[bytes]

    @property
    def asked(self) -> wire.Message:
        """The first message sent."""
        return next(wire.messages(self.request))

    @cached_property
    def replies(self) -> list[wire.Message]:
        """Everything received."""
        return [found for frame in self.frames for found in wire.messages(frame)]

    @property
    def reply(self) -> wire.Message:
        """The only message received."""
        (found,) = self.replies
        return found

    @property
    def error(self) -> wire.Answer:
        """The only message received, which is an acknowledgement."""
        assert self.reply.type == wire.ERROR
        return wire.answer(self.reply)


@dataclass(frozen=True)
class Session:
    """One of the guest's sessions."""

    facts: dict[str, Any]
    exchanges: dict[str, Exchange]

    def __getitem__(self, name: str) -> Exchange:
        return self.exchanges[name]

    @property
    def family(self) -> int:
        """The id of the family that the session talked to."""
        (name,) = (name for name in self.exchanges if name.startswith("family "))
        ((_, value), *_) = (found for found in self[name].reply.attributes if found[0] == 1)
        return int.from_bytes(value, "little")


@dataclass(frozen=True)
class Run:
    """One boot."""

    kernel: str
    out: Path

    @property
    def version(self) -> tuple[int, int]:
        """The kernel's, to compare."""
        major, minor = self.kernel.split(".")
        return int(major), int(minor)

    @property
    def log(self) -> str:
        """The kernel's."""
        return (self.out / "dmesg").read_text()

    def session(self, name: str) -> Session:
        """Read what a session noted."""
        noted = json.loads((self.out / f"{name}.json").read_text())
        exchanges = {
            key: Exchange(
                port=value["port"],
                request=bytes.fromhex(value["request"]),
                frames=[bytes.fromhex(frame) for frame in value["frames"]],
            )
            for key, value in noted["exchanges"].items()
        }
        return Session(noted["facts"], exchanges)

    def capture(self, name: str) -> list[Frame]:
        """Read a recording."""
        data = (self.out / f"{name}.pcap").read_bytes()
        magic, *_, linktype = struct.unpack_from("=IHHiIII", data)
        assert (magic, linktype) == (0xA1B23C4D, 253)
        frames, at = [], 24
        while at < len(data):
            seconds, ns, length, original = struct.unpack_from("=IIII", data, at)
            assert length == original
            cooked = data[at + 16 : at + 16 + length]
            kind, hardware, _, protocol = struct.unpack_from(">HHH8xH", cooked)
            time = seconds * 10**9 + ns
            frames.append(Frame(time, kind, hardware, protocol, cooked[16:]))
            at += 16 + length
        return frames
