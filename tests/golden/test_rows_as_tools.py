"""Rows against what each family's own tool printed of the same messages.

The comments quote the .log beside the capture that was recorded; interface names have
their index here, and what only a person would miss is left out.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.support import CAPTURES, session


@cache
def rows(capture: str) -> frozenset[str]:
    """Return what the rows of a capture say."""
    return frozenset(said.info for said in session(CAPTURES / f"{capture}.pcapng"))


SAID = [
    # ip route: 192.0.2.0/24 via 10.0.0.254 dev d0 metric 10 mtu 1400 advmss 1360
    # initcwnd 20 rto_min lock 200ms congctl cubic
    (
        "route",
        (
            "192.0.2.0/24 via 10.0.0.254 dev d0(47) metric 10 lock rto_min mtu 1400"
            " advmss 1360 initcwnd 20 rto_min 200ms congctl cubic"
        ),
    ),
    # ip route: 198.51.100.0/24 proto static
    #   nexthop via 10.0.0.253 dev d0 weight 2
    #   nexthop via 10.0.1.254 dev d1 weight 3 onlink
    (
        "route",
        (
            "198.51.100.0/24 proto static nexthop via 10.0.0.253 dev d0(47) weight 2"
            " nexthop via 10.0.1.254 dev d1(48) weight 3 onlink"
        ),
    ),
    # ip route: local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1
    (
        "route",
        "local 127.0.0.1/32 dev lo(1) table local proto kernel scope host src 127.0.0.1",
    ),
    # ip route: 192.0.3.0/24  encap mpls  100/200 ttl 9 via 10.0.0.254 dev d0
    ("route", "192.0.3.0/24 encap mpls 100/200 ttl 9 via 10.0.0.254 dev d0(47)"),
    # ip -6 route: 2001:db8:2::/48  encap seg6 mode encap segs 2 [ fd00::a fd00::b ] dev d0
    # metric 1024 pref medium
    (
        "route",
        (
            "2001:db8:2::/48 encap seg6 mode encap segs 2 [ fd00::a fd00::b ] dev d0(47)"
            " metric 1024"
        ),
    ),
    # ip -M route: 300 as to 400 via inet 10.0.0.254 dev d0
    ("route", "300 as to 400 via inet 10.0.0.254 dev d0(47)"),
    # ip nexthop: id 11 group 1/2,5
    ("route", "id 11 group 1/2,5"),
    # ip rule: 103: from all ipproto tcp sport 1000-2000 dport 443 lookup 102
    ("rule", "103: from all ipproto tcp sport 1000-2000 dport 443 lookup 102"),
    # ip neigh: fd00:1::2 dev d0 lladdr 02:00:00:00:00:02 router PERMANENT
    ("neigh", "fd00:1::2 dev d0(49) lladdr 02:00:00:00:00:02 router PERMANENT"),
    # bridge fdb: 02:00:00:00:00:10 dev p1 vlan 30 master br0 static
    ("bridge", "02:00:00:00:00:10 dev p1(51) vlan 30 master br0(50) static"),
    # bridge vlan: p1  1 Egress Untagged  10-11  13-20  30 PVID Egress Untagged
    (
        "bridge",
        (
            "dev p1(51) vid 1 untagged forwarding, vid 10-11 forwarding,"
            " vid 13-20 forwarding, vid 30 pvid,untagged forwarding"
        ),
    ),
    # bridge vlan add dev p1 vid 10-20
    ("bridge", "index p1(51) vlan 10-20"),
    # wg show: allowed ips: 10.0.0.0/24, fd00::/64
    (
        "wireguard",
        (
            "SET_DEVICE wg0 peer Wyg0jap9QrzQ/EaBpgTME9qA2JKuHXUaFlKI3s89X3I="
            " replace_allowedips preshared-key (32 bytes hidden) endpoint 127.0.0.1:51821"
            " allowed-ips 10.0.0.0/24,fd00::/64 keepalive 25s"
        ),
    ),
    # conntrack -E: [NEW] tcp 6 120 SYN_SENT src=127.0.0.1 dst=127.0.0.1 sport=45884
    # dport=8080 [UNREPLIED] src=127.0.0.1 dst=127.0.0.1 sport=8080 dport=45884
    # and its id
    (
        "conntrack",
        (
            "[NEW] tcp 120 SYN_SENT src=127.0.0.1 dst=127.0.0.1 sport=45884 dport=8080"
            " [UNREPLIED] src=127.0.0.1 dst=127.0.0.1 sport=8080 dport=45884 id=1519237794"
        ),
    ),
    # conntrack -E: [UPDATE] tcp 6 432000 ESTABLISHED ... [ASSURED] id=1519237794
    (
        "conntrack",
        (
            "[UPDATE] tcp 432000 ESTABLISHED src=127.0.0.1 dst=127.0.0.1 sport=45884"
            " dport=8080 src=127.0.0.1 dst=127.0.0.1 sport=8080 dport=45884 [ASSURED]"
            " id=1519237794"
        ),
    ),
    # nfct add timeout pol inet tcp established 100 close 5
    ("conntrack", "pol ip tcp established 100s close 5s"),
    # ip xfrm policy: src fd00::/16 dst fd01::/16 dir fwd priority 0 ptype main
    # tmpl src :: dst :: proto esp reqid 0 mode transport level use if_id 0x9
    (
        "xfrm",
        (
            "src fd00::/16 dst fd01::/16 dir fwd action allow tmpl src :: dst :: proto esp"
            " mode transport level use if_id 0x9"
        ),
    ),
    # ovs-dpctl dump-flows: in_port(1),eth(),eth_type(0x0800),ipv4(src=10.0.0.1,frag=no),
    # packets:0, bytes:0, used:never, actions:2
    (
        "ovs",
        (
            "GET dp dp0(23) in_port(1),eth(),eth_type(0x0800),ipv4(src=10.0.0.1,frag=no)"
            " actions:2"
        ),
    ),
    # ovs-dpctl ct-get-limits: default limit=0
    ("ovs", "GET default limit=0"),
    # auditctl -l: -a always,exit -F arch=b64 -S openat -F uid=0 -F exit=-EACCES -F key=k1
    (
        "auditctl",
        "-a always,exit -F arch=b64 -S openat -F uid=0 -F exit=-EACCES -F key=k1",
    ),
    # ipset list: 10.0.0.1,tcp:80,10.1.0.0/16
    ("netfilter_tools", "h3 10.0.0.1 tcp:80 10.1.0.0/16"),
    # tc class: class htb 1:1 root rate 100Mbit ceil 200Mbit
    (
        "tc",
        "class htb 1:1 root dev d0(54) rate 100Mbit ceil 200Mbit prio 0 quantum 200000",
    ),
    # tc filter: match 0a000000/ff000000 at 16 match 00000050/0000ffff at 20
    (
        "tc",
        (
            "filter dev d0(54) parent 1: prio 1 protocol ip u32 classid 1:20 flags TERMINAL"
            " nkeys 2 match 0a000000/ff000000 at 16 match 00000050/0000ffff at 20"
        ),
    ),
    # ethtool -K v0 rx off: rx-checksum off
    ("ethtool", "FEATURES_SET v0 wanted rx-checksum off"),
    # ipvsadm: UDP [::1]:53 wlc
    ("ipvs", "NEW_SERVICE UDP [::1]:53 wlc"),
    # ipvsadm: IP Virtual Server version 1.2.1 (size=4096)
    ("ipvs", "SET_INFO version 1.2.1 size=4096"),
    # hostapd: deauthenticates everybody when it begins
    (
        "wifi_ap",
        (
            "FRAME dev wlan0(3) deauth 02:00:00:00:00:00 -> ff:ff:ff:ff:ff:ff reason 2"
            " 2437 MHz"
        ),
    ),
    # nfnetlink_queue: the packet that was queued
    (
        "nfacct_nflog",
        "queue 3 packet 1 127.0.0.1:33721 > 127.0.0.1:9999 udp hook LOCAL_OUT out 1",
    ),
    # psample: a ping
    (
        "psample",
        (
            "SAMPLE group 5 seq 0 out d0(28) rate 1 10.0.0.1 > 10.0.0.2 icmp type 8 code 0"
            " origsize 98 proto 0x0800"
        ),
    ),
    # rdma link: link rxe0/1 state ACTIVE physical_state LINK_UP netdev v0 netdev_index 4
    ("rdma", "rxe0/1 state ACTIVE physical_state LINK_UP netdev v0"),
    # rdma res show qp: link rxe0/1 lqpn 1 type GSI state RTS sq-psn 0 comm [ib_core]
    ("rdma", "rxe0 lqpn 1 type GSI state RTS sq-psn 0 comm ib_core"),
    # rdma res show pd: dev rxe0 pdn 0 local_dma_lkey 0x15c users 1 comm [ib_core]
    ("rdma", "rxe0 pdn 0 local_dma_lkey 0x15c users 1 comm ib_core"),
    # rdma res show cq: dev rxe0 cqn 0 cqe 1023 users 2 poll-ctx WORKQUEUE comm [ib_core];
    # 2 is IB_POLL_UNBOUND_WORKQUEUE in include/rdma/ib_verbs.h, rdma counts from DIRECT
    ("rdma", "rxe0 cqn 0 cqe 1023 users 2 poll-ctx UNBOUND_WORKQUEUE comm ib_core"),
    # rdma system: netns shared privileged-qkey off monitor on copy-on-fork on
    ("rdma", "netns shared privileged-qkey 0 monitor 1 copy-on-fork 1"),
    # ip ila: loc_match 1:2:3:4 loc 5:6:7:8 csum-mode adj-transport ident-type luid dev d0
    (
        "gtp_hsr_ila",
        (
            "GET loc_match 0x1000200030004 loc 0x5000600070008 dev 3"
            " csum-mode ADJUST_TRANSPORT ident-type LUID"
        ),
    ),
    # gtp: what was asked for, TEI 100 and 200 of GTP version 1
    (
        "gtp_hsr_ila",
        "GETPDP dev 11 V1 tei 0x64/0xc8 ms_addr 10.9.0.1 peer_addr 10.0.0.9",
    ),
    # drbdsetup connect r0 ipv4:127.0.0.1:7000 ipv4:127.0.0.1:7001
    ("drbd", "CONNECT r0 127.0.0.1:7000 > 127.0.0.1:7001"),
    # ip -6 route: fd00:9::/64 dev r1 proto kernel metric 256 expires 86400sec
    (
        "router_adverts",
        "fd00:9::/64 dev r1(2) proto kernel metric 256 expires 86400s",
    ),
    # radvd: prefix fd00:9::/64, AdvValidLifetime 86400, AdvPreferredLifetime 14400
    ("router_adverts", "fd00:9::/64 dev r1(2) valid 86400 preferred 14400"),
    # nfnl_osf -f pf.os
    ("osf", '"AIX" "4.3" "2-3"'),
    # udevadm monitor --kernel: add /devices/virtual/net/grouped (net)
    ("groups", "add /devices/virtual/net/grouped SUBSYSTEM=net"),
    # forkstat: exec 246
    ("groups", "exec pid 246"),
    # openvpn --verb 4: the peer's address, the tunnel's, and its keepalive
    ("ovpn", "KEY_SWAP dev ovpns(4) peer 0"),
    # kcapi-dgst -c sha256, /proc/crypto: driver sha256-lib
    ("crypto", "sha256 driver sha256-lib"),
    # netlink_test.ko answers: hello users!!!
    ("unit30", '"hello users!!!"'),
    ("unit17", '"hello knetlink"'),
]


@pytest.mark.parametrize(("capture", "text"), SAID)
def test_a_row_says_what_the_tool_printed(capture: str, text: str) -> None:
    assert text in rows(capture)


def test_an_access_point_that_was_found_has_its_name() -> None:
    # wpa_cli scan_results: 02:00:00:00:00:00 2437 -30 ... test net
    begin = "NEW_SCAN_RESULTS dev wlan1(4) 02:00:00:00:00:00 2437 MHz -30.00 dBm"
    found = [info for info in rows("wifi_ap") if info.startswith(begin)]
    assert found
    assert all(' ssid "test net"' in info for info in found)


def test_rules_of_a_country() -> None:
    # iw reg get: country DE: DFS-ETSI (2400 - 2483 @ 40), (N/A, 20), (N/A)
    begin = "GET_REG country DE: DFS-ETSI (2400 - 2483.5 @ 40) 20.00 dBm, "
    assert any(info.startswith(begin) for info in rows("wifi_hwsim"))


@pytest.mark.parametrize("capture", ["ovs", "auditctl", "wifi_ap", "bridge", "ethtool"])
def test_no_row_is_empty(capture: str) -> None:
    silent = {said.identity.type_name for said in session(CAPTURES / f"{capture}.pcapng")
              if not said.info}  # fmt: skip
    assert silent <= {"NLMSG_DONE", "AUDIT_GET", "AUDIT_LIST_RULES"}
