"""drbd, replicated block devices (include/uapi/linux/drbd_genl.h and drbd.h, kernel 7.3).

How the kernel fills them: drivers/block/drbd/drbd_nl.c and drbd_nl_gen.c.
"""

from dissectors._drbd_enums import (
    AfterSb,
    ConnState,
    Disconnect,
    DiskState,
    Fencing,
    GenlFlag,
    IoError,
    MetaFlag,
    Notification,
    OnCongestion,
    OnNoData,
    ReadBalancing,
    ReturnCode,
    Role,
    SibReason,
    TimeoutType,
    WireProtocol,
    WriteOrdering,
)
from nlscope.spec import (
    REPLY,
    S32,
    U8,
    U32,
    U64,
    Array,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    Nest,
    Op,
    Pad,
    Secret,
    Str,
    Struct,
)
from nlscope.spec.sockaddr import SockAddr


class Cmd(Constants, prefix="DRBD_ADM"):
    EVENT = 1
    GET_STATUS = 2
    NEW_MINOR = 5
    DEL_MINOR = 6
    NEW_RESOURCE = 7
    DEL_RESOURCE = 8
    RESOURCE_OPTS = 9
    CONNECT = 10
    DISCONNECT = 11
    ATTACH = 12
    RESIZE = 13
    PRIMARY = 14
    SECONDARY = 15
    NEW_C_UUID = 16
    START_OV = 17
    DETACH = 18
    INVALIDATE = 19
    INVAL_PEER = 20
    PAUSE_SYNC = 21
    RESUME_SYNC = 22
    SUSPEND_IO = 23
    RESUME_IO = 24
    OUTDATE = 25
    GET_TIMEOUT_TYPE = 26
    DOWN = 27
    CHG_DISK_OPTS = 28
    CHG_NET_OPTS = 29
    GET_RESOURCES = 30
    GET_DEVICES = 31
    GET_CONNECTIONS = 32
    GET_PEER_DEVICES = 33
    RESOURCE_STATE = 34
    DEVICE_STATE = 35
    CONNECTION_STATE = 36
    PEER_DEVICE_STATE = 37
    GET_INITIAL_STATE = 38
    HELPER = 40
    INITIAL_STATE_DONE = 41


CFG_REPLY = Attrs(
    "DRBD_A_DRBD_CFG_REPLY",
    {
        1: "info_text" / Str,
    },
)
CFG_CONTEXT = Attrs(
    "DRBD_A_DRBD_CFG_CONTEXT",
    {
        1: "ctx_volume" / U32,
        2: "ctx_resource_name" / Str,
        3: "ctx_my_addr" / SockAddr,
        4: "ctx_peer_addr" / SockAddr,
    },
)
DISK_CONF = Attrs(
    "DRBD_A_DISK_CONF",
    {
        0: "pad" / Pad,
        1: "backing_dev" / Str,
        2: "meta_dev" / Str,
        3: "meta_dev_idx" / S32,
        4: "disk_size" / U64,
        5: "max_bio_bvecs" / U32,
        6: "on_io_error" / Enum(U32, IoError),
        7: "fencing" / Enum(U32, Fencing),
        8: "resync_rate" / U32,
        9: "resync_after" / S32,
        10: "al_extents" / U32,
        11: "c_plan_ahead" / U32,
        12: "c_delay_target" / U32,
        13: "c_fill_target" / U32,
        14: "c_max_rate" / U32,
        15: "c_min_rate" / U32,
        16: "disk_barrier" / U8,
        17: "disk_flushes" / U8,
        18: "disk_drain" / U8,
        19: "md_flushes" / U8,
        20: "disk_timeout" / U32,
        21: "read_balancing" / Enum(U32, ReadBalancing),
        23: "al_updates" / U8,
        24: "discard_zeroes_if_aligned" / U8,
        25: "rs_discard_granularity" / U32,
        26: "disable_write_same" / U8,
    },
)
RES_OPTS = Attrs(
    "DRBD_A_RES_OPTS",
    {
        1: "cpu_mask" / Str,
        2: "on_no_data" / Enum(U32, OnNoData),
    },
)
NET_CONF = Attrs(
    "DRBD_A_NET_CONF",
    {
        1: "shared_secret" / Secret(Str),
        2: "cram_hmac_alg" / Str,
        3: "integrity_alg" / Str,
        4: "verify_alg" / Str,
        5: "csums_alg" / Str,
        6: "wire_protocol" / Enum(U32, WireProtocol),
        7: "connect_int" / U32,
        8: "timeout" / U32,
        9: "ping_int" / U32,
        10: "ping_timeo" / U32,
        11: "sndbuf_size" / U32,
        12: "rcvbuf_size" / U32,
        13: "ko_count" / U32,
        14: "max_buffers" / U32,
        15: "max_epoch_size" / U32,
        16: "unplug_watermark" / U32,
        17: "after_sb_0p" / Enum(U32, AfterSb),
        18: "after_sb_1p" / Enum(U32, AfterSb),
        19: "after_sb_2p" / Enum(U32, AfterSb),
        20: "rr_conflict" / Enum(U32, Disconnect),
        21: "on_congestion" / Enum(U32, OnCongestion),
        22: "cong_fill" / U32,
        23: "cong_extents" / U32,
        24: "two_primaries" / U8,
        25: "discard_my_data" / U8,
        26: "tcp_cork" / U8,
        27: "always_asbp" / U8,
        28: "tentative" / U8,
        29: "use_rle" / U8,
        33: "csums_after_crash_only" / U8,
        34: "sock_check_timeo" / U32,
    },
)
SET_ROLE_PARMS = Attrs(
    "DRBD_A_SET_ROLE_PARMS",
    {
        1: "assume_uptodate" / U8,
    },
)
RESIZE_PARMS = Attrs(
    "DRBD_A_RESIZE_PARMS",
    {
        0: "pad" / Pad,
        1: "resize_size" / U64,
        2: "resize_force" / U8,
        3: "no_resync" / U8,
        4: "al_stripes" / U32,
        5: "al_stripe_size" / U32,
    },
)
STATE_INFO = Attrs(
    "DRBD_A_STATE_INFO",
    {
        0: "pad" / Pad,
        1: "sib_reason" / Enum(U32, SibReason),
        2: "current_state" / Hex(U32) * "union drbd_state",
        3: "capacity" / U64,
        4: "ed_uuid" / Hex(U64),
        5: "prev_state" / Hex(U32) * "union drbd_state",
        6: "new_state" / Hex(U32) * "union drbd_state",
        7: "uuids" / Array(Hex(U64)),
        8: "disk_flags" / Flags(U32, MetaFlag),
        9: "bits_total" / U64,
        10: "bits_oos" / U64,
        11: "bits_rs_total" / U64,
        12: "bits_rs_failed" / U64,
        13: "helper" / Str,
        14: "helper_exit_code" / U32,
        15: "send_cnt" / U64,
        16: "recv_cnt" / U64,
        17: "read_cnt" / U64,
        18: "writ_cnt" / U64,
        19: "al_writ_cnt" / U64,
        20: "bm_writ_cnt" / U64,
        21: "ap_bio_cnt" / U32,
        22: "ap_pending_cnt" / U32,
        23: "rs_pending_cnt" / U32,
    },
)
START_OV_PARMS = Attrs(
    "DRBD_A_START_OV_PARMS",
    {
        0: "pad" / Pad,
        1: "ov_start_sector" / U64,
        2: "ov_stop_sector" / U64,
    },
)
NEW_C_UUID_PARMS = Attrs(
    "DRBD_A_NEW_C_UUID_PARMS",
    {
        1: "clear_bm" / U8,
    },
)
TIMEOUT_PARMS = Attrs(
    "DRBD_A_TIMEOUT_PARMS",
    {
        1: "timeout_type" / Enum(U32, TimeoutType),
    },
)
DISCONNECT_PARMS = Attrs(
    "DRBD_A_DISCONNECT_PARMS",
    {
        1: "force_disconnect" / U8,
    },
)
DETACH_PARMS = Attrs(
    "DRBD_A_DETACH_PARMS",
    {
        1: "force_detach" / U8,
    },
)
RESOURCE_INFO = Attrs(
    "DRBD_A_RESOURCE_INFO",
    {
        1: "res_role" / Enum(U32, Role),
        2: "res_susp" / U8,
        3: "res_susp_nod" / U8,
        4: "res_susp_fen" / U8,
    },
)
DEVICE_INFO = Attrs(
    "DRBD_A_DEVICE_INFO",
    {
        1: "dev_disk_state" / Enum(U32, DiskState),
    },
)
CONNECTION_INFO = Attrs(
    "DRBD_A_CONNECTION_INFO",
    {
        1: "conn_connection_state" / Enum(U32, ConnState),
        2: "conn_role" / Enum(U32, Role),
    },
)
PEER_DEVICE_INFO = Attrs(
    "DRBD_A_PEER_DEVICE_INFO",
    {
        1: "peer_repl_state" / Enum(U32, ConnState),
        2: "peer_disk_state" / Enum(U32, DiskState),
        3: "peer_resync_susp_user" / U32,
        4: "peer_resync_susp_peer" / U32,
        5: "peer_resync_susp_dependency" / U32,
    },
)
RESOURCE_STATISTICS = Attrs(
    "DRBD_A_RESOURCE_STATISTICS",
    {
        1: "res_stat_write_ordering" / Enum(U32, WriteOrdering),
    },
)
DEVICE_STATISTICS = Attrs(
    "DRBD_A_DEVICE_STATISTICS",
    {
        0: "pad" / Pad,
        1: "dev_size" / U64,
        2: "dev_read" / U64,
        3: "dev_write" / U64,
        4: "dev_al_writes" / U64,
        5: "dev_bm_writes" / U64,
        6: "dev_upper_pending" / U32,
        7: "dev_lower_pending" / U32,
        8: "dev_upper_blocked" / U8,
        9: "dev_lower_blocked" / U8,
        10: "dev_al_suspended" / U8,
        11: "dev_exposed_data_uuid" / Hex(U64),
        12: "dev_current_uuid" / Hex(U64),
        13: "dev_disk_flags" / Flags(U32, MetaFlag),
        14: "history_uuids" / Array(Hex(U64)),
    },
)
CONNECTION_STATISTICS = Attrs(
    "DRBD_A_CONNECTION_STATISTICS",
    {
        1: "conn_congested" / U8,
    },
)
PEER_DEVICE_STATISTICS = Attrs(
    "DRBD_A_PEER_DEVICE_STATISTICS",
    {
        0: "pad" / Pad,
        1: "peer_dev_received" / U64,
        2: "peer_dev_sent" / U64,
        3: "peer_dev_pending" / U32,
        4: "peer_dev_unacked" / U32,
        5: "peer_dev_out_of_sync" / U64,
        6: "peer_dev_resync_failed" / U64,
        7: "peer_dev_bitmap_uuid" / Hex(U64),
        9: "peer_dev_flags" / Flags(U32, MetaFlag),
    },
)
NOTIFICATION_HEADER = Attrs(
    "DRBD_A_DRBD_NOTIFICATION_HEADER",
    {
        1: "nh_type" / Enum(U32, Notification),
    },
)
HELPER_INFO = Attrs(
    "DRBD_A_DRBD_HELPER_INFO",
    {
        1: "helper_name" / Str,
        2: "helper_status" / U32,
    },
)
ATTRS = Attrs(
    "DRBD_NLA",
    {
        1: "cfg_reply" / Nest(CFG_REPLY),
        2: "cfg_context" / Nest(CFG_CONTEXT),
        3: "disk_conf" / Nest(DISK_CONF),
        4: "resource_opts" / Nest(RES_OPTS),
        5: "net_conf" / Nest(NET_CONF),
        6: "set_role_parms" / Nest(SET_ROLE_PARMS),
        7: "resize_parms" / Nest(RESIZE_PARMS),
        8: "state_info" / Nest(STATE_INFO),
        9: "start_ov_parms" / Nest(START_OV_PARMS),
        10: "new_c_uuid_parms" / Nest(NEW_C_UUID_PARMS),
        11: "timeout_parms" / Nest(TIMEOUT_PARMS),
        12: "disconnect_parms" / Nest(DISCONNECT_PARMS),
        13: "detach_parms" / Nest(DETACH_PARMS),
        15: "resource_info" / Nest(RESOURCE_INFO),
        16: "device_info" / Nest(DEVICE_INFO),
        17: "connection_info" / Nest(CONNECTION_INFO),
        18: "peer_device_info" / Nest(PEER_DEVICE_INFO),
        19: "resource_statistics" / Nest(RESOURCE_STATISTICS),
        20: "device_statistics" / Nest(DEVICE_STATISTICS),
        21: "connection_statistics" / Nest(CONNECTION_STATISTICS),
        22: "peer_device_statistics" / Nest(PEER_DEVICE_STATISTICS),
        23: "notification_header" / Nest(NOTIFICATION_HEADER),
        24: "helper" / Nest(HELPER_INFO),
    },
)
REQUEST_HEADER = "drbd_genlmsghdr" / Struct("minor" / U32, "flags" / Flags(U32, GenlFlag))
REPLY_HEADER = "drbd_genlmsghdr" / Struct("minor" / U32, "ret_code" / Enum(S32, ReturnCode))

_INFO = (
    "{cfg_context.ctx_resource_name}",
    "volume {cfg_context.ctx_volume}",
    "{cfg_context.ctx_my_addr}",
    "> {cfg_context.ctx_peer_addr}",
    "{resource_info.res_role}",
    "{device_info.dev_disk_state}",
    "{connection_info.conn_connection_state}",
    "{peer_device_info.peer_repl_state}",
    "{cfg_reply.info_text!q}",
)
FAMILY = Genl(
    "drbd",
    Cmd,
    attrs=ATTRS,
    header=REQUEST_HEADER,
    info=_INFO,
    ops={(number, REPLY): Op(header=REPLY_HEADER) for number in Cmd.names},
    groups=("events",),
)
