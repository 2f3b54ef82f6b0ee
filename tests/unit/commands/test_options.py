from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nlscope.commands.read import read
from tests.support import CAPTURES, ROOT, registry

OK = str(CAPTURES / "control_exmpl_ok.pcapng")
WIREGUARD = str(CAPTURES / "wireguard.pcapng")
BARE = ("--no-builtin", "--no-specs")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def run(*args: str) -> Result:
    return CliRunner().invoke(read, args, obj=registry, standalone_mode=False)


def undecoded(*args: str) -> int:
    return int(run("--coverage", *args).output.split()[4])


def test_layers_one_by_one() -> None:
    specs = ("--specs", str(ROOT / "kmod/specs"))
    bare, policy = undecoded(*BARE, OK), undecoded(*BARE, *specs, OK)
    assert bare > policy > 0
    assert undecoded(*specs, OK) == undecoded(OK) == 0


def test_policies_of_another_capture() -> None:
    policies = ("--policies", str(CAPTURES / "genl_ctrl.pcapng"))
    assert undecoded(*BARE, *policies, WIREGUARD) < undecoded(*BARE, WIREGUARD)
    rows = run("--tree", *BARE, *policies, WIREGUARD).output
    (line,) = {
        line.strip()
        for line in rows.splitlines()
        if 'attr_2 "wg0"' in line and "[2" in line
    }
    assert line.endswith("  (policy)")


def test_a_users_file_wins(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "from nlscope.spec import *\n"
        'class Cmd(Constants, prefix="MY"):\n'
        "    SAY = 1\n"
        'FAMILY = Genl("CONTROL_EXMPL", Cmd, attrs=Attrs("MY", {1: "word" / Str}))\n'
    )
    assert "SAY word=hello" in run("--dissector", str(path), OK).output
    folder = tmp_path / "nlscope" / "dissectors"
    folder.mkdir(parents=True)
    path.rename(folder / "mine.py")
    assert "SAY word=hello" in run(OK).output


def test_a_wrong_file_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("\nFAMILY = nonsense\n")
    (tmp_path / "bad.yaml").write_text("name: CONTROL_EXMPL\nnonsense\n")
    result = run("--dissector", str(path), "--specs", str(tmp_path), OK)
    told = [
        line for line in result.stderr.splitlines() if "bad.yaml" in line or "mine" in line
    ]
    assert [line.partition(str(tmp_path))[2].partition(": ")[0] for line in told] == [
        "/mine.py:2", "/bad.yaml:3"
    ]  # fmt: skip
    assert "ECHO" in result.stdout


@pytest.mark.parametrize("option", ["--specs", "--policies"])
def test_what_is_not_there(option: str) -> None:
    result = run(option, "/nonexistent", OK)
    assert "/nonexistent" in str(result.exception)
