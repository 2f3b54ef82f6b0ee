"""Named numbers: the kernel's enums and flag sets."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar

from construct import Adapter, Construct


class Constants:
    """A kernel enum or set of flags, written as a class of plain ints.

    ``class Scope(Constants, prefix="RT_SCOPE"): LINK = 253`` names RT_SCOPE_LINK. names
    maps numbers to short names, numbers the other way; a second name of a number only
    maps its name. irregular holds constants that are not prefix + "_" + name. refers is the
    kind of name, see nlscope/system.py, that a machine may give to further numbers.
    """

    prefix: ClassVar[str] = ""
    names: ClassVar[dict[int, str]] = {}
    numbers: ClassVar[dict[str, int]] = {}
    irregular: ClassVar[dict[str, str]] = {}
    refers: ClassVar[str] = ""

    def __init_subclass__(cls, prefix: str = "") -> None:
        own = {k: v for k, v in vars(cls).items() if isinstance(v, int) and k[0] != "_"}
        cls.prefix = prefix
        cls.numbers = own
        cls.names = {}
        for name, number in own.items():
            cls.names.setdefault(number, name)

    @classmethod
    def make(cls, prefix: str, names: dict[int, str]) -> type[Constants]:
        """Return a new set from {number: name}, for names that Python cannot spell."""
        numbers = {name: number for number, name in names.items()}
        made: type[Constants] = type(prefix or "Constants", (cls,), numbers)
        made.prefix = prefix
        return made

    @classmethod
    def const(cls, name: str) -> str:
        """Return the kernel's spelling of a short name, RT_SCOPE_LINK of LINK."""
        known = cls.irregular.get(name)
        return known or (f"{cls.prefix}_{name}" if cls.prefix else name)

    @classmethod
    def number(cls, text: str) -> int:
        """Return the number of a short name, a constant, or a numeral; KeyError if none."""
        for name in (text, text.upper(), text.removeprefix(f"{cls.prefix}_")):
            if name in cls.numbers:
                return cls.numbers[name]
        for name, const in cls.irregular.items():
            if const == text:
                return cls.numbers[name]
        try:
            return int(text, 0)
        except ValueError:
            raise KeyError(text) from None


class Enum(Adapter):  # type: ignore[misc]
    """An integer with names: its value is the short name, or the number if unnamed."""

    def __init__(self, subcon: Construct, constants: type[Constants]) -> None:
        super().__init__(subcon)
        self.constants = constants

    def adapt(self, number: int) -> Any:
        """Return the value of a number."""
        return self.constants.names.get(number, number)

    def number(self, value: Any) -> int:
        """Return the number of a value, a constant or a numeral."""
        return self.constants.number(value) if isinstance(value, str) else int(value)

    def _decode(self, obj: int, context: Any, path: str) -> Any:  # noqa: ARG002
        return self.adapt(obj)

    def _encode(self, obj: Any, context: Any, path: str) -> int:  # noqa: ARG002
        return self.number(obj)


class Flags(Enum):
    """An integer of flag bits: its value is a tuple of names, unknown bits as one hex.

    A constant of several bits (NLM_F_DUMP) stands for them when all are set.
    """

    def __init__(self, subcon: Construct, constants: type[Constants]) -> None:
        super().__init__(subcon, constants)
        self.adapt = lru_cache(4096)(self._split)  # type: ignore[method-assign]

    def _split(self, number: int) -> tuple[str, ...]:
        return split_flags(self.constants, number)

    def number(self, value: Any) -> int:
        """Return the bits of a name, a numeral, or a list of them."""
        if isinstance(value, str):
            value = [part for part in value.replace("|", ",").split(",") if part]
        if isinstance(value, int):
            return value
        bits = 0
        for part in value:
            bits |= part if isinstance(part, int) else self.constants.number(part)
        return bits


def split_flags(constants: type[Constants], number: int) -> tuple[str, ...]:
    """Return the names of the bits of a number, what has no name as one hex numeral."""
    found, rest = [], number
    for bits in sorted(constants.names, key=int.bit_count, reverse=True):
        if bits and rest & bits == bits:
            found.append(bits)
            rest &= ~bits
    names = [constants.names[bits] for bits in sorted(found)]
    return tuple(names) + ((hex(rest),) if rest else ())
