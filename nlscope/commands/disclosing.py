"""Options on what is told beyond the capture: the names of this machine, secrets."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from nlscope.registry import Registry
from nlscope.spec import secret
from nlscope.system import System


def disclosing(*, live: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command --system-names and --secrets; live says that it makes captures.

    The command's first argument is what makes its registry.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(registry: Callable[[], Registry], /, **more: Any) -> Any:
            named: bool | None = more.pop("system_names")
            ours = not more.get("netns")  # another namespace has other interfaces
            system = System(links=ours)

            def made() -> Registry:
                registry().system = system if named else None
                registry().here = None if named is False else system
                return registry()

            return command(made, **more)

        return _names(live=live)(secretive(run))

    return decorate


def secretive(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --secrets alone."""

    @wraps(command)
    def run(*args: Any, secrets: bool, **more: Any) -> Any:
        secret.disclose(wanted=secrets)
        return command(*args, **more)

    return _secrets(run)


_secrets = click.option(
    "--secrets", is_flag=True, help="Show keys and passwords, which are hidden else."
)


def _names(*, live: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--system-names/--no-system-names",
        default=None,
        help="Name interfaces, tables, users as this machine does, where the capture "
        "does not; "
        + ("the default for what is live." if live else "for captures made here."),
    )
