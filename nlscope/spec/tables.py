"""Nodes: attribute sets and the ways in which netlink nests them.

All are construct types without bytes of their own: dissect/ and encode.py give them
meaning. ``of`` may be a callable that returns the type, for sets that hold themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Union

from construct import Construct, Struct

from nlscope.spec.limits import Limits

NLA_F_NESTED = 0x8000  # include/uapi/linux/netlink.h
NLA_F_NET_BYTEORDER = 0x4000
NLA_TYPE_MASK = 0x3FFF

_LAYER = ContextVar("layer", default="built-in")

Later = Union[Construct, Callable[[], Construct]]  # noqa: UP007  # Construct is Any


class Node(Construct):  # type: ignore[misc]
    """A type whose bytes the walker understands, not construct."""


def now(of: Later) -> Construct:
    """Return the type, calling it first if it is a promise of one."""
    return of if isinstance(of, Construct) else of()


class Attrs(Node):
    """An attribute set: {number: "name" / type}, under the kernel's constant prefix.

    prefix + "_" + NAME is the constant (IFLA + mtu = IFLA_MTU) unless irregular says
    otherwise: {"name": "CONST"}; without a prefix none is known. origin names the layer
    that defines it, origins that of single attributes; limits holds, by number, what the
    kernel accepts.
    """

    def __init__(
        self,
        prefix: str,
        entries: Mapping[int, Construct],
        *,
        irregular: Mapping[str, str] | None = None,
        origin: str | None = None,
        limits: Mapping[int, Limits] | None = None,
        origins: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__()
        self.prefix = prefix
        self.entries = dict(entries)
        self.irregular = dict(irregular or {})
        self.origin = origin or _LAYER.get()
        self.limits = dict(limits or {})
        self.origins = dict(origins or {})
        self.compiled: dict[str, Any] = {}

    def const(self, name: str) -> str:
        """Return the kernel's constant of an attribute, IFLA_MTU of mtu, "" if unknown."""
        known = self.irregular.get(name)
        if known is not None:
            return known
        return f"{self.prefix}_{name.upper()}" if self.prefix else ""


class Deferred(Attrs):
    """An attribute set that is made when its entries are first looked at.

    make returns it; the deferred one then is the same in all but identity.
    """

    def __init__(self, prefix: str, origin: str, make: Callable[[], Attrs]) -> None:
        super().__init__(prefix, {}, origin=origin)
        del self.entries, self.irregular, self.limits, self.origins
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name not in ("entries", "irregular", "limits", "origins"):
            raise AttributeError(name)
        made = self._make()
        self.entries, self.irregular = made.entries, made.irregular
        self.limits, self.origins = made.limits, made.origins
        return getattr(self, name)


@contextmanager
def declared_by(layer: str) -> Iterator[None]:
    """Make a layer the origin of the attribute sets that are made meanwhile."""
    token = _LAYER.set(layer)
    try:
        yield
    finally:
        _LAYER.reset(token)


BARE = Attrs("", {}, origin="bare")


class Nest(Node):
    """A payload that is an attribute list of another set.

    read, if given, makes its value of the byte order and (name, value) of each attribute.
    """

    def __init__(self, of: Later, read: Callable[..., Any] | None = None) -> None:
        super().__init__()
        self.of = of
        self.read = read


class Indexed(Node):
    """An array: a nest whose attribute numbers are indexes, all of one type or set."""

    def __init__(self, of: Later) -> None:
        super().__init__()
        self.of = of


class NestTypeValue(Node):
    """Nests whose attribute numbers are values with names, one level each, then a set.

    ``NestTypeValue(POLICY, "policy_id", "attr_id")`` is keyed by those numbers.
    """

    def __init__(self, of: Later, *levels: str) -> None:
        super().__init__()
        self.of = of
        self.levels = levels


class Multi(Node):
    """An attribute that repeats: a list in values, one field each in the tree."""

    def __init__(self, of: Later) -> None:
        super().__init__()
        self.of = of


class Cases(Mapping[Any, Construct]):
    """The types of a Select that are made as values come, more than can be listed.

    To walk it is to walk known, by name: the types to tell of where there is no value.
    """

    def __init__(self, known: Iterable[Construct]) -> None:
        self.known = {kind.name: kind for kind in known}
        self._made: dict[Any, Construct] = {}

    def holds(self, key: Any) -> bool:
        """Return whether a value has a type."""
        raise NotImplementedError

    def make(self, key: Any) -> Construct:
        """Return the type of a value that has one."""
        raise NotImplementedError

    def __contains__(self, key: object) -> bool:
        """Return whether a value has a type."""
        return self.holds(key)

    def __getitem__(self, key: Any) -> Construct:
        """Return the type of a value, made when it is first asked for."""
        if not self.holds(key):
            return self.known[key]
        if key not in self._made:
            self._made[key] = self.make(key)
        return self._made[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the type of a value, or the default."""
        return self[key] if self.holds(key) else default

    def __iter__(self) -> Iterator[Any]:
        """Yield the names of the types to tell of."""
        return iter(self.known)

    def __len__(self) -> int:
        """Return how many there are to tell of."""
        return len(self.known)


class Select(Node):
    """A type chosen by a sibling's value, of this set or an outer one, or of the header.

    cases maps the value (short name or number) to a type; default stands for the rest,
    a bare walk if not given.
    """

    def __init__(
        self,
        selector: str,
        cases: Mapping[Any, Later],
        default: Later | None = None,
    ) -> None:
        super().__init__()
        self.selector = selector
        self.cases = cases if isinstance(cases, Cases) else dict(cases)
        self.default = default


class Headed(Node):
    """A payload that is a fixed header, padded to 4 bytes, and an attribute list."""

    def __init__(self, header: Struct, of: Later) -> None:
        super().__init__()
        self.header = header
        self.of = of


class Records(Node):
    """Records one after another, each a header that gives its length, then attributes.

    length names the member with the record's bytes, header included (rtnh_len).
    """

    def __init__(self, header: Struct, length: str, of: Later) -> None:
        super().__init__()
        self.header = header
        self.length = length
        self.of = of


class Array(Construct):  # type: ignore[misc]
    """Values of one fixed-size type, one after another, to the end of the payload.

    index, a set of Constants, names the places: the value is then a dict of names.
    """

    def __init__(self, of: Construct, index: Any = None) -> None:
        super().__init__()
        self.of = of
        self.index = index


class Growing(Construct):  # type: ignore[misc]
    """A struct to which kernels add members: fewer bytes than it has are no problem."""

    def __init__(self, of: Struct) -> None:
        super().__init__()
        self.of = of
