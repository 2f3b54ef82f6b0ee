"""What the numbers of one message stand for: its interfaces, tables, users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from nlscope.codec import Member
from nlscope.spec import reference
from nlscope.table import Entry, Header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.context import Context
    from nlscope.model import Field

_OTHER_NETNS = "target_netnsid"  # all of the message is about that namespace
_LINK_NETNS = "link_netnsid"  # these attributes are
_IN_LINK_NETNS = ("link", "ifindex")
_MOVED = "new_ifindex"  # what a link is where it went


class Named(int):
    """A number that has a name, written with it: eth0(2)."""

    name: str

    def __new__(cls, number: int, name: str) -> Self:
        """Return the number with its name."""
        made = super().__new__(cls, number)
        made.name = name
        return made

    def __str__(self) -> str:
        return f"{self.name}({int(self)})"


class Names:
    """The names of the numbers in one message; nothing is looked up before it is asked."""

    __slots__ = ("_attributes", "_context", "_no", "_root")

    def __init__(self, context: Context, no: int, root: Field) -> None:
        self._context = context
        self._no = no
        self._root = root
        self._attributes: set[str] | None = None

    def find(self, kind: str, number: int, field: str = "") -> str | None:
        """Return the name of a number of a kind, in a field of a name; None if unknown."""
        if kind == "ifindex" and not self._here(field):
            return None
        return self._context.name(kind, number, self._no)

    def of(self, field: Field) -> str | None:
        """Return the name of a field's number, None if it has none."""
        kind = unit_of(field.spec)
        if not kind or type(field.value) is not int:
            return None
        return self.find(kind, field.value, field.name)

    def named(self, field: Field) -> Any:
        """Return a field's value, a number with its name if it has one."""
        value, spec = field.value, field.spec
        if type(value) is not int or (type(spec) is Entry and not spec.refers):
            return value
        name = self.of(field)
        return value if name is None else Named(value, name)

    def all(self) -> dict[str, dict[str, str]]:
        """Return every name in the message: by kind, then by number."""
        found: dict[str, dict[str, str]] = {}
        for kind, number, field in _numbers(self._root):
            name = self.find(kind, number, field)
            if name is not None:
                found.setdefault(kind.replace(" ", "_"), {})[str(number)] = name
        return found

    def _here(self, field: str) -> bool:
        """Return whether a field's interface is in the namespace of the capture."""
        if self._attributes is None:
            self._attributes = {part.name for part in self._root.items}
        if _OTHER_NETNS in self._attributes or field == _MOVED:
            return False
        return _LINK_NETNS not in self._attributes or field not in _IN_LINK_NETNS


def _numbers(field: Field) -> Iterator[tuple[str, int, str]]:
    """Yield kind, number and field of what stands for a thing with a name."""
    for part in field.parts or ():
        spec = part.spec
        if part.parts:
            yield from _numbers(part)
        elif type(spec) is Entry:
            if spec.refers:
                yield from _inside(part)
        elif type(spec) is Header:
            for member, kind in spec.refers:
                if type(part.value.get(member)) is int:
                    yield kind, part.value[member], member


def _inside(field: Field) -> Iterator[tuple[str, int, str]]:
    kind = unit_of(field.spec)
    if kind and type(field.value) is int:
        yield kind, field.value, field.name
    for part in field.items:
        yield from _inside(part)


def unit_of(spec: Any) -> str:
    """Return what kind of name a field's number has, "" if none."""
    return reference(spec.type) if isinstance(spec, (Entry, Member)) else ""
