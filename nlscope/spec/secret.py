"""Secrets: keys and passwords, whose values are hidden unless they are asked for."""

from __future__ import annotations

from typing import Any

from construct import Construct

from nlscope.spec.leaves import Shown

_disclosed = False


def disclose(*, wanted: bool) -> None:
    """Have secrets shown from now on, or hidden, in the whole program."""
    global _disclosed  # noqa: PLW0603  # one switch; values are the same either way
    _disclosed = wanted


def disclosed() -> bool:
    """Return whether secrets are shown."""
    return _disclosed


class Secret(Shown):
    """A type whose values are secret; it decodes to Hidden values."""

    def __init__(self, subcon: Construct) -> None:
        super().__init__(subcon, "secret")


class Hidden:
    """The value of a secret of some bytes; its text says no more than their number.

    It is equal to the value itself, and is encoded like it.
    """

    __slots__ = ("size", "value")

    def __init__(self, value: Any, size: int) -> None:
        self.value = value
        self.size = size

    def __str__(self) -> str:
        return "(1 byte hidden)" if self.size == 1 else f"({self.size} bytes hidden)"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return bool(self.value == real(other))

    def __hash__(self) -> int:
        return hash(self.value)


def real(value: Any) -> Any:
    """Return the value of a secret; any other value as it is."""
    return value.value if isinstance(value, Hidden) else value


def plain(kind: Any) -> Any:
    """Return a type without the mark that its values are secret."""
    return kind.subcon if isinstance(kind, Secret) else kind


def told(value: Any) -> Any:
    """Return a value to show: a secret's only if secrets are shown."""
    return value.value if _disclosed and isinstance(value, Hidden) else value
