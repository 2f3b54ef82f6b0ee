"""Virtual functions and their ports: IFLA_VF_*, IFLA_PORT_* (include/uapi/linux/if_link.h).

Addresses are in arrays of MAX_ADDR_LEN, 32 bytes, of which Infiniband uses 20.
"""

from dissectors._link_bridge import VlanProtocol
from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Attrs,
    Bytes,
    Constants,
    Enum,
    Hex,
    Mac,
    Multi,
    Nest,
    Pad,
    Padding,
    Select,
    Str,
    Struct,
    Unit,
    Uuid,
)


class VfLinkState(Constants, prefix="IFLA_VF_LINK_STATE"):
    AUTO = 0
    ENABLE = 1
    DISABLE = 2


class PortRequest(Constants, prefix="PORT_REQUEST"):
    PREASSOCIATE = 0
    PREASSOCIATE_RR = 1
    ASSOCIATE = 2
    DISASSOCIATE = 3


class PortResponse(Constants, prefix="PORT"):
    VDP_RESPONSE_SUCCESS = 0
    VDP_RESPONSE_INVALID_FORMAT = 1
    VDP_RESPONSE_INSUFFICIENT_RESOURCES = 2
    VDP_RESPONSE_UNUSED_VTID = 3
    VDP_RESPONSE_VTID_VIOLATION = 4
    VDP_RESPONSE_VTID_VERSION_VIOALTION = 5
    VDP_RESPONSE_OUT_OF_SYNC = 6
    PROFILE_RESPONSE_SUCCESS = 0x100
    PROFILE_RESPONSE_INPROGRESS = 0x101
    PROFILE_RESPONSE_INVALID = 0x102
    PROFILE_RESPONSE_BADSTATE = 0x103
    PROFILE_RESPONSE_INSUFFICIENT_RESOURCES = 0x104
    PROFILE_RESPONSE_ERROR = 0x105


RATE = Unit(U32, "Mbit/s")
VF_MAC = Select(
    "ifi_type",
    {"INFINIBAND": Struct("vf" / U32, "mac" / Bytes(20), Padding(12))},
    Struct("vf" / U32, "mac" / Mac, Padding(26)),
)
VF_BROADCAST = Select(
    "ifi_type",
    {"INFINIBAND": Struct("broadcast" / Bytes(20), Padding(12))},
    Struct("broadcast" / Mac, Padding(26)),
)
VF_SETTING = Struct("vf" / U32, "setting" / U32)
VF_GUID = Struct("vf" / U32, Padding(4), "guid" / Hex(U64))
VF_VLAN_INFO = Struct(
    "vf" / U32,
    "vlan" / U32,
    "qos" / U32,
    "vlan_proto" / Enum(U16BE, VlanProtocol),
    Padding(2),
)
VF_STATS = Attrs(
    "IFLA_VF_STATS",
    {
        0: "rx_packets" / U64,
        1: "tx_packets" / U64,
        2: "rx_bytes" / U64,
        3: "tx_bytes" / U64,
        4: "broadcast" / U64,
        5: "multicast" / U64,
        6: "pad" / Pad,
        7: "rx_dropped" / U64,
        8: "tx_dropped" / U64,
    },
)
VF_VLANS = Attrs("IFLA_VF_VLAN", {1: "info" / Multi(VF_VLAN_INFO)})
VF = Attrs(
    "IFLA_VF",
    {
        1: "mac" / VF_MAC,
        2: "vlan" / Struct("vf" / U32, "vlan" / U32, "qos" / U32),
        3: "tx_rate" / Struct("vf" / U32, "rate" / RATE),
        4: "spoofchk" / VF_SETTING,
        5: "link_state" / Struct("vf" / U32, "link_state" / Enum(U32, VfLinkState)),
        6: "rate" / Struct("vf" / U32, "min_tx_rate" / RATE, "max_tx_rate" / RATE),
        7: "rss_query_en" / VF_SETTING,
        8: "stats" / Nest(VF_STATS),
        9: "trust" / VF_SETTING,
        10: "ib_node_guid" / VF_GUID,
        11: "ib_port_guid" / VF_GUID,
        12: "vlan_list" / Nest(VF_VLANS),
        13: "broadcast" / VF_BROADCAST,
    },
)
VFINFO_LIST = Attrs("IFLA_VF", {1: "info" / Multi(Nest(VF))})

VSI_TYPE = Struct(
    "vsi_mgr_id" / U8,
    "vsi_type_id" / Bytes(3),
    "vsi_type_version" / U8,
    Padding(3),
)
PORT = Attrs(
    "IFLA_PORT",
    {
        1: "vf" / U32,
        2: "profile" / Str,
        3: "vsi_type" / VSI_TYPE,
        4: "instance_uuid" / Uuid,
        5: "host_uuid" / Uuid,
        6: "request" / Enum(U8, PortRequest),
        7: "response" / Enum(U16, PortResponse),
    },
)
VF_PORTS = Attrs("IFLA_VF", {1: "port" / Multi(Nest(PORT))})
