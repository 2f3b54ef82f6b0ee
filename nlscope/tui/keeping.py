"""What of a capture would be lost with its screen, and how it is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.export.save import save
from nlscope.tui import screens
from nlscope.tui.filtering import Filtering
from nlscope.tui.paint import safe
from nlscope.tui.program import program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.tui.capture import Capture
    from nlscope.tui.rows import Rows
    from nlscope.tui.save_dialog import Target

_PULL = 0.02  # seconds of indexing between two looks at the keyboard
_PATIENCE = 20.0  # seconds for a capture to end


class Keeping(Filtering):
    """The part of a screen that knows what was saved, and what was not."""

    capture: Capture

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._commented: dict[int, str] = {}  # the comments that were saved

    def place(self) -> str:
        """Return which of the open captures this is, "" if it is the only one."""
        opened = program(self).captures
        alone = len(opened) < 2 or self not in opened
        return "" if alone else f"{opened.index(self) + 1}/{len(opened)}"

    def losses(self) -> str:
        """Return what would be lost with the screen, "" for nothing."""
        messages = self.capture.unsaved
        new = self.rows.comments.items() - self._commented.items()
        found = ((messages, "message"), (len(new), "comment"))
        return " and ".join(
            f"{count:,} {what}{'s' if count > 1 else ''}" for count, what in found if count
        )

    def saved(self, target: Target, rows: NDArray[np.integer[Any]]) -> None:
        """Remember that messages were saved; only a capture holds all that they are."""
        if target.how != "pcapng":
            return
        if target.what == "all":
            self.capture.kept = max(self.capture.kept, len(rows))
        comments = self.rows.comments
        told = np.isin(np.fromiter(comments, np.int64, len(comments)), rows)
        pairs = zip(comments.items(), told, strict=True)
        self._commented.update(pair for pair, there in pairs if there)

    async def save_all(self) -> bool:
        """Ask where to save the whole capture, and do; return whether it is saved."""
        stem = Path(self.capture.name).name.partition(".")[0].replace(" ", "-")
        offers = {"all": f"all {len(self.rows.session.store):,}"}
        dialog = screens.SaveDialog(offers, "all", Path(f"{stem}.pcapng"))
        target = await self.app.push_screen_wait(dialog)
        if target is None:
            return False
        await self._come_in()
        rows = np.arange(len(self.rows.session.store))
        comments = dict(self.rows.comments)
        try:
            await asyncio.to_thread(
                save, self.rows.session, rows, target.path, target.how, comments
            )
        except OSError as error:
            words = safe(f"Cannot save {target.path}: {error.strerror}.")
            self.notify(words, severity="error", markup=False)
            return False
        self.saved(target, rows)
        return True

    async def _come_in(self) -> None:
        """Wait for a capture that was asked to end, and index the rest of it."""
        for _ in range(int(_PATIENCE / _PULL)):
            if not self.capture.running:
                break
            await asyncio.sleep(_PULL)
        for _ in iter(lambda: self.capture.pull(_PULL), 0):
            await asyncio.sleep(0)
