"""The generic netlink header: family, command and version."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from nlscope.dissect import Identity
from nlscope.filter.buffer import Mask, Rows, Scan, indexes, pick, size
from nlscope.filter.error import did_you_mean
from nlscope.filter.field import Choice, Number, Texts, among, folded
from nlscope.filter.kinds import groups
from nlscope.filter.literal import Unfit, Value, intervals, number, top
from nlscope.model import HEADER_SIZE
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import GENERIC, Constants, Family


class _Genl(Texts):
    """A field of the generic netlink header."""

    def rows_of(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have the byte of a generic netlink header they need."""
        found: Mask = scan.store.protocol[rows] == GENERIC
        places = np.flatnonzero(found)
        if len(places):
            start, stop = scan.bounds(indexes(rows)[places])
            found[places] = stop - start > HEADER_SIZE
        return found

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass."""
        found = self.rows_of(scan, rows)
        some = pick(rows, found)
        passed = np.zeros(size(some), np.bool_)
        for identity, places in groups(scan, some):
            if not identity.control:
                passed[places] = self.passes(identity)
        found[found] = passed
        return found

    def passes(self, identity: Identity) -> bool:
        """Return whether messages of an identity pass."""
        raise NotImplementedError


class GenlFamily(_Genl):
    """The generic netlink family."""

    name = "genl.family"
    help = "the generic netlink family, by the name it had then, or by number if unknown"
    examples = ("genl.family == nlctrl", "genl.family contains 80211")

    def passes(self, identity: Identity) -> bool:
        """Return whether the family's name fits."""
        return self.fits(identity.type_name)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the families that tables and the capture name."""
        seen = set(session.context.names) if session is not None else set()
        for name in sorted(seen | {f.name for f in registry if f.protocol == GENERIC}):
            yield (name if re.fullmatch(r"[\w.-]+", name) else f'"{name}"'), ""


class GenlCmd(_Genl):
    """The generic netlink command."""

    name, noun = "genl.cmd", "enum"
    help = "the generic netlink command: short name, constant or number"
    examples = ("genl.cmd == GETFAMILY", "genl.cmd == 3")

    def prepare(self, registry: Registry) -> None:
        """Check that some family has the commands named."""
        super().prepare(registry)
        if self.op in ("contains", "matches"):
            return
        known = {name for name, _help in self.choices(registry, None)}
        short = {
            n.casefold() for f in _generic(registry) for s in _sets(f) for n in s.numbers
        }
        for value in self.values:
            named = folded(value) in short | {name.casefold() for name in known}
            if number(value) is None and not named:
                msg = (
                    f'has no value "{value.text}"{did_you_mean(value.text.upper(), known)}'
                )
                raise Unfit(msg, value)

    def passes(self, identity: Identity) -> bool:
        """Return whether the command's name or number fits."""
        shown, family = identity.command_name, identity.family
        if not self.op:
            return True
        if self.op in ("contains", "matches"):
            return self.fits(str(identity.command) if shown is None else shown)
        relation = "==" if self.op == "in" else self.op
        own = {shown.casefold()} if shown is not None else set()
        if shown is not None and family is not None:
            own |= {names.const(shown).casefold() for names in _sets(family)}
        return any(
            self._fits(value, relation, identity.command, own) for value in self.values
        )

    def _fits(self, value: Value, relation: str, command: int, own: set[str]) -> bool:
        low, high = number(value), top(value)
        if low is None:
            return folded(value) in own
        return any(
            (a is None or a <= command) and (b is None or command <= b)
            for a, b in intervals(relation, low, high)
        )

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the commands of all families."""
        del session
        for family in _generic(registry):
            for names in _sets(family):
                for name in names.numbers:
                    yield names.const(name), family.name


def _generic(registry: Registry) -> list[Family]:
    return [family for family in registry if family.protocol == GENERIC]


def _sets(family: Family) -> list[type[Constants]]:
    sets = (family.commands, family.replies, family.events)
    return [names for names in sets if names is not None]


class GenlVersion(Number):
    """The generic netlink version."""

    name, help = "genl.version", "the version in the generic netlink header"
    examples = ("genl.version != 1",)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have such a version."""
        found = GenlFamily.rows_of(self, scan, rows)  # type: ignore[arg-type]
        some = pick(rows, found)
        start, stop = scan.bounds(some)
        passed = stop - start > HEADER_SIZE + 1
        at = start[passed] + HEADER_SIZE + 1
        if self.op:
            passed[passed] = among(scan.view("u1")[at], self.within)
        for identity, places in groups(scan, some):
            if identity.control:
                passed[places] = False
        found[found] = passed
        return found
