"""What the commands that send share: the target, deliberate faults, what is printed."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import click

from nlscope.capture.demo import Demo
from nlscope.conversation import OUTCOMES
from nlscope.craft import Order
from nlscope.directory import Directory
from nlscope.exchange import Role
from nlscope.export import printer
from nlscope.inject import Here, Scratch
from nlscope.model import Frame
from nlscope.recording import Recording
from nlscope.spec import Misfit
from nlscope.spec.leaves import unhex
from nlscope.talk import Talk, Target

_FORMS = {"json": printer.as_json, "tree": printer.as_tree, None: printer.as_row}
_COLOURED = {
    "json": printer.as_json,
    "tree": printer.as_coloured_tree,
    None: printer.as_coloured_row,
}
_BAD = {OUTCOMES.index("error"), OUTCOMES.index("unanswered")}
_MOST_STATUS = 255


@contextmanager
def target_of(told: Mapping[str, Any]) -> Iterator[Target]:
    """Yield what to talk to, and say so where it is this machine."""
    target: Target
    if told["demo"]:
        target = demo = Demo()
        if told.get("listen"):
            demo.greet_often()
    elif told["here"]:
        click.echo("nlscope: acting on this machine", err=True)
        target = Here()
    else:
        target = Scratch()
    try:
        yield target
    finally:
        target.close()


def confirmed(changes: bool, *, ask: bool) -> None:  # noqa: FBT001
    """Ask, on a terminal, before this machine is changed."""
    if changes and ask and sys.stdin.isatty():
        click.confirm(
            "This may change the state of this machine. Go on?", abort=True, err=True
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """The faults wanted in a nlmsghdr, and bytes to overwrite; None is as it should be."""

    kind: int | None = None
    length: int | None = None
    seq: int | None = None
    port: int | None = None
    pad: bool = True
    patches: tuple[tuple[int, bytes], ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return what the options say."""
        patches = tuple(_patch(text) for text in told["patch"])
        return cls(
            told["kind"], told["length"], told["seq"], told["port"],
            pad=not told["no_pad"], patches=patches,
        )  # fmt: skip


def _patch(text: str) -> tuple[int, bytes]:
    offset, _, value = text.partition("=")
    try:
        return int(offset, 0), unhex(value.removeprefix("0x"))
    except ValueError:
        message = f"{text!r} is not OFFSET=HEX"
        raise click.BadParameter(message, param_hint="--patch") from None


@dataclass(frozen=True, slots=True)
class Wire:
    """A datagram ready to send, but for its sequence number and port id.

    own says that these are ours to set; shape may say otherwise of each.
    """

    protocol: int
    data: bytes
    changes: bool
    shape: Shape = Shape()
    own: bool = True

    def numbered(self, talk: Talk, seq: int, *, strict: bool) -> Self:
        """Return it with a sequence number and the port id of the peer."""
        if not self.own or len(self.data) < 16:
            return self
        port = talk.peer(self.protocol, strict=strict).port
        chosen = self.shape.seq, self.shape.port
        numbers = [
            own if told is None else told
            for told, own in zip(chosen, (seq, port), strict=True)
        ]
        data = self.data[:8] + struct.pack("=II", *numbers) + self.data[16:]
        return replace(self, data=patched(data, self.shape.patches))


def patched(data: bytes, patches: tuple[tuple[int, bytes], ...]) -> bytes:
    """Return the bytes with some overwritten; a patch may reach past the end."""
    made = bytearray(data)
    for offset, raw in patches:
        made.extend(bytes(max(0, offset + len(raw) - len(made))))
        made[offset : offset + len(raw)] = raw
    return bytes(made)


def reshaped(made: Order, shape: Shape, directory: Directory) -> Wire:
    """Return an order as bytes, its family's id looked up; Misfit if there is none."""
    kind = shape.kind if shape.kind is not None else made.type
    if kind is None:
        kind = directory.family(made.family)
    if kind is None:
        msg = f"the target has no generic netlink family {made.family}"
        raise Misfit(msg)
    data = made.encode(kind, seq=0, port=0, length=shape.length, pad=shape.pad)
    return Wire(made.protocol, data, changes=made.changes, shape=shape)


class Said(Protocol):
    """What holds the frames of a conversation."""

    @property
    def frames(self) -> list[Frame]:
        """All of them, in order."""


def printed(recording: Recording, talk: Said, mode: str | None) -> Callable[[int], int]:
    """Return what prints the new messages of a conversation from a frame number on."""
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    form = (_COLOURED if colour else _FORMS)[mode]
    done = 0

    def show(first: int) -> int:
        nonlocal done
        recording.add(talk.frames)
        session = recording.session
        for n in range(done, len(session.store)):
            if session.store[n].frame.no >= first:
                click.echo(form(session, n), nl=False)
        done = len(session.store)
        return done

    return show


def outcome(recording: Recording, frames: list[int], *, exit_errno: bool) -> int:
    """Return the exit status: 0, 1 for an error or no answer, or the kernel's errno.

    frames are the numbers of those that were sent.
    """
    session = recording.session
    conversations = session.conversations
    asked = [
        n
        for n in range(len(session.store))
        if session.relations.role[n] == Role.REQUEST and session.store[n].frame.no in frames
    ]
    places = [conversations.of(n + 1) for n in asked]
    bad = [p for p in places if p is not None and conversations.outcome[p] in _BAD]
    if not bad:
        return 0
    errno = int(conversations.errno[bad[-1]])
    if not errno:
        click.echo("nlscope: no answer", err=True)
    return min(errno, _MOST_STATUS) if exit_errno and errno else 1
