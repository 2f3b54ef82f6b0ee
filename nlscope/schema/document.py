"""A spec file: its text, its values, and the line of each of them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from nlscope.schema.fault import Gap, Remark, SchemaError, Step, Wrong
from nlscope.schema.form import Spec, unknown_keys

_FORM = "1"  # of what the cache holds; a new one makes old entries useless
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")
_MOST = 1 << 22  # bytes of a spec; the kernel's longest has 100 kB


class Document:
    """A spec file that is read, and parsed when its lines are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._node: Any = None
        try:
            with path.open("rb") as file:
                raw = file.read(_MOST + 1)
        except OSError as error:
            raise SchemaError(str(path), 1, error.strerror or str(error)) from None
        if len(raw) > _MOST:
            raise SchemaError(str(path), 1, f"a spec is at most {_MOST} bytes long")
        self.raw = raw

    @property
    def key(self) -> str:
        """The name of the content in the cache."""
        return hashlib.sha256(_FORM.encode() + self.raw).hexdigest()

    def values(self) -> Any:
        """Return the plain values of the YAML; SchemaError where it is none."""
        import yaml  # noqa: PLC0415  # what is in the cache needs none

        try:
            text = self.raw.decode()
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
            try:
                self._node = loader.get_single_node()
                return None if self._node is None else loader.construct_document(self._node)
            finally:
                loader.dispose()
        except UnicodeDecodeError as error:
            line = self.raw.count(b"\n", 0, error.start) + 1
            raise SchemaError(str(self.path), line, "not UTF-8") from None
        except yaml.YAMLError as error:
            raise self._no_yaml(error) from None
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            text = f"no YAML that means anything ({error})"
            raise SchemaError(str(self.path), 1, text) from None

    def _no_yaml(self, error: Any) -> SchemaError:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        words = getattr(error, "problem", None) or getattr(error, "reason", None)
        return SchemaError(str(self.path), line, f"no YAML: {words or error}")

    def line(self, path: Iterable[Step]) -> int:
        """Return the line of the last of some steps that is in the file, from 1."""
        if self._node is None:
            self.values()
        node, line = self._node, 1
        for step in path:
            key, node = _below(node, step)
            if node is None:
                break
            line = key.start_mark.line + 1
        return int(line)

    def error(self, path: tuple[Step, ...], text: str) -> SchemaError:
        """Return what is wrong at some steps."""
        return SchemaError(str(self.path), self.line(path), text)

    def remark(self, gap: Gap) -> Remark:
        """Return a gap with its line."""
        return Remark(str(self.path), self.line(gap.path), gap.text)

    def duplicates(self) -> list[Remark]:
        """Return the keys that a mapping of the file has twice."""
        if self._node is None:
            self.values()
        found: list[Remark] = []
        _duplicates(self._node, str(self.path), found, set())
        return found


def _below(node: Any, step: Step) -> tuple[Any, Any]:
    """Return the key and the value nodes of a step; a list's item is its own key."""
    value = getattr(node, "value", None)
    if not isinstance(value, list):
        return None, None
    if isinstance(step, int):
        inside = step < len(value) and not isinstance(value[step], tuple)
        return (value[step], value[step]) if inside else (None, None)
    for pair in value:
        if isinstance(pair, tuple) and pair[0].value == step:
            return pair
    return None, None


def _duplicates(node: Any, file: str, found: list[Remark], seen: set[int]) -> None:
    if id(node) in seen or not isinstance(getattr(node, "value", None), list):
        return
    seen.add(id(node))
    keys: set[Any] = set()
    for item in node.value:
        key, value = item if isinstance(item, tuple) else (None, item)
        if key is not None:
            name = key.value if isinstance(key.value, str) else id(key)
            if name in keys:
                text = f"{name!r} stands here twice"
                found.append(Remark(file, key.start_mark.line + 1, text))
            keys.add(name)
        _duplicates(value, file, found, seen)


def parse(document: Document) -> tuple[Spec, list[Gap]]:
    """Return a spec with the right keys and types, and its keys that no schema has."""
    raw = document.values()
    if not isinstance(raw, dict):
        raise document.error(
            (), "a spec is a mapping with name, attribute-sets, operations"
        )
    try:
        spec = msgspec.convert(raw, Spec)
        return spec, list(unknown_keys(raw))
    except msgspec.ValidationError as error:
        text, _, place = str(error).partition(" - at `")
        raise document.error(steps(place), text[:1].lower() + text[1:]) from None
    except (RecursionError, ValueError, TypeError) as error:
        raise document.error((), f"no spec ({error})") from None


def steps(place: str) -> tuple[Step, ...]:
    """Return the steps of msgspec's path, $.a[3].b."""
    return tuple(int(i) if i else key for key, i in _STEP.findall(place))


def cache_dir() -> Path:
    """Return the folder of parsed specs."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "nlscope" / "specs"


class Kept(msgspec.Struct, array_like=True):
    """What the cache holds of a spec that is known to be good."""

    spec: Spec
    gaps: list[tuple[list[Step], str]]


_decode = msgspec.json.Decoder(Kept).decode


def cached(document: Document) -> tuple[Spec, list[Gap]] | None:
    """Return the spec of a file whose content was good before, or None."""
    try:
        kept = _decode((cache_dir() / f"{document.key}.json").read_bytes())
    except (OSError, msgspec.DecodeError, ValueError):
        return None
    return kept.spec, [Gap(tuple(path), text) for path, text in kept.gaps]


def keep(document: Document, spec: Spec, gaps: list[Gap]) -> None:
    """Put a good spec in the cache; one that cannot be written to is no problem."""
    kept = Kept(spec, [(list(gap.path), gap.text) for gap in gaps])
    folder = cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{document.key}.{os.getpid()}"
        part.write_bytes(msgspec.json.encode(kept))
        part.replace(folder / f"{document.key}.json")
    except (OSError, ValueError, RecursionError):
        return


__all__ = ["Document", "Wrong", "cache_dir", "cached", "keep", "parse"]
