"""What is given up under sudo, and what is there before that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nlscope.commands.dropping import may_read
from tests.support import ROOT

NOBODY = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another")

DROPPED = """
import os, sys
from nlscope import cli
from nlscope.commands import dropping

dropping.may_read = lambda path, *_: str(path).endswith("app.tcss")  # Python is root's
dropping.drop(cli.built_in)
assert (os.getuid(), os.getgid()) == (65534, 65534)
sys.meta_path.clear()  # nothing more can be imported
assert cli.built_in().genl("devlink") is not None
import nlscope.tui.craft_screen, nlscope.filter, concurrent.futures.thread
print("ready")
"""


def run(program: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "SUDO_UID": str(NOBODY), "PYTHONPATH": str(cwd)}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=env, cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


@as_root
def test_who_may_read_what(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.write_text("x")
    closed.chmod(0o600)
    assert may_read("/etc/passwd", NOBODY, NOBODY)
    assert not may_read(closed, NOBODY, NOBODY)
    assert not may_read(tmp_path / "none", NOBODY, NOBODY)


@as_root
def test_what_cannot_be_read_later_is_there() -> None:
    done = run(DROPPED)
    assert (done.stdout, done.stderr) == ("ready\n", "")


@as_root
def test_an_installation_of_roots_own(tmp_path: Path) -> None:
    for package in ("nlscope", "dissectors"):
        shutil.copytree(ROOT / package, tmp_path / package)
    tmp_path.chmod(0o700)
    done = run("from nlscope.commands.dropping import drop\ndrop()", tmp_path)
    assert done.returncode == 1
    assert f"may not read {tmp_path / 'nlscope'}: install it where" in done.stderr
