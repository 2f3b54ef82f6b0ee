"""Kernel policies: what CTRL_CMD_GETPOLICY says of a family, as tables.

Sources: net/netlink/policy.c, ctrl_dumppolicy() in net/netlink/genetlink.c.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from nlscope.schema.merge import Merger
from nlscope.schema.policy_dump import (
    CTRL_ATTR_OP_POLICY,
    CTRL_ATTR_POLICY,
    Dump,
    Rule,
)
from nlscope.schema.tlv import attributes
from nlscope.spec import (
    BARE,
    GENERIC,
    REQUEST,
    S8,
    S16,
    S32,
    S64,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    AttrType,
    Binary,
    Bitfield32,
    Constants,
    Deferred,
    Family,
    Flag,
    Indexed,
    Limits,
    Nest,
    Op,
    Sint,
    Str,
    Uint,
)

CTRL_CMD_GETPOLICY = 10
_DO, _DUMP = 1, 2  # CTRL_ATTR_POLICY_DO, CTRL_ATTR_POLICY_DUMP
(_TYPE, _MIN_S, _MAX_S, _MIN_U, _MAX_U, _MIN_LEN, _MAX_LEN, _IDX, _, _BITS, _, _MASK) = (
    range(1, 13)
)
_LEAVES = {
    AttrType.FLAG: Flag,
    AttrType.U8: U8,
    AttrType.U16: U16,
    AttrType.U32: U32,
    AttrType.U64: U64,
    AttrType.S8: S8,
    AttrType.S16: S16,
    AttrType.S32: S32,
    AttrType.S64: S64,
    AttrType.BINARY: Binary,
    AttrType.STRING: Str,
    AttrType.NUL_STRING: Str,
    AttrType.BITFIELD32: Bitfield32(),
    AttrType.SINT: Sint,
    AttrType.UINT: Uint,
}
_RANGES = {
    AttrType.numbers[f"{sign}{bits}"]: (
        -(1 << bits - 1) if sign == "S" else 0,
        (1 << bits - (sign == "S")) - 1,
    )
    for sign in "US"
    for bits in (8, 16, 32, 64)
}
_Told = tuple[dict[int, dict[int, Rule]], dict[int, dict[int, int]]]
_NESTS = {AttrType.NESTED: Nest, AttrType.NESTED_ARRAY: Indexed}


class Policy:
    """The policies of one family, gathered from the messages of dumps.

    Dumps of single commands add up, their indices moved; one that tells the commands of
    another anew stands for it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._dumps: dict[Any, Dump] = {}
        self._made: tuple[_Told, Family] | None = None

    def add(self, data: bytes, order: str, turn: object = None) -> None:
        """Learn from the attributes of one answer; turn is the same for those of a dump."""
        dump = self._dumps.setdefault(turn, Dump())
        dump.add(data, order)
        self._dumps = {
            key: each
            for key, each in self._dumps.items()
            if each is dump or not each.ops.keys() <= dump.ops.keys()
        }
        self.__dict__.pop("_told", None)

    @cached_property
    def _told(self) -> _Told:
        rules: dict[int, dict[int, Rule]] = {}
        ops: dict[int, dict[int, int]] = {}
        base = 0
        for dump in self._dumps.values():
            rules |= dump.moved(base)
            for command, held in dump.ops.items():
                ops[command] = {side: base + index for side, index in held.items()}
            base += dump.size()
        return rules, ops

    @property
    def rules(self) -> dict[int, dict[int, Rule]]:
        """What was said, by policy index and attribute."""
        return self._told[0]

    @property
    def ops(self) -> dict[int, dict[int, int]]:
        """The policy index of each command's do and dump."""
        return self._told[1]

    @property
    def family(self) -> Family:
        """The family as this policy has it, the same one until more is known."""
        told = self._told
        if self._made is None or self._made[0] != told:
            self._made = told, self._family(*told)
        return self._made[1]

    def _family(
        self, rules: dict[int, dict[int, Rule]], told: dict[int, dict[int, int]]
    ) -> Family:
        sets = _Sets(rules)
        ops = {}
        for command, held in told.items():
            found = [sets.attrs(held[side]) for side in (_DO, _DUMP) if side in held]
            if found:
                ops[command, REQUEST] = Op(attrs=_both(found))
        used = sorted({index for held in told.values() for index in held.values()})
        return Family(
            name=self.name,
            protocol=GENERIC,
            commands=Constants,
            attrs=sets.agreed(used or [0]),
            ops=ops,
        )


def _both(sets: list[Attrs]) -> Attrs:
    return sets[0] if len(sets) == 1 else Merger().sets(sets[0], sets[1])


class _Sets:
    """The policies of a family as attribute sets."""

    def __init__(self, rules: dict[int, dict[int, Rule]]) -> None:
        self.rules = rules
        self._made: dict[int, Attrs] = {}

    def attrs(self, index: int) -> Attrs:
        """Return the set of a policy index, nothing for one that was not dumped."""
        if index not in self.rules:
            return BARE
        if index not in self._made:
            rules = dict(self.rules[index])
            self._made[index] = Deferred("", "policy", lambda: self._set(rules))
        return self._made[index]

    def agreed(self, indexes: list[int]) -> Attrs:
        """Return the attributes of which all policies that have them say the same.

        Answers have no policy of their own, only the numbers of the requests'.
        """
        if len(indexes) == 1:
            return self.attrs(indexes[0])
        said: dict[int, set[tuple[int, int]]] = {}
        for index in indexes:
            for number, rule in self.rules.get(index, {}).items():
                said.setdefault(number, set()).add((rule.get(_TYPE, 0), rule.get(_IDX, -1)))
        rules = {
            number: rule
            for index in indexes
            for number, rule in self.rules.get(index, {}).items()
            if len(said[number]) == 1
        }
        return self._set(rules)

    def _set(self, rules: dict[int, Rule]) -> Attrs:
        entries, limits = {}, {}
        for number, rule in sorted(rules.items()):
            kind = self._kind(rule)
            if kind is not None:
                entries[number] = f"attr_{number}" / kind
                limits[number] = limits_of(rule)
        known = {number: each for number, each in limits.items() if each}
        return Attrs("", entries, origin="policy", limits=known)

    def _kind(self, rule: Rule) -> Any:
        kind = rule.get(_TYPE, 0)
        if kind in _NESTS:
            return _NESTS[kind](self.attrs(rule[_IDX]) if _IDX in rule else BARE)
        return _LEAVES.get(kind)


def limits_of(rule: Rule) -> Limits:
    """Return the limits that a rule sets; those that its type has anyhow are none."""
    kind = rule.get(_TYPE, 0)
    signed = _MIN_S in rule or _MAX_S in rule
    low, high = (
        rule.get(_MIN_S if signed else _MIN_U),
        rule.get(_MAX_S if signed else _MAX_U),
    )
    if signed:
        low, high = _signed(low), _signed(high)
    least, most = _RANGES.get(kind, (None, None))
    low, high = None if low == least else low, None if high == most else high
    longest = rule.get(_MAX_LEN)
    if longest is not None and kind in (AttrType.STRING, AttrType.NUL_STRING):
        longest += 1  # the NUL
    mask = rule.get(_BITS, rule.get(_MASK))
    return Limits(low, high, mask, rule.get(_MIN_LEN), longest)


def _signed(number: int | None) -> int | None:
    return number if number is None or number < 1 << 63 else number - (1 << 64)


class Policies:
    """The policies that a capture holds, by family id and by the name it then had."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str | None], Policy] = {}

    def observe(
        self, number: int, name: str | None, data: bytes, order: str, turn: object = None
    ) -> None:
        """Learn from the attributes of an answer about a family id."""
        held = {kind for kind, _ in attributes(data, order)}
        if held & {CTRL_ATTR_POLICY, CTRL_ATTR_OP_POLICY}:
            policy = self._known.setdefault((number, name), Policy(name or str(number)))
            policy.add(data, order, turn)

    def find(self, number: int, name: str | None) -> Policy | None:
        """Return the policy of a family id while it has a name."""
        if not self._known:
            return None
        return self._known.get((number, name)) or self._known.get((number, None))

    def items(self) -> list[tuple[int, str | None, Policy]]:
        """Return all policies with their family's id and name."""
        return [(number, name, each) for (number, name), each in self._known.items()]


class Known:
    """A layer of policies by name, learnt elsewhere than in the capture that is read."""

    def __init__(self, policies: dict[str, Policy]) -> None:
        self._policies = policies

    def genl(self, name: str) -> Family | None:
        """Return the family of a name."""
        policy = self._policies.get(name)
        return None if policy is None else policy.family

    def family(self, protocol: int, number: int) -> Family | None:  # noqa: ARG002
        """Return nothing: only generic netlink has policies."""
        return None

    def origins(self, name: str) -> list[str]:
        """Return the layer's origin if it describes a generic netlink family."""
        return ["policy"] if self.genl(name) is not None else []

    def describing(self, protocol: int, number: int) -> list[str]:  # noqa: ARG002
        """Return nothing: only generic netlink has policies."""
        return []

    def fixed_id(self, number: int) -> str | None:  # noqa: ARG002
        """Return nothing: ids vary."""
        return None

    def __iter__(self) -> Any:
        return iter([policy.family for policy in self._policies.values()])
