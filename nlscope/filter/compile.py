"""The text of a filter to what selects messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nlscope.filter.attribute import AttributeTest, FamilyTest, check
from nlscope.filter.buffer import Mask, Scan
from nlscope.filter.catalog import Catalog, catalog
from nlscope.filter.columns import COLUMNS, Exchange
from nlscope.filter.decoded import DECODED_FIELDS
from nlscope.filter.error import FilterError, did_you_mean
from nlscope.filter.exchanges import EXCHANGES
from nlscope.filter.expression import (
    DECODED,
    All,
    And,
    Differs,
    Expression,
    Not,
    Or,
)
from nlscope.filter.field import Field, explained
from nlscope.filter.flags import Flag, Flags, flag_bits
from nlscope.filter.genl import GenlCmd, GenlFamily, GenlVersion
from nlscope.filter.literal import Value
from nlscope.filter.msgtype import Type
from nlscope.filter.parser import Condition, Syntax, parse
from nlscope.filter.party import PARTY_FIELDS
from nlscope.filter.path import resolve, split, valued
from nlscope.filter.raw import Raw
from nlscope.filter.source import SourceField
from nlscope.registry import Registry
from nlscope.session import Session

_Make = Callable[[Condition], Expression]
_SLICE = {DECODED: 4096}  # messages whose descriptions are kept for the other tests
_ALL: tuple[type[Field], ...] = (
    *COLUMNS, *EXCHANGES, *PARTY_FIELDS, SourceField, Type, Flags, GenlFamily, GenlCmd,
    GenlVersion, *DECODED_FIELDS, Raw,
)  # fmt: skip
FIELDS = {field.name: field for field in _ALL}
OTHER_NAMES = {"portid": "port", "pid": "port", "length": "len", "number": "no"}


class Filter:
    """A filter ready to select messages; text is how it was written.

    tier tells its cost: 1 for columns, 2 for bytes, 3 for what decodes messages. paired
    says that later messages may change whether one passes, as its exchange goes on.
    """

    def __init__(self, text: str, expression: Expression, *, paired: bool = False) -> None:
        self.text = text
        self.expression = expression
        self.paired = paired

    @property
    def tier(self) -> int:
        """How costly it is, by its costliest part."""
        return self.expression.tier

    def rows(self, session: Session, start: int = 0, stop: int | None = None) -> Mask:
        """Return which of the messages [start, stop), counted from 0, pass."""
        count = len(session.store)
        stop = count if stop is None else min(stop, count)
        start = min(max(start, 0), max(stop, 0))
        scan = Scan(session)
        step = _SLICE.get(self.tier, 1 << 20)
        found = [
            self.expression.mask(scan, slice(first, min(stop, first + step)))
            for first in range(start, stop, step)
        ]
        return np.concatenate(found) if found else np.zeros(0, np.bool_)

    def explain(self) -> str:
        """Return what the filter selects, in words."""
        return f"messages {self.expression.explain()}"


def compile_filter(text: str, registry: Registry) -> Filter:
    """Return the filter of a text; FilterError where it is none.

    A text of blanks selects everything.
    """
    if not text.strip():
        return Filter(text, All())
    syntax = parse(text)
    made = _expression(syntax, registry, catalog(registry))
    return Filter(text, made, paired=_pairs(syntax))


def _pairs(syntax: Syntax) -> bool:
    """Return whether a field of the exchange is tested."""
    if isinstance(syntax, Condition):
        return syntax.name.text.casefold().partition(".")[0] == Exchange.name
    return any(_pairs(item) for item in syntax.items)


def _expression(syntax: Syntax, registry: Registry, names: Catalog) -> Expression:
    if isinstance(syntax, Condition):
        return _test(syntax, registry, names)
    parts = [_expression(item, registry, names) for item in syntax.items]
    if syntax.how == "not":
        return Not(parts[0])
    return And(parts) if syntax.how == "and" else Or(parts)


def _test(test: Condition, registry: Registry, names: Catalog) -> Expression:
    made = _maker(test, registry, names)
    if not test.negated:
        return made(test)
    exists = Condition(test.name)
    return Differs(made(exists), made(replace(test, negated=False)))


def _maker(test: Condition, registry: Registry, names: Catalog) -> _Make:
    """Return what makes the expression of a test of a field."""
    word = test.name
    name = word.text.casefold()
    name = OTHER_NAMES.get(name, name)
    if name in FIELDS:
        return lambda each: FIELDS[name](each, registry)
    if name.startswith("flags."):
        return _flag
    head = next((h for h in FIELDS if name.startswith(h + ".")), None)
    first = name.partition(".")[0]
    if head and first not in names.families and first not in names.names:
        known = [n for n in FIELDS if n.startswith(head + ".")]
        hint = did_you_mean(name, known) or f", which is {FIELDS[head].noun}"
        message = f'there is no "{name}" in {head}{hint}'
        raise FilterError(message, word.start, word.end)
    return lambda each: _attribute(each, names)


def _flag(test: Condition) -> Expression:
    word = test.name
    if test.op:
        message = f"{word.text} is a flag: it is set or not, write it alone"
        raise FilterError(message, word.start, word.end)
    text = word.text.partition(".")[2]
    value = Value(text, quoted=False, start=word.end - len(text), end=word.end)
    return Flag(explained(test, lambda: flag_bits(value)), text)


def _attribute(test: Condition, names: Catalog) -> Expression:
    word = test.name
    path = split(word, names)
    if path.family is not None and not path.steps:
        if test.op:
            message = f"{word.text} is a family: write it alone, or compare an attribute"
            raise FilterError(message, word.start, word.end)
        return FamilyTest(path)
    try:
        found = resolve(path, word, names)
    except FilterError as error:
        raise _suggesting_fields(error, word.text) from None
    if test.op:
        path, found = valued(path, found)
        check(test, found)
    return AttributeTest(path, test.op, test.values)


def _suggesting_fields(error: FilterError, word: str) -> FilterError:
    """Return the error with a header field's name, if that is what was meant."""
    near = did_you_mean(word, FIELDS)
    if near and "did you mean" not in error.message:
        return FilterError(error.message + near, error.start, error.end)
    return error
