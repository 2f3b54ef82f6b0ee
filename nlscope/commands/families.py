"""nlscope families: what a kernel, or a capture, says of its generic netlink families."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from nlscope import outline
from nlscope.catalogue import Known, announcements, known
from nlscope.commands.kernel import session_of
from nlscope.commands.options import layered
from nlscope.export.escape import clean
from nlscope.registry import Registry
from nlscope.schema.announced import Announced
from nlscope.session import Session


@click.command()
@click.argument("name", required=False)
@click.option("-r", "--read", "capture", metavar="FILE", help="Those in a capture.")
@layered
def families(
    registry: Callable[[], Registry], name: str | None, capture: str | None
) -> None:
    """List the generic netlink families of this kernel, or tell all of one of them.

    A row is: id, name, version, commands, multicast groups, and who describes it.
    """
    session = session_of(capture, name, registry())
    found = announcements(session)
    if name is None:
        for line in _list(found, session):
            click.echo(line)
        return
    if name not in found:
        message = f"no family {name!r} {'in ' + capture if capture else 'in this kernel'}"
        raise click.ClickException(message)
    for line in _one(found[name], session):
        click.echo(line)


def _list(announced: dict[str, Announced], session: Session) -> Iterator[str]:
    yield "   id name               version commands groups  described by"
    for each in sorted(announced.values(), key=lambda family: family.id):
        origins = ", ".join(known(each, session).origins) or "nobody"
        yield (
            f"{each.id:>5} {clean(each.name):<18} {each.version:>7} {len(each.ops):>8} "
            f"{len(each.groups):>6}  {origins}"
        )


def _one(each: Announced, session: Session) -> Iterator[str]:
    told = known(each, session)
    yield f"{clean(each.name)}: id {each.id}, version {each.version}"
    yield f"described by: {', '.join(told.origins) or 'nobody'}"
    if each.header:
        yield f"fixed header: {each.header} bytes"
    yield f"commands ({len(each.ops)}):"
    for command in outline.commands(told):
        if command.number not in each.ops:
            continue
        sides = "".join(f", {side} policy {index}" for side, index in command.policies)
        words = f"{' '.join(command.allows)}{sides}"
        yield f"  {command.number:>3} {command.name or '-':<28} {words}"
    yield f"groups ({len(each.groups)}):"
    for group, number in each.groups.items():
        yield f"  {number:>3} {clean(group)}"
    yield from _policies(told)


def _policies(told: Known) -> Iterator[str]:
    """Yield each policy with its attributes, named where a table names them."""
    for index, users, rules in outline.policies(told):
        used = f" (commands {', '.join(map(str, users))})" if users else ""
        yield f"policy {index}{used}:"
        for rule in rules:
            inner = f" policy {rule.inner}" if rule.inner >= 0 else ""
            limits = f" ({rule.limits})" if rule.limits else ""
            yield f"  {rule.number:>3} {rule.name:<28} {rule.type}{inner}{limits}"
