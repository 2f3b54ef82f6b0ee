"""The lines of a form: which fields are shown, how deep, what stands against each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nlscope.form import Form, Line, Path
from nlscope.lint import Hint
from nlscope.model import Field
from nlscope.offers import holds

_FOLDED = ("nlmsghdr", "genlmsghdr")
_HIDDEN = ("header", "padding")


class Opened:
    """Which lines are open, by path, from edit to edit."""

    def __init__(self) -> None:
        self._set: dict[Path, bool] = {}

    def __call__(self, path: Path, *, default: bool) -> bool:
        """Return whether the line at a path is open."""
        return self._set.get(path, default)

    def set(self, path: Path, *, opened: bool) -> None:
        """Open or close the line at a path."""
        self._set[path] = opened


class AllOpened(Opened):
    """Every line is open."""

    def __call__(self, path: Path, *, default: bool) -> bool:
        """Return that it is."""
        del path, default
        return True


def lines(form: Form, opened: Opened, *, raw: bool = False) -> list[Line]:
    """Return the visible lines; raw shows attribute headers and padding as well."""
    found = list(_below(form, form.root, (), (), opened, raw=raw))
    return [*found, Line((("+", 0),), (), add=True)]


def parts(field: Field, *, raw: bool) -> list[Field]:
    """Return the fields below one."""
    if raw:
        return field.children
    return [p for p in field.children if p.kind not in _HIDDEN] if field.items else []


def _below(
    form: Form,
    field: Field,
    path: Path,
    trail: tuple[Field, ...],
    opened: Opened,
    *,
    raw: bool,
) -> Iterator[Line]:
    seen: Counter[str] = Counter()
    for part in parts(field, raw=raw):
        here = (*path, (part.name, seen[part.name]))
        seen[part.name] += 1
        around = (*trail, part)
        plain = Line(here, around)
        if form.ticks(plain) is not None:
            yield from _ticks(form, here, around, opened)
        elif not parts(part, raw=raw) and not holds(part):
            yield plain
        else:
            yield from _node(form, here, around, opened, raw=raw)


def _node(
    form: Form, path: Path, trail: tuple[Field, ...], opened: Opened, *, raw: bool
) -> Iterator[Line]:
    field = trail[-1]
    is_open = opened(path, default=field.name not in _FOLDED)
    yield Line(path, trail, is_open)
    if is_open:
        yield from _below(form, field, path, trail, opened, raw=raw)
        if holds(field):
            yield Line((*path, ("+", 0)), trail, add=True)


def _ticks(
    form: Form, path: Path, trail: tuple[Field, ...], opened: Opened
) -> Iterator[Line]:
    is_open = opened(path, default=False)
    line = Line(path, trail, is_open)
    yield line
    names = form.ticks(line)
    if is_open and names is not None:
        for bit, name in sorted(names.names.items()):
            if bit:
                yield Line((*path, (name, 0)), trail, bit=bit)


def marked(found: list[Line], hint: Hint) -> int | None:
    """Return the line that a suspicion is about: the innermost one that holds it."""
    best = None
    for at, line in enumerate(found):
        if line.bit is not None or line.add or not line.trail:
            continue
        field = line.field
        if field.start <= hint.start < max(field.end, field.start + 1):
            better = best is None or len(line.path) > len(found[best].path)
            if better and not (best is not None and _whole(found[best].field, hint)):
                best = at
    return best


def _whole(field: Field, hint: Hint) -> bool:
    """Return whether a suspicion is about all of a field."""
    return (field.start, field.end) == (hint.start, hint.end) and field.body > field.start
