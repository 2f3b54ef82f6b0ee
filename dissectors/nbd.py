"""nbd, network block devices (include/uapi/linux/nbd-netlink.h)."""

from nlscope.spec import (
    U8,
    U32,
    U64,
    Attrs,
    Constants,
    Flags,
    Genl,
    Multi,
    Nest,
    Str,
    Unit,
)


class Cmd(Constants, prefix="NBD_CMD"):
    CONNECT = 1
    DISCONNECT = 2
    RECONFIGURE = 3
    LINK_DEAD = 4
    STATUS = 5


class ServerFlag(Constants, prefix="NBD_FLAG"):  # nbd.h
    HAS_FLAGS = 0x001
    READ_ONLY = 0x002
    SEND_FLUSH = 0x004
    SEND_FUA = 0x008
    ROTATIONAL = 0x010
    SEND_TRIM = 0x020
    SEND_WRITE_ZEROES = 0x040
    CAN_MULTI_CONN = 0x100


class ClientFlag(Constants, prefix="NBD_CFLAG"):
    DESTROY_ON_DISCONNECT = 0x1
    DISCONNECT_ON_CLOSE = 0x2


SOCK = Attrs("NBD_SOCK", {1: "fd" / U32})
SOCKS = Attrs(
    "NBD_SOCK",
    {1: "item" / Multi(Nest(SOCK))},
)
DEVICE = Attrs("NBD_DEVICE", {1: "index" / U32, 2: "connected" / U8})
DEVICES = Attrs(
    "NBD_DEVICE",
    {1: "item" / Multi(Nest(DEVICE))},
)
ATTRS = Attrs(
    "NBD_ATTR",
    {
        1: "index" / U32,
        2: "size_bytes" / U64,
        3: "block_size_bytes" / U64,
        4: "timeout" / Unit(U64, "s"),
        5: "server_flags" / Flags(U64, ServerFlag),
        6: "client_flags" / Flags(U64, ClientFlag),
        7: "sockets" / Nest(SOCKS),
        8: "dead_conn_timeout" / Unit(U64, "s"),
        9: "device_list" / Nest(DEVICES),
        10: "backend_identifier" / Str,
    },
)

FAMILY = Genl(
    "nbd",
    Cmd,
    attrs=ATTRS,
    groups=("nbd_mc_group",),
    info=(
        "nbd{index}",
        "{size_bytes} bytes",
        "in blocks of {block_size_bytes}",
        "sockets {sockets.item.fd}",
        "{server_flags}",
        "devices {device_list.item.index}",
        "connected {device_list.item.connected}",
    ),
)
