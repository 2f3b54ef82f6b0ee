"""The enumerations of the kernel's uapi headers, as the compiler would number them."""

from __future__ import annotations

import ast
import operator
import os
import re
from functools import cache
from pathlib import Path

HEADERS = Path(os.environ.get("NLSCOPE_UAPI") or "/usr/include/linux")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_ENUM = re.compile(r"\benum\b[^{};]*\{([^}]*)\}", re.DOTALL)
_DEFINE = re.compile(r"^[ \t]*#(?:.*\\\n)*.*$", re.MULTILINE)
_ALIAS = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)[\s\\]+(\w+)[ \t]*$", re.MULTILINE)
_ALLOWED = re.compile(r"[\w\s()+\-*|<>~&]*")


@cache
def enums() -> list[dict[str, int]]:
    """Return every enumeration of every header: {constant: number}.

    A constant that another name was defined for is there under both.
    """
    found = []
    known: dict[str, int] = {}
    for path in sorted(HEADERS.rglob("*.h")):
        text = _COMMENT.sub(" ", path.read_text(errors="replace"))
        for body in _ENUM.findall(_DEFINE.sub(" ", text)):
            block = _numbers(body, known)
            block |= {
                other: block[name] for other, name in _ALIAS.findall(text) if name in block
            }
            if block:
                known |= block
                found.append(block)
    return found


def _numbers(body: str, known: dict[str, int]) -> dict[str, int]:
    block: dict[str, int] = {}
    following = 0
    for each in body.split(","):
        name, _, expression = (part.strip() for part in each.partition("="))
        if not re.fullmatch(r"\w+", name):
            continue
        value = _value(expression, known | block) if expression else following
        if value is None:
            return {}
        block[name] = value
        following = value + 1
    return block


def _value(expression: str, known: dict[str, int]) -> int | None:
    """Return the number of a constant expression of integers and known constants."""
    if not _ALLOWED.fullmatch(expression):
        return None
    plain = re.sub(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]*\b", r"\1", expression)
    names = set(re.findall(r"\b[A-Za-z_]\w*", plain))
    if not names <= set(known):
        return None
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"\b{name}\b", str(known[name]), plain)
    return _calculate(plain)


def _calculate(text: str) -> int | None:
    try:
        return _tree(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, TypeError):
        return None


_OPERATORS = {
    ast.LShift: operator.lshift,
    ast.BitOr: operator.or_,
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def _tree(node: object) -> int:
    match node:
        case ast.Constant(value=int(value)):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_tree(operand)
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return ~_tree(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return int(_OPERATORS[type(op)](_tree(left), _tree(right)))
    raise ValueError
