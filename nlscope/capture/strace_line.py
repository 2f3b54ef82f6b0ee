"""One line of strace's output, taken apart."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

_SECOND = 1_000_000_000
_LINE = re.compile(
    r"(?:\[pid\s+)?(?:(\d+)(?:<(.*?)>)?\]?\s+)?"
    r"(?:(\d{9,}(?:\.\d+)?)\s+|(\d\d:\d\d:\d\d(?:\.\d+)?)\s+)?"
    r"(?:\d+\.\d+\s+)?(\S.*)",
)
_RESULT = re.compile(r"(.*)\)\s+= (-?\d+|0x[0-9a-f]+)(?:<(.*?)>)?(?:\s.*)?$", re.DOTALL)
_SPENT = re.compile(r"<(\d+\.\d+)>$")
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>\s?(.*)", re.DOTALL)
_CALL = re.compile(r"(\w+)\((.*)", re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|[][{}()]|, ', re.DOTALL)
_UNFINISHED = "<unfinished ...>"
_HEX_WIDTH = 48  # of a dump line: twice eight bytes


class Line(NamedTuple):
    """A line that is no dump: whose, when (ns, 0 for untold) and what it says."""

    tid: int
    command: str
    time_ns: int
    text: str


class Ended(NamedTuple):
    """A system call that is over: its arguments as text, and what it returned.

    detail is what strace says of a returned descriptor; spent is ns, 0 for untold.
    """

    name: str
    text: str
    result: int
    detail: str
    spent: int


class Clock:
    """Makes ns since the epoch of strace's timestamps; those of -t and -tt lack the day."""

    def __init__(self, day: datetime) -> None:
        self._day = day.replace(hour=0, minute=0, second=0, microsecond=0)
        self._last = timedelta()

    def unix(self, text: str) -> int:
        """Return ns for the seconds that -ttt prints."""
        return decimal(text)

    def of_day(self, text: str) -> int:
        """Return ns for a time of day; midnight may have passed since the one before."""
        whole, _, part = text.partition(".")
        hours, minutes, seconds = map(int, whole.split(":"))
        now = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if self._last - now > timedelta(hours=12):
            self._day += timedelta(days=1)
        self._last = now
        return int((self._day + now).timestamp()) * _SECOND + decimal("0." + part)


def decimal(text: str) -> int:
    """Return ns for seconds with a fraction, exactly."""
    whole, _, part = text.partition(".")
    return int(whole) * _SECOND + int(part.ljust(9, "0")[:9])


def taken_apart(line: str, clock: Clock) -> Line | None:
    """Return what a line says and of whom, None for one that says nothing."""
    found = _LINE.match(line)
    if not found:
        return None
    tid, command, seconds, of_day, text = found.groups()
    time_ns = clock.unix(seconds) if seconds else clock.of_day(of_day) if of_day else 0
    return Line(int(tid or 0), command or "", time_ns, text)


def begun(text: str) -> tuple[str, str] | None:
    """Return name and arguments of a call that another one interrupts, or None."""
    if not text.endswith(_UNFINISHED):
        return None
    found = _CALL.match(text[: -len(_UNFINISHED)].rstrip())
    return (found[1], found[2]) if found else None


def resumed(text: str) -> tuple[str, str] | None:
    """Return name and rest of a call that goes on, or None."""
    found = _RESUMED.match(text)
    return (found[1], found[2]) if found else None


def ended(text: str) -> Ended | None:
    """Return the call of a whole line; None for signals, exits and no result."""
    found = _CALL.match(text)
    result = _RESULT.match(found[2]) if found else None
    if not found or not result:
        return None
    spent = _SPENT.search(text)
    number = int(result[2], 0)
    time = decimal(spent[1]) if spent else 0
    return Ended(found[1], result[1], number, result[3] or "", time)


def arguments(text: str) -> list[str]:
    """Return the arguments of a call, each as strace printed it."""
    found, depth, start = [], 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{", "("):
            depth += 1
        elif mark in ("]", "}", ")"):
            depth -= 1
        elif mark == ", " and depth == 0:
            found.append(text[start : token.start()])
            start = token.end()
    return [*found, text[start:]]


def dumped(line: str) -> bytes:
    """Return the bytes of a dump line, " | 00000  14 00 ..."; none if it is damaged."""
    start = line.find("  ", 3) + 2
    try:
        return bytes.fromhex(line[start : start + _HEX_WIDTH])
    except ValueError:
        return b""
