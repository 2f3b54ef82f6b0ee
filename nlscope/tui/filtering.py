"""The part of a screen that shows only the messages of a filter."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from textual import on
from textual.widgets import Input

from nlscope.tui.bindings import ACTIONS
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.filter_bar import FilterBar
from nlscope.tui.navigation import Navigation
from nlscope.tui.program import program
from nlscope.view import View

if TYPE_CHECKING:
    from nlscope.filter import Filter
    from nlscope.tui.rows import Rows

_NOT_OWN = "not own"
_BUDGET = 0.015  # seconds of filtering between two looks at the keyboard
_AGAIN = 1.0  # seconds from one look at all messages of a growing file to the next
_REST = 10  # times as long as such a look took, at least


class Filtering(Navigation):
    """Applies what the filter bar says, in slices, while the list shows what came."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._view = View(rows.session)
        self._sifting = False
        self._keep: int | None = None
        self.sifted = ""
        self._sifted_to = -1
        self._rest_until = 0.0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of text to the bar that is typed in."""
        if action in ACTIONS and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).line.focus()

    @on(FilterBar.Applied)
    def _applied(self, event: FilterBar.Applied) -> None:
        self._keep = self.messages.index
        self._view = View(self.rows.session)
        self._view.set_filter(event.chosen)
        self._sifting = event.chosen is not None
        self._sifted_to, self._rest_until = -1, 0.0
        self.rows.picked = self._view.rows if self._sifting else None
        self.sifted = ""
        program(self).settings.state.filtered(self.query_one(FilterBar).applied)
        self.sift()
        if event.chosen is None:
            self.messages.reset(keep=False)
            self._return_to_kept(done=True)

    @on(FilterBar.Edited)
    def _edited(self) -> None:
        if self.sifted:
            self._sifting = False
            self.sifted = "filter stopped, enter starts it again"

    @on(FilterBar.Left)
    def _left(self) -> None:
        self.messages.focus()

    @on(FieldTree.FilterWanted)
    def _by_field(self, event: FieldTree.FilterWanted) -> None:
        tree, bar = self.query_one(FieldTree), self.query_one(FilterBar)
        test = None
        if tree.said is not None and tree.line is not None:
            from nlscope.filter.by_field import filter_for  # noqa: PLC0415  # large

            test = filter_for(tree.said.root, tree.line.trail)
        if test is None:
            self.notify("There is no filter for this field.", timeout=3)
            return
        before = f"({bar.applied})" if " " in bar.applied else bar.applied
        texts = {"include": test, "exclude": f"not ({test})"}
        joined = f"{before} {event.how} {test}" if before else test
        bar.put(texts.get(event.how, joined))

    def action_hide_own(self) -> None:
        """Add to the filter that own messages are left out, or take that away."""
        bar = self.query_one(FilterBar)
        applied = bar.applied
        if applied == _NOT_OWN:
            bar.put("")
        elif applied.endswith(f") and {_NOT_OWN}"):
            bar.put(applied.removesuffix(f") and {_NOT_OWN}").removeprefix("("))
        else:
            bar.put(f"({applied}) and {_NOT_OWN}" if applied else _NOT_OWN)

    def resift(self) -> None:
        """Go on with another session of the same file."""
        self.query_one(FilterBar).session = self.rows.session
        if self.rows.picked is not None:
            self.query_one(FilterBar).put(self.query_one(FilterBar).applied)

    def sift(self) -> None:
        """Look at more messages, for a short time."""
        if not self._sifting:
            return
        chosen = self._view.filter
        if chosen is not None and chosen.paired and not self.rows.session.store.done:
            self._sift_again(chosen)
            return
        before = len(self._view.rows)
        far = self._view.extend(seconds=_BUDGET)
        share = far.done / max(1, far.total)
        self.sifted = "" if far.finished else f"filtering {share:.0%}"
        self.rows.picked = self._view.rows
        if not before:
            self.messages.reset(keep=False)
        self.messages.grow()
        self._return_to_kept(done=far.finished)

    def _sift_again(self, chosen: Filter) -> None:
        """Look at all messages anew: a request may have got its answer meanwhile."""
        began, total = time.monotonic(), len(self.rows.session.store)
        paused = self.rows.frozen is not None
        if paused or began < self._rest_until or total == self._sifted_to:
            return
        view = View(self.rows.session)
        view.set_filter(chosen)
        view.extend()
        self._sifted_to = total
        self._rest_until = began + max(_AGAIN, _REST * (time.monotonic() - began))
        before, self.rows.picked = self.rows.picked, view.rows
        if before is None or not np.array_equal(before, view.rows):
            tail = self.messages.tail
            self.messages.reset()
            if tail and len(self.rows):
                self.messages.show(len(self.rows) - 1)
        self._return_to_kept(done=True)

    def _return_to_kept(self, *, done: bool) -> None:
        """Put the cursor back on its message, or near it, once the rows reach it."""
        rows, keep = self.rows, self._keep
        if keep is None or not len(rows):
            return
        if self.messages.cursor > 0:
            self._keep = None
        elif done or rows.index(len(rows) - 1) >= keep:
            self._keep = None
            self.messages.show(rows.row(keep), center=True)
