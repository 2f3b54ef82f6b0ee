"""send, replay, diff and demo as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nlscope.cli import cli
from nlscope.inject import Scratch
from nlscope.talk import InjectError
from tests.support import CAPTURES


def run(*args: object, text: str | None = None) -> Result:
    words = [str(arg) for arg in args]
    return CliRunner().invoke(cli, words, input=text, standalone_mode=False)


def status(result: Result) -> int:
    code = getattr(result.exception, "exit_code", None)
    return int(result.return_value or 0) if code is None else int(code)


def test_an_echo() -> None:
    result = run("send", "--demo", "CONTROL_EXMPL", "ECHO", "msg=hello")
    assert status(result) == 0
    lines = result.output.splitlines()
    assert [line.split()[4] for line in lines] == ["->", "<-", "<-"]
    assert lines[1].endswith('ECHO "hello"')


def test_a_refusal() -> None:
    wrong = ("--demo", "CONTROL_EXMPL", "TYPES", "range=5")
    result = run("send", *wrong, "--tree")
    assert status(result) == 1
    words = "! DOC_EXMPL_A_RANGE 5 is below the minimum 10 (message 4 [20+8])"
    assert words in result.output
    assert status(run("send", *wrong, "--exit-errno")) == 34


def test_json_out_and_in() -> None:
    result = run("send", "--demo", "CONTROL_EXMPL", "ECHO", "msg=hi", "--json")
    request, reply, ack = map(json.loads, result.output.splitlines())
    assert reply["fields"] == {"msg": "hi"}
    assert {each["outcome"] for each in (request, reply, ack)} == {"ok"}
    again = run("send", "--demo", "--json", "-", text=json.dumps(request))
    assert status(again) == 0
    assert '"hi"' in again.output


def test_a_dry_run_sends_nothing() -> None:
    result = run("send", "--demo", "CONTROL_EXMPL", "ECHO", "msg=hi", "--dry-run")
    assert len(result.output.splitlines()) == 1
    assert "->" in result.output


def test_bytes_in_hex() -> None:
    text = "14000000 1000 0500 01000000 00000000  # nlctrl\n03010000\n"
    result = run("send", "--demo", "--raw-protocol", 16, "--hex", "-", text=text)
    assert status(result) == 1
    assert "EINVAL" in result.output


def test_faults_in_the_header() -> None:
    asked = ("send", "--demo", "CONTROL_EXMPL", "ECHO", "msg=hi", "--timeout", 0.1)
    assert "ENOENT" in run(*asked, "--type", 999).output
    assert "bytes leftover" in run(*asked, "--patch", "20=0x0c00").output
    result = run(*asked, "--len", 200)
    assert status(result) == 1
    assert "past the end of the frame" in result.output
    assert status(run(*asked, "--patch", "x=y")) == 2


def test_a_greeting() -> None:
    result = run("send", "--demo", "genl_test", "--listen", "genl_mcgrp1", "--for", 0.5)
    assert status(result) == 0
    assert "Hello group genl_mcgrp1" in result.output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "nothing to send"),
        (("link",), "what COMMAND?"),
        (("link", "NOSUCH"), "has no command 'NOSUCH'"),
        (("link", "NEWLINK", "nosuch=1"), "no attribute 'nosuch'"),
        (("--text", "x"), "need --raw-protocol"),
        (("link", "GETLINK", "+", "addr"), "addr: FAMILY COMMAND is needed"),
    ],
)
def test_wrong_usage(args: tuple[str, ...], words: str) -> None:
    result = run("send", "--demo", *args)
    assert status(result) == 2
    assert words in str(getattr(result.exception, "message", ""))


def test_several_messages_in_a_scratch_namespace() -> None:
    try:
        Scratch().close()
    except InjectError as error:
        pytest.skip(str(error))
    up = ("link", "NEWLINK", "index=lo", "ifi_flags=UP", "ifi_change=UP")
    addr = ("addr", "NEWADDR", "family=INET", "prefixlen=24", "index=lo", "local=10.0.0.1")
    wrong = ("addr", "NEWADDR", "family=INET", "prefixlen=99", "index=lo", "local=10.0.0.2")
    result = run("send", "--flags", "create,ack", *up, "+", *addr)
    assert status(result) == 0, result.output
    result = run("send", *wrong, "--exit-errno")
    assert status(result) == 22
    assert "Invalid prefix length" in result.output


def test_here_is_said() -> None:
    result = run("send", "--here", "link", "GETLINK", "ifname=lo")
    assert "acting on this machine" in result.stderr
    assert " lo index 1" in result.stdout


def test_replay_to_the_demo(tmp_path: Path) -> None:
    path = tmp_path / "demo.pcapng"
    assert status(run("demo", "-w", path, "--for", 0.3, "--pause", 0.01)) == 0
    result = run("replay", path, "--namespace", "demo")
    assert result.output.splitlines()[-1].endswith(" same")
    assert status(result) == 0
    only = run("replay", path, "--namespace", "demo", "-Y", "type == nlctrl", "--json")
    verdicts = [json.loads(line)["verdict"] for line in only.output.splitlines()]
    assert verdicts == ["same"] * 5


def test_replay_tells_what_differs() -> None:
    result = run("replay", CAPTURES / "control_exmpl_errors.pcapng", "--namespace", "demo")
    assert status(result) == 1
    assert "~ msg: MSG attribute is required -> MSG is missing" in result.output


def test_diff() -> None:
    path = CAPTURES / "control_exmpl_ok.pcapng"
    assert status(run("diff", path, path)) == 0
    result = run("diff", f"{path}:4", f"{path}:6")
    assert result.output == "~ msg: hello -> \n"
    assert status(result) == 1
    (change,) = map(
        json.loads, run("diff", f"{path}:4", f"{path}:6", "--json").output.splitlines()
    )
    assert change == {"path": "msg", "kind": "~", "before": "hello", "after": ""}
    assert status(run("diff", f"{path}:4", f"{path}:99")) == 1


def test_demo_needs_a_terminal_or_a_file() -> None:
    assert status(run("demo")) == 2
    assert status(run("demo", "--for", "1")) == 2
