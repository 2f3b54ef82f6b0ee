"""The field that tells which of a capture's several sources a message is of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, size
from nlscope.filter.field import Choice, Texts
from nlscope.registry import Registry
from nlscope.session import Session


class SourceField(Texts):
    """The file, the namespace or the interface."""

    name = "source"
    help = "the file, namespace or interface it is from, in a capture of several"
    examples = ('source == "a.pcapng"', "source contains netns", 'source == "netns a"')

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows are of a source whose name fits."""
        names = scan.store.sources
        if not names:
            return np.zeros(size(rows), np.bool_)
        table = np.array([self.fits(name) for name in names], np.bool_)
        return np.asarray(table[scan.store.source[rows]], np.bool_)

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the sources of the capture."""
        del registry
        for name in session.store.sources if session else ():
            text = name.replace("\\", "\\\\").replace('"', '\\"')
            yield f'"{text}"', ""
