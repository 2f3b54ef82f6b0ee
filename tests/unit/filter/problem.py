"""What a filter says is wrong."""

from __future__ import annotations

from collections.abc import Callable

from nlscope.filter import FilterError


def problem(make: Callable[[], object]) -> FilterError | None:
    """Return the error that making a filter raises, None if it can be made."""
    try:
        make()
    except FilterError as error:
        return error
    return None
