"""The registry: every family that nlscope can name, by what a message says of itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Protocol

from nlscope.schema.fault import SchemaError
from nlscope.schema.merge import Merger
from nlscope.spec import GENERIC, NETFILTER, Family

_FIXED = {16: "nlctrl"}  # GENL_ID_CTRL, include/uapi/linux/genetlink.h


class Layer(Protocol):
    """Families of one origin."""

    def __iter__(self) -> Iterator[Family]: ...

    def origins(self, name: str) -> list[str]:
        """Return which layers describe a generic netlink family, by their origin."""

    def describing(self, protocol: int, number: int) -> list[str]:
        """Return which layers describe a message type of any protocol but GENERIC."""

    def family(self, protocol: int, number: int) -> Family | None:
        """Return the family of a message type of any protocol but GENERIC."""

    def genl(self, name: str) -> Family | None:
        """Return the generic netlink family of a name."""

    def fixed_id(self, number: int) -> str | None:
        """Return the name of a generic netlink id that never changes."""


# a generic netlink name or fixed id; a protocol and a number in it: a type, a netfilter
# subsystem, or None for all
Key = str | int | tuple[int, int | None]


def keys(family: Family) -> Iterator[Key]:
    """Yield what messages of a family are known by."""
    if family.protocol == GENERIC:
        yield family.name
        if family.id is not None:
            yield family.id
    elif family.subsystem is not None:
        yield family.protocol, family.subsystem
    elif family.body is not None:
        yield family.protocol, None
    else:
        for number in family.commands.names:
            yield family.protocol, number


def declared(module: ModuleType) -> list[Family]:
    """Return the FAMILIES of a module, or its FAMILY; SchemaError names its file."""
    families = getattr(module, "FAMILIES", None) or [getattr(module, "FAMILY", None)]
    if not all(isinstance(family, Family) for family in families):
        text = f"{module.__name__} has no FAMILY, nor FAMILIES, that is one"
        raise SchemaError(module.__file__ or module.__name__, 1, text)
    return list(families)


def modules(package: ModuleType) -> list[str]:
    """Return the names of a package's modules that hold families, not ``_names``."""
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    return [f"{package.__name__}.{name}" for name in names if name[0] != "_"]


class Tables:
    """A layer of families that were added one by one."""

    def __init__(self, origin: str = "built-in") -> None:
        self.origin = origin
        self._held: dict[Key, Family] = {}

    def __iter__(self) -> Iterator[Family]:
        """Yield every family once: those of types, of subsystems, of protocols, generic."""
        seen: dict[int, Family] = {}
        for key in sorted(self._held, key=_group):
            family = self._held[key]
            for each in (family, *family.variants.values()):
                seen[id(each)] = each
        yield from seen.values()

    def origins(self, name: str) -> list[str]:
        """Return the layer's origin if it describes a generic netlink family."""
        return [self.origin] if self.held(name) else []

    def describing(self, protocol: int, number: int) -> list[str]:
        """Return the layer's origin if it describes a message type."""
        return [self.origin] if self.family(protocol, number) else []

    def add(self, family: Family) -> None:
        """Add one family; it takes the place of what was known under its numbers."""
        for key in keys(family):
            self._held[key] = family

    def held(self, key: Key) -> Family | None:
        """Return the family of a key."""
        return self._held.get(key)

    def family(self, protocol: int, number: int) -> Family | None:
        """Return the family of a message type of any protocol but GENERIC."""
        if protocol == NETFILTER:
            return self.held((protocol, number >> 8))
        return self.held((protocol, number)) or self.held((protocol, None))

    def genl(self, name: str) -> Family | None:
        """Return the generic netlink family of a name."""
        return self.held(name)

    def fixed_id(self, number: int) -> str | None:
        """Return the name of a generic netlink id that never changes (nlctrl, 16)."""
        family = self.held(number)
        return None if family is None else family.name


def _group(key: Key) -> int:
    if not isinstance(key, tuple):
        return 3
    return 2 if key[1] is None else int(key[0] == NETFILTER)


class Registry:
    """Layers of families, the first that knows an attribute wins; built-in ones to begin.

    What several layers know is merged, attribute by attribute, when it is looked up.
    system is what names further numbers in captures, here in those made here and now;
    options are those of the command line that make the same layers again.
    """

    def __init__(self, own: Tables | None = None) -> None:
        self.options: tuple[str, ...] = ()
        self.system: Callable[[str, int], str | None] | None = None
        self.here: Callable[[str, int], str | None] | None = None
        self._own = own or Tables()
        self._layers: list[Layer] = [self._own]
        self._merger = Merger()
        self._found: dict[Any, tuple[Family | None, Any]] = {}
        self._pairs: dict[tuple[int, int], tuple[Family, Family, Family]] = {}

    def __iter__(self) -> Iterator[Family]:
        """Yield every family once."""
        if len(self._layers) == 1:
            yield from self._own
            return
        seen: dict[int, Family] = {}
        for layer in self._layers:
            for family in layer:
                for each in self._merged(family):
                    seen[id(each)] = each
        yield from seen.values()

    def origins(self, name: str) -> list[str]:
        """Return which layers describe a generic netlink family, by their origin."""
        return [origin for layer in self._layers for origin in layer.origins(name)]

    def describes(self, family: Family) -> list[str]:
        """Return which layers describe a family of any protocol, by their origin."""
        if family.protocol == GENERIC:
            return self.origins(family.name)
        number = next(iter(family.commands.names), 0)
        if family.subsystem is not None:
            number = family.subsystem << 8
        return self.describing(family.protocol, number)

    def describing(self, protocol: int, number: int) -> list[str]:
        """Return which layers describe a message type of any protocol but GENERIC."""
        return [o for layer in self._layers for o in layer.describing(protocol, number)]

    def _merged(self, family: Family) -> Iterator[Family]:
        """Yield what the registry has under the numbers of a layer's family."""
        if family.protocol == GENERIC:
            found = [self.genl(family.name)]
        elif family.subsystem is not None:
            found = [self.family(NETFILTER, family.subsystem << 8)]
        else:
            numbers = list(family.commands.names) or [0]
            found = [self.family(family.protocol, number) for number in numbers]
        for each in found:
            if each is not None:
                yield each
                yield from each.variants.values()

    def load(self, package: ModuleType) -> None:
        """Add the FAMILY or FAMILIES of each module of a package, but its ``_names``.

        A module without either raises SchemaError with the module's file.
        """
        for name in modules(package):
            for family in declared(importlib.import_module(name)):
                self.add(family)

    def add(self, family: Family) -> None:
        """Add one built-in family; it takes the place of that under its numbers."""
        self._own.add(family)
        self._found.clear()

    def over(self, layer: Layer) -> None:
        """Put a layer over all others."""
        self._layers.insert(0, layer)
        self._found.clear()

    def under(self, layer: Layer) -> None:
        """Put a layer under all others."""
        self._layers.append(layer)
        self._found.clear()

    def family(self, protocol: int, number: int) -> Family | None:
        """Return the family of a message type of any protocol but GENERIC."""
        key = protocol, number >> 8 if protocol == NETFILTER else number
        if key not in self._found:
            held = [layer.family(protocol, number) for layer in self._layers]
            self._found[key] = self._merge(held), None
        return self._found[key][0]

    def genl(self, name: str, below: Family | None = None) -> Family | None:
        """Return the generic netlink family of a name, over what a capture says of it."""
        key = name, id(below)
        if key not in self._found:
            held = [layer.genl(name) for layer in self._layers]
            self._found[key] = self._merge([*held, below]), below
        return self._found[key][0]

    def _merge(self, held: list[Family | None]) -> Family | None:
        """Return the one of some families, from the top layer down; keep what is alone."""
        known = [family for family in held if family is not None]
        if not known:
            return None
        whole = known[0]
        for family in known[1:]:
            if whole.body is None and family is not whole:
                same = self._pairs.get((id(whole), id(family)))
                if same is None:
                    merged = self._merger.families(whole, family)
                    same = self._pairs[id(whole), id(family)] = merged, whole, family
                whole = same[0]
        return whole

    def fixed_id(self, number: int) -> str | None:
        """Return the name of a generic netlink id that never changes (nlctrl, 16)."""
        found = (layer.fixed_id(number) for layer in self._layers)
        return next((name for name in found if name), _FIXED.get(number))
