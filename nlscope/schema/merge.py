"""What two layers say of the same, merged: the upper wins, attribute by attribute."""

from __future__ import annotations

from typing import Any

from construct import Renamed

from nlscope.spec import (
    BARE,
    GENERIC,
    NETFILTER,
    Attrs,
    Constants,
    Deferred,
    Family,
    Headed,
    Indexed,
    Limits,
    Multi,
    Nest,
    NestTypeValue,
    Op,
    Select,
    now,
)


class Merger:
    """Merges, and remembers what it has merged, so that sets may hold themselves."""

    def __init__(self) -> None:
        self._sets: dict[tuple[int, int], tuple[Attrs, Attrs, Attrs]] = {}

    def families(self, above: Family, below: Family) -> Family:
        """Return a family that is the upper one, with what the lower one adds."""
        keys = {*above.ops, *below.ops}
        extends = above.protocol in (GENERIC, NETFILTER)
        if not extends:  # of other protocols each type is looked up by itself
            known = above.commands.names
            keys = {key for key in keys if _command(key) in known}
        return Family(
            name=above.name,
            protocol=above.protocol,
            commands=_names(above.commands, below.commands, extends=extends),
            attrs=self.types(above.attrs, below.attrs),
            header=above.header or (None if above.commands.names else below.header),
            info=above.info or below.info,
            ops={key: self._op(above, below, key) for key in keys},
            replies=_replies(above, below),
            events=above.events or below.events,
            short=above.short,
            version=above.version,
            id=above.id if above.id is not None else below.id,
            groups=above.groups or below.groups,
            body=above.body,
            errors=above.errors,
            subsystem=above.subsystem,
            variants=above.variants,
            doc=above.doc or below.doc,
            errnos=above.errnos,
            exclusive=above.exclusive,
        )

    def _op(self, above: Family, below: Family, key: Any) -> Op:
        command, direction = _command(key), _direction(key)
        mine, other = above.op(command, direction), below.op(command, direction)
        known = command in above.commands.names or key in above.ops
        known = known or above.command_name(command, direction) is not None
        return Op(
            attrs=self.types(mine.attrs, other.attrs),
            header=mine.header if known else mine.header or other.header,
            info=mine.info,
            short=mine.short,
        )

    def types(self, above: Any, below: Any) -> Any:
        """Return the upper type, its attribute sets filled from the lower one."""
        above, below = _plain(above), _plain(below)
        if isinstance(above, Attrs) and isinstance(below, Attrs):
            return self.sets(above, below)
        if isinstance(above, Multi):
            inner = self.types(now(above.of), below)
            return above if inner is now(above.of) else Multi(inner)
        if isinstance(below, Multi):
            below = now(below.of)
        above, below = _nest(above), _nest(below)
        if above is BARE or (isinstance(above, Nest) and above.of is BARE):
            return below
        if type(above) is not type(below):
            return above
        return self._nodes(above, below)

    def _nodes(self, above: Any, below: Any) -> Any:
        if isinstance(above, Nest):
            return Nest(lambda: self.types(now(above.of), now(below.of)))
        if isinstance(above, Indexed):
            return Indexed(lambda: self.types(now(above.of), now(below.of)))
        if isinstance(above, NestTypeValue) and len(above.levels) == len(below.levels):
            of = above.of
            return NestTypeValue(lambda: self.types(now(of), now(below.of)), *above.levels)
        if isinstance(above, Headed):
            of = above.of
            return Headed(above.header, lambda: self.types(now(of), now(below.of)))
        if isinstance(above, Select) and above.selector == below.selector:
            return self._select(above, below)
        return above

    def _select(self, above: Select, below: Select) -> Select:
        cases = {**below.cases, **above.cases}
        for key in above.cases.keys() & below.cases.keys():
            cases[key] = self.types(now(above.cases[key]), now(below.cases[key]))
        default = below.default if above.default is None else above.default
        return Select(above.selector, cases, default)

    def sets(self, above: Attrs, below: Attrs) -> Attrs:
        """Return a set with the attributes of both, made when it is looked at."""
        if above is below or below is BARE:
            return above
        if above is BARE:
            return below
        key = id(above), id(below)
        if key not in self._sets:
            made = Deferred(above.prefix, above.origin, lambda: self._set(above, below))
            self._sets[key] = made, above, below
        return self._sets[key][0]

    def _set(self, above: Attrs, below: Attrs) -> Attrs:
        entries, irregular = dict(above.entries), dict(above.irregular)
        origins = dict(above.origins)
        taken = {entry.name for entry in entries.values()}
        for number, entry in below.entries.items():
            if number in entries:
                entries[number] = self._entry(entries[number], entry)
                continue
            name = entry.name if entry.name not in taken else f"{entry.name}_{number}"
            taken.add(name)
            entries[number] = Renamed(entry.subcon, newname=name, newdocs=entry.docs)
            irregular[name] = below.const(entry.name)
            origins[number] = below.origins.get(number, below.origin)
        return Attrs(
            above.prefix,
            entries,
            irregular=irregular,
            origin=above.origin,
            limits=_limits(above, below),
            origins=origins,
        )

    def _entry(self, above: Any, below: Any) -> Any:
        """Return an entry with the name and type of the upper, documented by either."""
        kind = self.types(above.subcon, below.subcon)
        docs = above.docs or below.docs
        if kind is above.subcon and docs == above.docs:
            return above
        return Renamed(kind, newname=above.name, newdocs=docs)


def _plain(kind: Any) -> Any:
    while isinstance(kind, Renamed):
        kind = kind.subcon
    return kind


def _nest(kind: Any) -> Any:
    return Nest(kind) if isinstance(kind, Attrs) and kind is not BARE else kind


def _command(key: Any) -> int:
    return int(key[0] if isinstance(key, tuple) else key)


def _direction(key: Any) -> str:
    return str(key[1]) if isinstance(key, tuple) else ""


def _limits(above: Attrs, below: Attrs) -> dict[int, Limits]:
    """Return the limits of both; where both have some, the kernel's own policy counts."""
    if below.origin == "policy":
        above, below = below, above
    return {**below.limits, **above.limits}


def _names(
    above: type[Constants], below: type[Constants], *, extends: bool
) -> type[Constants]:
    """Return the names of the upper, and of those numbers only that the lower knows."""
    more = {n: t for n, t in below.names.items() if n not in above.names}
    more = {n: t for n, t in more.items() if t not in above.numbers}
    if not extends or not more:
        return above
    made = Constants.make(above.prefix or below.prefix, {**above.names, **more})
    made.numbers = {**made.numbers, **above.numbers}
    made.irregular = {**{t: below.const(t) for t in more.values()}, **above.irregular}
    if not above.prefix:
        made.irregular = {**{t: above.const(t) for t in above.numbers}, **made.irregular}
    return made


def _replies(above: Family, below: Family) -> type[Constants] | None:
    """Return the names of what the kernel sends, None if they are those of commands.

    One that has a single list of names for both does not learn another from below.
    """
    if above.replies is None:
        return None if above.commands.names else below.replies
    return _names(above.replies, below.replies or below.commands, extends=True)
