"""The elements of an nftables set as one text, as nft writes them, for rows.

A set of intervals holds their first keys and, flagged, the keys after their last ones.
Sources: nft_rbtree and nft_set_pipapo of the kernel; src/intervals.c of nft.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from construct import Renamed

from nlscope.codec import codec
from nlscope.dissect.find import find
from nlscope.dissect.names import Names
from nlscope.dissect.pairs import pairs
from nlscope.model import Field
from nlscope.spec import (
    Concatenation,
    Enum,
    Filled,
    Flags,
    Hidden,
    Misfit,
    Range,
    SetType,
    Shown,
    reference,
    told,
)
from nlscope.spec.leaves import Ip

_MOST = 8
_ELEMENTS = "NFTA_SET_ELEM_LIST_ELEMENTS"
_END = "INTERVAL_END"
_OPEN = 1  # SET_ELEM_F_INTERVAL_OPEN of nft
_EXPRESSION = "name "
_DURATIONS = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms"))
Element = dict[str, Field]


class Typed:
    """Some bytes of a key or of data, with their type; names, if given, names numbers."""

    def __init__(self, kind: Any, order: str, raw: bytes, names: Names | None) -> None:
        while isinstance(kind, Renamed):
            kind = kind.subcon
        self.kind, self.order, self.raw, self.names = kind, order, raw, names

    def __str__(self) -> str:
        """Return the value as nft writes it, hex if the type does not fit."""
        if isinstance(self.kind, Concatenation):
            return " . ".join(map(str, self.parts()))
        if isinstance(self.kind, Range):
            first, last = self.parts()
            return first.upto(last)
        read = codec(self.kind, self.order)
        if read.size not in (None, len(self.raw)):
            return self.raw.hex()
        try:
            value = read.read(self.raw, 0, len(self.raw))
        except Misfit:
            return self.raw.hex()
        return self._text(told(value) if isinstance(value, Hidden) else value)

    def parts(self) -> list[Typed]:
        """Return the members of a concatenation, or of a range."""
        return [
            Typed(
                m.type,
                self.order,
                self.raw[m.offset : m.offset + (m.size or 0)],
                self.names,
            )
            for m in codec(self.kind, self.order).members
            if m.name
        ]

    def _text(self, value: Any) -> str:
        kind = self.kind
        if isinstance(kind, Flags):
            return " | ".join(value).lower() or "0"
        if isinstance(value, bytes):
            return value.hex()
        if isinstance(kind, Filled):
            return f'"{value}"'
        if isinstance(kind, Enum):
            return str(value).lower() if str(value).isupper() else str(value)
        return _shown(kind, value, len(self.raw), self.names)

    def upto(self, last: Typed) -> str:
        """Return the range from here to a last value, a prefix if it is one."""
        if isinstance(self.kind, Concatenation):
            pairs_of = zip(self.parts(), last.parts(), strict=True)
            return " . ".join(low.upto(high) for low, high in pairs_of)
        if self.raw == last.raw:
            return str(self)
        bits = _prefix(self.raw, last.raw)
        if isinstance(self.kind, Ip) and bits is not None:
            return f"{self}/{bits}"
        if isinstance(self.kind, Filled) and bits is not None and not bits % 8:
            return f'"{self.raw[: bits // 8].decode("latin-1")}*"'
        return f"{self}-{last}"

    def highest(self) -> Typed:
        """Return the highest value there is."""
        return Typed(self.kind, self.order, b"\xff" * len(self.raw), self.names)

    def before(self) -> Typed:
        """Return the value before this one."""
        number = max(int.from_bytes(self.raw, "big") - 1, 0)
        raw = number.to_bytes(len(self.raw), "big")
        return Typed(self.kind, self.order, raw, self.names)


def _prefix(first: bytes, last: bytes) -> int | None:
    """Return the length of the prefix that a range is, None if it is none."""
    bits = (int.from_bytes(first, "big") ^ int.from_bytes(last, "big")).bit_length()
    rest = (1 << bits) - 1
    whole = not int.from_bytes(first, "big") & rest
    whole &= int.from_bytes(last, "big") & rest == rest
    return 8 * len(first) - bits if whole and len(first) == len(last) else None


def _shown(kind: Any, value: Any, size: int, names: Names | None) -> str:
    """Return a number by its unit, an interface by its name in quotes."""
    unit = kind.unit if isinstance(kind, Shown) else ""
    if unit == "hex":
        return f"0x{value:0{2 * size}x}"
    if unit == "ms":
        return duration(value)
    if unit == "s":
        clock = f"{value // 3600:02}:{value // 60 % 60:02}:{value % 60:02}"
        return f'"{clock.removesuffix(":00")}"'
    if unit == "ns" and value < 1 << 62:
        return f'"{datetime.fromtimestamp(value // 10**9, UTC):%Y-%m-%d %H:%M:%S}"'
    device = names is not None and reference(kind) == "ifindex"
    name = names.find("ifindex", value, "") if names and device else None
    return str(value) if name is None else f'"{name}"'


def duration(ms: int) -> str:
    """Return a time in ms as nft writes it, 1h30m."""
    text = ""
    for unit, name in _DURATIONS:
        count, ms = divmod(ms, unit)
        text += f"{count}{name}" if count else ""
    return text or "0s"


def told_types(root: Field) -> dict[str, SetType]:
    """Return by selector the types that were told of a message's keys and data."""
    told_of = {}
    for name, selector in (("key", "set_key"), ("data", "set_data")):
        for value in find(root, ["elements", name, "value"]):
            case = getattr(value.spec, "case", None)
            if isinstance(case, SetType):
                told_of[selector] = case
                break
    return told_of


def element(field: Field, names: Names | None = None) -> str:
    """Return an element of a list, "" of anything else; of an interval its one end."""
    listed = getattr(field.spec, "const", "") == _ELEMENTS and field.name.isdigit()
    if not listed:
        return ""
    held = {part.name: part for part in field.items}
    return ("end " if _is_end(held) else "") + next(_singles([held], names))


def elements(found: list[Field], names: Names | None, *, asked: bool = False) -> str:
    """Return the elements that some attributes list, joined by commas.

    asked says that each is looked for, which no end of an interval is.
    """
    held = [
        {part.name: part for part in each.items}
        for field in found
        for each in field.items
        if each.name.isdigit()
    ]
    intervals = not asked and any(_sorted(each) or _is_end(each) for each in held)
    texts = list(_intervals(held, names) if intervals else _singles(held, names))
    more = [f"... {len(texts)} in all"] * (len(texts) > _MOST)
    return ", ".join(texts[:_MOST] + more)


def _sorted(element: Element) -> bool:
    """Return whether an element is one end of an interval, not the whole of it."""
    key = _value(element, "key")
    case = getattr(key.spec, "case", None) if key is not None else None
    return case is not None and case.sorted and len(case.numbers) == 1


def _is_end(element: Element) -> bool:
    flags = element.get("flags")
    return flags is not None and isinstance(flags.value, tuple) and _END in flags.value


def _is_open(element: Element) -> bool:
    """Return whether nft says of an element that its interval goes up to the end."""
    said = element["userdata"].value if "userdata" in element else None
    return isinstance(said, dict) and bool(said.get("flags", 0) & _OPEN)


def _value(element: Element, name: str) -> Field | None:
    """Return the value of an element's key or data."""
    nest = element.get(name)
    items = () if nest is None else nest.items
    return next((part for part in items if part.name == "value"), None)


def _typed(field: Field | None, names: Names | None) -> Typed | None:
    kind = getattr(field.spec, "type", None) if field is not None else None
    if field is None or kind is None:
        return None
    return Typed(kind, getattr(field.spec, "order", "<"), field.raw, names)


def _singles(held: list[Element], names: Names | None) -> Iterator[str]:
    """Yield elements that are what they are, from key to key_end if they have one."""
    for element in held:
        key = _typed(_value(element, "key"), names)
        last = _typed(_value(element, "key_end"), names)
        text = "*" if key is None else str(key)
        if key is not None and last is not None and len(key.raw) == len(last.raw):
            text = key.upto(last)
        yield text + _rest(element, names)


def _intervals(held: list[Element], names: Names | None) -> Iterator[str]:
    """Yield the intervals that elements bound; those of which but one end is there too."""
    keyed = [(key, each) for each in held if (key := _typed(_value(each, "key"), names))]
    keyed.sort(key=lambda pair: (pair[0].raw, not _is_end(pair[1])))
    first: tuple[Typed, Element] | None = None
    for key, element in keyed:
        if first is not None:
            yield first[0].upto(key.before()) + _rest(first[1], names)
        elif _is_end(element) and (any(key.raw) or len(held) == 1):
            yield f"end {key}"
        first = None if _is_end(element) else (key, element)
    if first is not None:
        key, element = first
        text = key.upto(key.highest()) if _is_open(element) else f"{key}-"
        yield text + _rest(element, names)
    yield from _singles([each for each in held if "key" not in each], names)


def _rest(element: Element, names: Names | None) -> str:
    """Return what follows a key: expressions, times, a comment, what it maps to."""
    held = [element["expr"]] if "expr" in element else []
    held += element["expressions"].items if "expressions" in element else []
    words = [_expression(each, names) for each in held]
    for name, word in (("timeout", "timeout"), ("expiration", "expires")):
        if name in element and isinstance(element[name].value, int):
            words.append(f"{word} {duration(element[name].value)}")
    said = element["userdata"].value if "userdata" in element else None
    if isinstance(said, dict) and "comment" in said:
        words.append(f'comment "{said["comment"]}"')
    target = _target(element, names)
    words += [":", target] if target else []
    return "".join(f" {word}" for word in words if word)


def _expression(field: Field, names: Names | None) -> str:
    return pairs([field], names).removeprefix(_EXPRESSION)


def _target(element: Element, names: Names | None) -> str:
    """Return what a key maps to: data, a verdict, an object."""
    data = _typed(_value(element, "data"), names)
    if data is not None:
        return str(data)
    if "objref" in element:
        return f'"{element["objref"].value}"'
    nest = element.get("data")
    verdict = {} if nest is None else {v.name: v for part in nest.items for v in part.items}
    code, chain = verdict.get("code"), verdict.get("chain")
    words = [str(code.value).lower()] if code is not None else []
    words += [str(chain.value)] if chain is not None else []
    return " ".join(words)
