"""Numbers that stand for a thing with a name: an interface, a table, a user."""

from __future__ import annotations

from typing import Any

from nlscope.spec.constants import Enum
from nlscope.spec.leaves import REFERENCES, Shown


def reference(kind: Any) -> str:
    """Return what kind of name a type's numbers have, "ifindex" or "uid", "" if none."""
    if isinstance(kind, Shown):
        return kind.unit if kind.unit in REFERENCES else ""
    return kind.constants.refers if isinstance(kind, Enum) else ""
