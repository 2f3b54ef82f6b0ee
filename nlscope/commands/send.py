"""nlscope send: make a message, send it, print the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from nlscope.capture.group_names import numbers
from nlscope.commands.disclosing import secretive
from nlscope.commands.injection import (
    Shape,
    Wire,
    confirmed,
    outcome,
    printed,
    reshaped,
    target_of,
)
from nlscope.commands.limits import SECONDS
from nlscope.commands.options import layered
from nlscope.craft import Order, find_family, flags_of, from_record, order, tree_of
from nlscope.directory import Directory
from nlscope.model import NLM_F_REQUEST, PACKET_KERNEL
from nlscope.recording import Recording
from nlscope.registry import Registry
from nlscope.spec import GENERIC, Constants, Family, Genl, Misfit
from nlscope.spec.leaves import unhex
from nlscope.talk import InjectError, Talk

_ACK, _DUMP = 0x04, 0x300


@click.command()
@click.argument("words", nargs=-1, metavar="[FAMILY COMMAND [NAME=VALUE]...]")
@click.option("--flags", help="Flags by name (create,excl,ack); ack unless told.")
@click.option("--dump", is_flag=True, help="Ask for all: NLM_F_DUMP.")
@click.option("--no-request", is_flag=True, help="Leave NLM_F_REQUEST out.")
@click.option("--version", type=int, metavar="N", help="The genlmsghdr's version.")
@click.option(
    "--json",
    "objects",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="With FILE, or -: send what read --json printed. Alone: print JSON.",
)
@click.option("--hex", "dump_file", metavar="FILE", help="Send whole messages in hex.")
@click.option(
    "--raw-protocol", type=click.IntRange(0, 31), metavar="N", help="The netlink protocol."
)
@click.option("--text", help="Send this text, without attributes.")
@click.option(
    "--type", "kind", type=int, metavar="N", help="The nlmsg_type, whatever is right."
)
@click.option(
    "--len", "length", type=int, metavar="N", help="The nlmsg_len, whatever is right."
)
@click.option("--seq", type=int, metavar="N", help="The nlmsg_seq; 1, 2, ... unless told.")
@click.option(
    "--port", type=int, metavar="N", help="The nlmsg_pid; the socket's unless told."
)
@click.option("--no-pad", is_flag=True, help="Leave the padding at the end out.")
@click.option("--patch", multiple=True, metavar="OFFSET=HEX", help="Overwrite bytes.")
@click.option("--listen", multiple=True, metavar="GROUP", help="Hear a multicast group.")
@click.option(
    "--for",
    "seconds",
    type=SECONDS,
    metavar="SECONDS",
    default=3.0,
    show_default=True,
    help="How long to listen.",
)
@click.option(
    "--timeout",
    type=SECONDS,
    metavar="SECONDS",
    default=2.0,
    show_default=True,
    help="Seconds to wait for an answer.",
)
@click.option("--strict", is_flag=True, help="NETLINK_GET_STRICT_CHK.")
@click.option("--here", is_flag=True, help="Act on this machine, not on a namespace.")
@click.option("--demo", is_flag=True, help="Ask the simulated kernel.")
@click.option("--yes", is_flag=True, help="Do not ask before changing this machine.")
@click.option("--dry-run", is_flag=True, help="Print the message, send nothing.")
@click.option("--tree", "mode", flag_value="tree", help="Print every field.")
@click.option("-w", "path", metavar="FILE", help="Keep the conversation as a capture.")
@click.option("--exit-errno", is_flag=True, help="Exit with the kernel's errno.")
@layered
@secretive
def send(registry: Callable[[], Registry], words: tuple[str, ...], **told: Any) -> int:
    """Send a netlink message, made from names and values, and print what answers.

    The target is a scratch network namespace made for it, unless --here or --demo. A
    value's name is a dotted path: linkinfo.data.id=5; NAME alone sets a flag; a word "+"
    begins another message. Exit status 1 means that the kernel refused, or did not answer.
    """  # fmt: skip
    shape = Shape.of(told)
    told["mode"] = "json" if told["objects"] == "" else told["mode"]
    try:
        with target_of(told) as target, Talk(target, seconds=told["timeout"]) as talk:
            return _converse(registry(), words, told, shape, talk)
    except (InjectError, Misfit) as error:
        raise click.ClickException(str(error)) from None


def _converse(
    registry: Registry,
    words: tuple[str, ...],
    told: dict[str, Any],
    shape: Shape,
    talk: Talk,
) -> int:
    directory = Directory(talk)
    if not words and not told["objects"] and not told["dump_file"] and told["text"] is None:
        message = "nothing to send: FAMILY COMMAND, --json FILE, --hex FILE or --text"
        raise click.UsageError(message)
    listening = _groups(registry, words, told, talk, directory)
    with Recording(registry, told["path"]) as recording:
        show = printed(recording, talk, told["mode"])
        asked = [
            _say(talk, wire, seq, told, show)
            for seq, wire in enumerate(_wires(registry, words, told, shape, directory), 1)
        ]
        if told["dry_run"]:
            return 0
        if listening is not None:
            first = len(talk.frames) + 1
            for _ in talk.listen(listening, told["seconds"], strict=told["strict"]):
                show(first)
        elif not asked:
            message = f"{words[0]}: what COMMAND?"
            raise click.UsageError(message)
        return outcome(recording, asked, exit_errno=told["exit_errno"])


def _say(
    talk: Talk, wire: Wire, seq: int, told: dict[str, Any], show: Callable[[int], int]
) -> int:
    """Send a message and show what answers; return the number of its frame."""
    first = len(talk.frames) + 1
    made = wire.numbered(talk, seq, strict=told["strict"])
    if told["dry_run"]:
        talk.note(made.protocol, PACKET_KERNEL, made.data)
    else:
        if told["here"]:
            confirmed(made.changes, ask=not told["yes"])
        talk.ask(made.protocol, made.data, strict=told["strict"])
    show(first)
    return first


def _wires(
    registry: Registry,
    words: tuple[str, ...],
    told: dict[str, Any],
    shape: Shape,
    directory: Directory,
) -> Iterator[Wire]:
    if told["dump_file"]:
        yield Wire(_protocol(told), _hex(told["dump_file"]), changes=True, own=False)
        return
    if told["text"] is not None:
        flags = 0 if told["flags"] is None else flags_of(told["flags"], "")
        made = Order(
            _protocol(told), "", "", told["kind"] or 16, flags, told["text"].encode()
        )
        yield reshaped(made, shape, directory)
        return
    for made in _orders(registry, words, told, directory):
        yield reshaped(made, shape, directory)


def _orders(
    registry: Registry, words: tuple[str, ...], told: dict[str, Any], directory: Directory
) -> Iterator[Order]:
    if told["objects"]:
        lines = _lines(told["objects"])
        for line in filter(None, map(str.strip, lines)):
            try:
                yield from_record(registry, json.loads(line), directory.interface)
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                message = f"no object as read --json prints it: {error}"
                raise Misfit(message) from None
        return
    for part in _messages(words):
        try:
            yield order(
                _family(registry, part[0], directory),
                part[1],
                tree_of(_pair(word) for word in part[2:]),
                flags=_flags(told, part[1]),
                version=told["version"],
                resolve=directory.interface,
            )
        except Misfit as error:
            raise click.UsageError(str(error)) from None


def _messages(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words of each message; a word "+" stands between two."""
    if len(words) < 2:
        return
    while words:
        end = words.index("+") if "+" in words else len(words)
        if end < 2:
            message = f"{' '.join(words[:end])}: FAMILY COMMAND is needed"
            raise click.UsageError(message)
        yield words[:end]
        words = words[end + 1 :]


def _family(registry: Registry, name: str, directory: Directory) -> Family:
    """Return a family of the tables, or one that only the target knows."""
    try:
        return find_family(registry, name)
    except Misfit:
        if directory.family(name) is None:
            raise
        return Genl(name, Constants)


def _pair(word: str) -> tuple[str, Any]:
    name, equals, value = word.partition("=")
    return (name, value) if equals else (name, True)


def _flags(told: dict[str, Any], command: str) -> int:
    flags = _DUMP if told["dump"] else 0
    if told["flags"] is not None:
        flags |= flags_of(told["flags"], command)
    elif not told["dump"]:
        flags |= _ACK
    return flags if told["no_request"] else flags | NLM_F_REQUEST


def _protocol(told: dict[str, Any]) -> int:
    if told["raw_protocol"] is None:
        message = "--hex and --text need --raw-protocol N"
        raise click.UsageError(message)
    return int(told["raw_protocol"])


def _hex(path: str) -> bytes:
    """Return the bytes of a hex file, its comments and offsets aside."""
    lines = (line.partition("#")[0] for line in _lines(path))
    try:
        return unhex("".join("".join(line.split()) for line in lines))
    except Misfit:
        message = f"{path} is no hex: two digits a byte, with spaces and # comments"
        raise click.ClickException(message) from None


def _lines(path: str) -> list[str]:
    if path == "-":
        return sys.stdin.read().splitlines()
    try:
        return Path(path).read_text(errors="backslashreplace").splitlines()
    except OSError as error:
        message = f"cannot open {path}: {error.strerror}"
        raise click.ClickException(message) from None


def _groups(
    registry: Registry,
    words: tuple[str, ...],
    told: dict[str, Any],
    talk: Talk,
    directory: Directory,
) -> int | None:
    """Join the groups to listen to; return their protocol, None for no groups."""
    if not told["listen"]:
        return None
    protocol = told["raw_protocol"]
    named: dict[str, int] = {}
    if protocol is None and words:
        protocol = _family(registry, words[0], directory).protocol
        named = directory.groups(words[0]) if protocol == GENERIC else numbers(protocol)
    if protocol is None:
        message = "--listen needs a FAMILY or --raw-protocol N"
        raise click.UsageError(message)
    for group in told["listen"]:
        number = named.get(group) or named.get(group.replace("_", "-"))
        number = int(group) if number is None and group.isdecimal() else number
        if number is None:
            message = f"no group {group!r}; there are {', '.join(named) or 'numbers only'}"
            raise Misfit(message)
        talk.peer(protocol, strict=told["strict"]).join(number)
    return int(protocol)
