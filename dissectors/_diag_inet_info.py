"""What INET_DIAG_INFO holds, by protocol, and what congestion controls tell.

Sources: include/uapi/linux/{tcp,mptcp,sctp,inet_diag}.h.
"""

from dissectors._sock_diag import State
from nlscope.spec import (
    S32,
    U8,
    U16,
    U32,
    U64,
    Constants,
    Enum,
    Flags,
    Growing,
    Hex,
    Padding,
    Struct,
    Unit,
)
from nlscope.spec.bits import Bits
from nlscope.spec.sockaddr import SockStorage
from nlscope.spec.unions import BySize


class CaState(Constants, prefix="TCP_CA"):
    Open = 0
    Disorder = 1
    CWR = 2
    Recovery = 3
    Loss = 4


class Option(Constants, prefix="TCPI_OPT"):
    TIMESTAMPS = 0x01
    SACK = 0x02
    WSCALE = 0x04
    ECN = 0x08
    ECN_SEEN = 0x10
    SYN_DATA = 0x20
    USEC_TS = 0x40
    TFO_CHILD = 0x80


class MptcpFlag(Constants, prefix="MPTCP_INFO_FLAG"):
    FALLBACK = 0x1
    REMOTE_KEY_RECEIVED = 0x2


class SctpState(Constants, prefix="SCTP_STATE"):
    CLOSED = 0
    COOKIE_WAIT = 1
    COOKIE_ECHOED = 2
    ESTABLISHED = 3
    SHUTDOWN_PENDING = 4
    SHUTDOWN_SENT = 5
    SHUTDOWN_RECEIVED = 6
    SHUTDOWN_ACK_SENT = 7


TCP_INFO = Growing(
    Struct(
        "tcpi_state" / Enum(U8, State),
        "tcpi_ca_state" / Enum(U8, CaState),
        "tcpi_retransmits" / U8,
        "tcpi_probes" / U8,
        "tcpi_backoff" / U8,
        "tcpi_options" / Flags(U8, Option),
        "tcpi_wscale" / Bits(1, tcpi_snd_wscale=4, tcpi_rcv_wscale=4),
        "tcpi_flags"
        / Bits(1, tcpi_delivery_rate_app_limited=1, tcpi_fastopen_client_fail=2),
        "tcpi_rto" / Unit(U32, "us"),
        "tcpi_ato" / Unit(U32, "us"),
        "tcpi_snd_mss" / Unit(U32, "bytes"),
        "tcpi_rcv_mss" / Unit(U32, "bytes"),
        "tcpi_unacked" / U32 * "segments; of listeners the length of the accept queue",
        "tcpi_sacked" / U32 * "segments; of listeners the most that the queue holds",
        "tcpi_lost" / U32,
        "tcpi_retrans" / U32,
        "tcpi_fackets" / U32,
        "tcpi_last_data_sent" / Unit(U32, "ms"),
        "tcpi_last_ack_sent" / Unit(U32, "ms") * "not remembered",
        "tcpi_last_data_recv" / Unit(U32, "ms"),
        "tcpi_last_ack_recv" / Unit(U32, "ms"),
        "tcpi_pmtu" / Unit(U32, "bytes"),
        "tcpi_rcv_ssthresh" / U32,
        "tcpi_rtt" / Unit(U32, "us"),
        "tcpi_rttvar" / Unit(U32, "us"),
        "tcpi_snd_ssthresh" / U32,
        "tcpi_snd_cwnd" / U32,
        "tcpi_advmss" / Unit(U32, "bytes"),
        "tcpi_reordering" / U32,
        "tcpi_rcv_rtt" / Unit(U32, "us"),
        "tcpi_rcv_space" / Unit(U32, "bytes"),
        "tcpi_total_retrans" / U32,
        "tcpi_pacing_rate" / Unit(U64, "bytes/s"),
        "tcpi_max_pacing_rate" / Unit(U64, "bytes/s"),
        "tcpi_bytes_acked" / Unit(U64, "bytes"),
        "tcpi_bytes_received" / Unit(U64, "bytes"),
        "tcpi_segs_out" / U32,
        "tcpi_segs_in" / U32,
        "tcpi_notsent_bytes" / Unit(U32, "bytes"),
        "tcpi_min_rtt" / Unit(U32, "us"),
        "tcpi_data_segs_in" / U32,
        "tcpi_data_segs_out" / U32,
        "tcpi_delivery_rate" / Unit(U64, "bytes/s"),
        "tcpi_busy_time" / Unit(U64, "us"),
        "tcpi_rwnd_limited" / Unit(U64, "us"),
        "tcpi_sndbuf_limited" / Unit(U64, "us"),
        "tcpi_delivered" / U32,
        "tcpi_delivered_ce" / U32,
        "tcpi_bytes_sent" / Unit(U64, "bytes"),
        "tcpi_bytes_retrans" / Unit(U64, "bytes"),
        "tcpi_dsack_dups" / U32,
        "tcpi_reord_seen" / U32,
        "tcpi_rcv_ooopack" / U32,
        "tcpi_snd_wnd" / Unit(U32, "bytes"),
        "tcpi_rcv_wnd" / Unit(U32, "bytes"),
        "tcpi_rehash" / U32,
        "tcpi_total_rto" / U16,
        "tcpi_total_rto_recoveries" / U16,
        "tcpi_total_rto_time" / Unit(U32, "ms"),
        "tcpi_received_ce" / U32,
        "tcpi_delivered_e1_bytes" / U32,
        "tcpi_delivered_e0_bytes" / U32,
        "tcpi_delivered_ce_bytes" / U32,
        "tcpi_received_e1_bytes" / U32,
        "tcpi_received_e0_bytes" / U32,
        "tcpi_received_ce_bytes" / U32,
        "tcpi_accecn"
        / Bits(
            4,
            tcpi_ecn_mode=2,
            tcpi_accecn_opt_seen=2,
            tcpi_accecn_fail_mode=4,
            tcpi_options2=24,
        ),
    )
)
_MPTCP = (
    "mptcpi_subflows" / U8,
    "mptcpi_add_addr_signal" / U8,
    "mptcpi_add_addr_accepted" / U8,
    "mptcpi_subflows_max" / U8,
    "mptcpi_add_addr_signal_max" / U8,
    "mptcpi_add_addr_accepted_max" / U8,
    Padding(2),
    "mptcpi_flags" / Flags(U32, MptcpFlag),
    "mptcpi_token" / Hex(U32),
    "mptcpi_write_seq" / U64,
    "mptcpi_snd_una" / U64,
    "mptcpi_rcv_nxt" / U64,
    "mptcpi_local_addr_used" / U8,
    "mptcpi_local_addr_max" / U8,
    "mptcpi_csum_enabled" / U8,
)
MPTCP_INFO = Growing(
    Struct(
        *_MPTCP,
        Padding(1),
        "mptcpi_retransmits" / U32,
        "mptcpi_bytes_retrans" / Unit(U64, "bytes"),
        "mptcpi_bytes_sent" / Unit(U64, "bytes"),
        "mptcpi_bytes_received" / Unit(U64, "bytes"),
        "mptcpi_bytes_acked" / Unit(U64, "bytes"),
        "mptcpi_subflows_total" / U8,
        "mptcpi_endp_laminar_max" / U8,
        "mptcpi_endp_fullmesh_max" / U8,
        "reserved" / U8,
        "mptcpi_last_data_sent" / Unit(U32, "ms"),
        "mptcpi_last_data_recv" / Unit(U32, "ms"),
        "mptcpi_last_ack_recv" / Unit(U32, "ms"),
    )
)
MPTCP_INFO_48 = Growing(Struct(*_MPTCP, Padding(5)))  # before 6.5
SCTP_INFO = Struct(
    "sctpi_tag" / Hex(U32),
    "sctpi_state" / Enum(U32, SctpState),
    "sctpi_rwnd" / U32,
    "sctpi_unackdata" / U16,
    "sctpi_penddata" / U16,
    "sctpi_instrms" / U16,
    "sctpi_outstrms" / U16,
    "sctpi_fragmentation_point" / U32,
    "sctpi_inqueue" / U32,
    "sctpi_outqueue" / U32,
    "sctpi_overall_error" / U32,
    "sctpi_max_burst" / U32,
    "sctpi_maxseg" / U32,
    "sctpi_peer_rwnd" / U32,
    "sctpi_peer_tag" / Hex(U32),
    "sctpi_peer_capable" / Hex(U8),
    "sctpi_peer_sack" / U8,
    Padding(2),
    "sctpi_isacks" / U64,
    "sctpi_osacks" / U64,
    "sctpi_opackets" / U64,
    "sctpi_ipackets" / U64,
    "sctpi_rtxchunks" / U64,
    "sctpi_outofseqtsns" / U64,
    "sctpi_idupchunks" / U64,
    "sctpi_gapcnt" / U64,
    "sctpi_ouodchunks" / U64,
    "sctpi_iuodchunks" / U64,
    "sctpi_oodchunks" / U64,
    "sctpi_iodchunks" / U64,
    "sctpi_octrlchunks" / U64,
    "sctpi_ictrlchunks" / U64,
    "sctpi_p_address" / SockStorage,
    "sctpi_p_state" / S32,
    "sctpi_p_cwnd" / U32,
    "sctpi_p_srtt" / Unit(U32, "ms"),
    "sctpi_p_rto" / Unit(U32, "ms"),
    "sctpi_p_hbinterval" / Unit(U32, "ms"),
    "sctpi_p_pathmaxrxt" / U32,
    "sctpi_p_sackdelay" / Unit(U32, "ms"),
    "sctpi_p_sackfreq" / U32,
    "sctpi_p_ssthresh" / U32,
    "sctpi_p_partial_bytes_acked" / U32,
    "sctpi_p_flight_size" / U32,
    "sctpi_p_error" / U16,
    Padding(2),
    "sctpi_s_autoclose" / Unit(U32, "s"),
    "sctpi_s_adaptation_ind" / U32,
    "sctpi_s_pd_point" / U32,
    "sctpi_s_nodelay" / U8,
    "sctpi_s_disable_fragments" / U8,
    "sctpi_s_v4mapped" / U8,
    "sctpi_s_frag_interleave" / U8,
    "sctpi_s_type" / U32,
    Padding(4),
)
# No message says which protocol its socket has. struct mptcp_info has 96 bytes at most
# (48 at most before 6.5), struct sctp_info always 368, struct tcp_info had 104 before 3.15.
INFO = BySize(
    {range(49): MPTCP_INFO_48, range(49, 97): MPTCP_INFO, range(368, 369): SCTP_INFO},
    TCP_INFO,
)

VEGAS = Struct(
    "tcpv_enabled" / U32,
    "tcpv_rttcnt" / U32,
    "tcpv_rtt" / Unit(U32, "us"),
    "tcpv_minrtt" / Unit(U32, "us"),
)
DCTCP = Struct(
    "dctcp_enabled" / U16,
    "dctcp_ce_state" / U16,
    "dctcp_alpha" / U32,
    "dctcp_ab_ecn" / U32,
    "dctcp_ab_tot" / U32,
)
BBR = Struct(
    "bbr_bw_lo" / U32 * "bytes/s, the lower half",
    "bbr_bw_hi" / U32 * "bytes/s, the upper half",
    "bbr_min_rtt" / Unit(U32, "us"),
    "bbr_pacing_gain" / U32 * "times 256",
    "bbr_cwnd_gain" / U32 * "times 256",
)
