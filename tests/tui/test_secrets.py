"""Keys and passwords on the screen: hidden, and shown when they are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlscope.spec.secret import disclose
from nlscope.tui.app import NlscopeApp
from nlscope.tui.capture import Capture
from nlscope.tui.hex_view import HexView
from tests.support import registry
from tests.tui.world import main_screen, press, shown

XFRM = Path(__file__).parent.parent.parent / "captures" / "xfrm.pcapng"
START, SIZE = 316, 20  # of the key in message 4


@pytest.fixture(autouse=True)
def hidden_again() -> Iterator[None]:
    yield
    disclose(wanted=False)


@pytest.mark.parametrize("keys", [("tab",), ("tab", "asterisk", "G"), ("tab", "tab", "G")])
def test_a_key_is_hidden_until_it_is_asked_for(keys: tuple[str, ...]) -> None:
    async def run() -> None:
        app = NlscopeApp(registry(), Capture(str(XFRM), registry()))
        async with app.run_test(size=(200, 50)) as pilot:
            await press(pilot, "down", "down", "down", *keys)
            view = main_screen(pilot).query_one(HexView)
            key = view.data[START : START + SIZE]
            assert set(range(START, START + SIZE)) <= view.hidden
            view.reveal(START // view.per_line, START // view.per_line + 1)
            await press(pilot, "i")
            assert key[:4].hex(" ") not in shown(pilot)
            await press(pilot, "K")
            assert not view.hidden
            assert key[:4].hex(" ") in shown(pilot)
            await press(pilot, "K")
            assert key[:4].hex(" ") not in shown(pilot)

    asyncio.run(run())
