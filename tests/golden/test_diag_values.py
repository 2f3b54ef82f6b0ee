"""Values of socket diagnostics, read by eye in the output of ss (ss.log, mptcp.log)."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import pytest

from nlscope.describe import Description
from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from tests.support import CAPTURES, attr, nlmsg, session, tree

SOCK_DIAG, BY_FAMILY = 4, 20


@cache
def said(capture: str) -> tuple[Description, ...]:
    opened = session(CAPTURES / f"{capture}.pcapng")
    return tuple(s for s in opened if s.message.frame.protocol == SOCK_DIAG)


def found(capture: str, direction: str, **wanted: Any) -> tuple[str, dict[str, Any]]:
    """Return the text and the values of the first message that has the wanted values."""
    for each in said(capture):
        told = values(each.root)
        if each.message.direction == direction and wanted.items() <= told.items():
            return each.info, told
    pytest.fail(f"no message with {wanted}")


def told(**wanted: Any) -> tuple[str, dict[str, Any]]:
    return found("ss", "from-kernel", **wanted)


def asked(**wanted: Any) -> tuple[str, dict[str, Any]]:
    return found("ss", "to-kernel", **wanted)


@pytest.mark.parametrize("capture", ["ss", "mptcp"])
def test_every_byte_has_a_name(capture: str) -> None:
    assert len(said(capture)) > 6
    assert [undecoded(each.root) for each in said(capture)] == [0] * len(said(capture))
    assert [p for each in said(capture) for p in problems(each.root)] == []


def test_an_established_connection() -> None:
    info, connection = told(idiag_sport=8080, idiag_dport=55086)
    assert (
        info == "ESTABLISHED 127.0.0.1:8080 -> 127.0.0.1:55086 Recv-Q 1000 ino 11455 cubic"
        " rtt 4673us cwnd 10"
    )
    assert connection["idiag_rqueue"] == 1000
    assert connection["idiag_cookie"] == 3  # sk:3
    assert connection["cgroup_id"] == 1
    assert connection["skmeminfo"] == {
        "RMEM_ALLOC": 2280,
        "RCVBUF": 131072,
        "WMEM_ALLOC": 0,
        "SNDBUF": 2626560,
        "FWD_ALLOC": 1816,
        "WMEM_QUEUED": 0,
        "OPTMEM": 0,
        "BACKLOG": 0,
        "DROPS": 0,
    }


def test_tcp_info() -> None:
    info = told(idiag_sport=8080, idiag_dport=55086)[1]["info"]
    assert info["tcpi_options"] == ("TIMESTAMPS", "SACK", "WSCALE")
    assert info["tcpi_wscale"] == {"tcpi_snd_wscale": 7, "tcpi_rcv_wscale": 7}
    assert info["tcpi_flags"]["tcpi_delivery_rate_app_limited"] == 1
    assert (info["tcpi_rto"], info["tcpi_ato"]) == (208000, 40000)
    assert (info["tcpi_rtt"], info["tcpi_rttvar"]) == (4673, 2336)
    assert (info["tcpi_snd_mss"], info["tcpi_advmss"]) == (32768, 65483)
    assert info["tcpi_pacing_rate"] * 8 == 1121951632
    assert (info["tcpi_segs_out"], info["tcpi_segs_in"]) == (1, 3)
    assert (info["tcpi_min_rtt"], info["tcpi_snd_wnd"]) == (4673, 65536)
    assert "tcpi_rcv_wnd" not in info  # since Linux 6.2


def test_tcp_info_of_the_other_end() -> None:
    info = told(idiag_sport=55086, idiag_dport=8080)[1]["info"]
    assert (info["tcpi_bytes_sent"], info["tcpi_bytes_acked"]) == (1000, 1001)
    assert info["tcpi_delivery_rate"] * 8 == 203044960
    assert info["tcpi_delivered"] == 2
    assert info["tcpi_min_rtt"] == 1290


def test_a_listener_of_ipv6() -> None:
    info, listener = told(idiag_sport=8081)
    assert info == "LISTEN [::1]:8081 Send-Q 128 ino 11453 cubic cwnd 10"
    assert (listener["idiag_dst"], listener["skv6only"]) == ("::", 1)
    assert listener["idiag_wqueue"] == 128


def test_a_raw_socket_tells_its_protocol() -> None:
    info, raw = told(idiag_sport=1)
    assert (info, raw["protocol"]) == ("icmp CLOSE 0.0.0.0:1 ino 11460", "ICMP")


def test_what_ss_asks() -> None:
    info, request = asked(sdiag_protocol="TCP", sdiag_family="INET")
    assert info == "tcp inet MEMINFO,INFO,VEGASINFO,CONG,SKMEMINFO"
    assert "LISTEN" in request["idiag_states"]
    assert asked(protocol="MPTCP")[0] == "mptcp inet"


def test_a_filter_by_network() -> None:
    told = [values(each.root) for each in said("ss")]
    programs = [each["bytecode"] for each in told if "bytecode" in each]
    assert programs[0] == [
        {
            "at": 0,
            "op": "S_COND",
            "yes": 16,
            "no": 20,
            "family": "INET",
            "prefix_len": 8,
            "port": -1,
            "addr": "127.0.0.0",
        }
    ]
    host, port = programs[-1]
    assert (host["op"], host["addr"], host["no"]) == ("D_COND", "127.0.0.1", 36)
    assert (port["op"], port["family"], port["port"]) == ("D_COND", "UNSPEC", 8080)


def test_killing_a_connection() -> None:
    killed = next(s for s in said("ss") if s.identity.type_name == "SOCK_DESTROY")
    assert killed.info == "tcp inet from 127.0.0.1:55086 to 127.0.0.1:8080"
    old = next(s for s in said("ss") if s.identity.type_name == "DCCPDIAG_GETSOCK")
    assert values(old.root)["idiag_family"] == "INET"


def test_unix_sockets() -> None:
    info, one = told(udiag_ino=11458)
    assert info == "unix stream ESTABLISHED ino 11458 peer 11459"
    assert one["udiag_family"] == "UNIX"
    info, listener = told(name="@abstract-name")
    assert info == "unix stream LISTEN @abstract-name ino 11457"
    assert listener["rqlen"] == {"udiag_rqueue": 0, "udiag_wqueue": 128}
    assert asked(sdiag_family="UNIX")[1]["udiag_show"][:2] == ("NAME", "VFS")


def test_the_packet_socket_of_tcpdump() -> None:
    info, one = told(pdiag_family="PACKET")
    assert info == "packet dgram ALL dev nlmon0(2) ino 11439 RUNNING,AUXDATA"
    assert one["info"]["pdi_version"] == "V3"  # ss calls it 2
    ring = one["rx_ring"]
    assert (ring["pdr_block_size"], ring["pdr_block_nr"]) == (262144, 64)
    assert ring["pdr_retire_tmo"] == 1000
    assert one["filter"] == [{"code": 6, "jt": 0, "jf": 0, "k": 262144}]


def test_netlink_sockets() -> None:
    info, one = told(ndiag_portid=949)
    assert info == "netlink SOCK_DIAG port 949 ino 11769"
    assert one["meminfo"]["RMEM_ALLOC"] == 4352
    assert one["ndiag_state"] == "CLOSE"
    kernel = told(ndiag_protocol="XFRM")
    assert kernel[0] == "netlink XFRM kernel ino 10105"


def test_mptcp_info_and_subflows() -> None:
    info = found("mptcp", "from-kernel", idiag_sport=37048)[1]["info"]
    assert info["mptcpi_flags"] == ("REMOTE_KEY_RECEIVED",)
    assert info["mptcpi_token"] == 0xC3321C6D
    assert info["mptcpi_rcv_nxt"] == 0x11F9B9B3AB3DFD80
    assert (info["mptcpi_subflows_max"], info["mptcpi_add_addr_accepted"]) == (4, 1)
    assert "mptcpi_retransmits" not in info  # since Linux 6.5
    assert told(idiag_sport=9090)[1]["ulp_info"]["name"] == "mptcp"


def made(payload: bytes, flags: int = 0) -> tuple[str, dict[str, Any]]:
    root = tree(SOCK_DIAG, nlmsg(BY_FAMILY, payload, flags=flags))
    assert (undecoded(root), problems(root)) == (0, [])
    return summary(root), values(root)


COOKIE = struct.pack("=II", 1, 0)


def test_a_vsock_socket() -> None:
    head = bytes([40, 1, 10, 3]) + struct.pack("=5I", 2, 1024, 0xFFFFFFFF, 0xFFFFFFFF, 77)
    info, said = made(head + COOKIE)
    assert info == "vsock stream LISTEN HOST:1024 -> ANY:ANY ino 77"
    assert said["vdiag_shutdown"] == ("RCV_SHUTDOWN", "SEND_SHUTDOWN")


def test_an_xdp_socket() -> None:
    umem = struct.pack("=Q8I", 1 << 24, 1, 4096, 4096, 0, 3, 2, 1, 1)
    listed = attr(1, struct.pack("=II", 3, 2)) + attr(5, umem)
    info, said = made(bytes([44, 3, 0, 0]) + struct.pack("=I", 9) + COOKIE + listed)
    assert info == "xdp raw dev 3 queue 2 ino 9"
    assert (said["umem"]["size"], said["umem"]["flags"]) == (1 << 24, ("ZEROCOPY",))


def test_an_smc_socket() -> None:
    ids = struct.pack("!HH4s12x4s12x", 80, 4000, bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]))
    head = bytes([43, 1, 2, 0]) + ids + struct.pack("=I", 0) + COOKIE
    lgr = b"\1" + b"mlx5_0".ljust(64, b"\0") + b"\1" + bytes(80) + b"\1"
    info, said = made(head + struct.pack("=IQ", 1000, 12) + attr(2, lgr))
    assert info == "smc ACTIVE 10.0.0.1:80 -> 10.0.0.2:4000 SMCD ino 12"
    assert said["lgrinfo"]["lnk"]["ibname"] == "mlx5_0"
    assert said["lgrinfo"]["role"] == "SERV"


def test_a_tipc_socket_has_no_header() -> None:
    u32 = struct.Struct("=I").pack
    ids = attr(6, u32(4)) + attr(2, u32(99)) + attr(7, u32(5)) + attr(1, u32(0x1001001))
    info, said = made(attr(2, ids + attr(8, u32(0)) + attr(10, bytes(8)) * 2))
    assert info == "tipc rdm addr 0x1001001 ref 99"
    assert made(bytes([30, 0, 0, 0]) + u32(0xFFF), 1)[0] == "tipc"
    assert said["sock"]["ino"] == 5


INET = bytes([2, 1, 0, 0]) + struct.pack("!HH", 1, 2) + bytes(36) + COOKIE + bytes(20)


def test_extensions_that_no_capture_has() -> None:
    subflow = attr(1, struct.pack("=I", 7)) + attr(8, struct.pack("=I", 0x180))
    tls = attr(1, struct.pack("=H", 0x0304)) + attr(2, struct.pack("=H", 52))
    key = bytes([2, 32]) + struct.pack("=H", 3) + bytes([10, 0, 0, 9]) + bytes(12) + b"abc"
    storage = attr(1, attr(2, struct.pack("=I", 4)) + attr(3, b"\1\2\3\4"))
    listed = attr(19, attr(1, b"tls\0") + attr(2, tls) + attr(3, subflow))
    listed += attr(18, key.ljust(100, b"\0")) + attr(20, storage)
    listed += attr(16, struct.pack("=5I", 1, 0, 2, 3, 4)) + attr(8, b"\2")
    said = made(INET + listed)[1]
    assert said["ulp_info"]["tls"] == {"version": "V1_3", "cipher": "AES_GCM_256"}
    assert said["ulp_info"]["mptcp"]["flags"] == ("CONNECTED", "MAPVALID")
    assert said["md5sig"][0]["tcpm_addr"] == "10.0.0.9"
    assert said["sk_bpf_storages"]["storage"][0]["map_value"] == b"\1\2\3\4"
    assert said["bbrinfo"]["bbr_min_rtt"] == 2
    assert said["shutdown"] == ("SEND_SHUTDOWN",)


@pytest.mark.parametrize(
    ("size", "first"),
    [(48, "mptcpi_subflows"), (96, "mptcpi_subflows"), (368, "sctpi_tag")]
    + [(size, "tcpi_state") for size in (104, 232, 248)],
)
def test_info_is_known_by_its_size(size: int, first: str) -> None:
    root = tree(SOCK_DIAG, nlmsg(BY_FAMILY, INET + attr(2, bytes(size)), flags=0))
    assert next(iter(values(root)["info"])) == first
    field = root.items[-1]
    assert field.items[-1].end == field.stop
