"""Multicast groups by name, and their numbers beside the kernel's headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlscope.capture.group_names import (
    NAMES,
    RDMA,
    XFRM,
    Group,
    GroupError,
    Groups,
    name_of,
    parse,
)
from nlscope.schema.announced import Announced
from nlscope.spec import GENERIC, NETFILTER, ROUTE, SOCK_DIAG

FAMILIES = {
    "nlctrl": Announced(name="nlctrl", id=16, groups={"notify": 16}),
    "genl_test": Announced(name="genl_test", id=36, groups={"a_b": 20, "c": 21}),
    "seg6": Announced(name="seg6", id=37),
}
NOTIFY = Group(GENERIC, 16, "nlctrl:notify")
HEADERS = Path("/usr/include")


def parsed(text: str) -> Groups:
    return parse(text, lambda: FAMILIES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("link", [Group(0, 1, "link")]),
        ("IPv4_Route, neigh", [Group(0, 7, "ipv4-route"), Group(0, 3, "neigh")]),
        ("link,route:1,route:link", [Group(0, 1, "link")]),
        ("conntrack-new", [Group(12, 1, "conntrack-new")]),
        ("uevent", [Group(15, 1, "kernel"), Group(15, 2, "udev")]),
        ("kobject_uevent:udev", [Group(15, 2, "udev")]),
        ("proc", [Group(11, 1, "proc")]),
        ("readlog", [Group(9, 1, "readlog")]),
        ("30:7", [Group(30, 7, "30:7")]),
        ("usersock:1", [Group(2, 1, "usersock:1")]),
        ("Genl_Test:a-b", [Group(16, 20, "genl_test:a_b"), NOTIFY]),
        (
            "genl_test",
            [Group(16, 20, "genl_test:a_b"), Group(16, 21, "genl_test:c"), NOTIFY],
        ),
    ],
)
def test_names(text: str, wanted: list[Group]) -> None:
    assert parsed(text) == Groups(text, tuple(wanted))


def test_generic_is_every_family_and_those_to_come() -> None:
    found = parsed("generic")
    assert {each.name for each in found.groups} == {
        "nlctrl:notify",
        "genl_test:a_b",
        "genl_test:c",
    }
    assert found.follow


def test_all_has_every_table_and_family() -> None:
    found = parsed("all")
    assert found.follow
    assert {each.protocol for each in found.groups} == {GENERIC, *NAMES}
    assert Group(XFRM, 1, "acquire") in found.groups
    assert len(found.groups) == len(set(found.groups))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no multicast group, protocol or family ''"),
        ("linkk", "family 'linkk'; did you mean link?"),
        ("genl_tset", "did you mean genl_test?"),
        ("route:foo", "route has no multicast group 'foo'; it has link, notify"),
        ("genl_test:x", "genl_test has no multicast group 'x'; it has a_b, c"),
        ("nobody:x", "nobody has no multicast group 'x'"),
        ("32:1", "32 has no multicast group '1'"),
        ("route:0", "route has no multicast group '0'"),
        ("seg6", "seg6 has no multicast groups"),
        ("usersock", "the groups of usersock have no names: usersock:1 is its first"),
    ],
)
def test_mistakes(text: str, sentence: str) -> None:
    with pytest.raises(GroupError, match=re.escape(sentence)):
        parsed(text)


def test_a_number_has_its_name() -> None:
    assert name_of(ROUTE, 36) == "stats"
    assert name_of(ROUTE, 17) == "route:17"
    assert name_of(31, 2) == "31:2"


@pytest.mark.parametrize(
    ("protocol", "header", "prefix"),
    [
        (ROUTE, "linux/rtnetlink.h", "RTNLGRP_"),
        (NETFILTER, "linux/netfilter/nfnetlink.h", "NFNLGRP_"),
        (XFRM, "linux/xfrm.h", "XFRMNLGRP_"),
        (SOCK_DIAG, "linux/sock_diag.h", "SKNLGRP_"),
        (RDMA, "rdma/rdma_netlink.h", "RDMA_NL_GROUP_"),
    ],
)
def test_the_numbers_are_the_headers(protocol: int, header: str, prefix: str) -> None:
    path = HEADERS / header
    if not path.exists():
        pytest.skip(f"no {path}")
    enum = re.search(rf"enum[^{{}}]*\{{([^}}]*\b{prefix}[^}}]*)\}}", path.read_text())
    assert enum
    body = re.sub(r"/\*.*?\*/|#[^\n]*", "", enum[1], flags=re.DOTALL)
    number = -1
    for entry in filter(None, map(str.strip, body.split(","))):
        name, _, value = map(str.strip, entry.partition("="))
        number = int(value) if value else number + 1
        plain = name.removeprefix(prefix).replace("_", "-").lower()
        if name.startswith("_") or plain in ("none", "nop2", "nop4", "num-groups"):
            continue
        if not name.startswith("RDMA_NL_NUM"):
            assert NAMES[protocol][number - 1] == plain
