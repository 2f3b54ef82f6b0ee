"""What leaves the screen: statistics, copies, files, comments; and rolled-up dumps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from textual import work

from nlscope.export.save import save
from nlscope.tui import screens
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.filter_bar import FilterBar
from nlscope.tui.keeping import Keeping
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from nlscope.tui.copy_menu import Wanted
    from nlscope.tui.save_dialog import Target
    from nlscope.tui.stats_screen import Chosen

_FAR = 1000  # rows looked at for the one that a message is rolled up in
_MOST_COPIED = 5000  # messages; a terminal takes no more through OSC 52


class Output(Keeping):
    """The part of a screen that counts, copies, saves, comments and rolls up."""

    # --- statistics --------------------------------------------------------------

    def action_statistics(self) -> None:
        """Show the statistics of what the filter shows."""
        applied = self.query_one(FilterBar).applied
        about = f"{self.capture.name}  filter: {applied} ·" if applied else (
            f"{self.capture.name} ·"
        )  # fmt: skip
        screen = screens.StatsScreen(
            lambda: (self.rows.session, self.rows.indexes()), about
        )
        self.app.push_screen(screen, self._counted)

    def _counted(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.test:
            self.query_one(FilterBar).put(chosen.test)
        else:
            self.jump(chosen.index)

    # --- copies ------------------------------------------------------------------

    def action_copy(self) -> None:
        """Ask what to copy, and how."""
        tree, index = self.query_one(FieldTree), self.messages.index
        if index is None:
            return
        offers = {}
        if tree.line is not None:
            path = ".".join(part.name for part in tree.line.trail)
            offers["field"] = f"field {safe(path)}"[:40]
        offers["message"] = f"message {index + 1:,}"
        if self.rows.marks:
            offers["marked"] = f"{len(self.rows.marks):,} marked"
        chosen = "marked" if self.rows.marks else "message"
        if tree.has_focus and "field" in offers:
            chosen = "field"
        self.app.push_screen(screens.CopyMenu(offers, chosen), self._copy)

    def _copy(self, wanted: Wanted | None) -> None:
        from nlscope.export import clip  # noqa: PLC0415  # large

        tree, index = self.query_one(FieldTree), self.messages.index
        if wanted is None or index is None:
            return
        if wanted.what == "field" and wanted.form not in clip.WHOLE:
            if tree.said is None or tree.line is None:
                return
            text = clip.field(tree.said, tree.line.trail, wanted.form)
        else:
            rows = sorted(self.rows.marks) if wanted.what == "marked" else [index]
            if len(rows) > _MOST_COPIED:
                self.notify(f"More than {_MOST_COPIED:,} messages: save them instead.")
                return
            text = clip.messages(self.rows.session, rows, wanted.form)
        self.app.copy_to_clipboard(text)
        self.notify(f"Copied {len(text):,} characters as {clip.FORMS[wanted.form]}.",
                    timeout=3)  # fmt: skip

    # --- files -------------------------------------------------------------------

    def action_save(self) -> None:
        """Ask what to save, and where."""
        rows = self.rows
        offers = {}
        if rows.picked is not None:
            offers["shown"] = f"{len(rows.indexes()):,} shown"
        if rows.marks:
            offers["marked"] = f"{len(rows.marks):,} marked"
        offers["all"] = f"all {len(rows.session.store):,}"
        chosen = next(iter(offers))
        stem = Path(self.capture.name).name.partition(".")[0].replace(" ", "-")
        path = Path(f"{stem}-{chosen}.pcapng")
        self.app.push_screen(screens.SaveDialog(offers, chosen, path), self._save)

    def _save(self, target: Target | None) -> None:
        if target is None:
            return
        rows = self._chosen(target.what)
        self.notify(f"Saving {len(rows):,} messages ...", timeout=2)
        self._write(target, rows)

    def _chosen(self, what: str) -> NDArray[np.integer[Any]]:
        if what == "marked":
            return np.array(sorted(self.rows.marks), np.int64)
        return (
            self.rows.indexes()
            if what == "shown"
            else np.arange(len(self.rows.session.store))
        )

    @work(group="save", thread=True)
    def _write(self, target: Target, rows: NDArray[np.integer[Any]]) -> None:
        try:
            count = save(
                self.rows.session, rows, target.path, target.how, dict(self.rows.comments)
            )
        except OSError as error:
            words = f"Cannot save {target.path}: {error.strerror}."
            self.app.call_from_thread(self._tell, words, "error")
            return
        self.app.call_from_thread(self.saved, target, rows)
        what = "frames" if target.how == "pcapng" else "messages"
        self.app.call_from_thread(
            self._tell, f"Saved {count:,} {what} in {target.path}.", "information"
        )

    def _tell(self, words: str, severity: str) -> None:
        kind = "error" if severity == "error" else "information"
        self.notify(safe(words), severity=kind, markup=False)  # type: ignore[arg-type]

    def action_comment(self) -> None:
        """Ask for a comment on the message."""
        index = self.messages.index
        if index is None:
            return

        def take(text: str | None) -> None:
            if text is not None:
                self.rows.comments[index] = text
                self.messages.renew()

        self.app.push_screen(
            screens.CommentDialog(index + 1, self.rows.comment(index)), take
        )

    # --- rolled up ---------------------------------------------------------------

    def action_roll(self) -> None:
        """Roll the parts of this answer up into one row, or out again."""
        index = self.messages.index
        request = None if index is None else self.rows.pairs.of(index)
        if request is None or index is None:
            self.notify("This message belongs to no answer of several parts.", timeout=3)
            return
        self.rows.rollup.toggle(request)
        self._rolled(index)

    def action_roll_all(self) -> None:
        """Roll all answers of several parts up, or out again."""
        self.rows.rollup.toggle_all()
        self._rolled(self.messages.index)

    def _rolled_up(self, index: int) -> int:
        """Return the row that stands for a message, the next below it where none does."""
        rows = self.rows
        row, request = rows.row(index), rows.pairs.of(index)
        heads = range(row, max(-1, row - _FAR), -1)
        found = (n for n in heads if rows.pairs.of(rows.index(n)) == request)
        return row if rows.index(row) == index else next(found, row)

    def _rolled(self, index: int | None) -> None:
        """Draw the rows that are left, the cursor on the message or what stands for it."""
        self.messages.reset(keep=False)
        if index is None or not len(self.rows):
            return
        self.messages.show(self._rolled_up(index), center=True)
