from __future__ import annotations

import pkgutil
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from nlscope import commands
from nlscope.cli import COMMANDS, cli, main
from nlscope.commands.examples import EXAMPLES, GROUPS
from tests.support import CAPTURES, ROOT

LINES = [
    (name, line)
    for name, lines in EXAMPLES.items()
    for line, _ in lines
    if name not in ("", "view")
]


def test_every_command_has_a_line_and_examples() -> None:
    assert {*EXAMPLES} - {""} <= {*COMMANDS}
    assert {*COMMANDS} - {*EXAMPLES} == {"doctor"}  # it takes nothing
    modules = {each.name.rstrip("_") for each in pkgutil.iter_modules(commands.__path__)}
    assert {*COMMANDS} <= modules


@pytest.mark.parametrize(("name", "line"), LINES, ids=[line for _, line in LINES])
def test_the_examples_are_right(name: str, line: str) -> None:
    first, *words = shlex.split(line)
    command = cli.get_command(click.Context(cli), first)
    assert first == name
    assert command is not None
    command.make_context(name, words)  # UsageError if an option is not there


def test_the_help_fits_80_columns() -> None:
    said = CliRunner().invoke(cli, ["--help"]).output
    assert all(words in said for group in GROUPS.values() for words in group.values())
    for name in COMMANDS:
        said += CliRunner().invoke(cli, [name, "--help"], prog_name="nlscope").output
    assert [line for line in said.splitlines() if len(line) > 80] == []


def test_a_command_that_is_not_there_is_told_with_the_nearest() -> None:
    said = CliRunner().invoke(cli, ["raed", "x.pcapng"])
    assert (said.exit_code, said.stdout) == (2, "")
    assert "raed is neither a command nor a file; did you mean read?" in said.stderr


@pytest.mark.parametrize("name", ["a" * 5000, "/proc/self/mem", "/"])
@pytest.mark.parametrize("command", ["view", "read", "stats", "diff", "replay", "learn"])
def test_a_name_that_is_no_capture_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    name: str,
) -> None:
    words = {"diff": [name, name], "learn": ["-r", name, "acme"]}.get(command, [name])
    monkeypatch.setattr("sys.argv", ["nlscope", command, *words])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code in (1, 2)
    assert len(capsys.readouterr().err) > 20


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "/dev/zero"], "it has a line of 16,777,216 bytes"),
        (["read", "/dev/zero"], "neither pcap nor pcapng"),
        (["send", "--json", "/dev/null/x"], "cannot open /dev/null/x: Not a directory"),
        (["send", "--hex", "README.md", "--raw-protocol", "0"], "README.md is no hex"),
        (["send", "--json", "README.md"], "no object as read --json prints it"),
        (["send", "--demo", "-w", "/dev/null/x", "nlctrl", "getfamily"], "/dev/null/x"),
        (["send", "--timeout", "inf", "link", "getlink"], "'inf' is no number of sec"),
        (["peer", "--for", "nan"], "'nan' is no number of seconds"),
        (["demo", "--pause", "-1"], "'-1' is no number of seconds"),
        (["replay", "--timeout", "1e400", "x"], "'1e400' is no number of seconds"),
        (["replay", "--speed", "nan", "x"], "'nan' is no speed"),
        (["config", "--path", "--nonsense"], "No such option"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", ["nlscope", *words])
    monkeypatch.setattr("os.dup2", lambda *_: None)  # the output is the test's own
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code in (1, 2)
    assert said in capsys.readouterr().err


def test_a_full_disk_is_told_once() -> None:
    sample = CAPTURES / "link_basic.pcapng"
    with Path("/dev/full").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "nlscope", "read", str(sample)],
            stdout=out, stderr=subprocess.PIPE, cwd=ROOT, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"nlscope: No space left on device\n")
