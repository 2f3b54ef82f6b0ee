"""nlscope on a terminal of a real kernel: nlmon made, stopped, started, removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nlscope.cli import built_in
from nlscope.session import Session

pytestmark = pytest.mark.vm
NOBODY = 65534


@pytest.fixture(name="live_screen", scope="session")
def _live_screen(alone: Callable[[str], Path]) -> Path:
    """Return the folder of what was done on the screen."""
    return alone("live_screen")


@pytest.fixture(name="facts", scope="session")
def _facts(live_screen: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((live_screen / "facts.json").read_text())
    return found


def names(path: Path) -> str:
    """Return the text of all rows of a capture."""
    return "\n".join(each.info for each in Session.load(str(path), built_in()))


def test_the_capture_begins_at_once(facts: dict[str, Any]) -> None:
    used = facts["used"]
    assert used["live"], used["seen"]
    assert [each["up"] for each in used["during"]] == [True]
    assert used["first"]


def test_only_the_capture_keeps_the_privileges(facts: dict[str, Any]) -> None:
    assert facts["used"]["owners"] == [NOBODY, 0, 0]


def test_stop_removes_the_link_and_start_makes_another(facts: dict[str, Any]) -> None:
    used = facts["used"]
    assert used["stopped"]
    assert used["after stop"] == []
    assert used["again"]
    assert [each["up"] for each in used["during again"]] == [True]
    assert used["second"]


def test_saved_while_it_runs(facts: dict[str, Any], live_screen: Path) -> None:
    assert facts["used"]["saved"]
    text = names(live_screen / "saved.pcapng")
    assert "shown1" in text
    assert "shown0" not in text  # it is in the other capture


def test_quitting_asks_and_cleans(facts: dict[str, Any]) -> None:
    used = facts["used"]
    assert used["asked"]
    assert len(used["kept"]) == 2
    assert (used["status"], used["after"], used["kept after"]) == (0, [], [])


def test_killed_it_loses_nothing_and_cleans(
    facts: dict[str, Any], live_screen: Path
) -> None:
    killed = facts["killed"]
    assert killed["shown"]
    assert killed["status"] == -9
    assert killed["gone"]
    assert len(killed["kept"]) == 1
    assert "shown2" in names(live_screen / "killed.pcapng")


def test_when_the_terminal_is_closed_nothing_stays(facts: dict[str, Any]) -> None:
    closed, before = facts["closed"], facts["killed"]["kept"]
    assert [each["up"] for each in closed["during"]] == [True]
    assert len(closed["kept during"]) == len(before) + 1
    assert closed["status"] == -1
    assert closed["kept"] == before
    assert closed["gone"]


def test_a_capture_ends_well_when_its_terminal_is_closed(
    facts: dict[str, Any], live_screen: Path
) -> None:
    assert facts["closed"]["captured"]
    assert facts["closed"]["gone again"]
    session = Session.load(str(live_screen / "closed.pcapng"), built_in())
    assert any("shown3" in each.info for each in session)
    assert session.store.problem is None


def test_without_privileges_it_says_so(facts: dict[str, Any]) -> None:
    assert facts["helpless"] == {"told": True, "links": [], "status": 0}
