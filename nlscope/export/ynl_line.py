"""A message as a command line of the kernel's tools/net/ynl, run in a kernel tree.

Names are spelt as the specifications in Documentation/netlink/specs spell them; enums
and flags are numbers, which it takes as well.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from nlscope.describe import Description
from nlscope.export.values import value_of
from nlscope.model import HOST_ORDER, Field
from nlscope.spec import GENERIC, NETFILTER, ROUTE, Enum, Indexed, Multi, Records
from nlscope.table import Entry, Header
from nlscope.typed import type_of

_CLI = "tools/net/ynl/pyynl/cli.py"
_SPECS = "Documentation/netlink/specs"
_ROUTE = {"link": "rt-link", "addr": "rt-addr", "route": "rt-route", "neigh": "rt-neigh",
          "neightbl": "rt-neigh", "rule": "rt-rule", "tc": "tc"}  # fmt: skip
_NETFILTER = {"nft": "nftables", "conntrack": "conntrack"}
_OURS = ("CONTROL_EXMPL", "genl_test")
_DUMP = 0x300
_NEW = {0x100: "--replace", 0x200: "--excl", 0x400: "--create", 0x800: "--append"}
_ENVELOPE = ("nlmsghdr", "genlmsghdr")


def ynl_line(said: Description) -> str:
    """Return a command line, or a comment that says why there is none."""
    identity = said.identity
    spec = specification(said)
    if not spec or identity.command_name is None or identity.control:
        return f"# no YAML specification is known for {identity.type_name}"
    command, flags = identity.command_name, said.message.flags
    dump = flags & _DUMP == _DUMP
    words = [_CLI, "--spec", f"{_SPECS}/{spec}.yaml"]
    words += ["--dump" if dump else "--do", command.lower().replace("_", "-")]
    if not dump and command.startswith("NEW"):
        words += [option for bit, option in _NEW.items() if flags & bit]
    held = _gathered([item for item in said.root.items if item.name not in _ENVELOPE])
    words += ["--json", json.dumps(held)] if held else []
    return shlex.join(words)


def specification(said: Description) -> str:
    """Return the name of the specification of a message's family, "" if none is known."""
    family = said.identity.family
    if family is None or family.name in _OURS:
        return ""
    if family.protocol == GENERIC:
        return family.name
    known = {ROUTE: _ROUTE, NETFILTER: _NETFILTER}.get(family.protocol, {})
    return known.get(family.name, "")


def _gathered(items: list[Field]) -> dict[str, Any]:
    """Return fields by name; those that repeat are lists."""
    out: dict[str, Any] = {}
    for item in items:
        name = item.name.replace("_", "-")
        if item.kind in ("padding", "undecoded"):
            continue
        if isinstance(item.spec, Header):
            members = _gathered(item.items)
            out |= {key: value for key, value in members.items() if value not in (0, None)}
        elif isinstance(item.spec, Entry) and (item.spec.multi or name in out):
            out.setdefault(name, [])
            out[name] = [*_listed(out[name]), _value(item)]
        else:
            out[name] = _value(item)
    return out


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _value(field: Field) -> Any:
    node = field.spec.node if isinstance(field.spec, Entry) else None
    if isinstance(node, (Indexed, Records, Multi)) and field.parts is not None:
        return [_value(part) for part in field.parts]
    if isinstance(type_of(field), Enum) and len(field.raw) in (1, 2, 4, 8):
        order = ">" if _big(field) else HOST_ORDER
        return int.from_bytes(field.raw, "little" if order == "<" else "big")
    if field.parts is not None or (isinstance(field.value, dict) and field.items):
        return _gathered(field.items)
    value = value_of(field)
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value


def _big(field: Field) -> bool:
    kind = type_of(field)
    while hasattr(kind, "subcon"):
        kind = kind.subcon
    return bool(getattr(kind, "fmtstr", "=")[0] == ">")
