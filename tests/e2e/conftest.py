"""One boot for each kernel, both at once, shared by all tests that look at what it left."""

from __future__ import annotations

import compileall
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests.e2e.records import Run
from tests.e2e.vm import guest

LIMIT = 400  # seconds for a boot with all jobs; it takes about 100
MODULES = "run"  # fixture and folder of the sessions that need no nlscope
JOBS = ("captures", "seeds", "screen", "live_screen")  # and of those of guest/jobs.py
ALONE = {"screen": guest.KERNELS[0], "live_screen": guest.KERNELS[-1]}  # one is enough
reasons: list[str] = []


def unavailable(reason: str) -> NoReturn:
    """Skip aloud; where CI is set, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"no virtual machine: {reason}", pytrace=False)
    reasons.append(reason)
    pytest.skip(f"no virtual machine: {reason}")


@dataclass(frozen=True)
class Boot:
    """A kernel that ran some jobs; each left its files in a folder."""

    kernel: str
    outcome: Future[guest.Outcome]

    def job(self, name: str) -> Path:
        """Return the folder of a job that went well."""
        try:
            outcome = self.outcome.result()
        except guest.UnavailableError as error:
            unavailable(str(error))
        folder = outcome.out / name
        assert folder.exists(), outcome.output
        output = (folder / "output").read_text(errors="replace")
        assert (folder / "status").read_text() == "0\n", output
        return folder


def script(jobs: list[str]) -> str:
    """Return the commands of a guest that does these jobs, one after another."""
    python = shlex.quote(sys.executable)
    lines = [f"cd {shlex.quote(str(guest.ROOT))}"]
    if MODULES in jobs:
        lines.append(f"all=$OUT OUT=$OUT/{MODULES}; mkdir $OUT; export OUT")
        lines.append(f"{python} -S -m tests.e2e.guest >$OUT/output 2>&1")
        lines.append("echo $? >$OUT/status; OUT=$all")
    others = [name for name in jobs if name != MODULES]
    if others:
        lines.append(f"{python} -m tests.e2e.guest.jobs $OUT {' '.join(others)}")
    return "\n".join(lines)


@pytest.fixture(scope="session")
def boots(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[guest.Outcome]]]:
    """Boot the kernels that the chosen tests want, at the same time."""
    items = request.session.items
    names = {name for item in items for name in getattr(item, "fixturenames", ())}
    jobs = [name for name in (MODULES, *JOBS) if name in names]
    calls = [item.callspec for item in items if hasattr(item, "callspec")]
    wanted = {call.params.get("booted") for call in calls}
    wanted |= {kernel for job, kernel in ALONE.items() if job in jobs}
    kernels = [kernel for kernel in guest.KERNELS if kernel in wanted]
    for folder in ("nlscope", "dissectors", "tests/e2e"):  # it would be slow in the guest
        compileall.compile_dir(guest.ROOT / folder, quiet=1)
    with ThreadPoolExecutor() as pool:
        yield {
            kernel: pool.submit(
                guest.run,
                kernel,
                script([job for job in jobs if ALONE.get(job, kernel) == kernel]),
                tmp_path_factory.mktemp(f"guest-{kernel}"),
                limit=LIMIT,
            )
            for kernel in kernels
        }


@pytest.fixture(scope="session", params=guest.KERNELS)
def booted(request: pytest.FixtureRequest, boots: dict[str, Future[guest.Outcome]]) -> Boot:
    """Return a kernel."""
    return Boot(request.param, boots[request.param])


@pytest.fixture(scope="session")
def run(booted: Boot) -> Run:
    """Return what the sessions with the modules left."""
    return Run(booted.kernel, booted.job(MODULES))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more that nothing ran on a kernel."""
    for reason in dict.fromkeys(reasons):
        terminalreporter.section("NOT TESTED ON A KERNEL", bold=True, red=True)
        terminalreporter.line(reason)


@pytest.fixture(scope="session")
def alone(boots: dict[str, Future[guest.Outcome]]) -> Callable[[str], Path]:
    """Return what gives the folder of a job that one kernel does."""
    return lambda job: Boot(ALONE[job], boots[ALONE[job]]).job(job)
