"""handshake, TLS handshakes by a daemon for the kernel (uapi handshake.h, kernel 7.2)."""

from nlscope.spec import (
    S32,
    U32,
    Attrs,
    Constants,
    Enum,
    Genl,
    Multi,
    Nest,
    Op,
    Str,
    Unit,
)


class Cmd(Constants, prefix="HANDSHAKE_CMD"):
    READY = 1
    ACCEPT = 2
    DONE = 3


class HandlerClass(Constants, prefix="HANDSHAKE_HANDLER_CLASS"):
    NONE = 0
    TLSHD = 1
    MAX = 2


class MsgType(Constants, prefix="HANDSHAKE_MSG_TYPE"):
    UNSPEC = 0
    CLIENTHELLO = 1
    SERVERHELLO = 2


class Auth(Constants, prefix="HANDSHAKE_AUTH"):
    UNSPEC = 0
    UNAUTH = 1
    PSK = 2
    X509 = 3


X509 = Attrs("HANDSHAKE_A_X509", {1: "cert" / S32, 2: "privkey" / S32})
ACCEPT = Attrs(
    "HANDSHAKE_A_ACCEPT",
    {
        1: "sockfd" / S32,
        2: "handler_class" / Enum(U32, HandlerClass),
        3: "message_type" / Enum(U32, MsgType),
        4: "timeout" / Unit(U32, "ms"),
        5: "auth_mode" / Enum(U32, Auth),
        6: "peer_identity" / Multi(U32) * "serial number of a key",
        7: "certificate" / Multi(Nest(X509)) * "serial numbers of keys",
        8: "peername" / Str,
        9: "keyring" / U32,
    },
)
DONE = Attrs(
    "HANDSHAKE_A_DONE",
    {
        1: "status" / U32 * "errno, 0 for success",
        2: "sockfd" / S32,
        3: "remote_auth" / Multi(U32) * "serial number of a key",
    },
)

FAMILY = Genl(
    "handshake",
    Cmd,
    attrs=ACCEPT,
    groups=("none", "tlshd"),
    info=(
        "{handler_class}",
        "{message_type}",
        "fd {sockfd}",
        "auth {auth_mode}",
        "peer {peername!q}",
        "timeout {timeout} ms",
    ),
    ops={Cmd.DONE: Op(attrs=DONE, info=("fd {sockfd}", "status {status}"))},
)
