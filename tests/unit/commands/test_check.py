from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nlscope.commands.check import check
from tests.support import ROOT

WHOLE = ROOT / "tests/unit/schema/spec.yaml"
MODULES = sorted((ROOT / "kmod/specs").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(check, [*map(str, args)], standalone_mode=False)


def test_good_files() -> None:
    result = run(*MODULES)
    assert result.return_value == 0
    assert len(result.output.splitlines()) == len(MODULES)
    assert "CONTROL_EXMPL: " in result.output


def test_every_error_of_a_spec_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    text = WHOLE.read_text().replace("enum: bits }", "enum: bots }")
    path.write_text(text.replace("notify: get-it", "notify: got-it"))
    result = run(path)
    assert result.return_value == 1
    told = [line.removeprefix(f"{path}:") for line in result.output.splitlines()]
    assert [line.partition(" error: ")[2] for line in told] == [
        "no enum or flags 'bots' is defined",
        "there is no operation 'got-it'",
    ]


def test_warnings(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    text = WHOLE.read_text().replace("doc: One of everything.", "doc: a\ndoc: b\nnew: 1")
    path.write_text(text)
    result = run(path)
    assert result.return_value == 0
    lines = [line.removeprefix(str(path)) for line in result.output.splitlines()]
    assert lines[:2] == [
        ":7: warning: 'doc' stands here twice", ":8: warning: unknown key 'new'"
    ]  # fmt: skip
    assert run("-q", path).output == ""


def test_the_level_of_a_spec(tmp_path: Path) -> None:
    path = tmp_path / "level.yaml"
    path.write_text(WHOLE.read_text().replace("netlink-raw\nprotonum: 16", "genetlink"))
    output = run(path).output
    assert "warning: genetlink has no sub-messages" in output
    assert "warning: genetlink has no fixed headers" in output


def test_python_files(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("from nlscope.spec import *\n\nFAMILY = Gen('x')\n")
    assert run(path).output == f"{path}:3: error: NameError: name 'Gen' is not defined\n"
    path.write_text("from nlscope.spec import *\n\nFAMILY = Genl('x', Constants)\n")
    assert run(path).output == f"{path}: x: 0 commands, 0 attributes\n"


def test_a_missing_file() -> None:
    assert run("/nonexistent.yaml").output.endswith("error: No such file or directory\n")
