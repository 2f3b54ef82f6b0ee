"""Times of messages as text."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache

SECOND = 1_000_000_000


@lru_cache(64)
def _second(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except (OverflowError, ValueError, OSError):
        return "1970-01-01T00:00:00"


def rfc3339(time_ns: int) -> str:
    """Return 2026-01-02T03:04:05.123456789Z of nanoseconds since the epoch."""
    seconds, rest = divmod(time_ns, SECOND)
    return f"{_second(seconds)}.{rest:09d}Z"


def of_day(time_ns: int) -> str:
    """Return 03:04:05.123456, UTC."""
    seconds, rest = divmod(time_ns, SECOND)
    return f"{_second(seconds)[11:]}.{rest // 1000:06d}"


@lru_cache(64)
def _local_second(seconds: int) -> str:
    try:
        return time.strftime("%H:%M:%S", time.localtime(seconds))
    except (OverflowError, ValueError, OSError):
        return "00:00:00"


def of_local_day(time_ns: int) -> str:
    """Return 04:04:05.123456, in the time zone of this program."""
    seconds, rest = divmod(time_ns, SECOND)
    return f"{_local_second(seconds)}.{rest // 1000:06d}"


def delta(time_ns: int) -> str:
    """Return a difference of times in seconds, 0.000123."""
    return f"{time_ns / SECOND:.6f}"
