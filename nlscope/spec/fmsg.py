"""What a devlink formatted message says, from its brackets, names and values.

Source: devlink_fmsg_*() in net/devlink/health.c. A dump may be cut between messages, so
brackets need not match here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

_WIDTHS = {"U8": 1, "U16": 2, "U32": 4, "U64": 8}


def formatted(order: str, items: Iterable[tuple[str, Any]]) -> Any:
    """Return objects as dicts, arrays as lists and values by their types.

    items are names and values of the attributes; a message of several objects is a list.
    """
    builder = _Builder("little" if order == "<" else "big")
    for name, value in items:
        builder.add(name.removeprefix("fmsg_"), value)
    out = builder.root
    return out[0] if len(out) == 1 else out


class _Builder:
    """The object that is being read: open brackets, and the name of a pair."""

    def __init__(self, order: Any = sys.byteorder) -> None:
        self.order = order
        self.root: list[Any] = []
        self.open: list[tuple[str, Any]] = []
        self.names: list[str] = []
        self.type: Any = None

    def add(self, name: str, value: Any) -> None:
        """Take one attribute."""
        if name.endswith("_nest_start"):
            self._begin(name[:3])
        elif name == "nest_end":
            if self.open:
                kind, _ = self.open.pop()
                if kind == "pai" and self.names:
                    self.names.pop()
        elif name == "obj_name":
            self.names.append(value)
        elif name == "obj_value_type":
            self.type = value
        else:
            self._put(self._typed(value))

    def _begin(self, kind: str) -> None:
        held: Any = {"obj": {}, "arr": []}.get(kind)
        if held is not None:
            self._put(held)
        self.open.append((kind, held))

    def _put(self, value: Any) -> None:
        around = next((held for _, held in reversed(self.open) if held is not None), None)
        in_pair = bool(self.names) and not (self.open and self.open[-1][0] == "arr")
        if isinstance(around, dict):
            name = self.names[-1] if self.names else ""
            known = around.get(name)
            around[name] = value if known is None else [known, value]
        else:
            where = self.root if around is None else around
            where.append({self.names[-1]: value} if in_pair else value)

    def _typed(self, raw: Any) -> Any:
        if not isinstance(raw, bytes):
            return raw
        if _WIDTHS.get(self.type) == len(raw):
            return int.from_bytes(raw, self.order)
        if self.type in ("STRING", "NUL_STRING"):
            return raw.rstrip(b"\0").decode("utf-8", "backslashreplace")
        if self.type == "FLAG":
            return any(raw) if raw else True
        return raw
