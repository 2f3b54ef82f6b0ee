"""Values of newer captures, read by eye in what the tools printed as they were made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nlscope.export.values import undecoded, values
from tests.support import session

CAPTURES = Path(__file__).parents[2] / "captures"
NAMES = [
    "auditctl",
    "bridge_cfm",
    "ethtool_netdevsim",
    "netdevsim",
    "netfilter_tools",
    "ovs_vswitchd",
    "route_encap",
    "wifi_ap",
    "wifi_roam",
]


@cache
def rows(capture: str) -> list[tuple[str, dict[str, Any], int]]:
    return [
        (said.info, values(said.root), undecoded(said.root))
        for said in session(CAPTURES / f"{capture}.pcapng")
    ]


def said(capture: str, start: str) -> list[dict[str, Any]]:
    """Return the values of the messages whose row begins with a text."""
    found = [value for info, value, _ in rows(capture) if info.startswith(start)]
    assert found, start
    return found


@pytest.mark.parametrize("capture", NAMES)
def test_nothing_is_left_undecoded(capture: str) -> None:
    assert [info for info, _, left in rows(capture) if left] == []


def test_a_formatted_message() -> None:
    # devlink health diagnose: test_bool: true test_u8: 1 test_u32: 3 test_u64: 4
    # test_string: somestring test_binary: 39 0e fd ... test_nest: nested_test_bool: false
    row = said("netdevsim", "HEALTH_REPORTER_DIAGNOSE test_bool")[0]
    first, numbers, objects = row["fmsg"]
    assert (first["test_bool"], first["test_u64"]) == (True, 4)
    assert first["test_string"] == "somestring"
    assert first["test_binary"] == [bytes.fromhex("390efd9c0a2a56fa77e27d2a04993ab0")]
    assert first["test_nest"] == {"nested_test_bool": False, "nested_test_u8": 0}
    assert numbers == {"test_u32_array": list(range(10))}
    assert objects["test_array_of_objects"][9]["in_array_nested_test_u8"] == 9


def test_a_health_reporter() -> None:
    # reporter dummy state healthy error 1 recover 1 grace_period 0 auto_recover true
    text = "HEALTH_REPORTER_GET netdevsim/netdevsim1: reporter dummy state HEALTHY error 1"
    assert said("netdevsim", f"{text} recover 1 grace_period 0ms auto_recover 1")


def test_elements_of_an_access_point() -> None:
    # hostapd: ssid=test net, channel 6, wpa_key_mgmt=WPA-PSK WPA-PSK-SHA256 SAE, CCMP,
    # HT40+, ieee80211w=1, vendor_elements=dd0411223301
    rows = said(
        "wifi_ap", "NEW_SCAN_RESULTS dev wlan1(4) 02:00:00:00:00:00 2437 MHz -30.00 dBm"
    )
    elements = rows[0]["bss"]["information_elements"]
    by_id = {element["id"]: element for element in elements}
    assert by_id["SSID"]["data"] == "test net"
    assert by_id["DS_PARAMS"]["content"] == {"channel": 6}
    assert by_id["RSN"]["content"] == {
        "version": 1,
        "group": "CCMP",
        "pairwise": ["CCMP"],
        "akm": ["PSK", "PSK_SHA256", "SAE"],
        "capability": ["MFPC"],
        "replay_counters": 16,
    }
    assert by_id["HT_OPERATION"]["content"]["secondary"] == "ABOVE"
    assert by_id["VENDOR_SPECIFIC"]["content"] == {"oui": "11:22:33", "type": 1}


def test_keys_stay_hidden() -> None:
    assert said("wifi_ap", "NEW_KEY dev wlan0(3) data (16 bytes hidden) cipher CCMP idx 1")


def test_statistics_of_expectations() -> None:
    # conntrack -S exp: cpu=1 expect_new=0 expect_create=0 expect_delete=0
    text = "expectations cpu=1 new=0 create=0 delete=0"
    assert said("netfilter_tools", text)[0]["res_id"] == 1


def test_a_dump_of_associations_has_no_header() -> None:
    (row,) = [v for v in said("netdevsim", "all") if "address_filter" in v]
    assert list(row) == ["address_filter"]


def test_route_with_a_geneve_option() -> None:
    # ip route add 192.1.3.0/24 encap ip id 5 dst 10.0.0.9 geneve_opts 0102:80:00880022
    row = said("route_encap", "192.1.3.0/24 encap ip id 5 dst 10.0.0.9")[0]
    option = {"class": 0o102, "type": 80, "data": bytes.fromhex("00880022")}
    assert row["encap"]["opts"] == {"geneve": [option]}


def test_route_with_a_signed_segment_list() -> None:
    # ... encap seg6 mode encap.red segs fd00::a,fd00::b hmac 5
    row = said("route_encap", "2001:db8:2::/48 encap seg6 ")[0]
    segments = row["encap"]["srh"]["segments"]
    assert segments[:2] == ["fd00::b", "fd00::a"]
    assert segments[2]["keyid"] == 5


def test_audit_settings() -> None:
    # auditctl -r 5: enabled 1 failure 1 pid 0 rate_limit 5 backlog_limit 1000
    assert said("auditctl", "rate 5/s set RATE_LIMIT")[0]["status"]["rate_limit"] == 5
    assert said("auditctl", "backlog 1000 set BACKLOG_LIMIT")
    row = said("auditctl", "enabled 1 failure printk pid 0 backlog 0/1000 rate 5/s")[0]
    assert row["status"]["backlog_wait_time"] == 15000
    assert said("auditctl", "version 0 features LOGINUID_IMMUTABLE lock LOGINUID_IMMUTABLE")


def test_audit_rules() -> None:
    # -w /etc/passwd -p wa -k pw
    row = said(
        "auditctl", "-a always,exit -S all -F path=/etc/passwd -F perm=wa -F key=pw"
    )[0]["rule"]
    assert row["fields"][:3] == ["WATCH", "PERM", "FILTERKEY"]
    assert row["values"][:3] == [len("/etc/passwd"), 0x2 | 0x8, len("pw")]


def test_mpls_label_stacks_of_flows() -> None:
    # ovs-vswitchd tries how many labels the kernel takes (check_max_mpls_depth)
    rows = said("ovs_vswitchd", "NEW dp ovs-system(6) in_port(0),eth(")
    labels = [row["key"]["mpls"] for row in rows if "mpls" in row["key"]]
    assert labels[:2] == [
        [{"mpls_lse": 0x100}],
        [{"mpls_lse": 0}, {"mpls_lse": 0x100}],
    ]


def test_neighbour_discovery_extensions() -> None:
    # ovs-vswitchd tries a key that only programs know (check_nd_extensions)
    actions = [row["actions"] for row in said("ovs_vswitchd", "EXECUTE dp ovs-system(6)")]
    (masked,) = [each["set_masked"] for each in actions if "nd_ext" in str(each)]
    assert masked["nd_extensions"]["key"]["nd_options_type"] == 0x53
    assert masked["nd_extensions"]["mask"]["nd_reserved"] == 0x7F7F7F7F
