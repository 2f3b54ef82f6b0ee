"""NCSI, the sideband of network controllers (include/uapi/linux/ncsi.h)."""

from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    Attrs,
    Binary,
    Constants,
    Flag,
    Genl,
    Hex,
    IfIndex,
    Multi,
    Nest,
    Padding,
    Str,
    Struct,
)


class Cmd(Constants, prefix="NCSI_CMD"):
    PKG_INFO = 1
    SET_INTERFACE = 2
    CLEAR_INTERFACE = 3
    SEND_CMD = 4
    SET_PACKAGE_MASK = 5
    SET_CHANNEL_MASK = 6


VLANS = Attrs("NCSI_CHANNEL_ATTR", {10: "vlan_id" / Multi(U16)})
CHANNEL = Attrs(
    "NCSI_CHANNEL_ATTR",
    {
        2: "id" / U32,
        3: "version_major" / U32,
        4: "version_minor" / U32,
        5: "version_str" / Str,
        6: "link_state" / Hex(U32),
        7: "active" / Flag,
        8: "forced" / Flag,
        9: "vlan_list" / Nest(VLANS),
        10: "vlan_id" / U16,
    },
)
CHANNELS = Attrs(
    "NCSI_CHANNEL_ATTR",
    {1: "attr" / Multi(Nest(CHANNEL))},
    irregular={"attr": "NCSI_CHANNEL_ATTR"},
)
PACKAGE = Attrs(
    "NCSI_PKG_ATTR",
    {2: "id" / U32, 3: "forced" / Flag, 4: "channel_list" / Nest(CHANNELS)},
)
PACKAGES = Attrs(
    "NCSI_PKG_ATTR",
    {1: "attr" / Multi(Nest(PACKAGE))},
    irregular={"attr": "NCSI_PKG_ATTR"},
)
PACKET = Struct(  # struct ncsi_pkt_hdr, net/ncsi/ncsi-pkt.h
    "mc_id" / U8,
    "revision" / U8,
    Padding(1),
    "id" / U8,
    "type" / Hex(U8),
    "channel" / Hex(U8),
    "length" / U16BE,
    Padding(8),
    "payload" / Binary,
)
ATTRS = Attrs(
    "NCSI_ATTR",
    {
        1: "ifindex" / IfIndex,
        2: "package_list" / Nest(PACKAGES),
        3: "package_id" / U32,
        4: "channel_id" / U32,
        5: "data" / PACKET,
        6: "multi_flag" / Flag,
        7: "package_mask" / Hex(U32),
        8: "channel_mask" / Hex(U32),
    },
)

FAMILY = Genl(
    "NCSI",
    Cmd,
    attrs=ATTRS,
    info=(
        "dev {ifindex}",
        "package {package_id}|package {package_list.attr.id}",
        "channel {channel_id}|channel {package_list.attr.channel_list.attr.id}",
        "type {data.type:#x}",
        "package-mask {package_mask:#x}",
        "channel-mask {channel_mask:#x}",
    ),
)
