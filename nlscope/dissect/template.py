"""Templates of rows, as families declare them, made ready to be filled in.

A template is a tuple of parts, joined by spaces. A part holds alternatives, separated by
"|": the first whose fields are all there is used; a part that has none is left out.
``{a.b}`` is a field's value, ``{a?UP}`` the name UP if the flags or enum a hold it,
``{a?-0}`` the value unless it is 0, ``{a?-b}`` unless it is that of b; ``{a?=UP}`` and
``{a?~UP}`` are no text, but hold where a does, or does not, hold UP. ``{a:x}`` is as in
str.format; ``{a!q}`` quotes a text, ``{a!l}`` writes it in lower case, ``{a!s}`` joins
several by spaces, ``{a!p}`` is name and value of all that a nest holds,
``{a!b}`` the same of each element of an array, in brackets, ``{a!e}`` the elements of a
set of nftables, ``{a!k}`` those looked for. The part "*" is name and
value of all attributes that no other part names.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import lru_cache

ALL = "*"
Piece = tuple[str, tuple[str, ...], str, str, str]
Alternative = tuple[tuple[str, ...], tuple[Piece, ...]]


@lru_cache(4096)
def template(parts: tuple[str, ...]) -> tuple[tuple[Alternative, ...], ...]:
    """Return the parts of a template, each as its alternatives, without "*"."""
    return tuple(compiled(part) for part in parts if part != ALL)


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
