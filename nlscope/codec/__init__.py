"""Readers and writers of leaf types, derived once from their declaration."""

from nlscope.codec import leaves, structs
from nlscope.codec.base import Codec, Member, codec
from nlscope.codec.structs import prefix

__all__ = ["Codec", "Member", "codec", "leaves", "prefix", "structs"]
