"""The Textual application."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nlscope.spec.secret import disclose
from nlscope.state import State, default_path

if TYPE_CHECKING:
    from nlscope.registry import Registry


def run(registry: Registry, path: str | None, *, follow: bool = False) -> None:
    """Show a capture, or what can be opened, until the user quits.

    Raises CaptureError if the path is no capture, ConfigError if there is a mistake in
    the configuration file, before anything is drawn.
    """
    # Textual paints at most so often, and reads this when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from nlscope.tui.app import NlscopeApp  # noqa: PLC0415  # read needs no textual
    from nlscope.tui.capture import Capture  # noqa: PLC0415
    from nlscope.tui.settings import Settings, read  # noqa: PLC0415

    chosen = Settings(read(), State(default_path()))
    if chosen.config.secrets:
        disclose(wanted=True)
    capture = None
    if path is not None:
        capture = Capture(path, registry, follow=follow or path == "-")
    if path == "-":
        os.dup2(os.open(os.ctermid(), os.O_RDWR), 0)  # the keys come from the terminal
    NlscopeApp(registry, capture, chosen).run()
