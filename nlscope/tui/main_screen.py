"""The main screen: messages, fields and bytes of one capture, linked with each other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.widgets import Static

from nlscope.dissect.secrets import secrets
from nlscope.model import PROTOCOLS
from nlscope.spec.secret import disclose, disclosed
from nlscope.tui import screens
from nlscope.tui.bindings import MAIN
from nlscope.tui.column_heading import ColumnHeading
from nlscope.tui.columns import named
from nlscope.tui.conversing import Conversing
from nlscope.tui.crafting import Crafting
from nlscope.tui.divider import PaneTitle
from nlscope.tui.field_note import FieldNote
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.filter_bar import FilterBar
from nlscope.tui.find_bar import FindBar
from nlscope.tui.hex_view import HexView
from nlscope.tui.hints import Hints
from nlscope.tui.message_list import MessageList
from nlscope.tui.paint import safe
from nlscope.tui.panes import Panes
from nlscope.tui.program import program
from nlscope.tui.rows import Rows
from nlscope.tui.status_bar import Status, StatusBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from nlscope.describe import Description
    from nlscope.model import Field
    from nlscope.tui.capture import Capture

_RATE = 1 / 20
_BUDGET = 0.02  # seconds of indexing between two looks at the keyboard
_PAIR_EVERY = 2.0  # seconds, while the file grows
_DIRECTIONS = {"to-kernel": "to kernel", "from-kernel": "from kernel", "user": "user"}


class MainScreen(Conversing, Crafting):
    """A capture on the screen."""

    CSS_PATH = "main_screen.tcss"
    HORIZONTAL_BREAKPOINTS: ClassVar[  # type: ignore[misc]
        list[tuple[int, str]] | None
    ] = [
        (0, "-narrow"), (110, "-normal"), (160, "-wide"),
    ]  # fmt: skip
    AUTO_FOCUS = "#messages"
    HELP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]

    def __init__(self, capture: Capture) -> None:
        super().__init__(Rows(capture.session))
        self.capture = capture
        self._paired = 0.0
        self._looked = 0.0

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield FilterBar(self.rows.session, program(self).settings.state.filters)
        yield Panes(self.rows)
        yield Static("", id="empty", markup=False)
        yield FindBar()
        yield StatusBar()
        yield Hints()

    def on_mount(self) -> None:
        """Show the first rows at once, and go on from a timer."""
        if self.capture.follow:
            self.messages.tail = True
        config = program(self).settings.config
        self.messages.columns = named(config.columns)
        self.messages.times = config.time
        self.set_interval(_RATE, self._tick)
        self.call_after_refresh(self._tick)

    def on_resize(self) -> None:
        """Lay out the panes for the size."""
        self.call_after_refresh(self.query_one(Panes).adapt)

    # --- the file comes in -------------------------------------------------------

    def _tick(self) -> None:
        if not (self.app.is_running and self.is_attached):
            return  # it goes, part by part
        capture = self.capture
        if not capture.done:
            capture.pull(_BUDGET)
            self.messages.grow()
        elif time.monotonic() - self._looked > 1:
            self._looked = time.monotonic()
            if capture.grew():
                self._catch_up()
        self.sift()
        self._pair()
        self._report()

    def _catch_up(self) -> None:
        self._looked = 0.0
        if self.capture.catch_up(_BUDGET):
            self.rows.move(self.capture.session)
            self.resift()
            self.messages.grow()

    def _pair(self) -> None:
        behind = self.rows.pairs.behind
        waited = time.monotonic() - self._paired
        if behind and (waited > _PAIR_EVERY or (self.capture.done and self._paired)):
            self._paired = time.monotonic()
            self._pair_all(self.rows.pairs, self.rows.pairs.snapshot())

    @work(exclusive=True, group="pairs", thread=True)
    def _pair_all(self, pairs: Any, columns: Any) -> None:
        made = pairs.compute(columns)
        self.app.call_from_thread(self._take_pairs, pairs, made)

    def _take_pairs(self, pairs: Any, made: Any) -> None:
        """Use what was paired; draw anew only if rows in sight were not paired yet."""
        first_new = len(self.rows.session.store) - pairs.behind
        pairs.take(made)
        if self.messages.last_in_sight >= first_new:
            self.rows.forget()
            self.messages.renew()
            self.messages.post_message(MessageList.Selected(self.messages.index))

    def _report(self) -> None:
        capture, rows = self.capture, self.rows
        total = len(rows.session.store)
        indexing = not capture.done and not (capture.follow and capture.progress > 0.999)
        follow = ""
        if rows.frozen is not None:
            follow = f"paused, {total - rows.frozen:,} new"
        elif capture.follow and not (capture.done or capture.live):
            follow = "following" if self.messages.tail else "growing"
        self.query_one(StatusBar).status = Status(
            name=capture.name,
            shown=len(rows),
            total=total,
            row=self.messages.cursor,
            marks=len(rows.marks),
            progress=capture.progress if indexing and not capture.follow else None,
            follow=follow,
            task=self.doing or self.sifted or ("rolled up" if rows.rollup.active else ""),
            filtered=rows.picked is not None,
            problem=capture.problem,
            live=capture.report,
            rate=capture.rate.update(time.monotonic(), total),
            place=self.place(),
        )
        self._empty(total)

    def _empty(self, total: int) -> None:
        """Say why there is nothing to see, where that is so."""
        text = ""
        if not len(self.rows):
            if total:
                far = " so far" if self.sifted else ""
                text = f"No message passes the filter{far}."
            elif self.capture.problem:
                text = f"Nothing to show: {self.capture.problem}."
            elif self.capture.follow and (self.capture.running or not self.capture.live):
                text = "Waiting for messages ..."
            elif self.capture.done or self.capture.live:
                text = "There is no message in this file."
            else:
                text = "Reading ..."
        empty = self.query_one("#empty", Static)
        if empty.display != bool(text) or text:
            empty.update(safe(text))
            empty.display = bool(text)

    # --- what is selected --------------------------------------------------------

    @on(MessageList.Selected)
    def _selected(self, event: MessageList.Selected) -> None:
        said = None if event.index is None else self.rows.said(event.index)
        self.query_one("#tree-title", PaneTitle).title = _title(said)
        self.query_one("#tree-title", PaneTitle).aside = self._aside(said)
        self.query_one(FieldTree).describe(said, self.refuse(event.index, said))
        self.arrived()
        self._report()

    def _aside(self, said: Description | None) -> str:
        if said is None:
            return ""
        process = self.rows.party(said.message.no - 1).process
        more = said.message.frame.source, process.label if process else ""
        return "".join(f"{safe(each)} · " for each in more if each) + _aside(said)

    @on(FieldTree.Highlighted)
    def _highlighted(self, event: FieldTree.Highlighted) -> None:
        said = self.query_one(FieldTree).said
        hidden = secrets(said.root) if said else ()
        data = said.message.data if said else b""
        self.query_one(HexView).light(data, event.trail, hidden)
        self.query_one("#hex-title", PaneTitle).title = _place(event.trail)
        self.query_one(FieldNote).describe(event.trail)

    @on(HexView.Pointed)
    def _pointed(self, event: HexView.Pointed) -> None:
        self.query_one(FieldTree).select(event.offset)

    @on(MessageList.Opened)
    def _opened(self) -> None:
        panes = self.query_one(Panes)
        panes.unzoom()
        panes.remove_class("-no-tree", "-no-lower")
        self.query_one(FieldTree).focus()

    @on(MessageList.Planned)
    def _planned(self) -> None:
        self.query_one(ColumnHeading).refresh()

    @on(ColumnHeading.TimeClicked)
    def _time_clicked(self) -> None:
        self.action_times()

    # --- keys --------------------------------------------------------------------

    def action_note(self) -> None:
        """Show or hide the note on the selected field."""
        note = self.query_one(FieldNote)
        note.display = not note.display
        line = self.query_one(FieldTree).line
        note.describe(line.trail if line else ())

    def action_raw(self) -> None:
        """Show or hide attribute headers and padding."""
        tree = self.query_one(FieldTree)
        tree.raw = not tree.raw

    def action_families(self) -> None:
        """Show the families that are known here."""
        said = self.query_one(FieldTree).said
        screens.FamiliesScreen.over(self, said.identity.name if said else "")

    def action_secrets(self) -> None:
        """Show or hide keys and passwords."""
        disclose(wanted=not disclosed())
        self.rows.forget()
        self.messages.renew()
        tree = self.query_one(FieldTree)
        tree.describe(tree.said)
        self.notify("Secrets are shown" if disclosed() else "Secrets are hidden")

    def action_pause(self) -> None:
        """Stop the list, or let it catch up."""
        rows = self.rows
        rows.frozen = len(rows.session.store) if rows.frozen is None else None
        if rows.frozen is None:
            self.messages.grow()
        self._report()

    def action_escape(self) -> None:
        """Stop what runs, close what is open."""
        if self.doing:
            self.workers.cancel_group(self, "seek")
        elif self.query_one(FieldNote).display:
            self.query_one(FieldNote).display = False
        elif self.query_one(Panes).has_class("-zoomed"):
            self.query_one(Panes).unzoom()
        else:
            self.messages.focus()


def _title(said: Description | None) -> str:
    if said is None:
        return "fields"
    return f"{safe(said.identity.type_name)}  {_DIRECTIONS[said.message.direction]}"


def _aside(said: Description) -> str:
    message = said.message
    protocol = PROTOCOLS.get(message.frame.protocol, str(message.frame.protocol))
    return f"{protocol} · frame {message.frame.no} · {len(message.data):,} bytes"


def _place(trail: tuple[Field, ...]) -> str:
    if not trail:
        return "bytes"
    field = trail[-1]
    size = field.end - field.start
    return f"{field.start:#06x} +{size}  {safe('.'.join(f.name for f in trail))}"
