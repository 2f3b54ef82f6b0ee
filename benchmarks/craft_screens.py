"""The pictures of the craft screen for docs/screens, through the simulated kernel."""

from __future__ import annotations

from nlscope.capture.demo import Demo
from nlscope.drafts import empty
from nlscope.registry import Registry
from nlscope.tui.app import NlscopeApp
from nlscope.tui.craft_screen import CraftScreen

_SIZE = (120, 40)
_FIRST = ("plus", *"nul_str", "enter", "ctrl+u", *"hello", "enter")
_SECOND = ("plus", *"nest", "enter", "plus", *"value", "enter", "7", "enter")
_WRONG = ("end", "plus", *"range", "enter", "5", "enter")
PICTURES = {
    "craft": ("TYPES", (*_FIRST, *_SECOND, *_WRONG, "ctrl+s")),
    "craft-add": ("TYPES", (*_FIRST, *_SECOND, "end", "plus", *"u")),
}


async def take(name: str, tables: Registry) -> str:
    """Return one picture as SVG."""
    command, keys = PICTURES[name]
    app = NlscopeApp(tables)
    async with app.run_test(size=_SIZE) as pilot:
        draft = empty(tables, "CONTROL_EXMPL", command)
        await app.push_screen(CraftScreen(tables, draft, demo=Demo()))
        await app.workers.wait_for_complete()
        for key in keys:
            await pilot.press("underscore" if key == "_" else key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause(0.5)
        return app.export_screenshot(title="nlscope")
