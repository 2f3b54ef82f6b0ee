"""Messages kept by name: what read --json prints of them, and their bytes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlscope.craft import from_record
from nlscope.describe import Description
from nlscope.draft import Draft
from nlscope.export.json import dumped, record
from nlscope.model import HOST_ORDER
from nlscope.registry import Registry
from nlscope.spec import GENERIC, Misfit
from nlscope.spec.leaves import unhex

_LEFT_OUT = ("no", "frame", "time", "direction", "exchange", "process", "error")
_NAME = re.compile(r"[\w.+ -]{1,80}", re.ASCII)
_LARGEST = 1 << 20


def folder() -> Path:
    """Return where templates are kept."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "nlscope" / "templates"


def names() -> list[str]:
    """Return the names of those that there are, in order."""
    try:
        return sorted(path.stem for path in folder().glob("*.json"))
    except OSError:
        return []


def save(name: str, draft: Draft, said: Description) -> Path:
    """Write a draft as a template; said describes it. Misfit says why it cannot be."""
    if not _NAME.fullmatch(name) or name.startswith("."):
        msg = f"{name!r} is no name: letters, digits, spaces and . _ + -"
        raise Misfit(msg)
    held = {k: v for k, v in record(said, None).items() if k not in _LEFT_OUT}
    held |= {
        "protocol_id": draft.protocol,
        "order": HOST_ORDER,
        "hex": draft.data.hex(),
        "family": draft.family,
        "fixed": sorted(draft.fixed),
    }
    path = folder() / f"{name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dumped(held))
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}"
        raise Misfit(msg) from None
    return path


def load(name: str, registry: Registry) -> Draft:
    """Return the draft of a template; Misfit says why there is none."""
    path = folder() / f"{name}.json"
    try:
        text = path.read_bytes()[:_LARGEST]
    except OSError as error:
        msg = f"cannot open {path}: {error.strerror}"
        raise Misfit(msg) from None
    try:
        held = json.loads(text)
        return _exact(held) or of_record(held, registry)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, Misfit):
            raise
        msg = f"{path} is no object as read --json prints it"
        raise Misfit(msg) from None


def _exact(held: Mapping[str, Any]) -> Draft | None:
    """Return the draft of the bytes, None if there are none, or of another machine."""
    if "hex" not in held or held.get("order") != HOST_ORDER:
        return None
    fixed = frozenset(str(each) for each in held.get("fixed", ()))
    data = unhex(held["hex"])
    return Draft(int(held["protocol_id"]), data, str(held.get("family", "")), fixed)


def of_host(said: Description, registry: Registry) -> Draft:
    """Return a message of a host of another byte order as this one would send it.

    Misfit says which value cannot be made again.
    """
    return of_record(json.loads(dumped(record(said, None))), registry)


def of_record(held: Mapping[str, Any], registry: Registry) -> Draft:
    """Return the draft of an object as read --json prints it; Misfit if there is none."""
    order = from_record(registry, held, lambda _name: None)
    data = order.encode(order.type or 0, seq=0, port=0)
    return Draft(order.protocol, data, order.family if order.protocol == GENERIC else "")
