"""Structs and small sets of data centre bridging (include/uapi/linux/dcbnl.h)."""

from nlscope.spec import U8, U16, U32, U64, Constants, Enum, Padding, Struct, Unit


class Selector(Constants, prefix="IEEE_8021QAZ_APP_SEL"):
    ETHERTYPE = 1
    STREAM = 2
    DGRAM = 3
    ANY = 4
    DSCP = 5
    PCP = 255


Selector.irregular = {"PCP": "DCB_APP_SEL_PCP"}

IEEE_ETS = Struct(
    "willing" / U8,
    "ets_cap" / U8,
    "cbs" / U8,
    "tc_tx_bw" / U8[8],
    "tc_rx_bw" / U8[8],
    "tc_tsa" / U8[8] * "0 strict, 1 credit-based shaper, 2 ETS, 255 vendor",
    "prio_tc" / U8[8],
    "tc_reco_bw" / U8[8],
    "tc_reco_tsa" / U8[8],
    "reco_prio_tc" / U8[8],
)
IEEE_MAXRATE = Struct("tc_maxrate" / Unit(U64[8], "kbit/s"))
IEEE_PFC = Struct(
    "pfc_cap" / U8,
    "pfc_en" / U8 * "bit n is priority n",
    "mbc" / U8,
    Padding(1),
    "delay" / U16,
    Padding(2),
    "requests" / U64[8],
    "indications" / U64[8],
)
IEEE_QCN = Struct(
    "rpg_enable" / U8[8],
    "rppp_max_rps" / U32[8],
    "rpg_time_reset" / U32[8],
    "rpg_byte_reset" / U32[8],
    "rpg_threshold" / U32[8],
    "rpg_max_rate" / U32[8],
    "rpg_ai_rate" / U32[8],
    "rpg_hai_rate" / U32[8],
    "rpg_gd" / U32[8],
    "rpg_min_dec_fac" / U32[8],
    "rpg_min_rate" / U32[8],
    "cndd_state_machine" / U32[8],
)
IEEE_QCN_STATS = Struct("rppp_rp_centiseconds" / U64[8], "rppp_created_rps" / U32[8])
DCBNL_BUFFER = Struct(
    "prio2buffer" / U8[8], "buffer_size" / U32[8], "total_size" / Unit(U32, "bytes")
)
CEE_PG = Struct(
    "willing" / U8,
    "error" / U8,
    "pg_en" / U8,
    "tcs_supported" / U8,
    "pg_bw" / U8[8],
    "prio_pg" / U8[8],
)
CEE_PFC = Struct("willing" / U8, "error" / U8, "pfc_en" / U8, "tcs_supported" / U8)
DCB_APP = Struct(
    "selector" / Enum(U8, Selector),
    "priority" / U8,
    "protocol" / U16,
)
DCB_PEER_APP_INFO = Struct("willing" / U8, "error" / U8)
