"""Paths to attributes, as filters name them, and what each leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlscope.filter.catalog import (
    UNKNOWN,
    Catalog,
    Known,
    below,
    inside,
    matching,
    slug,
    stripped,
    top,
)
from nlscope.filter.error import FilterError, did_you_mean
from nlscope.filter.parser import Word
from nlscope.spec import Binary, Family, Nest

_MOST = 4096  # families and names remembered


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the top of a family's messages, or from anywhere if it has no family.

    Steps are in small letters. loose says that a step is an index or an attribute that
    no table names, which only decoded messages show.
    """

    family: str | None
    steps: tuple[str, ...]
    loose: bool = False

    @property
    def anywhere(self) -> bool:
        """Whether the first step may be at any depth of any family."""
        return self.family is None

    @property
    def text(self) -> str:
        """The path as a filter has it."""
        return ".".join((self.family or "", *self.steps))

    def holds(self, family: Family | None) -> bool:
        """Return whether a family's messages may have what the path leads to."""
        if family is None:
            return False
        if self.family is not None:
            return slug(family.name) == self.family
        return _reaches(family, self.steps[0])


_known: dict[tuple[int, str], tuple[Family, bool]] = {}  # the family keeps its id taken


def _reaches(family: Family, step: str) -> bool:
    """Return whether a name is anywhere in a family's messages; remembered."""
    found = _known.get((id(family), step))
    if found is None:
        if len(_known) > _MOST:
            _known.clear()
        names = top(family)
        held = any(step in each.spellings or step in below(each.kind) for each in names)
        found = _known[id(family), step] = (family, held)
    return found[1]


def _is_loose(step: str) -> bool:
    return step.isdecimal() or UNKNOWN.fullmatch(step) is not None


def split(word: Word, names: Catalog) -> Path:
    """Return the path that a word spells; it may lead nowhere."""
    steps = tuple(word.text.casefold().split("."))
    loose = any(map(_is_loose, steps))
    if steps[0] in names.families:
        return Path(steps[0], steps[1:], loose)
    return Path(None, steps[1:] if not steps[0] else steps, loose)


def resolve(path: Path, word: Word, names: Catalog) -> list[Known]:
    """Return all that a path may lead to; FilterError at the step that leads nowhere."""
    steps = path.steps
    at = word.end - sum(len(step) + 1 for step in steps) + 1
    level = names.top(path.family) if path.family is not None else None
    found: list[Known] = []
    for i, step in enumerate(steps):
        if level is None:
            found = names.names.get(step, [])
        elif _is_loose(step) and not matching(level, step):
            found = _loose(found, step)
        else:
            found = matching(level, step)
        if not found and not (i == 0 and level is None and _is_loose(step)):
            raise FilterError(_nowhere(path, i, level, names), at, at + len(step))
        found = found or [Known(step, "", "", Binary)]
        level = [each for known in found if not known.flag for each in inside(known.kind)]
        at += len(step) + 1
    return found


def valued(path: Path, found: list[Known]) -> tuple[Path, list[Known]]:
    """Return a path that is compared, and what it leads to: of nests, to their values.

    That is where the first attribute of them all is "value": keys of nftables sets.
    """
    firsts = [next(iter(inside(known.kind)), None) for known in found]
    nests = all(isinstance(stripped(known.kind), Nest) for known in found)
    values = [first for first in firsts if first is not None and first.name == "value"]
    if not found or not nests or len(values) < len(found):
        return path, found
    return replace(path, steps=(*path.steps, "value")), values


def _loose(found: list[Known], step: str) -> list[Known]:
    """Return what an index, which stays where it is, or an unknown attribute leads to."""
    return found if step.isdecimal() else [Known(step, "", "", Binary)]


def _nowhere(path: Path, i: int, level: list[Known] | None, names: Catalog) -> str:
    step = path.steps[i]
    before = ".".join((*((path.family,) if path.family else ()), *path.steps[:i]))
    if not step:
        return f'a name is missing after "{before}."'
    if level is None:
        known = [*names.families, *names.names]
        return (
            f'no field, family or attribute is called "{step}"{did_you_mean(step, known)}'
        )
    if not level:
        return f'"{before}" has nothing inside that could be called "{step}"'
    return f'"{before}" has no "{step}"{did_you_mean(step, [k.name for k in level])}'
