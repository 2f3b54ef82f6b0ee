"""The words of -a: when a capture stops by itself."""

from __future__ import annotations

from typing import Any

import click

_UNITS = {"duration": float, "filesize": int, "messages": int}


class Limit(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # click >= 8.4
    """duration:SECONDS, filesize:KB or messages:N, as dumpcap's -a."""

    name = "limit"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Return the kind of limit and its number."""
        if isinstance(value, tuple):
            return value
        kind, _, text = str(value).partition(":")
        try:
            number = _UNITS[kind](text)
        except (KeyError, ValueError):
            number = 0
        if not 0 < number < 1e9:
            self.fail(
                f"{value!r} is not duration:SECONDS, filesize:KB or messages:N", param, ctx
            )
        return kind, number


LIMIT = Limit()


def limits(told: tuple[tuple[str, float], ...], count: int | None) -> dict[str, Any]:
    """Return the fields of drain.Wanted that the options set; the least of each wins."""
    found: dict[str, Any] = {"messages": count}
    names = {"duration": "seconds", "filesize": "size", "messages": "messages"}
    for kind, number in told:
        # filesize counts thousands of bytes, as dumpcap's
        value = int(number * 1000) if kind == "filesize" else number
        name = names[kind]
        before = found.get(name)
        found[name] = value if before is None else min(before, value)
    return found
