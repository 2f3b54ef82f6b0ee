from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from nlscope.machine import Facts
from nlscope.tui.help_screen import HelpScreen
from nlscope.tui.keys import sections
from nlscope.tui.machine import live_capture
from nlscope.tui.main_screen import MainScreen
from nlscope.tui.start_screen import StartScreen
from tests.tui.world import drive, main_screen, press, settle, shown, write

HOSTILE = b"\x1b]0;owned\x07[red]\x1b[2J" + "漢字\u0301\u202e".encode()


def test_help_is_made_of_the_bindings(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        known = sections(main_screen(pilot))
        assert [title for title, _ in known] == [
            "Everywhere", "Filter bar", "Panes", "Message list", "Field tree", "Hex view",
            "Search bar", "Program",
        ]  # fmt: skip
        ids = [key.binding.id for _, keys in known for key in keys]
        assert all(ids)
        assert len(ids) == len(set(ids))
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Next message with something malformed" in shown(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, MainScreen)

    drive(capture, steps, size=(160, 80))


def test_every_key_is_a_command(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        pilot.app.screen.query_one(Input).value = "next problem"
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await pilot.pause(0.3)
        assert main_screen(pilot).messages.index == 11

    drive(capture, steps)


def test_themes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        before = main_screen(pilot).messages.style("error")
        pilot.app.theme = "nlscope-light"
        await settle(pilot)
        assert main_screen(pilot).messages.style("error") != before

    drive(capture, steps)


def _colours(pilot: Pilot[None]) -> set[str]:
    strips = pilot.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    colours = [c for style in styles for c in (style.color, style.bgcolor) if c]
    return {colour.name for colour in colours}


def test_no_color(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e", "tab", "tab")
        assert _colours(pilot) == {"default"}

    drive(capture, steps)


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    from tests.support import nlmsg  # noqa: PLC0415
    from tests.tui.world import NEWLINK, link  # noqa: PLC0415

    names = [HOSTILE, b"x" * 16384, "漢".encode() * 500, b"\xff\xfe"]
    frames = [(0, nlmsg(NEWLINK, link(name), flags=0)) for name in names]
    path = write(tmp_path / "hostile.pcap", frames)

    async def steps(pilot: Pilot[None]) -> None:
        for _ in names:
            await press(
                pilot, "tab", "asterisk", "G", "i", "right", "right", "i", "escape", "j"
            )
            text = shown(pilot)
            assert "\x1b" not in text
            assert "\x07" not in text
            assert all(char.isprintable() for char in text.replace("\n", ""))
        await press(pilot, "g")
        assert "\\x1b]0;owned\\x07[red]" in shown(pilot)

    drive(path, steps)


def test_first_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "one.pcap")
    Path("other.txt").write_text("no capture")

    async def steps(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, StartScreen)
        assert "one.pcap" in shown(pilot)
        assert "Live capture is" in shown(pilot)
        screen.query_one(Input).value = "other.txt"
        screen.query_one(Input).focus()
        await press(pilot, "enter")
        assert "neither pcap nor pcapng" in shown(pilot)
        screen.query_one(OptionList).focus()
        await press(pilot, "end", "enter")
        await settle(pilot)
        assert len(main_screen(pilot).rows) == 12

    drive(None, steps)


def test_first_screen_without_captures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps(pilot: Pilot[None]) -> None:
        assert pilot.app.screen.query_one(OptionList).option_count == 1
        assert "Demo: a simulated kernel" in shown(pilot)
        assert "nlscope read FILE" in shown(pilot)

    drive(None, steps)


@pytest.mark.parametrize(
    ("facts", "possible", "words"),
    [
        (Facts(module="loaded"), False, "no CAP_NET_ADMIN and no CAP_NET_RAW - use sudo"),
        (
            Facts(module="loaded", capabilities=1 << 12),
            False,
            "no CAP_NET_RAW - use sudo",
        ),
        (Facts(capabilities=3 << 12), False, "CONFIG_NLMON"),
        (
            Facts(capabilities=3 << 12, container="docker"),
            False,
            "modprobe nlmon on the host",
        ),
        (Facts(module="loaded", container="podman"), False, "--cap-add NET_ADMIN"),
        (Facts(system="Darwin"), False, "Darwin has no netlink"),
        (Facts(module="loadable", capabilities=3 << 12), True, "can be made"),
    ],
)
def test_live_capture(
    facts: Facts,
    possible: bool,  # noqa: FBT001
    words: str,
) -> None:
    found, reason = live_capture(facts)
    assert found is possible
    assert words in reason


def test_reading_needs_no_textual() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = "import sys, nlscope.cli; sys.exit('textual' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=False, env={**os.environ}
        ).returncode
        == 0
    )
