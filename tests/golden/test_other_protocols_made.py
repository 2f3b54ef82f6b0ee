"""Messages of protocols that nlmon never shows, made by hand from the kernel's headers."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from nlscope.roundtrip import reasons
from tests.support import CAPTURES, attr, nlmsg, session, tree

NFLOG, SELINUX, ISCSI, AUDIT, FIB_LOOKUP, CONNECTOR = 5, 7, 8, 9, 10, 11
KOBJECT_UEVENT, SCSITRANSPORT, RDMA, CRYPTO = 15, 18, 20, 21


def made(protocol: int, kind: int, payload: bytes, flags: int = 0) -> Any:
    """Return type, text and values of a message, after checking all that must hold."""
    root = tree(protocol, nlmsg(kind, payload, flags=flags))
    assert (undecoded(root), problems(root)) == (0, [])
    assert reasons(root, "<") == []
    return root.value.type_name, summary(root), values(root)


def text(name: str, size: int = 64) -> bytes:
    return name.encode().ljust(size, b"\0")


def u32(number: int) -> bytes:
    return struct.pack("=I", number)


def test_route_look_ups_in_a_capture() -> None:
    infos = [
        said.info
        for said in session(CAPTURES / "fib_lookup.pcapng")
        if said.message.frame.protocol == FIB_LOOKUP
    ]
    assert infos[:2] == [
        "10.0.0.7",
        "10.0.0.7 -> table main prefixlen 24 type unicast scope link",
    ]
    assert infos[4] == "127.0.0.1 in main"


def test_a_look_up_that_failed() -> None:
    raw = bytes([192, 0, 2, 1]) + u32(0) + bytes([0, 0, 254, 0, 0, 0, 0, 0])
    _, info, said = made(FIB_LOOKUP, 0, raw + struct.pack("=i", -101))
    assert info == "192.0.2.1 in main error -101"
    assert said["fl_scope"] == "UNIVERSE"


PROPERTIES = {"ACTION": "add", "DEVPATH": "/devices/virtual/net/d0", "SUBSYSTEM": "net"}
LINES = b"".join(f"{name}={value}\0".encode() for name, value in PROPERTIES.items())


def uevent(raw: bytes) -> Any:
    root = tree(KOBJECT_UEVENT, raw)
    assert reasons(root, "<") == []
    return summary(root), values(root)["uevent"]


def test_a_uevent_of_the_kernel() -> None:
    info, said = uevent(b"add@/devices/virtual/net/d0\0" + LINES)
    assert info == "add /devices/virtual/net/d0 SUBSYSTEM=net"
    assert said == {"header": "add@/devices/virtual/net/d0"} | PROPERTIES


def test_a_uevent_of_udev() -> None:
    head = b"libudev\0" + struct.pack(">I", 0xFEEDCAFE)
    head += struct.pack("=III", 40, 40, len(LINES)) + struct.pack(">IIII", 1, 2, 3, 4)
    info, said = uevent(head + LINES)
    assert info == "add /devices/virtual/net/d0 SUBSYSTEM=net"
    assert (said["header"], said["filter_subsystem_hash"]) == ("libudev", 1)
    assert said["SUBSYSTEM"] == "net"


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"libudev\0\1", b"no NUL at the end"])
def test_what_is_no_uevent_stays_bytes(raw: bytes) -> None:
    assert uevent(raw)[1] == raw


def connector(data: bytes, idx: int = 1) -> Any:
    head = struct.pack("=IIIIHH", idx, 1, 0, 0, len(data), 0)
    kind, info, said = made(CONNECTOR, 3, head + data)
    assert (kind, said["len"]) == ("cn_msg", len(data))
    return info, said


@pytest.mark.parametrize(
    ("what", "data", "info"),
    [
        (0x1, struct.pack("=4i", 12, 12, 13, 13), "fork pid 12 -> 13"),
        (0x2, struct.pack("=2i", 13, 13), "exec pid 13"),
        (0x4, struct.pack("=2i2I", 13, 13, 1000, 0), "uid pid 13 real 1000 effective 0"),
        (0x200, struct.pack("=2i", 13, 13) + text("cat", 16), 'comm pid 13 "cat"'),
        (
            0x80000000,
            struct.pack("=2i2I2i", 13, 13, 256, 17, 12, 12),
            "exit pid 13 exit 1",
        ),
        (0, struct.pack("=I", 0), "ack 0"),
    ],
)
def test_events_of_processes(what: int, data: bytes, info: str) -> None:
    head = struct.pack("=IIQ", what, 3, 1_000_000)
    got, said = connector(head + data.ljust(24, b"\0"))
    assert got == info
    assert (said["proc"]["cpu"], said["proc"]["timestamp_ns"]) == (3, 1_000_000)


def test_other_messages_of_the_connector() -> None:
    assert connector(struct.pack("=I", 1))[0] == "listen"
    assert connector(struct.pack("=II", 1, 3))[0] == "listen FORK,EXEC"
    assert connector(b"\1\2\3\4", 3)[0] == "W1 1 01020304"


def test_an_audit_record() -> None:
    record = b'audit(1700000000.123:456): arch=c000003e syscall=257 comm="cat" key="pw"'
    kind, info, said = made(AUDIT, 1300, record)
    assert (kind, info) == ("AUDIT_SYSCALL", record.decode())
    assert said == {"text": record.decode()}
    assert made(AUDIT, 1112, b"op=login")[0] == "AUDIT_USER_LOGIN"


def test_the_state_of_audit() -> None:
    status = struct.pack("=11I", 0, 1, 1, 812, 0, 8192, 3, 4, 0x7F, 60000, 0)
    kind, info, said = made(AUDIT, 1000, status)
    assert kind == "AUDIT_GET"
    assert info.startswith("enabled 1 failure printk pid 812 backlog 4/8192 lost 3")
    assert said["status"]["feature_bitmap"][0] == "BACKLOG_LIMIT"


def test_an_audit_rule() -> None:
    words = [0] * 192
    words[0:3] = [105, 106, 210]  # -w /etc/passwd -p wa -k pw
    words[64:67] = [11, 10, 2]
    words[128:131] = [0x40000000] * 3
    rule = struct.pack("=3I", 4, 2, 3) + b"\xff" * 256 + struct.pack("=192I", *words)
    kind, info, said = made(AUDIT, 1011, rule + u32(13) + b"/etc/passwdpw")
    assert kind == "AUDIT_ADD_RULE"
    assert info == "-a always,exit -S all -F path=/etc/passwd -F perm=wa -F key=pw"
    assert said["rule"]["fields"][:3] == ["WATCH", "PERM", "FILTERKEY"]
    assert said["rule"]["fieldflags"][:4] == ["EQUAL", "EQUAL", "EQUAL", "NONE"]


def test_selinux() -> None:
    assert made(SELINUX, 16, u32(0))[:2] == ("SELNL_MSG_SETENFORCE", "permissive")
    assert made(SELINUX, 16, u32(1))[1] == "enforcing"
    assert made(SELINUX, 17, u32(4))[1:] == ("policy 4", {"seqno": 4})


def test_an_algorithm() -> None:
    names = text("cbc(aes)") + text("cbc-aes-aesni") + text("aesni_intel")
    head = names + struct.pack("=4I", 5, 0, 1, 0x405)
    cipher = text("skcipher") + text("<none>") + struct.pack("=4I", 16, 16, 32, 16)
    kind, info, said = made(CRYPTO, 16, head + attr(1, u32(400)) + attr(4, cipher))
    assert kind == "CRYPTO_MSG_NEWALG"
    assert info == "cbc(aes) driver cbc-aes-aesni module aesni_intel priority 400"
    assert said["report_blkcipher"]["max_keysize"] == 32
    assert said["cru_flags"] == ("TESTED", "0x5")


def test_an_rdma_device() -> None:
    summaries = attr(16 | 0x8000, attr(17, b"pd\0") + attr(18, struct.pack("=Q", 3))) * 2
    listed = attr(1, u32(0)) + attr(2, b"rxe0\0") + attr(65, b"rxe\0") + attr(14, b"\1")
    kind, info, said = made(RDMA, 5 << 10 | 9, listed + attr(15 | 0x8000, summaries))
    assert (kind, info) == (
        "RDMA_NLDEV_CMD_RES_GET",
        "rxe0 node_type IB_CA type rxe pd 3 pd 3",
    )
    assert said["dev_node_type"] == "IB_CA"
    entry = {"res_summary_entry_name": "pd", "res_summary_entry_curr": 3}
    assert said["res_summary"] == {"res_summary_entry": [entry, entry]}


def test_other_clients_of_rdma() -> None:
    kind, info, _ = made(
        RDMA, 4 << 10 | 2, u32(3) + attr(1 << 13 | 9, bytes([10, 0, 0, 1]))
    )
    assert (kind, info) == ("RDMA_NL_LS_OP_IP_RESOLVE", "10.0.0.1")
    kind, _, said = made(RDMA, 2 << 10 | 8, attr(1, struct.pack("=H", 4)))
    assert (kind, said) == ("RDMA_NL_IWPM_HELLO", {"abi_version": 4})


def test_a_fibre_channel_event() -> None:
    head = struct.pack("=BBHHH", 1, 1, 0xA1B2, 0x100, 48)
    event = struct.pack("=QQHHIII", 1_700_000_000, 0, 7, 4, 3, 0x2, 0x010203)
    kind, info, said = made(SCSITRANSPORT, 17, head + event)
    assert (kind, info) == ("SCSI_TRANSPORT_MSG", "FC_NL_ASYNC_EVENT host7 LINKUP")
    assert said["event"]["event_num"] == 3


def test_an_iscsi_connection() -> None:
    head = struct.pack("=IIQ", 15, 0, 0xABC)
    bind = struct.pack("=IIQII", 1, 2, 9, 1, 0)
    kind, _, said = made(ISCSI, 15, head + bind + bytes(16))
    assert kind == "ISCSI_UEVENT_BIND_CONN"
    assert said["u"] == {"sid": 1, "cid": 2, "transport_eph": 9, "is_leading": 1}
    assert said["r"] == {"retcode": 0}


def test_a_packet_of_ulog() -> None:
    head = struct.pack("=QqqI", 0, 1_700_000_000, 5, 1) + text("eth0", 16) + text("", 16)
    head += bytes(4) + struct.pack("=Q", 20) + text("in: ", 32) + bytes([14]) + bytes(87)
    kind, info, said = made(NFLOG, 111, head + bytes(20))
    assert kind == "ULOG_NL_EVENT"
    assert info.startswith("in:  LOCAL_IN in eth0")
    assert said["payload"] == bytes(20)
