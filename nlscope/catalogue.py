"""The families that a capture, this kernel or the tables know, with all that they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.capture.distinct import distinct
from nlscope.context import GENL_ID_CTRL
from nlscope.dissect.identity import identify
from nlscope.headers import Columns
from nlscope.model import NLM_F_REQUEST, PACKET_KERNEL, PACKET_USER
from nlscope.schema.announced import CTRL_CMD_NEWFAMILY, Announced, announced
from nlscope.spec import GENERIC, REPLY, REQUEST, Family

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.registry import Registry
    from nlscope.schema.policy import Policy
    from nlscope.session import Session

_Key = tuple[int, str]  # protocol, name
_CONTROL = (-1, "")
_ERAS = 512  # that are told apart in a source
_KINDS = 20_000  # kinds of messages that are told apart; a fuzzer makes more


@dataclass(slots=True)
class Known:
    """A family: what was announced of it, what describes it, what was seen of it.

    where names the places that have it: "capture", "kernel", "tables". seen counts the
    capture's messages by command and direction.
    """

    name: str
    protocol: int
    family: Family | None = None
    announced: Announced | None = None
    policy: Policy | None = None
    origins: list[str] = field(default_factory=list)
    where: set[str] = field(default_factory=set)
    seen: Counter[tuple[int, str]] = field(default_factory=Counter)

    @property
    def messages(self) -> int:
        """How many messages of it the capture has."""
        return sum(self.seen.values())

    def messages_of(self, command: int) -> int:
        """Return how many messages of a command the capture has."""
        return sum(self.seen[command, direction] for direction in (REQUEST, REPLY))


def announcements(session: Session) -> dict[str, Announced]:
    """Return the generic netlink families that a session's messages announce, by name."""
    found: dict[str, Announced] = {}
    store = session.store
    mine = (store.protocol == GENERIC) & (store.type == GENL_ID_CTRL)
    for n in np.flatnonzero(mine).tolist():
        message = store[n]
        data = message.data
        if len(data) > 20 and data[16] == CTRL_CMD_NEWFAMILY:
            each = announced(data[20:], message.frame.order)
            found[each.name] = each
    return found


def known(each: Announced, session: Session) -> Known:
    """Return all that a session and its tables say of a family that was announced."""
    policy = session.context.policies.find(each.id, each.name)
    family = session.registry.genl(each.name, None if policy is None else policy.family)
    origins = session.registry.origins(each.name)
    if policy is not None and "policy" not in origins:
        origins.append("policy")
    return Known(each.name, GENERIC, family, each, policy, origins)


def catalogue(session: Session, kernel: Session | None = None) -> list[Known]:
    """Return every family: first those with most messages, then the others by name.

    kernel is what this kernel said of its own; where both announce a family, the capture
    counts, but for a policy that it lacks.
    """
    found: dict[_Key, Known] = {}
    for place, source in (("capture", session), ("kernel", kernel)):
        for each in announcements(source).values() if source is not None else ():
            assert source is not None
            made = known(each, source)
            kept = found.setdefault((GENERIC, each.name), made)
            kept.where.add(place)
            if kept.policy is None and made.policy is not None:
                kept.policy, kept.family, kept.origins = (
                    made.policy, made.family, made.origins,
                )  # fmt: skip
    for family in session.registry:
        _described(found, family, session.registry)
    for key, counted in _seen(session).items():
        kept = found.setdefault(key, Known(key[1], key[0]))
        kept.where.add("capture")
        kept.seen = counted
    return sorted(found.values(), key=_rank)


def _rank(each: Known) -> tuple[Any, ...]:
    only_tables = each.where == {"tables"}
    return (-each.messages, only_tables, each.protocol != GENERIC, each.name.lower())


def _described(found: dict[_Key, Known], family: Family, registry: Registry) -> None:
    kept = found.setdefault(
        (family.protocol, family.name), Known(family.name, family.protocol, family)
    )
    kept.where.add("tables")
    kept.family = kept.family or family
    if not kept.origins:
        kept.origins = registry.describes(family)


def _seen(session: Session) -> dict[_Key, Counter[tuple[int, str]]]:
    """Count the messages of each family by command and direction."""
    columns = Columns.of(session.store)
    rows = np.arange(len(columns))
    command = columns.read("u1", rows, 16).astype(np.int64)
    told = columns.pkttype == PACKET_KERNEL
    request = (columns.flags & NLM_F_REQUEST) * (columns.pkttype != PACKET_USER) | told
    kind = columns.protocol.astype(np.int64) << 16 | columns.type
    code = (_eras(session, columns) << 41) | kind << 9 | command << 1 | request
    _, first, times = np.unique(code, return_index=True, return_counts=True)
    found: dict[_Key, Counter[tuple[int, str]]] = {}
    pairs = zip(first.tolist()[:_KINDS], times.tolist()[:_KINDS], strict=True)
    for n, count in pairs:
        key, command_of, direction = _kind(session, n)
        if key != _CONTROL:
            found.setdefault(key, Counter())[command_of, direction] += count
    return found


def _eras(session: Session, columns: Columns) -> NDArray[np.int64]:
    """Return a number for each message that is new when its family id means another."""
    eras = np.zeros(len(columns), np.int64)
    generic = columns.protocol == GENERIC
    for number in distinct(columns.type[generic]).tolist():
        for source in range(max(1, len(session.store.sources))):
            changes = session.context.changes(number, source)
            if source or len(changes) > 1:
                mine = columns.source == source
                at = np.flatnonzero(generic & (columns.type == number) & mine)
                era = np.searchsorted(changes, at + 1, side="right")
                eras[at] = np.minimum(era, _ERAS - 1) + source * _ERAS
    return eras


def _kind(session: Session, n: int) -> tuple[_Key, int, str]:
    """Return the family of message n, from 0, its command, and where it goes."""
    message = session.store[n]
    data, protocol = message.data, message.frame.protocol
    said = identify(
        protocol, message.type, data[16] if len(data) > 16 else None,
        message.direction, message.no, session.registry, session.context,
    )  # fmt: skip
    if said.control:
        return _CONTROL, 0, ""
    name = said.type_name if protocol == GENERIC else said.name
    return (protocol, name or "-"), said.command, _side(message.direction)


def _side(direction: str) -> str:
    return REQUEST if direction == REQUEST else REPLY
