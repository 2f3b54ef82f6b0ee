"""The values that a field has in a capture, for completion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from nlscope.filter.buffer import Scan
from nlscope.filter.catalog import catalog
from nlscope.filter.columns import COLUMNS
from nlscope.filter.compile import FIELDS, compile_filter
from nlscope.filter.error import FilterError
from nlscope.filter.field import Number
from nlscope.filter.kinds import groups
from nlscope.filter.parser import Condition, Word
from nlscope.filter.path import Path, split
from nlscope.filter.shape import shape
from nlscope.filter.tree import Place, locate
from nlscope.model import PROTOCOLS
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import Hidden, Node, told

_RECENT = 50_000  # messages looked at
_DECODED = 200  # messages decoded
_SHOWN = 40
_LONGEST = 60
_PLAIN = re.compile(r"""[^\s(){},"'!=<>&|~]+""")
_KEYWORDS = re.compile("and|or|not|in|eq|ne|lt|le|gt|ge|contains|matches", re.IGNORECASE)


def seen_values(
    name: str, registry: Registry, session: Session
) -> Iterator[tuple[str, str]]:
    """Yield values of a field among the latest messages, most frequent first."""
    count = len(session.store)
    rows = slice(max(0, count - _RECENT), count)
    if name == "type":
        yield from _types(Scan(session), rows)
    column = next((each for each in COLUMNS if each.name == name), None)
    if column is not None and issubclass(column, Number):
        made = column(Condition(Word(name, 0, 0)), registry)
        numbers, times = np.unique(made.column(Scan(session), rows), return_counts=True)
        for at in np.argsort(-times, kind="stable")[:_SHOWN]:
            shown = str(numbers[at])
            shown = PROTOCOLS.get(int(numbers[at]), shown) if name == "protocol" else shown
            yield shown, f"seen {times[at]} times"
        return
    path = split(Word(name, 0, len(name)), catalog(registry))
    if path.steps and name not in FIELDS:
        yield from _of_path(name, path, registry, session, rows)


def _types(scan: Scan, rows: slice) -> Iterator[tuple[str, str]]:
    times: Counter[str] = Counter()
    for identity, places in groups(scan, rows):
        times[identity.type_name] += len(places)
    for name, count in times.most_common(_SHOWN):
        yield spelled(name), f"seen {count} times"


def _of_path(
    name: str, path: Path, registry: Registry, session: Session, rows: slice
) -> Iterator[tuple[str, str]]:
    try:
        exists = compile_filter(name, registry)
    except FilterError:
        return
    found = np.flatnonzero(exists.rows(session, rows.start, rows.stop)) + rows.start
    times: Counter[str] = Counter()
    for n in found[-_DECODED:]:
        root = session.describe(int(n)).root
        for place in locate(root, path, session.store.order):
            times.update(_texts(place))
    for text, count in times.most_common(_SHOWN):
        yield text, f"seen {count} times"


def _texts(place: Place) -> Iterator[str]:
    """Yield a place's values as a filter would have them."""
    if isinstance(place.kind, Node) or isinstance(told(place.field.value), Hidden):
        return
    leaf = shape(place.kind, place.order)
    value: Any = leaf.value(place.field.raw)
    for each in value if isinstance(value, (tuple, list)) else [value]:
        if isinstance(each, bytes):
            text = each[: _LONGEST // 3].hex(":")
            yield from [text] if text and len(each) <= _LONGEST // 3 else []
        elif isinstance(each, str):
            yield from [spelled(each)] if len(each) <= _LONGEST else []
        elif isinstance(each, int) and not isinstance(each, bool):
            yield str(each)


def spelled(text: str) -> str:
    """Return a text as a filter has it: bare if that can be, else quoted."""
    if _PLAIN.fullmatch(text) and not _KEYWORDS.fullmatch(text) and ".." not in text:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() or ord(char) > 0xFF else f"\\x{ord(char):02x}"
