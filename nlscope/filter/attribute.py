"""Tests of attributes: found in bytes, and on decoded messages where bytes do not do."""

from __future__ import annotations

from typing import Any

import numpy as np

from nlscope.filter.buffer import CHUNK, Mask, Rows, Scan, indexes, part, size
from nlscope.filter.build import build, flag_match
from nlscope.filter.catalog import Known, leaves
from nlscope.filter.error import FilterError
from nlscope.filter.expression import BYTES, DECODED, Expression
from nlscope.filter.kinds import groups
from nlscope.filter.literal import Unfit, Value
from nlscope.filter.match import Match
from nlscope.filter.parser import Condition
from nlscope.filter.path import Path
from nlscope.filter.seek import Seeker
from nlscope.filter.shape import noun_of, shape
from nlscope.filter.tree import locate
from nlscope.spec import Node

_WORDS = {"==": "is", "in": "is one of", "<": "is below", "<=": "is at most",
          ">": "is above", ">=": "is at least"}  # fmt: skip


class FamilyTest(Expression):
    """Passes the messages of a family."""

    usage = "link, nlctrl"
    help = "a family's name alone: the message is one of the family's"
    tier = BYTES

    def __init__(self, path: Path) -> None:
        self.path = path

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are of the family."""
        found = np.zeros(size(rows), np.bool_)
        for identity, places in groups(scan, rows):
            if self.path.holds(identity.family):
                found[places] = True
        return found

    def explain(self) -> str:
        """Return the family's name."""
        return f"of the family {self.path.family}"


class AttributeTest(Expression):
    """Passes messages that have an attribute, or one with a value that fits.

    op and values are those of the comparison, op "" asks whether the path is there.
    """

    usage = "link.ifname, route.dst == 10.0.0.0/8, ifname contains eth, link.ifi_flags.up"
    help = (
        "a path from the family's name through its attributes and the members of headers "
        "and structs, or any later part of it: then it may be anywhere; array elements "
        "and repeats all count, and one that fits will do"
    )

    def __init__(self, path: Path, op: str, values: list[Value]) -> None:
        self.path = path
        self.op = op
        self.values = values
        self.tier = DECODED if path.loose else BYTES
        self._matches: dict[tuple[Any, str, str | None], Match | None] = {}

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass."""
        found = np.zeros(size(rows), np.bool_)
        for first in range(0, len(found), CHUNK):
            chunk = part(rows, first)
            found[first : first + size(chunk)] = self._chunk(scan, chunk)
        return found

    def _chunk(self, scan: Scan, rows: Rows) -> Mask:
        exists = not self.op
        seeker = Seeker(scan, self.path, self._choose, size(rows), exists=exists)
        if self.path.loose:
            seeker.doubt[:] = True
        else:
            start, stop = scan.bounds(rows)
            for identity, places in groups(scan, rows):
                seeker.message(identity, places, start[places], stop[places])
        found = seeker.hit
        for place in np.flatnonzero(seeker.doubt & ~found):
            found[place] = self.one(scan, int(indexes(rows)[place]))
        return found

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether message n, from 0, passes, by its tree."""
        said = scan.describe(n)
        for place in locate(said.root, self.path, said.message.frame.order):
            if not self.op and place.flag is None:
                return True
            match = self._choose(place.kind, place.order, place.flag)
            if match is not None and match.one(place.field.raw):
                return True
        return False

    def _choose(self, kind: Any, order: str, flag: str | None) -> Match | None:
        key = (kind, order, flag)
        if key not in self._matches:
            self._matches[key] = self._make(kind, order, flag)
        return self._matches[key]

    def _make(self, kind: Any, order: str, flag: str | None) -> Match | None:
        if isinstance(kind, Node) or (flag is not None and self.op):
            return None
        try:
            if flag is not None:
                return flag_match(shape(kind, order), flag)
            return build(kind, order, self.op, self.values)
        except (Unfit, KeyError):
            return None

    def explain(self) -> str:
        """Return the path and the comparison."""
        if not self.op:
            return f"that have {self.path.text.lstrip('.')}"
        shown = ", ".join(value.spelled for value in self.values)
        return f"whose {self.path.text.lstrip('.')} {_WORDS.get(self.op, self.op)} {shown}"


def check(test: Condition, found: list[Known]) -> None:
    """Raise FilterError unless a comparison suits one of the things a path leads to."""
    word, problem = test.name, None
    for known in found:
        if known.flag:
            problem = problem or Unfit("is a flag: it is set or not, write it alone")
            continue
        for leaf in leaves(known.kind):
            if isinstance(leaf, Node):
                problem = problem or Unfit(
                    "holds attributes: write it alone, or compare one of them"
                )
                continue
            try:
                build(leaf, "<", test.op, test.values)
            except Unfit as error:
                problem = problem if problem and noun_of(leaf) == "value" else error
            else:
                return
    assert problem is not None
    where = problem.value or word
    message = f"{word.text} {problem}"
    raise FilterError(message, where.start, where.end)


def noun(found: list[Known]) -> str:
    """Return what a path leads to, in a word or a few."""
    nouns = {
        "flag" if known.flag else "attributes" if isinstance(leaf, Node) else noun_of(leaf)
        for known in found
        for leaf in leaves(known.kind)
    }
    return " or ".join(sorted(nouns))
