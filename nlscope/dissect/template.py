"""Templates of rows, as families declare them, made ready to be filled in.

A template is a tuple of parts, joined by spaces. A part holds alternatives, separated by
"|": the first whose fields are all there is used; a part that has none is left out.
``{a.b}`` is a field's value, ``{a?UP}`` the name UP if the flags or enum a hold it,
``{a?-0}`` the value unless it is 0, ``{a?-b}`` unless it is that of b, ``{a?-0,B}``
unless it is any of these; ``{a?=UP}`` and ``{a?~UP}`` are no text, but hold where a does,
or does not, hold UP. ``{a:x}`` is as in str.format.

``{a!q}`` quotes a text, ``{a!l}`` writes it in lower case, ``{a!n}`` an IP mask as a
length, ``{a!m}`` is one more than a number, ``{a!t}`` its hundredth, ``{a!d}`` that with
two digits, ``{a!k}`` its thousandth, ``{a!r}`` a rate in bytes a second as tc writes it,
``{a!v}`` a version, ``{a!w}`` a status of wait(2), ``{a!c}`` its halves as tc writes a
class, ``{a!h}`` the halves of 64 bits as value/mask, ``{a!s}`` joins several by spaces.
``{a!p}`` is name and value of all that a nest holds, ``{a!z}`` the same with those that
are 0, ``{a!b}`` the same of each element of an array, in brackets, ``{a!e}`` the elements
of a set of nftables, ``{a!a}`` those asked for.

The part "*" is name and value of all attributes that no other part names. A part may also
be an ``Each``, which fills in its own templates for every element, or a ``Say``, see
nlscope/spec/info.py; there ``{@}`` is the name or number of the element.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from nlscope.spec import Each, Info, Say

ALL = "*"
Piece = tuple[str, tuple[str, ...], str, str, str]
Alternative = tuple[tuple[str, ...], tuple[Piece, ...]]


class List(NamedTuple):
    """An ``Each``, its path and templates made ready."""

    path: tuple[str, ...]
    parts: tuple[Any, ...]
    between: str
    before: str

    @property
    def inner(self) -> list[str]:
        """The path from that attribute to what holds the elements."""
        return [name for name in self.path[1:] if name != "*"]

    @property
    def names(self) -> tuple[str, ...]:
        """The attribute that it tells of."""
        return self.path[:1]


Compiled = tuple[Alternative, ...] | List | Say


@lru_cache(4096)
def template(parts: Info) -> tuple[Compiled, ...]:
    """Return the parts of a template, each as its alternatives, without "*"."""
    return tuple(_made(part) for part in parts if part != ALL)


def names_of(part: Compiled) -> set[str]:
    """Return the names of the attributes that a part tells of."""
    if isinstance(part, (List, Say)):
        return set(part.names)
    return {name for needs, _ in part for name in needs}


def _made(part: str | Each | Say) -> Compiled:
    if isinstance(part, Each):
        path, inner = tuple(part.path.split(".")), template(part.parts)
        return List(path, inner, part.between, part.before)
    return part if isinstance(part, Say) else compiled(part)


def compiled(part: str) -> tuple[Alternative, ...]:
    """Return the alternatives of a part: the first names it needs, and its pieces."""
    made = []
    for text in part.split("|"):
        pieces = tuple(_pieces(text))
        needs = {path[0]: None for _, path, *_ in pieces if path}
        made.append((tuple(needs), pieces))
    return tuple(made)


def _pieces(text: str) -> Iterator[Piece]:
    """Yield (literal, path, flag, format, conversion) of a template."""
    for literal, name, spec, convert in string.Formatter().parse(text):
        path, _, flag = (name or "").partition("?")
        steps = tuple(path.split(".")) if path else ()
        yield literal, steps, flag, spec or "", convert or ""
