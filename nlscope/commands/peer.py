"""nlscope peer: netlink from process to process, which is what USERSOCK is for."""

from __future__ import annotations

import os
import select
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any, Self

import click

from nlscope.capture.prefilter import PrefilterError, parse
from nlscope.commands.injection import printed
from nlscope.commands.limits import SECONDS
from nlscope.commands.options import layered
from nlscope.inject import Mailbox
from nlscope.model import PACKET_KERNEL, PACKET_USER, USERSOCK, Frame
from nlscope.recording import Recording
from nlscope.registry import Registry
from nlscope.talk import InjectError

_PORT = click.IntRange(0, 0xFFFFFFFF)
_UNICAST = 4  # what nlmon says of a frame between processes
_CHUNK = 1 << 16
_FOREVER = 1e9


class _Protocol(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # click >= 8.4
    """A netlink protocol by name or number."""

    name = "protocol"

    def convert(
        self,
        value: str | int,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Return the number."""
        if isinstance(value, int):
            return value
        try:
            (term,) = parse(value, lambda *_: None).terms
        except (PrefilterError, ValueError):
            self.fail(f"there is no netlink protocol {value!r}", param, ctx)
        return term.protocol


@click.command()
@click.option(
    "--port", type=_PORT, metavar="N", default=0, help="Have this port; any unless told."
)
@click.option("--to", type=_PORT, metavar="N", help="Send to this port; 0 is the kernel's.")
@click.option("--text", help="Send this text; without it the lines of standard input.")
@click.option(
    "--type",
    "kind",
    type=click.IntRange(0, 0xFFFF),
    metavar="N",
    default=16,
    help="The nlmsg_type.",
)
@click.option(
    "--protocol",
    type=_Protocol(),
    default=USERSOCK,
    metavar="NAME|N",
    help="Another protocol than USERSOCK.",
)
@click.option(
    "-c", "count", type=click.IntRange(1), metavar="N", help="Stop after N messages came."
)
@click.option(
    "--for", "seconds", type=SECONDS, metavar="SECONDS", help="Stop after so many seconds."
)
@click.option("--tree", "mode", flag_value="tree", help="Print every field.")
@click.option("--json", "mode", flag_value="json", help="One JSON object a message.")
@click.option("-w", "path", metavar="FILE", help="Keep the conversation as a capture.")
@layered
def peer(
    registry: Callable[[], Registry],
    port: int,
    to: int | None,
    text: str | None,
    path: str | None,
    mode: str | None,
    **told: Any,
) -> None:
    """Talk netlink with another process, or hear what it says.

    Prints its port, and the messages that come. With --to and --text it sends that text
    and ends, unless -c or --for say that answers are awaited; with --to alone it sends
    lines of standard input until they end. Everybody may use USERSOCK.
    """
    if text is not None and to is None:
        message = "--text needs --to PORT"
        raise click.UsageError(message)
    try:
        with Recording(registry(), path) as recording, _Talk(port, to, told) as talk:
            show = printed(recording, talk, mode)
            click.echo(f"port {talk.mailbox.port}")
            for _ in talk.run(text):
                show(1)
    except InjectError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise click.ClickException(message) from None
    except KeyboardInterrupt:
        return


class _Talk:
    """What was said and heard on one port, as frames."""

    def __init__(self, port: int, to: int | None, told: dict[str, Any]) -> None:
        self._protocol, self._kind = told["protocol"], told["kind"]
        self.mailbox = Mailbox(self._protocol, port)
        self.frames: list[Frame] = []
        self._to, self._left = to, told["count"]
        self._waits = told["count"] is not None or told["seconds"] is not None
        seconds = told["seconds"]
        self._end = time.monotonic() + (_FOREVER if seconds is None else seconds)
        self._seq = 0

    def run(self, text: str | None) -> Iterator[None]:
        """Send and receive to the end; yield whenever there is a new frame."""
        if text is not None:
            self._say(text)
            yield
        poll = select.poll()
        poll.register(self.mailbox, select.POLLIN)
        if talks := self._to is not None and text is None:
            poll.register(0, select.POLLIN)
        lines = b""
        while (talks or self._to is None or self._waits) and self._open():
            left = max(0.0, self._end - time.monotonic())
            events = dict(poll.poll(min(left, 3600.0) * 1000))
            if self.mailbox.fileno() in events:
                self._hear()
                yield
            if 0 in events and talks:
                came = os.read(0, _CHUNK)
                *whole, lines = (lines + came).split(b"\n")
                for line in [*whole, *([lines] if lines and not came else [])]:
                    self._say(line.decode(errors="surrogateescape"))
                    yield
                if not came:
                    talks = False
                    poll.unregister(0)

    def _open(self) -> bool:
        return self._left != 0 and time.monotonic() < self._end

    def _say(self, text: str) -> None:
        self._seq += 1
        raw = text.encode(errors="surrogateescape") + b"\0"
        head = (16 + len(raw), self._kind, 0, self._seq, self.mailbox.port)
        data = struct.pack("=IHHII", *head) + raw + bytes(-len(raw) % 4)
        self.mailbox.send_to(data, self._to or 0)
        self._note(data, PACKET_KERNEL if not self._to else _UNICAST)

    def _hear(self) -> None:
        data, sender = self.mailbox.receive_from()
        self._note(data, _UNICAST if sender else PACKET_USER)
        if self._left is not None:
            self._left -= 1

    def _note(self, data: bytes, kind: int) -> None:
        no, now = len(self.frames) + 1, time.time_ns()
        self.frames.append(Frame(no, now, self._protocol, kind, data, len(data)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.mailbox.close()
