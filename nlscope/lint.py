"""What is suspicious about a request, whether or not the kernel said so.

Sources: netlink_rcv_skb() in net/netlink/af_netlink.c, genl_family_rcv_msg() and
genl_header_check() in net/netlink/genetlink.c, lib/nlattr.c.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from nlscope.context import Context
from nlscope.dissect.find import identity_of
from nlscope.model import HEADER_SIZE, NLM_F_REQUEST, PROTOCOLS, USERSOCK, Field, Message
from nlscope.registry import Registry
from nlscope.rule import Rule
from nlscope.schema.policy import Policy
from nlscope.spec import (
    GENERIC,
    NLA_F_NESTED,
    NLA_TYPE_MASK,
    Attrs,
    Indexed,
    Nest,
    NestTypeValue,
    Text,
)
from nlscope.table import Entry

NLM_F_DUMP = 0x300
_DO, _DUMP = 1, 2  # CTRL_ATTR_POLICY_DO, CTRL_ATTR_POLICY_DUMP
_DUMPS = ("GET", "LIST", "DUMP", "SHOW", "FIND")


@dataclass(frozen=True, slots=True)
class Hint:
    """A suspicion about bytes start..end, counted from the request's nlmsghdr.

    idle says that the kernel does not look at them.
    """

    start: int
    end: int
    text: str
    idle: bool = False


def lint(root: Field, message: Message, registry: Registry, context: Context) -> list[Hint]:
    """Return the suspicions about a request, in the order of its bytes.

    root may be a request that an error echoes: offsets count from its start.
    """
    if root.end - root.start < HEADER_SIZE:
        return []
    unique = dict.fromkeys(_Lint(root, message, registry, context).hints())
    return sorted(unique, key=lambda hint: hint.start)


def policy_of(
    number: int, message: Message, registry: Registry, context: Context
) -> Policy | None:
    """Return the kernel's policy of a generic netlink id, as far as the capture has it."""
    name = context.family_name(number, message.no) or registry.fixed_id(number)
    return context.policies.find(number, name)


class _Lint:
    """The look at one request."""

    def __init__(
        self, root: Field, message: Message, registry: Registry, context: Context
    ) -> None:
        self.root, self.message, self.context = root, message, context
        self.order = message.frame.order
        self.identity = identity_of(root)
        head = struct.unpack_from(self.order + "IHHII", root.data, root.start)
        _, self.type, self.flags, _, _ = head
        self.policy: Policy | None = None
        self.strict = message.frame.protocol == GENERIC and not self.identity.control
        if self.strict:
            self.policy = policy_of(self.type, message, registry, context)
        self.dump = self.flags & NLM_F_DUMP == NLM_F_DUMP

    def hints(self) -> Iterator[Hint]:
        """Yield all of them, some perhaps twice."""
        yield from self._envelope()
        if self.strict:
            yield from self._generic()
        parts = [part for part in self.root.items if part.body > part.start]
        ops = {} if self.policy is None else self.policy.ops
        held = ops.get(self.identity.command, {})
        yield from self._attributes(parts, held.get(_DUMP if self.dump else _DO))
        for part in self.root.items:
            yield from self._problems(part)

    def _hint(self, start: int, end: int, text: str) -> Hint:
        return Hint(start - self.root.start, end - self.root.start, text)

    def _envelope(self) -> Iterator[Hint]:
        """Yield what makes the kernel ignore the message."""
        protocol = self.message.frame.protocol
        if self.message.problem and not self.root.start:
            yield Hint(0, 4, self.message.problem)
        if protocol not in PROTOCOLS or protocol == USERSOCK:
            return
        if not self.flags & NLM_F_REQUEST:
            yield Hint(6, 8, "NLM_F_REQUEST is not set: the kernel ignores the message")
        if self.type < HEADER_SIZE:
            text = f"nlmsg_type {self.type} is below 16: the kernel ignores the message"
            yield Hint(4, 6, text)

    def _generic(self) -> Iterator[Hint]:
        """Yield what is wrong with id, command, version and flags."""
        named = self.context.family_name(self.type, self.message.no)
        if named is None and self.identity.family is None and self.context.names:
            yield Hint(4, 6, f"no generic netlink family has the id {self.type}")
        parts = (part for part in self.root.items if part.name == "genlmsghdr")
        head = next(parts, None)
        if head is None or head.stop - head.start < 4:
            end = self.root.stop - self.root.start
            yield Hint(HEADER_SIZE, end, "the genlmsghdr is not all there")
            return
        family, command = self.identity.family, self.identity.command
        name = self.identity.command_name
        if family is not None and family.commands.names and name is None:
            yield Hint(16, 17, f"{family.name} has no command {command} that is known")
        version = head.value["version"]
        if family is not None and version != family.version:
            text = f"version {version}, {family.name} has {family.version}"
            yield Hint(17, 18, f"{text} (the kernel does not look at it)", idle=True)
        if head.value["reserved"]:
            yield Hint(18, 20, "genlmsghdr.reserved is not 0: newer commands refuse it")
        if self.dump and name and not any(word in name for word in _DUMPS):
            yield Hint(6, 8, f"NLM_F_DUMP on {name}, which may have nothing to dump")

    def _attributes(self, parts: list[Field], index: int | None) -> Iterator[Hint]:
        """Yield what is wrong with the attributes of a list, and inside them."""
        rules = self.policy.rules.get(index) if self.policy and index is not None else None
        for part in parts:
            raw = struct.unpack_from(self.order + "H", part.data, part.start + 2)[0]
            said = (rules or {}).get(raw & NLA_TYPE_MASK)
            rule = Rule.of(said) if said else None
            text = self._objection(part, raw, rule, known=rules is not None)
            if text is not None:
                yield self._hint(part.start, part.end, f"{spelled(part)} {text}")
            yield from self._inside(part, rule)

    def _inside(self, part: Field, rule: Rule | None) -> Iterator[Hint]:
        node = part.spec.node if isinstance(part.spec, Entry) else None
        if node is None:
            return
        inner = part.items
        if isinstance(node, Indexed):
            inner = [field for each in inner for field in each.items]
        below = rule.limits.get("policy_idx") if rule else None
        attributes = [field for field in inner if field.body > field.start]
        yield from self._attributes(attributes, below)

    def _objection(
        self, part: Field, raw: int, rule: Rule | None, *, known: bool
    ) -> str | None:
        if rule is not None:
            return rule.objection(part.raw, raw, self.order)
        if known:
            return "is not in the policy of the command"
        if part.kind == "undecoded" and part.name.startswith("attr_"):
            return "is in no table"
        return _by_table(part, raw) if self.strict else None

    def _problems(self, part: Field) -> Iterator[Hint]:
        if part.problem:
            yield self._hint(part.start, part.end, f"{spelled(part)}: {part.problem}")
        for inner in part.parts or ():
            yield from self._problems(inner)


def _by_table(part: Field, raw: int) -> str | None:
    """Return what a table alone tells of an attribute of a strict family."""
    if not isinstance(part.spec, Entry):
        return None
    nest = isinstance(part.spec.node, (Nest, Indexed, NestTypeValue, Attrs))
    if nest and not raw & NLA_F_NESTED:
        return "is not marked as a nest (NLA_F_NESTED)"
    if part.spec.node is None and raw & NLA_F_NESTED:
        return "is marked as a nest (NLA_F_NESTED) and is none"
    if isinstance(part.spec.type, Text) and b"\0" not in part.raw:
        return "has no terminating NUL"
    return None


def spelled(part: Field) -> str:
    """Return how to name an attribute: its constant, or its number."""
    const = part.spec.const if part.spec is not None else ""
    if const and not const.startswith("_"):
        return const
    number = part.name.removeprefix("attr_")
    return f"attribute {number}" if number.isdigit() else part.name
