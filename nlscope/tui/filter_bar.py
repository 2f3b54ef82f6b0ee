"""The filter bar: what to show, checked while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from nlscope.filter import Filter
    from nlscope.session import Session
    from nlscope.tui.completion import Suggestion

_KEPT = 100  # filters in the history


class _Wrong(Highlighter):
    """Underlines what is wrong in the text."""

    def __init__(self) -> None:
        self.span: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Mark the place of the error."""
        if self.span is not None:
            text.stylize("underline bold red", *self.span)


class _Line(Input):
    """The line of the bar; the keys of the history and of completion are the bar's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "history(-1)", "Older filter", show=False, id="filter.older"),
        Binding("down", "history(1)", "Newer filter", show=False, id="filter.newer"),
        Binding("enter", "submit", "Apply", id="filter.apply"),
        Binding("tab", "take", "Complete", id="filter.take"),
        Binding("escape", "leave", "Cancel", id="filter.leave"),
    ]
    HELP_TITLE = "Filter bar"

    @property
    def bar(self) -> FilterBar:
        """The bar that this is the line of."""
        return next(w for w in self.ancestors if isinstance(w, FilterBar))

    def action_history(self, step: int) -> None:
        """Go through the suggestions, or the filters used before."""
        self.bar.older(step)

    def action_take(self) -> None:
        """Take the suggestion."""
        self.bar.take()

    def action_leave(self) -> None:
        """Put the suggestions away, or leave the text as it was."""
        self.bar.leave()


class FilterBar(Vertical):
    """A line for the filter, and below it what is wrong or could follow."""

    class Applied(Message):
        """The user wants only the messages of a filter; None for all."""

        def __init__(self, chosen: Filter | None) -> None:
            super().__init__()
            self.chosen = chosen

    class Edited(Message):
        """The text changed; what runs for the old one is not wanted any more."""

    class Left(Message):
        """The user is done with the bar."""

    def __init__(self, session: Session, history: list[str] | None = None) -> None:
        super().__init__()
        self.session = session
        self.history = history if history is not None else []
        self.applied = ""
        self._at: int | None = None
        self._wrong = _Wrong()
        self._offers: list[Suggestion] = []

    def compose(self) -> ComposeResult:
        """Make the line and what is below it."""
        yield _Line(
            placeholder="filter: type == RTM_NEWLINK   error   ifname == eth0",
            compact=True,
            highlighter=self._wrong,
            select_on_focus=False,
        )
        yield Label("", id="filter-note", markup=False)
        yield OptionList(id="filter-offers", compact=True, markup=False)

    def on_mount(self) -> None:
        """Keep the suggestions out of the way of tab."""
        self.query_one(OptionList).can_focus = False

    @property
    def line(self) -> Input:
        """The line."""
        return self.query_one(_Line)

    def put(self, text: str) -> None:
        """Set the text, and apply it."""
        self.line.value = text
        self._apply(leave=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.line.value != self.applied:
            self.post_message(self.Edited())
        self._check()
        self._offer()

    def _check(self) -> Filter | None:
        """Return the filter of the text, None if it is none, and show which."""
        from nlscope.filter import FilterError, compile_filter  # noqa: PLC0415  # large

        made: Filter | None = None
        problem = ""
        self._wrong.span = None
        try:
            made = compile_filter(self.line.value, self.session.registry)
        except FilterError as error:
            problem = error.message
            end = max(error.end, error.start + 1)
            self._wrong.span = error.start, end
        note = self.query_one("#filter-note", Label)
        note.update(safe(problem))
        note.display = bool(problem)
        empty = not self.line.value.strip()
        self.line.set_class(not problem and not empty, "-good")
        self.line.set_class(bool(problem), "-bad")
        self.line.refresh()
        return made

    def _offer(self) -> None:
        line = self.line
        self._offers = []
        if line.has_focus:
            from nlscope.tui.completion import suggestions  # noqa: PLC0415  # large

            self._offers = suggestions(line.value, line.cursor_position, self.session)
        offers = self.query_one(OptionList)
        offers.clear_options()
        offers.add_options([Option(offer.shown) for offer in self._offers])
        offers.display = bool(self._offers)
        offers.highlighted = 0 if self._offers else None

    def older(self, step: int) -> None:
        """Move in the suggestions that are up, or else in the history."""
        offers = self.query_one(OptionList)
        if self._offers and self._at is None and self.line.value:
            at = (offers.highlighted or 0) + step
            offers.highlighted = at % len(self._offers)
            return
        if not self.history:
            return
        at = len(self.history) if self._at is None else self._at
        at = max(0, min(at + step, len(self.history)))
        self._at = at
        self.line.value = self.history[at] if at < len(self.history) else ""
        self.line.cursor_position = len(self.line.value)

    def take(self) -> None:
        """Put the suggestion into the text; without one, leave."""
        highlighted = self.query_one(OptionList).highlighted
        if not self._offers or highlighted is None:
            self.post_message(self.Left())
            return
        offer, line = self._offers[highlighted], self.line
        text = line.value
        line.value = text[: offer.start] + offer.text + text[offer.end :]
        line.cursor_position = offer.start + len(offer.text)

    def leave(self) -> None:
        """Put the suggestions away, or go back to the filter that is in force."""
        if self._offers:
            self._offers = []
            self.query_one(OptionList).display = False
            return
        self.line.value = self.applied
        self.post_message(self.Left())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._apply()

    def _apply(self, *, leave: bool = True) -> None:
        made = self._check()
        if made is None:
            self.app.bell()
            return
        text = self.applied = self.line.value
        self._at = None
        if text.strip():
            self.history[:] = [each for each in self.history if each != text][-_KEPT:]
            self.history.append(text)
        self._offers = []
        self.query_one(OptionList).display = False
        self.post_message(self.Applied(made if text.strip() else None))
        if leave:
            self.post_message(self.Left())

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.take()
        self.line.focus()

    @on(events.DescendantBlur)
    def _blurred(self) -> None:
        self._offers = []
        self.query_one(OptionList).display = False
