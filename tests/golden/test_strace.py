"""What strace 7.2 printed of messages beside our trees of its hex dumps of them.

The log is of ip, bridge, tc and ss on Linux 6.12, by the command of docs/strace.md
with -v.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.strace import Log
from nlscope.dissect import dissect
from nlscope.model import Message
from nlscope.session import Session
from tests.golden.strace_audit import Audit
from tests.golden.strace_text import messages
from tests.support import registry

LOG = Path(__file__).parent / "strace.log.xz"

EXPLAINED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "strace is wrong: it takes the bridge's ndmsg for an ifinfomsg": (
        ("ndmsg.ifi_family", "member"),
    ),
    "strace is wrong: it prints the first byte of an address of a kind it does not know": (
        ("IFLA_ADDRESS", "value"),
    ),
    "strace has no name for what newer kernels have": (
        ("icmp6stats.6", "member"),  # ICMP6_MIB_RATELIMITHOST
    ),
    "both are right: a set of no bits is NUD_NONE": (("ndmsg.ndm_state", "value"),),
    "both are right: here it is two members, priority and protocol": (
        ("tcmsg.tcm_info", "member"),
    ),
}
PATTERNS = [line for lines in EXPLAINED.values() for line in lines]


def lines() -> list[str]:
    with lzma.open(LOG, "rt", encoding="utf-8", errors="surrogateescape") as log:
        return log.readlines()


@cache
def audit(folder: Path) -> Audit:
    """Return what became of every message of the log."""
    file = folder / "strace.pcapng"
    with file.open("wb") as out:
        writer = PcapngWriter(out, interface="strace")
        for frame in Log(datetime.now(UTC)).read(iter(lines())):
            writer.write(frame)
    held = Session.load(str(file), registry())
    whole = [held.store[n] for n in range(len(held.store))]
    ours = [message for message in whole if length(message)]
    told = [each for each in messages(lines()) if each[0]["nlmsg_len"] != "0"]
    made = Audit()
    for message, printed in zip(ours, told, strict=True):
        assert length(message) == int(printed[0]["nlmsg_len"])
        made.message(dissect(message, registry(), held.context), printed)
    return made


def length(message: Message) -> int:
    return int.from_bytes(message.data[:4], "little")


def fits(found: tuple[str, str], pattern: tuple[str, str]) -> bool:
    return all(fnmatchcase(*pair) for pair in zip(found, pattern, strict=True))


def test_what_strace_printed_is_what_we_decode(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = audit(tmp_path_factory.getbasetemp())
    assert {
        kind: example
        for kind, example in made.found.items()
        if not any(fits(kind, pattern) for pattern in PATTERNS)
    } == {}


def test_most_were_compared(tmp_path_factory: pytest.TempPathFactory) -> None:
    counted = audit(tmp_path_factory.getbasetemp()).counted
    assert counted["agree on the name"] > 15_000
    assert counted["agree on the value"] > 60_000


def test_a_name_of_a_link_is_one_number(tmp_path_factory: pytest.TempPathFactory) -> None:
    indexes = audit(tmp_path_factory.getbasetemp()).indexes
    assert {name: len(found) for name, found in indexes.items()} == dict.fromkeys(
        indexes, 1
    )


def test_every_explanation_is_of_something(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    found = audit(tmp_path_factory.getbasetemp()).found
    assert [p for p in PATTERNS if not any(fits(kind, p) for kind in found)] == []
