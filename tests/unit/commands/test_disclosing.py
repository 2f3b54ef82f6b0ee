"""What commands tell beyond the capture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner

from nlscope.cli import built_in
from nlscope.commands.craft import craft
from nlscope.commands.diff import diff
from nlscope.commands.disclosing import disclosing
from nlscope.commands.import_ import import_
from nlscope.commands.options import layered
from nlscope.commands.replay import replay
from nlscope.commands.run import run as run_command
from nlscope.commands.send import send
from nlscope.registry import Registry
from nlscope.spec import secret
from tests.support import CAPTURES


@pytest.fixture(autouse=True)
def _hidden() -> Iterator[None]:
    yield
    secret.disclose(wanted=False)


def run(*args: str) -> Registry:
    """Return the registry of a command with these options."""
    made: list[Registry] = []

    @click.command()
    @click.option("--netns", multiple=True)
    @layered
    @disclosing(live=True)
    def command(registry: Callable[[], Registry], **_: Any) -> None:
        made.append(registry())

    result = CliRunner().invoke(command, args, obj=Registry)
    assert result.exit_code == 0, result.output
    return made[0]


@pytest.mark.parametrize(
    ("args", "files", "live"),
    [
        ((), False, True),
        (("--system-names",), True, True),
        (("--no-system-names",), False, False),
    ],
)
def test_this_machine_names_what_is_made_here(
    args: tuple[str, ...],
    files: bool,  # noqa: FBT001
    live: bool,  # noqa: FBT001
) -> None:
    found = run(*args)
    assert (found.system is not None, found.here is not None) == (files, live)


def test_another_namespace_has_other_interfaces() -> None:
    ours, theirs = run().here, run("--netns", "a").here
    assert ours is not None
    assert theirs is not None
    assert (ours("ifindex", 1), theirs("ifindex", 1)) == ("lo", None)
    assert theirs("uid", 0) == "root"


def test_secrets_are_shown_where_they_are_asked_for() -> None:
    run()
    assert not secret.disclosed()
    run("--secrets")
    assert secret.disclosed()


WIREGUARD = str(CAPTURES / "wireguard.pcapng")
KEY = ["alg_crypt.alg_name=cbc(aes)", "alg_crypt.alg_key=41424344"]


@pytest.mark.parametrize(
    ("command", "args"),
    [
        (diff, [WIREGUARD, f"{WIREGUARD}:5", "--json"]),
        (send, ["--demo", "--dry-run", "--tree", "xfrm", "NEWSA", *KEY]),
    ],
)
def test_what_prints_fields_hides_keys_unless_asked(
    command: click.Command, args: list[str]
) -> None:
    shown = [
        CliRunner().invoke(command, [*args, *more], obj=built_in).output
        for more in ([], ["--secrets"])
    ]
    assert ["bytes hidden)" in each for each in shown] == [True, False], shown


@pytest.mark.parametrize("command", [craft, import_, replay, run_command])
def test_the_other_commands_that_show_fields_have_the_option(
    command: click.Command,
) -> None:
    assert "--secrets" in {name for each in command.params for name in each.opts}
