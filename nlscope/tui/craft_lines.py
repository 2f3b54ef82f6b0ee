"""What a line of the form shows: its name, its value, what there is against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlscope.export.text import describe_value
from nlscope.form import AUTO
from nlscope.model import Field
from nlscope.typed import HEX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nlscope.form import Form, Line, Path


_HEX_SHOWN = 120  # characters


@dataclass(frozen=True, slots=True)
class Against:
    """What there is against a line: a text that does not fit, a refusal, a suspicion."""

    text: str
    refused: bool = False
    pending: bool = False

    @property
    def sign(self) -> str:
        """The sign before the text."""
        return "✗" if self.refused else "!"


def against(
    lines: Sequence[Line],
    hints: Sequence[tuple[int | None, str]],
    pending: Mapping[Path, tuple[str, str]],
    refused: tuple[Path, str, bytes] | None,
) -> dict[int, Against]:
    """Return what there is against the lines, by their places."""
    found: dict[int, Against] = {}
    for at, text in hints:
        if at is not None:
            found.setdefault(at, Against(text))
    for at, line in enumerate(lines):
        if line.bit is not None:
            continue
        if line.path in pending:
            found[at] = Against(pending[line.path][1], pending=True)
        elif refused is not None and _is(line, refused):
            found[at] = Against(refused[1], refused=True)
    return found


def _is(line: Line, refused: tuple[Path, str, bytes]) -> bool:
    """Return whether a line is what was refused, as it was when that was sent."""
    return line.path == refused[0] and (line.add or _bytes(line.field) == refused[2])


def _bytes(field: Field) -> bytes:
    return field.data[field.start : field.end]


def name_of(line: Line) -> str:
    """Return the name of a line, an array's element with its place."""
    name = line.path[-1][0]
    return f"#{name}" if name.isdigit() else name


def shown(
    form: Form, line: Line, pending: Mapping[Path, tuple[str, str]]
) -> tuple[str, str]:
    """Return the text of a line's value, and its style."""
    if line.path in pending:
        return pending[line.path][0], "bad"
    field = line.field
    if line.opened is not None and form.ticks(line) is None:
        return ("" if line.opened else _inside(field)), "muted"
    text = form.text(line)
    if text == AUTO:
        number = int.from_bytes(field.raw, "little")
        return f"{AUTO} {number}" if number else AUTO, "muted"
    return _told(form, line, text), "value"


def _told(form: Form, line: Line, text: str) -> str:
    """Return a value's text, with what is known of it beside."""
    field = line.field
    if text.startswith(HEX):
        raw = field.raw.hex(" ")
        return raw[:_HEX_SHOWN] + ("…" if len(raw) > _HEX_SHOWN else "")
    if not text and field.body - field.start == 4 and field.stop > field.body:
        return '""'
    more = describe_value(field, form.said.names).strip() if field.spec is not None else ""
    fits = bool(more) and "\n" not in more
    return more if fits and (text in more or form.names(line) is not None) else text


def _inside(field: Field) -> str:
    """Return what a closed line holds, in short."""
    if isinstance(field.value, dict):
        pairs = (f"{k.partition('_')[2] or k} {_short(v)}" for k, v in field.value.items())
        return "  ".join(pairs)
    names = [part.name for part in field.items]
    return "{" + " ".join(names[:8]) + (" …}" if len(names) > 8 else "}")


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "-"
    return value.hex() if isinstance(value, bytes) else str(value)
