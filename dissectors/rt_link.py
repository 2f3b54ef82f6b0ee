"""Network interfaces (include/uapi/linux/{if_link,rtnetlink,if}.h)."""

from dissectors._link_bridge import BRIDGE_PORT, BRIDGE_SPEC
from dissectors._link_ip import AF_SPEC, AF_SPEC_REQUEST, INET6
from dissectors._link_kinds import DATA, DATA_REQUEST, OF_SLAVE, SLAVE_DATA, XSTATS
from dissectors._link_stats import LINK_STATS64
from dissectors._link_vf import PORT, VF_PORTS, VFINFO_LIST
from dissectors._link_virtual import NETKIT
from dissectors._rtnl import AddressFamily, LinkType
from dissectors._rtnl_cacheinfo import RTGENMSG
from nlscope.spec import (
    IP,
    REQUEST,
    S32,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Each,
    Enum,
    Flags,
    Growing,
    Headed,
    Hex,
    IfIndex,
    LinkAddr,
    LinkGroup,
    Multi,
    Nest,
    NetnsId,
    Op,
    Pad,
    Padding,
    Route,
    Select,
    Str,
    Struct,
    Uint,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWLINK = 16
    DELLINK = 17
    GETLINK = 18
    SETLINK = 19


class RtmProp(Constants, prefix="RTM"):
    NEWLINKPROP = 108
    DELLINKPROP = 109
    GETLINKPROP = 110


class Iff(Constants, prefix="IFF"):
    UP = 0x1
    BROADCAST = 0x2
    DEBUG = 0x4
    LOOPBACK = 0x8
    POINTOPOINT = 0x10
    NOTRAILERS = 0x20
    RUNNING = 0x40
    NOARP = 0x80
    PROMISC = 0x100
    ALLMULTI = 0x200
    MASTER = 0x400
    SLAVE = 0x800
    MULTICAST = 0x1000
    PORTSEL = 0x2000
    AUTOMEDIA = 0x4000
    DYNAMIC = 0x8000
    LOWER_UP = 0x10000
    DORMANT = 0x20000
    ECHO = 0x40000


IffChange = Constants.make("IFF", {**Iff.names, 0xFFFFFFFF: "ALL"})
IffChange.irregular = {"ALL": "~0U"}


class OperState(Constants, prefix="IF_OPER"):
    UNKNOWN = 0
    NOTPRESENT = 1
    DOWN = 2
    LOWERLAYERDOWN = 3
    TESTING = 4
    DORMANT = 5
    UP = 6


class LinkMode(Constants, prefix="IF_LINK_MODE"):
    DEFAULT = 0
    DORMANT = 1
    TESTING = 2


class ExtFilter(Constants, prefix="RTEXT_FILTER"):
    VF = 0x01
    BRVLAN = 0x02
    BRVLAN_COMPRESSED = 0x04
    SKIP_STATS = 0x08
    MRP = 0x10
    CFM_CONFIG = 0x20
    CFM_STATUS = 0x40
    MST = 0x80
    NAME_ONLY = 0x100


class Event(Constants, prefix="IFLA_EVENT"):
    NONE = 0
    REBOOT = 1
    FEATURES = 2
    BONDING_FAILOVER = 3
    NOTIFY_PEERS = 4
    IGMP_RESEND = 5
    BONDING_OPTIONS = 6


class XdpAttached(Constants, prefix="XDP_ATTACHED"):
    NONE = 0
    DRV = 1
    SKB = 2
    HW = 3
    MULTI = 4


class XdpFlag(Constants, prefix="XDP_FLAGS"):
    UPDATE_IF_NOEXIST = 0x01
    SKB_MODE = 0x02
    DRV_MODE = 0x04
    HW_MODE = 0x08
    REPLACE = 0x10


IFINFOMSG = "ifinfomsg" / Struct(
    "ifi_family" / Enum(U8, AddressFamily),
    Padding(1),
    "ifi_type" / Enum(U16, LinkType),
    "ifi_index" / IfIndex,
    "ifi_flags" / Flags(U32, Iff),
    "ifi_change" / Flags(U32, IffChange) * "which flags to change, or changed",
)
_COUNTERS = [member.name for member in LINK_STATS64.of.subcons]
LINK_STATS = Growing(
    Struct(*(name / U32 for name in _COUNTERS if name != "rx_otherhost_dropped"))
)
IFMAP = Struct(
    "mem_start" / Hex(U64),
    "mem_end" / Hex(U64),
    "base_addr" / Hex(U64),
    "irq" / U16,
    "dma" / U8,
    "port" / U8,
    Padding(4),
)
# Tunnels have the addresses of their ends where others have link-layer addresses.
ADDRESS = Select(
    "ifi_type",
    dict.fromkeys(("TUNNEL", "TUNNEL6", "SIT", "IPGRE", "IP6GRE"), IP),
    LinkAddr,
)
IFINDEX = Unit(U32, "ifindex")

PEER = Headed(IFINFOMSG, lambda: ATTRS)
VETH = Attrs("VETH_INFO", {1: "peer" / PEER})
VXCAN = Attrs("VXCAN_INFO", {1: "peer" / PEER})
PEERS = {
    "netkit": Attrs("IFLA_NETKIT", {1: "peer_info" / PEER, **NETKIT.entries}),
    "veth": VETH,
    "vxcan": VXCAN,
}
LINKINFO = Attrs(
    "IFLA_INFO",
    {
        1: "kind" / Str,
        2: "data" / Select("kind", {**DATA, **PEERS}),
        3: "xstats" / Select("kind", XSTATS),
        4: "slave_kind" / Str,
        5: "slave_data" / Select("slave_kind", SLAVE_DATA, Select("kind", OF_SLAVE)),
    },
)
LINKINFO_REQUEST = Attrs(
    "IFLA_INFO",
    {**LINKINFO.entries, 2: "data" / Select("kind", {**DATA_REQUEST, **PEERS})},
)
XDP = Attrs(
    "IFLA_XDP",
    {
        1: "fd" / S32 * "program to attach, -1 to detach",
        2: "attached" / Enum(U8, XdpAttached),
        3: "flags" / Flags(U32, XdpFlag),
        4: "prog_id" / U32,
        5: "drv_prog_id" / U32,
        6: "skb_prog_id" / U32,
        7: "hw_prog_id" / U32,
        8: "expected_fd" / S32 * "program to replace",
    },
)
PROP_LIST = Attrs("IFLA", {53: "alt_ifname" / Multi(Str)})
PROTO_DOWN_REASON = Attrs(
    "IFLA_PROTO_DOWN_REASON", {1: "mask" / Hex(U32), 2: "value" / Hex(U32)}
)
DEVLINK_PORT = Attrs(
    "DEVLINK_ATTR",
    {1: "bus_name" / Str, 2: "dev_name" / Str, 3: "port_index" / U32, 184: "index" / Uint},
)
DPLL_PIN = Attrs("DPLL_A_PIN", {1: "id" / U32})
ATTRS: Attrs = Attrs(
    "IFLA",
    {
        1: "address" / ADDRESS,
        2: "broadcast" / ADDRESS * "the peer's address on point-to-point links",
        3: "ifname" / Str,
        4: "mtu" / U32,
        5: "link" / IFINDEX * "the link below, in netns link_netnsid if that is there",
        6: "qdisc" / Str,
        7: "stats" / LINK_STATS,
        8: "cost" / Binary * "never used",
        9: "priority" / Binary * "never used",
        10: "master" / IFINDEX * "0 takes the link out",
        11: "wireless" / Binary * "struct iw_event",
        12: "protinfo"
        / Select("ifi_family", {"BRIDGE": Nest(BRIDGE_PORT), "INET6": Nest(INET6)}),
        13: "txqlen" / U32,
        14: "map" / IFMAP,
        15: "weight" / U32,
        16: "operstate" / Enum(U8, OperState),
        17: "linkmode" / Enum(U8, LinkMode),
        18: "linkinfo" / Nest(LINKINFO),
        19: "net_ns_pid" / U32,
        20: "ifalias" / Str,
        21: "num_vf" / U32,
        22: "vfinfo_list" / Nest(VFINFO_LIST),
        23: "stats64" / LINK_STATS64,
        24: "vf_ports" / Nest(VF_PORTS),
        25: "port_self" / Nest(PORT),
        26: "af_spec" / Select("ifi_family", {"BRIDGE": Nest(BRIDGE_SPEC)}, Nest(AF_SPEC)),
        27: "group" / LinkGroup,
        28: "net_ns_fd" / U32,
        29: "ext_mask" / Flags(U32, ExtFilter) * "what a dump is to tell besides, or not",
        30: "promiscuity" / U32 * "how many want it promiscuous",
        31: "num_tx_queues" / U32,
        32: "num_rx_queues" / U32,
        33: "carrier" / U8,
        34: "phys_port_id" / Binary,
        35: "carrier_changes" / U32,
        36: "phys_switch_id" / Binary,
        37: "link_netnsid" / NetnsId,
        38: "phys_port_name" / Str,
        39: "proto_down" / U8,
        40: "gso_max_segs" / U32,
        41: "gso_max_size" / U32,
        42: "pad" / Pad,
        43: "xdp" / Nest(XDP),
        44: "event" / Enum(U32, Event),
        45: "new_netnsid" / NetnsId,
        46: "target_netnsid" / NetnsId * "once IFLA_IF_NETNSID",
        47: "carrier_up_count" / U32,
        48: "carrier_down_count" / U32,
        49: "new_ifindex" / IfIndex,
        50: "min_mtu" / U32,
        51: "max_mtu" / U32 * "0: no limit",
        52: "prop_list" / Nest(PROP_LIST),
        53: "alt_ifname" / Str,
        54: "perm_address" / ADDRESS,
        55: "proto_down_reason" / Nest(PROTO_DOWN_REASON),
        56: "parent_dev_name" / Str,
        57: "parent_dev_bus_name" / Str,
        58: "gro_max_size" / U32,
        59: "tso_max_size" / U32,
        60: "tso_max_segs" / U32,
        61: "allmulti" / U32 * "how many want all multicast",
        62: "devlink_port" / Nest(DEVLINK_PORT),
        63: "gso_ipv4_max_size" / U32,
        64: "gro_ipv4_max_size" / U32,
        65: "dpll_pin" / Nest(DPLL_PIN),
        66: "max_pacing_offload_horizon" / Unit(Uint, "ns"),
        67: "netns_immutable" / U8,
        68: "headroom" / U16,
        69: "tailroom" / U16,
    },
)
# do_setlink() takes as attributes what rtnl_fill_ifinfo() tells as arrays
ATTRS_REQUEST = Attrs(
    "IFLA",
    {
        **ATTRS.entries,
        18: "linkinfo" / Nest(LINKINFO_REQUEST),
        26: "af_spec"
        / Select("ifi_family", {"BRIDGE": Nest(BRIDGE_SPEC)}, Nest(AF_SPEC_REQUEST)),
    },
)

_VLANS = Each(
    "af_spec.vlan_info",
    (
        "{flags?=RANGE_BEGIN} vlan {vid}-|{flags?=RANGE_END}{vid}| vlan {vid}",
        "pvid{flags?=PVID}{flags?~RANGE_BEGIN}",
        "untagged{flags?=UNTAGGED}{flags?~RANGE_BEGIN}",
    ),
    "",
)
_TOLD = (
    "{ifname}@if{link:d}{link_netnsid?~-}|{ifname}@{link?-0}|{ifname}",
    "index {ifi_index:d}",
    "kind {linkinfo.kind}",
    "id {linkinfo.data.id}",
    "mtu {mtu}",
    "master {master}",
    "{ifi_flags?UP}",
    "state {protinfo.state}|state {operstate}",
    "group {group?-0}",
    "link/{ifi_type!l} {address}",
    "netnsid {link_netnsid}",
    "new-netns {new_netnsid} new-ifindex {new_ifindex}|new-netns {new_netnsid}",
    _VLANS,
)
_CREATED_OR_CHANGED = (
    "{ifname} kind {linkinfo.kind}"
    "|index {ifi_index} kind {linkinfo.kind}"
    "|index {ifi_index} slave kind {linkinfo.slave_kind}"
    "|index {ifi_index} name {ifname}"
    "|index {ifi_index}"
)
_ASKED = Op(
    attrs=ATTRS_REQUEST,
    info=(
        _CREATED_OR_CHANGED,
        (
            "peer {linkinfo.data.peer.ifname}|peer {linkinfo.data.peer_info.ifname}"
            "|{linkinfo.kind?=vxlan,bridge,bond}{linkinfo.data!z}|{linkinfo.data!p}|{linkinfo.slave_data!z}"
        ),
        "link {link}",
        "master {master}",
        "mtu {mtu}",
        "address {address}",
        "txqlen {txqlen}",
        "group {group}",
        "alias {ifalias!q}",
        "netns pid {net_ns_pid}|netns fd {net_ns_fd}",
        "xdp fd {xdp.fd}",
        "{vfinfo_list!z}",
        "token {af_spec.inet6.token}",
        "addrgenmode {af_spec.inet6.addr_gen_mode!l}",
        "{protinfo!z}",
        _VLANS,
        "vlan {af_spec.vlan_tunnel_info.vid} tunnel {af_spec.vlan_tunnel_info.id}",
        "{ifi_flags?UP}|not {ifi_change?UP}",
        "{ifi_flags?PROMISC}|not {ifi_change?PROMISC}",
    ),
)
_ONE_OR_MANY = (
    "{ifname}|{alt_ifname}|master {master}|kind {linkinfo.kind}"
    "|index {ifi_index?-0}|{ifi_family}|{rtgen_family}"
)
_SOUGHT = Op(info=(_ONE_OR_MANY,))
_PROPERTIES = ("{ifname}|index {ifi_index}", "altname {prop_list.alt_ifname}")
FAMILIES = [
    Route(
        "link",
        Rtm,
        header=IFINFOMSG,
        short=RTGENMSG,
        attrs=ATTRS,
        info=_TOLD,
        ops={
            (Rtm.NEWLINK, REQUEST): _ASKED,
            (Rtm.SETLINK, REQUEST): _ASKED,
            (Rtm.DELLINK, REQUEST): _ASKED,
            (Rtm.GETLINK, REQUEST): _SOUGHT,
        },
    ),
    Route(
        "linkprop",
        RtmProp,
        header=IFINFOMSG,
        short=RTGENMSG,
        attrs=ATTRS,
        info=_PROPERTIES,
    ),
]
