"""ethtool, settings of network interfaces (include/uapi/linux/ethtool_netlink.h).

Requests and what the kernel sends are numbered apart.
"""

from dissectors._ethtool_sets import (
    CABLE_TEST,
    CABLE_TEST_NTF,
    CABLE_TEST_TDR,
    CABLE_TEST_TDR_NTF,
    CHANNELS,
    COALESCE,
    DEBUG,
    EEE,
    FEATURES,
    FEC,
    LINKINFO,
    LINKMODES,
    LINKSTATE,
    MM,
    MODULE,
    MODULE_EEPROM,
    MODULE_FW_FLASH,
    MSE,
    PAUSE,
    PHC_VCLOCKS,
    PHY,
    PLCA,
    PRIVFLAGS,
    PSE,
    PSE_NTF,
    RINGS,
    RSS,
    STATS,
    STRSET,
    TSCONFIG,
    TSINFO,
    TUNNEL_INFO,
    WOL,
)
from nlscope.spec import REPLY, REQUEST, Constants, Each, Genl, Op, Say
from nlscope.spec.bitset import bitset


class Cmd(Constants, prefix="ETHTOOL_MSG"):
    STRSET_GET = 1
    LINKINFO_GET = 2
    LINKINFO_SET = 3
    LINKMODES_GET = 4
    LINKMODES_SET = 5
    LINKSTATE_GET = 6
    DEBUG_GET = 7
    DEBUG_SET = 8
    WOL_GET = 9
    WOL_SET = 10
    FEATURES_GET = 11
    FEATURES_SET = 12
    PRIVFLAGS_GET = 13
    PRIVFLAGS_SET = 14
    RINGS_GET = 15
    RINGS_SET = 16
    CHANNELS_GET = 17
    CHANNELS_SET = 18
    COALESCE_GET = 19
    COALESCE_SET = 20
    PAUSE_GET = 21
    PAUSE_SET = 22
    EEE_GET = 23
    EEE_SET = 24
    TSINFO_GET = 25
    CABLE_TEST_ACT = 26
    CABLE_TEST_TDR_ACT = 27
    TUNNEL_INFO_GET = 28
    FEC_GET = 29
    FEC_SET = 30
    MODULE_EEPROM_GET = 31
    STATS_GET = 32
    PHC_VCLOCKS_GET = 33
    MODULE_GET = 34
    MODULE_SET = 35
    PSE_GET = 36
    PSE_SET = 37
    RSS_GET = 38
    PLCA_GET_CFG = 39
    PLCA_SET_CFG = 40
    PLCA_GET_STATUS = 41
    MM_GET = 42
    MM_SET = 43
    MODULE_FW_FLASH_ACT = 44
    PHY_GET = 45
    TSCONFIG_GET = 46
    TSCONFIG_SET = 47
    RSS_SET = 48
    RSS_CREATE_ACT = 49
    RSS_DELETE_ACT = 50
    MSE_GET = 51


class Reply(Constants, prefix="ETHTOOL_MSG"):
    STRSET_GET_REPLY = 1
    LINKINFO_GET_REPLY = 2
    LINKINFO_NTF = 3
    LINKMODES_GET_REPLY = 4
    LINKMODES_NTF = 5
    LINKSTATE_GET_REPLY = 6
    DEBUG_GET_REPLY = 7
    DEBUG_NTF = 8
    WOL_GET_REPLY = 9
    WOL_NTF = 10
    FEATURES_GET_REPLY = 11
    FEATURES_SET_REPLY = 12
    FEATURES_NTF = 13
    PRIVFLAGS_GET_REPLY = 14
    PRIVFLAGS_NTF = 15
    RINGS_GET_REPLY = 16
    RINGS_NTF = 17
    CHANNELS_GET_REPLY = 18
    CHANNELS_NTF = 19
    COALESCE_GET_REPLY = 20
    COALESCE_NTF = 21
    PAUSE_GET_REPLY = 22
    PAUSE_NTF = 23
    EEE_GET_REPLY = 24
    EEE_NTF = 25
    TSINFO_GET_REPLY = 26
    CABLE_TEST_NTF = 27
    CABLE_TEST_TDR_NTF = 28
    TUNNEL_INFO_GET_REPLY = 29
    FEC_GET_REPLY = 30
    FEC_NTF = 31
    MODULE_EEPROM_GET_REPLY = 32
    STATS_GET_REPLY = 33
    PHC_VCLOCKS_GET_REPLY = 34
    MODULE_GET_REPLY = 35
    MODULE_NTF = 36
    PSE_GET_REPLY = 37
    RSS_GET_REPLY = 38
    PLCA_GET_CFG_REPLY = 39
    PLCA_GET_STATUS_REPLY = 40
    PLCA_NTF = 41
    MM_GET_REPLY = 42
    MM_NTF = 43
    MODULE_FW_FLASH_NTF = 44
    PHY_GET_REPLY = 45
    PHY_NTF = 46
    TSCONFIG_GET_REPLY = 47
    TSCONFIG_SET_REPLY = 48
    PSE_NTF = 49
    RSS_NTF = 50
    RSS_CREATE_ACT_REPLY = 51
    RSS_CREATE_NTF = 52
    RSS_DELETE_NTF = 53
    MSE_GET_REPLY = 54


_DEV = "{header.dev_name}|dev {header.dev_index}"
_STRSET = Op(
    attrs=STRSET,
    info=(
        _DEV,
        Each(
            "stringsets.stringset",
            ("{id} {count}: {strings.string.value}|{id} {count}|{id}",),
            ", ",
        ),
        "{counts_only}",
    ),
)
_LINKINFO = Op(
    attrs=LINKINFO,
    info=(
        _DEV,
        "Port: {port}",
        "PHYAD: {phyaddr}",
        "Transceiver: {transceiver}",
        "MDI-X: {tp_mdix}",
    ),
)
_LINKMODES = Op(
    attrs=LINKMODES,
    info=(
        _DEV,
        "Speed: unknown{speed?=4294967295}|Speed: {speed}Mb/s",
        "Duplex: {duplex}",
        "Auto-negotiation: {autoneg}",
        "lanes {lanes}",
        Say(bitset("modes"), ("ours",)),
        Say(bitset("peer"), ("peer",)),
    ),
)
_LINKSTATE = Op(
    attrs=LINKSTATE,
    info=(_DEV, "link {link}", "{ext_state}", "{ext_substate}", "SQI {sqi}/{sqi_max}"),
)
_DEBUG = Op(attrs=DEBUG, info=(_DEV, Say(bitset("msglvl"), ("msgmask",))))
_WOL = Op(attrs=WOL, info=(_DEV, Say(bitset("wol"), ("modes",)), "sopass {sopass}"))
_FEATURES = Op(
    attrs=FEATURES,
    info=(
        _DEV,
        Say(bitset("wanted"), ("wanted",)),
        Say(bitset("active"), ("active",)),
    ),
)
_PRIVFLAGS = Op(attrs=PRIVFLAGS, info=(_DEV, Say(bitset("flags"), ("flags",))))
_RINGS = Op(
    attrs=RINGS,
    info=(
        _DEV,
        "RX {rx}/{rx_max}|RX {rx}",
        "RX mini {rx_mini?-0}",
        "RX jumbo {rx_jumbo?-0}",
        "TX {tx}/{tx_max}|TX {tx}",
        "RX buf len {rx_buf_len?-0}",
        "CQE size {cqe_size?-0}",
        "TX push {tx_push}",
    ),
)
_CHANNELS = Op(
    attrs=CHANNELS,
    info=(
        _DEV,
        "RX {rx_count}/{rx_max}|RX {rx_count}",
        "TX {tx_count}/{tx_max}|TX {tx_count}",
        "other {other_count}/{other_max}|other {other_count}",
        "combined {combined_count}/{combined_max}|combined {combined_count}",
    ),
)
_COALESCE = Op(
    attrs=COALESCE,
    info=(
        _DEV,
        "rx-usecs {rx_usecs}",
        "rx-frames {rx_max_frames}",
        "tx-usecs {tx_usecs}",
        "tx-frames {tx_max_frames}",
        "adaptive rx {use_adaptive_rx}",
        "adaptive tx {use_adaptive_tx}",
        "*",
    ),
)
_PAUSE = Op(attrs=PAUSE, info=(_DEV, "autoneg {autoneg}", "RX {rx}", "TX {tx}"))
_EEE = Op(
    attrs=EEE,
    info=(
        _DEV,
        "enabled {enabled}",
        "active {active}",
        "tx-lpi {tx_lpi_enabled}",
        "timer {tx_lpi_timer}",
    ),
)
_TSINFO = Op(
    attrs=TSINFO,
    info=(
        _DEV,
        "PTP Hardware Clock: {phc_index}",
        Say(bitset("timestamping"), ("timestamping",)),
        Say(bitset("tx"), ("tx_types",)),
        Say(bitset("rx"), ("rx_filters",)),
    ),
)
_CABLE_TEST = Op(attrs=CABLE_TEST, info=(_DEV,))
_CABLE_TEST_NTF = Op(
    attrs=CABLE_TEST_NTF,
    info=(
        _DEV,
        "{status}",
        Each("nest.result", ("pair {pair} {code}",), ", "),
        Each("nest.fault_length", ("pair {pair} fault at {cm!d}m",), ", "),
    ),
)
_CABLE_TEST_TDR = Op(
    attrs=CABLE_TEST_TDR, info=(_DEV, "first {cfg.first} last {cfg.last} step {cfg.step}")
)
_CABLE_TEST_TDR_NTF = Op(attrs=CABLE_TEST_TDR_NTF, info=(_DEV, "{status}"))
_TUNNEL_INFO = Op(
    attrs=TUNNEL_INFO,
    info=(_DEV, Each("udp_ports.table.entry", ("port {port} {type}",), ", ")),
)
_FEC = Op(
    attrs=FEC,
    info=(_DEV, Say(bitset("modes"), ("modes",)), "auto {auto}", "active {active}"),
)
_MODULE_EEPROM = Op(
    attrs=MODULE_EEPROM,
    info=(
        _DEV,
        "page {page}",
        "bank {bank}",
        "offset {offset}",
        "length {length}",
        "i2c {i2c_address:#x}",
    ),
)
_STATS = Op(attrs=STATS, info=(_DEV, "{grp.id}", Say(bitset("groups"), ("groups",))))
_PHC_VCLOCKS = Op(attrs=PHC_VCLOCKS, info=(_DEV, "{num}", "index {index}"))
_MODULE = Op(
    attrs=MODULE,
    info=(_DEV, "power-mode-policy {power_mode_policy}", "power-mode {power_mode}"),
)
_PSE = Op(
    attrs=PSE,
    info=(
        _DEV,
        "podl {podl_pse_admin_state}|podl {podl_pse_admin_control}",
        "c33 {c33_pse_admin_state}|c33 {c33_pse_admin_control}",
        "{c33_pse_actual_pw} mW",
        "prio {pse_prio}",
    ),
)
_PSE_NTF = Op(attrs=PSE_NTF, info=(_DEV, "{events}"))
_RSS = Op(
    attrs=RSS,
    info=(_DEV, "context {context}", "hfunc {hfunc}", "indir {indir}", "{input_xfrm}"),
)
_PLCA = Op(
    attrs=PLCA,
    info=(_DEV, "enabled {enabled}", "status {status}", "node {node_id}/{node_cnt}"),
)
_MM = Op(
    attrs=MM,
    info=(_DEV, "pmac {pmac_enabled}", "tx {tx_enabled}", "verify {verify_status}"),
)
_MODULE_FW_FLASH = Op(
    attrs=MODULE_FW_FLASH,
    info=(_DEV, "{file_name!q}", "{status}", "{done}/{total}", "{status_msg!q}"),
)
_PHY = Op(
    attrs=PHY,
    info=(
        _DEV,
        "PHY {index}",
        "{drvname}",
        "{name}",
        "upstream {upstream_type} {upstream_index}",
    ),
)
_TSCONFIG = Op(
    attrs=TSCONFIG,
    info=(
        _DEV,
        "{hwtstamp_provider.index}",
        Say(bitset("tx"), ("tx_types",)),
        Say(bitset("rx"), ("rx_filters",)),
    ),
)
_MSE = Op(attrs=MSE, info=(_DEV,))

FAMILY = Genl(
    "ethtool",
    Cmd,
    replies=Reply,
    groups=("monitor",),
    ops={
        (Cmd.STRSET_GET, REQUEST): _STRSET,
        (Cmd.LINKINFO_GET, REQUEST): _LINKINFO,
        (Cmd.LINKINFO_SET, REQUEST): _LINKINFO,
        (Cmd.LINKMODES_GET, REQUEST): _LINKMODES,
        (Cmd.LINKMODES_SET, REQUEST): _LINKMODES,
        (Cmd.LINKSTATE_GET, REQUEST): _LINKSTATE,
        (Cmd.DEBUG_GET, REQUEST): _DEBUG,
        (Cmd.DEBUG_SET, REQUEST): _DEBUG,
        (Cmd.WOL_GET, REQUEST): _WOL,
        (Cmd.WOL_SET, REQUEST): _WOL,
        (Cmd.FEATURES_GET, REQUEST): _FEATURES,
        (Cmd.FEATURES_SET, REQUEST): _FEATURES,
        (Cmd.PRIVFLAGS_GET, REQUEST): _PRIVFLAGS,
        (Cmd.PRIVFLAGS_SET, REQUEST): _PRIVFLAGS,
        (Cmd.RINGS_GET, REQUEST): _RINGS,
        (Cmd.RINGS_SET, REQUEST): _RINGS,
        (Cmd.CHANNELS_GET, REQUEST): _CHANNELS,
        (Cmd.CHANNELS_SET, REQUEST): _CHANNELS,
        (Cmd.COALESCE_GET, REQUEST): _COALESCE,
        (Cmd.COALESCE_SET, REQUEST): _COALESCE,
        (Cmd.PAUSE_GET, REQUEST): _PAUSE,
        (Cmd.PAUSE_SET, REQUEST): _PAUSE,
        (Cmd.EEE_GET, REQUEST): _EEE,
        (Cmd.EEE_SET, REQUEST): _EEE,
        (Cmd.TSINFO_GET, REQUEST): _TSINFO,
        (Cmd.CABLE_TEST_ACT, REQUEST): _CABLE_TEST,
        (Cmd.CABLE_TEST_TDR_ACT, REQUEST): _CABLE_TEST_TDR,
        (Cmd.TUNNEL_INFO_GET, REQUEST): _TUNNEL_INFO,
        (Cmd.FEC_GET, REQUEST): _FEC,
        (Cmd.FEC_SET, REQUEST): _FEC,
        (Cmd.MODULE_EEPROM_GET, REQUEST): _MODULE_EEPROM,
        (Cmd.STATS_GET, REQUEST): _STATS,
        (Cmd.PHC_VCLOCKS_GET, REQUEST): _PHC_VCLOCKS,
        (Cmd.MODULE_GET, REQUEST): _MODULE,
        (Cmd.MODULE_SET, REQUEST): _MODULE,
        (Cmd.PSE_GET, REQUEST): _PSE,
        (Cmd.PSE_SET, REQUEST): _PSE,
        (Cmd.RSS_GET, REQUEST): _RSS,
        (Cmd.PLCA_GET_CFG, REQUEST): _PLCA,
        (Cmd.PLCA_SET_CFG, REQUEST): _PLCA,
        (Cmd.PLCA_GET_STATUS, REQUEST): _PLCA,
        (Cmd.MM_GET, REQUEST): _MM,
        (Cmd.MM_SET, REQUEST): _MM,
        (Cmd.MODULE_FW_FLASH_ACT, REQUEST): _MODULE_FW_FLASH,
        (Cmd.PHY_GET, REQUEST): _PHY,
        (Cmd.TSCONFIG_GET, REQUEST): _TSCONFIG,
        (Cmd.TSCONFIG_SET, REQUEST): _TSCONFIG,
        (Cmd.RSS_SET, REQUEST): _RSS,
        (Cmd.RSS_CREATE_ACT, REQUEST): _RSS,
        (Cmd.RSS_DELETE_ACT, REQUEST): _RSS,
        (Cmd.MSE_GET, REQUEST): _MSE,
        (Reply.STRSET_GET_REPLY, REPLY): _STRSET,
        (Reply.LINKINFO_GET_REPLY, REPLY): _LINKINFO,
        (Reply.LINKINFO_NTF, REPLY): _LINKINFO,
        (Reply.LINKMODES_GET_REPLY, REPLY): _LINKMODES,
        (Reply.LINKMODES_NTF, REPLY): _LINKMODES,
        (Reply.LINKSTATE_GET_REPLY, REPLY): _LINKSTATE,
        (Reply.DEBUG_GET_REPLY, REPLY): _DEBUG,
        (Reply.DEBUG_NTF, REPLY): _DEBUG,
        (Reply.WOL_GET_REPLY, REPLY): _WOL,
        (Reply.WOL_NTF, REPLY): _WOL,
        (Reply.FEATURES_GET_REPLY, REPLY): _FEATURES,
        (Reply.FEATURES_SET_REPLY, REPLY): _FEATURES,
        (Reply.FEATURES_NTF, REPLY): _FEATURES,
        (Reply.PRIVFLAGS_GET_REPLY, REPLY): _PRIVFLAGS,
        (Reply.PRIVFLAGS_NTF, REPLY): _PRIVFLAGS,
        (Reply.RINGS_GET_REPLY, REPLY): _RINGS,
        (Reply.RINGS_NTF, REPLY): _RINGS,
        (Reply.CHANNELS_GET_REPLY, REPLY): _CHANNELS,
        (Reply.CHANNELS_NTF, REPLY): _CHANNELS,
        (Reply.COALESCE_GET_REPLY, REPLY): _COALESCE,
        (Reply.COALESCE_NTF, REPLY): _COALESCE,
        (Reply.PAUSE_GET_REPLY, REPLY): _PAUSE,
        (Reply.PAUSE_NTF, REPLY): _PAUSE,
        (Reply.EEE_GET_REPLY, REPLY): _EEE,
        (Reply.EEE_NTF, REPLY): _EEE,
        (Reply.TSINFO_GET_REPLY, REPLY): _TSINFO,
        (Reply.CABLE_TEST_NTF, REPLY): _CABLE_TEST_NTF,
        (Reply.CABLE_TEST_TDR_NTF, REPLY): _CABLE_TEST_TDR_NTF,
        (Reply.TUNNEL_INFO_GET_REPLY, REPLY): _TUNNEL_INFO,
        (Reply.FEC_GET_REPLY, REPLY): _FEC,
        (Reply.FEC_NTF, REPLY): _FEC,
        (Reply.MODULE_EEPROM_GET_REPLY, REPLY): _MODULE_EEPROM,
        (Reply.STATS_GET_REPLY, REPLY): _STATS,
        (Reply.PHC_VCLOCKS_GET_REPLY, REPLY): _PHC_VCLOCKS,
        (Reply.MODULE_GET_REPLY, REPLY): _MODULE,
        (Reply.MODULE_NTF, REPLY): _MODULE,
        (Reply.PSE_GET_REPLY, REPLY): _PSE,
        (Reply.RSS_GET_REPLY, REPLY): _RSS,
        (Reply.PLCA_GET_CFG_REPLY, REPLY): _PLCA,
        (Reply.PLCA_GET_STATUS_REPLY, REPLY): _PLCA,
        (Reply.PLCA_NTF, REPLY): _PLCA,
        (Reply.MM_GET_REPLY, REPLY): _MM,
        (Reply.MM_NTF, REPLY): _MM,
        (Reply.MODULE_FW_FLASH_NTF, REPLY): _MODULE_FW_FLASH,
        (Reply.PHY_GET_REPLY, REPLY): _PHY,
        (Reply.PHY_NTF, REPLY): _PHY,
        (Reply.TSCONFIG_GET_REPLY, REPLY): _TSCONFIG,
        (Reply.TSCONFIG_SET_REPLY, REPLY): _TSCONFIG,
        (Reply.PSE_NTF, REPLY): _PSE_NTF,
        (Reply.RSS_NTF, REPLY): _RSS,
        (Reply.RSS_CREATE_ACT_REPLY, REPLY): _RSS,
        (Reply.RSS_CREATE_NTF, REPLY): _RSS,
        (Reply.RSS_DELETE_NTF, REPLY): _RSS,
        (Reply.MSE_GET_REPLY, REPLY): _MSE,
    },
)
