"""Values of generic netlink families, read by eye in what the tools printed (NAME.log)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from nlscope.export.values import problems, undecoded, values
from nlscope.spec import GENERIC
from tests.support import SHARED, needs_shared, session

pytestmark = [pytest.mark.shared, needs_shared]

CAPTURES = [
    "batadv",
    "devlink",
    "drop_monitor",
    "errors_extack",
    "ethtool",
    "fou",
    "genl_ctrl",
    "ipvs",
    "l2tp",
    "macsec",
    "mptcp",
    "nbd",
    "nl802154",
    "ovs",
    "psample",
    "quota",
    "taskstats",
    "thermal_acpi",
    "tipc",
    "wifi_hwsim",
    "wireguard",
]


class Row(NamedTuple):
    """One generic netlink message: what it is, its text, values, and what is wrong."""

    family: str
    command: str
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
            said.identity.command_name or "",
            said.message.direction,
            said.info,
            values(said.root),
            undecoded(said.root),
            [field.problem or "" for field in problems(said.root)],
        )
        for said in session(SHARED / f"{capture}.pcap")
        if said.message.frame.protocol == GENERIC
    ]


def told(capture: str, family: str, command: str) -> list[dict[str, Any]]:
    """Return the values of what the kernel said by a command."""
    return [
        row.values
        for row in rows(capture)
        if (row.family, row.direction) == (family, "from-kernel") and row.command == command
    ]


def asked(capture: str, family: str, command: str) -> list[dict[str, Any]]:
    """Return the values of the requests with a command."""
    return [
        row.values
        for row in rows(capture)
        if (row.family, row.direction, row.command) == (family, "to-kernel", command)
    ]


def infos(capture: str, family: str) -> list[str]:
    return [row.info for row in rows(capture) if row.family == family]


def holds(found: dict[str, Any], **wanted: Any) -> None:
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("capture", CAPTURES)
def test_nothing_is_left_undecoded(capture: str) -> None:
    assert rows(capture)
    bad = [row for row in rows(capture) if row.undecoded or row.problems]
    assert bad == []


def test_wireless_interface_as_iw_shows_it() -> None:
    found = told("wifi_hwsim", "nl80211", "NEW_INTERFACE")[-1]
    holds(found, ifname="wlan0", ifindex=3, wdev=1, wiphy=0, mac="02:00:00:00:00:00")
    holds(found, iftype="STATION", wiphy_tx_power_level=0)


def test_regulatory_domain_of_germany() -> None:
    found = told("wifi_hwsim", "nl80211", "GET_REG")[-1]
    holds(found, reg_alpha2="DE", dfs_region="ETSI")
    assert len(found["reg_rules"]) == 7
    holds(
        found["reg_rules"][2],
        reg_rule_flags=("NO_OUTDOOR", "DFS", "AUTO_BW"),
        freq_range_start=5250000,
        freq_range_end=5350000,
        freq_range_max_bw=80000,
        power_rule_max_eirp=2000,
        dfs_cac_time=0,
    )


def test_radio_over_its_split_dump() -> None:
    found: dict[str, Any] = {}
    for part in told("wifi_hwsim", "nl80211", "NEW_WIPHY"):
        if part["wiphy"] == 1:
            found.update(part)
    holds(found, max_num_scan_ssids=4, max_scan_ie_len=2109, wiphy_retry_short=7)
    assert found["cipher_suites"][:4] == ["WEP40", "WEP104", "TKIP", "CCMP"]
    assert list(found["software_iftypes"]) == ["ap_vlan", "monitor"]
    limits = found["interface_combinations"][0]["limits"]
    assert [limit["max"] for limit in limits] == [1, 2048, 1]
    assert "SCAN_RANDOM_MAC_ADDR" in found["feature_flags"]
    features = found["ext_features"]
    assert features[:4] == ["VHT_IBSS", "RRM", "BEACON_RATE_LEGACY", "FILS_STA"]
    assert features[-2:] == ["CONTROL_PORT_OVER_NL80211_TX_STATUS", "POWERED_ADDR_CHANGE"]


def test_band_and_its_channels() -> None:
    bands = [
        part["wiphy_bands"]["2ghz"]
        for part in told("wifi_hwsim", "nl80211", "NEW_WIPHY")
        if "2ghz" in part.get("wiphy_bands", {})
    ]
    holds(bands[0], ht_capa=0x107E, ht_ampdu_factor=3, ht_ampdu_density=6)
    assert bands[0]["iftype_data"][0]["iftypes"] == {"station": True}
    assert bands[0]["rates"][1] == {"rate": 20, "2ghz_shortpreamble": True}
    assert bands[1]["freqs"][0]["freq"] == 2412
    assert bands[1]["freqs"][0]["max_tx_power"] == 2000


def test_scan_for_a_name() -> None:
    found = told("wifi_hwsim", "nl80211", "NEW_SCAN_RESULTS")[0]
    holds(found, wiphy=1, scan_ssids=["probe"], scan_frequencies=[2412])
    mask = asked("wifi_hwsim", "nl80211", "SET_TX_BITRATE_MASK")[0]
    assert mask["tx_rates"] == {"2ghz": {"legacy": [12, 24]}}


def test_wpan_device_after_its_settings() -> None:
    found = told("nl802154", "nl802154", "NEW_INTERFACE")[-1]
    holds(found, ifname="wpan0", iftype="NODE", pan_id=0xABCD, short_addr=1, max_be=5)
    radio = told("nl802154", "nl802154", "NEW_WPAN_PHY")[0]
    caps = radio["wpan_phy_caps"]
    assert sorted(caps["channels"], key=int) == ["0", "1", "2", "3", "4", "5", "6"]
    assert list(caps["channels"]["5"]) == [str(n) for n in range(8)]
    holds(caps, iftypes={"node": True, "monitor": True}, min_minbe=3, lbt="FALSE")


def test_link_settings_as_ethtool_shows_them() -> None:
    modes = told("ethtool", "ethtool", "LINKMODES_GET_REPLY")[0]
    holds(modes, speed=10000, duplex="FULL", autoneg="DISABLE")
    info = told("ethtool", "ethtool", "LINKINFO_GET_REPLY")[0]
    holds(info, port="TP", phyaddr=0, transceiver="INTERNAL", tp_mdix="MDI_INVALID")
    assert told("ethtool", "ethtool", "LINKSTATE_GET_REPLY")[0]["link"] == 1


def test_ethtool_numbers_both_directions_apart() -> None:
    assert told("ethtool", "ethtool", "CHANNELS_GET_REPLY")[0]["rx_count"] == 1
    wanted = asked("ethtool", "ethtool", "CHANNELS_SET")[0]
    assert wanted["combined_count"] == 1
    named = asked("ethtool", "ethtool", "FEATURES_SET")[0]["wanted"]["bits"]["bit"]
    assert named[0] == {"name": "tx-tcp-segmentation"}
    assert len(told("ethtool", "ethtool", "FEATURES_NTF")) == 2


def test_time_stamping_bits() -> None:
    bits = told("ethtool", "ethtool", "TSINFO_GET_REPLY")[0]["timestamping"]["bits"]
    assert [bit["name"] for bit in bits["bit"]] == [
        "software-transmit",
        "software-receive",
        "software-system-clock",
    ]


def test_devlink_names_its_device() -> None:
    found = asked("devlink", "devlink", "ESWITCH_GET")[0]
    assert found == {"bus_name": "pci", "dev_name": "0000:00:05.0"}
    assert "ESWITCH_GET pci/0000:00:05.0:" in infos("devlink", "devlink")


def test_mptcp_endpoints_and_limits() -> None:
    first, second = told("mptcp", "mptcp_pm", "GET_ADDR")[:2]
    assert first["addr"]["addr4"] == "10.0.0.1"
    assert first["addr"]["flags"] == ("SIGNAL",)
    assert second["addr"]["addr6"] == "fd00::1"
    assert second["addr"]["flags"] == ("SUBFLOW", "BACKUP")
    limits = told("mptcp", "mptcp_pm", "GET_LIMITS")[0]
    assert limits == {"rcv_add_addrs": 4, "subflows": 4}


def test_mptcp_events_as_its_monitor_shows_them() -> None:
    closed = told("mptcp", "mptcp_pm", "EVENT_SUB_CLOSED")[0]
    holds(closed, token=0xC3321C6D, rem_id=5, loc_id=5, error=111, backup=0)
    holds(closed, saddr4="10.0.0.1", sport=33917, daddr4="10.0.0.1", dport=9090)
    seen = infos("mptcp", "mptcp_pm")
    assert "EVENT_ANNOUNCED token c3321c6d remid 5 -> 10.0.0.1:9090" in seen
    assert "EVENT_CLOSED token ceeebcb1" in seen


def test_wireguard_peers() -> None:
    found = told("wireguard", "wireguard", "GET_DEVICE")[0]
    holds(found, ifname="wg0", listen_port=51820, fwmark=0x10)
    assert found["public_key"] == "MusMrXvbZ7hBdS+AsAeL1eMzdm7Y3msxnkCaruKTnHM="
    first, second = found["peers"]
    holds(first, endpoint="127.0.0.1:51821", persistent_keepalive_interval=25)
    assert [(ip["ipaddr"], ip["cidr_mask"]) for ip in first["allowedips"]] == [
        ("10.0.0.0", 24),
        ("fd00::", 64),
    ]
    holds(second, endpoint="[::1]:51822", persistent_keepalive_interval=0)
    assert second["public_key"] == "HABdP6jkMKYrhtvTFipSnA8abtvsFD+8YgDJsxNfozg="
    assert [ip["ipaddr"] for ip in second["allowedips"]][::39] == ["10.2.1.0", "10.2.40.0"]


def test_macsec_device() -> None:
    found = told("macsec", "macsec", "GET_TXSC")[0]
    holds(found["secy"], sci=0x46A8C6AE1A0B000B, icv_len=16, window=32, validate="STRICT")
    holds(found["secy"], encrypt=1, inc_sci=1, es=0, scb=0, replay=1)
    assert found["txsa_list"][0]["keyid"] == b"\x01" + bytes(15)
    assert found["rxsc_list"][0]["sci"] == 0x0200000000AA04D2
    assert found["rxsc_list"][0]["sa_list"][0]["active"] == 0
    assert found["offload"] == {"type": "OFF"}


def test_mesh_as_batctl_dumps_it() -> None:
    found = told("batadv", "batadv", "GET_MESH")[-1]
    holds(found, version="2022.3", mesh_ifname="bat0", mesh_address="c6:a4:84:47:00:5a")
    holds(found, tt_ttvn=2, bla_crc=63730, gw_mode="SERVER", orig_interval=500)
    holds(found, gw_bandwidth_down=100, gw_bandwidth_up=20, multicast_fanout=16)
    assert found["mcast_flags"] == ("WANT_NO_RTR4", "WANT_NO_RTR6")
    clients = told("batadv", "batadv", "GET_TRANSTABLE_LOCAL")
    assert clients[2]["tt_address"] == "c6:a4:84:47:00:5a"
    assert clients[2]["tt_crc32"] == 0x704841EB


def test_virtual_services() -> None:
    first, second = told("ipvs", "IPVS", "NEW_SERVICE")[:2]
    holds(first["service"], protocol="TCP", addr="127.0.0.1", port=80, timeout=60)
    holds(second["service"], protocol="UDP", addr="::1", port=53, netmask=128)
    by_mark = asked("ipvs", "IPVS", "NEW_SERVICE")[1]["service"]
    holds(by_mark, fwmark=7, sched_name="rr")
    server = asked("ipvs", "IPVS", "SET_DEST")[0]["dest"]
    holds(server, addr="127.0.0.2", port=8080, fwd_method="MASQ", weight=9)
    holds(told("ipvs", "IPVS", "SET_CONFIG")[0], timeout_tcp=900, timeout_udp=300)


def test_l2tp_session() -> None:
    found = told("l2tp", "l2tp", "SESSION_GET")[0]
    holds(found, session_id=10, peer_session_id=20, conn_id=1, ifname="l2a")
    holds(found, cookie=b"\1\2\3\4", peer_cookie=bytes(range(1, 9)))
    holds(found, recv_seq=1, send_seq=1)
    tunnel = told("l2tp", "l2tp", "TUNNEL_GET")[0]
    holds(tunnel, encap_type="UDP", udp_sport=5000, udp_dport=5001)


def test_fou_ports() -> None:
    found = told("fou", "fou", "GET")[:3]
    shown = [(port["port"], port["type"], port["ipproto"]) for port in found]
    assert shown == [(7777, "DIRECT", 41), (6666, "GUE", 0), (5555, "DIRECT", 4)]
    assert found[0]["local_v6"] == "::1"


def test_tipc_node_and_names() -> None:
    assert asked("tipc", "TIPCv2", "NET_SET")[0] == {"net": {"addr": 0x1001001}}
    assert told("tipc", "TIPCv2", "NET_GET")[0]["net"]["id"] == 4711
    names = [row["name_table"]["publ"] for row in told("tipc", "TIPCv2", "NAME_TABLE_GET")]
    holds(names[0], type=0, lower=16781313, upper=16781313, scope="CLUSTER_SCOPE")
    holds(names[1], type=1, lower=1, upper=1, scope="NODE_SCOPE", ref=433502688)
    bearers = [row["bearer"] for row in told("tipc", "TIPCv2", "BEARER_GET")]
    assert [bearer["name"] for bearer in bearers[:2]] == ["eth:v0", "udp:u1"]
    assert bearers[1]["udp_opts"]["local"] == "127.0.0.1:6118"


def test_quota_warnings() -> None:
    soft, hard = told("quota", "VFS_DQUOT", "WARNING")
    holds(soft, warning="BSOFTWARN", qtype="USRQUOTA", excess_id=65534)
    holds(hard, warning="BHARDWARN", caused_id=65534, dev_major=7, dev_minor=0)


def test_sampled_packet_is_truncated() -> None:
    first = told("psample", "psample", "SAMPLE")[0]
    holds(first, sample_group=5, sample_rate=1, group_seq=0, proto=0x0800)
    assert len(first["data"]) == 64
    assert first["origsize"] == 98


def test_dropped_packet() -> None:
    found = told("drop_monitor", "NET_DM", "PACKET_ALERT")[0]
    holds(found, reason="NO_SOCKET", symbol="__udp4_lib_rcv+0x9a2/0xc30", proto=0x0800)
    assert found["payload"].endswith(b"nobody home")
    assert told("drop_monitor", "NET_DM", "CONFIG_NEW")[0]["queue_len"] == 1000


def test_task_that_ended() -> None:
    last = told("taskstats", "TASKSTATS", "NEW")[-1]
    first = told("taskstats", "TASKSTATS", "NEW")[0]
    assert first["aggr_pid"]["pid"] == 1
    holds(first["aggr_pid"]["stats"], version=13, ac_comm="bash", ac_uid=0, ac_pid=1)
    assert last["aggr_pid"]["stats"]["ac_comm"] == "true"


def test_datapath_and_its_ports() -> None:
    path = told("ovs", "ovs_datapath", "DEL")[0]
    holds(path, name="dp0", masks_cache_size=256, user_features=path["user_features"])
    assert "DISPATCH_UPCALL_PER_CPU" in path["user_features"]
    gone = told("ovs", "ovs_vport", "DEL")[0]
    holds(gone, name="d0", port_no=1, type="NETDEV")
    holds(gone["stats"], tx_packets=1, tx_bytes=70, rx_packets=0)


def test_flow_of_a_datapath() -> None:
    flow = told("ovs", "ovs_flow", "GET")[0]
    holds(flow["key"], in_port=1, ethertype=0x0800)
    holds(flow["key"]["ipv4"], ipv4_src="10.0.0.1", ipv4_frag="NONE")
    assert flow["mask"]["ipv4"]["ipv4_src"] == "255.255.255.255"
    assert flow["actions"] == {"output": 2}
    limit = told("ovs", "ovs_ct_limit", "GET")[0]
    assert limit["zone_limit"] == [{"zone_id": -1, "limit": 0, "count": 0}]


def test_block_device_over_the_network() -> None:
    found = asked("nbd", "nbd", "CONNECT")[0]
    holds(found, index=1, size_bytes=1 << 20, block_size_bytes=4096)
    assert found["server_flags"] == ("HAS_FLAGS",)
    assert len(told("nbd", "nbd", "STATUS")[0]["device_list"]["item"]) == 16
