"""SMC_GEN_NETLINK, shared memory communications (include/uapi/linux/smc.h, kernel 7.2)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Genl,
    Hex,
    IfIndex,
    Multi,
    Nest,
    Op,
    Pad,
    Str,
    Uint,
    Unit,
)


class Cmd(Constants, prefix="SMC_NETLINK"):
    GET_SYS_INFO = 1
    GET_LGR_SMCR = 2
    GET_LINK_SMCR = 3
    GET_LGR_SMCD = 4
    GET_DEV_SMCD = 5
    GET_DEV_SMCR = 6
    GET_STATS = 7
    GET_FBACK_STATS = 8
    DUMP_UEID = 9
    ADD_UEID = 10
    REMOVE_UEID = 11
    FLUSH_UEID = 12
    DUMP_SEID = 13
    ENABLE_SEID = 14
    DISABLE_SEID = 15
    DUMP_HS_LIMITATION = 16
    ENABLE_HS_LIMITATION = 17
    DISABLE_HS_LIMITATION = 18


class Role(Constants, prefix="SMC"):  # net/smc/smc_core.h
    CLNT = 0
    SERV = 1


class LgrType(Constants, prefix="SMC_LGR"):
    NONE = 0
    SINGLE = 1
    SYMMETRIC = 2
    ASYMMETRIC_PEER = 3
    ASYMMETRIC_LOCAL = 4


class LinkState(Constants, prefix="SMC_LNK"):
    UNUSED = 0
    INACTIVE = 1
    ACTIVATING = 2
    ACTIVE = 3


class BufType(Constants, prefix="SMCR"):
    PHYS_CONT_BUFS = 0
    VIRT_CONT_BUFS = 1
    MIXED_BUFS = 2


SYS = Attrs(
    "SMC_NLA_SYS",
    {
        1: "ver" / U8,
        2: "rel" / U8,
        3: "is_ism_v2" / U8,
        4: "local_host" / Str,
        5: "seid" / Str,
        6: "is_smcr_v2" / U8,
    },
)
LGR_V2 = Attrs(
    "SMC_NLA_LGR_V2",
    {0: "ver" / U8, 1: "rel" / U8, 2: "os" / U8, 3: "neg_eid" / Str, 4: "peer_host" / Str},
)
LGR_R_V2 = Attrs(
    "SMC_NLA_LGR_R_V2",
    {1: "direct" / U8, 2: "max_conns" / U8, 3: "max_links" / U8},
)
LGR_R = Attrs(
    "SMC_NLA_LGR_R",
    {
        1: "id" / Hex(U32),
        2: "role" / Enum(U8, Role),
        3: "type" / Enum(U8, LgrType),
        4: "pnetid" / Str,
        5: "vlan_id" / U8,
        6: "conns_num" / U32,
        7: "v2_common" / Nest(LGR_V2),
        8: "v2" / Nest(LGR_R_V2),
        9: "net_cookie" / U64,
        10: "pad" / Pad,
        11: "buf_type" / Enum(U8, BufType),
        12: "sndbuf_alloc" / Unit(Uint, "bytes"),
        13: "rmb_alloc" / Unit(Uint, "bytes"),
    },
)
LINK = Attrs(
    "SMC_NLA_LINK",
    {
        1: "id" / U8,
        2: "ib_dev" / Str,
        3: "ib_port" / U8,
        4: "gid" / Str,
        5: "peer_gid" / Str,
        6: "conn_cnt" / U32,
        7: "net_dev" / IfIndex,
        8: "uid" / Hex(U32),
        9: "peer_uid" / Hex(U32),
        10: "state" / Enum(U32, LinkState),
    },
)
LGR_D = Attrs(
    "SMC_NLA_LGR_D",
    {
        1: "id" / Hex(U32),
        2: "gid" / Hex(U64),
        3: "peer_gid" / Hex(U64),
        4: "vlan_id" / U8,
        5: "conns_num" / U32,
        6: "pnetid" / Str,
        7: "chid" / Hex(U32),
        8: "pad" / Pad,
        9: "v2_common" / Nest(LGR_V2),
        10: "ext_gid" / Hex(U64),
        11: "peer_ext_gid" / Hex(U64),
        12: "sndbuf_alloc" / Unit(Uint, "bytes"),
        13: "dmb_alloc" / Unit(Uint, "bytes"),
    },
)
PORT = Attrs(
    "SMC_NLA_DEV_PORT",
    {
        1: "pnet_usr" / U8,
        2: "pnetid" / Str,
        3: "netdev" / IfIndex,
        4: "state" / U8,
        5: "valid" / U8,
        6: "lnk_cnt" / U32,
    },
)
DEV = Attrs(
    "SMC_NLA_DEV",
    {
        1: "use_cnt" / U32,
        2: "is_crit" / U8,
        3: "pci_fid" / Hex(U32),
        4: "pci_chid" / Hex(U16),
        5: "pci_vendor" / Hex(U16),
        6: "pci_device" / Hex(U16),
        7: "pci_id" / Str,
        8: "port" / Nest(PORT),
        9: "port2" / Nest(PORT),
        10: "ib_name" / Str,
    },
)
PLOAD = Attrs(
    "SMC_NLA_STATS_PLOAD",
    {
        0: "pad" / Pad,
        1: "8k" / U64,
        2: "16k" / U64,
        3: "32k" / U64,
        4: "64k" / U64,
        5: "128k" / U64,
        6: "256k" / U64,
        7: "512k" / U64,
        8: "1024k" / U64,
        9: "g_1024k" / U64,
    },
)
RMB = Attrs(
    "SMC_NLA_STATS_RMB",
    {
        0: "pad" / Pad,
        1: "size_sm_peer_cnt" / U64,
        2: "size_sm_cnt" / U64,
        3: "full_peer_cnt" / U64,
        4: "full_cnt" / U64,
        5: "reuse_cnt" / U64,
        6: "alloc_cnt" / U64,
        7: "dgrade_cnt" / U64,
    },
)
TECH = Attrs(
    "SMC_NLA_STATS_T",
    {
        0: "pad" / Pad,
        1: "tx_rmb_size" / Nest(PLOAD),
        2: "rx_rmb_size" / Nest(PLOAD),
        3: "txpload_size" / Nest(PLOAD),
        4: "rxpload_size" / Nest(PLOAD),
        5: "tx_rmb_stats" / Nest(RMB),
        6: "rx_rmb_stats" / Nest(RMB),
        7: "clnt_v1_succ" / U64,
        8: "clnt_v2_succ" / U64,
        9: "srv_v1_succ" / U64,
        10: "srv_v2_succ" / U64,
        11: "sendpage_cnt" / U64,
        12: "splice_cnt" / U64,
        13: "cork_cnt" / U64,
        14: "ndly_cnt" / U64,
        15: "urg_data_cnt" / U64,
        16: "rx_bytes" / U64,
        17: "tx_bytes" / U64,
        18: "rx_cnt" / U64,
        19: "tx_cnt" / U64,
        20: "rx_rmb_usage" / Uint,
        21: "tx_rmb_usage" / Uint,
    },
)
STATS = Attrs(
    "SMC_NLA_STATS",
    {
        0: "pad" / Pad,
        1: "smcd_tech" / Nest(TECH),
        2: "smcr_tech" / Nest(TECH),
        3: "clnt_hs_err_cnt" / U64,
        4: "srv_hs_err_cnt" / U64,
    },
)
FBACK = Attrs(
    "SMC_NLA_FBACK_STATS",
    {
        0: "pad" / Pad,
        1: "type" / U8 * "1 for the server side",
        2: "srv_cnt" / U64,
        3: "clnt_cnt" / U64,
        4: "rsn_code" / Hex(U32),
        5: "rsn_cnt" / U16,
    },
)
ATTRS = Attrs(
    "SMC_GEN",
    {
        1: "sys_info" / Nest(SYS),
        2: "lgr_smcr" / Nest(LGR_R),
        3: "link_smcr" / Nest(LINK),
        4: "lgr_smcd" / Nest(LGR_D),
        5: "dev_smcd" / Nest(DEV),
        6: "dev_smcr" / Nest(DEV),
        7: "stats" / Nest(STATS),
        8: "fback_stats" / Nest(FBACK),
    },
)
UEID = Attrs("SMC_NLA_EID_TABLE", {1: "entry" / Multi(Str)})
SEID = Attrs("SMC_NLA_SEID", {1: "entry" / Str, 2: "enabled" / U8})
HS_LIMITATION = Attrs("SMC_NLA_HS_LIMITATION", {1: "enabled" / U8})

FAMILY = Genl(
    "SMC_GEN_NETLINK",
    Cmd,
    attrs=ATTRS,
    info=(
        "{sys_info.local_host}",
        "v{sys_info.ver}.{sys_info.rel}",
        "lgr {lgr_smcr.id:#x} {lgr_smcr.role} {lgr_smcr.type}",
        "pnetid {lgr_smcr.pnetid!q}",
        "conns {lgr_smcr.conns_num}",
        "link {link_smcr.id} {link_smcr.ib_dev}:{link_smcr.ib_port} {link_smcr.state}",
        "lgr {lgr_smcd.id:#x}",
        "gid {lgr_smcd.gid:#x}",
        "conns {lgr_smcd.conns_num}",
        "pci {dev_smcd.pci_id}",
        "{dev_smcr.ib_name}",
        "pci {dev_smcr.pci_id}",
        "handshake errors {stats.clnt_hs_err_cnt}/{stats.srv_hs_err_cnt}",
        "fallback {fback_stats.rsn_code:#x}",
        "{fback_stats.rsn_cnt} times",
    ),
    ops={
        **dict.fromkeys(
            (Cmd.DUMP_UEID, Cmd.ADD_UEID, Cmd.REMOVE_UEID, Cmd.FLUSH_UEID),
            Op(attrs=UEID, info=("{entry!q}",)),
        ),
        **dict.fromkeys(
            (Cmd.DUMP_SEID, Cmd.ENABLE_SEID, Cmd.DISABLE_SEID),
            Op(attrs=SEID, info=("{entry!q}", "enabled {enabled}")),
        ),
        **dict.fromkeys(
            (
                Cmd.DUMP_HS_LIMITATION,
                Cmd.ENABLE_HS_LIMITATION,
                Cmd.DISABLE_HS_LIMITATION,
            ),
            Op(attrs=HS_LIMITATION, info=("enabled {enabled}",)),
        ),
    },
)
