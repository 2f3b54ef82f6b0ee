"""What strace prints of netlink messages, read back: its braces, brackets and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_CALL = re.compile(r"\d+(?:<[^>]*>)? [\d.]+ (sendto|sendmsg|recvfrom|recvmsg)\(")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(\.\.\.)?')
_MEMBER = re.compile(r"(\w+)=")
_PLACE = re.compile(r"\[(\w+)(?:-1)? *\]=")  # of an array, by its index
_ESCAPES = {"n": 10, "t": 9, "r": 13, "v": 11, "f": 12, '"': 34, "\\": 92}
_COMMENT = re.compile(r"/\*.*?\*/")


def messages(lines: Iterable[str]) -> Iterator[list[Any]]:
    """Yield the messages of each call that is not repeated: header, body, attributes."""
    for line in lines:
        call = _CALL.match(line)
        start = line.find("{nlmsg_len=")
        if call is None or start < 0 or "MSG_PEEK" in line[start:]:
            continue
        while line[start - 1] == "[":
            start -= 1
        held = Reader(_COMMENT.sub("", line[start:])).value()
        if isinstance(held, dict) or isinstance(held[0], dict):
            held = [held]
        yield from ([each] if isinstance(each, dict) else each for each in held)


class Reader:
    """A text of strace's and how far it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def value(self) -> Any:
        """Return the next value: a dict, a list, bytes, or a word as it is."""
        self._skip(" ")
        match self.text[self.at]:
            case "{":
                members = self._items("}")
                return dict(each for each in members if isinstance(each, tuple))
            case "[":
                listed = list(self._items("]"))
                named = listed and all(isinstance(each, tuple) for each in listed)
                return dict(listed) if named else listed
            case '"':
                return self._string()
        return self._word()

    def _items(self, closing: str) -> Iterator[Any]:
        self.at += 1
        while True:
            self._skip(" ,")
            if self.text[self.at] == closing:
                self.at += 1
                return
            name = (_MEMBER if closing == "}" else _PLACE).match(self.text, self.at)
            if name:
                self.at = name.end()
                yield name[1], self.value()
            else:
                yield self.value()

    def _string(self) -> bytes:
        found = _STRING.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return unescaped(found[1])

    def _word(self) -> str:
        start, depth = self.at, 0
        while depth or self.text[self.at] not in ",]}":
            depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
        return self.text[start : self.at].strip()

    def _skip(self, these: str) -> None:
        while self.text[self.at] in these:
            self.at += 1


def unescaped(text: str) -> bytes:
    """Return the bytes of a string with C's escapes."""
    made = bytearray()
    for part in re.finditer(r"\\x([0-9a-f]{2})|\\([0-7]{1,3})|\\(.)|([^\\])", text):
        if part[1]:
            made.append(int(part[1], 16))
        elif part[2]:
            made.append(int(part[2], 8))
        else:
            made += bytes([_ESCAPES[part[3]]]) if part[3] else part[4].encode()
    return bytes(made)
