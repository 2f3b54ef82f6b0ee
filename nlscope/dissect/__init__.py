"""Messages to trees of fields."""

from nlscope.dissect.envelope import dissect
from nlscope.dissect.identity import Identity, identify

__all__ = ["Identity", "dissect", "identify"]
