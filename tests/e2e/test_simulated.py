"""The simulated kernel side beside the modules, byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e.simulated import KERNEL, SESSIONS, both

if TYPE_CHECKING:
    from tests.e2e.records import Run


@pytest.mark.vm
@pytest.mark.parametrize("session", SESSIONS)
def test_the_demo_answers_as_the_module(run: Run, session: str) -> None:
    if run.version != KERNEL:
        pytest.skip("the simulated kernel is another version")
    noted = json.loads((run.out / f"{session}.json").read_text())["exchanges"]
    for name, real, simulated in both(session, noted):
        assert simulated == real, name
