"""The live screen on a terminal, above a real nlmon."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.terminal import played

pytestmark = pytest.mark.vm


@pytest.fixture(scope="session")
def screen(alone: Callable[[str], Path]) -> Path:
    """Return the folder of the recording."""
    return alone("screen")


@pytest.mark.parametrize(
    "words",
    ["RTM_NEWLINK", "RTM_DELLINK", "RTM_NEWADDR", "CONTROL_EXMPL", 'ECHO "hello world!"'],
)
def test_traffic_appears(screen: Path, words: str) -> None:
    assert any(words in seen.text for _, seen in played(screen / "live.cast"))


def test_rows_come_in_order_while_it_runs(screen: Path) -> None:
    first = {
        words: next(
            when for when, seen in played(screen / "live.cast") if words in seen.text
        )
        for words in ("hello world!", "message 0", "message 3")
    }
    assert sorted(first.values()) == list(first.values())
    assert first["hello world!"] < first["message 3"]


def test_it_ends_well(screen: Path) -> None:
    assert json.loads((screen / "facts.json").read_text()) == {"status": 0}
    assert (screen / "live.pcapng").stat().st_size > 10_000
