"""The expressions that filters are made of; each class tells how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, indexes, pick, size

COLUMN, BYTES, DECODED = 1, 2, 3


class Expression:
    """A test of messages.

    tier is how costly it is: COLUMN reads the store's columns, BYTES the messages of
    candidates in numpy, DECODED describes messages one by one. usage and help document
    it for people.
    """

    usage: ClassVar[str] = ""
    help: ClassVar[str] = ""
    tier: int = COLUMN

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass."""
        raise NotImplementedError

    def explain(self) -> str:
        """Return what passes, in words that follow "messages"."""
        raise NotImplementedError


class All(Expression):
    """Everything: the empty filter."""

    def mask(self, scan: Scan, rows: Rows) -> Mask:  # noqa: ARG002
        """Return all."""
        return np.ones(size(rows), np.bool_)

    def explain(self) -> str:
        """Return no condition."""
        return "of every kind"


class Decoded(Expression):
    """A test of decoded messages, one after the other."""

    tier = DECODED

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass; may leaves out those that cannot, cheaply."""
        found = self.may(scan, rows)
        for place in np.flatnonzero(found):
            found[place] = self.one(scan, int(indexes(rows)[place]))
        return found

    def may(self, scan: Scan, rows: Rows) -> Mask:  # noqa: ARG002
        """Return which rows are worth decoding."""
        return np.ones(size(rows), np.bool_)

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether message n, from 0, passes."""
        raise NotImplementedError


class And(Expression):
    """Passes what passes every part; the cheap ones go first."""

    usage = "A and B, A && B"
    help = "both"

    def __init__(self, parts: Sequence[Expression]) -> None:
        self.parts = sorted(parts, key=lambda part: part.tier)
        self.shown = list(parts)
        self.tier = max(part.tier for part in parts)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass; the costly parts see only what passed the others."""
        found = np.ones(size(rows), np.bool_)
        for part in self.parts:
            if part.tier == COLUMN:
                found &= part.mask(scan, rows)
                continue
            places = np.flatnonzero(found)
            if not len(places):
                break
            found[places] = part.mask(scan, pick(rows, found))
        return found

    def explain(self) -> str:
        """Return the parts, joined by and."""
        return " and ".join(_inside(part) for part in self.shown)


class Or(Expression):
    """Passes what passes any part; the cheap ones go first."""

    usage = "A or B, A || B"
    help = "either; `and` binds tighter"

    def __init__(self, parts: Sequence[Expression]) -> None:
        self.parts = sorted(parts, key=lambda part: part.tier)
        self.shown = list(parts)
        self.tier = max(part.tier for part in parts)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass; the costly parts see only what is still out."""
        found = np.zeros(size(rows), np.bool_)
        for part in self.parts:
            if part.tier == COLUMN:
                found |= part.mask(scan, rows)
                continue
            places = np.flatnonzero(~found)
            if not len(places):
                break
            found[places] = part.mask(scan, pick(rows, ~found))
        return found

    def explain(self) -> str:
        """Return the parts, joined by or."""
        return " or ".join(_inside(part) for part in self.shown)


class Not(Expression):
    """Passes what its part does not."""

    usage = "not A, !A"
    help = "the rest"

    def __init__(self, part: Expression) -> None:
        self.part = part
        self.tier = part.tier

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows do not pass the part."""
        return ~self.part.mask(scan, rows)

    def explain(self) -> str:
        """Return the part, negated."""
        return f"other than those {_inside(self.part)}"


class Differs(And):
    """Passes where a field is there and no value of it is among some."""

    def __init__(self, exists: Expression, equal: Expression) -> None:
        super().__init__([exists, Not(equal)])

    def explain(self) -> str:
        """Return the comparison, negated."""
        return f"({self.shown[0].explain()}, {self.shown[1].explain()})"


def _inside(part: Expression) -> str:
    text = part.explain()
    return f"({text})" if isinstance(part, (And, Or)) and text[0] != "(" else text
