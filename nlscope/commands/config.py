"""nlscope config: the configuration file, documented."""

from __future__ import annotations

import click

from nlscope.config import ConfigError, default_path, documented


@click.command()
@click.option("--path", "only_path", is_flag=True, help="Where the file is looked for.")
@click.option("--check", is_flag=True, help="Say whether the file is right.")
def config(*, only_path: bool, check: bool) -> None:
    """Print the defaults of the configuration file, with what each is for.

    "nlscope config > $(nlscope config --path)" begins a file of one's own.
    """
    if only_path:
        click.echo(str(default_path()))
        return
    from nlscope.tui import settings  # noqa: PLC0415  # --path needs no textual

    if not check:
        click.echo(
            documented(settings.THEMES, settings.colours(), settings.bindings()), nl=False
        )
        return
    try:
        settings.read()
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    there = "is right" if default_path().exists() else "is not there"
    click.echo(f"{default_path()} {there}")
