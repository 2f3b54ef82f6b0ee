"""wireguard, its interfaces and peers (include/uapi/linux/wireguard.h, kernel 7.2)."""

from nlscope.spec import (
    IP,
    S64,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Genl,
    Hex,
    IfIndex,
    Indexed,
    Secret,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.keys import Key
from nlscope.spec.sockaddr import SockAddr


class Cmd(Constants, prefix="WG_CMD"):
    GET_DEVICE = 0
    SET_DEVICE = 1


class DeviceFlag(Constants, prefix="WGDEVICE_F"):
    REPLACE_PEERS = 0x1


class PeerFlag(Constants, prefix="WGPEER_F"):
    REMOVE_ME = 0x1
    REPLACE_ALLOWEDIPS = 0x2
    UPDATE_ONLY = 0x4


class AllowedIpFlag(Constants, prefix="WGALLOWEDIP_F"):
    REMOVE_ME = 0x1


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


TIMESPEC = Struct("tv_sec" / S64, "tv_nsec" / S64)
ALLOWEDIP = Attrs(
    "WGALLOWEDIP_A",
    {
        1: "family" / Enum(U16, Family),
        2: "ipaddr" / IP,
        3: "cidr_mask" / U8,
        4: "flags" / Flags(U32, AllowedIpFlag),
    },
)
PEER = Attrs(
    "WGPEER_A",
    {
        1: "public_key" / Key,
        2: "preshared_key" / Secret(Key),
        3: "flags" / Flags(U32, PeerFlag),
        4: "endpoint" / SockAddr,
        5: "persistent_keepalive_interval" / Unit(U16, "s") * "0 for off",
        6: "last_handshake_time" / TIMESPEC,
        7: "rx_bytes" / U64,
        8: "tx_bytes" / U64,
        9: "allowedips" / Indexed(ALLOWEDIP),
        10: "protocol_version" / U32,
    },
)
ATTRS = Attrs(
    "WGDEVICE_A",
    {
        1: "ifindex" / IfIndex,
        2: "ifname" / Str,
        3: "private_key" / Secret(Key),
        4: "public_key" / Key,
        5: "flags" / Flags(U32, DeviceFlag),
        6: "listen_port" / U16 * "0 for any",
        7: "fwmark" / Hex(U32) * "0 for none",
        8: "peers" / Indexed(PEER),
    },
)

FAMILY = Genl(
    "wireguard",
    Cmd,
    attrs=ATTRS,
    info=(
        "{ifname}|dev {ifindex}",
        "listen-port {listen_port}",
        "fwmark {fwmark:#x}",
        "private-key {private_key}",
        "{flags?-0!l}",
        Each(
            "peers",
            (
                "peer {public_key}",
                "{flags?-0!l}",
                "preshared-key {preshared_key}",
                "endpoint {endpoint}",
                Each("allowedips", ("{ipaddr}/{cidr_mask}",), ",", "allowed-ips "),
                "keepalive {persistent_keepalive_interval?-0}s",
                "handshake {last_handshake_time.tv_sec?-0}s",
                "transfer {rx_bytes}/{tx_bytes} bytes",
            ),
        ),
    ),
)
