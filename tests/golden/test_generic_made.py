"""Generic netlink families that no capture has, messages made by hand from the headers."""

from __future__ import annotations

import struct
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from nlscope.context import Context
from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from nlscope.model import HOST_ORDER
from nlscope.roundtrip import encode
from nlscope.spec import GENERIC
from tests.support import attr, genlmsg, message, nlmsg, tree

ID = 40
NESTED = 0x8000
MAC = bytes.fromhex("020000000001")


def known(family: str) -> Context:
    """Return a context that has seen a family announced under ID."""
    body = attr(2, family.encode() + b"\0") + attr(1, struct.pack("=H", ID))
    context = Context()
    context.observe(message(GENERIC, nlmsg(16, genlmsg(1, body), flags=0)))
    return context


def decoded(
    family: str, cmd: int, *attrs: bytes, kernel: bool = False
) -> tuple[str, dict[str, Any]]:
    """Return the row's text and the values of a message, after checking it both ways."""
    body = b"".join(attrs)
    data = nlmsg(ID, genlmsg(cmd, body), flags=0 if kernel else 1)
    root = tree(GENERIC, data, known(family))
    assert encode(root, HOST_ORDER) == data
    assert undecoded(root) == 0
    assert problems(root) == []
    assert root.value.family.name == family
    return summary(root), values(root)


def u8(number: int) -> bytes:
    return bytes([number])


def u16(number: int) -> bytes:
    return struct.pack("=H", number)


def u32(number: int) -> bytes:
    return struct.pack("=I", number)


def u64(number: int) -> bytes:
    return struct.pack("=Q", number)


def text(string: str) -> bytes:
    return string.encode() + b"\0"


def nest(kind: int, *attrs: bytes) -> bytes:
    return attr(kind | NESTED, b"".join(attrs))


def test_seg6_source_of_tunnels() -> None:
    address = IPv6Address("2001:db8::1")
    info, said = decoded("SEG6", 3, attr(1, address.packed))
    assert info == "SET_TUNSRC addr 2001:db8::1"
    assert said == {"dst": "2001:db8::1"}


def test_seg6_key() -> None:
    parts = attr(3, u32(0x10)), attr(5, u8(4)), attr(4, b"\1\2\3\4"), attr(6, u8(2))
    info, said = decoded("SEG6", 2, *parts, kernel=True)
    assert info == "DUMPHMAC hmac 0x10 algo SHA256 secret of 4 bytes"
    assert said["secret"] == b"\1\2\3\4"


def test_ila_is_in_network_order() -> None:
    match, locator = bytes.fromhex("20010db800000001"), bytes.fromhex("fd00000000000002")
    parts = attr(3, match), attr(1, locator), attr(4, u32(3)), attr(7, u8(1))
    info, said = decoded("ila", 1, *parts)
    assert info == (
        "ADD loc_match 0x20010db800000001 loc 0xfd00000000000002 dev 3 "
        "csum-mode NEUTRAL_MAP"
    )
    assert said["ifindex"] == 3


def test_ioam6_commands_and_events_share_numbers() -> None:
    added = attr(1, u16(123)), attr(2, u32(0xBEEF)), attr(3, u64(0xCAFE))
    assert decoded("IOAM6", 1, *added)[0] == (
        "ADD_NAMESPACE namespace 123 data 0xbeef wide 0xcafe"
    )
    event = attr(1, u16(123)), attr(2, u8(2)), attr(3, u32(0xC00000)), attr(4, b"\0" * 8)
    info, said = decoded("IOAM6", 1, *event, kernel=True)
    assert info == "EVENT_TRACE namespace 123 nodelen 2 type 0xc00000"
    assert said["trace_data"] == b"\0" * 8


def test_netlabel_mapping_by_address() -> None:
    selector = nest(
        9,
        attr(7, IPv4Address("10.0.0.0").packed),
        attr(8, IPv4Address("255.0.0.0").packed),
        attr(2, u32(3)),
        attr(4, u32(16)),
    )
    parts = attr(1, text("lsm_t")), attr(11, u16(2)), nest(10, selector, selector)
    info, said = decoded("NLBL_MGMT", 3, *parts, kernel=True)
    one = "address:10.0.0.0/8 protocol:CIPSOV4 doi:16"
    assert info == f'LISTALL domain:"lsm_t" family:INET selectors {one}, {one}'
    found = said["selectorlist"]["addrselector"][0]
    assert found == {
        "ipv4addr": "10.0.0.0", "ipv4mask": "255.0.0.0", "protocol": "CIPSOV4", "cv4doi": 16
    }  # fmt: skip


def test_netlabel_cipso_and_unlabeled() -> None:
    level = nest(7, attr(5, u32(0)), attr(6, u32(5)))
    tags = nest(4, attr(3, u8(1)), attr(3, u8(5)))
    info, said = decoded(
        "NLBL_CIPSOv4", 1, attr(1, u32(8)), attr(2, u32(1)), tags, nest(8, level)
    )
    assert info == "ADD doi:8 type:TRANS tags:RBITMAP,RANGE levels:0=5"
    assert said["mlslvllst"] == {"mlslvl": [{"mlslvlloc": 0, "mlslvlrem": 5}]}
    assert decoded("NLBL_UNLBL", 1, attr(1, u8(1)))[0] == "ACCEPT accept:1"


def test_hsr_nodes() -> None:
    parts = attr(2, u32(4)), attr(1, MAC), attr(1, MAC[:5] + b"\2")
    info, said = decoded("HSR", 6, *parts, kernel=True)
    assert info == "SET_NODE_LIST dev 4 node 02:00:00:00:00:01,02:00:00:00:00:02"
    assert said["node_addr"] == ["02:00:00:00:00:01", "02:00:00:00:00:02"]


def test_handshake_accepted_and_done() -> None:
    given = (
        attr(1, u32(5)),
        attr(3, u32(1)),
        attr(4, u32(30000)),
        attr(5, u32(3)),
        nest(7, attr(1, u32(77)), attr(2, u32(78))),
        attr(8, text("server")),
    )
    info, said = decoded("handshake", 2, *given, kernel=True)
    assert info == 'ACCEPT CLIENTHELLO fd 5 auth X509 peer "server" timeout 30000 ms'
    assert said["certificate"] == [{"cert": 77, "privkey": 78}]
    done = attr(1, u32(0)), attr(2, u32(5)), attr(3, u32(9)), attr(3, u32(10))
    assert decoded("handshake", 3, *done)[1]["remote_auth"] == [9, 10]


def test_net_shaper_group() -> None:
    def handle(kind: int, scope: int, number: int) -> bytes:
        return nest(kind, attr(1, u32(scope)), attr(2, u32(number)))

    leaves = [nest(10, handle(1, 2, queue), attr(7, u32(1))) for queue in (0, 1)]
    info, said = decoded(
        "net-shaper", 4, attr(8, u32(2)), handle(1, 3, 9), attr(4, u64(10**10)), *leaves
    )
    text = "GROUP dev 2 NODE 9 bw-max 10000000000 leaves QUEUE 0 weight 1, QUEUE 1 weight 1"
    assert info == text
    assert said["leaves"][1] == {"handle": {"scope": "QUEUE", "id": 1}, "weight": 1}
    caps = attr(1, u32(2)), attr(2, u32(2)), attr(3, b""), attr(7, b"")
    info, said = decoded("net-shaper", 5, *caps, kernel=True)
    assert (info, said["support_bw_max"]) == ("CAP_GET dev 2 QUEUE", True)


def test_nfsd_listeners_and_exports() -> None:
    address = struct.pack("=H", 2) + struct.pack("!H4s8x", 2049, b"\x7f\0\0\1")
    sock = nest(1, attr(1, address), attr(2, text("tcp")))
    info, said = decoded("nfsd", 7, sock, kernel=True)
    assert info == "LISTENER_GET tcp 127.0.0.1:2049"
    assert said == {"addr": [{"addr": "127.0.0.1:2049", "transport_name": "tcp"}]}
    flavor = nest(10, attr(1, u32(390003)), attr(2, u32(0x401)))
    export = nest(1, attr(2, text("*")), attr(3, text("/srv")), flavor, attr(12, u32(4)))
    info, said = decoded("nfsd", 12, export)
    assert info == "SVC_EXPORT_SET_REQS client * /srv ROOTSQUASH"
    assert said["requests"][0]["secinfo"] == [
        {"pseudoflavor": "GSS_KRB5", "flags": ("READONLY", "NOSUBTREECHECK")}
    ]


def test_ovpn_peer() -> None:
    peer = nest(
        2,
        attr(1, u32(7)),
        attr(2, IPv4Address("192.0.2.1").packed),
        attr(5, struct.pack("!H", 1194)),
        attr(16, u32(1)),
        attr(17, u64(1 << 40)),
    )
    info, said = decoded("ovpn", 3, attr(1, u32(5)), peer, kernel=True)
    assert info == "PEER_GET dev 5 peer 7 remote 192.0.2.1 port 1194"
    assert (said["peer"]["vpn_rx_bytes"], said["peer"]["vpn_tx_bytes"]) == (1, 1 << 40)


def test_psp_devices_and_associations() -> None:
    device = attr(1, u32(1)), attr(2, u32(3)), attr(3, u32(0x5)), nest(5, attr(1, u32(4)))
    info, said = decoded("psp", 1, *device, kernel=True)
    assert info == "DEV_GET device 1 dev 3 cap HDR0_AES_GCM_128,HDR0_AES_GMAC_128"
    assert said["assoc_list"] == [{"ifindex": 4}]
    key = nest(3, attr(1, bytes(16)), attr(2, u32(0x100)))
    asked = attr(1, u32(1)), attr(2, u32(1)), attr(5, u32(6))
    assert decoded("psp", 8, *asked)[0] == "RX_ASSOC device 1 HDR0_AES_GCM_256 fd 6"
    info, _ = decoded("psp", 8, attr(1, u32(1)), key, kernel=True)
    assert info == "RX_ASSOC device 1 rx spi 0x100"


def test_smc_link_group() -> None:
    common = nest(7, attr(0, u8(2)), attr(4, text("peer")))
    group = nest(2, attr(1, u32(0x100)), attr(2, u8(1)), attr(3, u8(1)), common)
    info, said = decoded("SMC_GEN_NETLINK", 2, group, kernel=True)
    assert info == "GET_LGR_SMCR lgr 0x100 SERV SINGLE"
    assert said["lgr_smcr"]["v2_common"] == {"ver": 2, "peer_host": "peer"}
    assert decoded("SMC_GEN_NETLINK", 10, attr(1, text("EID1")))[0] == 'ADD_UEID "EID1"'


def test_dev_energymodel_domain() -> None:
    parts = attr(2, u32(0)), attr(3, u64(0x1)), attr(4, u64(0xF))
    info, _ = decoded("dev-energymodel", 1, *parts, kernel=True)
    assert info == "GET_PERF_DOMAINS domain 0 cpus 0xf PERF_DOMAIN_MICROWATTS"


def test_hwsim_frame_and_its_status() -> None:
    frame = (
        attr(2, MAC),
        attr(3, b"\x80\0"),
        attr(4, u32(3)),
        attr(7, bytes([0xFF, 1, 4, 2])),
        attr(8, u64(0xAB)),
        attr(19, u32(2412)),
        attr(21, b"\4" + u16(0x108)),
    )
    info, said = decoded("MAC80211_HWSIM", 2, *frame, kernel=True)
    assert info == (
        "FRAME 02:00:00:00:00:01 2412 MHz TX_CTL_REQ_TX_STATUS,TX_CTL_NO_ACK cookie 0xab"
    )
    assert said["tx_info"] == [{"idx": -1, "count": 1}, {"idx": 4, "count": 2}]
    assert said["tx_info_flags"] == [{"idx": 4, "flags": ("MCS", "VHT_MCS")}]


def test_hwsim_measurement_rates_are_its_own() -> None:
    rate = nest(11, attr(1, u8(2)), attr(2, u8(9)), attr(5, u8(4)))
    response = nest(4, nest(1, nest(1, attr(2, u16(1)), rate)), attr(2, u32(0)))
    result = nest(28, nest(5, nest(1, attr(1, MAC), response)))
    _, said = decoded("MAC80211_HWSIM", 11, result)
    ftm = said["pmsr_result"]["peers"][0]["resp"]["data"]["ftm"]
    assert ftm == {
        "burst_index": 1, "tx_rate": {"flags": ("VHT_MCS",), "mcs": 9, "bw": "80"}
    }  # fmt: skip


def test_mac802154_hwsim_edges() -> None:
    edges = nest(3, *(nest(2, attr(1, u32(to)), attr(2, u8(255))) for to in (1, 2)))
    info, _ = decoded("MAC802154_HWSIM", 1, attr(1, u32(0)), edges, kernel=True)
    assert info == "GET_RADIO radio 0 to 1,2 lqi 255,255"


def test_tcmu_device() -> None:
    parts = attr(1, text("user_0/disk")), attr(2, u32(0)), attr(8, u32(6))
    info, _ = decoded("TCM-USER", 1, *parts, kernel=True)
    assert info == "ADDED_DEVICE device 6 user_0/disk minor 0"


def test_cifs_witness() -> None:
    address = (struct.pack("=H", 2) + b"\0\0\x0a\0\0\2").ljust(128, b"\0")
    parts = attr(1, u32(1)), attr(3, text("data")), attr(4, address), attr(8, b"")
    info, said = decoded("cifs", 1, *parts, kernel=True)
    assert info == "SWN_REGISTER registration 1 share data ip 10.0.0.2:0"
    assert said["swn_krb_auth"] is True


def test_ksmbd_tree_and_rpc() -> None:
    request = struct.pack(
        "=IHHQQ48s64s64s64x", 1, 1, 2, 0x10, 0x20, b"joe", b"data", b"10.0.0.9"
    )
    info, said = decoded("SMBD_GENL", 8, attr(8, request), kernel=True)
    assert info == 'TREE_CONNECT_REQUEST share "data" account "joe" from 10.0.0.9'
    assert said["tree_connect_request"]["account_flags"] == ("OK",)
    call = struct.pack("=III", 2, 0x2, 4) + b"\5\0\0\3"
    info, said = decoded("SMBD_GENL", 12, attr(12, call), kernel=True)
    assert info == "RPC_REQUEST SRVSVC_METHOD_INVOKE 4 bytes"
    assert said["rpc_request"]["payload"] == b"\5\0\0\3"


def test_ksmbd_start() -> None:
    names = struct.pack("16s16s16s64s64s", b"SMB2_10", b"SMB3_11", b"HOST", b"GROUP", b"")
    body = u32(0x10) + u32(2) + names + u16(445) + u16(10) + bytes(48 + 504)
    info, said = decoded("SMBD_GENL", 2, attr(2, body + u32(2) + b"lo"))
    assert info == "STARTING_UP HOST SMB2_10..SMB3_11 port 445"
    assert said["starting_up"]["signing"] == "AUTO"
    assert said["starting_up"]["payload"] == "lo"


def test_nfc_target_and_services() -> None:
    target = attr(4, u32(0)), attr(3, u32(0x10)), attr(5, u16(4)), attr(7, b"\1\2\3\4")
    info, _ = decoded("nfc", 8, *target, kernel=True)
    assert info == "CMD_GET_TARGET target 0 ISO14443_MASK nfcid1 01020304"
    services = nest(19, nest(1, attr(2, u8(16)), attr(1, text("urn:nfc:sn:snep"))))
    _, said = decoded("nfc", 20, attr(1, u32(0)), services, kernel=True)
    assert said["llc_sdp"] == [{"sap": 16, "uri": "urn:nfc:sn:snep"}]


def test_vdpa_features_are_those_of_the_device() -> None:
    net = attr(4, text("v0")), attr(5, u32(1)), attr(11, u16(1)), attr(14, u64(1 << 32 | 8))
    info, said = decoded("vdpa", 6, *net, kernel=True)
    assert info == "DEV_CONFIG_GET v0: type NET LINK_UP"
    assert said["dev_negotiated_features"] == ("NET_F_MTU", "F_VERSION_1")
    block = attr(4, text("v1")), attr(5, u32(2)), attr(20, u64(1 << 9)), attr(21, u64(2048))
    info, said = decoded("vdpa", 6, *block, kernel=True)
    assert info == "DEV_CONFIG_GET v1: type BLOCK capacity 2048"
    assert said["dev_features"] == ("BLK_F_FLUSH",)


def test_pmcraid_has_a_fixed_id() -> None:
    state = struct.pack("=II8xI", 0x10000, 4, 0x11000001)
    data = nlmsg(18, genlmsg(1, attr(1, state)), flags=0)
    root = tree(GENERIC, data)
    assert summary(root) == "EVENT host 0x10000 4 bytes"
    assert values(root)["event"]["data"] == u32(0x11000001)


def test_ncsi_packages_and_commands() -> None:
    channel = nest(1, attr(2, u32(0)), attr(5, text("fw")), nest(9, attr(10, u16(7))))
    package = nest(1, attr(2, u32(0)), attr(3, b""), nest(4, channel))
    info, said = decoded("NCSI", 1, nest(2, package), kernel=True)
    assert info == "PKG_INFO package 0 channel 0"
    listed = said["package_list"]["attr"][0]["channel_list"]["attr"]
    assert listed == [{"id": 0, "version_str": "fw", "vlan_list": {"vlan_id": [7]}}]
    packet = struct.pack("!BBxBBBH8x", 0, 1, 5, 0x50, 0, 4) + b"\0\0\1\2"
    info, said = decoded("NCSI", 4, attr(1, u32(2)), attr(5, packet))
    assert info == "SEND_CMD dev 2 type 0x50"
    assert said["data"]["payload"] == b"\0\0\1\2"


def test_dlm_timeout() -> None:
    lock = struct.pack(
        "=H2xIiiIIQbbb5xQi64s4x", 1, 0x99, 0, 501, 0x30001, 0, 0, 1, -1, 5, 12, 4, b"res1"
    )
    info, said = decoded("DLM", 2, attr(1, lock), kernel=True)
    assert info == (
        'TIMEOUT lock 0x30001 "res1" WAITING granted IV requested EX node 0 pid 501'
    )
    assert said["lock"]["xid"] == 0


def test_the_others() -> None:
    made = [
        ("lockd", 1, [attr(1, u32(90)), attr(2, u16(4045))]),
        ("binder", 1, [attr(1, u32(0x7211)), attr(2, text("binder")), attr(8, u32(0x11))]),
        ("drm-ras", 2, [attr(1, u32(0)), attr(2, u32(1)), attr(3, text("fuse"))]),
        ("sunrpc", 2, [nest(1, attr(2, text("nfsd")), attr(3, text("10.0.0.2")))]),
        ("SMC_PNETID", 2, [attr(1, text("NET1")), attr(2, text("eth0"))]),
        ("NLBL_CALIPSO", 1, [attr(1, u32(8)), attr(2, u32(2))]),
    ]
    assert [decoded(name, cmd, *parts)[0] for name, cmd, parts in made] == [
        "SERVER_SET grace 90 s tcp-port 4045",
        "REPORT FAILED_REPLY binder ONE_WAY,ACCEPT_FDS",
        'GET_ERROR_COUNTER node 0 error 1 "fuse"',
        "IP_MAP_GET_REQS class nfsd addr 10.0.0.2",
        "ADD NET1 eth eth0",
        "ADD doi:8 type:PASS",
    ]
