"""What a message is: its type's name, its family and command, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from nlscope.context import Context
from nlscope.dissect.nlmsg import MIN_TYPE, Control
from nlscope.model import PROTOCOLS, USERSOCK, protocol_name
from nlscope.registry import Registry
from nlscope.spec import EVENT, GENERIC, NETFILTER, NFGENMSG, REPLY, Family, Op

UNKNOWN = Op()
_NETFILTER = Op(header=NFGENMSG)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a message says it is.

    type_name is what lists show; family is None where nothing describes it; command is
    the genl command, or the message type; control is set for NOOP, ERROR, DONE, OVERRUN.
    """

    type_name: str
    family: Family | None
    command: int
    command_name: str | None
    op: Op
    control: bool = False

    @property
    def name(self) -> str:
        """The family's short name, or ""."""
        return "" if self.family is None else self.family.name

    @property
    def flagged(self) -> str:
        """The name of the command whose flags the message has, its own as a rule."""
        name = self.command_name or ""
        adds = name == "DEL" and self.family is not None and self.family.exclusive
        return "ADD" if adds else name


def identify(
    protocol: int,
    number: int,
    command: int | None,
    direction: str,
    no: int,
    registry: Registry,
    context: Context,
) -> Identity:
    """Return the identity of a message of a type, at a message number.

    command is the first byte of the genlmsghdr, None where there is none.
    """
    if number < MIN_TYPE and is_control(protocol, number, registry):
        name = Control.const(Control.names[number])
        return Identity(name, None, number, Control.names[number], UNKNOWN, control=True)
    if protocol == GENERIC:
        family_name = context.family_name(number, no) or registry.fixed_id(number)
        policy = context.policy(number, family_name)
        return _genl(registry, family_name, number, command, direction, policy)
    return _typed(registry, protocol, number, direction, command)


def is_control(protocol: int, number: int, registry: Registry) -> bool:
    """Return whether a type below 0x10 is a control message in a protocol.

    Private protocols use these numbers as they like (knetlink answers with type 2).
    """
    if number not in Control.names or protocol == USERSOCK:
        return False
    family = registry.family(protocol, number)
    if family is not None and family.body is not None:
        return family.errors
    return protocol in PROTOCOLS


@lru_cache(4096)
def _genl(
    registry: Registry,
    family_name: str | None,
    number: int,
    command: int | None,
    direction: str,
    policy: Family | None,
) -> Identity:
    name = family_name or str(number)
    family = registry.genl(name, policy) if family_name else policy
    cmd = -1 if command is None else command
    if family is None:
        return Identity(name, None, cmd, None, UNKNOWN)
    return Identity(
        name,
        family,
        cmd,
        family.command_name(cmd, direction),
        family.op(cmd, direction),
    )


@lru_cache(4096)
def _typed(
    registry: Registry, protocol: int, number: int, direction: str, first: int | None
) -> Identity:
    family = registry.family(protocol, number)
    if family is not None and first is not None:
        family = family.variants.get(first, family)
    if family is None:
        default = _NETFILTER if protocol == NETFILTER else UNKNOWN
        return Identity(f"{protocol_name(protocol)}_{number}", None, number, None, default)
    command = number & 0xFF if protocol == NETFILTER else number
    name = family.command_name(command, direction)
    if family.body is not None:
        op = replace(family.op(command, direction), attrs=family.body)
        return Identity(name or str(number), family, command, name, op)
    full = family.commands.const(name) if name else f"{family.name}_{command}"
    return Identity(full, family, command, name, family.op(command, direction))


def answers(protocol: int, direction: str, portid: int) -> str:
    """Return the direction, EVENT for a generic netlink message that answers nobody.

    The kernel puts the port of who asked into an answer, and 0 into its own events.
    """
    event = protocol == GENERIC and direction == REPLY and not portid
    return EVENT if event else direction
