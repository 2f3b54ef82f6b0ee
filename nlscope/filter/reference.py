"""docs/filter.md: the language from its own classes, the names from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlscope.filter.attribute import AttributeTest, FamilyTest, noun
from nlscope.filter.catalog import Known, catalog, inside
from nlscope.filter.compile import FIELDS
from nlscope.filter.complete import OPERATORS
from nlscope.filter.expression import And, Not, Or
from nlscope.filter.field import Field
from nlscope.filter.flags import Flag, flag_choices
from nlscope.filter.pattern import Pattern
from nlscope.registry import Registry
from nlscope.spec import GENERIC, Family

_Set = tuple[tuple[str, int], ...]  # names and types
_INTRODUCTION = """\
# Filters

The same language serves `nlscope read -Y` and the filter line of the screen. A filter is
one or more tests of fields. This file is made by `scripts/filter-reference` from the
classes and tables that do the work.
"""
_VALUES = """\
## Values

- Numbers: `1500`, `0x5dc`, `-1`; ranges only inside sets: `seq in {1..9, 17}`.
- Names of enums and flags: the short name, the kernel's constant, or the number, in any
  case: `route.rtm_type == unicast`, `route.rtm_type == RTN_UNICAST`. `==` with the name of
  a flag asks whether it is set, `==` with a number compares the whole value; a flag can
  also be the last step of a path: `link.ifi_flags.up`.
- Addresses: `10.1.2.3`, `10.1.2.0/24` (an address inside), `fe80::/10`. Hardware
  addresses: `02:00:00:00:00:01`, and by their start `02:00:*` or `02:00:00/24`.
- Text: bare, or in quotes `"..."` or `'...'` if it has blanks, brackets, operators or is
  a word of the language. In quotes `\\"`, `\\\\`, `\\n`, `\\t` and `\\x41` are escapes.
- Bytes: `aa:bb:cc`, `0xaabbcc`, or text in quotes.
"""
_MEANING = """\
## What a test means

- A field may be in a message more than once. `== < <= > >= in contains matches` pass if
  any value fits. `!=` and `not in` pass if the field is there and no value is equal, as
  in Wireshark 4; `not a == b` passes also where there is no `a`.
- A path begins with the family's short name. Without one, `ifname`, or `linkinfo.kind`,
  may be anywhere in any family, and in the request that an error echoes; `.flags`, with
  a dot in front, does the same for names that the header or a family has too.
- Elements of arrays need no step; `0` is the place in an array, `attr_99` an attribute
  that no table names; both decode every message of the family, which is slow.
- A member of a value that is too short for it is not there.
"""


def reference(registry: Registry) -> str:
    """Return the text of docs/filter.md."""
    return "\n".join(_lines(registry)) + "\n"


def _lines(registry: Registry) -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Tests and how they combine\n"
    yield from _table(
        ("written", "passes"),
        [
            (f"`{each.usage}`", each.help)
            for each in (And, Or, Not, FamilyTest, AttributeTest)
        ],
    )
    yield "## Operators\n"
    yield from _table(
        ("operator", "the value"), [(f"`{k}`", v) for k, v in OPERATORS.items()]
    )
    yield ("`eq ne lt le gt ge ~` are other spellings of `== != < <= > >= matches`.\n")
    yield _VALUES
    yield _MEANING
    yield "### Patterns\n"
    yield f"{_paragraph(Pattern.__doc__ or '')}\n"
    yield "## Header fields\n"
    fields: list[type[Field]] = [*FIELDS.values(), Flag]
    yield from _table(
        ("field", "is", "meaning", "for example"),
        [(f"`{f.name}`", f.noun, f.help, _code(f.examples)) for f in fields],
    )
    yield (
        "Flags of the header: "
        + ", ".join(f"`{name.lower()}` ({said})" for name, said in flag_choices())
        + ".\n"
    )
    yield "## Families and their attributes\n"
    names = catalog(registry)
    sets: dict[_Set, str] = {}
    for slug in sorted(names.families):
        yield from _family(slug, names.families[slug], names.top(slug), sets)


def _paragraph(doc: str) -> str:
    return " ".join(doc.split())


def _code(texts: Iterable[str]) -> str:
    return "<br>".join(f"`{text}`" for text in texts)


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heading) + " |"
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _family(
    slug: str, families: list[Family], top: list[Known], sets: dict[_Set, str]
) -> Iterator[str]:
    family = families[0]
    kind = (
        "generic netlink" if family.protocol == GENERIC else f"protocol {family.protocol}"
    )
    yield f"### `{slug}`\n"
    yield f"{kind}{': ' + family.doc if family.doc else ''}\n"
    rows = list(_paths(slug, top, sets))
    if rows:
        yield from _table(("path", "constant", "is", "meaning"), rows)


def _paths(
    base: str, level: Iterable[Known], sets: dict[_Set, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the paths below a name; a set that is elsewhere too is not told twice."""
    seen: set[str] = set()
    deeper: list[tuple[str, tuple[Known, ...]]] = []
    for known in level:
        if known.flag or known.name in seen:
            continue
        seen.add(known.name)
        path = f"{base}.{known.name}"
        more = tuple(each for each in inside(known.kind) if not each.flag)
        holds = tuple((each.name, id(each.kind)) for each in more)
        place = sets.setdefault(holds, path) if more else path
        words = [known.doc] if known.doc else []
        if place == path:
            deeper.append((path, more))
        else:
            words.append(f"goes on as `{place}`")
        constant = f"`{known.const}`" if known.const else ""
        yield f"`{path}`", constant, noun([known]), "; ".join(words)
    for path, more in deeper:
        yield from _paths(path, more, sets)
