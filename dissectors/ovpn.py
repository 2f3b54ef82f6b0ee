"""ovpn, OpenVPN data channels (include/uapi/linux/ovpn.h, kernel 7.2)."""

from nlscope.spec import (
    U16,
    U16BE,
    U32,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Genl,
    IfIndex,
    IPv4,
    IPv6,
    Nest,
    NetnsId,
    Secret,
    Select,
    Uint,
    Unit,
)


class Cmd(Constants, prefix="OVPN_CMD"):
    PEER_NEW = 1
    PEER_SET = 2
    PEER_GET = 3
    PEER_DEL = 4
    PEER_DEL_NTF = 5
    KEY_NEW = 6
    KEY_GET = 7
    KEY_SWAP = 8
    KEY_SWAP_NTF = 9
    KEY_DEL = 10
    PEER_FLOAT_NTF = 11


CipherAlg = Constants.make(
    "OVPN_CIPHER_ALG", {0: "NONE", 1: "AES_GCM", 2: "CHACHA20_POLY1305"}
)


class DelReason(Constants, prefix="OVPN_DEL_PEER_REASON"):
    TEARDOWN = 0
    USERSPACE = 1
    EXPIRED = 2
    TRANSPORT_ERROR = 3
    TRANSPORT_DISCONNECT = 4


class KeySlot(Constants, prefix="OVPN_KEY_SLOT"):
    PRIMARY = 0
    SECONDARY = 1


PEER = Attrs(
    "OVPN_A_PEER",
    {
        1: "id" / U32,
        2: "remote_ipv4" / IPv4,
        3: "remote_ipv6" / IPv6,
        4: "remote_ipv6_scope_id" / U32,
        5: "remote_port" / U16BE,
        6: "socket" / U32,
        7: "socket_netnsid" / NetnsId,
        8: "vpn_ipv4" / IPv4,
        9: "vpn_ipv6" / IPv6,
        10: "local_ipv4" / IPv4,
        11: "local_ipv6" / IPv6,
        12: "local_port" / U16BE,
        13: "keepalive_interval" / Unit(U32, "s"),
        14: "keepalive_timeout" / Unit(U32, "s"),
        15: "del_reason" / Enum(U32, DelReason),
        16: "vpn_rx_bytes" / Uint,
        17: "vpn_tx_bytes" / Uint,
        18: "vpn_rx_packets" / Uint,
        19: "vpn_tx_packets" / Uint,
        20: "link_rx_bytes" / Uint,
        21: "link_tx_bytes" / Uint,
        22: "link_rx_packets" / Uint,
        23: "link_tx_packets" / Uint,
        24: "tx_id" / U32 * "id in packets to the peer",
    },
)
KEYDIR = Attrs(
    "OVPN_A_KEYDIR",
    {1: "cipher_key" / Secret(Binary), 2: "nonce_tail" / Secret(Bytes(8))},
)
KEYCONF = Attrs(
    "OVPN_A_KEYCONF",
    {
        1: "peer_id" / U32,
        2: "slot" / Enum(U32, KeySlot),
        3: "key_id" / Select("cmd", {"KEY_SWAP_NTF": U16}, U32),
        4: "cipher_alg" / Enum(U32, CipherAlg),
        5: "encrypt_dir" / Nest(KEYDIR),
        6: "decrypt_dir" / Nest(KEYDIR),
    },
)
ATTRS = Attrs(
    "OVPN_A",
    {1: "ifindex" / IfIndex, 2: "peer" / Nest(PEER), 3: "keyconf" / Nest(KEYCONF)},
)

FAMILY = Genl(
    "ovpn",
    Cmd,
    attrs=ATTRS,
    groups=("peers",),
    info=(
        "dev {ifindex}",
        "peer {peer.id}|peer {keyconf.peer_id}",
        "remote {peer.remote_ipv4}|remote {peer.remote_ipv6}",
        "port {peer.remote_port}",
        "vpn {peer.vpn_ipv4}",
        "vpn {peer.vpn_ipv6}",
        "{peer.del_reason}",
        "key {keyconf.key_id}",
        "{keyconf.slot}",
        "{keyconf.cipher_alg}",
    ),
)
