"""Requests and events of open-iscsi (include/scsi/iscsi_if.h of the kernel)."""

from nlscope.spec import (
    S32,
    U16,
    U32,
    U64,
    Constants,
    Enum,
    Family,
    Hex,
    Payload,
    Struct,
    Unit,
)
from nlscope.spec.unions import Union

ISCSI = 8


class Event(Constants, prefix="ISCSI"):
    UEVENT_CREATE_SESSION = 11
    UEVENT_DESTROY_SESSION = 12
    UEVENT_CREATE_CONN = 13
    UEVENT_DESTROY_CONN = 14
    UEVENT_BIND_CONN = 15
    UEVENT_SET_PARAM = 16
    UEVENT_START_CONN = 17
    UEVENT_STOP_CONN = 18
    UEVENT_SEND_PDU = 19
    UEVENT_GET_STATS = 20
    UEVENT_GET_PARAM = 21
    UEVENT_TRANSPORT_EP_CONNECT = 22
    UEVENT_TRANSPORT_EP_POLL = 23
    UEVENT_TRANSPORT_EP_DISCONNECT = 24
    UEVENT_TGT_DSCVR = 25
    UEVENT_SET_HOST_PARAM = 26
    UEVENT_UNBIND_SESSION = 27
    UEVENT_CREATE_BOUND_SESSION = 28
    UEVENT_TRANSPORT_EP_CONNECT_THROUGH_HOST = 29
    UEVENT_PATH_UPDATE = 30
    UEVENT_SET_IFACE_PARAMS = 31
    UEVENT_PING = 32
    UEVENT_GET_CHAP = 33
    UEVENT_DELETE_CHAP = 34
    UEVENT_SET_FLASHNODE_PARAMS = 35
    UEVENT_NEW_FLASHNODE = 36
    UEVENT_DEL_FLASHNODE = 37
    UEVENT_LOGIN_FLASHNODE = 38
    UEVENT_LOGOUT_FLASHNODE = 39
    UEVENT_LOGOUT_FLASHNODE_SID = 40
    UEVENT_SET_CHAP = 41
    UEVENT_GET_HOST_STATS = 42
    UEVENT_DESTROY_SESSION_ASYNC = 43
    KEVENT_RECV_PDU = 101
    KEVENT_CONN_ERROR = 102
    KEVENT_IF_ERROR = 103
    KEVENT_DESTROY_SESSION = 104
    KEVENT_UNBIND_SESSION = 105
    KEVENT_CREATE_SESSION = 106
    KEVENT_PATH_REQ = 107
    KEVENT_IF_DOWN = 108
    KEVENT_CONN_LOGIN_STATE = 109
    KEVENT_HOST_EVENT = 110
    KEVENT_PING_COMP = 111


class ConnState(Constants, prefix="ISCSI_CONN_STATE"):
    FREE = 0
    XPT_WAIT = 1
    IN_LOGIN = 2
    LOGGED_IN = 3
    IN_LOGOUT = 4
    LOGOUT_REQUESTED = 5
    CLEANUP_WAIT = 6


class HostEvent(Constants, prefix="ISCSI_EVENT"):
    LINKUP = 1
    LINKDOWN = 2


class Discovery(Constants, prefix="ISCSI_TGT_DSCVR"):
    SEND_TARGETS = 1
    ISNS = 2
    SLP = 3


_SID, _CID, _HOST = "sid" / U32, "cid" / U32, "host_no" / U32
_SESSION = (
    "initial_cmdsn" / U32,
    "cmds_max" / U16,
    "queue_depth" / U16,
)
_CONN = Struct(_SID, _CID)
_HOST_ONLY = Struct(_HOST)
_NODE = Struct(_HOST, "flashnode_idx" / U32)
_ASKED = {
    "UEVENT_CREATE_SESSION": Struct(*_SESSION),
    "UEVENT_CREATE_BOUND_SESSION": Struct("ep_handle" / Hex(U64), *_SESSION),
    "UEVENT_DESTROY_SESSION": Struct(_SID),
    "UEVENT_DESTROY_SESSION_ASYNC": Struct(_SID),
    "UEVENT_UNBIND_SESSION": Struct(_SID),
    "UEVENT_CREATE_CONN": _CONN,
    "UEVENT_DESTROY_CONN": _CONN,
    "UEVENT_BIND_CONN": Struct(_SID, _CID, "transport_eph" / Hex(U64), "is_leading" / U32),
    "UEVENT_SEND_PDU": Struct(_SID, _CID, "hdr_size" / U32, "data_size" / U32),
    "UEVENT_SET_PARAM": Struct(_SID, _CID, "param" / U32, "len" / U32),
    "UEVENT_GET_PARAM": Struct(_SID, _CID, "param" / U32, "len" / U32),
    "UEVENT_START_CONN": _CONN,
    "UEVENT_STOP_CONN": Struct(_SID, _CID, "conn_handle" / Hex(U64), "flag" / U32),
    "UEVENT_GET_STATS": _CONN,
    "UEVENT_TRANSPORT_EP_CONNECT": Struct("non_blocking" / U32),
    "UEVENT_TRANSPORT_EP_CONNECT_THROUGH_HOST": Struct(_HOST, "non_blocking" / U32),
    "UEVENT_TRANSPORT_EP_POLL": Struct(
        "ep_handle" / Hex(U64), "timeout_ms" / Unit(U32, "ms")
    ),
    "UEVENT_TRANSPORT_EP_DISCONNECT": Struct("ep_handle" / Hex(U64)),
    "UEVENT_TGT_DSCVR": Struct("type" / Enum(U32, Discovery), _HOST, "enable" / U32),
    "UEVENT_SET_HOST_PARAM": Struct(_HOST, "param" / U32, "len" / U32),
    "UEVENT_PATH_UPDATE": _HOST_ONLY,
    "UEVENT_SET_IFACE_PARAMS": Struct(_HOST, "count" / U32),
    "UEVENT_PING": Struct(
        _HOST,
        "iface_num" / U32,
        "iface_type" / U32,
        "payload_size" / U32,
        "pid" / U32,
    ),
    "UEVENT_GET_CHAP": Struct(_HOST, "num_entries" / U32, "chap_tbl_idx" / U16),
    "UEVENT_DELETE_CHAP": Struct(_HOST, "chap_tbl_idx" / U16),
    "UEVENT_SET_FLASHNODE_PARAMS": Struct(_HOST, "flashnode_idx" / U32, "count" / U32),
    "UEVENT_NEW_FLASHNODE": Struct(_HOST, "len" / U32),
    "UEVENT_DEL_FLASHNODE": _NODE,
    "UEVENT_LOGIN_FLASHNODE": _NODE,
    "UEVENT_LOGOUT_FLASHNODE": _NODE,
    "UEVENT_LOGOUT_FLASHNODE_SID": Struct(_HOST, _SID),
    "UEVENT_GET_HOST_STATS": _HOST_ONLY,
}
_TOLD = {
    "UEVENT_CREATE_SESSION": Struct(_SID, _HOST),
    "UEVENT_CREATE_BOUND_SESSION": Struct(_SID, _HOST),
    "UEVENT_CREATE_CONN": _CONN,
    "UEVENT_TRANSPORT_EP_CONNECT": Struct("handle" / Hex(U64)),
    "UEVENT_TRANSPORT_EP_CONNECT_THROUGH_HOST": Struct("handle" / Hex(U64)),
    "UEVENT_NEW_FLASHNODE": Struct("flashnode_idx" / U32),
    "KEVENT_CREATE_SESSION": Struct(_SID, _HOST),
    "KEVENT_UNBIND_SESSION": Struct(_SID, _HOST),
    "KEVENT_DESTROY_SESSION": Struct(_HOST, _SID),
    "KEVENT_RECV_PDU": Struct(_SID, _CID, "recv_handle" / Hex(U64)),
    "KEVENT_CONN_LOGIN_STATE": Struct(_SID, _CID, "state" / Enum(U32, ConnState)),
    "KEVENT_CONN_ERROR": Struct(_SID, _CID, "error" / U32),
    "KEVENT_PATH_REQ": _HOST_ONLY,
    "KEVENT_IF_DOWN": _HOST_ONLY,
    "KEVENT_HOST_EVENT": Struct(_HOST, "data_size" / U32, "code" / Enum(U32, HostEvent)),
    "KEVENT_PING_COMP": Struct(_HOST, "status" / U32, "pid" / U32, "data_size" / U32),
}
UEVENT = "iscsi_uevent" / Struct(
    "type" / Enum(U32, Event),
    "iferror" / U32,
    "transport_handle" / Hex(U64),
    "u" / Union("type", _ASKED, size=24) * "what a program asks for",
    "r" / Union("type", _TOLD, Struct("retcode" / S32), size=16) * "what the kernel says",
)

FAMILY = Family(
    "iscsi",
    ISCSI,
    Event,
    header=UEVENT,
    attrs="data" / Payload,
    info=("{u}", "-> {r}"),
    groups=("ISCSID", "UIP"),
)
