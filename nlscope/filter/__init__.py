"""The filter language: which messages of a capture to show."""

from nlscope.filter.compile import Filter, compile_filter
from nlscope.filter.error import FilterError

__all__ = ["Filter", "FilterError", "compile_filter"]
