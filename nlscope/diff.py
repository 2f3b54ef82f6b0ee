"""Two messages, or two runs of them, compared value by value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from nlscope.codec import Member
from nlscope.describe import Description
from nlscope.export.values import values
from nlscope.model import Field
from nlscope.spec import Shown, told
from nlscope.table import Entry, Header

# what two runs of the same thing never have in common: counters, clocks, made-up numbers
VOLATILE = frozenset(
    {
        "cacheinfo", "carrier_changes", "carrier_down_count", "carrier_up_count",
        "expires", "handle", "icmp6_stats", "id", "inet6_stats", "last_used",
        "mld_stats", "offload_xstats_info", "perm_address", "pid", "portid", "proc_id",
        "proc_name", "proc_pid", "res_id",
        "stats", "stats2", "stats64", "stats_app", "stats_basic", "stats_queue",
        "target_netnsid", "timestamp", "tm", "used", "xstats",
    }
)  # fmt: skip
_RANDOM = frozenset({"address", "broadcast", "addr"})  # link-layer ones, unless given
ABSENT = object()
Names = Callable[[str, int], str | None]  # of an "ifindex" or a "genl family"


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is not the same; None where it is only on the other side.

    kind is "+" for what only the second has, "-" for the first, "~" for both.
    """

    path: str
    kind: str
    before: Any
    after: Any

    @property
    def added(self) -> bool:
        """Whether it is a value of a message that both have, which is new."""
        return self.kind == "+" and not self.path.endswith("]")

    def __str__(self) -> str:
        sides = {"+": short(self.after), "-": short(self.before)}
        text = sides.get(self.kind) or f"{short(self.before)} -> {short(self.after)}"
        return f"{self.kind} {self.path}: {text}"


def short(value: Any) -> str:
    """Return a value as text of at most 100 characters."""
    text = value if isinstance(value, str) else json.dumps(value, default=_plain)
    return text if len(text) <= 100 else f"{text[:97]}..."


def _plain(value: Any) -> str:
    value = told(value)
    return value.hex() if isinstance(value, (bytes, bytearray)) else str(value)


def changes(
    before: Any, after: Any, path: str = "", ignore: frozenset[str] = frozenset()
) -> Iterator[Change]:
    """Yield how two nested values differ, members by name and lists by place."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            if name not in ignore:
                inner = f"{path}.{name}" if path else str(name)
                sides = before.get(name, ABSENT), after.get(name, ABSENT)
                yield from changes(*sides, inner, ignore)
        return
    if isinstance(before, list) and isinstance(after, list):
        for i in range(max(len(before), len(after))):
            old = before[i] if i < len(before) else ABSENT
            new = after[i] if i < len(after) else ABSENT
            yield from changes(old, new, f"{path}.{i}", ignore)
        return
    if before is ABSENT:
        yield Change(path, "+", None, after)
    elif after is ABSENT:
        yield Change(path, "-", before, None)
    elif _comparable(before) != _comparable(after):
        yield Change(path, "~", before, after)


def _comparable(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def record(said: Description, names: Names | None = None) -> dict[str, Any]:
    """Return what is worth comparing of a message: no port, number or time.

    names turns the numbers that differ between machines into names.
    """
    root, failed = said.root, said.failure
    if names is not None:
        _rename(root, names)
    made: dict[str, Any] = {"nlmsg_type": said.identity.type_name}
    if said.identity.command_name and not said.identity.control:
        made["command"] = said.identity.command_name
    if said.identity.control:
        made["error"] = None if failed is None else failed.name
        if failed is not None:
            told = {"msg": failed.msg, "path": failed.path, "missing": failed.missing}
            made |= {name: text for name, text in told.items() if text is not None}
        return made
    return made | values(root)


def _rename(field: Field, names: Names) -> None:
    """Put names in the place of interface indexes and family ids."""
    if isinstance(field.spec, Header) and isinstance(field.value, dict):
        for member in field.spec.codec.members:
            unit = unit_of(member)
            number = field.value.get(member.name)
            if unit and isinstance(number, int):
                field.value[member.name] = names(unit, number) or number
        return
    for part in field.items:
        unit = unit_of(part.spec)
        if unit and isinstance(part.value, int):
            part.value = names(unit, part.value) or part.value
        _rename(part, names)


def unit_of(spec: Any) -> str | None:
    """Return "ifindex" or "genl family" of what holds one, None for anything else."""
    kind = spec.type if isinstance(spec, (Entry, Member)) else None
    unit = kind.unit if isinstance(kind, Shown) else None
    return unit if unit in ("ifindex", "genl family") else None


def sequences(
    before: Sequence[dict[str, Any]],
    after: Sequence[dict[str, Any]],
    ignore: frozenset[str] = VOLATILE,
) -> Iterator[Change]:
    """Yield how two runs of messages differ, those that match put side by side."""
    old, new = ([_key(each, ignore) for each in side] for side in (before, after))
    several = max(len(before), len(after)) > 1
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for i, j in zip(range(i1, i1 + both), range(j1, j1 + both), strict=True):
            path = f"[{i}]" if several else ""
            for change in changes(before[i], after[j], "", ignore | random_of(before[i])):
                yield Change(
                    f"{path}{change.path}", change.kind, change.before, change.after
                )
        for i in range(i1 + both, i2):
            yield Change(f"[{i}]", "-", before[i], None)
        for j in range(j1 + both, j2):
            yield Change(f"[{j}]", "+", None, after[j])


def random_of(message: dict[str, Any]) -> frozenset[str]:
    """Return the names of what is made up for a message of this kind."""
    link = "LINK" in str(message.get("nlmsg_type", ""))
    return _RANDOM if link else frozenset()


def _key(message: dict[str, Any], ignore: frozenset[str]) -> str:
    skipped = ignore | random_of(message)
    return json.dumps(_without(message, skipped), default=_plain, sort_keys=True)


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    return [_without(v, names) for v in value] if isinstance(value, list) else value
