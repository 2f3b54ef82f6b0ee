"""All captures that are open on one timeline, live ones while they go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding

from nlscope.capture.source import CaptureError
from nlscope.model import HOST_ORDER
from nlscope.saved import Saved
from nlscope.tui.opened import Opened
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.capture.recorder import Live
    from nlscope.tui.capture import Capture

MERGE = Binding(
    "M", "merge", "Merge", show=False, id="capture.merge",
    tooltip="Put all open captures on one timeline, each row with its source; "
            "live ones go on",
)  # fmt: skip
_ALONE = "Open another capture first (O): M puts all that are open on one timeline."


class Merging(Opened):
    """The part of the program that merges the open captures."""

    def action_merge(self) -> None:
        """Show all open captures on one timeline, as one more."""
        found = [screen.capture for screen in self.opened]
        found = [each for each in found if each.path != "-" and not self._is_merged(each)]
        if len(found) < 2:
            self.notify(_ALONE)
            return
        self.notify("Merging ...", timeout=1)
        live = [(each.live, _name(each)) for each in found if each.live and each.running]
        self._merge(live, [each.path for each in found if not each.running])

    @work(exclusive=True, group="start", thread=True)
    def _merge(self, live: list[tuple[Live, str]], paths: list[str]) -> None:
        try:
            saved = Saved(paths, HOST_ORDER if live else None)
            if live:
                merged = self.starter.together(live, saved)
                self.call_from_thread(self._open, merged.path, live=merged)
            else:
                self.call_from_thread(self._open, self.starter.merged(saved))
        except CaptureError as error:
            words = f"The captures cannot be merged: {safe(str(error))}"
            self.call_from_thread(self.notify, words, severity="error", markup=False)

    def _is_merged(self, capture: Capture) -> bool:
        return self.starter.owns(capture.path) and capture.name.startswith("merged")


def _name(capture: Capture) -> str:
    """Return what to call the source that a live capture is, "" if it is several."""
    return "" if capture.session.store.sources else "live"
