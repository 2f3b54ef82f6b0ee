"""Messages from names and values: what to send, made through the tables.

A value's name is a dotted path (linkinfo.data.id), list members have numbers from 0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from nlscope.contents import Resolve, contents
from nlscope.dissect.nlmsg import flag_set
from nlscope.encode import Item
from nlscope.model import HEADER_SIZE
from nlscope.registry import Registry
from nlscope.spec import GENERIC, NETFILTER, REQUEST, Family, Misfit, SetType

NLM_F_DUMP = 0x300
_READS = {"GET", "LIST", "DUMP", "SHOW", "FIND", "ECHO"}


@dataclass(frozen=True, slots=True)
class Order:
    """What to send: a family's command and its values, before ids and numbers are known.

    type is the message type, None for a generic family whose id is to be looked up by
    name; body is what follows the nlmsghdr.
    """

    protocol: int
    family: str
    command: str
    type: int | None
    flags: int
    body: bytes
    changes: bool = True

    def encode(
        self,
        kind: int,
        *,
        seq: int,
        port: int,
        length: int | None = None,
        pad: bool = True,
    ) -> bytes:
        """Return the message; length and pad make a deliberately wrong one."""
        size = HEADER_SIZE + len(self.body)
        head = struct.pack(
            "=IHHII", size if length is None else length, kind, self.flags, seq, port
        )
        return head + self.body + bytes(-size % 4 if pad else 0)


def find_family(registry: Registry, name: str) -> Family:
    """Return the family of a short name, in any case; Misfit names close ones."""
    exact = [family for family in registry if family.name == name]
    loose = [family for family in registry if family.name.lower() == name.lower()]
    if exact or loose:
        return (exact or loose)[0]
    near = sorted({f.name for f in registry if name.lower()[:3] in f.name.lower()})
    msg = f"no family {name!r}" + (f"; there are {', '.join(near[:8])}" if near else "")
    raise Misfit(msg)


def command_number(family: Family, name: str) -> int:
    """Return the number of a command's short name, constant, or numeral."""
    try:
        return family.commands.number(name)
    except KeyError:
        known = ", ".join(list(family.commands.numbers)[:24])
        msg = f"{family.name} has no command {name!r}; it has {known or 'numbers only'}"
        raise Misfit(msg) from None


def order(
    family: Family,
    command: str,
    values: Mapping[str, Any],
    *,
    flags: int,
    version: int | None = None,
    resolve: Resolve = lambda _name: None,
    told: Mapping[str, Any] | None = None,
) -> Order:
    """Return the message of a command with values by name; Misfit where they do not fit.

    told is what selectors find that other messages tell, see Context.told.
    """
    number = command_number(family, command)
    name = family.command_name(number, REQUEST) or str(number)
    op = family.op(number, REQUEST)
    raw = contents(op, values, resolve, told)
    kind: int | None = number
    if family.protocol == GENERIC:
        kind = family.id
        raw = (
            struct.pack("=BBH", number, family.version if version is None else version, 0)
            + raw
        )
    elif family.protocol == NETFILTER:
        kind = ((family.subsystem or 0) << 8) | number
    return Order(family.protocol, family.name, name, kind, flags, raw, changes(name))


def changes(command: str) -> bool:
    """Return whether a command of a short name may change the state of its receiver."""
    return not _READS & set(command.split("_")) and not command.startswith("GET")


def flags_of(text: str, command: str) -> int:
    """Return the bits of flag names, as the command has them: create,excl,ack."""
    wanted = text.upper().replace("NLM_F_", "").replace("|", ",").split(",")
    names = flag_set(command.upper(), 0, request=True).numbers | {"DUMP": NLM_F_DUMP}
    bits = 0
    for word in filter(None, (word.strip() for word in wanted)):
        if word in names:
            bits |= names[word]
            continue
        try:
            bits |= int(word, 0)
        except ValueError:
            msg = f"no flag {word!r}; there are {', '.join(names)}"
            raise Misfit(msg) from None
    return bits


def tree_of(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return nested values from dotted paths; a path that repeats becomes a list."""
    root: dict[str, Any] = {}
    for path, value in pairs:
        *outer, last = path.split(".")
        at = root
        for step in outer:
            at = at.setdefault(step, {})
            if not isinstance(at, dict):
                msg = f"{path}: {step} has a value already"
                raise Misfit(msg)
        if last not in at:
            at[last] = value
        elif isinstance(at[last], list):
            at[last].append(value)
        else:
            at[last] = [at[last], value]
    made: dict[str, Any] = _listed(root)
    return made


def _listed(values: Any) -> Any:
    """Return the values with dicts of 0, 1, 2... as lists."""
    if not isinstance(values, dict):
        return values
    made = {key: _listed(value) for key, value in values.items()}
    if made and list(made) == [str(i) for i in range(len(made))]:
        return list(made.values())
    return made


def from_record(registry: Registry, record: Mapping[str, Any], resolve: Resolve) -> Order:
    """Return the message of an object as ``read --json`` prints it."""
    genl, fields = record.get("genl"), _numbered(record)
    if not isinstance(fields, Mapping):
        msg = "fields is no object"
        raise Misfit(msg)
    flags = record.get("flags_raw")
    if genl:
        family, command = find_family(registry, str(genl["family"])), str(genl["cmd"])
    else:
        family, command = typed_as(registry, str(record.get("type", "")))
    if flags is None:
        listed = record.get("flags") or ("REQUEST", "ACK")
        flags = flags_of(",".join(listed), command)
    version = genl.get("version") if genl else None
    made = order(
        family,
        command,
        fields,
        flags=int(flags),
        version=version,
        resolve=resolve,
        told=_told(record.get("told")),
    )
    return replace(made, flags=int(flags))


def _numbered(record: Mapping[str, Any]) -> Any:
    """Return an object's fields, the elements of arrays with their numbers."""
    fields = deepcopy(record.get("fields") or {})
    for path in sorted(record.get("indexes") or {}, key=len, reverse=True):
        numbers = record["indexes"][path]
        try:
            *outer, last = (
                int(step) if step.isdigit() else step for step in path.split(".")
            )
            at = fields
            for step in outer:
                at = at[step]
            held = zip(numbers, at[last], strict=True)
            at[last] = [Item(str(int(number)), each) for number, each in held]
        except (KeyError, IndexError, TypeError, ValueError):
            msg = f"indexes has no array's numbers for {path}"
            raise Misfit(msg) from None
    return fields


def _told(told: Any) -> dict[str, SetType]:
    """Return the types that an object says its elements have."""
    try:
        return {str(name): SetType.of(kind) for name, kind in (told or {}).items()}
    except (AttributeError, TypeError, ValueError) as error:
        msg = f"told holds no types ({error})"
        raise Misfit(msg) from None


def typed_as(registry: Registry, name: str) -> tuple[Family, str]:
    """Return the family and command of a type's constant, RTM_NEWLINK; Misfit if none."""
    for family in registry:
        if family.protocol != GENERIC:
            for short in family.commands.numbers:
                if name in (family.commands.const(short), f"{family.name}_{short}"):
                    return family, short
    msg = f"no message type {name!r}"
    raise Misfit(msg)
