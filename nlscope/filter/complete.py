"""What may come next while a filter is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lark import Token
from lark.exceptions import LarkError

from nlscope.filter.attribute import noun
from nlscope.filter.catalog import Catalog, Known, catalog, inside, stripped
from nlscope.filter.compile import FIELDS, OTHER_NAMES
from nlscope.filter.error import FilterError
from nlscope.filter.flags import flag_choices
from nlscope.filter.parser import LONGEST, Word, grammar
from nlscope.filter.path import resolve, split
from nlscope.filter.seen import seen_values
from nlscope.filter.shape import noun_of
from nlscope.registry import Registry
from nlscope.session import Session

Choice = tuple[str, str]
_WORD = re.compile(r"""[^\s(){},"'!=<>&|~]*$""")
_QUOTED = re.compile(
    r"""^(?:[^"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')*(["'](?:\\.|[^\\])*)$""", re.DOTALL
)
_MOST = 300
_SHORT = 2  # letters from which names from anywhere are offered
OPERATORS: dict[str, str] = {
    "==": "is; of flags: has it; of addresses: is inside",
    "!=": "is there, and no value of it is",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "in": "is one of: {a, b, 1..9}",
    "not in": "is there, and is none of",
    "contains": "text or bytes are in it",
    "matches": "a regular expression is found in it",
}
_NUMERIC = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
_BY_NOUN: dict[str, tuple[str, ...]] = {
    "number": _NUMERIC,
    "time": _NUMERIC,
    "duration": _NUMERIC,
    "presence": (),
    "flag": (),
    "attributes": (),
    "struct": (),
}


def word_at(text: str, cursor: int) -> tuple[int, int]:
    """Return the start and end of what a completion at the cursor replaces."""
    before = text[:cursor]
    quoted = _QUOTED.match(before) if len(before) <= LONGEST else None
    if quoted:
        return quoted.start(1), cursor
    found = _WORD.search(before)
    return (found.start() if found else cursor), cursor


def complete(
    text: str, cursor: int, registry: Registry, session: Session | None = None
) -> list[Choice]:
    """Return what may stand at the cursor, each with help; it replaces word_at.

    Candidates are whole words: fields, operators, or values, those seen in the capture
    included. A text that is wrong before the cursor has none.
    """
    if cursor > LONGEST:
        return []
    start, end = word_at(text, cursor)
    prefix = text[start:end]
    try:
        parser = grammar().parse_interactive(text[:start])
        tokens = list(parser.exhaust_lexer())
        accepts: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    except LarkError:
        return []
    if "STRING" in accepts:
        found = _values(_field(tokens), prefix, registry, session)
    elif "WORD" in accepts:
        found = _fields(prefix, catalog(registry))
    else:
        found = _operators(tokens, accepts, registry)
    return _fitting(found, prefix)


def _fitting(found: Iterable[Choice], prefix: str) -> list[Choice]:
    """Return the choices that begin with a prefix, then those that hold it."""
    wanted = prefix.casefold().lstrip("\"'")
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for name, said in found:
        text = name.casefold().lstrip("\"'")
        if text.startswith(wanted):
            first.setdefault(name, said)
        elif wanted and wanted in text.rpartition(".")[2]:
            second.setdefault(name, said)
        if len(first) >= _MOST:
            break
    return list((first | {k: v for k, v in second.items() if k not in first}).items())[
        :_MOST
    ]


def _field(tokens: list[Token]) -> Token:
    """Return the field whose value is being typed: the word before the last operator."""
    at = max(i for i, token in enumerate(tokens) if token.type in ("COMPARE", "IN"))
    return next(token for token in reversed(tokens[:at]) if token.type == "WORD")


def _fields(prefix: str, names: Catalog) -> Iterator[Choice]:
    base, dot, _ = prefix.rpartition(".")
    for name, field in FIELDS.items():
        yield name, field.help
    if base.casefold() == "flags":
        yield from ((f"{base}.{name.lower()}", said) for name, said in flag_choices())
    if dot:
        yield from ((f"{base}.{each.name}", describe(each)) for each in _level(base, names))
        return
    for slug, families in names.families.items():
        yield slug, families[0].doc or "messages of the family"
    yield "not", "the rest"
    if len(prefix) >= _SHORT:
        wanted = prefix.casefold().lstrip("\"'")
        for known in names.names.values():
            if wanted in known[0].name.casefold():  # to describe all of them is slow
                yield known[0].name, f"anywhere: {describe(known[0])}"


def _level(base: str, names: Catalog) -> list[Known]:
    """Return what may follow a path and a dot."""
    if not base:
        return [known[0] for known in names.names.values()]
    word = Word(base, 0, len(base))
    path = split(word, names)
    if path.family is not None and not path.steps:
        return names.top(path.family)
    try:
        found = resolve(path, word, names)
    except FilterError:
        return []
    return [each for known in found if not known.flag for each in inside(known.kind)]


def describe(known: Known) -> str:
    """Return what a name stands for: its constant, its type, its documentation."""
    kind = "flag" if known.flag else noun([known])
    return ", ".join(part for part in (known.const, kind, known.doc) if part)


def _operators(
    tokens: list[Token], accepts: set[str], registry: Registry
) -> Iterator[Choice]:
    if "COMPARE" in accepts:
        noun_here = _noun(tokens[-1], registry)
        allowed = _BY_NOUN.get(noun_here, tuple(OPERATORS))
        yield from ((name, said) for name, said in OPERATORS.items() if name in allowed)
    closing = {"AND": "and", "OR": "or", "RPAR": ")", "RBRACE": "}", "COMMA": ","}
    for terminal, word in closing.items():
        if terminal in accepts or f"_{terminal}" in accepts:
            yield word, ""


def _noun(token: Token, registry: Registry) -> str:
    """Return what a field is, in a word."""
    name = OTHER_NAMES.get(token.casefold(), token.casefold())
    if name in FIELDS:
        return FIELDS[name].noun
    return noun(_known(token, registry)) or "presence"


def _known(token: Token, registry: Registry) -> list[Known]:
    names = catalog(registry)
    word = Word(str(token), 0, len(token))
    path = split(word, names)
    try:
        return resolve(path, word, names) if path.steps else []
    except FilterError:
        return []


def _values(
    token: Token, prefix: str, registry: Registry, session: Session | None
) -> Iterator[Choice]:
    name = OTHER_NAMES.get(token.casefold(), token.casefold())
    if session is not None:
        yield from seen_values(name, registry, session)
    if name in FIELDS:
        yield from FIELDS[name].choices(registry, session)
        return
    for known in _known(token, registry):
        if noun_of(known.kind) in ("enum", "flags"):
            constants = _constants(known)
            yield from constants
            if "_" in prefix:
                yield from ((said.split(" ")[0], word) for word, said in constants)


def _constants(known: Known) -> list[Choice]:
    names = stripped(known.kind).constants
    return [(name, f"{names.const(name)} {bits}") for name, bits in names.numbers.items()]
