"""Bytes as source code: a C array, Python bytes, hex."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PER_LINE = 12


def c_array(data: bytes, name: str = "message", note: str = "") -> str:
    """Return a C definition of the bytes, with a comment above."""
    lines = [f"\t{', '.join(f'0x{b:02x}' for b in part)}," for part in _parts(data)]
    head = [f"/* {_plain(note).replace('/', '|')} */"] if note else []
    opening = f"static const unsigned char {identifier(name)}[{len(data)}] = {{"
    return "\n".join([*head, opening, *lines, "};"])


def python_bytes(data: bytes, name: str = "message", note: str = "") -> str:
    """Return a Python definition of the bytes, with a comment above."""
    head = [f"# {_plain(note)}"] if note else []
    name = identifier(name)
    if not data:
        return "\n".join([*head, f'{name} = b""'])
    escaped = ("".join(f"\\x{b:02x}" for b in part) for part in _parts(data))
    lines = [f'    b"{text}"' for text in escaped]
    return "\n".join([*head, f"{name} = (", *lines, ")"])


def hex_text(data: bytes) -> str:
    """Return the bytes in hex, as other programs read them back."""
    return data.hex(" ")


def identifier(text: str) -> str:
    """Return a name that C and Python take, made of a text."""
    name = re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_").lower()
    return name if name and not name[0].isdigit() else f"message_{name}".rstrip("_")


def _plain(note: str) -> str:
    """Return a comment's text without what could end the comment's line."""
    return "".join(c if c.isprintable() and c != "\\" else " " for c in note)


def _parts(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _PER_LINE] for at in range(0, len(data), _PER_LINE))
