"""Looking through messages a slice at a time, so that keys and paint get their turn."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nlscope.describe import Description
    from nlscope.session import Session

_SLICE = 0.008  # seconds of looking
_PAUSE = 0.002


async def seek(
    session: Session,
    indexes: Iterator[int],
    test: Callable[[Description], bool],
    report: Callable[[int], None],
) -> int | None:
    """Return the first index whose message passes a test; None if none does.

    report is called with the number of messages looked at, after each slice. The
    messages are not kept: what is on the screen stays in its cache.
    """
    end = time.perf_counter() + _SLICE
    for count, index in enumerate(indexes):
        if test(session.describe(index)):
            return index
        if time.perf_counter() >= end:
            report(count)
            await asyncio.sleep(_PAUSE)
            end = time.perf_counter() + _SLICE
    return None
