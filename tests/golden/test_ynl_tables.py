"""Built-in tables against the kernel's YNL specs: numbers, names, types, enums, structs."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest

from nlscope.registry import Registry
from nlscope.schema.layer import Specs
from nlscope.spec import (
    GENERIC,
    U8,
    U16,
    U16BE,
    U32,
    Attrs,
    Binary,
    Constants,
    Enum,
    Family,
    Flag,
    Flags,
    IPv4,
    Multi,
    Nest,
    Str,
    Struct,
)
from tests.golden.ynl_audit import Audit, Found
from tests.golden.ynl_differences import EXPLAINED
from tests.support import SHARED, registry

SPECS = SHARED.parent / "specs"
PATTERNS = [line for lines in EXPLAINED.values() for line in lines]


@cache
def audit() -> tuple[tuple[Found, ...], int]:
    """Return all differences, and how many attributes were compared."""
    made = Audit(registry())
    found = [each for family in Specs([SPECS]) for each in made.family(family)]
    return tuple(dict.fromkeys([*found, *made.missing()])), made.compared


def fits(found: Found, pattern: tuple[str, str]) -> bool:
    place, what = pattern
    return fnmatchcase(found[0], place) and fnmatchcase(found[1], what)


@pytest.mark.shared
@pytest.mark.skipif(not SPECS.is_dir(), reason="no ../shared/specs")
def test_the_tables_agree_with_the_specs() -> None:
    found, compared = audit()
    assert compared > 3000
    assert [each for each in found if not any(fits(each, p) for p in PATTERNS)] == []


@pytest.mark.shared
@pytest.mark.skipif(not SPECS.is_dir(), reason="no ../shared/specs")
def test_every_explanation_is_of_something() -> None:
    found, _ = audit()
    assert [p for p in PATTERNS if not any(fits(each, p) for each in found)] == []


class Names(Constants, prefix="X"):
    ONE = 1
    TWO = 2


class Others(Constants, prefix="X"):
    ONE = 1
    THREE = 2


class Cmd(Constants, prefix="CMD"):
    GET = 1


BELOW = Attrs("B", {1: "text" / Str})


@pytest.mark.parametrize(
    ("ours", "theirs", "what"),
    [
        (U32, U32, None),
        (U16, U32, "type"),
        (U16BE, U16, "type"),
        (Binary, U32, "type"),
        (Str, Binary, None),  # ours says more
        (IPv4, U32, None),
        (Flag, U8, "type"),
        (Nest(BELOW), Binary, None),
        (Binary, Nest(BELOW), "type"),
        (Nest(Attrs("B", {1: "other" / Str})), Nest(BELOW), "name"),
        (Nest(Attrs("B", {2: "text" / Str})), Nest(BELOW), "missing"),
        (U32, Multi(U32), "repeats"),
        (U32, Enum(U32, Names), "enum"),
        (Flags(U32, Names), Enum(U32, Names), "enum"),
        (Enum(U32, Others), Enum(U32, Names), "value name"),
        (Enum(U32, Names), Enum(U32, Names), None),
        (Struct("a" / U32, "b" / U16), Struct("a" / U32, "b" / U16), None),
        (Struct("a" / U32, "b" / U8), Struct("a" / U32, "b" / U16), "member"),
        (Struct("a" / U32, "c" / U16), Struct("a" / U32, "b" / U16), "member name"),
    ],
)
def test_the_audit_sees_it(ours: Any, theirs: Any, what: str | None) -> None:
    mine = Registry()
    mine.add(Family("x", GENERIC, Cmd, Attrs("A", {1: "a" / ours})))
    spec = Family("x", GENERIC, Cmd, Attrs("A", {1: "a" / theirs}))
    found = [kind for _, kind, _ in Audit(mine).family(spec)]
    assert found == ([] if what is None else [what])
