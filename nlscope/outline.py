"""A family line by line: its commands, groups, attributes, and the kernel's policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from construct import Struct

from nlscope.schema.announced import op_flags
from nlscope.schema.policy import limits_of
from nlscope.schema.policy_dump import Rule
from nlscope.spec import (
    REPLY,
    REQUEST,
    Array,
    Attrs,
    AttrType,
    Constants,
    Enum,
    Growing,
    Headed,
    Indexed,
    Limits,
    Multi,
    Nest,
    NestTypeValue,
    Records,
    Select,
    now,
)
from nlscope.table import table
from nlscope.typename import plain, type_name

if TYPE_CHECKING:
    from nlscope.catalogue import Known
    from nlscope.spec import Family

_TYPE, _IDX = 1, 8  # NL_POLICY_TYPE_ATTR_TYPE, _POLICY_IDX
_SIDES = {1: "do", 2: "dump"}


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it allows, the policy index of its do and dump, messages seen."""

    number: int
    name: str
    const: str
    allows: tuple[str, ...] = ()
    policies: tuple[tuple[str, int], ...] = ()
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """An attribute, a member of a struct, or a case of a selector.

    number is -1 for what has none; kind is its type, step its name in a filter's path,
    None for what has no place there.
    """

    number: int
    name: str
    type: str
    kind: Any
    const: str = ""
    doc: str = ""
    origin: str = ""
    limits: str = ""
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """An attribute as a policy has it; inner is the policy of its nest, -1 for none."""

    number: int
    name: str
    type: str
    inner: int
    limits: str


def commands(known: Known) -> list[Command]:
    """Return the commands that are announced, named or seen."""
    ops = known.announced.ops if known.announced else {}
    names = _names(known.family)
    numbers = {*ops, *names, *(number for number, _ in known.seen)} - {-1}
    found = []
    for number in sorted(numbers):
        name, const = names.get(number, ("", ""))
        held = known.policy.ops.get(number, {}) if known.policy else {}
        sides = tuple((_SIDES.get(side, str(side)), at) for side, at in held.items())
        allows = tuple(op_flags(ops.get(number, 0)))
        seen = known.messages_of(number)
        found.append(Command(number, name, const, allows, sides, seen))
    return found


def _names(family: Family | None) -> dict[int, tuple[str, str]]:
    if family is None:
        return {}
    found: dict[int, tuple[str, str]] = {}
    for each in (family.commands, family.replies or Constants):
        for number, name in each.names.items():
            found.setdefault(number, (name, each.const(name)))
    return found


def sets(family: Family | None) -> list[tuple[str, Any]]:
    """Return what the family's messages are made of: whose it is, and the type.

    Whose is "" for what all commands share, else their names.
    """
    if family is None:
        return []
    made: dict[Any, tuple[Any, list[str]]] = {}
    for number, (name, _) in _names(family).items():
        for direction in (REQUEST, REPLY):
            op = family.op(number, direction)
            for kind in (op.header, op.attrs):
                if kind is not None:
                    _, users = made.setdefault(_same(kind), (kind, []))
                    users.append(name)
    everyone = {name for name, _ in _names(family).values()}
    if not made:
        shared = (family.body, family.header, family.attrs)
        return [("", kind) for kind in shared if kind is not None]
    return [
        ("" if set(users) == everyone else ", ".join(dict.fromkeys(users)), kind)
        for kind, users in made.values()
        if not isinstance(kind, Attrs) or kind.entries
    ]


def _same(kind: Any) -> Any:
    """Return what two types have in common that read the same."""
    if not isinstance(kind, Attrs):
        return kind.name or id(kind)
    parts = ((each.number, each.name, each.type) for each in _attributes(kind))
    return (kind.prefix, *parts)


def inside(kind: Any) -> list[Part]:
    """Return what a type holds: attributes, members, or the cases of a selector."""
    kind = plain(kind)
    if isinstance(kind, Attrs):
        return _attributes(kind)
    if isinstance(kind, (Headed, Records)):
        return [*inside(kind.header), *inside(now(kind.of))]
    if isinstance(kind, (Nest, Indexed, NestTypeValue, Multi)):
        return inside(now(kind.of))
    if isinstance(kind, Select):
        cases = [(str(key), now(case)) for key, case in kind.cases.items()]
        if kind.default is not None:
            cases.append(("otherwise", now(kind.default)))
        return [Part(-1, key, type_name(case), case) for key, case in cases]
    if isinstance(kind, (Array, Growing)):
        return inside(kind.of)
    return _members(kind) if isinstance(kind, Struct) else []


def _attributes(attrs: Attrs) -> list[Part]:
    found = []
    for number, entry in sorted(table(attrs, "<").entries.items()):
        kind = attrs.entries[number].subcon
        limits = limit_words(attrs.limits.get(number) or Limits())
        found.append(
            Part(number, entry.name, type_name(kind), kind, entry.const, entry.doc,
                 entry.origin, limits, entry.name)
        )  # fmt: skip
    return found


def _members(kind: Any) -> list[Part]:
    return [
        Part(-1, each.name, type_name(each), each, "", each.docs or "", "", "", each.name)
        for each in kind.subcons
        if each.name
    ]


def values(kind: Any) -> str:
    """Return the names of an enum or of flags with their numbers, "" for other types."""
    kind = plain(kind)
    while isinstance(kind, (Multi, Indexed)):
        kind = plain(now(kind.of))
    if not isinstance(kind, Enum):
        return ""
    return ", ".join(f"{text} {n}" for n, text in sorted(kind.constants.names.items()))


def policies(known: Known) -> Iterator[tuple[int, list[int], list[Ruled]]]:
    """Yield each policy: its index, the commands that use it, and its attributes."""
    policy = known.policy
    if policy is None:
        return
    named = _policy_sets(known)
    for index, rules in sorted(policy.rules.items()):
        users = sorted({op for op, held in policy.ops.items() if index in held.values()})
        attrs = named.get(index)
        yield index, users, [_ruled(n, rule, attrs) for n, rule in sorted(rules.items())]


def _ruled(number: int, rule: Rule, attrs: Attrs | None) -> Ruled:
    kind = AttrType.names.get(rule.get(_TYPE, 0), str(rule.get(_TYPE)))
    entry = table(attrs, "<").entries.get(number) if attrs is not None else None
    name = entry.name if entry is not None else f"attr_{number}"
    return Ruled(number, name, kind, rule.get(_IDX, -1), limit_words(limits_of(rule)))


def _policy_sets(known: Known) -> dict[int, Attrs]:
    """Return the attribute sets of policies, by those that commands begin with."""
    found: dict[int, Attrs] = {}
    if known.policy is None or known.family is None:
        return found
    for command, held in known.policy.ops.items():
        attrs = known.family.op(command, REQUEST).attrs
        for index in held.values():
            if isinstance(attrs, Attrs):
                found.setdefault(index, attrs)
    waiting = list(found.items())
    while waiting:
        index, attrs = waiting.pop()
        for number, rule in known.policy.rules.get(index, {}).items():
            inner = _set_below(attrs, number)
            if inner is not None and _IDX in rule and rule[_IDX] not in found:
                found[rule[_IDX]] = inner
                waiting.append((rule[_IDX], inner))
    return found


def _set_below(attrs: Attrs, number: int) -> Attrs | None:
    kind = plain(attrs.entries.get(number))
    while isinstance(kind, (Nest, Indexed, Multi)):
        kind = plain(now(kind.of))
    return kind if isinstance(kind, Attrs) else None


def limit_words(limits: Limits) -> str:
    """Return limits in words, "" for none."""
    words = []
    for name in ("min", "max", "min_len", "max_len"):
        value = getattr(limits, name)
        if value is not None:
            words.append(f"{name.replace('_len', ' bytes')} {value}")
    if limits.mask is not None:
        words.append(f"mask {limits.mask:#x}")
    return ", ".join(words)
