"""The families of a package, each imported when a message or a name first asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from nlscope.registry import Key, Tables, declared, keys, modules
from nlscope.spec import NETFILTER, ROUTE, Family, declared_by

_SEVERAL = (ROUTE, NETFILTER)  # protocols whose families are in more than one module


class Packaged(Tables):
    """A layer of a package's families.

    index tells what the families of each module are found by; a module that it does not
    name is imported at once. Raises SchemaError for a module without a family.
    """

    def __init__(self, package: ModuleType, index: Mapping[str, Sequence[Key]]) -> None:
        super().__init__()
        self._modules = modules(package)
        self._families: dict[str, list[Family]] = {}
        self._where: dict[Key, str] = {}
        for module in self._modules:
            listed = index.get(module.rpartition(".")[2])
            if listed is None:
                self._import(module)
            else:
                self._where.update(dict.fromkeys(listed, module))

    def __iter__(self) -> Iterator[Family]:
        """Yield every family once, in an order that does not tell what was asked for."""
        everything = Tables()
        for module in self._modules:
            for family in self._import(module):
                everything.add(family)
        yield from everything

    def held(self, key: Key) -> Family | None:
        """Return the family of a key."""
        module = self._where.get(_place(key))
        if module is not None:
            self._import(module)
        return super().held(key)

    def _import(self, module: str) -> list[Family]:
        if module not in self._families:
            with declared_by(self.origin):
                families = declared(importlib.import_module(module))
            for family in families:
                self.add(family)
            self._families[module] = families
        return self._families[module]


def _place(key: Key) -> Key:
    """Return what an index has for a key: the protocol will do where one module has it."""
    return key if not isinstance(key, tuple) or key[0] in _SEVERAL else (key[0], None)


def index(package: ModuleType) -> dict[str, list[Key]]:
    """Return what the families of each module of a package are found by."""
    found: dict[str, list[Key]] = {}
    for name in modules(package):
        families = declared(importlib.import_module(name))
        places = (_place(key) for family in families for key in keys(family))
        found[name.rpartition(".")[2]] = list(dict.fromkeys(places))
    return found
