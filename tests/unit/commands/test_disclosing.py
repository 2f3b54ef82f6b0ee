"""What commands tell beyond the capture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner

from nlscope.commands.disclosing import disclosing
from nlscope.commands.options import layered
from nlscope.registry import Registry
from nlscope.spec import secret


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
