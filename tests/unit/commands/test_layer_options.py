from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.testing import CliRunner

from nlscope.cli import built_in
from nlscope.commands.options import layered
from nlscope.registry import Registry


def test_a_registry_knows_the_options_that_make_it_again(tmp_path: Path) -> None:
    made: list[Registry] = []

    @click.command()
    @layered
    def command(registry: Callable[[], Registry]) -> None:
        made.append(registry())

    folder = str(tmp_path)
    told = ["--specs", folder, "--no-builtin", "--no-specs"]
    runner = CliRunner()
    runner.invoke(command, told, obj=built_in, catch_exceptions=False)
    again = made[0].options
    assert again == (f"--specs={folder}", "--no-builtin", "--no-specs")
    runner.invoke(command, list(again), obj=built_in, catch_exceptions=False)
    assert made[1].options == again
