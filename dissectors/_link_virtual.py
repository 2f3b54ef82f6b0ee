"""Links over links and links to user space: VLAN, macvlan, MACsec, tun, HSR and others.

Sources: include/uapi/linux/{if_link,if_vlan,if_macsec,if_tun,wwan,batman_adv}.h,
include/uapi/linux/caif/if_caif.h.
"""

from dissectors._link_bridge import VlanProtocol
from dissectors._rtnl import Table
from nlscope.spec import (
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    U64BE,
    Attrs,
    Constants,
    Enum,
    Flags,
    Hex,
    Mac,
    Multi,
    Nest,
    Pad,
    Str,
    Struct,
    Unit,
)


class VlanFlag(Constants, prefix="VLAN_FLAG"):
    REORDER_HDR = 0x01
    GVRP = 0x02
    LOOSE_BINDING = 0x04
    MVRP = 0x08
    BRIDGE_BINDING = 0x10


VlanMask = Constants.make("VLAN_FLAG", {**VlanFlag.names, 0xFFFFFFFF: "ALL"})
VlanMask.irregular = {"ALL": "~0U"}


class MacvlanMode(Constants, prefix="MACVLAN_MODE"):
    PRIVATE = 1
    VEPA = 2
    BRIDGE = 4
    PASSTHRU = 8
    SOURCE = 16


class MacvlanFlag(Constants, prefix="MACVLAN_FLAG"):
    NOPROMISC = 0x01
    NODST = 0x02


class MacaddrMode(Constants, prefix="MACVLAN_MACADDR"):
    ADD = 0
    DEL = 1
    FLUSH = 2
    SET = 3


class IpvlanMode(Constants, prefix="IPVLAN_MODE"):
    L2 = 0
    L3 = 1
    L3S = 2


class IpvlanFlag(Constants, prefix="IPVLAN_F"):
    PRIVATE = 0x01
    VEPA = 0x02


class MacsecCipher(Constants, prefix="MACSEC_CIPHER_ID"):
    GCM_AES_128 = 0x0080C20001000001
    GCM_AES_256 = 0x0080C20001000002
    GCM_AES_XPN_128 = 0x0080C20001000003
    GCM_AES_XPN_256 = 0x0080C20001000004
    DEFAULT = 0x0080020001000001


MacsecCipher.irregular = {"DEFAULT": "MACSEC_DEFAULT_CIPHER_ID"}


class MacsecValidate(Constants, prefix="MACSEC_VALIDATE"):
    DISABLED = 0
    CHECK = 1
    STRICT = 2


class MacsecOffload(Constants, prefix="MACSEC_OFFLOAD"):
    OFF = 0
    PHY = 1
    MAC = 2


class TunType(Constants, prefix="IFF"):
    TUN = 1
    TAP = 2


class HsrProtocol(Constants, prefix="HSR_PROTOCOL"):
    HSR = 0
    PRP = 1


class IpoibMode(Constants, prefix="IPOIB_MODE"):
    DATAGRAM = 0
    CONNECTED = 1


class RmnetFlag(Constants, prefix="RMNET_FLAGS"):
    INGRESS_DEAGGREGATION = 0x01
    INGRESS_MAP_COMMANDS = 0x02
    INGRESS_MAP_CKSUMV4 = 0x04
    EGRESS_MAP_CKSUMV4 = 0x08
    INGRESS_MAP_CKSUMV5 = 0x10
    EGRESS_MAP_CKSUMV5 = 0x20


class OvpnMode(Constants, prefix="OVPN_MODE"):
    P2P = 0
    MP = 1


class NetkitPolicy(Constants, prefix="NETKIT"):
    PASS = 0
    DROP = 2
    REDIRECT = 7


class NetkitMode(Constants, prefix="NETKIT"):
    L2 = 0
    L3 = 1


class NetkitScrub(Constants, prefix="NETKIT_SCRUB"):
    NONE = 0
    DEFAULT = 1


class NetkitPairing(Constants, prefix="NETKIT_DEVICE"):
    PAIR = 0
    SINGLE = 1


IFINDEX = Unit(U32, "ifindex")

VLAN_QOS = Attrs("IFLA_VLAN_QOS", {1: "mapping" / Multi(Struct("from" / U32, "to" / U32))})
VLAN_FLAGS = Struct(
    "flags" / Flags(U32, VlanFlag), "mask" / Flags(U32, VlanMask) * "which to change"
)
VLAN = Attrs(
    "IFLA_VLAN",
    {
        1: "id" / U16,
        2: "flags" / VLAN_FLAGS,
        3: "egress_qos" / Nest(VLAN_QOS) * "from skb priority to VLAN priority",
        4: "ingress_qos" / Nest(VLAN_QOS) * "from VLAN priority to skb priority",
        5: "protocol" / Enum(U16BE, VlanProtocol),
    },
)
MACADDRS = Attrs("IFLA_MACVLAN", {4: "macaddr" / Multi(Mac)})
MACVLAN = Attrs(
    "IFLA_MACVLAN",
    {
        1: "mode" / Enum(U32, MacvlanMode),
        2: "flags" / Flags(U16, MacvlanFlag),
        3: "macaddr_mode" / Enum(U32, MacaddrMode),
        4: "macaddr" / Mac,
        5: "macaddr_data" / Nest(MACADDRS),
        6: "macaddr_count" / U32,
        7: "bc_queue_len" / U32,
        8: "bc_queue_len_used" / U32,
        9: "bc_cutoff" / S32,
    },
)
IPVLAN = Attrs(
    "IFLA_IPVLAN",
    {1: "mode" / Enum(U16, IpvlanMode), 2: "flags" / Flags(U16, IpvlanFlag)},
)
VRF = Attrs("IFLA_VRF", {1: "table" / Enum(U32, Table)})
VRF_SLAVE = Attrs("IFLA_VRF_PORT", {1: "table" / Enum(U32, Table)})
MACSEC = Attrs(
    "IFLA_MACSEC",
    {
        1: "sci" / Hex(U64BE) * "MAC address and port",
        2: "port" / U16BE,
        3: "icv_len" / U8,
        4: "cipher_suite" / Enum(U64, MacsecCipher),
        5: "window" / U32 * "of replay protection",
        6: "encoding_sa" / U8,
        7: "encrypt" / U8,
        8: "protect" / U8,
        9: "inc_sci" / U8 * "send_sci",
        10: "es" / U8 * "end station",
        11: "scb" / U8 * "single copy broadcast",
        12: "replay_protect" / U8,
        13: "validation" / Enum(U8, MacsecValidate),
        14: "pad" / Pad,
        15: "offload" / Enum(U8, MacsecOffload),
    },
)
TUN = Attrs(
    "IFLA_TUN",
    {
        1: "owner" / U32 * "user id",
        2: "group" / U32 * "group id",
        3: "type" / Enum(U8, TunType),
        4: "pi" / U8,
        5: "vnet_hdr" / U8,
        6: "persist" / U8,
        7: "multi_queue" / U8,
        8: "num_queues" / U32,
        9: "num_disabled_queues" / U32,
    },
)
HSR = Attrs(
    "IFLA_HSR",
    {
        1: "slave1" / IFINDEX,
        2: "slave2" / IFINDEX,
        3: "multicast_spec" / U8 * "last byte of supervision_addr",
        4: "supervision_addr" / Mac,
        5: "seq_nr" / U16,
        6: "version" / U8,
        7: "protocol" / Enum(U8, HsrProtocol),
        8: "interlink" / IFINDEX,
    },
)
IPOIB = Attrs(
    "IFLA_IPOIB",
    {1: "pkey" / Hex(U16), 2: "mode" / Enum(U16, IpoibMode), 3: "umcast" / U16},
)
RMNET = Attrs(
    "IFLA_RMNET",
    {
        1: "mux_id" / U16,
        2: "flags"
        / Struct("flags" / Flags(U32, RmnetFlag), "mask" / Flags(U32, RmnetFlag)),
    },
)
DSA = Attrs("IFLA_DSA", {1: "conduit" / IFINDEX * "once IFLA_DSA_MASTER"})
OVPN = Attrs("IFLA_OVPN", {1: "mode" / Enum(U8, OvpnMode)})
PPP = Attrs("IFLA_PPP", {1: "dev_fd" / S32})
WWAN = Attrs("IFLA_WWAN", {1: "link_id" / U32})
BATADV = Attrs("IFLA_BATADV", {1: "algo_name" / Str})
CAIF = Attrs(
    "IFLA_CAIF", {1: "ipv4_connid" / U32, 2: "ipv6_connid" / U32, 3: "loopback" / U8}
)
CFHSI = Attrs(  # gone from kernel 5.14 on
    "__IFLA_CAIF_HSI",
    {
        1: "inactivity_tout" / Unit(U32, "ms"),
        2: "aggregation_tout" / Unit(U32, "ms"),
        3: "head_align" / U32,
        4: "tail_align" / U32,
        5: "qhigh_watermark" / U32,
        6: "qlow_watermark" / U32,
    },
)
NETKIT = Attrs(  # 1, the peer, is in rt_link
    "IFLA_NETKIT",
    {
        2: "primary" / U8,
        3: "policy" / Enum(U32, NetkitPolicy),
        4: "peer_policy" / Enum(U32, NetkitPolicy),
        5: "mode" / Enum(U32, NetkitMode),
        6: "scrub" / Enum(U32, NetkitScrub),
        7: "peer_scrub" / Enum(U32, NetkitScrub),
        8: "headroom" / U16,
        9: "tailroom" / U16,
        10: "pairing" / Enum(U32, NetkitPairing),
    },
)
