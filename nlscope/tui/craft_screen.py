"""The craft screen: a message as a form and as bytes, and what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from nlscope.spec import Misfit
from nlscope.tui.craft_answers import AnswerList
from nlscope.tui.craft_form import CraftForm
from nlscope.tui.craft_hex import HexEdit
from nlscope.tui.craft_links import Linking
from nlscope.tui.craft_note import note
from nlscope.tui.craft_picker import Choice, Picker
from nlscope.tui.divider import PaneTitle
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.hints import Hints
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from nlscope.draft import Draft
    from nlscope.form import Line
    from nlscope.offers import Offer

_MOST_UNDONE = 500
_ABOUT = 16  # cells
_TREE_FROM = 60  # cells from which there is room for a tree beside the answers


class CraftScreen(Linking):
    """Makes one message; the draft's bytes are what form and hex view show."""

    CSS_PATH: ClassVar[list[str]] = ["main_screen.tcss", "craft_screen.tcss"]  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS: ClassVar[  # type: ignore[misc]
        list[tuple[int, str]] | None
    ] = [(0, "-narrow"), (110, "-normal"), (160, "-wide")]
    AUTO_FOCUS = "#form"
    HELP_TITLE = "Craft"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f5", "send", "Send", id="craft.send", key_display="^s",
                priority=True, tooltip="Send the message and wait for its answer"),
        Binding("t", "target", "Target", id="craft.target",
                tooltip="Choose who gets it: a scratch namespace, the demo, this machine"),
        Binding("X", "new", "New", id="craft.new",
                tooltip="An empty message: choose a family, then a command"),
        Binding("c", "copy", "Copy", id="craft.copy",
                tooltip="Copy the message as a command, as code, as text"),
        Binding("w", "save", "Save", id="craft.save", tooltip="Keep it as a template"),
        Binding("O", "template", "Open", id="craft.template", tooltip="Open a template"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="craft.undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="craft.redo"),
        Binding("ctrl+up", "history(-1)", "Sent before", show=False, id="craft.before"),
        Binding("ctrl+down", "history(1)", "Sent after", show=False, id="craft.after"),
        Binding("tab", "app.focus_next", "Next pane", show=False, id="craft.next"),
        Binding("escape", "leave", "Back", id="craft.back"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield PaneTitle(id="craft-title")
        with Horizontal(id="craft-upper"):
            with Vertical(id="form-pane", classes="pane"):
                yield PaneTitle(id="form-title", classes="title")
                yield CraftForm(id="form")
                yield Static("", id="craft-note", markup=False)
            with Vertical(id="bytes-pane", classes="pane"):
                yield PaneTitle(id="bytes-title", classes="title")
                yield HexEdit(id="bytes")
        with Vertical(id="craft-lower", classes="pane"):
            yield PaneTitle(id="answers-title", classes="title")
            with Horizontal():
                yield AnswerList(id="answers")
                yield FieldTree(id="answer")
        yield Hints()

    def on_mount(self) -> None:
        """Show the message."""
        self.query_one("#answers-title", PaneTitle).title = "nothing sent yet"
        self.put(self.draft)
        self.query_one(CraftForm).start()
        self.learn()
        if self.wants_family:
            self.call_after_refresh(self.action_new)

    @on(events.DescendantBlur)
    @on(events.DescendantFocus)
    def _light(self) -> None:
        around = () if self.focused is None else self.focused.ancestors
        for pane in self.query(".pane"):
            pane.set_class(pane in around, "-active")

    # --- one draft, two views ----------------------------------------------------

    def put(self, draft: Draft, *, undo: bool = False) -> None:
        """Show another draft; undo keeps the one before."""
        if undo and draft != self.draft:
            self.undone = [*self.undone, self.draft][-_MOST_UNDONE:]
            self.redone = []
        self.draft = draft
        self.form = self.read(draft)
        form = self.query_one(CraftForm)
        form.show(self.form)
        self._bytes(form.line)
        self._titles()

    def refresh_form(self) -> None:
        """Read the draft again, for what was learnt of its family."""
        self.put(self.draft)

    def _titles(self) -> None:
        form, pending = self.form, len(self.query_one(CraftForm).pending)
        count = len(form.hints)
        words = [f"{count} warning{'s' * (count != 1)}"] if count else []
        words += [f"{pending} unfinished"] if pending else []
        title = self.query_one("#form-title", PaneTitle)
        title.title = f"{safe(form.title)}   {', '.join(words)}".rstrip()
        title.set_class(bool(words), "-warned")
        title.aside = f"{len(self.draft.data):,} bytes"
        top = self.query_one("#craft-title", PaneTitle)
        top.title = f"Craft · to {self.target_name}"
        top.aside = "t chooses another target"
        top.set_class(self.target == "here", "-here")

    def _bytes(self, line: Line | None) -> None:
        view = self.query_one(HexEdit)
        refused = self.query_one(CraftForm).refused
        view.bad = range(0)
        trail = line.trail if line is not None else ()
        for each in self.query_one(CraftForm).lines:
            if refused and each.path == refused[0] and each.trail and not each.add:
                field = each.field
                if field.data[field.start : field.end] == refused[2]:
                    view.bad = range(field.start, field.end)
        view.light(self.draft.data, trail)
        title = self.query_one("#bytes-title", PaneTitle)
        title.title = "bytes"
        if trail:
            size = trail[-1].end - trail[-1].start
            title.title = f"{trail[-1].start:#06x} +{size}  {safe(trail[-1].name)}"

    @on(CraftForm.Highlighted)
    def _highlighted(self, event: CraftForm.Highlighted) -> None:
        self._bytes(event.line)
        if event.line is not None:
            said = self.query_one(CraftForm).said(event.line)
            words = note(self.form, event.line, said)
            self.query_one("#craft-note", Static).update(words)

    @on(HexEdit.Pointed)
    def _pointed(self, event: HexEdit.Pointed) -> None:
        self.query_one(CraftForm).select(event.offset)

    @on(HexEdit.Edited)
    def _edited(self, event: HexEdit.Edited) -> None:
        self.put(self.draft.rewritten(event.data), undo=True)

    # --- what is wanted of a line ------------------------------------------------

    @on(CraftForm.Wanted)
    def _wanted(self, event: CraftForm.Wanted) -> None:
        line = event.line
        if event.what == "set":
            self.enter(line, event.text)
        elif event.what == "toggle":
            self.put(self.form.toggle(line), undo=True)
        elif event.what == "choose":
            self._choose(line)
        elif event.what == "add":
            self._add(line)
        else:
            self._remove(line)

    def enter(self, line: Line, text: str) -> None:
        """Give a line another value; a text that does not fit is kept."""
        pending = self.query_one(CraftForm).pending
        pending.pop(line.path, None)
        try:
            draft = self.form.set(line, text)
        except Misfit as error:
            pending[line.path] = text, self.unfinished(line, text, error)
            draft = self.draft
        family = draft.family != self.draft.family
        self.put(draft, undo=True)
        if family:
            self.learn()

    def _remove(self, line: Line) -> None:
        if line.add or line.bit is not None:
            return
        try:
            draft = self.form.remove(line)
        except Misfit as error:
            self.notify(safe(f"{error}."), timeout=3, markup=False)
            return
        form = self.query_one(CraftForm)
        size = len(line.path)
        form.pending = {
            path: held for path, held in form.pending.items() if path[:size] != line.path
        }
        self.put(draft, undo=True)

    def _choose(self, line: Line) -> None:
        names = self.form.names(line)
        if names is None:
            return
        known = sorted(names.names.items())
        choices = [Choice(name, f"{number}  {names.const(name)}") for number, name in known]
        now = self.form.text(line)
        chosen = next((n for n in names.numbers if n == now or names.const(n) == now), "")

        def take(text: str | None) -> None:
            if text is not None:
                member = line.field.name == "nlmsg_type"
                known = text in names.numbers
                self.enter(line, names.const(text) if member and known else text)

        free, title = "a number, or hex:...", f"{line.field.name} is"
        self.app.push_screen(Picker(title, choices, chosen=chosen, free=free), take)

    def _add(self, line: Line) -> None:
        offers = self.form.offers(line)
        choices = [Choice(each.name, _about(each), dim=bool(each.used)) for each in offers]
        place = self.form.place(line)

        def take(text: str | None) -> None:
            if text is not None:
                wanted = next((each for each in offers if each.name == text), text)
                try:
                    self._added(self.form.add(line, wanted), place)
                except Misfit as error:
                    self.notify(safe(f"{error}."), severity="warning", markup=False)

        into = f" to {place[-1].name}" if place else ""
        free = "a number: 7, 7=0102"
        self.app.push_screen(Picker(f"Add{into}", choices, free=free), take)

    def _added(self, draft: Draft, place: tuple[object, ...]) -> None:
        """Show the draft with what was added, and be ready to give it a value."""
        form = self.query_one(CraftForm)
        if form.refused is not None and not form.refused[2]:
            form.refused = None  # "is missing", of the message without this
        self.put(draft, undo=True)
        starts = [getattr(field, "start", 0) for field in place]
        held = self.form.root.items
        path: list[tuple[str, int]] = []
        for start in starts:
            found = next((field for field in held if field.start == start), None)
            if found is None:
                return
            same = [field for field in held if field.name == found.name]
            path.append((found.name, same.index(found)))
            held = found.items
        if held:
            last = held[-1]
            path.append((last.name, sum(field.name == last.name for field in held) - 1))
        form.go(tuple(path))
        form.begin()

    # --- undo --------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take the last edit back."""
        if self.undone:
            self.redone.append(self.draft)
            self.put(self.undone.pop())

    def action_redo(self) -> None:
        """Do it again."""
        if self.redone:
            self.undone.append(self.draft)
            self.put(self.redone.pop())

    def action_leave(self) -> None:
        """Drop an unfinished value under the cursor, else go back."""
        form = self.query_one(CraftForm)
        if form.has_focus and form.line and form.pending.pop(form.line.path, None):
            self.refresh_form()
        elif not self.query_one(CraftForm).has_focus:
            form.focus()
        else:
            self.dismiss(None)

    @on(AnswerList.Selected)
    def _answer(self, event: AnswerList.Selected) -> None:
        tree = self.query_one(FieldTree)
        tree.describe(event.said)
        tree.display = event.said is not None and self.size.width >= _TREE_FROM


def _about(offer: Offer) -> str:
    """Return what is known of something to add: its number, its type, its constant."""
    used = f" · {offer.used} there" if offer.used else ""
    return f"{offer.number:>5}  {offer.about:<{_ABOUT}} {offer.const}{used}"
