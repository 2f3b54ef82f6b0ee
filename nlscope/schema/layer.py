"""The layer of YAML specs: found by name or protocol, parsed when a message needs one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nlscope.schema.fault import SchemaError
from nlscope.spec import NETFILTER, Family

if TYPE_CHECKING:
    from nlscope.schema.ynl import Schema

_KEY = re.compile(rb"^(name|protonum) *: *[\"']?([^\"'#\r\n]*)", re.MULTILINE)
_HEAD, _MOST = 1 << 11, 1 << 22


def folders(first: Iterable[Path] = ()) -> list[Path]:
    """Return where specs are looked for, those given first."""
    config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    modules = Path("/lib/modules") / os.uname().release
    found = [
        *first,
        *(Path(part) for part in os.environ.get("NLSCOPE_SPECS", "").split(":") if part),
        Path(config) / "nlscope" / "specs",
        Path("/usr/share/ynl/specs"),
        *(modules / link / "Documentation/netlink/specs" for link in ("source", "build")),
    ]
    return list(dict.fromkeys(path.expanduser() for path in found))


def files(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the spec files in some folders, and those named themselves."""
    for place in places:
        try:
            inside = sorted(place.iterdir()) if place.is_dir() else [place]
        except OSError:
            continue
        yield from (each for each in inside if each.suffix in (".yaml", ".yml"))


def heading(raw: bytes) -> tuple[str, int | None]:
    """Return a spec's name and protocol number, without parsing all of it."""
    found = dict(reversed(_KEY.findall(raw, 0, _HEAD)))
    if b"name" not in found or (b"netlink-raw" in raw[:_HEAD] and b"protonum" not in found):
        found = dict(reversed(_KEY.findall(raw)))
    name = found.get(b"name", b"").decode(errors="replace").strip()
    try:
        return name, int(found[b"protonum"], 0)
    except (KeyError, ValueError):
        return name, None


class Specs:
    """A layer of specs; report is told once of each file that is wrong."""

    def __init__(
        self, places: Iterable[Path], report: Callable[[str], object] = str
    ) -> None:
        self._places = list(places)
        self._report = report
        self._loaded: dict[Path, Schema | None] = {}
        self._typed: dict[int, dict[int, Family]] = {}

    @cached_property
    def _index(self) -> tuple[dict[str, Path], dict[int, list[Path]]]:
        """The files by generic netlink name, and by number of another protocol."""
        names: dict[str, Path] = {}
        protocols: dict[int, list[Path]] = {}
        for path in files(self._places):
            try:
                raw = path.read_bytes() if path.stat().st_size <= _MOST else b""
            except OSError as error:
                self._report(f"{path}:1: {error.strerror}")
                continue
            name, protocol = heading(raw)
            if protocol is not None:
                protocols.setdefault(protocol, []).append(path)
            elif name:
                names.setdefault(name, path)
            else:
                self._report(f"{path}:1: a spec needs a name")
        return names, protocols

    def schema(self, path: Path) -> Schema | None:
        """Return the schema of a file, None where it has an error."""
        if path not in self._loaded:
            from nlscope.schema.ynl import load  # noqa: PLC0415  # few captures need any

            try:
                schema = load(path)
                assert schema.families is not None
                self._loaded[path] = schema
            except SchemaError as error:
                self._report(str(error))
                self._loaded[path] = None
        return self._loaded[path]

    def _families(self, path: Path) -> list[Family]:
        schema = self.schema(path)
        return [] if schema is None else schema.families

    def genl(self, name: str) -> Family | None:
        """Return the generic netlink family of a name."""
        path = self._index[0].get(name)
        found = self._families(path) if path is not None else []
        return next((family for family in found if family.name == name), None)

    def family(self, protocol: int, number: int) -> Family | None:
        """Return the family of a message type of any protocol but GENERIC."""
        if protocol not in self._typed:
            self._typed[protocol] = self._by_number(protocol)
        key = number >> 8 if protocol == NETFILTER else number
        return self._typed[protocol].get(key)

    def _by_number(self, protocol: int) -> dict[int, Family]:
        found: dict[int, Family] = {}
        for path in self._index[1].get(protocol, ()):
            for family in self._families(path):
                known = family.commands.names if family.subsystem is None else ()
                for number in known or [family.subsystem or 0]:
                    found.setdefault(number, family)
        return found

    def origins(self, name: str) -> list[str]:
        """Return the layer's origin if it describes a generic netlink family."""
        return ["spec"] if self.genl(name) is not None else []

    def describing(self, protocol: int, number: int) -> list[str]:
        """Return the layer's origin if it describes a message type."""
        return ["spec"] if self.family(protocol, number) is not None else []

    def fixed_id(self, number: int) -> str | None:  # noqa: ARG002
        """Return nothing: specs have no ids."""
        return None

    def __iter__(self) -> Iterator[Family]:
        names, protocols = self._index
        for path in (*names.values(), *(p for each in protocols.values() for p in each)):
            yield from self._families(path)
