"""Fields of the exchange that a message is in: how long it took, how it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from nlscope.conversation import OUTCOMES, Conversations
from nlscope.filter.buffer import Mask, Rows, Scan
from nlscope.filter.decoded import ErrnoField
from nlscope.filter.error import did_you_mean
from nlscope.filter.expression import COLUMN
from nlscope.filter.field import Choice, Field, Number, among, folded, only_equal
from nlscope.filter.literal import Interval, Unfit, Value, intervals
from nlscope.registry import Registry
from nlscope.session import Session

_DURATION = re.compile(r"(\d{1,12})(?:\.(\d{1,9}))?\s*(ns|us|µs|ms|s)", re.IGNORECASE)
_DIGITS = {"ns": 0, "us": 3, "µs": 3, "ms": 6, "s": 9}  # decimal places above the ns
_OUTCOMES = {
    "ok": "it was answered",
    "error": "a request of it was refused, or a dump failed",
    "interrupted": "what was dumped changed meanwhile: NLM_F_DUMP_INTR",
    "incomplete": "a dump without its end",
    "silent": "no answer was asked for, and none came",
    "unanswered": "an answer was asked for, and none came",
}


class _OfExchange(Number):
    """A number that an exchange has, the same for all its messages."""

    def numbers(self, known: Conversations) -> Any:
        """Return the number of each exchange, -1 where it has none."""
        raise NotImplementedError

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are in an exchange whose number passes."""
        known, exchange = scan.session.conversations, scan.session.exchanges[rows]
        numbers = self.numbers(known)
        passes = numbers >= 0
        if self.op:
            passes &= among(numbers, self.within)
        within = np.flatnonzero(exchange)
        found = np.zeros(len(exchange), np.bool_)
        found[within] = passes[np.searchsorted(known.no, exchange[within])]
        return found


class Latency(_OfExchange):
    """The time to the first answer."""

    name, noun = "exchange.latency", "duration"
    help = (
        "the time from a request to its first answer, in ns, us, ms or s; alone: there "
        "is an answer; == is as precise as what is written"
    )
    examples = ("exchange.latency > 5ms", "exchange.latency in {100us..1.5ms}")

    def prepare(self, registry: Registry) -> None:
        """Take the spans of time that pass."""
        del registry
        if self.op in ("contains", "matches"):
            msg = f'is a duration; "{self.op}" is for text and bytes'
            raise Unfit(msg)
        self.within = [self._interval(value) for value in self.values]

    def _interval(self, value: Value) -> Interval:
        low, top = _span(value)
        if value.high is not None:
            return low, _span(value.high)[0]
        if self.op in ("==", "in"):
            return low, top
        return intervals(self.op, low)[0]

    def numbers(self, known: Conversations) -> Any:
        """Return the latencies in ns."""
        return known.latency_ns

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the round ones."""
        del registry, session
        yield from ((text, "") for text in ("100us", "1ms", "5ms", "100ms", "1s"))


class Duration(Latency):
    """The time to the last answer."""

    name = "exchange.duration"
    help = "the time from a request to its last answer, such as the end of a dump"
    examples = ("exchange.duration >= 1s", "exchange.duration")

    def numbers(self, known: Conversations) -> Any:
        """Return the durations in ns."""
        return known.duration_ns


class Messages(_OfExchange):
    """How many messages."""

    name, help = "exchange.messages", "how many messages the exchange has, requests too"
    examples = ("exchange.messages > 100",)

    def numbers(self, known: Conversations) -> Any:
        """Return the counts."""
        return known.messages


class Bytes(_OfExchange):
    """How many bytes."""

    name, help = "exchange.bytes", "how many bytes the messages of the exchange have"
    examples = ("exchange.bytes > 65536",)

    def numbers(self, known: Conversations) -> Any:
        """Return the sums."""
        return known.bytes


class ExchangeErrno(_OfExchange, ErrnoField):
    """What the exchange failed with."""

    name, noun, tier = "exchange.errno", "enum", COLUMN
    help = "the error number of the exchange, for its request too; alone: it failed"
    examples = ("exchange.errno == EPERM", "exchange.errno")

    def numbers(self, known: Conversations) -> Any:
        """Return the numbers; 0 is none."""
        return np.where(known.errno > 0, known.errno, -1)


class OutcomeField(_OfExchange):
    """How it ended."""

    name, noun = "exchange.outcome", "enum"
    help = f"how the exchange ended: {', '.join(OUTCOMES)}"
    examples = ('exchange.outcome == "error"', "exchange.outcome in {error, unanswered}")

    def prepare(self, registry: Registry) -> None:
        """Take the outcomes that pass."""
        del registry
        only_equal(self.test)
        self.within = []
        for value in self.values:
            if folded(value) not in OUTCOMES:
                near = did_you_mean(folded(value), OUTCOMES)
                words = f"; it is one of {', '.join(OUTCOMES)}"
                msg = f'has no value "{value.text}"{near or words}'
                raise Unfit(msg, value)
            place = OUTCOMES.index(folded(value))
            self.within.append((place, place))

    def numbers(self, known: Conversations) -> Any:
        """Return the places in OUTCOMES."""
        return known.outcome.astype(np.int64)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the outcomes."""
        del registry, session
        yield from _OUTCOMES.items()


class _Ended(_OfExchange):
    """Whether it ended in a certain way."""

    noun = "presence"
    outcome = ""

    def prepare(self, registry: Registry) -> None:
        """Take no value."""
        del registry
        self.within = []
        if self.op:
            msg = "is so or not: write it alone, or compare exchange.outcome"
            raise Unfit(msg)

    def numbers(self, known: Conversations) -> Any:
        """Return 0 where it is so."""
        return np.where(known.outcome == OUTCOMES.index(self.outcome), 0, -1)


class Unanswered(_Ended):
    """No answer."""

    name, help = "exchange.unanswered", _OUTCOMES["unanswered"]
    examples = ("exchange.unanswered",)
    outcome = "unanswered"


class Interrupted(_Ended):
    """A torn dump."""

    name, help = "exchange.interrupted", _OUTCOMES["interrupted"]
    examples = ("exchange.interrupted",)
    outcome = "interrupted"


class Listeners(Number):
    """How many got a multicast."""

    name = "exchange.listeners"
    help = (
        "how many listeners got a message that the kernel sent of its own accord; only "
        "the first of the copies has it"
    )
    examples = ("exchange.listeners > 1",)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows were sent to a number of listeners that passes."""
        copies = scan.session.copies[rows]
        told = np.asarray(copies > 0, np.bool_)
        return told & among(copies, self.within) if self.op else told


def _span(value: Value) -> tuple[int, int]:
    """Return the first and the last ns that a duration as written means."""
    found = _DURATION.fullmatch(value.text)
    if found is None:
        msg = f'needs a number with a unit (ns, us, ms, s) such as 5ms, not "{value.text}"'
        raise Unfit(msg, value)
    whole, part, unit = found[1], found[2] or "", found[3].casefold()
    left = _DIGITS["us" if unit == "μs" else unit] - len(part)
    if left < 0:
        msg = f'cannot be "{value.text}": nothing is measured below 1ns'
        raise Unfit(msg, value)
    low = int(whole + part) * 10**left
    return low, low + 10**left - 1


EXCHANGES: tuple[type[Field], ...] = (
    Latency, Duration, OutcomeField, ExchangeErrno, Unanswered, Interrupted,
    Messages, Bytes, Listeners,
)  # fmt: skip
