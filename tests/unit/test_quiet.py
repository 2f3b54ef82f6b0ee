"""Commands that are answered by an acknowledgement at most, by their names."""

from __future__ import annotations

import pytest

from nlscope.context import Context
from nlscope.quiet import Quiet
from tests.support import CAPTURES, registry, session


@pytest.mark.parametrize(
    ("family", "command", "quiet"),
    [
        ("ovs_flow", 1, True),  # NEW
        ("ovs_flow", 3, False),  # GET
        ("ovs_packet", 3, True),  # EXECUTE
        ("nlctrl", 3, False),  # GETFAMILY
        ("TASKSTATS", 1, False),  # GET
        ("ovs_flow", 99, False),  # nobody knows
        ("nobody knows", 1, False),
    ],
)
def test_by_name(family: str, command: int, *, quiet: bool) -> None:
    context = Context()
    context._names.tell((0, 31), 1, family)
    assert Quiet(registry(), context)(31, command, 1) is quiet


def test_flows_that_nobody_acknowledges_are_not_unanswered() -> None:
    capture = session(CAPTURES / "ovs_vswitchd.pcapng")
    made = [
        found.outcome
        for found in (capture.conversations[at] for at in range(len(capture.conversations)))
        if capture.describe(found.no - 1).info.startswith(("NEW dp", "EXECUTE"))
    ]
    assert "silent" in made
    assert "unanswered" not in made
