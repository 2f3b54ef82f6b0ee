"""Values of rtnetlink objects, read by eye in the tools' own output (NAME.log)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from nlscope.export.values import problems, undecoded, values
from tests.support import SHARED, needs_shared, session

pytestmark = [pytest.mark.shared, needs_shared]

MINE = [
    "addr",
    "addrlabel",
    "anycast",
    "dcb",
    "mdb",
    "multicast",
    "neigh",
    "neightbl",
    "netconf",
    "nexthop",
    "nsid",
    "prefix",
    "route",
    "rule",
    "stats",
    "tunnel",
    "vlan",
]


class Row(NamedTuple):
    """One message: what it is, its row's text, its values, what is wrong with it."""

    type: str
    family: str
    direction: str
    info: str
    values: dict[str, Any]
    undecoded: int
    problems: list[str]


@cache
def rows(capture: str) -> list[Row]:
    return [
        Row(
            said.identity.type_name,
            said.identity.name,
            said.message.direction,
            said.info,
            values(said.root),
            undecoded(said.root),
            [field.problem or "" for field in problems(said.root)],
        )
        for said in session(SHARED / f"{capture}.pcap")
        if said.message.frame.protocol == 0 and not said.identity.control
    ]


def request(capture: str, kind: str, **wanted: Any) -> Row:
    return first(capture, kind, "to-kernel", wanted)


def reply(capture: str, kind: str, **wanted: Any) -> Row:
    return first(capture, kind, "from-kernel", wanted)


def first(capture: str, kind: str, direction: str, wanted: dict[str, Any]) -> Row:
    """Return the first message of a type and direction that has the wanted values."""
    for row in rows(capture):
        found = wanted.items() <= {k: row.values.get(k) for k in wanted}.items()
        if found and (row.type, row.direction) == (kind, direction):
            return row
    pytest.fail(f"no {direction} {kind} with {wanted} in {capture}")


def infos(capture: str, kind: str) -> list[str]:
    return [row.info for row in rows(capture) if row.type == kind]


def holds(row: Row, **wanted: Any) -> None:
    assert {name: row.values.get(name) for name in wanted} == wanted


CAPTURES = [
    "addr",
    "route",
    "neigh",
    "rule",
    "bridge",
    "netns",
    "stats",
    "errors_extack",
    "link_types",
]


@pytest.mark.parametrize("capture", CAPTURES)
def test_nothing_is_left_undecoded(capture: str) -> None:
    bad = [
        (row.type, row.undecoded, row.problems)
        for row in rows(capture)
        if row.family in MINE and (row.undecoded or row.problems)
    ]
    assert bad == []


def test_address_with_label() -> None:
    row = reply("addr", "RTM_NEWADDR", local="10.0.0.1")
    assert row.info == "10.0.0.1/24 brd 10.0.0.255 dev d0(46) label d0:web"
    holds(
        row,
        ifa_family="INET",
        ifa_scope="UNIVERSE",
        address="10.0.0.1",
        broadcast="10.0.0.255",
        flags=("PERMANENT",),
    )
    assert row.values["cacheinfo"]["ifa_valid"] == 0xFFFFFFFF


def test_point_to_point_address() -> None:
    row = reply("addr", "RTM_NEWADDR", local="10.0.0.2")
    holds(row, address="10.0.9.9", ifa_prefixlen=32, label="d0")


def test_address_with_lifetimes_and_flags() -> None:
    row = request("addr", "RTM_NEWADDR", local="fd00:1::2")
    assert set(row.values["flags"]) == {"HOMEADDRESS", "NOPREFIXROUTE", "MANAGETEMPADDR"}
    first_lifetimes = row.values["cacheinfo"]
    assert (first_lifetimes["ifa_valid"], first_lifetimes["ifa_prefered"]) == (3600, 1800)
    later = reply("addr", "RTM_NEWADDR", address="fd00:1::2").values["cacheinfo"]
    assert (later["ifa_valid"], later["ifa_prefered"]) == (7200, 100)


def test_address_labels() -> None:
    listed = infos("addr", "RTM_NEWADDRLABEL")
    assert "prefix ::ffff:0.0.0.0/96 label 4" in listed
    assert "prefix fd00:1::/64 label 77" in listed


def test_netconf() -> None:
    row = reply("addr", "RTM_NEWNETCONF", ncm_family="INET", ifindex=46)
    holds(row, forwarding=0, rp_filter="OFF", ignore_routes_with_linkdown=0)


def test_neighbour_table() -> None:
    row = reply("addr", "RTM_NEWNEIGHTBL", name="arp_cache")
    holds(row, thresh1=128, thresh2=512, thresh3=1024, gc_interval=30000)
    parms = row.values["parms"]
    assert (parms["reachable_time"], parms["base_reachable_time"]) == (20708, 30000)
    assert (parms["gc_staletime"], parms["queue_len"]) == (60000, 101)
    assert (parms["proxy_delay"], parms["proxy_qlen"], parms["locktime"]) == (800, 64, 1000)
    assert request("addr", "RTM_SETNEIGHTBL").values["thresh3"] == 4096


def test_route_metrics() -> None:
    row = reply("route", "RTM_NEWROUTE", dst="192.0.2.0", priority=10)
    assert row.info == (
        "192.0.2.0/24 via 10.0.0.254 dev d0(47) metric 10 lock rto_min mtu 1400 advmss 1360"
        " initcwnd 20 rto_min 200ms congctl cubic"
    )
    assert row.values["metrics"] == {
        "mtu": 1400,
        "advmss": 1360,
        "initcwnd": 20,
        "rto_min": 200,
        "cc_algo": "cubic",
        "lock": ("RTO_MIN",),
    }


def test_default_route() -> None:
    row = reply("route", "RTM_NEWROUTE", rtm_dst_len=0, rtm_family="INET")
    assert row.info == "default via 10.0.0.254 dev d0(47) src 10.0.0.1"


def test_multipath_route() -> None:
    row = reply("route", "RTM_NEWROUTE", dst="198.51.100.0")
    assert row.values["rtm_protocol"] == "STATIC"
    hops = row.values["multipath"]
    assert [hop["gateway"] for hop in hops] == ["10.0.0.253", "10.0.1.254"]
    assert [hop["rtnh_hops"] + 1 for hop in hops] == [2, 3]  # weight 2, weight 3
    assert [hop["rtnh_flags"] for hop in hops] == [(), ("ONLINK",)]


@pytest.mark.parametrize(
    ("dst", "kind", "length"),
    [
        ("203.0.113.0", "blackhole", 25),
        ("203.0.113.128", "unreachable", 26),
        ("203.0.113.192", "prohibit", 26),
    ],
)
def test_routes_that_drop(dst: str, kind: str, length: int) -> None:
    row = reply("route", "RTM_NEWROUTE", dst=dst)
    assert row.info == f"{kind} {dst}/{length}"


def test_throw_route_has_its_table() -> None:
    holds(reply("route", "RTM_NEWROUTE", rtm_type="THROW"), dst="203.0.112.0", table=77)


def test_ipv6_route_preference() -> None:
    row = reply("route", "RTM_NEWROUTE", dst="2001:db8::", rtm_dst_len=32)
    holds(row, gateway="fd00:1::fe", priority=5, pref="HIGH")


def test_mpls_route() -> None:
    row = reply("route", "RTM_NEWROUTE", rtm_family="MPLS")
    holds(row, dst="300", newdst="400", rtm_dst_len=20)
    assert row.values["via"] == {"rtvia_family": "INET", "rtvia_addr": "10.0.0.254"}


def test_mpls_encap() -> None:
    row = reply("route", "RTM_NEWROUTE", dst="192.0.3.0")
    holds(row, encap_type="MPLS", encap={"dst": "100/200", "ttl": 9})
    assert row.info.startswith("192.0.3.0/24 encap mpls 100/200 ttl 9 via 10.0.0.254")


def test_seg6_encap() -> None:
    srh = reply("route", "RTM_NEWROUTE", encap_type="SEG6").values["encap"]["srh"]
    assert (srh["mode"], srh["type"], srh["segments_left"]) == ("ENCAP", 4, 1)
    assert srh["segments"] == ["fd00::b", "fd00::a"]  # on the wire the last comes first


def test_seg6_local_encap() -> None:
    row = reply("route", "RTM_NEWROUTE", encap_type="SEG6_LOCAL")
    assert row.values["encap"] == {"action": "END_DT6", "table": 100}


def test_ip_encap() -> None:
    encap = reply("route", "RTM_NEWROUTE", dst="192.0.4.0").values["encap"]
    assert (encap["id"], encap["src"], encap["dst"]) == (7, "0.0.0.0", "10.9.9.9")
    assert (encap["ttl"], encap["tos"]) == (0, 0)


def test_route_lookups() -> None:
    row = reply("route", "RTM_NEWROUTE", dst="192.0.5.7")
    assert row.info == "192.0.5.7/32 via 10.0.1.254 dev d1(48) src 10.0.1.1 cloned"
    holds(row, rtm_flags=("CLONED",), uid=0)
    asked = request("route", "RTM_GETROUTE", dst="192.0.2.9")
    assert "FIB_MATCH" in asked.values["rtm_flags"]


def test_nexthops() -> None:
    assert request("route", "RTM_NEWNEXTHOP", id=1).info == "id 1 via 10.0.0.254 dev d0(47)"
    holds(reply("route", "RTM_NEWNEXTHOP", id=1), nh_scope="LINK", gateway="10.0.0.254")
    assert reply("route", "RTM_NEWNEXTHOP", id=3).values["blackhole"] is True


def test_resilient_nexthop_group() -> None:
    row = reply("route", "RTM_NEWNEXTHOP", id=10)
    members = [(hop["id"], hop["weight"] + 1) for hop in row.values["group"]]
    assert members == [(1, 5), (2, 7)]
    assert row.values["group_type"] == "RES"
    group = row.values["res_group"]
    assert (group["buckets"], group["idle_timer"]) == (8, 1000)  # 10 s


def test_nexthop_buckets() -> None:
    assert infos("route", "RTM_NEWNEXTHOPBUCKET") == [
        f"id 10 index {index} idle_time 0.15s nhid {nhid}"
        for index, nhid in enumerate([2, 2, 2, 2, 2, 1, 1, 1])
    ]


def test_neighbours() -> None:
    listed = infos("neigh", "RTM_NEWNEIGH")
    assert "10.0.0.2 dev d0(49) lladdr 02:00:00:00:00:02 PERMANENT" in listed
    assert "fd00:1::2 dev d0(49) lladdr 02:00:00:00:00:02 router PERMANENT" in listed
    assert "10.0.0.99 dev d0(49) proxy" in listed
    row = reply("neigh", "RTM_NEWNEIGH", dst="10.0.0.3")
    holds(row, lladdr="02:00:00:00:00:33", ndm_state=("STALE",), protocol="STATIC")
    assert row.values["cacheinfo"]["ndm_confirmed"] // 100 == 60
    managed = reply("neigh", "RTM_NEWNEIGH", dst="10.0.0.4")
    holds(managed, ndm_flags=("EXT_LEARNED",), flags_ext=("MANAGED",), ndm_state=("NOARP",))


def test_rules() -> None:
    said = [row.info for row in rows("rule") if row.direction == "from-kernel"]
    assert said[:11] == [
        "0: from all lookup local",
        "100: from 10.1.0.0/16 lookup 100",
        "101: from all to 10.2.0.0/16 fwmark 0x10/0xff lookup 101",
        "102: from all iif lo oif eth9 prohibit",
        "103: from all ipproto tcp sport 1000-2000 dport 443 lookup 102",
        "104: from all uidrange 1000-2000 lookup 103",
        "105: from all goto 32766",
        "106: from all nop",
        "107: from all lookup [l3mdev-table]",
        "32766: from all lookup main",
        "32767: from all lookup default",
    ]


def test_rule_details() -> None:
    detached = reply("rule", "RTM_NEWRULE", priority=102)
    holds(detached, frh_tos=0x10, frh_flags=("OIF_DETACHED",))
    assert reply("rule", "RTM_NEWRULE", priority=104).values["suppress_prefixlen"] == 0
    tunnel = reply("rule", "RTM_NEWRULE", priority=108)
    assert tunnel.info == "108: from fd00::/8 tun_id 7 blackhole"


def test_bridge_forwarding_entries() -> None:
    row = reply("bridge", "RTM_NEWNEIGH", lladdr="02:00:00:00:00:20")
    holds(row, dst="127.0.0.9", vni=55, port=4790, ndm_flags=("SELF",))
    learned = reply("bridge", "RTM_NEWNEIGH", lladdr="02:00:00:00:00:11", vlan=1)
    assert learned.values["ndm_flags"] == ("EXT_LEARNED",)
    static = reply("bridge", "RTM_NEWNEIGH", lladdr="02:00:00:00:00:10")
    holds(static, vlan=30, ndm_state=("NOARP",))  # bridge calls it static


def test_bridge_multicast_groups() -> None:
    dumped = reply("bridge", "RTM_GETMDB").values["mdb"]["entry"]
    groups = [info for entry in dumped for info in entry["info"]]
    assert [(g["addr"], g["state"], g["vid"]) for g in groups] == [
        ("ff0e::1", "PERMANENT", 30),
        ("239.1.1.1", "PERMANENT", 30),
        ("ff02::6a", "TEMPORARY", 1),
        ("ff02::1:ff68:f096", "TEMPORARY", 1),
    ]
    assert [g.get("rtprot") for g in groups] == ["STATIC", "STATIC", None, None]
    assert [g["timer"] for g in groups] == [0, 0, 25902, 25902]  # 259.02 s


def test_bridge_vlans() -> None:
    port = reply("bridge", "RTM_NEWVLAN", ifindex=51).values["entry"]
    spans = [(entry["info"]["vid"], entry.get("range")) for entry in port]
    assert spans == [(1, None), (10, 11), (13, 20), (30, None)]
    assert port[3]["info"]["flags"] == ("PVID", "UNTAGGED")
    assert {entry["state"] for entry in port} == {"FORWARDING"}
    options = next(row for row in rows("bridge") if "global_options" in row.values)
    first_vlan = options.values["global_options"][0]
    assert first_vlan["id"] == 1
    assert first_vlan["mcast_last_member_intvl"] == 100
    assert first_vlan["mcast_startup_query_intvl"] == 3124


def test_vxlan_vni_filter() -> None:
    row = reply("bridge", "RTM_NEWTUNNEL")
    assert row.values["entry"][0]["start"] == 100
    assert row.values["entry"][0]["end"] == 110


def test_namespace_ids() -> None:
    said = {row.info for row in rows("netns") if row.type == "RTM_NEWNSID"}
    assert {"nsid 0", "nsid 10"} <= said
    assert request("netns", "RTM_NEWNSID", nsid=-1).values["fd"] == 6


def test_statistics() -> None:
    row = reply("stats", "RTM_NEWSTATS", ifindex=1)
    link = row.values["link_64"]
    assert (link["rx_bytes"], link["rx_packets"]) == (1328, 6)
    offload = row.values["link_offload_xstats"]
    assert offload["hw_s_info"] == {"l3_stats": {"request": 0, "used": 0}}
    assert row.values["af_spec"]["mpls"]["link"]["rx_noroute"] == 0
    other = reply("stats", "RTM_NEWSTATS", ifindex=2).values["link_64"]
    assert (other["rx_bytes"], other["rx_packets"]) == (2725841, 3969)
