"""What run and import share: the frames of a strace log as a capture, kept or shown."""

from __future__ import annotations

import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.strace import Log
from nlscope.commands.options import tell
from nlscope.commands.read import print_rows
from nlscope.model import HEADER_SIZE, Frame, Message
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.store import Store


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command -w, --tree and --json."""
    for option in (
        click.option(
            "--json", "mode", flag_value="json", help="One JSON object a message."
        ),
        click.option("--tree", "mode", flag_value="tree", help="Every field."),
        click.option("-w", "path", metavar="FILE", help="Keep the messages as a pcapng."),
    ):
        command = option(command)
    return command


@contextmanager
def capture_file(path: str | None) -> Iterator[tuple[BinaryIO, Path | None]]:
    """Open the file for a capture, a passing one for None; "-" is standard output."""
    if path == "-":
        yield sys.stdout.buffer, None
        return
    with tempfile.TemporaryDirectory(prefix="nlscope-") as folder:
        file = Path(path) if path else Path(folder, "traced.pcapng")
        try:
            out = file.open("wb")
        except OSError as error:
            message = f"cannot write {file}: {error.strerror}"
            raise click.ClickException(message) from None
        with out:
            yield out, file


def write(out: BinaryIO, frames: Iterable[Frame], source: str) -> int:
    """Write frames as a pcapng, each at once; return how many."""
    writer = PcapngWriter(out, interface="strace", comment=source)
    count = 0
    for count, frame in enumerate(frames, 1):  # noqa: B007 - counted
        writer.write(frame)
        out.flush()
    out.flush()
    return count


def show(
    file: Path,
    registry: Registry,
    mode: str | None,
    skip: int = 0,
    families: Iterable[Frame] = (),
) -> None:
    """Print a capture as nlscope read does, without its first frames.

    families are frames that tell the families it uses, where its first do not.
    """
    session = Session(Store.open(str(file)), registry)
    for frame in families:
        for start, end, kind in _messages(bytes(frame.data)):
            told = Message(0, frame, start, end, kind, 0, 0, 0)
            session.context.observe(told)
    while session.extend():
        pass
    first = int((session.store.frame < skip).sum())
    print_rows(session, range(first, len(session.store)), mode)


def _messages(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and type of the messages of a frame that the kernel made."""
    at = 0
    while at + HEADER_SIZE <= len(data):
        length, kind = struct.unpack_from("=IH", data, at)
        end = at + (max(length, HEADER_SIZE) + 3 & ~3)
        yield at, min(end, len(data)), kind
        at = end


def complain(log: Log) -> None:
    """Say what a log did not hold."""
    if log.bare:
        tell(
            f"{log.bare} calls have no bytes in the log: "
            "record it with strace -e read=all -e write=all"
        )
    if log.lost:
        tell(
            f"{log.lost} messages are left out, the log does not tell their protocol: "
            "record it with strace -yy, from the start of the program"
        )
