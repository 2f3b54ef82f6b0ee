"""Filter 1,000,000 messages by a header field and by an attribute, against tshark -Y.

Run it from the project's folder: python -m benchmarks.filter.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import dissectors
from benchmarks import big_file
from benchmarks.open_file import MESSAGES, RUNS, seconds
from nlscope.filter import compile_filter
from nlscope.registry import Registry
from nlscope.session import Session

HEADER_BAR, ATTRIBUTE_BAR = 50, 1  # times as fast as tshark, DESIGN.md section 6
HEADER = (
    ("type == RTM_NEWROUTE", "netlink.hdr_type == 24"),
    ("seq == 77", "netlink.hdr_seq == 77"),
    ("flags.create and not flags.excl", "netlink.hdr_flags & 0x400"),
    ("route", "netlink-route"),
    ("error", "netlink.hdr_type == 2"),
)
ATTRIBUTE = (
    ("route.dst == 10.1.2.0/24", "netlink-route.rta_attr_type == 1"),
    ("route.rtm_dst_len == 24", "netlink-route.rt_dst_len == 24"),
    ("oif == 3", "netlink-route.rta_attr_type == 1"),
    ("route.metrics.mtu == 1002", "netlink-route.rta_attr_type == 1"),
)


def ours(session: Session, text: str) -> tuple[float, int]:
    """Return the shortest time of a few runs of a filter, and how many messages pass."""
    times, found = [], 0
    for _ in range(RUNS):
        chosen = compile_filter(text, session.registry)
        start = time.perf_counter()
        found = int(chosen.rows(session).sum())
        times.append(time.perf_counter() - start)
    return min(times), found


def compare(
    session: Session, path: str, bar: int, pairs: tuple[tuple[str, str], ...]
) -> None:
    """Print the times of our filters beside tshark's of the same kind."""
    for text, display in pairs:
        theirs = seconds(["tshark", "-r", path, "-Y", display])
        mine, found = ours(session, text)
        print(
            f"{text:34}{found:>10,} found {1e3 * mine:9.2f} ms  tshark {theirs:5.2f} s"
            f"  ratio {theirs / mine:9.1f} (bar: {bar})"
        )


def main() -> None:
    """Make the file, run both programs' filters on it, print the figures."""
    registry = Registry()
    registry.load(dissectors)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "big.pcap")
        big_file.make(path, MESSAGES)
        session = Session.load(path, registry)
        compare(session, path, HEADER_BAR, HEADER)
        compare(session, path, ATTRIBUTE_BAR, ATTRIBUTE)


if __name__ == "__main__":
    main()
