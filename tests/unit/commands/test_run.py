from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nlscope.store import Store
from tests.support import ROOT

DATA = ROOT / "tests/unit/capture/data"
TRY = ["strace", "-f", "-o", "/dev/null", "-e", "trace=none", "true"]


def nlscope(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nlscope", *args]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=False, env=more or None
    )


@pytest.fixture
def _strace() -> None:
    if not shutil.which("strace") or subprocess.run(TRY, check=False).returncode:
        pytest.skip("strace is missing or may not trace here")


@pytest.mark.usefixtures("_strace")
def test_ip_is_recorded() -> None:
    if not shutil.which("ip"):
        pytest.skip("ip is not installed")
    done = nlscope("run", "--json", "--", "ip", "link", "show", "lo")
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    rows = [json.loads(line) for line in lines]
    assert (done.returncode, done.stderr) == (0, "")
    assert {row["process"]["command"] for row in rows} == {"ip"}
    kinds = {(row["type"], row["direction"]) for row in rows}
    assert {("RTM_GETLINK", "to-kernel"), ("RTM_NEWLINK", "from-kernel")} <= kinds
    assert rows[0]["no"] == 1


@pytest.mark.usefixtures("_strace")
def test_the_status_is_the_commands(tmp_path: Path) -> None:
    kept = tmp_path / "a.pcapng"
    code = "import socket; socket.socket(16, 3, 0).send(bytes(16)); raise SystemExit(7)"
    done = nlscope("run", "-w", str(kept), "--", sys.executable, "-c", code)
    assert done.returncode == 7
    assert bytes(Store.load(str(kept)).frame_at(-1).data) == bytes(16)
    assert nlscope("run", "--", "sh", "-c", "kill -9 $$").returncode == 137
    missing = nlscope("run", "--", "no-such-command")
    assert missing.returncode == 127
    assert "no command" in missing.stderr


def test_without_strace_it_says_so(tmp_path: Path) -> None:
    done = nlscope("run", "--", "true", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs strace" in done.stderr


def test_a_refusal_is_explained(tmp_path: Path) -> None:
    fake = tmp_path / "strace"
    fake.write_text("#!/bin/sh\necho strace: ptrace: Operation not permitted >&2\nexit 1\n")
    fake.chmod(0o755)
    done = nlscope("run", "--", "true", PATH=f"{tmp_path}:/bin:/usr/bin")
    assert done.returncode == 1
    assert "ptrace is not permitted" in done.stderr


def test_import(tmp_path: Path) -> None:
    kept = tmp_path / "a.pcapng"
    done = nlscope("import", str(DATA / "ip.strace"), "-w", str(kept))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    store = Store.load(str(kept))
    assert store.frame_at(0).comment == "process: ip (pid 20411)"
    printed = nlscope("import", str(DATA / "genl.strace")).stdout.splitlines()
    assert len(printed) == 4
    assert "NEWFAMILY" in printed[1]


def test_import_of_no_log(tmp_path: Path) -> None:
    assert nlscope("import", str(tmp_path / "none")).returncode == 1
    (tmp_path / "empty").write_text("hello\n")
    done = nlscope("import", str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no netlink message" in done.stderr
