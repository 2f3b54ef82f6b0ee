"""The words of nlscope capture."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, cast

import click
import pytest
from click.testing import CliRunner

from nlscope.capture import nlmon
from nlscope.capture.files import Amount
from nlscope.capture.tap import Tap
from nlscope.cli import built_in, cli
from nlscope.commands.capture import capture
from nlscope.commands.limits import LIMIT, TURN, limits, turns
from nlscope.commands.turns import Turns


def convert(text: str) -> tuple[str, float]:
    return LIMIT.convert(text, None, None)


@pytest.mark.parametrize(
    ("told", "count", "wanted"),
    [
        ([], None, {"messages": None}),
        (["duration:1.5"], 3, {"messages": 3, "seconds": 1.5}),
        (["filesize:2", "messages:9"], 12, {"messages": 9, "size": 2000}),
        (["messages:9", "messages:5"], None, {"messages": 5}),
    ],
)
def test_limits(told: list[str], count: int | None, wanted: dict[str, Any]) -> None:
    assert limits(tuple(map(convert, told)), count) == wanted


@pytest.mark.parametrize("text", ["", "duration", "duration:0", "files:3", "messages:1.5"])
def test_a_limit_that_is_none(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is not duration:SECONDS"):
        convert(text)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ([], (Amount(), None)),
        (["filesize:2", "files:3"], (Amount(size=2000), 3)),
        (["messages:4", "duration:60"], (Amount(4, None, 60.0), None)),
    ],
)
def test_turns(told: list[str], wanted: tuple[Amount, int | None]) -> None:
    assert turns(tuple(TURN.convert(text, None, None) for text in told)) == wanted


class Taker:
    """What takes files in place of a capture."""

    def write(self, fd: int) -> None:
        os.write(fd, b"x")


def test_files_have_turns(tmp_path: Path) -> None:
    files = Turns(str(tmp_path / "a.b.pcapng"), 2, lambda: 1_795_000_000.0)
    stamp = time.strftime("%Y%m%d%H%M%S", time.localtime(1_795_000_000))
    given = [files.give(cast("Tap", Taker())) for _ in range(4)]
    assert [path.name for path in given] == [
        f"a.b_{n:05}_{stamp}.pcapng" for n in range(1, 5)
    ]
    assert sorted(tmp_path.iterdir()) == given[2:]
    assert given[3].read_bytes() == b"x"


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("-w", "x", "-b", "files:2"),
        ("-w", "-", "-b", "messages:2"),
        ("-w", "x", "-c", "0"),
        ("-w", "x", "-a", "x:1"),
        ("-w", "x", "-f", "nope"),
        ("-w", "x", "--groups", "nope"),
    ],
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(capture, args, obj=built_in)
    assert result.exit_code == 2


def test_an_interface_in_place_of_a_file_is_live() -> None:
    result = CliRunner().invoke(cli, ["-i", "nlmon0"])
    assert result.exit_code == 2
    assert "nlscope capture -w FILE" in result.output


def test_a_link_of_a_living_process_is_not_abandoned() -> None:
    owner = nlmon.mark()
    assert owner.startswith("nlscope pid ")
    assert not nlmon.abandoned(owner)
    words = owner.split()
    assert nlmon.abandoned(" ".join([*words[:4], "1", *words[5:]]))
    assert not nlmon.abandoned(" ".join([*words[:6], "pid:[1]"]))
    assert not nlmon.abandoned("")
    assert not nlmon.abandoned("my own nlmon")


@pytest.mark.parametrize(("code", "words"), [(95, "no nlmon module"), (1, "use sudo")])
def test_reasons(code: int, words: str) -> None:
    assert words in nlmon.explain(code)
