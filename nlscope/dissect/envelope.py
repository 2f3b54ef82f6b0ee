"""A message to its tree of fields: headers, errors, and the body by its family.

Sources: include/uapi/linux/netlink.h; netlink_ack(), netlink_dump_done() in
net/netlink/af_netlink.c.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlscope.context import Context
from nlscope.dissect.bare import header_size
from nlscope.dissect.identity import Identity, answers, identify
from nlscope.dissect.nlmsg import (
    DONE,
    ERROR,
    NLM_F_ACK_TLVS,
    NLM_F_CAPPED,
    NLM_F_DUMP,
    OVERRUN,
    flag_names,
    genlmsghdr,
    nlmsgerr,
    nlmsghdr,
)
from nlscope.dissect.old import as_sent
from nlscope.dissect.scope import Scope
from nlscope.dissect.unfit import undecoded, wiped
from nlscope.dissect.walk import body, walk
from nlscope.model import HEADER_SIZE, KOBJECT_UEVENT, Field, Message
from nlscope.registry import Registry
from nlscope.spec import BARE, EXTACK, GENERIC, REQUEST, Op, Payload
from nlscope.table import Header, header, table

# iproute2 sends some dump requests with the rest of its buffer; the kernel ignores it
ZEROS = Identity("zeros", None, 0, None, Op())
DAMAGED = Identity("damaged", None, 0, None, Op())


@dataclass(slots=True)
class Source:
    """What a dissection reads: the message's bytes, and what is known around it."""

    data: bytes
    order: str
    message: Message
    registry: Registry
    context: Context

    @property
    def protocol(self) -> int:
        """The netlink protocol."""
        return self.message.frame.protocol


def dissect(message: Message, registry: Registry, context: Context) -> Field:
    """Return the tree of a message: a root whose parts tile it, its value an Identity.

    It reads and changes nothing; offsets count from the start of the nlmsghdr.
    """
    source = Source(message.data, message.frame.order, message, registry, context)
    size = len(source.data)
    if source.protocol == KOBJECT_UEVENT:
        identity = _identity(source, 0, None, message.direction)
        return _root(source, identity, _body(source, identity, 0, size, ()), size)
    if message.problem is not None and size and not source.data.strip(b"\0"):
        return _root(source, ZEROS, [_zeros(source.data)], size)
    if size < HEADER_SIZE:
        rest = [undecoded(source.data, 0, size, "trailing")] if size else []
        return _root(source, DAMAGED, rest, size)
    stop = min(size, max(HEADER_SIZE, _u32(source, 0)))
    if message.problem is not None:
        stop = size
    identity, parts = _message(source, 0, stop, message.direction)
    return _root(source, identity, parts, stop)


def _zeros(data: bytes) -> Field:
    size = len(data)
    return Field("zeros", 0, size, data, None, None, None, 0, size, data, "padding")


def _root(source: Source, identity: Identity, parts: list[Field], stop: int) -> Field:
    problem, data = source.message.problem, source.data
    name = identity.family.name if identity.family else identity.type_name
    return Field(name, 0, len(data), identity, parts, problem, None, 0, stop, data)


def _u32(source: Source, at: int) -> int:
    raw = source.data[at : at + 4]
    return int.from_bytes(raw, "little" if source.order == "<" else "big")


def _identity(source: Source, number: int, command: int | None, direction: str) -> Identity:
    return identify(
        source.protocol,
        number,
        command,
        answers(source.protocol, direction, source.message.portid),
        source.message.no,
        source.registry,
        source.context,
    )


def _message(
    source: Source, start: int, stop: int, direction: str
) -> tuple[Identity, list[Field]]:
    """Return the identity and the fields of the nlmsghdr at start and what follows."""
    head = nlmsghdr(source.order).field(source.data, start, stop)
    values = head.value
    number, flags = values["nlmsg_type"], values["nlmsg_flags"]
    at = head.end
    command = source.data[at] if at < stop else None
    identity = _identity(source, number, command, direction)
    if flags & NLM_F_DUMP == NLM_F_DUMP and direction == REQUEST:
        op = identity.op.dump or identity.op
        identity = replace(identity, op=as_sent(op, source.data, at, stop, source.order))
    values["nlmsg_type"] = identity.type_name
    values["nlmsg_flags"] = flag_names(
        identity.flagged,
        flags,
        request=direction == REQUEST,
        ack=identity.control,
    )
    if identity.control:
        return identity, [head, *_control(source, identity.command, flags, at, stop)]
    generic: tuple[Field, ...] = ()
    if source.protocol == GENERIC and at < stop:
        generic = (_genl_header(source, identity, at, stop),)
        at = generic[0].end
    return identity, [head, *generic, *_body(source, identity, at, stop, generic)]


def _genl_header(source: Source, identity: Identity, at: int, stop: int) -> Field:
    head = genlmsghdr(source.order).field(source.data, at, stop)
    if identity.command_name and "cmd" in head.value:
        head.value["cmd"] = identity.command_name
    return head


def _body(
    source: Source, identity: Identity, at: int, stop: int, generic: tuple[Field, ...]
) -> list[Field]:
    """Return the family's fixed header and what follows it."""
    if at >= stop:
        return []
    data, order, op = source.data, source.order, identity.op
    scope = Scope(data, at, at, table(BARE, order), None)
    parts: list[Field] = []
    form = _fixed_header(op, order, stop - at)
    if form is not None:
        head = form.field(data, at, stop)
        scope.header = {**head.value, "cmd": identity.command_name}
        if op.told:
            told = source.context.told(source.message.no, order, data[at:stop])
            scope.header.update(told)
        parts, at = [head], head.end
    elif identity.family is None:
        size = header_size(data, at, stop, order)
        if size:
            return _unknown_body(source, at, size, stop, scope)
    elif generic:
        scope.header = {"cmd": identity.command_name}
    attrs = op.attrs if op.attrs is not None else BARE
    return parts + body(attrs, data, at, stop, order, scope)


def _fixed_header(op: Op, order: str, available: int) -> Header | None:
    if op.header is None:
        return None
    form = header(op.header, order)
    if available < form.size and op.short is not None:
        return header(op.short, order)
    return form


def _unknown_body(
    source: Source, at: int, size: int, stop: int, scope: Scope
) -> list[Field]:
    middle = at + size
    name = "header" if middle < stop else "payload"
    head = undecoded(source.data, at, middle, name)
    if middle == stop:
        head.value = Payload.decode(head.raw)
    rest = body(BARE, source.data, middle, stop, source.order, scope)
    return [head, *rest]


def _control(source: Source, kind: int, flags: int, at: int, stop: int) -> list[Field]:
    """Return the fields of a control message after its nlmsghdr."""
    if kind not in (ERROR, DONE, OVERRUN) or at >= stop:
        return [undecoded(source.data, at, stop, "payload")] if at < stop else []
    if stop - at < 4:
        problem = f"{stop - at} of the 4 bytes of an errno"
        return [undecoded(source.data, at, stop, "trailing", problem)]
    parts = nlmsgerr(source.order).field(source.data, at, stop).items
    at += 4
    if kind == ERROR and at < stop:
        echo = _echo(source, flags, at, stop)
        parts.append(echo)
        at = echo.end
    if at < stop and flags & NLM_F_ACK_TLVS:
        scope = Scope(source.data, at, at, table(BARE, source.order), None)
        return parts + walk(source.data, at, stop, table(EXTACK, source.order), scope)
    if at < stop:
        parts.append(undecoded(source.data, at, stop, "trailing"))
    return parts


def _echo(source: Source, flags: int, at: int, stop: int) -> Field:
    """Return the request inside an error: whole, or its header only if capped."""
    length = _u32(source, at) if stop - at >= HEADER_SIZE else stop - at
    end = min(stop, at + max(HEADER_SIZE, length))
    problem = None
    if flags & NLM_F_CAPPED or stop - at < HEADER_SIZE:
        end = min(stop, at + HEADER_SIZE)
    elif at + length > stop:
        problem = f"nlmsg_len {length} of the echoed request runs past the end"
    after = min(stop, at + (end - at + 3 & ~3))
    if end - at < HEADER_SIZE:
        return undecoded(source.data, at, stop, "request", "a cut nlmsghdr")
    if _is_wiped(source, at, end):
        identity, parts = _message(source, at, at + HEADER_SIZE, REQUEST)
        parts.append(wiped(source.data, at + HEADER_SIZE, end))
    else:
        identity, parts = _message(source, at, end, REQUEST)
    return Field("request", at, after, identity, parts, problem, None, at, end, source.data)


def _is_wiped(source: Source, at: int, end: int) -> bool:
    """Return whether the kernel took back what a request said, as nl80211 does of keys."""
    said = source.data[at + HEADER_SIZE : end]
    return (
        source.protocol == GENERIC
        and len(said) > genlmsghdr(source.order).size
        and not any(said)
    )
