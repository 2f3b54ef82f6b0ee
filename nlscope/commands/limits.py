"""The words of -a and -b: when a capture, or a file of it, ends by itself."""

from __future__ import annotations

from typing import Any

import click

from nlscope.capture.files import Amount

_UNITS = {"duration": float, "filesize": int, "messages": int}
_WORDS = "duration:SECONDS, filesize:KB or messages:N"
_NAMES = {"duration": "seconds", "filesize": "size", "messages": "messages"}


class Limit(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # click >= 8.4
    """duration:SECONDS, filesize:KB or messages:N, as dumpcap's -a and -b."""

    name = "limit"

    def __init__(self, *, files: bool = False) -> None:
        self._units = {**_UNITS, "files": int} if files else _UNITS
        self._words = _WORDS.replace(" or", ",") + " or files:N" if files else _WORDS

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Return the kind of limit and its number."""
        if isinstance(value, tuple):
            return value
        kind, _, text = str(value).partition(":")
        try:
            number = self._units[kind](text)
        except (KeyError, ValueError):
            number = 0
        if not 0 < number < 1e9:
            self.fail(f"{value!r} is not {self._words}", param, ctx)
        return kind, number


class Number(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # click >= 8.4
    """A number from 0 to 1e9, of seconds about 30 years: no nan, and no infinity."""

    name = "number"

    def __init__(self, words: str) -> None:
        self._words = words

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number."""
        try:
            number = float(value)
        except ValueError:
            number = -1
        if not 0 <= number < 1e9:
            self.fail(f"{value!r} is no {self._words}", param, ctx)
        return number


SECONDS, SPEED = Number("number of seconds"), Number("speed")
LIMIT = Limit()
TURN = Limit(files=True)


def limits(told: tuple[tuple[str, float], ...], count: int | None) -> dict[str, Any]:
    """Return the fields of drain.Wanted that the options set; the least of each wins."""
    found: dict[str, Any] = {"messages": count}
    for kind, number in told:
        # filesize counts thousands of bytes, as dumpcap's
        value = int(number * 1000) if kind == "filesize" else number
        name = _NAMES[kind]
        before = found.get(name)
        found[name] = value if before is None else min(before, value)
    return found


def turns(told: tuple[tuple[str, float], ...]) -> tuple[Amount, int | None]:
    """Return how much goes into each file, and how many files are kept."""
    kept = [int(number) for kind, number in told if kind == "files"]
    rest = tuple(each for each in told if each[0] != "files")
    if told and not rest:
        message = "-b files:N needs another -b that says when a file is full"
        raise click.UsageError(message)
    return Amount(**limits(rest, None)), min(kept, default=None)
