from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from nlscope import templates
from nlscope.capture.demo import Demo
from nlscope.capture.live import Simulation
from nlscope.craft import find_family
from nlscope.draft import Draft
from nlscope.drafts import blank
from nlscope.sender import Sender
from nlscope.tui.app import NlscopeApp
from nlscope.tui.capture import Capture
from nlscope.tui.craft_answers import AnswerList
from nlscope.tui.craft_form import CraftForm
from nlscope.tui.craft_hex import HexEdit
from nlscope.tui.craft_picker import Picker, Question
from nlscope.tui.craft_screen import CraftScreen
from nlscope.tui.divider import PaneTitle
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.main_screen import MainScreen
from tests.support import attr, genlmsg, registry
from tests.tui.world import write

Steps = Callable[[Pilot[None], CraftScreen], Awaitable[None]]


def exmpl(command: str) -> Draft:
    return blank(find_family(registry(), "CONTROL_EXMPL"), command, flags=5)


def link() -> Draft:
    return blank(find_family(registry(), "link"), "NEWLINK", flags=5)


def craft(
    steps: Steps,
    draft: Draft | None,
    *,
    target: str = "demo",
    demo: Demo | None = None,
    size: tuple[int, int] = (120, 40),
) -> None:
    """Run steps in a craft screen over an empty application."""

    async def run() -> None:
        app = NlscopeApp(registry())
        async with app.run_test(size=size) as pilot:
            screen = CraftScreen(registry(), draft, target=target, demo=demo)
            await app.push_screen(screen)
            await calm(pilot)
            await steps(pilot, screen)
            await pilot.pause()

    asyncio.run(run())


async def calm(pilot: Pilot[None]) -> None:
    """Wait for what runs in the background, and for the screen."""
    await pilot.pause(0.02)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.02)


async def keys(pilot: Pilot[None], *names: str) -> None:
    """Press keys one by one."""
    for name in names:
        await pilot.press(name)
    await pilot.pause()


async def pick(pilot: Pilot[None], text: str) -> None:
    """Choose from the list that is up."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, Picker)
    await keys(pilot, *text, "enter")
    await pilot.pause()


async def add(pilot: Pilot[None], name: str, value: str) -> None:
    """Add an attribute where the cursor is, and give it a value."""
    await keys(pilot, "plus")
    await pick(pilot, name)
    await keys(pilot, *(["ctrl+u", *value, "enter"] if value else []))


def form(screen: CraftScreen) -> CraftForm:
    return screen.query_one(CraftForm)


def go(screen: CraftScreen, *names: str) -> None:
    form(screen).go(tuple((name, 0) for name in names))


def said(screen: CraftScreen) -> str:
    return screen.query_one("#answers-title", PaneTitle).title


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def test_an_echo_is_answered_by_the_demo() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "msg", "hello")
        assert screen.draft.data[16:] == genlmsg(1, attr(1, b"hello\0"))
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert said(screen) == "✓ ok, 2 messages"
        answers = screen.query_one(AnswerList)
        assert [row.info for row in answers.rows[1:]] == [
            'ECHO "hello"', "ack CONTROL_EXMPL"
        ]  # fmt: skip
        tree = screen.query_one(FieldTree)
        assert tree.said is answers.rows[1]
        assert "answered in" in text(pilot)

    craft(steps, exmpl("ECHO"))


def test_a_refused_field_is_marked() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "range", "5")
        assert "1 warning" in screen.query_one("#form-title", PaneTitle).title
        await keys(pilot, "f5")
        await calm(pilot)
        assert said(screen) == "✗ DOC_EXMPL_A_RANGE 5 is below the minimum 10"
        line = form(screen).line
        assert line is not None
        assert line.path == (("range", 0),)
        mark = form(screen).said(line)
        assert mark is not None
        assert mark.refused
        assert screen.query_one(HexEdit).bad == range(20, 28)
        await keys(pilot, "enter", "ctrl+u", *"50", "enter")
        assert screen.query_one(HexEdit).bad == range(0)
        assert form(screen).said(form(screen).lines[-2]) is None
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert said(screen).startswith("✓")

    craft(steps, exmpl("TYPES"))


def test_a_refused_field_in_a_closed_nest_is_opened() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        go(screen, "nest")
        await keys(pilot, "left", "ctrl+s")
        await calm(pilot)
        line = form(screen).line
        assert line is not None
        assert [name for name, _ in line.path] == ["nest", "name"]
        assert screen.query_one(HexEdit).bad == range(24, 52)

    nest = attr(0x8000 | 37, attr(2, b"n" * 20 + b"\0"))
    craft(steps, exmpl("TYPES").with_piece((), nest))


def test_a_missing_attribute_is_marked_where_it_can_be_added() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert "✗ DOC_EXMPL_A_MSG is missing" in text(pilot)
        line = form(screen).line
        assert line is not None
        assert line.add
        await add(pilot, "msg", "hello")
        assert "add an attribute  ✗" not in text(pilot)

    craft(steps, exmpl("ECHO"))


def test_values_nests_flags_and_undo() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        before = screen.draft.data
        await keys(pilot, "end")
        await add(pilot, "linkinfo", "")
        await add(pilot, "kind", "vlan")
        info = attr(0x8000 | 18, attr(1, b"vlan\0"))
        assert screen.draft.data[32:] == info
        go(screen, "nlmsghdr", "nlmsg_flags", "CREATE")
        form(screen).opened.set((("nlmsghdr", 0), ("nlmsg_flags", 0)), opened=True)
        go(screen, "nlmsghdr", "nlmsg_flags", "CREATE")
        await keys(pilot, "space")
        assert screen.draft.member("flags") == 0x405
        go(screen, "linkinfo")
        await keys(pilot, "minus")
        assert screen.draft.data[16:] == before[16:]
        await keys(pilot, "ctrl+z", "ctrl+z")
        assert screen.draft.data[32:] == info
        assert screen.draft.member("flags") == 5
        await keys(pilot, "ctrl+y")
        assert screen.draft.member("flags") == 0x405

    craft(steps, link(), target="scratch")


def test_a_value_that_does_not_fit_is_kept_with_its_reason() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "mtu", "12x")
        assert "'12x' is no number" in text(pilot)
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert not screen.history
        await keys(pilot, "enter")
        assert form(screen).editing is not None
        await keys(pilot, "end", "backspace", "enter")
        assert screen.draft.data[32:] == attr(4, struct.pack("=I", 12))
        await keys(pilot, "enter", "ctrl+u", *"zz", "enter", "escape")
        assert not form(screen).pending

    craft(steps, link(), target="scratch")


def test_a_choice_and_a_number_that_is_none() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        go(screen, "ifinfomsg", "ifi_type")
        await keys(pilot, "enter")
        await pick(pilot, "loopback")
        assert struct.unpack_from("=H", screen.draft.data, 18)[0] == 772
        await keys(pilot, "enter")
        await pick(pilot, "54321")
        assert struct.unpack_from("=H", screen.draft.data, 18)[0] == 54321

    craft(steps, link(), target="scratch")


def test_bytes_are_typed_and_the_form_follows() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        view = screen.query_one(HexEdit)
        view.focus()
        await keys(pilot, "g", *["right"] * 16, *"04")
        assert screen.form.title == "CONTROL_EXMPL FAIL"
        await keys(pilot, "plus", "plus", "plus", "plus")
        assert len(screen.draft.data) == 24
        assert screen.draft.member("length") == 24
        await keys(pilot, "minus")
        assert len(screen.draft.data) == 23
        await keys(pilot, "g", *"ff")
        assert screen.draft.fixed == {"length"}
        assert "nlmsg_len is" in screen.form.hints[0].text

    craft(steps, exmpl("ECHO"))


def test_history_and_silence() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "msg", "one")
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        await keys(pilot, "minus", "ctrl+s")
        await calm(pilot)
        assert len(screen.history) == 2
        await keys(pilot, "ctrl+up")
        assert screen.draft.data[16:] == genlmsg(1, attr(1, b"one\0"))
        assert said(screen).startswith("✓")
        await keys(pilot, "ctrl+down")
        assert screen.draft.data[16:] == genlmsg(1, b"")
        assert said(screen).startswith("✗")

    craft(steps, exmpl("ECHO"))


def test_a_template_is_saved_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "msg", "kept")
        data = screen.draft.data
        await keys(pilot, "w")
        pilot.app.screen.query_one(Input).value = "mine"
        await keys(pilot, "enter")
        held = json.loads((tmp_path / "nlscope" / "templates" / "mine.json").read_text())
        assert held["genl"]["cmd"] == "ECHO"
        assert held["fields"] == {"msg": "kept"}
        await keys(pilot, "minus")
        assert screen.draft.data != data
        await keys(pilot, "O")
        await pick(pilot, "mine")
        assert screen.draft.data == data

    craft(steps, exmpl("ECHO"))
    assert templates.names() == ["mine"]


def test_copies() -> None:
    async def steps(pilot: Pilot[None], _: CraftScreen) -> None:
        await keys(pilot, "end")
        await add(pilot, "msg", "hello")
        await keys(pilot, "c")
        await pick(pilot, "nlscope send")
        assert pilot.app.clipboard == "nlscope send CONTROL_EXMPL ECHO msg=hello"
        await keys(pilot, "c")
        await pick(pilot, "libmnl")
        assert 'mnl_attr_put_strz(nlh, 1 /* DOC_EXMPL_A_MSG */, "hello");' in (
            pilot.app.clipboard
        )

    craft(steps, exmpl("ECHO"))


def test_this_machine_is_asked_about_first() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await keys(pilot, "t")
        await pick(pilot, "this machine")
        assert "to this machine" in text(pilot)
        await keys(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Question)
        await keys(pilot, "n")
        assert not screen.busy
        assert not screen.history

    craft(steps, link(), target="scratch")


def test_an_empty_form_asks_for_family_and_command() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        await pick(pilot, "control_exmpl")
        await pick(pilot, "list")
        assert screen.form.title == "CONTROL_EXMPL LIST"
        assert screen.draft.member("flags") == 0x301
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert said(screen) == "✓ ok, 4 messages"

    craft(steps, None)


def test_a_family_that_the_target_lacks() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        wanted = "the simulated kernel has no generic netlink family ethtool"
        assert wanted in said(screen)
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert said(screen) == f"✗ {wanted}"

    ethtool = blank(find_family(registry(), "ethtool"), "LINKINFO_GET", flags=5)
    craft(steps, ethtool)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
def test_every_size_shows_form_bytes_and_answer(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], _: CraftScreen) -> None:
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        shown = text(pilot)
        assert "add" in shown
        assert "0000" in shown
        assert "EINVAL" in shown or "missing" in shown

    craft(steps, exmpl("ECHO"), size=size)


def test_from_a_row_and_back(tmp_path: Path) -> None:
    path = write(tmp_path / "small.pcap")
    capture = Capture(str(path), registry())
    capture.live = Simulation(str(tmp_path / "demo.pcapng"), pause=60)

    async def run() -> None:
        app = NlscopeApp(registry(), capture)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.2)
            main = app.screen
            assert isinstance(main, MainScreen)
            await pilot.press("G", "g", "down", "down", "x")  # an answer of a dump
            await calm(pilot)
            screen = app.screen
            assert isinstance(screen, CraftScreen)
            assert screen.form.title == "RTM_GETLINK"
            assert screen.draft.data == main.rows.session.store[0].data
            assert screen.target == "demo"
            await pilot.press("escape")
            await pilot.pause()
            assert app.screen is main
            await pilot.press("X")
            await pilot.pause()
            assert isinstance(app.screen, Picker)

    asyncio.run(run())
    capture.live.close()


def test_the_demo_that_runs_sees_what_is_crafted() -> None:
    frames: list[object] = []

    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        frames.clear()
        await keys(pilot, "ctrl+s")
        await calm(pilot)
        assert [row.message.data for row in screen.query_one(AnswerList).rows] == [
            bytes(frame.data) for frame in frames  # type: ignore[attr-defined]
        ]  # fmt: skip

    craft(steps, exmpl("ECHO"), demo=Demo(frames.append), target="")


def test_the_mouse() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        made = len(form(screen).lines)
        await pilot.click(CraftForm, offset=(0, 0))
        await pilot.pause()
        assert len(form(screen).lines) > made
        last = len(form(screen).lines) - 1
        await pilot.click(CraftForm, offset=(4, last))
        await pick(pilot, "msg")
        await keys(pilot, *"hi", "enter")
        assert screen.draft.data[20:] == attr(1, b"hi\0")
        await pilot.click(HexEdit, offset=(8, 3))
        await pilot.pause()
        line = form(screen).line
        assert line is not None
        assert line.path == (("msg", 0),)

    craft(steps, exmpl("ECHO"), size=(160, 50))


def test_a_captured_text_without_a_nul() -> None:
    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        go(screen, "linkinfo", "kind")
        assert '"vlan"' in text(pilot)
        await keys(pilot, "enter", "ctrl+u", *"dummy", "enter")
        assert screen.draft.data[32:] == attr(18, attr(1, b"dummy\0"))
        await keys(pilot, "x")
        await keys(pilot, "ctrl+u", *"hex:6869", "enter")
        assert screen.draft.data[32:] == attr(18, attr(1, b"hi"))

    draft = link().with_piece((), attr(18, attr(1, b"vlan")))
    craft(steps, draft, target="scratch")


@pytest.mark.parametrize("known", [True, False])
def test_an_interface_may_be_named(monkeypatch: pytest.MonkeyPatch, *, known: bool) -> None:
    def interface(sender: Sender, name: str) -> tuple[int | None, str]:
        if not known:
            return None, f"here is no interface {name}"
        sender.links[7] = name
        return 7, ""

    monkeypatch.setattr(Sender, "interface", interface)

    async def steps(pilot: Pilot[None], screen: CraftScreen) -> None:
        go(screen, "ifinfomsg", "ifi_index")
        await keys(pilot, "enter", "ctrl+u", *"eth0", "enter")
        await calm(pilot)
        if known:
            assert not form(screen).pending
            assert struct.unpack_from("=i", screen.draft.data, 20) == (7,)
            assert "7 (eth0)" in text(pilot)
            await keys(pilot, "enter")
            edit = form(screen).editing
            assert edit is not None
            assert edit.text == "7"
        else:
            assert "here is no interface eth0" in text(pilot)
            assert struct.unpack_from("=i", screen.draft.data, 20) == (0,)

    craft(steps, link(), target="scratch")


def test_a_sender_asks_for_an_interface() -> None:
    made = Sender(registry(), Demo)
    assert made.interface("lo") == (None, "the simulated kernel has no interface lo")
    made.close()
    assert made.interface("lo") == (None, "the target is closed")
