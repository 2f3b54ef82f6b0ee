"""Messages as text: rows, and trees of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nlscope.describe import Description
from nlscope.dissect import Identity
from nlscope.dissect.figures import show
from nlscope.dissect.grouped import grouped
from nlscope.dissect.names import Names
from nlscope.export.clock import delta, of_day
from nlscope.export.escape import clean
from nlscope.model import Field, protocol_name
from nlscope.spec import REFERENCES, Enum, Flags, Hidden, Shown, Text, told
from nlscope.spec.secret import plain

_ARROWS = {"to-kernel": "->", "from-kernel": "<-", "user": "<>"}
HEADINGS = (
    "no", "time", "delta", "protocol", "dir", "type", "flags", "seq", "port", "info"
)  # fmt: skip
_WIDTHS = {
    "no": 6, "time": 15, "delta": 9, "protocol": 9, "dir": 3, "type": 18, "flags": 13,
    "seq": 10, "port": 10, "source": 12, "process": 15, "info": 0,
}  # fmt: skip
_RIGHT = {"no", "delta", "seq", "port"}
_SHOWN_BYTES = 64


def headings(*, process: bool, source: bool = False) -> tuple[str, ...]:
    """Return the names of the columns, source and process before the last."""
    more = ("source",) * source + ("process",) * process
    return (*HEADINGS[:-1], *more, HEADINGS[-1])


def cells(said: Description, previous_ns: int, process: str | None = None) -> list[str]:
    """Return the texts of a message's row, in the order of headings, escaped.

    process is the command, "" where it is unknown; None leaves the column out.
    """
    message = said.message
    head = said.root.items[0].value if said.root.items else None
    flags = head.get("nlmsg_flags", ()) if isinstance(head, dict) else ()
    time_ns = message.frame.time_ns
    return [
        str(message.no),
        of_day(time_ns),
        delta(time_ns - previous_ns),
        protocol_name(message.frame.protocol),
        _ARROWS[message.direction],
        clean(said.identity.type_name),
        ",".join(flags),
        str(message.seq),
        str(message.portid),
        *([clean(message.frame.source)] if message.frame.source else []),
        *([] if process is None else [clean(process)]),
        clean(said.info),
    ]


def row(texts: Sequence[str], names: Sequence[str] = HEADINGS) -> str:
    """Return cells as one line of aligned columns; a long cell pushes the others."""
    padded = (
        text.rjust(_WIDTHS[name]) if name in _RIGHT else text.ljust(_WIDTHS[name])
        for text, name in zip(texts, names, strict=True)
    )
    return " ".join(padded).rstrip()


def kind(said: Description) -> str:
    """Return what colour rules go by: problem, error, ack, request, reply or event."""
    message = said.message
    if said.root.problem:
        return "problem"
    if said.failure is not None:
        return "error"
    if said.identity.control:
        return "ack"
    if message.direction == "to-kernel":
        return "request"
    return "reply" if message.portid else "event"


_LAYERS = ("user", "spec", "policy")  # whose words are told apart from built-in ones


def tree(said: Description) -> Iterator[str]:
    """Yield the lines of a message's tree, each field with offset, name and value."""
    for item in said.root.items:
        yield from _lines(item, 1, said.names)
    if said.root.problem:
        yield f"    ! {clean(said.root.problem)}"


def _lines(field: Field, depth: int, names: Names) -> Iterator[str]:
    indent = "    " * depth
    length = field.stop - field.start
    inner = [item for item in grouped(field) if item.kind != "padding"]
    text = describe_value(field, names, folded=bool(inner))
    mark = f"  ! {clean(field.problem)}" if field.problem else ""
    if field.kind == "undecoded":
        mark = "  ? undecoded" + mark
    elif field.spec is not None and field.spec.origin in _LAYERS:
        mark = f"  ({field.spec.origin})" + mark
    name = clean(field.name)
    yield f"{indent}{name}{' ' + text if text else ''}  [{field.start}+{length}]{mark}"
    for item in inner:
        yield from _lines(item, depth + 1, names)


def describe_value(
    field: Field, names: Names | None = None, *, folded: bool = False
) -> str:
    """Return a field's value as text with its number, unit, name or length; escaped.

    names, if given, knows the name of a number: 2 (eth0).
    folded says that the members are shown elsewhere, so that a struct needs no text.
    """
    value = told(field.value)
    held = folded and isinstance(value, (dict, list))
    if value is None or isinstance(value, bool) or held:
        return ""
    if isinstance(value, (Identity, Hidden)):
        return clean(value.type_name) if isinstance(value, Identity) else str(value)
    return _bytes(value) if isinstance(value, bytes) else _plain(field, value, names)


def _plain(field: Field, value: Any, names: Names | None) -> str:
    if isinstance(value, str):
        quoted = "" if _is_name(field) else '"'
        return f"{quoted}{clean(value)}{quoted}{_number(field)}"
    if value == ():
        return "0"
    name = names.of(field) if names is not None and type(value) is int else None
    if name is not None:
        return f"{value} ({clean(name)})"
    return clean(show(value)) + _number(field) + _unit(field)


def _bytes(value: bytes) -> str:
    if len(value) <= _SHOWN_BYTES:
        return value.hex(" ") or "(empty)"
    return f"{value[:_SHOWN_BYTES].hex(' ')} ... ({len(value)} bytes)"


def _type(field: Field) -> Any:
    return getattr(field.spec, "type", None)


def _is_name(field: Field) -> bool:
    return not isinstance(plain(_type(field)), Text)


def _number(field: Field) -> str:
    """Return the number behind a name, " (1)", or behind flags, " (0x11)"."""
    leaf_type, codec = _type(field), getattr(field.spec, "codec", None)
    if not isinstance(leaf_type, Enum) or codec is None or codec.unpack is None:
        return ""
    if codec.size != len(field.raw) or isinstance(field.value, int):
        return ""
    number = codec.unpack(field.data, field.body)[0]
    return f" ({number:#x})" if isinstance(leaf_type, Flags) else f" ({number})"


def _unit(field: Field) -> str:
    leaf_type = _type(field)
    if not isinstance(leaf_type, Shown) or not isinstance(field.value, int):
        return ""
    if leaf_type.unit in REFERENCES:
        return ""
    return f" ({field.value:#x})" if leaf_type.unit == "hex" else f" {leaf_type.unit}"
