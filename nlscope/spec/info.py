"""Parts of a row's text that are more than a template: lists, and a tool's own syntax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Union


class Each(NamedTuple):
    """The parts for each element of an array, each record or repeated attribute, or a nest.

    path is "attribute" or "nest.attribute", "nest.*" for all that a nest holds; every
    element is filled in from what it holds itself. between stands between two of
    them, before in front of all.
    """

    path: str
    parts: tuple[Any, ...]
    between: str = " "
    before: str = ""


class Say(NamedTuple):
    """What a function makes of the plain values of some attributes, None where absent.

    A nest is a list of (name, value), a struct a dict, a repeated attribute a list.
    """

    function: Callable[..., str]
    names: tuple[str, ...]


Part = Union[str, Each, Say]  # noqa: UP007  # NamedTuple has no |
Info = tuple[Part, ...]
