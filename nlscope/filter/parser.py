"""The text of a filter to its syntax: tests joined by and, or and not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from nlscope.filter.error import FilterError
from nlscope.filter.literal import Value

LONGEST = 10_000
DEEPEST = 64
_OPERATORS = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "~": "matches"
}  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Word:
    """The name of a field, as written."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Condition:
    """A field, alone (op "") or compared by == < <= > >= in contains or matches.

    negated is for != and not in: the field is there and no value of it fits.
    """

    name: Word
    op: str = ""
    values: list[Value] = field(default_factory=list)
    negated: bool = False
    depth: int = 1


@dataclass(slots=True)
class Join:
    """Several syntaxes joined by "and" or "or", or one negated by "not"."""

    how: str
    items: list[Syntax]
    depth: int = 1


Syntax = Condition | Join


class _Build(Transformer[Token, Syntax]):
    """Makes the syntax while the parser goes, so that depth costs no stack."""

    def _join(self, how: str, items: list[Syntax]) -> Join:
        return Join(how, items, max(item.depth for item in items) + 1)

    def start(self, items: list[Syntax]) -> Syntax:
        return items[0]

    def either(self, items: list[Syntax]) -> Syntax:
        return self._join("or", items)

    def both(self, items: list[Syntax]) -> Syntax:
        return self._join("and", items)

    def negation(self, items: list[Syntax]) -> Syntax:
        return self._join("not", items[1:])

    def presence(self, items: list[Token]) -> Syntax:
        return Condition(_word(items[0]))

    def test(self, items: list[Token]) -> Syntax:
        op = _OPERATORS.get(items[1].lower(), items[1].lower())
        value = _value(items[2], op)
        if op == "!=":
            return Condition(_word(items[0]), "==", [value], negated=True)
        return Condition(_word(items[0]), op, [value])

    def membership(self, items: list[Token]) -> Syntax:
        tokens = [token for token in items if token.type in ("WORD", "STRING")]
        values = [_range(_value(token, "in")) for token in tokens[1:]]
        negated = any(token.type == "NOT" for token in items)
        return Condition(_word(tokens[0]), "in", values, negated=negated)


def _word(token: Token) -> Word:
    start = token.start_pos or 0
    return Word(str(token), start, start + len(token))


def _value(token: Token, op: str) -> Value:
    start = token.start_pos or 0
    quoted = token.type == "STRING"
    text = str(token)
    if quoted:
        raw = text[0] in "rR"
        text = text[2:-1] if raw else text[1:-1]
        text = text if raw else _unescape(text, pattern=op == "matches")
    return Value(text, quoted, start, start + len(token))


def _unescape(text: str, *, pattern: bool) -> str:
    r"""Return quoted text without its escapes: \" \\ \n \t \xHH; only \" in patterns."""
    if pattern:
        return re.sub(r"""\\(["'])""", r"\1", text)
    return re.sub(
        r"""\\(x[0-9a-fA-F]{2}|[\\"'ntr0])""",
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "x" else _ESCAPES.get(m[1], m[1]),
        text,
    )


def _range(value: Value) -> Value:
    """Return 1..9 as a value with its other end."""
    low, dots, high = value.text.partition("..")
    if value.quoted or not (low and dots and high):
        return value
    middle = value.end - len(high)
    top = Value(high, quoted=False, start=middle, end=value.end)
    return Value(low, quoted=False, start=value.start, end=value.end, high=top)


@lru_cache(1)
def grammar() -> Lark:
    """Return the parser, made on first use."""
    return Lark.open(
        "grammar.lark",
        rel_to=__file__,
        parser="lalr",
        lexer="basic",
        transformer=_Build(visit_tokens=False),
        maybe_placeholders=False,
    )


def parse(text: str) -> Syntax:
    """Return the syntax of a filter that is not empty; FilterError if it has none."""
    if len(text) > LONGEST:
        message = f"a filter has at most {LONGEST} characters, this one {len(text)}"
        raise FilterError(message, LONGEST, len(text))
    try:
        syntax: Syntax = grammar().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    if syntax.depth > DEEPEST:
        message = f"nested {syntax.depth} deep, at most {DEEPEST} will do"
        raise FilterError(message, 0, len(text))
    return syntax


def _explained(error: UnexpectedInput, text: str) -> FilterError:
    if isinstance(error, UnexpectedCharacters):
        at: int = getattr(error, "pos_in_stream", 0)
        return FilterError(_odd(text, at), at, at + 1)
    if not isinstance(error, UnexpectedToken) or error.token.type == "$END":
        end = len(text.rstrip())
        return FilterError(_unfinished(error, text), end, end + 1)
    token = error.token
    start = token.start_pos or 0
    return FilterError(_misplaced(error, token), start, start + len(token))


def _odd(text: str, at: int) -> str:
    char = text[at]
    if char in "\"'":
        return "this quote is never closed"
    known = {"=": "==", "&": "&&", "|": "||"}
    if char in known:
        return f'"{char}" is no operator; write "{known[char]}"'
    return f"{char!r} cannot stand here"


def _expected(error: UnexpectedInput) -> set[str]:
    return set(getattr(error, "expected", ()) or ())


def _unfinished(error: UnexpectedInput, text: str) -> str:
    if not text.strip():
        return "the filter is empty"
    expected = _expected(error)
    if "STRING" in expected:
        return "a value is missing here"
    if "WORD" in expected:
        return "a field is missing here"
    if "RPAR" in expected:
        return 'a ")" is missing here'
    return 'a "}" is missing here' if "RBRACE" in expected else "more is missing here"


def _misplaced(error: UnexpectedInput, token: Token) -> str:
    expected = _expected(error)
    shown = f'"{token}"'
    if "STRING" in expected:
        return f"a value is needed here, not {shown}; quote it if it is one"
    if "WORD" in expected:
        return f"a field is needed here, not {shown}"
    if token.type in ("WORD", "STRING") and "COMPARE" in expected:
        return f'an operator, "and" or "or" is needed before {shown}'
    if token.type in ("WORD", "STRING"):
        return f'"and" or "or" is needed before {shown}; text with blanks needs quotes'
    return f"{shown} cannot stand here"
