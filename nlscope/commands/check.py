"""nlscope check: what is wrong with a file that describes a family, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from nlscope.schema.check import Verdict
from nlscope.schema.check import check as verdict_of
from nlscope.schema.reach import reach
from nlscope.spec import Attrs


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
def check(files: tuple[Path, ...], *, quiet: bool) -> int:
    """Check YAML specs and Python dissectors: FILE:LINE and a sentence for each trouble.

    A warning is what the file says and nlscope cannot express. The status is 1 if there
    is an error.
    """
    failed = False
    for path in files:
        verdict = verdict_of(path)
        failed = failed or bool(verdict.errors)
        for error in verdict.errors:
            click.echo(f"{error.file}:{error.line}: error: {error.text}")
        if quiet:
            continue
        for note in verdict.notes:
            click.echo(f"{note.file}:{note.line}: warning: {note.text}")
        if not verdict.errors:
            click.echo(f"{path}: {_told(verdict)}")
    return 1 if failed else 0


def _told(verdict: Verdict) -> str:
    words = []
    for family in verdict.families:
        sets = [kind for _, kind in reach(family) if isinstance(kind, Attrs)]
        attributes = sum(len(attrs.entries) for attrs in sets)
        commands = len(family.commands.names)
        words.append(f"{family.name}: {commands} commands, {attributes} attributes")
    return "; ".join(words)
