"""Numbers of the DRBD block device (include/uapi/linux/drbd.h, kernel 7.3)."""

from nlscope.spec import Constants


class IoError(Constants, prefix="EP"):
    PASS_ON = 0
    CALL_HELPER = 1
    DETACH = 2


class Fencing(Constants, prefix="FP"):
    NOT_AVAIL = -1
    DONT_CARE = 0
    RESOURCE = 1
    STONITH = 2


class Disconnect(Constants, prefix="DP"):
    RECONNECT = 0
    DROP_NET_CONF = 1
    FREEZE_IO = 2


class AfterSb(Constants, prefix="ASB"):
    DISCONNECT = 0
    DISCARD_YOUNGER_PRI = 1
    DISCARD_OLDER_PRI = 2
    DISCARD_ZERO_CHG = 3
    DISCARD_LEAST_CHG = 4
    DISCARD_LOCAL = 5
    DISCARD_REMOTE = 6
    CONSENSUS = 7
    DISCARD_SECONDARY = 8
    CALL_HELPER = 9
    VIOLENTLY = 10


class OnNoData(Constants, prefix="OND"):
    IO_ERROR = 0
    SUSPEND_IO = 1


class OnCongestion(Constants, prefix="OC"):
    BLOCK = 0
    PULL_AHEAD = 1
    DISCONNECT = 2


ReadBalancing = Constants.make(
    "RB",
    {
        0: "PREFER_LOCAL",
        1: "PREFER_REMOTE",
        2: "ROUND_ROBIN",
        3: "LEAST_PENDING",
        4: "CONGESTED_REMOTE",
        5: "32K_STRIPING",
        6: "64K_STRIPING",
        7: "128K_STRIPING",
        8: "256K_STRIPING",
        9: "512K_STRIPING",
        10: "1M_STRIPING",
    },
)


class ReturnCode(Constants):
    NO_ERROR = 101
    ERR_LOCAL_ADDR = 102
    ERR_PEER_ADDR = 103
    ERR_OPEN_DISK = 104
    ERR_OPEN_MD_DISK = 105
    ERR_DISK_NOT_BDEV = 107
    ERR_MD_NOT_BDEV = 108
    ERR_DISK_TOO_SMALL = 111
    ERR_MD_DISK_TOO_SMALL = 112
    ERR_BDCLAIM_DISK = 114
    ERR_BDCLAIM_MD_DISK = 115
    ERR_MD_IDX_INVALID = 116
    ERR_IO_MD_DISK = 118
    ERR_MD_INVALID = 119
    ERR_AUTH_ALG = 120
    ERR_AUTH_ALG_ND = 121
    ERR_NOMEM = 122
    ERR_DISCARD_IMPOSSIBLE = 123
    ERR_DISK_CONFIGURED = 124
    ERR_NET_CONFIGURED = 125
    ERR_MANDATORY_TAG = 126
    ERR_MINOR_INVALID = 127
    ERR_INTR = 129
    ERR_RESIZE_RESYNC = 130
    ERR_NO_PRIMARY = 131
    ERR_RESYNC_AFTER = 132
    ERR_RESYNC_AFTER_CYCLE = 133
    ERR_PAUSE_IS_SET = 134
    ERR_PAUSE_IS_CLEAR = 135
    ERR_PACKET_NR = 137
    ERR_NO_DISK = 138
    ERR_NOT_PROTO_C = 139
    ERR_NOMEM_BITMAP = 140
    ERR_INTEGRITY_ALG = 141
    ERR_INTEGRITY_ALG_ND = 142
    ERR_CPU_MASK_PARSE = 143
    ERR_CSUMS_ALG = 144
    ERR_CSUMS_ALG_ND = 145
    ERR_VERIFY_ALG = 146
    ERR_VERIFY_ALG_ND = 147
    ERR_CSUMS_RESYNC_RUNNING = 148
    ERR_VERIFY_RUNNING = 149
    ERR_DATA_NOT_CURRENT = 150
    ERR_CONNECTED = 151
    ERR_PERM = 152
    ERR_NEED_APV_93 = 153
    ERR_STONITH_AND_PROT_A = 154
    ERR_CONG_NOT_PROTO_A = 155
    ERR_PIC_AFTER_DEP = 156
    ERR_PIC_PEER_DEP = 157
    ERR_RES_NOT_KNOWN = 158
    ERR_RES_IN_USE = 159
    ERR_MINOR_CONFIGURED = 160
    ERR_MINOR_OR_VOLUME_EXISTS = 161
    ERR_INVALID_REQUEST = 162
    ERR_NEED_APV_100 = 163
    ERR_NEED_ALLOW_TWO_PRI = 164
    ERR_MD_UNCLEAN = 165
    ERR_MD_LAYOUT_CONNECTED = 166
    ERR_MD_LAYOUT_TOO_BIG = 167
    ERR_MD_LAYOUT_TOO_SMALL = 168
    ERR_MD_LAYOUT_NO_FIT = 169
    ERR_IMPLICIT_SHRINK = 170


class Role(Constants, prefix="R"):
    UNKNOWN = 0
    PRIMARY = 1
    SECONDARY = 2


class ConnState(Constants, prefix="C"):
    STANDALONE = 0
    DISCONNECTING = 1
    UNCONNECTED = 2
    TIMEOUT = 3
    BROKEN_PIPE = 4
    NETWORK_FAILURE = 5
    PROTOCOL_ERROR = 6
    TEAR_DOWN = 7
    WF_CONNECTION = 8
    WF_REPORT_PARAMS = 9
    CONNECTED = 10
    STARTING_SYNC_S = 11
    STARTING_SYNC_T = 12
    WF_BITMAP_S = 13
    WF_BITMAP_T = 14
    WF_SYNC_UUID = 15
    SYNC_SOURCE = 16
    SYNC_TARGET = 17
    VERIFY_S = 18
    VERIFY_T = 19
    PAUSED_SYNC_S = 20
    PAUSED_SYNC_T = 21
    AHEAD = 22
    BEHIND = 23


class DiskState(Constants, prefix="D"):
    DISKLESS = 0
    ATTACHING = 1
    FAILED = 2
    NEGOTIATING = 3
    INCONSISTENT = 4
    OUTDATED = 5
    UNKNOWN = 6
    CONSISTENT = 7
    UP_TO_DATE = 8


class TimeoutType(Constants, prefix="UT"):
    DEFAULT = 0
    DEGRADED = 1
    PEER_OUTDATED = 2


class Notification(Constants, prefix="NOTIFY"):
    EXISTS = 0
    CREATE = 1
    CHANGE = 2
    DESTROY = 3
    CALL = 4
    RESPONSE = 5
    CONTINUES = 32768


class WriteOrdering(Constants, prefix="WO"):
    NONE = 0
    DRAIN_IO = 1
    BDEV_FLUSH = 2
    BIO_BARRIER = 3


class SibReason(Constants, prefix="SIB"):
    GET_STATUS_REPLY = 1
    STATE_CHANGE = 2
    HELPER_PRE = 3
    HELPER_POST = 4
    SYNC_PROGRESS = 5


class WireProtocol(Constants, prefix="DRBD_PROT"):
    A = 1
    B = 2
    C = 3


class MetaFlag(Constants, prefix="MDF"):
    CONSISTENT = 0x1
    PRIMARY_IND = 0x2
    CONNECTED_IND = 0x4
    FULL_SYNC = 0x8
    WAS_UP_TO_DATE = 0x10
    PEER_OUT_DATED = 0x20
    CRASHED_PRIMARY = 0x40
    AL_CLEAN = 0x80
    AL_DISABLED = 0x100


class GenlFlag(Constants, prefix="DRBD_GENL_F"):
    SET_DEFAULTS = 0x1
