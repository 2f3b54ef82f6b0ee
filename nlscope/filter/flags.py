"""The flags of a message, which mean different things by what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlscope.dissect import Identity
from nlscope.dissect.nlmsg import (
    AckFlags,
    AnyFlags,
    DeleteFlags,
    GetFlags,
    NewFlags,
    flag_set,
)
from nlscope.filter.buffer import Mask, Rows, Scan, at, pick, size
from nlscope.filter.error import did_you_mean
from nlscope.filter.field import Choice, Number, folded, spelled
from nlscope.filter.kinds import groups
from nlscope.filter.literal import Unfit, Value, number
from nlscope.registry import Registry
from nlscope.session import Session


class Flags(Number):
    """The flags, as a number."""

    name, noun = "flags", "flags"
    help = "nlmsg_flags: a number, or the name of a flag that is set"
    examples = ("flags == 0x301", "flags == DUMP", "flags.create")

    def prepare(self, registry: Registry) -> None:
        """Take the numbers; names become tests of their own."""
        named = [v for v in self.values if number(v) is None and v.high is None]
        self.flags = [Flag(flag_bits(value), value.text) for value in named]
        if self.flags and self.op not in ("==", "in"):
            msg = f'has names, which "{self.op}" cannot compare; use == or in'
            raise Unfit(msg)
        self.values = [value for value in self.values if value not in named]
        super().prepare(registry)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the column."""
        return scan.store.flags[rows]

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have one of the numbers or flags."""
        found = super().mask(scan, rows)
        for flag in self.flags:
            found |= flag.mask(scan, rows)
        return found

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the names of flags."""
        del registry, session
        yield from flag_choices()

    def explain(self) -> str:
        """Return the flags that are set, or the number."""
        return " or ".join(
            [flag.explain() for flag in self.flags]
            + ([super().explain()] if self.values or not self.op else [])
        )


_DUMP = 0x300
_FLAG_SETS = (AnyFlags, GetFlags, NewFlags, DeleteFlags, AckFlags)
_FLAG_SETS_SAID = ("", "of a GET", "of a NEW", "of a DEL", "of an error or done")


def flag_choices() -> Iterator[Choice]:
    """Yield the names of flags, each with what messages have it."""
    seen = set()
    for names, said in zip(_FLAG_SETS, _FLAG_SETS_SAID, strict=True):
        for name, bits in names.numbers.items():
            if name not in seen:
                seen.add(name)
                yield name, f"{bits:#x} {said}".rstrip()


def flag_bits(value: Value) -> int:
    """Return the bits of a flag of nlmsg_flags; Unfit if none has the name."""
    known: dict[str, int] = {}
    for names in _FLAG_SETS:
        known |= spelled(names)
    if folded(value) not in known:
        near = did_you_mean(value.text, [name for name, _help in flag_choices()])
        msg = f'has no flag "{value.text}"{near}'
        raise Unfit(msg, value)
    return known[folded(value)]


class Flag(Number):
    """A flag by its name."""

    name = "flags.NAME"
    noun = "presence"
    help = (
        "a flag is set, and means that in this message: flags.dump is of GET requests, "
        "flags.create of NEW, flags.capped of errors"
    )
    examples = ("flags.dump", "flags.request and not flags.ack")

    def __init__(self, bits: int, shown: str) -> None:
        self.bits = bits
        self.shown = shown
        self.sets = [
            n for n in _FLAG_SETS if bits in n.names and shown.casefold() in spelled(n)
        ]

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have the flag."""
        flags = scan.store.flags[rows]
        found: Mask = (flags & self.bits) == self.bits
        if AnyFlags in self.sets or not found.any():
            return found
        some = pick(rows, found)
        meant = np.zeros(size(some), np.bool_)
        for identity, places in groups(scan, some, variants=False):
            meant[places] = self._meant(scan, identity, some, places)
        found[found] = meant
        return found

    def _meant(
        self, scan: Scan, identity: Identity, rows: Rows, places: NDArray[np.intp]
    ) -> Mask | bool:
        """Return whether the flag's bits mean it in messages of an identity."""
        if identity.control:
            return AckFlags in self.sets
        name = identity.flagged
        plain = flag_set(name, 0, request=True) in self.sets
        dumped = flag_set(name, _DUMP, request=True) in self.sets
        if plain == dumped:
            return plain
        mine = at(rows, places)
        dump = (scan.store.flags[mine] & _DUMP) == _DUMP
        return np.where(scan.to_kernel(mine) & dump, dumped, plain)

    def explain(self) -> str:
        """Return the flag."""
        return f"with the flag {self.shown.upper()}"
