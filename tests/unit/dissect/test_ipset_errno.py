"""Error numbers that ipset has of its own, and the flags of its deletions."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from dissectors._ipset_errno import ERRNOS
from nlscope.context import Context
from nlscope.describe import Description, describe
from tests.support import attr, message, nlmsg, registry

CREATE, ADD, DEL = 2, 9, 10
HEADERS = Path("/usr/include/linux/netfilter/ipset")


def _request(command: int, payload: bytes, flags: int = 0x205) -> bytes:
    head = struct.pack("=BBH", 2, 0, 0)
    return nlmsg(6 << 8 | command, head + payload, flags=flags)


def _failed(command: int, errno: int, payload: bytes) -> Description:
    body = struct.pack("=i", -errno) + _request(command, payload)
    return describe(message(12, nlmsg(2, body, flags=0)), registry(), Context())


def test_a_number_has_its_name_and_words() -> None:
    said = _failed(ADD, 4103, attr(2, b"s\0"))
    assert said.failure is not None
    assert said.failure.name == "IPSET_ERR_EXIST"
    assert said.info == "IPSET_ERR_EXIST: the element is there already, or is not there"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("hash:ip", "HASH_FULL"), ("bitmap:port", "BITMAP_RANGE"), ("list:set", "NAME")],
)
def test_a_number_of_a_type_is_named_by_it(kind: str, name: str) -> None:
    said = _failed(CREATE, 4352, attr(3, kind.encode() + b"\0"))
    assert said.failure is not None
    assert said.failure.name == f"IPSET_ERR_{name}"


def test_other_numbers_are_as_ever() -> None:
    assert _failed(ADD, 2, attr(2, b"s\0")).info.startswith("ENOENT: ")
    unknown = _failed(ADD, 4352, attr(2, b"s\0"))
    assert unknown.failure is not None
    assert unknown.failure.name == "-4352"


def test_deletions_are_exclusive() -> None:
    data = _request(DEL, attr(2, b"s\0"))
    said = describe(message(12, data), registry(), Context())
    assert said.root.items[0].value["nlmsg_flags"] == ("REQUEST", "ACK", "EXCL")


@pytest.mark.skipif(not HEADERS.is_dir(), reason="no uapi headers")
def test_the_numbers_are_those_of_the_headers() -> None:
    """Every enumerator of the installed headers, counted as C does."""
    found: dict[object, str] = {}
    for file in ("ip_set", "ip_set_bitmap", "ip_set_hash", "ip_set_list"):
        number = 0
        kind = file.removeprefix("ip_set").removeprefix("_")
        text = (HEADERS / f"{file}.h").read_text()
        body = re.search(r"enum (?:ipset_errno|\w*)\s*\{([^}]*IPSET_ERR[^}]*)\}", text)
        assert body
        for name, value in re.findall(r"(IPSET_ERR_\w+)(?:\s*=\s*(\w+))?,", body[1]):
            known = {"": number + 1, "IPSET_ERR_TYPE_SPECIFIC": 4352}
            number = known[value] if value in known else int(value)
            found[(kind, number) if kind else number] = name
    del found[4096], found[4352]
    assert found == {key: name for key, (name, _) in ERRNOS.items() if key in found}
    assert set(ERRNOS) == set(found)


@pytest.mark.parametrize(("command", "kind"), [(ADD, "bitmap:ip"), (DEL, "bitmap:ip,mac")])
def test_the_type_of_a_set_is_that_it_was_made_with(command: int, kind: str) -> None:
    made = attr(2, b"s\0") + attr(3, kind.encode() + b"\0")
    context = Context()
    context.ipsets.observe(message(12, _request(CREATE, made)))
    body = struct.pack("=i", -4352) + _request(command, attr(2, b"s\0"))
    said = describe(message(12, nlmsg(2, body, flags=0), no=2), registry(), context)
    assert said.failure is not None
    assert said.failure.name == "IPSET_ERR_BITMAP_RANGE"
