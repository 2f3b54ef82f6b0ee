"""The two lists of the families screen: families, and what one of them is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from nlscope import outline
from nlscope.model import protocol_name
from nlscope.spec import GENERIC
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.family_lines import Line, Path, lines
from nlscope.tui.paint import fit, safe, width

if TYPE_CHECKING:
    from rich.style import Style

    from nlscope.catalogue import Known

_NUMBER, _KIND = 8, 10  # cells
_ID_FROM, _TYPE_FROM, _NOTE_FROM, _ROOMY = 34, 30, 52, 66  # cells from which there is room


class FamilyList(CursorView):
    """The families that fit what is sought; those in the capture stand out."""

    HELP_TITLE = "List of families"
    PREFIX = "families"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "enter", "Details", id="families.enter"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"families--{name}" for name in ("seen", "known", "table", "number", "cursor")
    }

    class Entered(Message):
        """The user wants the details of the family."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._all: list[Known] = []
        self._found: list[Known] = []
        self._sought = ""

    @property
    def count(self) -> int:
        """How many families are shown."""
        return len(self._found)

    @property
    def known(self) -> Known | None:
        """The family under the cursor."""
        return self._found[self.cursor] if self.cursor < len(self._found) else None

    def show(self, families: list[Known], chosen: str = "") -> None:
        """Show families, the cursor on the one chosen."""
        self._all = families
        self.find(self._sought, chosen)

    def find(self, sought: str, chosen: str = "") -> None:
        """Show the families that have a word in a name: theirs, a command's, a group's."""
        self._sought = sought
        word = sought.strip().casefold()
        kept = chosen or (self.known.name if self.known else "")
        mine = [each for each in self._all if word in each.name.casefold()]
        other = [each for each in self._all if each not in mine and _has(each, word)]
        self._found = mine + other
        places = [each.name for each in self._found]
        self.cursor = places.index(kept) if kept in places and not word else 0
        self.renew()

    def action_enter(self) -> None:
        """Go to the details."""
        self.enter()

    def enter(self) -> None:
        """Go to the details."""
        self.post_message(self.Entered())

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a family: its name, its id or protocol, its messages."""
        each = self._found[at]
        tone = "known" if each.where - {"tables"} else "table"
        tone = "seen" if each.messages else tone
        mark = {"seen": "●", "known": "○", "table": " "}[tone]
        count = f"{each.messages:,}" if each.messages else ""
        kind = _kind(each) if self.cells >= _ID_FROM else ""
        aside = (fit(kind, _KIND, right=True) if kind else "") + (
            fit(count, _NUMBER, right=True) if count or kind else ""
        )
        return [
            (
                f"{mark} {fit(safe(each.name), self.cells - 3 - len(aside))}",
                self.style(tone),
            ),
            (f"{aside} ", self.style("number")),
        ]


def _kind(each: Known) -> str:
    if each.protocol != GENERIC:
        return protocol_name(each.protocol)[: _KIND - 1]
    return f"genl {each.announced.id}" if each.announced else "genl"


def _has(each: Known, word: str) -> bool:
    if not word:
        return False
    groups = [*(each.family.groups if each.family else ())]
    groups += each.announced.groups if each.announced else ()
    names = [f"{c.name} {c.const}" for c in outline.commands(each)]
    return any(word in name.casefold() for name in (*groups, *names))


class Details(CursorView):
    """A family's commands, groups, attributes and policies; nests open with enter."""

    HELP_TITLE = "Family"
    PREFIX = "family"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "fold_one", "Open/close", id="family.toggle"),
        Binding("right,l", "open", "Open", show=False, id="family.open"),
        Binding("left,h", "close", "Close", show=False, id="family.close"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"family--{name}" for name in ("title", "name", "type", "note", "cursor")
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._known: Known | None = None
        self._toggled: set[Path] = set()
        self._lines: list[Line] = []
        self._widths: dict[str, tuple[int, int]] = {}  # of names and types, by section

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def show(self, known: Known | None) -> None:
        """Show a family from its beginning, or the same with what is new."""
        if known is None or self._known is None or known.name != self._known.name:
            self._toggled = set()
            self.cursor = 0
            self.jump_to(0)
        self._known = known
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = [] if self._known is None else lines(self._known, self._toggled)
        self._widths = {}
        for line in self._lines:
            if line.depth:
                name, kind = self._widths.get(line.path[0], (0, 0))
                long = _indent(line) + width(safe(line.name)) + 1
                widths = max(name, min(long, 46)), max(kind, min(len(line.type), 24))
                self._widths[line.path[0]] = widths
        self.renew()

    def text(self, at: int | None = None) -> str:
        """Return a line as text, or all of them."""
        chosen = self._lines if at is None else self._lines[at : at + 1]
        return "\n".join(
            f"{'  ' * x.depth}{x.number:>3} {x.name:<30} {x.type:<16} {x.note}".rstrip()
            if x.depth
            else f"{x.name}  {x.note}".rstrip()
            for x in chosen
        )

    def action_fold_one(self) -> None:
        """Open or close the line."""
        self.enter()

    def enter(self) -> None:
        """Open or close the line."""
        if self.line is not None and self.line.opened is not None:
            self._toggled ^= {self.line.path}
            self._lay_out()

    def action_open(self) -> None:
        """Open the line, or go on to the next."""
        if self.line is not None and self.line.opened is False:
            self.enter()
        else:
            self.cursor += 1

    def action_close(self) -> None:
        """Close the line, or go to the one around it."""
        line = self.line
        if line is None:
            return
        if line.opened:
            self.enter()
            return
        around = [n for n, x in enumerate(self._lines) if x.path == line.path[:-1]]
        self.cursor = around[0] if around else self.cursor

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a line: sign, number, name, type, and what fits of the rest."""
        line = self._lines[at]
        sign = {None: "  ", True: "▾ ", False: "▸ "}[line.opened]
        if not line.depth:
            note = f"  {safe(line.note)}" if line.note else ""
            return [
                (f"{sign}{safe(line.name)}", self.style("title")),
                (note, self.style("note")),
            ]
        most = self.cells // 2 if self.cells >= _TYPE_FROM else self.cells
        names, types = self._widths[line.path[0]]
        room = max(8, min(names, most) - _indent(line))
        name = f"{'  ' * line.depth}{line.number:>4} {sign}{fit(safe(line.name), room)}"
        pieces = [(f"{name} ", self.style("name"))]
        if self.cells >= _TYPE_FROM and types:
            types = types if self.cells >= _ROOMY else min(types, self.cells // 4)
            pieces.append((f"{fit(line.type, types)} ", self.style("type")))
        if self.cells >= _NOTE_FROM:
            pieces.append((safe(line.note), self.style("note")))
        return pieces


def _indent(line: Line) -> int:
    return 2 * line.depth
