"""The note on a field: where it is, what the tables say of it, who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from nlscope.codec import Member
from nlscope.spec import Enum
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from nlscope.model import Field

_ORIGINS = {
    "built-in": "built-in table",
    "spec": "YNL specification",
    "policy": "the kernel's policy dump",
    "user": "your own dissector",
    "bare": "nothing: a bare attribute walk",
}
_NAMES_SHOWN = 24


def note(trail: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of the last field of a trail, as label and text."""
    field = trail[-1]
    spec: Any = field.spec
    yield "field", safe(".".join(part.name for part in trail))
    if spec is not None and spec.const:
        yield "constant", spec.const
    if spec is not None and spec.doc:
        yield "meaning", safe(spec.doc)
    names = list(_names(getattr(spec, "type", None)))
    if names:
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        yield "values", safe(", ".join(names[:_NAMES_SHOWN]) + more)
    size = field.stop - field.body
    head = (
        f", after {field.body - field.start} of header" if field.body > field.start else ""
    )
    yield "bytes", f"{size} at {field.body:#06x}{head}"
    origin = _origin(trail)
    yield "defined by", _ORIGINS.get(origin, origin)
    if field.problem:
        yield "problem", safe(field.problem)


def _origin(trail: tuple[Field, ...]) -> str:
    """Return who describes a field; a member of a struct is described with the struct."""
    for field in reversed(trail):
        if not isinstance(field.spec, Member):
            return "bare" if field.spec is None else field.spec.origin
    return "built-in"


def _names(kind: Any) -> Iterator[str]:
    if isinstance(kind, Enum):
        for number, name in sorted(kind.constants.names.items()):
            yield f"{name} {number}"


class FieldNote(VerticalScroll, can_focus=False):
    """The documentation of the selected field."""

    def compose(self) -> ComposeResult:
        """Make the place for the text."""
        yield Static(id="note-text", markup=False)

    def describe(self, trail: tuple[Field, ...]) -> None:
        """Show what is known of a field, if the note is open."""
        if not self.display:
            return
        grid = Table.grid(padding=(0, 2))
        for label, words in note(trail) if trail else ():
            grid.add_row(Text(label, "dim", justify="right"), Text(words))
        self.query_one("#note-text", Static).update(grid)
