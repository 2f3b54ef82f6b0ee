"""psp, encryption of TCP in network devices (include/uapi/linux/psp.h, kernel 7.2)."""

from nlscope.spec import (
    REQUEST,
    U32,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Flags,
    Genl,
    Hex,
    IfIndex,
    Multi,
    Nest,
    NetnsId,
    Op,
    Secret,
    Uint,
)


class Cmd(Constants, prefix="PSP_CMD"):
    DEV_GET = 1
    DEV_ADD_NTF = 2
    DEV_DEL_NTF = 3
    DEV_SET = 4
    DEV_CHANGE_NTF = 5
    KEY_ROTATE = 6
    KEY_ROTATE_NTF = 7
    RX_ASSOC = 8
    TX_ASSOC = 9
    GET_STATS = 10
    DEV_ASSOC = 11
    DEV_DISASSOC = 12


class Version(Constants, prefix="PSP_VERSION"):
    HDR0_AES_GCM_128 = 0
    HDR0_AES_GCM_256 = 1
    HDR0_AES_GMAC_128 = 2
    HDR0_AES_GMAC_256 = 3


class VersionFlag(Constants, prefix="PSP_VERSION"):  # bits by the numbers of Version
    HDR0_AES_GCM_128 = 0x1
    HDR0_AES_GCM_256 = 0x2
    HDR0_AES_GMAC_128 = 0x4
    HDR0_AES_GMAC_256 = 0x8


ASSOC_DEV = Attrs("PSP_A_ASSOC_DEV_INFO", {1: "ifindex" / IfIndex, 2: "nsid" / NetnsId})
DEV = Attrs(
    "PSP_A_DEV",
    {
        1: "id" / U32,
        2: "ifindex" / IfIndex,
        3: "psp_versions_cap" / Flags(U32, VersionFlag),
        4: "psp_versions_ena" / Flags(U32, VersionFlag),
        5: "assoc_list" / Multi(Nest(ASSOC_DEV)),
        6: "nsid" / NetnsId,
        7: "by_association" / Flag,
    },
)
KEYS = Attrs("PSP_A_KEYS", {1: "key" / Secret(Binary), 2: "spi" / Hex(U32)})
ASSOC = Attrs(
    "PSP_A_ASSOC",
    {
        1: "dev_id" / U32,
        2: "version" / Enum(U32, Version),
        3: "rx_key" / Nest(KEYS),
        4: "tx_key" / Nest(KEYS),
        5: "sock_fd" / U32,
    },
)
STATS = Attrs(
    "PSP_A_STATS",
    {
        1: "dev_id" / U32,
        2: "key_rotations" / Uint,
        3: "stale_events" / Uint,
        4: "rx_packets" / Uint,
        5: "rx_bytes" / Uint,
        6: "rx_auth_fail" / Uint,
        7: "rx_error" / Uint,
        8: "rx_bad" / Uint,
        9: "tx_packets" / Uint,
        10: "tx_bytes" / Uint,
        11: "tx_error" / Uint,
    },
)

FAMILY = Genl(
    "psp",
    Cmd,
    attrs=DEV,
    groups=("mgmt", "use"),
    info=(
        "device {id}",
        "dev {ifindex}",
        "nsid {nsid}",
        "cap {psp_versions_cap}",
        "ena {psp_versions_ena}",
    ),
    ops={
        **dict.fromkeys(
            ((Cmd.RX_ASSOC, REQUEST), (Cmd.TX_ASSOC, REQUEST)),
            Op(
                attrs=ASSOC,
                info=(
                    "device {dev_id}",
                    "{version}",
                    "tx spi {tx_key.spi:#x}",
                    "fd {sock_fd}",
                ),
            ),
        ),
        **dict.fromkeys(
            (Cmd.RX_ASSOC, Cmd.TX_ASSOC),
            Op(attrs=ASSOC, info=("device {dev_id}", "rx spi {rx_key.spi:#x}")),
        ),
        Cmd.GET_STATS: Op(
            attrs=STATS,
            info=(
                "device {dev_id}",
                "rx {rx_packets} packets",
                "tx {tx_packets} packets",
                "auth-fail {rx_auth_fail}",
            ),
        ),
    },
)
