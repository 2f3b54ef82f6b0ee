"""What is wrong with a description of a family, and where."""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int


class SchemaError(ValueError):
    """A file that describes no family; its text is one sentence, FILE:LINE first."""

    def __init__(self, file: str, line: int, text: str) -> None:
        super().__init__(f"{file}:{line}: {text}")
        self.file = file
        self.line = line
        self.text = text


class Wrong(ValueError):  # noqa: N818
    """A part of a spec that makes no sense: the steps to it, and why."""

    def __init__(self, path: tuple[Step, ...], text: str) -> None:
        super().__init__(text)
        self.path = path
        self.text = text


@dataclass(frozen=True, slots=True)
class Gap:
    """What a spec says and no table of ours can: the steps to it, and what it is."""

    path: tuple[Step, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of a file, and what there is to say of it."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"
