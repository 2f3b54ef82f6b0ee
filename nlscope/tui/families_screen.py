"""The families screen: every family that is known here, and all that is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from nlscope import kernel
from nlscope.catalogue import Known, announcements, catalogue
from nlscope.filter import FilterError, compile_filter
from nlscope.filter.by_family import (
    filter_of_attribute,
    filter_of_command,
    filter_of_family,
)
from nlscope.outline import Command
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.family_lines import heading, notes
from nlscope.tui.family_views import Details, FamilyList
from nlscope.tui.filter_bar import FilterBar
from nlscope.tui.hints import Hints
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from nlscope.session import Session
    from nlscope.tui.crafting import Crafting


@dataclass(frozen=True, slots=True)
class Narrow:
    """The user wants the messages of a filter."""

    test: str


@dataclass(frozen=True, slots=True)
class Compose:
    """The user wants to write a message of a family; command is "" for any."""

    family: str
    command: str


class FamiliesScreen(Screen[Narrow | Compose | None]):
    """Families at the left, one of them at the right; returns what to do with it."""

    CSS_PATH = "families_screen.tcss"
    HELP_TITLE = "Families"
    AUTO_FOCUS = "FamilyList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,A", "leave", "Back", id="families.back"),
        Binding("tab", "app.focus_next", "Next", show=False, id="families.next"),
        Binding("slash", "find", "Find", key_display="/", id="families.find",
                tooltip="Find families by name, command or group"),
        Binding("f", "filter", "Filter", id="families.filter",
                tooltip="Show only the messages of this family, command or attribute"),
        Binding("x", "compose", "Craft", id="families.craft",
                tooltip="Write a message of this family or command"),
        Binding("c", "copy", "Copy", id="families.copy", tooltip="Copy what is shown"),
        Binding("K", "kernel", "This kernel", id="families.kernel",
                tooltip="Ask this machine's kernel for its families and policies"),
    ]  # fmt: skip

    @classmethod
    def over(cls, screen: Crafting, chosen: str = "") -> None:
        """Show the families over a capture's screen, and do what the user then wants."""
        shown = cls(screen.rows.session, chosen)
        screen.app.push_screen(shown, partial(_done, screen))

    def __init__(self, session: Session, chosen: str = "") -> None:
        super().__init__()
        self._session = session
        self._chosen = chosen
        self._kernel: Session | None = None
        self.known: list[Known] = []

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield Label("Looking ...", id="families-total", markup=False)
        with Horizontal():
            with Vertical(id="families-left"):
                yield Input(placeholder="name, command or group", compact=True)
                yield FamilyList(id="families-list")
            with Vertical(id="families-right"):
                yield Label("", id="families-one", markup=False)
                yield Details(id="families-details")
                yield Static("", id="families-note", markup=False)
        yield Hints()

    def on_mount(self) -> None:
        """Gather what is known."""
        self._gather()

    @work(exclusive=True, thread=True)
    def _gather(self) -> None:
        found = catalogue(self._session, self._kernel)
        self.app.call_from_thread(self._take, found)

    def _take(self, found: list[Known]) -> None:
        self.known = found
        counts = {place: sum(place in k.where for k in found)
                  for place in ("capture", "kernel", "tables")}  # fmt: skip
        noun = "family" if counts["capture"] == 1 else "families"
        words = [f"{counts['capture']} {noun} in this capture"]
        if self._kernel is not None:
            words.append(f"{counts['kernel']} in this kernel")
        words.append(f"{counts['tables']} in the tables")
        self.query_one("#families-total", Label).update(" · ".join(words))
        self.query_one(FamilyList).show(found, self._chosen)

    @on(CursorView.Moved, "#families-list")
    def _moved(self) -> None:
        known = self.query_one(FamilyList).known
        title = "" if known is None else f"{safe(known.name)}  {safe(heading(known))}"
        self.query_one("#families-one", Label).update(title)
        self.query_one(Details).show(known)

    @on(CursorView.Moved, "#families-details")
    def _described(self) -> None:
        line = self.query_one(Details).line
        grid = Table.grid(padding=(0, 2))
        for label, words in notes(line) if line is not None else ():
            grid.add_row(Text(label, "dim", justify="right"), Text(safe(words)))
        note = self.query_one("#families-note", Static)
        note.update(grid)
        note.display = bool(grid.rows)

    @on(FamilyList.Entered)
    def _entered(self) -> None:
        self.query_one(Details).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one(FamilyList).find(event.value)

    @on(Input.Submitted)
    def _found(self) -> None:
        self.query_one(FamilyList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters to the line that is typed in."""
        own = ("filter", "compose", "copy", "kernel", "find")
        if action in own and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Leave the line, the details, the search; then the screen."""
        line = self.query_one(Input)
        if isinstance(self.focused, (Input, Details)):
            self.query_one(FamilyList).focus()
        elif line.value:
            line.value = ""
        else:
            self.dismiss(None)

    def action_find(self) -> None:
        """Type what to find."""
        self.query_one(Input).focus()

    def action_filter(self) -> None:
        """Return the filter of the line, or of the family."""
        test = self._test()
        try:
            compile_filter(test, self._session.registry)
        except FilterError as error:
            self.notify(f"There is no filter for this: {safe(str(error))}.", timeout=4)
            return
        if test:
            self.dismiss(Narrow(test))

    def _test(self) -> str:
        known, line = self.query_one(FamilyList).known, self._line
        if known is None:
            return ""
        if line is not None and isinstance(line.about, Command):
            word = line.about.name if known.protocol == 16 else line.about.const
            return filter_of_command(known.protocol, known.name, line.about.number, word)
        if line is not None and line.steps:
            return filter_of_attribute(known.name, line.steps)
        return filter_of_family(known.protocol, known.name)

    @property
    def _line(self) -> Any:
        """The line that the user is at, None where that is the family."""
        details = self.query_one(Details)
        return details.line if details.has_focus else None

    def action_compose(self) -> None:
        """Return the family and the command to write a message of."""
        known, line = self.query_one(FamilyList).known, self._line
        if known is None:
            return
        about = None if line is None else line.about
        self.dismiss(Compose(known.name, about.name if isinstance(about, Command) else ""))

    def action_copy(self) -> None:
        """Copy the line, or the family with all that is open."""
        details, known = self.query_one(Details), self.query_one(FamilyList).known
        if known is None:
            return
        whole = f"{known.name}  {heading(known)}\n{details.text()}"
        text = details.text(details.cursor) if details.has_focus else whole
        self.app.copy_to_clipboard(text)
        self.notify(f"Copied {len(text):,} characters.", timeout=3)

    def action_kernel(self) -> None:
        """Ask this kernel."""
        known = self.query_one(FamilyList).known
        self._chosen = known.name if known else ""
        self.query_one("#families-total", Label).update("Asking this kernel ...")
        self._ask()

    @work(exclusive=True, thread=True)
    def _ask(self) -> None:
        registry = self._session.registry
        try:
            names = announcements(kernel.ask([], registry))
            self._kernel = kernel.ask(names, registry)
        except OSError as error:
            words = f"This kernel does not tell its families: {error.strerror or error}."
            self.app.call_from_thread(self.notify, words, severity="error", markup=False)
        self.app.call_from_thread(self._take, catalogue(self._session, self._kernel))


def _done(screen: Crafting, result: Narrow | Compose | None) -> None:
    if isinstance(result, Narrow):
        screen.query_one(FilterBar).put(result.test)
    elif isinstance(result, Compose):
        screen.craft_family(result.family, result.command)
