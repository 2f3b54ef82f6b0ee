"""nlscope families: what a kernel, or a capture, says of its generic netlink families."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from nlscope.commands.kernel import families as announced
from nlscope.commands.kernel import session_of
from nlscope.commands.options import layered
from nlscope.export.escape import clean
from nlscope.registry import Registry
from nlscope.schema.announced import Announced, op_flags
from nlscope.schema.policy import Policy, limits_of
from nlscope.session import Session
from nlscope.spec import REQUEST, Attrs, AttrType, Family, Limits
from nlscope.table import table

_TYPE, _IDX = 1, 8  # NL_POLICY_TYPE_ATTR_TYPE, _POLICY_IDX
_SIDES = {1: "do", 2: "dump"}


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
    known = announced(session)
    if name is None:
        for line in _list(known, session):
            click.echo(line)
        return
    if name not in known:
        message = f"no family {name!r} {'in ' + capture if capture else 'in this kernel'}"
        raise click.ClickException(message)
    for line in _one(known[name], session):
        click.echo(line)


def _list(known: dict[str, Announced], session: Session) -> Iterator[str]:
    yield "   id name               version commands groups  described by"
    for each in sorted(known.values(), key=lambda family: family.id):
        yield (
            f"{each.id:>5} {clean(each.name):<18} {each.version:>7} {len(each.ops):>8} "
            f"{len(each.groups):>6}  {_origins(each, session)}"
        )


def _origins(each: Announced, session: Session) -> str:
    found = session.registry.origins(each.name)
    if session.context.policies.find(each.id, each.name) and "policy" not in found:
        found.append("policy")
    return ", ".join(found) or "nobody"


def _one(each: Announced, session: Session) -> Iterator[str]:
    policy = session.context.policies.find(each.id, each.name)
    below = None if policy is None else policy.family
    family = session.registry.genl(each.name, below)
    yield f"{clean(each.name)}: id {each.id}, version {each.version}"
    yield f"described by: {_origins(each, session)}"
    if each.header:
        yield f"fixed header: {each.header} bytes"
    yield f"commands ({len(each.ops)}):"
    for number, bits in sorted(each.ops.items()):
        name = (family and family.command_name(number, REQUEST)) or "-"
        held = policy.ops.get(number, {}) if policy else {}
        sets = "".join(f", {_SIDES.get(s, s)} policy {index}" for s, index in held.items())
        yield f"  {number:>3} {name:<28} {' '.join(op_flags(bits))}{sets}"
    yield f"groups ({len(each.groups)}):"
    for group, number in each.groups.items():
        yield f"  {number:>3} {clean(group)}"
    if policy is not None:
        yield from _policies(policy, family)


def _policies(policy: Policy, family: Family | None) -> Iterator[str]:
    """Yield each policy with its attributes, named where a table names them."""
    names = _names(policy, family)
    for index, rules in sorted(policy.rules.items()):
        users = sorted({op for op, held in policy.ops.items() if index in held.values()})
        used = f" (commands {', '.join(map(str, users))})" if users else ""
        yield f"policy {index}{used}:"
        attrs = names.get(index)
        for number, rule in sorted(rules.items()):
            kind = AttrType.names.get(rule.get(_TYPE, 0), str(rule.get(_TYPE)))
            inner = f" policy {rule[_IDX]}" if _IDX in rule else ""
            entry = table(attrs, "<").entries.get(number) if attrs is not None else None
            name = entry.name if entry is not None else f"attr_{number}"
            yield f"  {number:>3} {name:<28} {kind}{inner}{_limits(limits_of(rule))}"


def _names(policy: Policy, family: Family | None) -> dict[int, Attrs]:
    """Return the attribute sets that commands with a policy of their own use."""
    found: dict[int, Attrs] = {}
    for command, held in policy.ops.items() if family is not None else ():
        attrs = family.op(command, REQUEST).attrs if family is not None else None
        for index in held.values():
            if isinstance(attrs, Attrs):
                found.setdefault(index, attrs)
    return found


def _limits(limits: Limits) -> str:
    words = []
    for name in ("min", "max", "min_len", "max_len"):
        value = getattr(limits, name)
        if value is not None:
            words.append(f"{name.replace('_len', ' bytes')} {value}")
    if limits.mask is not None:
        words.append(f"mask {limits.mask:#x}")
    return f" ({', '.join(words)})" if words else ""
