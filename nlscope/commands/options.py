"""Options that several commands share: which descriptions of families they use."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

import click

from nlscope.capture.source import CaptureError
from nlscope.registry import Registry, Tables
from nlscope.schema import user
from nlscope.schema.fault import SchemaError
from nlscope.schema.layer import Specs, folders
from nlscope.schema.policy import Known
from nlscope.session import Session

_FILE = click.Path(path_type=Path)


def layered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose its layers, in place of click.pass_obj.

    Its first argument is then what makes the registry of those layers.
    """

    @click.pass_obj
    @wraps(command)
    def run(built_in: Callable[[], Registry], /, **more: Any) -> Any:
        chosen = {name: more.pop(name) for name in _NAMES}
        return command(cache(lambda: _registry(built_in, **chosen)), **more)

    decorated: Callable[..., Any] = run
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


_OPTIONS = (
    click.option(
        "--specs",
        multiple=True,
        type=_FILE,
        metavar="DIR",
        help="Look for YAML specs (YNL) here first; a file is fine too.",
    ),
    click.option(
        "--dissector",
        "dissectors",
        multiple=True,
        type=_FILE,
        metavar="FILE.py",
        help="Load families from a Python file.",
    ),
    click.option(
        "--policies",
        multiple=True,
        metavar="CAPTURE",
        help="Use the kernel policies that a capture holds.",
    ),
    click.option("--no-builtin", is_flag=True, help="Leave the built-in tables out."),
    click.option("--no-specs", is_flag=True, help="Look for no specs but --specs."),
)
_NAMES = ("specs", "dissectors", "policies", "no_builtin", "no_specs")


def tell(text: str) -> None:
    """Print a sentence on standard error."""
    click.echo(f"nlscope: {text}", err=True)


def _registry(
    built_in: Callable[[], Registry],
    *,
    specs: tuple[Path, ...],
    dissectors: tuple[Path, ...],
    policies: tuple[str, ...],
    no_builtin: bool,
    no_specs: bool,
) -> Registry:
    registry = Registry()
    registry.options = (
        *(f"--specs={os.path.abspath(each)}" for each in specs),  # noqa: PTH100
        *(f"--dissector={os.path.abspath(each)}" for each in dissectors),  # noqa: PTH100
        *(f"--policies={os.path.abspath(each)}" for each in policies),  # noqa: PTH100
        *["--no-builtin"] * no_builtin,
        *["--no-specs"] * no_specs,
    )
    if not no_builtin:
        registry.under(built_in())
    for folder in specs:
        if not os.path.exists(folder):  # noqa: PTH110  # any length
            message = f"there is no {folder}"
            raise click.BadParameter(message, param_hint="--specs")
    own = _users(dissectors, registry)
    if own is not None:
        registry.over(own)
    registry.under(Specs(specs if no_specs else folders(specs), tell))
    if policies:
        registry.under(Known(_policies(policies)))
    return registry


def _users(files: tuple[Path, ...], registry: Registry) -> Tables | None:
    """Return the layer of users' Python files, after telling what is wrong with any.

    The registry is loaded whole before: what they import of it is not theirs.
    """
    tables = Tables("user")
    paths = (*user.config_files(), *files)
    if paths:
        list(registry)
    for path in paths:
        try:
            for family in user.load(path):
                tables.add(family)
        except SchemaError as error:
            tell(str(error))
    for _name, found in user.installed(lambda: list(registry)):
        if isinstance(found, SchemaError):
            tell(str(found))
            continue
        for family in found:
            tables.add(family)
    return tables if any(True for _ in tables) else None


def _policies(captures: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for path in captures:
        try:
            session = Session.load(path, Registry())
        except CaptureError as error:
            raise click.BadParameter(str(error), param_hint="--policies") from None
        for number, name, policy in session.context.policies.items():
            named = name or session.context.family_name(number, 0)
            if named:
                policy.name = named
                found[named] = policy
    return found
