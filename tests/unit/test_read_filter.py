from __future__ import annotations

import json
import subprocess
import sys

from tests.support import CAPTURES, ROOT


def run(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nlscope", "read", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_only_what_passes_is_printed() -> None:
    file = str(CAPTURES / "route.pcapng")
    done = run(file, "--json", "-Y", "route.dst == 10.0.0.0/8 and not error", "-c", "3")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == 3
    assert all(each["fields"]["dst"].startswith("10.") for each in said)
    assert run(file, "-Y", "seq == 1 and seq == 2").stdout == ""


def test_a_wrong_filter_is_wrong_usage_and_points_at_the_place() -> None:
    done = run(str(CAPTURES / "route.pcapng"), "-Y", "route.dts == 10.0.0.0/8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "route.dts == 10.0.0.0/8\n      ^^^\n" in done.stderr
    assert 'did you mean "dst"?' in done.stderr
