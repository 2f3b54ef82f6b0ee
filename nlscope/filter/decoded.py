"""Fields that only a decoded message has: what failed, what it says, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nlscope.dissect.nlmsg import DONE, ERROR, NLM_F_ACK_TLVS
from nlscope.export.values import problems, undecoded
from nlscope.extack import Failure
from nlscope.filter.buffer import Ints, Mask, Rows, Scan, indexes, size
from nlscope.filter.error import did_you_mean
from nlscope.filter.expression import BYTES, DECODED, Decoded
from nlscope.filter.field import Choice, Field, Number, Texts, among
from nlscope.filter.kinds import groups
from nlscope.filter.literal import Unfit, intervals, number
from nlscope.model import HEADER_SIZE
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import Errno
from nlscope.table import Entry

_NUMBERS = {name: -number for name, number in Errno.numbers.items()}


class Verdicts(NamedTuple):
    """Errors and ends of dumps among rows: which, how they ended, and which carry TLVs."""

    places: Ints
    failed: Mask
    errno: Ints
    more: Mask


def verdicts(scan: Scan, rows: Rows) -> Verdicts:
    """Return the control messages among rows that carry an errno."""
    kind = scan.store.type[rows]
    found = np.flatnonzero((kind == ERROR) | (kind == DONE))
    some = indexes(rows)[found]
    start, stop = scan.bounds(some)
    control = np.zeros(len(some), np.bool_)
    for identity, places in groups(scan, some):
        control[places] = identity.control
    control &= stop - start >= HEADER_SIZE + 4
    found, some, start = found[control], some[control], start[control]
    errno = scan.gather(scan.order + "i4", start + HEADER_SIZE).astype(np.int64)
    done = scan.store.type[some] == DONE
    failed = np.where(done, errno < 0, errno != 0)
    more = (scan.store.flags[some] & NLM_F_ACK_TLVS) != 0
    return Verdicts(found, failed, np.abs(errno), more & ~(done & (errno > 0)))


class Error(Field):
    """A failure, or a warning."""

    name, noun, tier = "error", "presence", BYTES
    help = "the message says that a request failed, or warns of one that did not"
    examples = ("error", "not error")

    def prepare(self, registry: Registry) -> None:
        """Take no value."""
        del registry
        if self.op:
            msg = "is there or not: write it alone, or compare errno"
            raise Unfit(msg)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are failures; those with errno 0 are decoded."""
        found = np.zeros(size(rows), np.bool_)
        seen = verdicts(scan, rows)
        found[seen.places] = seen.failed
        for place in seen.places[seen.more & ~seen.failed]:
            said = scan.describe(int(indexes(rows)[place]))
            found[place] = said.failure is not None
        return found


class ErrnoField(Number):
    """The error number."""

    name, noun, tier = "errno", "enum", BYTES
    help = "the error number of a failure, by name or number; 0 for a warning"
    examples = ("errno == EINVAL", "errno in {EPERM, 13}")

    def prepare(self, registry: Registry) -> None:
        """Take the numbers; names are errno's, a sign does not matter."""
        del registry
        self.within = []
        if self.op in ("contains", "matches"):
            msg = f'is a number; "{self.op}" is for text and bytes'
            raise Unfit(msg)
        for value in self.values:
            ends = [self._number(each) for each in (value, value.high) if each is not None]
            self.within += intervals("==" if self.op == "in" else self.op, *ends)

    def _number(self, value: Any) -> int:
        found = number(value)
        if found is not None:
            return abs(found)
        if value.text.upper() not in _NUMBERS:
            near = did_you_mean(value.text.upper(), _NUMBERS)
            msg = f'has no value "{value.text}"{near}'
            raise Unfit(msg, value)
        return _NUMBERS[value.text.upper()]

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are failures with such a number."""
        found = np.zeros(size(rows), np.bool_)
        seen = verdicts(scan, rows)
        passes = among(seen.errno, self.within if self.op else [(None, None)])
        found[seen.places] = passes & seen.failed
        warned = seen.more & ~seen.failed & passes
        for place in seen.places[warned]:
            said = scan.describe(int(indexes(rows)[place]))
            found[place] = said.failure is not None
        return found

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the names of errors."""
        del registry, session
        yield from ((name, str(value)) for name, value in _NUMBERS.items())


class _WithExtack(Decoded):
    """A test of messages that carry an extended acknowledgement."""

    def may(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows carry one."""
        found = np.zeros(size(rows), np.bool_)
        seen = verdicts(scan, rows)
        found[seen.places] = (scan.store.flags[rows][seen.places] & NLM_F_ACK_TLVS) != 0
        return found


class Extack(_WithExtack, Field):
    """An extended acknowledgement."""

    name, noun, tier = "extack", "presence", DECODED
    help = "the message carries an extended acknowledgement"
    examples = ("extack", "error and not extack")
    prepare = Error.prepare

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether there is an attribute of one."""
        items = scan.describe(n).root.items
        return any(isinstance(item.spec, Entry) for item in items)


class _ExtackText(_WithExtack, Texts):
    """A text of an extended acknowledgement."""

    tier = DECODED

    def text(self, failed: Failure) -> str | None:
        """Return the text, None if there is none."""
        raise NotImplementedError

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether the text is there and fits."""
        failed = scan.describe(n).failure
        text = None if failed is None else self.text(failed)
        return text is not None and self.fits(text)


class ExtackMsg(_ExtackText):
    """The kernel's words."""

    name, help = "extack.msg", "what the kernel says of a failure, in words"
    examples = ('extack.msg contains "policy"',)

    def text(self, failed: Failure) -> str | None:
        """Return the words."""
        return failed.msg


class ExtackPath(_ExtackText):
    """The attribute rejected."""

    name = "extack.path"
    help = "the attribute of the request that the kernel points at, from the family on"
    examples = ('extack.path == "link.mtu"', "extack.path contains linkinfo")

    def text(self, failed: Failure) -> str | None:
        """Return the path."""
        return failed.path


class ExtackMissing(_ExtackText):
    """The attribute missed."""

    name, help = "extack.missing", "the attribute whose absence the kernel complains of"
    examples = ("extack.missing",)

    def text(self, failed: Failure) -> str | None:
        """Return the path."""
        return failed.missing


class ExtackOffset(_WithExtack, Number):
    """The place rejected."""

    name, tier = "extack.offset", DECODED
    help = "the place that the kernel points at, in bytes from the request's header"
    examples = ("extack.offset > 16",)

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether there is an offset that fits."""
        failed = scan.describe(n).failure
        offset = None if failed is None else failed.offset
        return offset is not None and _fits(self, offset)


class Info(Decoded, Texts):
    """The row's text."""

    name, tier = "info", DECODED
    help = "the text of the row, as lists show it"
    examples = ("info contains dummy0", 'info matches "eth[0-9]"')

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether the text fits; alone, whether there is any."""
        text = scan.describe(n).info
        return bool(text) and self.fits(text)


class Problem(Decoded, Texts):
    """Something malformed."""

    name, tier = "problem", DECODED
    help = "something in the message is malformed; or the words that say what"
    examples = ("problem", 'problem contains "past the end"')

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether there is a problem that fits."""
        found = problems(scan.describe(n).root)
        return any(self.fits(str(field.problem)) for field in found)


class Undecoded(Decoded, Number):
    """Bytes without a name."""

    name, tier = "undecoded", DECODED
    help = "how many bytes of the message no table names; alone: there are some"
    examples = ("undecoded", "undecoded > 100")

    def one(self, scan: Scan, n: int) -> bool:
        """Return whether the number fits."""
        count = undecoded(scan.describe(n).root)
        return _fits(self, count) if self.op else count > 0


def _fits(field: Number, value: int) -> bool:
    return not field.op or any(
        (low is None or low <= value) and (high is None or value <= high)
        for low, high in field.within
    )


DECODED_FIELDS: tuple[type[Field], ...] = (
    Error, ErrnoField, Extack, ExtackMsg, ExtackPath, ExtackMissing, ExtackOffset,
    Info, Problem, Undecoded,
)  # fmt: skip
