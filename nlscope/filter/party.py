"""Fields that tell whose a message is: the process, and the capture itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, size
from nlscope.filter.field import Choice, Field, Number, Texts, among
from nlscope.filter.literal import Unfit
from nlscope.processes import Party
from nlscope.registry import Registry
from nlscope.session import Session


def of_parties(scan: Scan, rows: Rows, fits: list[bool]) -> Mask:
    """Return which rows are of the parties that fit; there may be more than fits has."""
    if not any(fits):
        return np.zeros(size(rows), np.bool_)
    table = np.array([*fits, False])  # UNKNOWN is the last
    return np.asarray(table[scan.session.parties[rows]], np.bool_)


def _parties(scan: Scan) -> list[Party]:
    _ = scan.session.parties  # learns of those in the file
    return scan.session.processes.parties


class ProcessField(Texts):
    """The command."""

    name = "process"
    help = "the command of the process that sent it, got it or caused it, where known"
    examples = ('process == "ip"', "process contains network", "not process")

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are of a process whose command fits."""
        fits = [
            party.process is not None and self.fits(party.process.command)
            for party in _parties(scan)
        ]
        return of_parties(scan, rows, fits)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the commands that the capture tells of."""
        del registry
        counts: dict[str, int] = {}
        for party in session.processes.parties if session else ():
            if party.process:
                counts[party.process.command] = counts.get(party.process.command, 0) + 1
        for command, count in sorted(counts.items()):
            text = command.replace("\\", "\\\\").replace('"', '\\"')
            yield f'"{text}"', "" if count == 1 else f"{count} processes"


class ProcessPid(Number):
    """The process id."""

    name = "process.pid"
    help = "the number of that process"
    examples = ("process.pid == 4711",)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are of a process whose number fits."""
        parties = _parties(scan)
        known = [party.process is not None for party in parties]
        if self.op:
            numbers = [party.process.pid if party.process else 0 for party in parties]
            found = among(np.array(numbers, np.int64), self.within)
            known = [a and bool(b) for a, b in zip(known, found, strict=True)]
        return of_parties(scan, rows, known)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the numbers, with their commands."""
        del registry
        for party in session.processes.parties if session else ():
            if party.process:
                yield str(party.process.pid), party.process.command


class Own(Field):
    """The capture's own messages."""

    name, noun = "own", "presence"
    help = "the capture itself asked for it: the families at the start of a file"
    examples = ("not own",)

    def prepare(self, registry: Registry) -> None:
        """Take no value."""
        del registry
        if self.op:
            msg = "is so or not: write it alone"
            raise Unfit(msg)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are its own."""
        return of_parties(scan, rows, [party.own for party in _parties(scan)])


PARTY_FIELDS: tuple[type[Field], ...] = (ProcessField, ProcessPid, Own)
