"""Families: which messages a protocol has, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from construct import Construct, Struct

from nlscope.spec.constants import Constants
from nlscope.spec.info import Info
from nlscope.spec.netfilter import NFGENMSG
from nlscope.spec.tables import BARE

ROUTE, USERSOCK, SOCK_DIAG, NETFILTER, GENERIC = 0, 2, 4, 12, 16
REQUEST, REPLY, EVENT = "to-kernel", "from-kernel", "event"


@dataclass(frozen=True)
class Op:
    """What one message type or command is made of, where its family's default differs.

    None means as the family says. short is a smaller header that old programs send
    instead (struct rtgenmsg in dump requests). dump is what a dump request is made of,
    where that is something else; old what it may be instead, see dissect/old.py. told says
    that messages before it tell what types its values have, see Context.told.
    """

    attrs: Construct | None = None
    header: Struct | None = None
    info: Info | None = None
    short: Struct | None = None
    dump: Op | None = None
    told: bool = False
    old: Op | None = None


@dataclass(frozen=True, eq=False)
class Family:
    """Messages that share a short name, a header and an attribute set.

    commands names message types (or generic netlink commands), replies those from the
    kernel where their numbers differ, events those that answer nobody. ops overrides by
    command or by (command, REQUEST | REPLY | EVENT). info holds templates of the row's
    text, see dissect/summary.py. variants are other families under the same types, by the
    first byte of the body (AF_CAN routes). errnos gives name and words to error numbers of
    its own, by number or by (what the type of the object begins with, number); exclusive
    says that its DEL commands take the flags of ADD; unnumbered is the name of answers
    whose number is no command's.
    """

    name: str
    protocol: int
    commands: type[Constants]
    attrs: Construct = BARE
    header: Struct | None = None
    info: Info | Mapping[int, Info] = ()
    ops: Mapping[Any, Op] = field(default_factory=dict)
    replies: type[Constants] | None = None
    events: type[Constants] | None = None
    short: Struct | None = None
    old: Op | None = None
    version: int = 1
    id: int | None = None
    groups: tuple[str, ...] = ()
    body: Construct | None = None
    errors: bool = True
    subsystem: int | None = None
    variants: Mapping[int, Family] = field(default_factory=dict)
    doc: str = ""
    errnos: Mapping[Any, tuple[str, str]] = field(default_factory=dict)
    exclusive: bool = False
    unnumbered: str | None = None

    def op(self, command: int, direction: str) -> Op:
        """Return all there is to know of a command in one direction, defaults filled."""
        own = self.ops.get((command, direction))
        if own is None and direction == EVENT:
            own = self.ops.get((command, REPLY))
        own = own or self.ops.get(command) or Op()
        info = self.info
        if not isinstance(info, tuple):
            info = info.get(command, info.get(0, ()))
        return Op(
            attrs=self.attrs if own.attrs is None else own.attrs,
            header=self.header if own.header is None else own.header,
            info=info if own.info is None else own.info,
            short=self.short if own.short is None else own.short,
            dump=own.dump,
            told=own.told,
            old=self.old if own.old is None else own.old,
        )

    def command_name(self, command: int, direction: str) -> str | None:
        """Return the short name of a command, None if it has none."""
        names = self.commands
        if self.events is not None and direction == EVENT:
            known = self.events.names.get(command)
            if known is not None:
                return known
        if self.replies is not None and direction in (REPLY, EVENT):
            names = self.replies
        stray = self.unnumbered if direction == REPLY else None
        return names.names.get(command, stray)


def Genl(name: str, commands: type[Constants], **more: Any) -> Family:  # noqa: N802
    """Return a generic netlink family."""
    return Family(name=name, protocol=GENERIC, commands=commands, **more)


def Route(name: str, commands: type[Constants], **more: Any) -> Family:  # noqa: N802
    """Return an rtnetlink object, its commands being RTM_* message types."""
    return Family(name=name, protocol=ROUTE, commands=commands, **more)


def Netfilter(  # noqa: N802
    name: str, subsystem: int, commands: type[Constants], **more: Any
) -> Family:
    """Return a netfilter subsystem, its commands being the low bytes of its types."""
    more.setdefault("header", NFGENMSG)
    return Family(
        name=name,
        protocol=NETFILTER,
        commands=commands,
        subsystem=subsystem,
        **more,
    )


def Raw(name: str, protocol: int, body: Construct, **more: Any) -> Family:  # noqa: N802
    """Return a protocol without attributes: every payload is of one type."""
    more.setdefault("commands", Constants)
    more.setdefault("info", (f"{{{body.name or 'payload'}!q}}",))
    return Family(name=name, protocol=protocol, body=body, **more)
