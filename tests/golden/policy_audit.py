"""Built-in tables beside the policies that a kernel dumped: types, lengths, ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlscope.codec import codec
from nlscope.model import HOST_ORDER
from nlscope.registry import Registry
from nlscope.schema.policy import Policy, limits_of
from nlscope.schema.policy_dump import Rule
from nlscope.spec import (
    REQUEST,
    Attrs,
    AttrType,
    Bitfield32,
    Enum,
    Flag,
    Flags,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Node,
    Select,
    Sint,
    Text,
    Uint,
    now,
)
from nlscope.typename import plain, type_name
from tests.golden.ynl_audit import Found

TYPE, INDEX = 1, 8  # NL_POLICY_TYPE_ATTR_TYPE, NL_POLICY_TYPE_ATTR_POLICY_IDX
SIGNED = range(AttrType.S8, AttrType.S64 + 1)
INTEGERS = range(AttrType.U8, AttrType.S64 + 1)
WHOLE = {
    AttrType.FLAG: Flag,
    AttrType.SINT: Sint,
    AttrType.UINT: Uint,
}
NESTS = (AttrType.NESTED, AttrType.NESTED_ARRAY)
MOST_NAMES = 256  # a wider range is of numbers, not of names


class Audit:
    """The differences between our tables and the policies of families, each told once."""

    def __init__(self, built_in: Registry) -> None:
        self._built_in = built_in
        self.families = self.commands = self.compared = 0

    def policy(self, policy: Policy) -> Iterator[Found]:
        """Yield what differs in a family: its commands, then the attributes of each."""
        ours = self._built_in.genl(policy.name)
        if ours is None:
            yield policy.name, "family", "not in the tables"
            return
        self.families += 1
        seen: set[tuple[int, int]] = set()
        for command, sides in policy.ops.items():
            self.commands += 1
            name = ours.command_name(command, REQUEST)
            if name is None:
                yield f"{policy.name} command {command}", "command", "missing"
                continue
            op = ours.op(command, REQUEST)
            for index in sides.values():
                yield from self._set(op.attrs, policy, index, f"{policy.name} {name}", seen)

    def _set(
        self, ours: Any, policy: Policy, index: int, place: str, seen: set[tuple[int, int]]
    ) -> Iterator[Found]:
        if not isinstance(ours, Attrs) or (id(ours), index) in seen:
            return
        seen.add((id(ours), index))
        top = ours.prefix or place
        for number, rule in policy.rules.get(index, {}).items():
            entry = ours.entries.get(number)
            if entry is None:
                yield (
                    f"{top} {number}",
                    "missing",
                    AttrType.names.get(rule.get(TYPE, 0), "?"),
                )
                continue
            self.compared += 1
            here = f"{top} {entry.name}"
            yield from _attribute(entry.subcon, rule, here)
            if INDEX in rule:
                below = _below(entry.subcon, rule)
                yield from self._set(below, policy, rule[INDEX], here, seen)


def _once(kind: Any) -> Any:
    kind = plain(kind)
    while isinstance(kind, Multi):
        kind = plain(now(kind.of))
    return kind


def _below(kind: Any, rule: Rule) -> Any:
    """Return the set that a nest's policy is of."""
    kind = _once(kind)
    if isinstance(kind, Attrs):
        return kind
    if isinstance(kind, Nest) or (
        isinstance(kind, Indexed) and rule[TYPE] == AttrType.NESTED_ARRAY
    ):
        return _below(now(kind.of), rule)
    return None


def _attribute(kind: Any, rule: Rule, place: str) -> Iterator[Found]:
    ours, theirs = _once(kind), rule.get(TYPE, 0)
    if isinstance(ours, Select) and theirs not in NESTS:
        cases = [*ours.cases.values(), *([ours.default] if ours.default else [])]
        yield from min(
            (list(_attribute(now(each), rule, place)) for each in cases), key=len
        )
        return
    if theirs in NESTS:
        allowed = (Attrs, Nest, Indexed, NestTypeValue, Headed, Node)
        right = isinstance(ours, allowed)
    elif theirs in WHOLE:
        right = _number(ours) is WHOLE[theirs]
    elif theirs in INTEGERS:
        right = _integer(ours, theirs)
    elif theirs in (AttrType.STRING, AttrType.NUL_STRING):
        right = isinstance(ours, Text)
    elif theirs == AttrType.BITFIELD32:
        right = isinstance(ours, Bitfield32)
    else:
        right = _length(ours, rule)
    if not right:
        yield place, "type", f"{type_name(ours)} for {AttrType.names.get(theirs)} {rule}"
    elif not isinstance(ours, Node):
        yield from _names(ours, rule, place)


def _number(kind: Any) -> Any:
    kind = plain(kind)
    while isinstance(kind, Enum):
        kind = plain(kind.subcon)
    return kind


def _integer(ours: Any, theirs: int) -> bool:
    """Return whether a type has an integer's bytes, and its sign where it is one."""
    if isinstance(ours, Node):
        return False
    bits = int(AttrType.names[theirs][1:])
    kind = codec(ours, HOST_ORDER)
    if kind.size != bits // 8:
        return False
    letter = getattr(_number(ours), "fmtstr", "  ")[1]
    return theirs not in SIGNED or not letter.isupper()


def _length(ours: Any, rule: Rule) -> bool:
    """Return whether bytes of a policy's lengths can be of a type of ours."""
    if isinstance(ours, Node):
        return True
    size, limits = codec(ours, HOST_ORDER).size, limits_of(rule)
    if size is None:
        return True
    least, most = limits.min_len or 0, limits.max_len
    return least <= size and (most is None or size <= most)


def _names(ours: Any, rule: Rule, place: str) -> Iterator[Found]:
    """Yield the numbers that a kernel takes and our names lack."""
    constants = getattr(ours, "constants", None)
    if not constants:
        return
    limits = limits_of(rule)
    if isinstance(ours, (Flags, Bitfield32)):
        known = 0
        for number in constants.names:
            known |= number
        if limits.mask is not None and limits.mask & ~known:
            yield place, "bits", f"{limits.mask & ~known:#x}"
        return
    low, high = limits.min or 0, limits.max
    if high is not None and high - low < MOST_NAMES:
        unnamed = [n for n in range(low, high + 1) if n not in constants.names]
        if unnamed and unnamed != [0]:
            yield place, "values", ", ".join(map(str, unnamed))
        over = [name for n, name in constants.names.items() if n > high]
        if over:
            yield place, "refused", ", ".join(over)
