"""Messages as JSON, one object a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from nlscope.describe import Description
from nlscope.dissect.setelements import told_types
from nlscope.export.clock import rfc3339
from nlscope.export.values import indexes, problems, undecoded, values
from nlscope.extack import Failure
from nlscope.model import Field, protocol_name
from nlscope.process import Process, process_of
from nlscope.spec import GENERIC, Hidden, told

# DEL, C1 controls and format characters, in UTF-8; orjson escapes the other controls
_OBEYED = re.compile(
    rb"\x7f|\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]"
)


def line(
    said: Description, exchange: int | None, more: Mapping[str, Any] | None = None
) -> bytes:
    """Return one message as a line of JSON; exchange is None where it has no partner.

    more are keys that follow.
    """
    return dumped(record(said, exchange) | dict(more or {}))


def dumped(value: Any) -> bytes:
    """Return any value as a line of JSON, bytes as hex, what a terminal obeys escaped."""
    made = orjson.dumps(value, default=_plain, option=orjson.OPT_APPEND_NEWLINE)
    if made.isascii() and b"\x7f" not in made:
        return made
    return _OBEYED.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), made)


def record(said: Description, exchange: int | None) -> dict[str, Any]:
    """Return the object of one message, bytes not yet in hex."""
    message, root = said.message, said.root
    head = root.items[0].value if root.items else None
    known = head if isinstance(head, dict) else {}
    return {
        "no": message.no,
        "frame": message.frame.no,
        "time": rfc3339(message.frame.time_ns),
        "protocol": protocol_name(message.frame.protocol),
        "direction": message.direction,
        "type": said.identity.type_name,
        "type_id": message.type,
        "flags": known.get("nlmsg_flags", ()),
        "flags_raw": message.flags,
        "seq": message.seq,
        "portid": message.portid,
        "len": known.get("nlmsg_len", len(root.data)),
        "info": said.info,
        "genl": _genl(said),
        "error": _error(said.failure),
        "exchange": exchange,
        "fields": values(root),
        "undecoded": undecoded(root),
        "problems": [_problem(field) for field in problems(root)],
        "process": _process(process_of(message.frame.comment)),
        "names": said.names.all(),
        **_more(said),
    }


def _more(said: Description) -> dict[str, Any]:
    """Return what only few messages have, and what makes them needs."""
    more: dict[str, Any] = {}
    if said.identity.op.told:
        types = told_types(said.root)
        more["told"] = {name: kind._asdict() for name, kind in types.items()}
    more["indexes"] = indexes(said.root)
    return {name: held for name, held in more.items() if held}


def _genl(said: Description) -> dict[str, Any] | None:
    identity, parts = said.identity, said.root.items
    if said.message.frame.protocol != GENERIC or identity.control or len(parts) < 2:
        return None
    head = parts[1].value
    if not isinstance(head, dict):
        return None
    return {
        "family": identity.type_name,
        "cmd": identity.command_name or identity.command,
        "cmd_id": identity.command,
        "version": head.get("version"),
    }


def _error(failed: Failure | None) -> dict[str, Any] | None:
    if failed is None:
        return None
    return {
        "errno": failed.errno,
        "name": failed.name,
        "msg": failed.msg,
        "offset": failed.offset,
        "path": failed.path,
        "missing": failed.missing,
        "policy": failed.policy,
        "request": failed.request,
        "start": failed.start,
        "end": failed.end,
        "reason": failed.sentence,
    }


def _process(known: Process | None) -> dict[str, Any] | None:
    return {"pid": known.pid, "command": known.command} if known else None


def _problem(field: Field) -> dict[str, Any]:
    return {"start": field.start, "end": field.end, "text": field.problem}


def _plain(value: Any) -> Any:
    if isinstance(value, Hidden):
        shown = told(value)
        return str(value) if shown is value else shown
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, int):
        return str(value)
    return list(value) if isinstance(value, (list, set)) else str(value)
