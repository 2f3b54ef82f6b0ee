"""Values as text that a person types, and their bytes, by the type of a field.

hex:0102 stands for the bytes themselves, whatever the type.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from construct import Renamed

from nlscope.codec import Codec
from nlscope.model import Field
from nlscope.spec import Array, Constants, Enum, Flags, Misfit, Shown, Text
from nlscope.spec.leaves import unhex

HEX = "hex:"
_LONGEST = 256  # bytes of a value that is shown as anything but hex


def type_of(field: Field) -> Any:
    """Return the type of a field as its table has it, None if there is none."""
    kind = getattr(field.spec, "type", None)
    while isinstance(kind, Renamed):
        kind = kind.subcon
    return kind


def choices(field: Field) -> type[Constants] | None:
    """Return the names of which a field holds one."""
    kind = type_of(field)
    named = isinstance(kind, Enum) and not isinstance(kind, Flags)
    return kind.constants if named and kind.constants.names else None


def bits(field: Field) -> type[Constants] | None:
    """Return the names of which a field holds any."""
    kind = type_of(field)
    wanted = isinstance(kind, Flags) and kind.constants.names
    return kind.constants if wanted else None


def text_of(field: Field) -> str:
    """Return what stands for a field's payload; parse gives the payload back.

    A text without a NUL at its end is the exception: what is typed gets one.
    """
    raw = field.raw
    if field.kind == "header" and len(raw) == 2:
        return str(int.from_bytes(raw, sys.byteorder))
    if len(raw) <= _LONGEST:
        if unended(field):
            return str(field.value)
        text = _text(field.value, field)
        if text is not None and text.isprintable() and not text.startswith(HEX):
            try:
                if parse(field, text) == raw:
                    return text
            except Misfit:
                pass
    return HEX + raw.hex()


def unended(field: Field) -> bool:
    """Return whether a field is a text without a NUL at its end, as many programs send."""
    kind, value = type_of(field), field.value
    plain = isinstance(kind, Text) and kind.size is None and isinstance(value, str)
    if not plain or not value or not value.isprintable() or value.startswith(HEX):
        return False
    return bool(value.encode() == field.raw)


def _text(value: Any, field: Field) -> str | None:
    """Return a value as text, None for one that has none."""
    text: str | None = None
    match value:
        case bool():
            text = ""
        case str():
            text = value
        case int():
            kind = type_of(field)
            shown = isinstance(kind, Shown) and kind.unit == "hex"
            text = hex(value) if shown else str(value)
        case tuple() | list():
            text = ",".join(map(str, value)) or ("0" if value == () else "")
        case bytes():
            text = value.hex()
        case Mapping() if all(isinstance(each, int) for each in value.values()):
            text = " ".join(f"{name}={each}" for name, each in value.items())
    return text


def parse(field: Field, text: str) -> bytes:
    """Return the payload that a text stands for; Misfit says why there is none."""
    if text.startswith(HEX):
        return unhex(text.removeprefix(HEX))
    made: Codec | None = getattr(field.spec, "codec", None)
    if made is None and field.kind != "header":
        return unhex(text)
    try:
        if made is None:  # nla_len or nla_type
            return int(text, 0).to_bytes(len(field.raw), sys.byteorder)
        return made.write(_value(text, field))
    except Misfit:
        raise
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        msg = f"{text!r} does not fit ({error})"
        raise Misfit(msg) from None


def _value(text: str, field: Field) -> Any:
    """Return what a type's codec takes, of a text."""
    kind, value = type_of(field), field.value
    if isinstance(kind, Array) or isinstance(value, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(value, Mapping) or (value is None and "=" in text):
        return dict(_pairs(text))
    if isinstance(kind, Flags):
        return text.replace(" ", "").strip(",")
    return text


def _pairs(text: str) -> list[tuple[str, int]]:
    pairs = [part.partition("=") for part in text.split()]
    if not all(equals for _, equals, _ in pairs):
        msg = f"{text!r} is not NAME=NUMBER NAME=NUMBER"
        raise Misfit(msg)
    return [(name, int(number, 0)) for name, _, number in pairs]
