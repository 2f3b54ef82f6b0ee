"""Which generic netlink commands are answered by an acknowledgement at most."""

from __future__ import annotations

from nlscope.context import Context
from nlscope.dissect.identity import identify
from nlscope.registry import Registry
from nlscope.spec import GENERIC, REQUEST

# words of commands that change something and tell nothing
_CHANGES = frozenset(
    ("ADD", "BIND", "CLEAR", "CREATE", "DEL", "DELETE", "DESTROY", "DISABLE", "ENABLE",
     "EXECUTE", "FLUSH", "LEAVE", "MODIFY", "NEW", "REMOVE", "SET", "START", "STOP",
     "UNBIND", "UPDATE")
)  # fmt: skip


class Quiet:
    """Says of a command, by its name in the family, whether it has no answer of its own."""

    def __init__(self, registry: Registry, context: Context) -> None:
        self._registry = registry
        self._context = context

    def __call__(self, number: int, command: int, no: int) -> bool:
        """Return whether a command of a family id only changes something.

        What nobody describes is taken to answer.
        """
        named = identify(
            GENERIC, number, command, REQUEST, no, self._registry, self._context
        ).command_name
        return named is not None and not _CHANGES.isdisjoint(named.split("_"))
