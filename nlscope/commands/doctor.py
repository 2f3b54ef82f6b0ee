"""nlscope doctor: what works on this machine, and what to do about what does not."""

from __future__ import annotations

import click

from nlscope.machine import findings, gather, works


@click.command()
def doctor() -> int:
    """Tell what works here; the status is 1 where no live capture is possible."""
    facts = gather()
    for each in findings(facts):
        remedy = f": {each.remedy}" if each.remedy else ""
        click.echo(f"{_sign(each.good)} {each.what:<15} {each.text}{remedy}")
    click.echo()
    known = works(facts)
    for good, what in known:
        click.echo(f"{'works' if good else 'no   '} {what}")
    able = {what: good for good, what in known}
    return 0 if able["nlscope capture, live"] else 1


def _sign(good: bool) -> str:  # noqa: FBT001
    return "ok  " if good else "!!  "
