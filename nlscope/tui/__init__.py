"""The Textual application."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlscope.registry import Registry


def run(registry: Registry, path: str | None, *, follow: bool = False) -> None:
    """Show a capture, or what can be opened, until the user quits.

    Raises CaptureError before anything is drawn if the path is no capture.
    """
    # Textual paints at most so often, and reads this when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from nlscope.tui.app import NlscopeApp  # noqa: PLC0415  # read needs no textual
    from nlscope.tui.capture import Capture  # noqa: PLC0415

    capture = None
    if path is not None:
        capture = Capture(path, registry, follow=follow or path == "-")
    if path == "-":
        os.dup2(os.open(os.ctermid(), os.O_RDWR), 0)  # the keys come from the terminal
    NlscopeApp(registry, capture).run()
