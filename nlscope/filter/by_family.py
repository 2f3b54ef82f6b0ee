"""The filter for the messages of a family, of one of its commands or attributes."""

from __future__ import annotations

from collections.abc import Sequence

from nlscope.filter.catalog import slug
from nlscope.filter.seen import spelled
from nlscope.spec import GENERIC


def filter_of_family(protocol: int, name: str) -> str:
    """Return the filter for a family's messages."""
    return f"genl.family == {spelled(name)}" if protocol == GENERIC else slug(name)


def filter_of_command(protocol: int, name: str, number: int, command: str) -> str:
    """Return the filter for one command; command is its short name, or its constant."""
    if protocol != GENERIC:
        return f"type == {command or number}"
    return f"{filter_of_family(protocol, name)} and genl.cmd == {command or number}"


def filter_of_attribute(name: str, steps: Sequence[str]) -> str:
    """Return the filter for the messages that have an attribute; steps lead to it."""
    return ".".join((slug(name), *steps))
