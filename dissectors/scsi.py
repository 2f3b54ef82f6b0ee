"""Events of SCSI transports (include/uapi/scsi/{scsi_netlink,scsi_netlink_fc}.h).

Codes of fibre channel events: include/scsi/scsi_transport_fc.h.
"""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Binary,
    Constants,
    Enum,
    Family,
    Hex,
    Payload,
    Select,
    Struct,
    Unit,
)

SCSITRANSPORT = 18


class Msg(Constants, prefix="SCSI"):
    TRANSPORT_MSG = 17


class Transport(Constants, prefix="SCSI_NL"):
    TRANSPORT = 0
    TRANSPORT_FC = 1


class MsgType(Constants, prefix=""):
    SCSI_NL_SHOST_VENDOR = 0x0001
    FC_NL_ASYNC_EVENT = 0x0100


class FcEvent(Constants, prefix="FCH_EVT"):
    LIP = 0x1
    LINKUP = 0x2
    LINKDOWN = 0x3
    LIPRESET = 0x4
    RSCN = 0x5
    ADAPTER_CHANGE = 0x103
    PORT_UNKNOWN = 0x200
    PORT_OFFLINE = 0x201
    PORT_ONLINE = 0x202
    PORT_FABRIC = 0x204
    LINK_UNKNOWN = 0x500
    LINK_FPIN = 0x501
    LINK_FPIN_ACK = 0x502
    VENDOR_UNIQUE = 0xFFFF


HEADER = "scsi_nl_hdr" / Struct(
    "version" / U8,
    "transport" / Enum(U8, Transport),
    "magic" / Hex(U16) * "0xa1b2",
    "msgtype" / Enum(U16, MsgType),
    "msglen" / Unit(U16, "bytes") * "with this header",
)
VENDOR = "vendor" / Struct(
    "vendor_id" / Hex(U64), "host_no" / U16, "vmsg_datalen" / U16, "data" / Binary
)
FC_EVENT = "event" / Struct(
    "seconds" / Unit(U64, "s since 1970"),
    "vendor_id" / Hex(U64),
    "host_no" / U16,
    "event_datalen" / U16,
    "event_num" / U32,
    "event_code" / Enum(U32, FcEvent),
    "event_data" / Binary,
)

FAMILY = Family(
    "scsi",
    SCSITRANSPORT,
    Msg,
    header=HEADER,
    attrs=Select(
        "msgtype",
        {"SCSI_NL_SHOST_VENDOR": VENDOR, "FC_NL_ASYNC_EVENT": FC_EVENT},
        "data" / Payload,
    ),
    info=(
        "{msgtype}",
        "host{event.host_no} {event.event_code}|host{vendor.host_no}",
    ),
)
