"""nlscope doctor: what works on this machine, and what to do about what does not."""

from __future__ import annotations

import click

from nlscope.machine import LIVE, Finding, advice, findings, gather, works


@click.command()
def doctor() -> int:
    """Tell what works here; the status is 1 where no live capture is possible."""
    facts = gather()
    click.echo("This machine:")
    for each in findings(facts):
        click.echo(f"{_sign(each)} {each.what:<15} {each.text}")
        if each.remedy:
            click.echo(f"{'':<21} -> {each.remedy}")
    click.echo("\nWhat works on it:")
    known = works(facts)
    for good, what in known:
        click.echo(f"  {'yes' if good else 'no':<4} {what}")
    click.echo(f"\nTo begin with: {advice(facts)}")
    return 0 if {what: good for good, what in known}[LIVE] else 1


def _sign(found: Finding) -> str:
    return "  ok  " if found.good else "  !!  " if found.needed else "  -   "
