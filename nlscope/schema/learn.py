"""A first spec of a family, from its kernel's policy and from its traffic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nlscope.schema.announced import Announced, op_flags
from nlscope.schema.guess import Guess, Seen, differ, example, guess, indexed
from nlscope.schema.policy import Policy, limits_of
from nlscope.schema.policy_dump import Rule
from nlscope.schema.tlv import attributes
from nlscope.spec import REQUEST, AttrType, Limits

_TYPE, _IDX = 1, 8  # NL_POLICY_TYPE_ATTR_TYPE, _POLICY_IDX
_DO, _DUMP = 1, 2
_DEEPEST = 8
_NESTS = {AttrType.NESTED: "nest", AttrType.NESTED_ARRAY: "indexed-array"}
_TYPES = {
    AttrType.FLAG: "flag",
    AttrType.BINARY: "binary",
    AttrType.STRING: "string",
    AttrType.NUL_STRING: "string",
    AttrType.BITFIELD32: "bitfield32",
    AttrType.SINT: "sint",
    AttrType.UINT: "uint",
    **{
        AttrType.numbers[name]: name.lower()
        for name in ("U8", "U16", "U32", "U64", "S8", "S16", "S32", "S64")
    },
}
Spec = dict[str, Any]


@dataclass(slots=True)
class Traffic:
    """The bodies of a family's messages, by command and direction."""

    order: str = "<"
    bodies: dict[int, dict[str, list[bytes]]] = field(default_factory=dict)

    def add(self, command: int, direction: str, body: bytes) -> None:
        """Remember what follows the genlmsghdr of a message."""
        self.bodies.setdefault(command, {}).setdefault(direction, []).append(body)


class Learner:
    """Writes a spec; sets are filled on the way."""

    def __init__(self, known: Announced, policy: Policy | None, traffic: Traffic) -> None:
        self.known = known
        self.policy = policy or Policy(known.name)
        self.traffic = traffic
        self.slug = re.sub(r"[^0-9a-z]+", "-", known.name.lower()).strip("-") or "family"
        self.sets: dict[str, Spec] = {}
        self._of_policy: dict[int, str] = {}

    def spec(self) -> Spec:
        """Return the spec as plain values."""
        commands = sorted({*self._allowed(), *self.traffic.bodies})
        places = self._places(commands)
        operations: dict[int, Spec] = {}
        for name, held in places.items():
            self._set(name, self._policy_of(held[0]), self._payloads(held))
            for command in held:
                operations[command] = self._operation(command, name)
        spec: Spec = {
            "name": self.known.name,
            "protocol": "genetlink-legacy",
            "version": max(self.known.version, 1),
            "doc": "Learnt from the kernel's policy and from traffic.",
        }
        if self.known.header:
            spec["definitions"] = [self._header()]
        spec["attribute-sets"] = list(self.sets.values())
        spec["operations"] = {"list": [operations[command] for command in commands]}
        if self.known.header:
            spec["operations"]["fixed-header"] = f"{self.slug}-header"
        if self.known.groups:
            groups = [{"name": name} for name in self.known.groups]
            spec["mcast-groups"] = {"list": groups}
        return spec

    def _allowed(self) -> set[int]:
        """Return the commands that the kernel has.

        Since 6.2 a policy dump has those that only dump under 0
        (ctrl_dumppolicy_put_op() in net/netlink/genetlink.c).
        """
        return set(self.known.ops or self.policy.ops)

    def _policy_of(self, command: int) -> int | None:
        held = self.policy.ops.get(command, {})
        index = held.get(_DO, held.get(_DUMP))
        if index is None and not self.policy.ops and self.policy.rules:
            return min(self.policy.rules)
        return index

    def _place(self, command: int) -> str:
        """Return the name of the set that a command uses: one for all, if they agree."""
        used = {self._policy_of(each) for each in self.policy.ops} - {None}
        index = self._policy_of(command)
        if len(used) < 2 or index is None:
            return self.slug
        return f"{self.slug}-{index}"

    def _places(self, commands: list[int]) -> dict[str, list[int]]:
        """Return the commands by the set that they use, split where traffic says so."""
        places: dict[str, list[int]] = {}
        for command in commands:
            places.setdefault(self._place(command), []).append(command)
        for name, held in list(places.items()):
            if self._policy_of(held[0]) is None:
                _, *others = self._alike(held)
                for other in others:
                    places[f"{name}-cmd-{other[0]}"] = other
                    places[name] = [each for each in places[name] if each not in other]
        return places

    def _alike(self, commands: list[int]) -> list[list[int]]:
        """Return groups of commands whose attributes look alike."""
        groups: list[tuple[list[int], dict[int, Guess]]] = []
        for command in commands:
            seen = self._guesses(command)
            for held, known in groups:
                both = known.keys() & seen.keys()
                if not any(differ(known[number], seen[number]) for number in both):
                    held.append(command)
                    known.update({n: g for n, g in seen.items() if g.type != "flag"})
                    break
            else:
                groups.append(([command], dict(seen)))
        return [held for held, _ in groups]

    def _guesses(self, command: int) -> dict[int, Guess]:
        seen: dict[int, Seen] = {}
        for payload in self._payloads([command]):
            for number, value in attributes(payload, self.traffic.order):
                seen.setdefault(number, Seen()).add(value)
        return {n: guess(each, self.traffic.order) for n, each in seen.items()}

    def _payloads(self, commands: list[int]) -> list[bytes]:
        size = self.known.header + 3 & ~3
        return [
            body[size:]
            for command in commands
            for bodies in self.traffic.bodies.get(command, {}).values()
            for body in bodies
        ]

    def _header(self) -> Spec:
        words = range(1, self.known.header // 4 + 1)
        members: list[Spec] = [{"name": f"word-{n}", "type": "u32"} for n in words]
        rest = self.known.header % 4
        members += [{"name": f"byte-{n}", "type": "u8"} for n in range(1, rest + 1)]
        return {"name": f"{self.slug}-header", "type": "struct", "members": members}

    def _operation(self, command: int, attrs: str) -> Spec:
        flags = op_flags(self.known.ops.get(command, 0))
        made: Spec = {
            "name": f"cmd-{command}",
            "doc": f"Command {command}.",
            "value": command,
            "attribute-set": attrs,
        }
        allowed = [flag for flag in flags if flag.endswith("perm")]
        if allowed:
            made["flags"] = allowed
        names = {a["value"]: a["name"] for a in self.sets[attrs]["attributes"]}
        sides = self._listed(command, names)
        for mode in ("do", "dump"):
            if mode in flags or (mode == "do" and "dump" not in flags):
                made[mode] = sides
        return made

    def _listed(self, command: int, names: dict[int, str]) -> Spec:
        """Return the request and the reply with the attributes seen in them."""
        sides: Spec = {"request": {"attributes": []}}
        for direction, bodies in self.traffic.bodies.get(command, {}).items():
            side = "request" if direction == REQUEST else "reply"
            size = self.known.header + 3 & ~3
            held = {n for b in bodies for n, _ in attributes(b[size:], self.traffic.order)}
            listed = [names[number] for number in sorted(held) if number in names]
            sides[side] = {"attributes": listed}
        return sides

    def _set(
        self, name: str, index: int | None, lists: list[bytes], depth: int = 0
    ) -> None:
        """Make an attribute set of a policy and of the lists seen."""
        made: Spec = {"name": name, "attributes": []}
        self.sets[name] = made
        if index is not None:
            self._of_policy[index] = name
        seen: dict[int, Seen] = {}
        for payload in lists:
            for number, value in attributes(payload, self.traffic.order):
                seen.setdefault(number, Seen()).add(value)
        rules = self.policy.rules.get(index, {}) if index is not None else {}
        for number in sorted({*rules, *seen}):
            found = seen.get(number, Seen())
            entry = self._attribute(name, number, rules.get(number), found, depth)
            if entry is not None:
                made["attributes"].append(entry)
        if not made["attributes"]:
            made["attributes"].append({"name": "unspec", "type": "unused", "value": 0})

    def _attribute(
        self, inside: str, number: int, rule: Rule | None, seen: Seen, depth: int
    ) -> Spec | None:
        form = guess(seen, self.traffic.order) if seen.payloads else None
        kind = None if rule is None else rule.get(_TYPE, 0)
        if kind == AttrType.INVALID and form is None:
            return None
        if kind in _NESTS or (kind is None and form is not None and form.type == "nest"):
            return self._nest(inside, number, rule, seen, depth)
        form = _chosen(kind, form)
        entry: Spec = {"name": f"{form.stem}-{number}", "type": form.type, "value": number}
        if form.order:
            entry["byte-order"] = form.order
        if form.hint:
            entry["display-hint"] = form.hint
        if seen.payloads and form.type != "flag":
            entry["doc"] = f"Seen: {example(seen, form, self.traffic.order)}"
        checks = _checks(limits_of(rule or {}), form)
        return {**entry, "checks": checks} if checks else entry

    def _nest(
        self, inside: str, number: int, rule: Rule | None, seen: Seen, depth: int
    ) -> Spec:
        kind = "nest" if rule is None else _NESTS[rule[_TYPE]]
        payloads, order = [each for each in seen.payloads if each], self.traffic.order
        if payloads and (rule is None or _IDX not in rule) and indexed(payloads, order):
            kind = "indexed-array"
        if kind == "indexed-array":
            payloads = [held for each in payloads for _, held in attributes(each, order)]
        entry: Spec = {"name": f"nest-{number}", "type": kind, "value": number}
        if kind == "indexed-array":
            entry["sub-type"] = "nest"
        index = None if rule is None else rule.get(_IDX)
        if index is not None and index in self._of_policy:
            return {**entry, "nested-attributes": self._of_policy[index]}
        if depth >= _DEEPEST:
            return {"name": entry["name"], "type": "binary", "value": number}
        name = f"{inside}-{number}"
        self._set(name, index, payloads, depth + 1)
        return {**entry, "nested-attributes": name}


def _chosen(kind: int | None, form: Guess | None) -> Guess:
    """Return the policy's type, with what traffic adds to it."""
    said = _TYPES.get(kind or 0)
    if said is None:
        return form or Guess("binary", "bytes")
    if form is not None and (said == form.type or (said == "binary" and form.hint)):
        return form
    if said == "binary" and form is not None and form.type == "string":
        return form
    return Guess(said, {"binary": "bytes"}.get(said, said))


def _checks(limits: Limits, form: Guess) -> Spec:
    whole = {f"u{bits}": (1 << bits) - 1 for bits in (8, 16, 32, 64)}
    checks: Spec = {}
    if form.type[0] in "us" and form.type != "string":
        if limits.min is not None and limits.min > 0:
            checks["min"] = limits.min
        if limits.max is not None and 0 <= limits.max < whole.get(form.type, 1 << 64):
            checks["max"] = limits.max
    elif form.type in ("string", "binary"):
        longest = limits.max_len
        if limits.min_len is not None and form.type == "binary":
            checks["min-len"] = limits.min_len
        if longest is not None:
            checks["max-len"] = longest - (form.type == "string")
    return checks


def written(spec: Spec, dump: Callable[..., str]) -> str:
    """Return a spec as YAML; dump is yaml.safe_dump."""
    body = dump(spec, sort_keys=False, allow_unicode=True, width=88)
    return (
        "# A start, made by nlscope learn. Rename attributes and commands, then load it:\n"
        "# nlscope check FILE, nlscope read --specs FILE CAPTURE\n"
        f"---\n{body}"
    )
