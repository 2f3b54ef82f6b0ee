from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from nlscope.tui.field_tree import FieldTree
from nlscope.tui.hex_view import HexView
from tests.tui.world import drive, main_screen, press, settle, shown


def _views(pilot: Pilot[None]) -> tuple[FieldTree, HexView]:
    screen = main_screen(pilot)
    return screen.query_one(FieldTree), screen.query_one(HexView)


def _names(tree: FieldTree) -> list[str]:
    return [".".join(line.path) for line in tree.lines]


def test_the_selected_field_is_lit(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, view = _views(pilot)
        await press(pilot, "down", "tab", "G")
        assert tree.line is not None
        assert tree.line.path == ("linkinfo", "kind")
        assert [view.tone(at) for at in (47, 48, 51, 52, 56, 57, 59)] == [
            "outer", "head", "head", "body", "body", "head", "head",
        ]  # fmt: skip

    drive(capture, steps)


def test_a_click_in_the_hex_selects_the_field(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, view = _views(pilot)
        await press(pilot, "down", "tab", "underscore")
        assert _names(tree)[-1] == "linkinfo"
        x = 1 + 6 + 4 * 3
        await pilot.click("#hex", offset=(x, 6))
        await settle(pilot)
        assert view.cursor == 6 * 8 + 4
        assert tree.line is not None
        assert tree.line.path == ("linkinfo", "kind")

    drive(capture, steps)


def test_the_cursor_of_the_hex_selects_fields(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, view = _views(pilot)
        await press(pilot, "down", "tab", "tab", "g", "down", "down")
        assert view.cursor == 16
        assert tree.line is not None
        assert tree.line.path == ("ifinfomsg", "ifi_type")
        await press(pilot, "right", "right", "right", "right", "left", "G")
        assert view.cursor == 59
        assert tree.line.path == ("linkinfo", "kind")

    drive(capture, steps)


def test_open_nodes_stay_open_from_row_to_row(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, _ = _views(pilot)
        await press(pilot, "down", "enter", "G", "left", "left", "tab", "shift+tab")
        assert "linkinfo.kind" not in _names(tree)
        await press(pilot, "g", "right")
        assert "nlmsghdr.nlmsg_len" in _names(tree)
        main_screen(pilot).messages.focus()
        await press(pilot, "down")
        assert "linkinfo.kind" not in _names(tree)
        assert "nlmsghdr.nlmsg_len" in _names(tree)

    drive(capture, steps)


def test_the_cursor_stays_on_the_field_of_the_same_name(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, _ = _views(pilot)
        await press(pilot, "down")
        tree.select(36)
        await settle(pilot)
        for _ in range(3):
            await press(pilot, "down")
        await press(pilot, "down")
        assert tree.line is not None
        assert tree.line.path == ("mtu",)

    drive(capture, steps)


def test_attribute_headers_on_demand(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, _ = _views(pilot)
        await press(pilot, "down")
        assert not any("nla_len" in name for name in _names(tree))
        await press(pilot, "a", "tab", "asterisk")
        assert {"ifname.nla_len", "ifname.nla_type", "ifname.padding"} <= set(_names(tree))
        await press(pilot, "a")
        assert not any("nla_len" in name for name in _names(tree))

    drive(capture, steps)


def test_note_tells_meaning_and_origin(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, _ = _views(pilot)
        await press(pilot, "down", "i")
        tree.select(30)
        await settle(pilot)
        text = shown(pilot)
        assert "the name of the interface" in text
        assert "built-in table" in text
        assert "IFLA_IFNAME" in text
        await press(pilot, "escape")
        assert "built-in table" not in shown(pilot)

    drive(capture, steps)


def test_clicks_in_the_tree(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        tree, _ = _views(pilot)
        await press(pilot, "down")
        await pilot.click("#tree", offset=(0, 0))
        await settle(pilot)
        assert "nlmsghdr.nlmsg_len" in _names(tree)
        await pilot.click("#tree", offset=(0, 0))
        await settle(pilot)
        assert "nlmsghdr.nlmsg_len" not in _names(tree)
        await pilot.click("#tree", offset=(8, 1), times=2)
        await settle(pilot)
        assert "ifinfomsg.ifi_type" not in _names(tree)

    drive(capture, steps)


def test_the_rejected_attribute_is_pointed_at(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e")
        lines = [line for line in shown(pilot).splitlines() if "kernel points here" in line]
        assert len(lines) == 1
        assert lines[0].lstrip().startswith("mtu")

    drive(capture, steps)
