"""Data centre bridging: ETS, PFC and their negotiation (include/uapi/linux/dcbnl.h)."""

from dissectors._dcb_structs import (
    CEE_PFC,
    CEE_PG,
    DCB_APP,
    DCB_PEER_APP_INFO,
    DCBNL_BUFFER,
    IEEE_ETS,
    IEEE_MAXRATE,
    IEEE_PFC,
    IEEE_QCN,
    IEEE_QCN_STATS,
    Selector,
)
from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    REPLY,
    U8,
    U16,
    U32,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    LinkAddr,
    Multi,
    Nest,
    Op,
    Padding,
    Route,
    Str,
    Struct,
)


class Rtm(Constants, prefix="RTM"):
    GETDCB = 78
    SETDCB = 79


class Cmd(Constants, prefix="DCB_CMD"):
    UNDEFINED = 0
    GSTATE = 1
    SSTATE = 2
    PGTX_GCFG = 3
    PGTX_SCFG = 4
    PGRX_GCFG = 5
    PGRX_SCFG = 6
    PFC_GCFG = 7
    PFC_SCFG = 8
    SET_ALL = 9
    GPERM_HWADDR = 10
    GCAP = 11
    GNUMTCS = 12
    SNUMTCS = 13
    PFC_GSTATE = 14
    PFC_SSTATE = 15
    BCN_GCFG = 16
    BCN_SCFG = 17
    GAPP = 18
    SAPP = 19
    IEEE_SET = 20
    IEEE_GET = 21
    GDCBX = 22
    SDCBX = 23
    GFEATCFG = 24
    SFEATCFG = 25
    CEE_GET = 26
    IEEE_DEL = 27


class Dcbx(Constants, prefix="DCB_CAP_DCBX"):
    HOST = 0x01
    LLD_MANAGED = 0x02
    VER_CEE = 0x04
    VER_IEEE = 0x08
    STATIC = 0x10


class Feature(Constants, prefix="DCB_FEATCFG"):
    ERROR = 0x01
    ENABLE = 0x02
    WILLING = 0x04
    ADVERTISE = 0x08


class AppIdType(Constants, prefix="DCB_APP_IDTYPE"):
    ETHTYPE = 0
    PORTNUM = 1


DCBMSG = "dcbmsg" / Struct(
    "dcb_family" / Enum(U8, AddressFamily), "cmd" / Enum(U8, Cmd), Padding(2)
)
PFC_UP = Attrs(
    "DCB_PFC_UP",
    {**{1 + up: f"attr_{up}" / U8 for up in range(8)}, 9: "attr_all" / Flag},
)
TC = Attrs(
    "DCB_TC_ATTR_PARAM",
    {
        1: "pgid" / U8,
        2: "up_mapping" / U8,
        3: "strict_prio" / U8 * "0 none, 1 group strict, 2 link strict",
        4: "bw_pct" / U8,
        5: "all" / Flag,
    },
)
PG = Attrs(
    "DCB_PG_ATTR",
    {
        **{1 + tc: f"tc_{tc}" / Nest(TC) for tc in range(8)},
        10: "tc_all" / Nest(TC),
        **{11 + group: f"bw_id_{group}" / U8 for group in range(8)},
        20: "bw_id_all" / Flag,
    },
)
CAP = Attrs(
    "DCB_CAP_ATTR",
    {
        1: "all" / Flag,
        2: "pg" / U8,
        3: "pfc" / U8,
        4: "up2tc" / U8,
        5: "pg_tcs" / U8,
        6: "pfc_tcs" / U8,
        7: "gsp" / U8,
        8: "bcn" / U8,
        9: "dcbx" / Flags(U8, Dcbx),
    },
)
NUMTCS = Attrs("DCB_NUMTCS_ATTR", {1: "all" / Flag, 2: "pg" / U8, 3: "pfc" / U8})
BCN = Attrs(
    "DCB_BCN_ATTR",
    {
        **{1 + rp: f"rp_{rp}" / U8 for rp in range(8)},
        9: "rp_all" / Flag,
        10: "bcna_0" / U32,
        11: "bcna_1" / U32,
        12: "alpha" / U32,
        13: "beta" / U32,
        14: "gd" / U32,
        15: "gi" / U32,
        16: "tmax" / U32,
        17: "td" / U32,
        18: "rmin" / U32,
        19: "w" / U32,
        20: "rd" / U32,
        21: "ru" / U32,
        22: "wrtt" / U32,
        23: "ri" / U32,
        24: "c" / U32,
        25: "all" / Flag,
    },
)
APP = Attrs(
    "DCB_APP_ATTR",
    {1: "idtype" / Enum(U8, AppIdType), 2: "id" / U16, 3: "priority" / U8},
)
FEATCFG = Attrs(
    "DCB_FEATCFG_ATTR",
    {
        1: "all" / Flag,
        2: "pg" / Flags(U8, Feature),
        3: "pfc" / Flags(U8, Feature),
        4: "app" / Flags(U8, Feature),
    },
)

APP_TABLE = Attrs(
    "DCB_ATTR", {1: "ieee_app" / Multi(DCB_APP), 2: "dcb_app" / Multi(DCB_APP)}
)
TRUST_TABLE = Attrs(
    "DCB_ATTR",
    {
        1: "ieee_app" / Multi(Enum(U8, Selector)),
        2: "dcb_app" / Multi(Enum(U8, Selector)),
    },
)
IEEE = Attrs(
    "DCB_ATTR_IEEE",
    {
        1: "ets" / IEEE_ETS,
        2: "pfc" / IEEE_PFC,
        3: "app_table" / Nest(APP_TABLE),
        4: "peer_ets" / IEEE_ETS,
        5: "peer_pfc" / IEEE_PFC,
        6: "peer_app" / Nest(APP_TABLE),
        7: "maxrate" / IEEE_MAXRATE,
        8: "qcn" / IEEE_QCN,
        9: "qcn_stats" / IEEE_QCN_STATS,
        10: "dcb_buffer" / DCBNL_BUFFER,
        11: "dcb_app_trust_table" / Nest(TRUST_TABLE),
        12: "dcb_rewr_table" / Nest(APP_TABLE),
    },
    irregular={
        "dcb_buffer": "DCB_ATTR_DCB_BUFFER",
        "dcb_app_trust_table": "DCB_ATTR_DCB_APP_TRUST_TABLE",
        "dcb_rewr_table": "DCB_ATTR_DCB_REWR_TABLE",
    },
)
CEE_PEER_APP = Attrs(
    "DCB_ATTR_CEE_PEER_APP",
    {1: "info" / DCB_PEER_APP_INFO, 2: "app" / Multi(DCB_APP)},
    irregular={"app": "DCB_ATTR_CEE_PEER_APP"},
)
CEE_APP_TABLE = Attrs("DCB_ATTR", {12: "app" / Multi(Nest(APP))})
CEE = Attrs(
    "DCB_ATTR_CEE",
    {
        1: "peer_pg" / CEE_PG,
        2: "peer_pfc" / CEE_PFC,
        3: "peer_app_table" / Nest(CEE_PEER_APP),
        4: "tx_pg" / Nest(PG),
        5: "rx_pg" / Nest(PG),
        6: "pfc" / Nest(PFC_UP),
        7: "app_table" / Nest(CEE_APP_TABLE),
        8: "feat" / Nest(FEATCFG),
    },
)
ATTRS = Attrs(
    "DCB_ATTR",
    {
        1: "ifname" / Str,
        2: "state" / U8,
        3: "pfc_state" / U8,
        4: "pfc_cfg" / Nest(PFC_UP),
        5: "num_tc" / U8,
        6: "pg_cfg" / Nest(PG),
        7: "set_all" / U8,
        8: "perm_hwaddr" / LinkAddr,
        9: "cap" / Nest(CAP),
        10: "numtcs" / Nest(NUMTCS),
        11: "bcn" / Nest(BCN),
        12: "app" / Nest(APP),
        13: "ieee" / Nest(IEEE),
        14: "dcbx" / Flags(U8, Dcbx),
        15: "featcfg" / Nest(FEATCFG),
        16: "cee" / Nest(CEE),
    },
)

# what a driver made of it, zero or one; events of DCB_CMD_IEEE_SET have a nest
RESULTS = Attrs(
    "DCB_ATTR",
    {
        **ATTRS.entries,
        4: "pfc_cfg" / U8,
        6: "pg_cfg" / U8,
        10: "numtcs" / U8,
        11: "bcn" / U8,
        12: "app" / U8,
        15: "featcfg" / U8,
    },
)

FAMILY = Route(
    "dcb",
    Rtm,
    header=DCBMSG,
    attrs=ATTRS,
    ops={(Rtm.SETDCB, REPLY): Op(attrs=RESULTS)},
    info=("{cmd}", "dev {ifname}", "state {state}", "dcbx {dcbx}"),
)
