"""Filters against a second opinion: conditions on the JSON of every message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

import numpy as np
import pytest

from nlscope.export.json import record
from nlscope.filter import compile_filter
from nlscope.session import Session
from tests.support import CAPTURES, registry
from tests.support import session as load

Record = dict[str, Any]
RARE = ("undecoded", "undecoded > 3", "problem contains past")
GROUP = (
    "route", "link_basic", "link_types", "errors_extack", "genl_ctrl", "usersock", "neigh",
    "control_exmpl_errors", "control_exmpl_rmmod", "filtered_protocols", "nft", "tc",
)  # fmt: skip


@cache
def capture(name: str) -> tuple[Session, list[Record]]:
    found = load(CAPTURES / f"{name}.pcapng")
    said = [record(each, found.exchange(each.message.no)) for each in found]
    return found, said


def at(value: Any, path: str) -> Iterator[Any]:
    """Yield what is at a path of a record's fields; elements of lists all count."""
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from at(each, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        step, _, rest = path.partition(".")
        if step in value:
            yield from at(value[step], rest)


def anywhere(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from anywhere(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == name:
                yield from at(each, "")
            yield from anywhere(each, name)


def of(kind: str, path: str, fits: Callable[[Any], bool]) -> Callable[[Record], bool]:
    types = {f"RTM_{verb}{kind}" for verb in ("NEW", "DEL", "GET", "SET")}
    return lambda r: r["type"] in types and any(map(fits, at(r["fields"], path)))


def genl(family: str, path: str, fits: Callable[[Any], bool]) -> Callable[[Record], bool]:
    return lambda r: r["type"] == family and any(map(fits, at(r["fields"], path)))


def inside(network: str) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            return ip_address(value) in ip_network(network)
        except ValueError:
            return False

    return fits


def present(_value: Any) -> bool:
    return True


TABLE: list[tuple[str, Callable[[Record], bool]]] = [
    ("no == 17", lambda r: r["no"] == 17),
    ("no in {3..5, 9}", lambda r: r["no"] in (3, 4, 5, 9)),
    ("frame <= 4", lambda r: r["frame"] <= 4),
    ("protocol == ROUTE", lambda r: r["protocol"] == "ROUTE"),
    ("protocol in {GENERIC, 12}", lambda r: r["protocol"] in ("GENERIC", "NETFILTER")),
    ("protocol != generic", lambda r: r["protocol"] != "GENERIC"),
    ("direction == to-kernel", lambda r: r["direction"] == "to-kernel"),
    ("direction in {user, from-kernel}", lambda r: r["direction"] != "to-kernel"),
    ("type == RTM_NEWROUTE", lambda r: r["type"] == "RTM_NEWROUTE"),
    ("type == nlmsg_error", lambda r: r["type"] == "NLMSG_ERROR"),
    ("type == nlctrl", lambda r: r["type"] == "nlctrl"),
    ('type == "CONTROL_EXMPL"', lambda r: r["type"] == "CONTROL_EXMPL"),
    ("type in {24, RTM_NEWLINK}", lambda r: r["type_id"] == 24
        or r["type"] == "RTM_NEWLINK"),
    ("type < 16", lambda r: r["type_id"] < 16),
    ("type contains NEW", lambda r: "NEW" in r["type"]),
    ("type matches '^RTM_(GET|DEL)'", lambda r: r["type"][:8] in ("RTM_GETL", "RTM_DELL")
        or r["type"].startswith(("RTM_GET", "RTM_DEL"))),
    ("flags == 0x301", lambda r: r["flags_raw"] == 0x301),
    ("flags.dump", lambda r: "DUMP" in r["flags"]),
    ("flags.ack", lambda r: "ACK" in r["flags"]),
    ("flags.create and not flags.excl", lambda r: "CREATE" in r["flags"]
        and "EXCL" not in r["flags"]),
    ("flags == CAPPED", lambda r: "CAPPED" in r["flags"]),
    ("flags.ack_tlvs", lambda r: "ACK_TLVS" in r["flags"]),
    ("seq > 1000000", lambda r: r["seq"] > 1_000_000),
    ("port != 0", lambda r: r["portid"] != 0),
    ("portid in {1..1000}", lambda r: 1 <= r["portid"] <= 1000),
    ("len >= 100", lambda r: r["len"] >= 100),
    ("exchange", lambda r: r["exchange"] is not None),
    ("exchange == 1", lambda r: r["exchange"] == 1),
    ("genl.family == nlctrl", lambda r: bool(r["genl"])
        and r["genl"]["family"] == "nlctrl"),
    ("genl.cmd == GETFAMILY", lambda r: bool(r["genl"])
        and r["genl"]["cmd"] == "GETFAMILY"),
    ("genl.cmd == CTRL_CMD_NEWFAMILY", lambda r: bool(r["genl"])
        and r["genl"]["cmd"] == "NEWFAMILY"),
    ("genl.cmd in {1..2}", lambda r: bool(r["genl"]) and r["genl"]["cmd_id"] in (1, 2)),
    ("genl.version == 2", lambda r: bool(r["genl"]) and r["genl"]["version"] == 2),
    ("error", lambda r: r["error"] is not None),
    ("not error", lambda r: r["error"] is None),
    ("errno == EINVAL", lambda r: bool(r["error"]) and r["error"]["name"] == "EINVAL"),
    ("errno in {1, EEXIST}", lambda r: bool(r["error"]) and r["error"]["errno"] in (1, 17)),
    ("errno >= 20", lambda r: bool(r["error"]) and r["error"]["errno"] >= 20),
    ("extack.msg", lambda r: bool(r["error"]) and r["error"]["msg"] is not None),
    ("extack.msg contains attribute", lambda r: bool(r["error"])
        and "attribute" in (r["error"]["msg"] or "")),
    ("extack.path", lambda r: bool(r["error"]) and r["error"]["path"] is not None),
    ("extack.path contains link.", lambda r: bool(r["error"])
        and "link." in (r["error"]["path"] or "")),
    ("extack.offset > 30", lambda r: bool(r["error"]) and (r["error"]["offset"] or 0) > 30),
    ("info contains dummy", lambda r: "dummy" in r["info"]),
    ("info matches 'd[0-9]+'", lambda r: any(f"d{n}" in r["info"] for n in range(10))),
    ("problem", lambda r: bool(r["problems"])),
    ("problem contains past", lambda r: any("past" in p["text"] for p in r["problems"])),
    ("undecoded", lambda r: r["undecoded"] > 0),
    ("undecoded > 3", lambda r: r["undecoded"] > 3),
    ("route", lambda r: r["type"] in ("RTM_NEWROUTE", "RTM_DELROUTE", "RTM_GETROUTE")),
    ("route.dst == 10.0.0.0/8", of("ROUTE", "dst", inside("10.0.0.0/8"))),
    ("route.dst == 192.0.2.0", of("ROUTE", "dst", lambda v: v == "192.0.2.0")),
    ("route.dst in {10.0.0.0/8, 2001:db8::/32}", of(
        "ROUTE", "dst", lambda v: inside("10.0.0.0/8")(v) or inside("2001:db8::/32")(v))),
    ("route.dst >= 192.0.2.0", of("ROUTE", "dst", lambda v: v.count(".") == 3
        and IPv4Address(v) >= IPv4Address("192.0.2.0"))),
    ("route.gateway", of("ROUTE", "gateway", present)),
    ("route.rtm_dst_len == 24", of("ROUTE", "rtm_dst_len", lambda v: v == 24)),
    ("route.rtm_type == unicast", of("ROUTE", "rtm_type", lambda v: v == "UNICAST")),
    ("route.rtm_type != RTN_UNICAST", of("ROUTE", "rtm_type", lambda v: v != "UNICAST")),
    ("route.metrics.mtu > 1000", of("ROUTE", "metrics.mtu", lambda v: v > 1000)),
    ("route.multipath.rtnh_ifindex", of("ROUTE", "multipath.rtnh_ifindex", present)),
    ("route.multipath.gateway == 10.0.0.0/8",
        of("ROUTE", "multipath.gateway", inside("10.0.0.0/8"))),
    ("neigh.lladdr == 02:00:*", of("NEIGH", "lladdr", lambda v: v.startswith("02:00"))),
    ("link.ifname == d0", of("LINK", "ifname", lambda v: v == "d0")),
    ("link.ifname contains d", of("LINK", "ifname", lambda v: "d" in v)),
    ("link.ifi_flags.up", of("LINK", "ifi_flags", lambda v: v == "UP")),
    ("link.ifi_flags == UP", of("LINK", "ifi_flags", lambda v: v == "UP")),
    ("link.mtu in {1400..1500}", of("LINK", "mtu", lambda v: 1400 <= v <= 1500)),
    ("link.address == 02:00:00/24",
        of("LINK", "address", lambda v: v.startswith("02:00:00"))),
    ("link.linkinfo.kind == vlan", of("LINK", "linkinfo.kind", lambda v: v == "vlan")),
    ("link.linkinfo.data.id == 10", of("LINK", "linkinfo.data.id", lambda v: v == 10)),
    ("link.linkinfo.data", of("LINK", "linkinfo.data", present)),
    ("link.IFLA_TXQLEN >= 1000", of("LINK", "txqlen", lambda v: v >= 1000)),
    ("link.stats64.rx_bytes == 0", of("LINK", "stats64.rx_bytes", lambda v: v == 0)),
    ("nlctrl.family_name == nlctrl",
        genl("nlctrl", "family_name", lambda v: v == "nlctrl")),
    ("nlctrl.ops.id == 3", genl("nlctrl", "ops.id", lambda v: v == 3)),
    ("nlctrl.ops.flags.admin_perm",
        genl("nlctrl", "ops.flags", lambda v: v == "ADMIN_PERM")),
    ("nlctrl.mcast_groups.name contains conf",
        genl("nlctrl", "mcast_groups.name", lambda v: "conf" in v)),
    ("family_name", lambda r: any(True for _ in anywhere(r["fields"], "family_name"))),
    ("ifname matches '^d'", lambda r: any(
        str(v).startswith("d") for v in anywhere(r["fields"], "ifname"))),
    ("tc.kind == fq_codel", lambda r: r["type"][:4] == "RTM_" and r["type"][-5:] in (
        "QDISC", "CLASS", "ILTER", "CHAIN") and r["fields"].get("kind") == "fq_codel"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "passes"), TABLE, ids=[text for text, _ in TABLE])
def test_selects_what_the_json_says(text: str, passes: Callable[[Record], bool]) -> None:
    chosen = compile_filter(text, registry())
    hits = 0
    for name in GROUP:
        found, said = capture(name)
        want = [r["no"] for r in said if passes(r)]
        got = (np.flatnonzero(chosen.rows(found)) + 1).tolist()
        assert got == want, name
        hits += len(want)
    assert hits or text in RARE, "the captures have none"


@pytest.mark.parametrize(
    ("text", "capture_name", "want"),
    [
        (
            "error",
            "control_exmpl_errors",
            [4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 30, 32, 34],
        ),
        ("type == RTM_GETROUTE and flags.dump", "route", None),
    ],
)
def test_known_numbers(text: str, capture_name: str, want: list[int] | None) -> None:
    found, said = capture(capture_name)
    got = (np.flatnonzero(compile_filter(text, registry()).rows(found)) + 1).tolist()
    if want is None:
        want = [
            r["no"] for r in said if r["type"] == "RTM_GETROUTE" and "DUMP" in r["flags"]
        ]
    assert got == want


def test_ranges_of_rows_and_empty_filters() -> None:
    found, said = capture("route")
    whole = compile_filter("route", registry()).rows(found)
    part = compile_filter("route", registry()).rows(found, 100, 150)
    assert (part == whole[100:150]).all()
    assert compile_filter("  ", registry()).rows(found).sum() == len(said)
    assert len(compile_filter("route", registry()).rows(found, 300, 200)) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "messages of every kind"),
        ("type == RTM_NEWROUTE", "messages whose type is RTM_NEWROUTE"),
        (
            "route and not error",
            "messages of the family route and other than those that have error",
        ),
        (
            "flags.dump or seq in {1, 3..5}",
            "with the flag DUMP or whose seq is one of 1, 3..5",
        ),
        ("link.mtu != 1500", "that have link.mtu"),
    ],
)
def test_explains_in_words(text: str, words: str) -> None:
    assert words in compile_filter(text, registry()).explain()


def test_time_relative_and_absolute() -> None:
    found, said = capture("route")
    first = int(found.store.time_ns[0])
    relative = [(int(ns) - first) / 1e9 for ns in found.store.time_ns]
    got = compile_filter("time < 0.5", registry()).rows(found)
    assert got.tolist() == [s < 0.5 for s in relative]
    stamp = said[40]["time"]
    exact = compile_filter(f"time == {stamp}", registry()).rows(found)
    assert exact.tolist() == [r["time"] == stamp for r in said]
    second = compile_filter(f"time == {stamp[:19]}Z", registry()).rows(found)
    assert second.tolist() == [r["time"][:19] == stamp[:19] for r in said]
    later = compile_filter(f"time > {stamp[:19]}", registry()).rows(found)
    assert later.tolist() == [r["time"][:19] > stamp[:19] for r in said]
    assert compile_filter("time in {0..0.2}", registry()).rows(found)[0]
