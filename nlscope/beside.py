"""Two messages beside each other, value by value, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nlscope.describe import Description
from nlscope.diff import ABSENT, VOLATILE, Change, changes, random_of, record

Kind = Literal["=", "~", "+", "-"]


@dataclass(frozen=True, slots=True)
class Line:
    """One value of two messages: equal, different, or only in the second or first.

    ignored says that two runs of the same thing never have it in common.
    """

    path: str
    kind: Kind
    before: Any
    after: Any
    ignored: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two are different in what can be the same."""
        return self.kind != "=" and not self.ignored


def beside(before: Description, after: Description) -> list[Line]:
    """Return the values of two messages, the netlink header's first."""
    heads = _header(before), _header(after)
    lines = list(_lines(*heads, "nlmsghdr", frozenset({"nlmsghdr"})))
    bodies = record(before), record(after)
    return lines + list(_lines(*bodies, "", VOLATILE | random_of(bodies[0])))


def told(found: Sequence[Change]) -> list[Line]:
    """Return the differences between two runs as lines."""
    return [Line(each.path, each.kind, each.before, each.after) for each in found]  # type: ignore[arg-type]


def _header(said: Description) -> dict[str, Any]:
    value = said.root.items[0].value if said.root.items else None
    return value if isinstance(value, dict) else {}


def _lines(before: Any, after: Any, path: str, ignore: frozenset[str]) -> Iterator[Line]:
    """Yield the values below two, the names of the first in its order."""
    sides = [each for each in (before, after) if each is not ABSENT]
    inner: list[Any] = []
    if all(isinstance(each, dict) for each in sides):
        inner = list(dict.fromkeys(name for each in sides for name in each))
    elif all(isinstance(each, list) for each in sides):
        inner = list(range(max(map(len, sides))))
    if not inner:
        yield _line(before, after, path, ignore)
        return
    for name in inner:
        parts = _part(before, name), _part(after, name)
        yield from _lines(*parts, f"{path}.{name}" if path else str(name), ignore)


def _part(side: Any, name: Any) -> Any:
    if isinstance(side, dict):
        return side.get(name, ABSENT)
    return side[name] if isinstance(side, list) and name < len(side) else ABSENT


def _line(before: Any, after: Any, path: str, ignore: frozenset[str]) -> Line:
    ignored = not ignore.isdisjoint(path.split("."))
    if before is ABSENT:
        return Line(path, "+", None, after, ignored)
    if after is ABSENT:
        return Line(path, "-", before, None, ignored)
    differs = next(changes(before, after), None) is not None
    return Line(path, "~" if differs else "=", before, after, ignored)
