"""The Textual application."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from nlscope.spec.secret import disclose
from nlscope.state import State, default_path

if TYPE_CHECKING:
    from nlscope.capture.live import Live, Starter
    from nlscope.draft import Draft
    from nlscope.registry import Registry
    from nlscope.tui.settings import Settings


def run(
    registry: Registry,
    path: str | None,
    *,
    follow: bool = False,
    live: Live | None = None,
    starter: Starter | None = None,
    trouble: str = "",
) -> None:
    """Show a capture, or what can be opened, until the user quits.

    live is what writes the capture, starter starts more of them; trouble is shown with
    what can be opened. Raises CaptureError if the path is no capture, ConfigError if
    there is a mistake in the configuration file, before anything is drawn.
    """
    # Textual paints at most so often, and reads this when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from nlscope.capture.live import Starter  # noqa: PLC0415  # read needs no textual
    from nlscope.tui.app import NlscopeApp  # noqa: PLC0415
    from nlscope.tui.capture import Capture  # noqa: PLC0415
    from nlscope.tui.ending import Ending  # noqa: PLC0415

    starts, crashed = starter or Starter(), True
    with Ending(starts.close) as ending:
        try:
            chosen = _settings()
            capture = None
            path = live.path if live is not None else path
            if path is not None:
                capture = Capture(path, registry, follow=follow or path == "-", live=live)
            if path == "-":  # the keys come from the terminal
                os.dup2(os.open(os.ctermid(), os.O_RDWR), 0)
            app = NlscopeApp(registry, capture, chosen, starter=starts, trouble=trouble)
            ending.run(app)
            crashed = bool(app.return_code)
        finally:
            if folder := starts.close(keep=crashed and not ending.asked):
                told = f"nlscope: what was captured is in {folder}"
                print(told, file=sys.stderr)  # noqa: T201


def craft(registry: Registry, draft: Draft | None, target: str) -> None:
    """Show the craft screen alone; without a draft it asks for a family.

    Raises ConfigError if there is a mistake in the configuration file.
    """
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from nlscope.tui.craft_app import CraftApp  # noqa: PLC0415  # read needs no textual
    from nlscope.tui.ending import Ending  # noqa: PLC0415

    chosen = _settings()
    with Ending() as ending:
        ending.run(CraftApp(registry, chosen, draft, target))


def _settings() -> Settings:
    """Return what the user set; secrets are shown if that is among it."""
    from nlscope.tui.settings import Settings, read  # noqa: PLC0415  # read needs no textual

    chosen = Settings(read(), State(default_path()))
    if chosen.config.secrets:
        disclose(wanted=True)
    return chosen
