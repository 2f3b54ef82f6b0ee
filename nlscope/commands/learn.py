"""nlscope learn: a starter spec of a family that nobody described."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from nlscope.catalogue import announcements
from nlscope.commands.kernel import session_of
from nlscope.commands.options import layered
from nlscope.dissect.secrets import blanked, secrets
from nlscope.registry import Registry
from nlscope.schema.announced import Announced
from nlscope.schema.learn import Learner, Traffic, written
from nlscope.schema.policy import Policy
from nlscope.session import Session
from nlscope.spec import GENERIC

_HEADERS = 20  # nlmsghdr and genlmsghdr
_MOST = 100_000  # messages looked at


@click.command()
@click.argument("name")
@click.option("-r", "--read", "capture", metavar="FILE", help="From a capture.")
@click.option("-w", "--write", "target", metavar="FILE", help="Write here, not to stdout.")
@layered
def learn(
    registry: Callable[[], Registry], name: str, capture: str | None, target: str | None
) -> None:
    """Write a first YAML spec of a generic netlink family, to be edited and loaded.

    It is made of what the kernel's policy says, and of the traffic in a capture.
    """
    import yaml  # noqa: PLC0415  # only this command writes YAML

    session = session_of(capture, name, registry())
    known = announcements(session).get(name)
    if known is None and name not in session.context.names:
        message = f"no family {name!r} {'in ' + capture if capture else 'in this kernel'}"
        raise click.ClickException(message)
    known = known or Announced(name)
    spec = Learner(known, _policy(session, name), _traffic(session, name)).spec()
    text = written(spec, yaml.safe_dump)
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        Path(target).write_text(text)
    except OSError as error:
        message = f"cannot write {target}: {error.strerror}"
        raise click.ClickException(message) from None


def _policy(session: Session, name: str) -> Policy | None:
    for number, held, policy in session.context.policies.items():
        if name in (held, session.context.family_name(number, 0)):
            return policy
    return None


def _traffic(session: Session, name: str) -> Traffic:
    """Return the bodies of a family's messages."""
    traffic = Traffic(session.store.order)
    for message in session.store:
        if message.no > _MOST:
            break
        if message.frame.protocol != GENERIC or message.type < 0x10:
            continue
        if session.context.family_name(message.type, message.no) != name:
            continue
        said = session.describe(message.no - 1)
        data = blanked(message.data, secrets(said.root))  # the spec tells what was seen
        if len(data) >= _HEADERS:
            end = min(len(data), int(session.store.length[message.no - 1]))
            traffic.add(data[16], message.direction, data[_HEADERS:end])
    return traffic
