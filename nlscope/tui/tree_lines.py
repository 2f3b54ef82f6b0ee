"""The lines of a field tree: which fields are shown, how deep, and their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlscope.dissect.figures import show
from nlscope.dissect.grouped import grouped, is_formatted
from nlscope.dissect.setelements import element
from nlscope.export.text import describe_value
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.dissect.names import Names
    from nlscope.model import Field

Path = tuple[str, ...]

_NAMES_SHOWN = 8
_HIDDEN = ("header", "padding")
_FOLDED = ("nlmsghdr", "genlmsghdr")


@dataclass(frozen=True, slots=True)
class Line:
    """A field on a line: the names that lead to it, and whether it is open.

    trail holds the fields around it, outermost first, itself last; opened is None for a
    field without parts.
    """

    field: Field
    path: Path
    trail: tuple[Field, ...]
    opened: bool | None

    @property
    def depth(self) -> int:
        """How many fields there are around it."""
        return len(self.path) - 1


def parts(field: Field, *, raw: bool) -> list[Field]:
    """Return the fields below one; raw adds attribute headers, padding and gaps."""
    if raw:
        return field.children
    if is_formatted(field):
        return grouped(field)
    if not field.items:
        return []
    return [part for part in field.children if part.kind not in _HIDDEN]


class Folds:
    """Which nodes are open, by path, from message to message."""

    def __init__(self) -> None:
        self._set: dict[Path, bool] = {}

    def opened(self, path: Path) -> bool:
        """Return whether the node at a path is open; outer nodes are at first."""
        outer = len(path) - (path[0] == "request")
        return self._set.get(path, outer <= 1 and path[-1] not in _FOLDED)

    def set(self, path: Path, *, opened: bool) -> None:
        """Open or close the nodes at a path."""
        self._set[path] = opened


def lines(root: Field, folds: Folds, *, raw: bool) -> list[Line]:
    """Return the visible lines of a tree, its root left out."""
    return list(_below(root, (), (), folds, raw=raw))


def _below(
    field: Field, path: Path, trail: tuple[Field, ...], folds: Folds, *, raw: bool
) -> Iterator[Line]:
    for part in parts(field, raw=raw):
        here, around = (*path, part.name), (*trail, part)
        if not parts(part, raw=raw):
            yield Line(part, here, around, None)
            continue
        opened = folds.opened(here)
        yield Line(part, here, around, opened)
        if opened:
            yield from _below(part, here, around, folds, raw=raw)


def everything(root: Field, *, raw: bool) -> Iterator[Path]:
    """Yield the path of every node below a field that can be opened."""
    for part in parts(root, raw=raw):
        if parts(part, raw=raw):
            yield (part.name,)
            yield from ((part.name, *rest) for rest in everything(part, raw=raw))


def innermost(root: Field, offset: int, *, raw: bool) -> tuple[Field, ...]:
    """Return the fields around the byte at an offset, outermost first."""
    trail: tuple[Field, ...] = ()
    field: Field | None = root
    while field is not None:
        field = next((f for f in parts(field, raw=raw) if f.start <= offset < f.end), None)
        if field is not None:
            trail = (*trail, field)
    return trail


def value_text(line: Line, order: str, names: Names | None = None) -> str:
    """Return the value beside a name: of a closed node, what is inside."""
    field = line.field
    if field.kind == "header" and len(field.raw) == 2:
        return str(int.from_bytes(field.raw, "little" if order == "<" else "big"))
    if line.opened is False:
        return safe(_preview(field))
    return safe(describe_value(field, names, folded=line.opened is True).strip())


def _preview(field: Field) -> str:
    """Return what is inside a closed node, in short."""
    value = field.value
    if isinstance(value, dict):
        common = len(_prefix(list(value)))
        return "  ".join(f"{name[common:]} {show(v) or '-'}" for name, v in value.items())
    text = describe_value(field).strip() or element(field)
    if text:
        return text
    names = [part.name for part in parts(field, raw=False)]
    more = " ..." if len(names) > _NAMES_SHOWN else ""
    return f"{{{' '.join(names[:_NAMES_SHOWN])}{more}}}"


def _prefix(names: list[str]) -> str:
    """Return what all names begin with, up to its last underscore: nlmsg_."""
    first = names[0] if names else ""
    prefix = first[: first.find("_") + 1]
    return prefix if all(name.startswith(prefix) for name in names) else ""


def marks(field: Field) -> str:
    """Return what there is to say against a field."""
    if field.problem:
        return safe(field.problem)
    return "undecoded" if field.kind == "undecoded" else ""


def blamed(line: Line, offset: int | None) -> bool:
    """Return whether a line is the innermost visible one that holds an offset."""
    field = line.field
    if offset is None or not field.start <= offset < field.end:
        return False
    return not line.opened or (field.start == offset and field.body > offset)
