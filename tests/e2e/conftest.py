"""One boot for each kernel, shared by all tests that look at what it left."""

from __future__ import annotations

import os
import shlex
import sys
from typing import NoReturn

import pytest

from tests.e2e.records import Run
from tests.e2e.vm import guest

LIMIT = 240  # seconds for a boot; it takes 20
reasons: list[str] = []


def unavailable(reason: str) -> NoReturn:
    """Skip aloud; where CI is set, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"no virtual machine: {reason}", pytrace=False)
    reasons.append(reason)
    pytest.skip(f"no virtual machine: {reason}")


@pytest.fixture(scope="session", params=guest.KERNELS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Boot a kernel and run the guest's sessions."""
    kernel: str = request.param
    out = tmp_path_factory.mktemp(f"guest-{kernel}")
    place, python = shlex.quote(str(guest.ROOT)), shlex.quote(sys.executable)
    command = f"cd {place} && {python} -S -m tests.e2e.guest"
    try:
        outcome = guest.run(kernel, command, out, limit=LIMIT)
    except guest.UnavailableError as error:
        unavailable(str(error))
    assert outcome.status == 0, outcome.output
    return Run(kernel, out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more that nothing ran on a kernel."""
    for reason in dict.fromkeys(reasons):
        terminalreporter.section("NOT TESTED ON A KERNEL", bold=True, red=True)
        terminalreporter.line(reason)
