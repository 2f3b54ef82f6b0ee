"""What a kernel accepts of an attribute."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """What an attribute may be, in values, bits, and bytes of payload; None is no limit."""

    min: int | None = None
    max: int | None = None
    mask: int | None = None
    min_len: int | None = None
    max_len: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) is not None for each in fields(self))

    def broken(self, number: int | None, length: int) -> str | None:
        """Return how a payload breaks a limit, None if it does not.

        number is its value where it is an integer, length its bytes.
        """
        if number is not None:
            if self.min is not None and number < self.min:
                return f"{number} is less than {self.min}"
            if self.max is not None and number > self.max:
                return f"{number} is more than {self.max}"
            if self.mask is not None and number & ~self.mask:
                return f"bits {number & ~self.mask:#x} are not among {self.mask:#x}"
        if self.min_len is not None and length < self.min_len:
            return f"{length} bytes, at least {self.min_len} are due"
        if self.max_len is not None and length > self.max_len:
            return f"{length} bytes, at most {self.max_len} are allowed"
        return None
