"""Regular expressions that a hostile capture cannot make run for ever."""

from __future__ import annotations

import re
from re import _constants as sre
from re import _parser
from typing import Any

from nlscope.filter.literal import Unfit

LONGEST = 500
MOST_REPEATS = 6
_REACH = (65536, 4096, 1024)  # characters looked at by the number of ? * + {m,n}
_REACH_LEAST = 256
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)


class Pattern:
    """A pattern that is searched for in text, case-sensitive, as Python's re has it.

    Time is bounded by refusing what may take exponential time (a repeat of something
    that itself repeats or has alternatives), and by looking at fewer characters the more
    ? * + {m,n} a pattern has: 65536 without any, 4096 with one, 1024 with two, else 256.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            msg = f"a pattern has at most {LONGEST} characters"
            raise Unfit(msg)
        try:
            tree = _parser.parse(text)
            self._compiled = re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            msg = f"not a regular expression: {error}"
            raise Unfit(msg) from None
        repeats = _repeats(tree, inside=False)
        if repeats > MOST_REPEATS:
            msg = f"a pattern has at most {MOST_REPEATS} of ? * + {{m,n}}"
            raise Unfit(msg)
        self.reach = _REACH[repeats] if repeats < len(_REACH) else _REACH_LEAST

    def __call__(self, text: str) -> bool:
        """Return whether the pattern is somewhere in the text."""
        return self._compiled.search(text[: self.reach]) is not None


def _repeats(tree: Any, *, inside: bool) -> int:
    """Return how many repeats of a pattern may vary; Unfit if they are nested."""
    count = 0
    for op, argument in tree:
        varies = op in _REPEATS and argument[0] != argument[1]
        if inside and (varies or op in (sre.BRANCH, sre.GROUPREF)):
            msg = "a repeat inside a repeat may take for ever; write it without one of them"
            raise Unfit(msg)
        opens = op in _REPEATS and argument[1] > 1
        count += varies
        for part in _parts(argument):
            count += _repeats(part, inside=inside or opens)
    return count


def _parts(argument: Any) -> list[Any]:
    """Return the patterns inside the argument of an operation."""
    if isinstance(argument, _parser.SubPattern):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [part for each in argument for part in _parts(each)]
    return []
