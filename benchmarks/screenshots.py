"""The pictures of docs/screens, taken from the running program.

python -m benchmarks.screenshots [FOLDER]; a picture is a capture, a size, and keys.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import dissectors
from benchmarks import craft_screens
from nlscope.registry import Registry
from nlscope.tui.app import NlscopeApp
from nlscope.tui.capture import Capture

ROOT = Path(__file__).parent.parent
CELL = 12.2  # of the width of a character in the SVG that Textual writes
PICTURES: dict[str, tuple[str, tuple[int, int], str, tuple[str, ...]]] = {
    "80x24": ("link_basic", (80, 24), "nlscope-dark", ("down",) * 7),
    "120x40": ("errors_extack", (120, 40), "nlscope-dark", (*"eeeeee", "tab", *"jjj")),
    "200x50": (
        "link_types",
        (200, 50),
        "nlscope-dark",
        (":", "1", "8", "enter", "tab", *"jjjji"),
    ),
    "light": (
        "control_exmpl_errors",
        (120, 40),
        "nlscope-light",
        ("e", "e", "tab", *"jjj"),
    ),
    "rejected": (
        "errors_extack",
        (120, 40),
        "nlscope-dark",
        (":", "7", "4", "enter", "b", "tab"),
    ),
    "diff": (
        "link_types",
        (120, 40),
        "nlscope-dark",
        (":", "8", "enter", "m", ":", "1", "8", "enter", "d"),
    ),
    "filter": ("route", (120, 40), "nlscope-dark", ("f", *"route.ds")),
    "families": (
        "genl_ctrl",
        (120, 40),
        "nlscope-dark",
        ("A", "/", *"ethtool", "enter", "right"),
    ),
    "statistics": ("nft", (120, 40), "nlscope-dark", ("s",)),
    "help": ("link_basic", (120, 40), "nlscope-dark", ("question_mark",)),
    "start": ("", (100, 34), "nlscope-dark", ()),
}
_KEYS = {
    ":": "colon",
    "]": "right_square_bracket",
    "/": "slash",
    " ": "space",
    ".": "full_stop",
}
_TEXT = re.compile(
    r'(<text[^>]*?)x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>((?:&#160;)*)'
)


def steady(svg: str) -> str:
    """Return the SVG with leading spaces as positions: rsvg-convert drops them."""

    def moved(found: re.Match[str]) -> str:
        spaces = found[5].count("&#160;")
        return f'{found[1]}x="{float(found[2]) + CELL * spaces:g}"{found[3]}{found[4]}>'

    return _TEXT.sub(moved, svg)


async def take(name: str, tables: Registry) -> str:
    """Return one picture as SVG."""
    capture, size, theme, keys = PICTURES[name]
    path = str(ROOT / "captures" / f"{capture}.pcapng")
    app = NlscopeApp(tables, Capture(path, tables) if capture else None)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(_KEYS.get(key, key))
        await pilot.pause(0.5)
        return app.export_screenshot(title="nlscope")


def main() -> None:
    """Take all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    tables = Registry()
    tables.load(dissectors)
    for name in (*PICTURES, *craft_screens.PICTURES):
        picture = folder / f"{name}.png"
        crafted = name in craft_screens.PICTURES
        taking = craft_screens.take(name, tables) if crafted else take(name, tables)
        svg = steady(asyncio.run(taking))
        command = ["rsvg-convert", "--output", str(picture)]
        subprocess.run(command, input=svg.encode(), check=True)
        print(picture)


if __name__ == "__main__":
    main()
