"""What the diagnostics of all sockets share (include/uapi/linux/sock_diag.h).

Also include/net/tcp_states.h, include/linux/net.h, include/uapi/linux/netlink.h.
"""

from nlscope.spec import U32, Array, Constants, Hex
from nlscope.spec.bits import SocketCookie

Msg = Constants.make(
    "",
    {
        18: "TCPDIAG_GETSOCK",
        19: "DCCPDIAG_GETSOCK",
        20: "SOCK_DIAG_BY_FAMILY",
        21: "SOCK_DESTROY",
    },
)
BY_FAMILY, DESTROY = 20, 21

GROUPS = (
    "INET_TCP_DESTROY",
    "INET_UDP_DESTROY",
    "INET6_TCP_DESTROY",
    "INET6_UDP_DESTROY",
)


class State(Constants, prefix="TCP"):
    ESTABLISHED = 1
    SYN_SENT = 2
    SYN_RECV = 3
    FIN_WAIT1 = 4
    FIN_WAIT2 = 5
    TIME_WAIT = 6
    CLOSE = 7
    CLOSE_WAIT = 8
    LAST_ACK = 9
    LISTEN = 10
    CLOSING = 11
    NEW_SYN_RECV = 12
    BOUND_INACTIVE = 13


States = Constants.make("TCPF", {1 << n: name for n, name in State.names.items()})


class SockType(Constants, prefix="SOCK"):
    STREAM = 1
    DGRAM = 2
    RAW = 3
    RDM = 4
    SEQPACKET = 5
    DCCP = 6
    PACKET = 10


class Shutdown(Constants, prefix=""):
    RCV_SHUTDOWN = 1
    SEND_SHUTDOWN = 2


class SkMeminfo(Constants, prefix="SK_MEMINFO"):
    RMEM_ALLOC = 0
    RCVBUF = 1
    WMEM_ALLOC = 2
    SNDBUF = 3
    FWD_ALLOC = 4
    WMEM_QUEUED = 5
    OPTMEM = 6
    BACKLOG = 7
    DROPS = 8


SKMEMINFO = Array(U32, index=SkMeminfo)
COOKIE = Hex(SocketCookie())


class NetlinkProtocol(Constants, prefix="NETLINK"):
    ROUTE = 0
    UNUSED = 1
    USERSOCK = 2
    FIREWALL = 3
    SOCK_DIAG = 4
    NFLOG = 5
    XFRM = 6
    SELINUX = 7
    ISCSI = 8
    AUDIT = 9
    FIB_LOOKUP = 10
    CONNECTOR = 11
    NETFILTER = 12
    IP6_FW = 13
    DNRTMSG = 14
    KOBJECT_UEVENT = 15
    GENERIC = 16
    SCSITRANSPORT = 18
    ECRYPTFS = 19
    RDMA = 20
    CRYPTO = 21
    SMC = 22
