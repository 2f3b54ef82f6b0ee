"""The registry: every family that nlscope can name, by what a message says of itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from nlscope.spec import GENERIC, NETFILTER, Family


class Registry:
    """The families known, found by protocol and type, or by generic netlink name."""

    def __init__(self) -> None:
        self._types: dict[tuple[int, int], Family] = {}
        self._genl: dict[str, Family] = {}
        self._fixed_ids: dict[int, str] = {}
        self._raw: dict[int, Family] = {}
        self._subsystems: dict[int, Family] = {}

    def __iter__(self) -> Iterator[Family]:
        """Yield every family once."""
        seen: dict[int, Family] = {}
        for group in (self._types, self._subsystems, self._raw, self._genl):
            for family in group.values():
                for each in (family, *family.variants.values()):
                    seen[id(each)] = each
        yield from seen.values()

    def load(self, package: ModuleType) -> None:
        """Add the FAMILY or FAMILIES of each module of a package, but its ``_names``.

        A module without either raises ValueError with the module's name.
        """
        for info in pkgutil.iter_modules(package.__path__):
            if info.name.startswith("_"):
                continue
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            families = getattr(module, "FAMILIES", None) or [
                getattr(module, "FAMILY", None)
            ]
            if families == [None]:
                msg = f"{module.__name__} has no FAMILY"
                raise ValueError(msg)
            for family in families:
                self.add(family)

    def add(self, family: Family) -> None:
        """Add one family; it takes the place of what was known under its numbers."""
        if family.protocol == GENERIC:
            self._genl[family.name] = family
            if family.id is not None:
                self._fixed_ids[family.id] = family.name
        elif family.subsystem is not None:
            self._subsystems[family.subsystem] = family
        elif family.body is not None:
            self._raw[family.protocol] = family
        else:
            for number in family.commands.names:
                self._types[family.protocol, number] = family

    def family(self, protocol: int, number: int) -> Family | None:
        """Return the family of a message type of any protocol but GENERIC."""
        if protocol == NETFILTER:
            return self._subsystems.get(number >> 8)
        return self._types.get((protocol, number)) or self._raw.get(protocol)

    def genl(self, name: str) -> Family | None:
        """Return the generic netlink family of a name."""
        return self._genl.get(name)

    def fixed_id(self, number: int) -> str | None:
        """Return the name of a generic netlink id that never changes (nlctrl, 16)."""
        return self._fixed_ids.get(number)
