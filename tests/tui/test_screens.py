"""Whole screens as text, at fixed sizes: pytest --update-golden writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.world import becomes, drive, press, settle, shown

SCREENS = Path(__file__).parent / "screens"
CASES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "narrow": ((80, 24), ()),
    "normal": ((120, 40), ("down", "down")),
    "wide": ((200, 50), ("down", "tab", "down", "down", "i")),
    "error": ((120, 40), ("e", "tab", "down", "down")),
    "raw": ((120, 40), ("down", "a", "tab", "asterisk")),
    "zoomed": ((80, 24), ("tab", "z")),
    "no_hex": ((80, 24), ("B",)),
    "filtered": (
        (120, 40),
        ("f", *"type", "space", *"==", "space", *"RTM_NEWLINK", "enter"),
    ),
    "bad_filter": ((80, 24), ("f", *"mtu", "space", *"==")),
    "find": ((80, 24), ("slash", *"eth1", "enter", "slash")),
    "goto": ((80, 24), ("colon", *"5")),
    "help": ((120, 40), ("question_mark",)),
}


@pytest.mark.parametrize("name", CASES)
def test_screen(name: str, capture: Path, update_golden: bool) -> None:  # noqa: FBT001
    size, keys = CASES[name]

    async def steps(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
        await press(pilot)
        await settle(pilot)
        path = SCREENS / f"{name}.txt"
        if update_golden:
            path.parent.mkdir(exist_ok=True)
            await pilot.pause(0.5)
            path.write_text(shown(pilot))
        wanted = path.read_text()
        assert await becomes(pilot, wanted) == wanted

    drive(capture, steps, size=size)
