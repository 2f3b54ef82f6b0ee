"""What drafts begin as: empty messages, and captured ones."""

from __future__ import annotations

import struct
from dataclasses import replace

from nlscope.context import Context
from nlscope.craft import command_number, find_family
from nlscope.draft import Draft
from nlscope.model import Message
from nlscope.registry import Registry
from nlscope.spec import GENERIC, NETFILTER, Family

_REQUEST_ACK, _REQUEST_DUMP = 0x05, 0x301
_DUMPED = {"LIST", "DUMP"}


def blank(family: Family, command: str, *, flags: int, number: int | None = None) -> Draft:
    """Return the empty message of a command; number is a generic family's id."""
    of = command_number(family, command)
    op = family.op(of, "to-kernel")
    kind = of
    body = b""
    if family.protocol == GENERIC:
        kind = number if number is not None else family.id or 0
        body = struct.pack("=BBH", of, family.version, 0)
    elif family.protocol == NETFILTER:
        kind = ((family.subsystem or 0) << 8) | of
    if op.header is not None:
        size = op.header.sizeof()
        body += bytes(size + 3 & ~3)
    head = struct.pack("=IHHII", 16 + len(body), kind, flags, 0, 0)
    name = family.name if family.protocol == GENERIC else ""
    return Draft(family.protocol, head + body, name)


def empty(registry: Registry, family: str, command: str | None = None) -> Draft:
    """Return the empty message of a command, by default the first; Misfit if none."""
    found = find_family(registry, family)
    name = command or next(iter(found.commands.numbers), "0")
    lists = not _DUMPED.isdisjoint(name.upper().split("_"))
    dump = lists or (found.protocol != GENERIC and "GET" in name.upper())
    return blank(found, name, flags=_REQUEST_DUMP if dump else _REQUEST_ACK)


def of_target(name: str) -> Draft:
    """Return an empty message of a generic netlink family that only its target knows."""
    head = struct.pack("=IHHII", 20, 0, _REQUEST_ACK, 0, 0)
    return Draft(GENERIC, head + struct.pack("=BBH", 0, 1, 0), name)


def of_message(message: Message, context: Context) -> Draft:
    """Return a captured message as a draft, its numbers to be made anew."""
    name = None
    if message.frame.protocol == GENERIC:
        name = context.family_name(message.type, message.no)
    draft = Draft(message.frame.protocol, message.data, name or "")
    return replace(draft, fixed=frozenset({"length"} if draft.message.problem else ()))
