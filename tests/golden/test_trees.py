"""The full text of captures, made once, read by a person, then pinned.

``pytest --update-golden`` writes them anew; the difference is then to be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nlscope.export import printer
from tests.support import CAPTURES, session

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "trees").glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_tree(name: str, *, update_golden: bool) -> None:
    opened = session(CAPTURES / f"{name}.pcapng")
    rows = range(len(opened.store))
    text = b"".join(printer.printed(opened, rows, printer.as_tree))
    pinned = HERE / "trees" / f"{name}.txt"
    if update_golden:
        pinned.write_bytes(text)
    assert text.decode() == pinned.read_text()


def test_there_are_trees() -> None:
    assert len(NAMES) > 5
