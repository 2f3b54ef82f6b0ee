"""Values of links, read by eye in what ip and bridge printed of them (NAME.log)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from nlscope.export.values import problems, undecoded, values
from tests.support import SHARED, needs_shared, session

pytestmark = [pytest.mark.shared, needs_shared]

CAPTURES = [
    "addr",
    "batadv",
    "bridge",
    "can",
    "errors_extack",
    "link_basic",
    "link_types",
    "macsec",
    "neigh",
    "netns",
    "nl802154",
    "wifi_hwsim",
]


class Row(NamedTuple):
    """One link message: its type, direction, text, values, and what is wrong with it."""

    type: str
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
            said.message.direction,
            said.info,
            values(said.root),
            undecoded(said.root),
            [field.problem or "" for field in problems(said.root)],
        )
        for said in session(SHARED / f"{capture}.pcap")
        if said.identity.name in ("link", "linkprop")
    ]


def link(capture: str, name: str) -> dict[str, Any]:
    """Return what the kernel last told of a link."""
    told = [
        row.values
        for row in rows(capture)
        if row.values.get("ifname") == name and row.direction == "from-kernel"
    ]
    return told[-1]


def data(name: str) -> dict[str, Any]:
    """Return the data of a link's kind, of one in link_types."""
    found: dict[str, Any] = link("link_types", name)["linkinfo"]["data"]
    return found


def infos(capture: str, direction: str) -> list[str]:
    return [row.info for row in rows(capture) if row.direction == direction]


def holds(found: dict[str, Any], **wanted: Any) -> None:
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("capture", CAPTURES)
def test_nothing_is_left_undecoded(capture: str) -> None:
    assert rows(capture)
    bad = [row for row in rows(capture) if row.undecoded or row.problems]
    assert bad == []


def test_loopback() -> None:
    found = link("link_types", "lo")
    holds(
        found,
        ifi_type="LOOPBACK",
        ifi_index=1,
        ifi_flags=("UP", "LOOPBACK", "RUNNING", "LOWER_UP"),
        mtu=65536,
        qdisc="noqueue",
        operstate="UNKNOWN",
        linkmode="DEFAULT",
        txqlen=1000,
        address="00:00:00:00:00:00",
        tso_max_size=524280,
        gso_max_segs=65535,
    )
    assert found["af_spec"]["inet6"]["addr_gen_mode"] == "EUI64"


def test_settings_and_counters_by_name() -> None:
    found = link("link_basic", "v0")
    assert found["af_spec"]["inet"]["conf"]["rp_filter"] == 0
    assert found["af_spec"]["inet6"]["conf"]["mtu6"] == found["mtu"] == 1500
    assert found["af_spec"]["inet6"]["cacheinfo"]["retrans_time"] == 1000
    told = [
        row.values["stats64"]
        for row in rows("link_basic")
        if row.values.get("ifname") == "v0" and "stats64" in row.values
    ]
    wanted = {"rx_bytes": 90, "rx_packets": 1, "tx_bytes": 270, "tx_packets": 3}
    assert any(wanted.items() <= counters.items() for counters in told)


def test_settings_of_a_dummy() -> None:
    asked = [row.values for row in rows("link_basic") if row.values.get("mtu") == 9000]
    holds(asked[0], address="02:00:00:00:00:01", ifalias="uplink one", txqlen=50)
    assert any(
        row.values.get("prop_list")
        == {"alt_ifname": ["dummy-with-a-long-alternative-name"]}
        for row in rows("link_basic")
    )


def test_bridge() -> None:
    found = data("br0")
    holds(
        found,
        forward_delay=200,
        hello_time=200,
        max_age=2000,
        ageing_time=3000,
        stp_state=1,
        priority=0x8000,
        vlan_filtering=1,
        vlan_protocol="8021Q",
        bridge_id={"prio": 0x8000, "addr": "7a:1f:f2:4d:3d:66"},
        gc_timer=2508,
        group_addr="01:80:c2:00:00:00",
        mcast_hash_max=4096,
        mcast_querier_intvl=25500,
        mcast_startup_query_intvl=3124,
    )


def test_bridge_port() -> None:
    found = link("link_types", "d0")
    assert found["master"] == 7
    assert found["linkinfo"]["slave_kind"] == "bridge"
    holds(
        found["linkinfo"]["slave_data"],
        state="DISABLED",
        priority=32,
        cost=100,
        mode="UNSPEC",
        learning=1,
        unicast_flood=1,
        id=0x8001,
        no=1,
        designated_port=32769,
        root_id={"prio": 0x8000, "addr": "7a:1f:f2:4d:3d:66"},
        multicast_router="TEMP_QUERY",
    )


def test_bridge_port_in_its_own_family() -> None:
    told = [row.values for row in rows("bridge") if row.values.get("protinfo")]
    asked = next(v["protinfo"] for v in told if v["ifi_family"] == "BRIDGE")
    holds(asked, state="FORWARDING", cost=7, priority=3, learning=0, isolated=1)
    assert asked["mode"] == "HAIRPIN"
    port = next(v["protinfo"] for v in told if v.get("ifname") == "p1")
    holds(port, state="FORWARDING", cost=7, priority=3, guard=1, mode="HAIRPIN")


def test_vlans_of_a_bridge_port() -> None:
    spec = link("bridge", "p1")
    assert "af_spec" in spec
    asked = [row.values["af_spec"] for row in rows("bridge") if row.type == "RTM_SETLINK"
             and "af_spec" in row.values]  # fmt: skip
    assert asked[0]["vlan_info"] == [
        {"flags": ("RANGE_BEGIN",), "vid": 10},
        {"flags": ("RANGE_END",), "vid": 20},
    ]
    assert asked[1]["vlan_info"] == [{"flags": ("PVID", "UNTAGGED"), "vid": 30}]
    assert asked[2]["flags"] == ("SELF",)


def test_vlan() -> None:
    found = link("link_types", "d2.10")
    assert found["link"] == 8
    holds(
        found["linkinfo"]["data"],
        id=10,
        protocol="8021AD",
        flags={"flags": ("REORDER_HDR",), "mask": ("ALL",)},
        egress_qos={"mapping": [{"from": 1, "to": 2}, {"from": 3, "to": 4}]},
    )


def test_vxlan_and_geneve() -> None:
    holds(
        data("vx0"),
        id=42,
        group="127.0.0.2",
        local="127.0.0.1",
        port=4789,
        learning=0,
        ttl=9,
        df="UNSET",
        ageing=300,
        udp_csum=1,
        port_range={"low": 0, "high": 0},
    )
    holds(data("vx6"), id=43, group6="ff05::100", link=8, port=4790, learning=1)
    holds(data("gv0"), id=7, remote="127.0.0.3", port=6081, udp_zero_csum6_rx=1)


def test_gre() -> None:
    found = link("link_types", "gre1")
    holds(found, ifi_type="IPGRE", address="127.0.0.1", broadcast="127.0.0.4", mtu=65503)
    holds(
        found["linkinfo"]["data"],
        ikey=99,
        okey=99,
        iflags=("KEY", "CSUM"),
        local="127.0.0.1",
        remote="127.0.0.4",
        ttl=64,
    )
    holds(data("g6"), local="::1", remote="fd00::2", ttl=64, encap_limit=4)
    holds(
        data("erspan1"),
        erspan_ver=2,
        erspan_dir="INGRESS",
        erspan_hwid=0x11,
        okey=30,
        oflags=("SEQ", "KEY"),
    )


def test_ip_tunnels() -> None:
    found = link("link_types", "t6")
    holds(
        found,
        ifi_type="TUNNEL6",
        address="::1",
        broadcast="fd00::3",
        perm_address="4eaf:230b:8fb0::",
    )
    holds(found["linkinfo"]["data"], remote="fd00::3", ttl=64, proto="IP", encap_limit=4)
    holds(data("sit0"), proto="IPV6", ttl=64, pmtudisc=0)
    holds(data("sit0"), **{"6rd_prefix": "2002::", "6rd_prefixlen": 16})
    holds(data("ipip1"), local="127.0.0.1", remote="127.0.0.7", pmtudisc=1)
    holds(data("vti1"), remote="127.0.0.8", ikey=5)


def test_links_over_links() -> None:
    assert data("mv0")["mode"] == "BRIDGE"
    holds(data("mvs0"), mode="SOURCE", macaddr_count=1, bc_queue_len_used=1000)
    assert data("mvs0")["macaddr_data"] == {"macaddr": ["02:11:22:33:44:55"]}
    assert link("link_types", "mt0")["txqlen"] == 500
    assert data("mt0")["mode"] == "VEPA"
    holds(data("iv0"), mode="L3S", flags=())
    assert data("vrf0")["table"] == 100
    assert data("xfrm1")["if_id"] == 5
    holds(data("gtp0"), role="SGSN", pdp_hashsize=1024)


def test_bonds() -> None:
    holds(
        data("bond0"),
        mode="8023AD",
        miimon=100,
        missed_max=2,
        arp_validate="NONE",
        primary_reselect="ALWAYS",
        xmit_hash_policy="LAYER34",
        ad_lacp_rate="FAST",
        ad_select="STABLE",
        ad_actor_sys_prio=65535,
    )
    holds(data("bond1"), mode="ACTIVEBACKUP", arp_interval=100, ad_lacp_rate="SLOW")
    assert data("bond1")["arp_ip_target"] == ["10.0.0.1", "10.0.0.2"]
    slave = link("link_types", "d4")["linkinfo"]
    assert slave["slave_kind"] == "bond"
    holds(
        slave["slave_data"],
        state="BACKUP",
        mii_status="UP",
        perm_hwaddr="02:5d:b3:fe:0c:b9",
    )


def test_macsec() -> None:
    holds(
        link("macsec", "macsec0")["linkinfo"]["data"],
        sci=0x46A8C6AE1A0B000B,
        cipher_suite="DEFAULT",
        icv_len=16,
        encoding_sa=0,
        validation="STRICT",
        encrypt=1,
        inc_sci=1,
        es=0,
        scb=0,
        replay_protect=1,
        window=32,
    )


def test_peers() -> None:
    asked = [row.values for row in rows("link_basic") if row.info.endswith("peer v1")]
    assert asked[0]["linkinfo"]["kind"] == "veth"
    peer = asked[0]["linkinfo"]["data"]["peer"]
    holds(peer, ifname="v1", ifi_family="UNSPEC", ifi_index=0)
    holds(link("netns", "v0"), link=10, link_netnsid=10, ifi_index=61)


def test_can() -> None:
    holds(link("can", "vcan0"), ifi_type="CAN", mtu=72, ifi_flags=(
        "UP", "RUNNING", "NOARP", "LOWER_UP"))  # fmt: skip


def test_what_rows_say() -> None:
    asked, told = infos("link_basic", "to-kernel"), infos("link_basic", "from-kernel")
    assert "d0 kind dummy" in asked
    assert "index d0(3) UP" in asked
    assert "index d0(3) not UP" in asked
    assert "index d0(3) name d1" in asked
    assert "v0 kind veth peer v1" in asked
    assert "index d0(3) altname dummy-with-a-long-alternative-name" in asked
    assert "lo index 1 mtu 65536 UP state UNKNOWN link/loopback 00:00:00:00:00:00" in told
    assert any(
        each.startswith("v0@v1(4) index 5 kind veth mtu 1500 UP state") for each in told
    )
    assert "index p1(51) vlan 10-20" in infos("bridge", "to-kernel")
