"""Names that only this machine knows: tables, protocols, users, links, namespaces.

Sources: the files of iproute2 in /usr/share/iproute2 and /etc/iproute2 (which wins), and
in the folders NAME.d beside them; the user database; if_indextoname(3).
"""

from __future__ import annotations

import grp
import pwd
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nlscope.nsids import NetnsNames

FOLDERS = ("/usr/share/iproute2", "/usr/lib/iproute2", "/etc/iproute2")
_FILES = {
    "table": "rt_tables",
    "protocol": "rt_protos",
    "scope": "rt_scopes",
    "realm": "rt_realms",
    "group": "group",
}


class System:
    """What this machine calls a number, by kind; links False leaves out namespaces."""

    def __init__(self, folders: tuple[str, ...] = FOLDERS, *, links: bool = True) -> None:
        self._folders = folders
        self._links = links
        self._known: dict[str, dict[int, str]] = {}
        self._netns = NetnsNames()

    def __call__(self, kind: str, number: int) -> str | None:
        """Return the name of a number, None if it has none here."""
        if kind in _FILES:
            if kind not in self._known:
                self._known[kind] = dict(_lines(self._folders, _FILES[kind]))
            return self._known[kind].get(number)
        with suppress(KeyError, OSError, OverflowError):
            if kind == "uid":
                return pwd.getpwuid(number).pw_name
            if kind == "gid":
                return grp.getgrgid(number).gr_name
            if kind == "nsid" and self._links and number >= 0:
                return self._netns(number)
            if kind == "ifindex" and self._links and number > 0:
                return socket.if_indextoname(number)
        return None


def _lines(folders: tuple[str, ...], name: str) -> Iterator[tuple[int, str]]:
    """Yield number and name of every line of a file, those that win last."""
    for folder in folders:
        parts = sorted(Path(folder, f"{name}.d").glob("*.conf"))
        for path in (Path(folder, name), *parts):
            with suppress(OSError):
                yield from _pairs(path.read_text(errors="backslashreplace"))


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        with suppress(ValueError):
            if len(words) == 2:
                yield int(words[0], 0), words[1]
