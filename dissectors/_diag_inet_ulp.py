"""Protocols on top of TCP in socket diagnostics: MPTCP subflows, TLS.

Sources: enum of INET_ULP_INFO_* in include/uapi/linux/inet_diag.h,
include/uapi/linux/{mptcp,tls}.h.
"""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    Hex,
    Nest,
    Pad,
    Str,
    Unit,
)


class TlsVersion(Constants, prefix="TLS"):
    V1_2 = 0x0303
    V1_3 = 0x0304


TlsVersion.irregular = {"V1_2": "TLS_1_2_VERSION", "V1_3": "TLS_1_3_VERSION"}


class TlsCipher(Constants, prefix="TLS_CIPHER"):
    AES_GCM_128 = 51
    AES_GCM_256 = 52
    AES_CCM_128 = 53
    CHACHA20_POLY1305 = 54
    SM4_GCM = 55
    SM4_CCM = 56
    ARIA_GCM_128 = 57
    ARIA_GCM_256 = 58


class TlsConf(Constants, prefix="TLS_CONF"):
    BASE = 1
    SW = 2
    HW = 3
    HW_RECORD = 4


class SubflowFlag(Constants, prefix="MPTCP_SUBFLOW_FLAG"):
    MCAP_REM = 0x001
    MCAP_LOC = 0x002
    JOIN_REM = 0x004
    JOIN_LOC = 0x008
    BKUP_REM = 0x010
    BKUP_LOC = 0x020
    FULLY_ESTABLISHED = 0x040
    CONNECTED = 0x080
    MAPVALID = 0x100


TLS = Attrs(
    "TLS_INFO",
    {
        1: "version" / Enum(U16, TlsVersion),
        2: "cipher" / Enum(U16, TlsCipher),
        3: "txconf" / Enum(U16, TlsConf),
        4: "rxconf" / Enum(U16, TlsConf),
        5: "zc_ro_tx" / Flag,
        6: "rx_no_pad" / Flag,
        7: "tx_max_payload_len" / Unit(U16, "bytes"),
    },
)
SUBFLOW = Attrs(
    "MPTCP_SUBFLOW_ATTR",
    {
        1: "token_rem" / Hex(U32),
        2: "token_loc" / Hex(U32),
        3: "relwrite_seq" / U32,
        4: "map_seq" / U64,
        5: "map_sfseq" / U32,
        6: "ssn_offset" / U32,
        7: "map_datalen" / U16,
        8: "flags" / Flags(U32, SubflowFlag),
        9: "id_rem" / U8,
        10: "id_loc" / U8,
        11: "pad" / Pad,
    },
)
ULP = Attrs(
    "INET_ULP_INFO", {1: "name" / Str, 2: "tls" / Nest(TLS), 3: "mptcp" / Nest(SUBFLOW)}
)
