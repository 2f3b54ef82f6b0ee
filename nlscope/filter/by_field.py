"""The filter that a field of a decoded message stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nlscope.dissect import Identity
from nlscope.dissect.find import identity_of
from nlscope.dissect.grouped import Grouped
from nlscope.filter.catalog import slug
from nlscope.filter.seen import spelled
from nlscope.filter.tree import ENVELOPE
from nlscope.model import Field
from nlscope.spec import told
from nlscope.table import Header

_LONGEST = 64  # bytes of a value that is worth comparing with
_HEADER = {
    "nlmsg_len": "len",
    "nlmsg_type": "type",
    "nlmsg_seq": "seq",
    "nlmsg_pid": "port",
    "cmd": "genl.cmd",
    "version": "genl.version",
}
_ERROR = {"error": "errno", "msg": "extack.msg", "offs": "extack.offset"}


def filter_for(root: Field, trail: Sequence[Field]) -> str | None:
    """Return the filter for messages like this one in a field, None if there is none.

    trail leads from a part of root down to the field. A field without a value of its
    own, or with a very long one, gives a filter for those that have it.
    """
    trail = [part for part in trail if not isinstance(part.spec, Grouped)]
    field = trail[-1]
    if field.kind != "value" and field.spec is None:
        return None
    identity = identity_of(root)
    if any(part.name in ENVELOPE and isinstance(part.spec, Header) for part in trail):
        return _of_header(field) if len(trail) == 2 else None
    if identity.control and not isinstance(trail[0].value, Identity):
        return _of_error(root, field)
    names = [part.name for part in trail if _is_step(part)]
    if not names:
        return None
    if identity.control or identity.family is None:
        path = "." + ".".join(names)
    else:
        path = ".".join([slug(identity.family.name), *names])
    return path + _comparison(field.value)


def _is_step(part: Field) -> bool:
    is_list_place = part.name.isdecimal()
    return not (is_list_place or isinstance(part.spec, Header | None) or _echo(part))


def _echo(part: Field) -> bool:
    return isinstance(part.value, Identity)


def _of_header(field: Field) -> str | None:
    if field.name == "nlmsg_flags" and field.value:
        return " and ".join(f"flags.{name.lower()}" for name in field.value)
    name = _HEADER.get(field.name)
    return None if name is None else name + _comparison(field.value)


def _of_error(root: Field, field: Field) -> str | None:
    name = _ERROR.get(field.name)
    if name is None or field.value is None:
        return None
    if name == "errno" and isinstance(field.value, int):
        if field.value < 0:
            return f"errno == {-field.value}"
        warned = any(part.name == "msg" for part in root.items)
        said = identity_of(root).type_name
        return "errno == 0" if warned else f"type == {said} and not error"
    return name + _comparison(field.value)


def _comparison(value: Any) -> str:
    """Return how to compare with a value: nothing where it only has to be there."""
    value = told(value)
    if isinstance(value, bytes):
        return f" == {value.hex(':')}" if 0 < len(value) <= _LONGEST else ""
    if isinstance(value, str):
        return f" == {spelled(value)}" if len(value) <= _LONGEST else ""
    if isinstance(value, (tuple, list)) and len(value) == 1:
        return _comparison(value[0])
    if isinstance(value, int) and not isinstance(value, bool):
        return f" == {value}"
    return ""
