"""What tshark makes of a capture: every leaf with its bytes, value and names."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse  # tshark's own output

TSHARK = shutil.which("tshark")
PROTOCOLS = ("netlink-", "genl", "nl80211", "net_dm", "psample")
_BITS = re.compile(r"([01. ]+) = ")
_CONSTANT = re.compile(r"(?:.*: |.*, )?([A-Z][A-Z0-9]*_[A-Z0-9_]+) \(")


@dataclass(frozen=True)
class Leaf:
    """One value of tshark's: start..end are offsets in the frame, mask the bits it takes.

    name is the filter name of Wireshark, "" for a line of text; show the value as text,
    constant the kernel's name for it where tshark prints one.
    """

    name: str
    start: int
    end: int
    show: str
    mask: int | None
    constant: str


def packets(path: Path, most: int) -> Iterator[list[Leaf]]:
    """Yield the leaves of each frame of a capture, of the first so many frames.

    They are those of ``tshark -T json -x``; PDML has the names of numbers beside them.
    """
    assert TSHARK is not None
    command = [TSHARK, "-r", str(path), "-c", str(most), "-T", "pdml"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout is not None
        for _, element in iterparse(running.stdout):
            if element.tag == "packet":
                yield [
                    leaf
                    for proto in element.iterfind("proto")
                    if proto.get("name", "").startswith(PROTOCOLS)
                    for field in proto.iterfind("field")
                    for leaf in _leaves(field)
                ]
                element.clear()


def _leaves(field: Element) -> Iterator[Leaf]:
    inner = field.findall("field")
    for each in inner:
        yield from _leaves(each)
    size, start = int(field.get("size") or 0), int(field.get("pos") or 0)
    name, told = field.get("name", ""), field.get("showname", "")
    if size and (not inner or (name and told)):
        bits = _BITS.match(told)
        constant = _CONSTANT.match(told)
        yield Leaf(
            name,
            start,
            start + size,
            field.get("show", ""),
            _mask(bits[1]) if bits else None,
            constant[1] if constant else "",
        )


def _mask(pattern: str) -> int:
    return int("".join("0" if c == "." else "1" for c in pattern if c != " "), 2)
