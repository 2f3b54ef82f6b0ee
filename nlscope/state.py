"""What survives a session: which files were opened, which filters were used."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

RECENT, FILTERS = 20, 100  # entries kept
_LONGEST = 4096  # characters of an entry
_LARGEST = 1 << 20  # bytes of the file
_KEPT = {"recent": RECENT, "filters": FILTERS}


def default_path() -> Path:
    """Return where the state is kept."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "nlscope" / "state.json"


class State:
    """Lists of texts in a file, oldest first; without a path in memory only.

    Every change reads the file again and replaces it whole, so that several programs
    may write: the file is never torn, and at worst one entry is lost. What cannot be
    read or written is left out: this is no place to fail.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lists: dict[str, list[str]] = {name: [] for name in _KEPT}

    @property
    def recent(self) -> list[str]:
        """The paths of captures opened before, the last one first."""
        return self._read()["recent"][::-1]

    @property
    def filters(self) -> list[str]:
        """The filters used before, the last one last."""
        return self._read()["filters"]

    def opened(self, path: str) -> None:
        """Remember a capture."""
        self._add("recent", path)

    def filtered(self, text: str) -> None:
        """Remember a filter."""
        self._add("filters", text)

    def _add(self, name: str, text: str) -> None:
        if not text.strip() or len(text) > _LONGEST:
            return
        lists = self._read()
        others = [each for each in lists[name] if each != text]
        lists[name] = [*others, text][-_KEPT[name] :]
        self._lists = lists
        if self._path is not None:
            with contextlib.suppress(OSError):
                _replace(self._path, json.dumps(lists, indent=1).encode())

    def _read(self) -> dict[str, list[str]]:
        if self._path is None:
            return {name: list(texts) for name, texts in self._lists.items()}
        try:
            with self._path.open("rb") as file:
                found = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            found = {}
        return {name: _texts(found, name, most) for name, most in _KEPT.items()}


def _texts(found: object, name: str, most: int) -> list[str]:
    texts = found.get(name) if isinstance(found, dict) else None
    if not isinstance(texts, list):
        return []
    good = [each for each in texts if isinstance(each, str) and 0 < len(each) <= _LONGEST]
    return good[-most:]


def _replace(path: Path, data: bytes) -> None:
    """Put data in the place of a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".state-")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
