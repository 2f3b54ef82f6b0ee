"""What can be put into a message or a nest: the attributes of its set."""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass
from typing import Any

from nlscope.codec import codec
from nlscope.dissect.find import identity_of
from nlscope.encode import framed
from nlscope.model import HOST_ORDER, Field
from nlscope.spec import (
    BARE,
    NLA_F_NESTED,
    NLA_TYPE_MASK,
    Attrs,
    Headed,
    Indexed,
    Limits,
    Misfit,
    Nest,
    NestTypeValue,
    Records,
    Select,
    Text,
    now,
)
from nlscope.spec.leaves import unhex
from nlscope.table import Entry, Header, table

_MOST = NLA_TYPE_MASK
_RANGES = {1 << 8, 1 << 16, 1 << 32, 1 << 64}
_KINDS = {Nest: "nest", Headed: "nest", Indexed: "array", NestTypeValue: "array",
          Records: "records", Select: "by another value"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to add: its number, its short name, its constant, what is known of it.

    used counts those that are there.
    """

    number: int
    name: str
    const: str
    about: str
    used: int
    piece: bytes


def set_of(root: Field, trail: tuple[Field, ...]) -> Any:
    """Return what the last field of a trail holds: a type, BARE if nothing is known.

    An empty trail is the message.
    """
    if not trail:
        kind: Any = identity_of(root).op.attrs
        while isinstance(kind, Select):
            kind = now(kind.cases.get(_selected(root, kind.selector), kind.default or BARE))
        return BARE if kind is None else kind
    field = trail[-1]
    node = field.spec.node if isinstance(field.spec, Entry) else None
    if isinstance(node, Records):
        inside = field.body == field.start
        return now(node.of) if inside else node
    if isinstance(node, (Nest, Headed)):
        return now(node.of)
    return BARE if node is None or isinstance(node, Select) else node


def _selected(root: Field, name: str) -> Any:
    for part in root.items:
        if isinstance(part.spec, Header) and isinstance(part.value, dict):
            found = part.value.get(name)
            if found is not None:
                return found
    return None


def holds(field: Field) -> bool:
    """Return whether attributes can be put into a field."""
    if field.parts is not None and field.spec is None:
        return True
    node = field.spec.node if isinstance(field.spec, Entry) else None
    return node is not None and not isinstance(node, Select)


def offers(root: Field, trail: tuple[Field, ...]) -> list[Offer]:
    """Return what can be added to the last field of a trail, what is not there first."""
    held = (trail[-1] if trail else root).items
    used = Counter(number_of(part) for part in held if part.body - part.start == 4)
    kind = set_of(root, trail)
    if isinstance(kind, Records):
        return [_record(kind, len(held))]
    if isinstance(kind, (Indexed, NestTypeValue)):
        assert isinstance(trail[-1].spec, Entry)
        return [_next(trail[-1].spec, kind, used)]
    if not isinstance(kind, Attrs):
        return []
    found = [
        _offer(kind, entry, used) for entry in table(kind, HOST_ORDER).entries.values()
    ]
    return sorted(found, key=lambda offer: (offer.used > 0, offer.number))


def number_of(field: Field) -> int:
    """Return the number of an attribute, its flag bits aside."""
    raw: int = struct.unpack_from("=H", field.data, field.start + 2)[0]
    return raw & NLA_TYPE_MASK


def _offer(attrs: Attrs, entry: Entry, used: Counter[int]) -> Offer:
    limits = attrs.limits.get(entry.number) or Limits()
    nested = isinstance(entry.node, (Nest, Indexed, NestTypeValue))
    piece = framed(
        entry.number, _blank(entry, limits), NLA_F_NESTED if nested else 0, HOST_ORDER
    )
    about = described(entry, limits)
    return Offer(entry.number, entry.name, entry.const, about, used[entry.number], piece)


def _blank(entry: Entry, limits: Limits) -> bytes:
    """Return the payload of an attribute that nobody has given a value yet."""
    if isinstance(entry.type, Text):
        return entry.type.encode("")
    size = entry.codec.size if entry.codec else 0
    if size is None:
        return bytes(limits.min_len or 0)
    if entry.codec is not None and limits.min and size in (1, 2, 4, 8):
        try:
            return entry.codec.write(limits.min)
        except (Misfit, TypeError, AttributeError):
            return bytes(size)
    return bytes(size)


def _next(entry: Entry, kind: Any, used: Counter[int]) -> Offer:
    """Return the offer of an array's next element."""
    number = max(used, default=0) + 1
    if isinstance(kind, NestTypeValue):
        deeper = kind.levels[1:]
        of: Any = NestTypeValue(kind.of, *deeper) if deeper else Nest(kind.of)
    else:
        of = now(kind.of)
    each = entry.element(of)
    nested = NLA_F_NESTED if each.node is not None else 0
    piece = framed(number, _blank(each, Limits()), nested, HOST_ORDER)
    return Offer(number, str(number), "", described(each, Limits()), 0, piece)


def _record(kind: Records, count: int) -> Offer:
    form = codec(kind.header, HOST_ORDER)
    size = form.size or 0
    raw = form.write({kind.length: size})
    return Offer(count, str(count), "", "a record", 0, raw + bytes(-size % 4))


def by_number(text: str) -> bytes:
    """Return an attribute of any number: "7", or with its payload, "7=0102"."""
    number, _, payload = text.partition("=")
    try:
        wanted = int(number.removeprefix("attr_"), 0)
    except ValueError:
        msg = f"{number!r} is no number of an attribute"
        raise Misfit(msg) from None
    if not 0 <= wanted <= 0xFFFF:
        msg = f"an attribute's number is at most {_MOST}"
        raise Misfit(msg)
    return framed(wanted, unhex(payload), 0, HOST_ORDER)


def described(entry: Entry, limits: Limits) -> str:
    """Return what an attribute is, and what the kernel accepts of it: u32, 10 to 1000."""
    words = [_KINDS.get(type(entry.node), "")] if entry.node else [type_name(entry.type)]
    if not _whole(limits) and (limits.min is not None or limits.max is not None):
        low = "" if limits.min is None else f"{limits.min} "
        high = "up" if limits.max is None else f"to {limits.max}"
        words.append(f"{low}{high}".strip())
    if limits.mask is not None:
        words.append(f"bits of {limits.mask:#x}")
    if limits.max_len is not None:
        words.append(f"at most {limits.max_len} bytes")
    if limits.min_len:
        words.append(f"at least {limits.min_len} bytes")
    if entry.multi:
        words.append("repeats")
    return ", ".join(filter(None, words))


def _whole(limits: Limits) -> bool:
    """Return whether a range is all that an integer can be."""
    if limits.min is None or limits.max is None:
        return limits.min == 0 and limits.max is None
    return limits.max - limits.min + 1 in _RANGES


def type_name(kind: Any) -> str:
    """Return what to call a leaf type: u32, flags, text, address, struct."""
    name = type(kind).__name__
    known = {"Text": "text", "MacLeaf": "address", "Ip": "address", "AnyAddress": "address",
             "FlagAttr": "flag", "WideInt": "int", "Enum": "one of", "Flags": "flags",
             "Loose": "bytes", "PadAttr": "padding", "GreedyBytes": "bytes",
             "Bytes": "bytes", "UuidLeaf": "uuid", "Bitfield32": "bitfield32"}  # fmt: skip
    if name in known:
        return known[name]
    if name == "Shown":
        return kind.unit if kind.unit != "hex" else type_name(kind.subcon)
    if name == "FormatField":
        sign = "s" if kind.fmtstr[1].islower() else "u"
        return f"{sign}{8 * kind.length}" + (
            "be" if kind.fmtstr[0] == ">" and kind.length > 1 else ""
        )
    return name.lower()
