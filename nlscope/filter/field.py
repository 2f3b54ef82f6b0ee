"""What fields of the header have in common: a name, help, and how a test is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, size
from nlscope.filter.build import constants, value_test, within
from nlscope.filter.error import FilterError
from nlscope.filter.expression import Expression
from nlscope.filter.literal import Interval, Unfit, Value
from nlscope.filter.parser import Condition
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import Constants

Choice = tuple[str, str]
Made = TypeVar("Made")
WORDS = {"": "there is", "==": "is", "in": "is one of", "<": "is below",
         "<=": "is at most", ">": "is above", ">=": "is at least"}  # fmt: skip


def explained(test: Condition, make: Callable[[], Made]) -> Made:
    """Return what make returns; FilterError where it finds a literal unfit."""
    try:
        return make()
    except Unfit as error:
        where = error.value or test.name
        message = f"{test.name.text} {error}"
        raise FilterError(message, where.start, where.end) from None


class Field(Expression):
    """A field of the header, compared with values, or alone.

    name is how it is written, noun what it is: "number", "enum", "text" or "presence".
    """

    name: ClassVar[str]
    noun: ClassVar[str] = "number"
    examples: ClassVar[tuple[str, ...]] = ()

    def __init__(self, test: Condition, registry: Registry) -> None:
        self.test = test
        self.op = test.op
        self.values = test.values
        explained(test, lambda: self.prepare(registry))

    def prepare(self, registry: Registry) -> None:
        """Make what mask needs; raise Unfit for a comparison that makes no sense."""
        raise NotImplementedError

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield values that the field can have, each with help."""
        del registry, session
        yield from ()

    def explain(self) -> str:
        """Return the field and the comparison."""
        if not self.op:
            return f"that have {self.name}"
        shown = ", ".join(value.spelled for value in self.values)
        return f"whose {self.name} {WORDS.get(self.op, self.op)} {shown}"


class Number(Field):
    """A field that is a number for every message, in a column."""

    constants: ClassVar[type[Constants] | None] = None

    def prepare(self, registry: Registry) -> None:
        """Take the numbers that pass."""
        del registry
        self.within: list[Interval] = []
        if self.op in ("contains", "matches"):
            msg = f'is a number; "{self.op}" is for text and bytes'
            raise Unfit(msg)
        if self.op:
            self.within = within(self.op, self.values, self.constants)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the numbers of rows."""
        raise NotImplementedError

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have a number that passes."""
        if not self.op:
            return np.ones(size(rows), np.bool_)
        return among(self.column(scan, rows), self.within)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the names of its values."""
        del registry, session
        if cls.constants is not None:
            for name, number in cls.constants.numbers.items():
                yield name, str(number)


def among(column: Any, within: list[Interval]) -> Mask:
    """Return which numbers of a column are inside one of some intervals."""
    info = np.iinfo(column.dtype)
    found = np.zeros(len(column), np.bool_)
    for low, high in within:
        if (low is not None and low > info.max) or (high is not None and high < info.min):
            continue
        if low is not None and low == high:
            found |= column == low
            continue
        passes = np.ones(len(column), np.bool_)
        if low is not None and low > info.min:
            passes &= column >= low
        if high is not None and high < info.max:
            passes &= column <= high
        found |= passes
    return found


class Texts(Field):
    """A field that is text, where there is one."""

    noun = "text"

    def prepare(self, registry: Registry) -> None:
        """Take the test of a text."""
        del registry
        self.fits: Callable[[Any], bool] = lambda _value: True
        if self.op:
            self.fits = value_test(self.op, self.values)


def spelled(names: type[Constants]) -> dict[str, int]:
    """Return numbers by short names and constants in small letters."""
    return constants(names)


def only_equal(test: Condition) -> None:
    """Raise Unfit unless values are compared by == or in."""
    if test.op not in ("", "==", "in"):
        msg = f'has names, which "{test.op}" cannot compare; use == or in'
        raise Unfit(msg)


def folded(value: Value) -> str:
    """Return the text of a literal in small letters."""
    return value.text.casefold()
