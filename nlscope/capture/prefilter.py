"""Prefilters: frames by protocol and message type, in the kernel, as classic BPF.

"route:RTM_NEWLINK|16-19, generic" lets two protocols through, "not sock_diag" all but
one. A frame has the type of its first message. Sources: net/core/filter.c,
Documentation/networking/filter.rst.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Callable
from typing import NamedTuple

from nlscope.model import PROTOCOLS

WHOLE = 0x40000 - 1  # bytes of a frame, as tcpdump and dumpcap take
_INSTRUCTION = struct.Struct("=HBBI")  # struct sock_filter
_LD_HALF, _LD_BYTE, _TAX, _LSH, _OR = 0x28, 0x30, 0x07, 0x64, 0x4C
_JEQ, _JGT, _JGE, _RET = 0x15, 0x25, 0x35, 0x06
_PROTOCOL = 0xFFFFF000  # SKF_AD_OFF + SKF_AD_PROTOCOL
_TYPE = 4  # offset of nlmsg_type
_MOST_TYPES = 100  # of a term: a jump reaches 255 instructions
_LONGEST = 4096  # BPF_MAXINSNS
_NUMBERS = {name.lower(): number for number, name in PROTOCOLS.items()}
_TERM = re.compile(r"\s*(?P<protocol>\w+)\s*(?::(?P<types>[^,:]*))?\s*")
_RANGE = re.compile(r"(\w+)\s*-\s*(\w+)")

Types = Callable[[int, str], int | None]


class PrefilterError(ValueError):
    """What was written is no prefilter; one sentence for the user."""


class Term(NamedTuple):
    """Frames of one protocol; of these types, first and last, or of any."""

    protocol: int
    types: tuple[tuple[int, int], ...] = ()


class Prefilter(NamedTuple):
    """Frames that one of the terms matches; with negated all others. No terms: all."""

    terms: tuple[Term, ...] = ()
    negated: bool = False

    def passes(self, protocol: int, kind: int | None) -> bool:
        """Return what the program says of a frame; kind is its first type, if any."""
        if not self.terms:
            return True
        found = any(
            term.protocol == protocol
            and (
                not term.types
                or any(kind is not None and a <= kind <= b for a, b in term.types)
            )
            for term in self.terms
        )
        return found != self.negated


def _number(text: str) -> int | None:
    try:
        return int(text, 0)
    except ValueError:
        return None


def parse(text: str, types: Types) -> Prefilter:
    """Return the prefilter that the text means; types knows the names of types."""
    stripped = text.strip()
    negated = stripped.lower().startswith("not ")
    listed = re.split(r",|\bor\b", stripped[4:] if negated else stripped)
    return Prefilter(tuple(_term(each, types) for each in listed), negated)


def _term(text: str, types: Types) -> Term:
    found = _TERM.fullmatch(text)
    if found is None:
        message = f"{text.strip()!r} is not PROTOCOL or PROTOCOL:TYPE|TYPE"
        raise PrefilterError(message)
    name = found["protocol"]
    protocol = _NUMBERS.get(name.lower(), _number(name))
    if protocol is None or not 0 <= protocol < 0x10000:
        message = f"there is no netlink protocol {name!r}"
        raise PrefilterError(message)
    if found["types"] is None:
        return Term(protocol)
    parts = found["types"].split("|")
    if len(parts) > _MOST_TYPES:
        message = f"more than {_MOST_TYPES} types in one term"
        raise PrefilterError(message)
    return Term(protocol, tuple(_types(protocol, each.strip(), types) for each in parts))


def _types(protocol: int, text: str, types: Types) -> tuple[int, int]:
    pair = _RANGE.fullmatch(text)
    ends = pair.groups() if pair else (text, text)
    numbers = []
    for end in ends:
        number = _number(end)
        number = types(protocol, end) if number is None else number
        if number is None or not 0 <= number < 0x10000:
            name = PROTOCOLS.get(protocol, str(protocol))
            message = f"{name} has no message type {end!r}"
            raise PrefilterError(message)
        numbers.append(number)
    return numbers[0], numbers[1]


def program(prefilter: Prefilter, snaplen: int = WHOLE) -> bytes:
    """Return an array of struct sock_filter: it takes snaplen bytes of a frame, or 0."""
    accept, other = (0, snaplen) if prefilter.negated else (snaplen, 0)
    if not prefilter.terms:
        other = snaplen
    code = b"".join(_compile(term, accept) for term in prefilter.terms)
    code += _INSTRUCTION.pack(_RET, 0, 0, other)
    if len(code) > _LONGEST * _INSTRUCTION.size:
        message = "the prefilter is too long for the kernel"
        raise PrefilterError(message)
    return code


def _compile(term: Term, accept: int) -> bytes:
    """Return code that accepts, or goes on behind its own end."""
    check: list[tuple[int, int, int, int]] = []
    if term.types:
        check = _load_type()
        last = len(term.types) - 1
        for n, (first, end) in enumerate(term.types):
            # Each range is two jumps; behind the last one the term has failed.
            taken = 2 * (last - n)
            check.append((_JGE, 0, 1, first))
            check.append((_JGT, int(n == last), taken, end))
    skip = len(check) + 1
    code: list[tuple[int, int, int, int]] = [
        (_LD_HALF, 0, 0, _PROTOCOL),
        (_JEQ, 0, skip, term.protocol),
        *check,
        (_RET, 0, 0, accept),
    ]
    if term.types:  # below the last range: fail as above it
        below = code[-3]
        code[-3] = (below[0], 0, 2, below[3])
    return b"".join(_INSTRUCTION.pack(*each) for each in code)


def _load_type() -> list[tuple[int, int, int, int]]:
    """Return code that loads nlmsg_type, which is in the machine's byte order."""
    if sys.byteorder == "big":
        return [(_LD_HALF, 0, 0, _TYPE)]
    return [
        (_LD_BYTE, 0, 0, _TYPE + 1),
        (_LSH, 0, 0, 8),
        (_TAX, 0, 0, 0),
        (_LD_BYTE, 0, 0, _TYPE),
        (_OR, 0, 0, 0),
    ]
