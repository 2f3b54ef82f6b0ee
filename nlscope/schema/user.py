"""Users' Python files: loaded with care, since they are programs."""

from __future__ import annotations

import importlib.util
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from nlscope.schema.fault import SchemaError
from nlscope.spec import Family, declared_by

_GROUP = b"[nlscope.dissectors]"


def load(path: Path) -> list[Family]:
    """Return the families of a Python file; SchemaError names file and line."""
    name = f"nlscope_user_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SchemaError(str(path), 1, "no such Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with declared_by("user"):
            spec.loader.exec_module(module)
        families = list(_checked(module))
    except SyntaxError as error:
        file, line = error.filename or str(path), error.lineno or 1
        raise SchemaError(file, line, f"{type(error).__name__}: {error.msg}") from None
    except (Exception, SystemExit) as error:  # noqa: BLE001  # it is a program
        text = f"{type(error).__name__}: {error}".split("\n", maxsplit=1)[0]
        raise SchemaError(str(path), _line(error, path), text) from None
    return families


def _line(error: BaseException, path: Path) -> int:
    """Return the last line of a file that led to an error."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename) == path]
    return lines[-1] or 1 if lines else 1


def _checked(module: ModuleType) -> Iterator[Family]:
    from nlscope.schema.reach import verify  # noqa: PLC0415  # few have such files

    one: Any = getattr(module, "FAMILY", None)
    families = getattr(module, "FAMILIES", None) or ([] if one is None else [one])
    if not families:
        msg = "it defines neither FAMILY nor FAMILIES"
        raise ValueError(msg)
    for family in families:
        if not isinstance(family, Family):
            msg = f"{family!r} is no family: use Genl, Route, Netfilter or Raw"
            raise TypeError(msg)
        verify(family)
        yield _own(family)


def _own(family: Family) -> Family:
    """Return a family whose headers say that they are a user's."""
    ops = {key: replace(op, header=_marked(op.header)) for key, op in family.ops.items()}
    return replace(family, header=_marked(family.header), ops=ops)


def _marked(header: Any) -> Any:
    from nlscope.schema.definitions import of_layer  # noqa: PLC0415

    return None if header is None else of_layer(copy(header), "user")


def config_files() -> list[Path]:
    """Return the files in the folder of a user's dissectors."""
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    folder = Path(base).expanduser() / "nlscope" / "dissectors"
    return sorted(path for path in _found(folder, "*.py") if path.name[0] != "_")


def _advertised() -> bool:
    """Return whether any installed package has an entry point for us."""
    lists = (_found(Path(each), "*.dist-info/entry_points.txt") for each in sys.path)
    return any(_GROUP in _content(path) for some in lists for path in some)


def _found(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a folder, none of one that may not be read."""
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def installed(
    first: Callable[[], object] = list,
) -> Iterator[tuple[str, list[Family] | SchemaError]]:
    """Yield the families of installed packages, or what is wrong with one of them.

    first is called before any of them is imported.
    """
    if not _advertised():
        return
    first()
    from importlib.metadata import entry_points  # noqa: PLC0415  # it takes 20 ms

    for entry in entry_points(group="nlscope.dissectors"):
        try:
            with declared_by("user"):
                found = entry.load()
            module = found if isinstance(found, ModuleType) else ModuleType(entry.name)
            if module is not found:
                module.FAMILY = found  # type: ignore[attr-defined]
            yield entry.name, list(_checked(module))
        except Exception as error:  # noqa: BLE001  # it is someone's program
            text = f"{type(error).__name__}: {error}"
            yield entry.name, SchemaError(f"entry point {entry.name}", 1, text)
