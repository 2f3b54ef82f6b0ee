"""What nftables expressions can read, and how they work on it (nf_tables.h, nf_nat.h)."""

from nlscope.spec import Constants


class MetaKey(Constants, prefix="NFT_META"):
    LEN = 0
    PROTOCOL = 1
    PRIORITY = 2
    MARK = 3
    IIF = 4
    OIF = 5
    IIFNAME = 6
    OIFNAME = 7
    IFTYPE = 8
    OIFTYPE = 9
    SKUID = 10
    SKGID = 11
    NFTRACE = 12
    RTCLASSID = 13
    SECMARK = 14
    NFPROTO = 15
    L4PROTO = 16
    BRI_IIFNAME = 17
    BRI_OIFNAME = 18
    PKTTYPE = 19
    CPU = 20
    IIFGROUP = 21
    OIFGROUP = 22
    CGROUP = 23
    PRANDOM = 24
    SECPATH = 25
    IIFKIND = 26
    OIFKIND = 27
    BRI_IIFPVID = 28
    BRI_IIFVPROTO = 29
    TIME_NS = 30
    TIME_DAY = 31
    TIME_HOUR = 32
    SDIF = 33
    SDIFNAME = 34
    BRI_BROUTE = 35
    BRI_IIFHWADDR = 37


class CtKey(Constants, prefix="NFT_CT"):
    STATE = 0
    DIRECTION = 1
    STATUS = 2
    MARK = 3
    SECMARK = 4
    EXPIRATION = 5
    HELPER = 6
    L3PROTOCOL = 7
    SRC = 8
    DST = 9
    PROTOCOL = 10
    PROTO_SRC = 11
    PROTO_DST = 12
    LABELS = 13
    PKTS = 14
    BYTES = 15
    AVGPKT = 16
    ZONE = 17
    EVENTMASK = 18
    SRC_IP = 19
    DST_IP = 20
    SRC_IP6 = 21
    DST_IP6 = 22
    ID = 23


class CtDirection(Constants, prefix="IP_CT_DIR"):
    ORIGINAL = 0
    REPLY = 1


class RtKey(Constants, prefix="NFT_RT"):
    CLASSID = 0
    NEXTHOP4 = 1
    NEXTHOP6 = 2
    TCPMSS = 3
    XFRM = 4


class SocketKey(Constants, prefix="NFT_SOCKET"):
    TRANSPARENT = 0
    MARK = 1
    WILDCARD = 2
    CGROUPV2 = 3


class XfrmKey(Constants, prefix="NFT_XFRM_KEY"):
    UNSPEC = 0
    DADDR_IP4 = 1
    DADDR_IP6 = 2
    SADDR_IP4 = 3
    SADDR_IP6 = 4
    REQID = 5
    SPI = 6


class XfrmDirection(Constants, prefix="XFRM_POLICY"):
    IN = 0
    OUT = 1


class TunnelKey(Constants, prefix="NFT_TUNNEL"):
    PATH = 0
    ID = 1


class TunnelMode(Constants, prefix="NFT_TUNNEL_MODE"):
    NONE = 0
    RX = 1
    TX = 2


class FibResult(Constants, prefix="NFT_FIB_RESULT"):
    UNSPEC = 0
    OIF = 1
    OIFNAME = 2
    ADDRTYPE = 3


class FibFlag(Constants, prefix="NFTA_FIB_F"):
    SADDR = 0x01
    DADDR = 0x02
    MARK = 0x04
    IIF = 0x08
    OIF = 0x10
    PRESENT = 0x20


class BitwiseOp(Constants, prefix="NFT_BITWISE"):
    MASK_XOR = 0
    LSHIFT = 1
    RSHIFT = 2
    AND = 3
    OR = 4
    XOR = 5


class ByteorderOp(Constants, prefix="NFT_BYTEORDER"):
    NTOH = 0
    HTON = 1


class CmpOp(Constants, prefix="NFT_CMP"):
    EQ = 0
    NEQ = 1
    LT = 2
    LTE = 3
    GT = 4
    GTE = 5


class RangeOp(Constants, prefix="NFT_RANGE"):
    EQ = 0
    NEQ = 1


class LookupFlag(Constants, prefix="NFT_LOOKUP_F"):
    INV = 1


class DynsetOp(Constants, prefix="NFT_DYNSET_OP"):
    ADD = 0
    UPDATE = 1
    DELETE = 2


class DynsetFlag(Constants, prefix="NFT_DYNSET_F"):
    INV = 1
    EXPR = 2


class PayloadBase(Constants, prefix="NFT_PAYLOAD"):
    LL_HEADER = 0
    NETWORK_HEADER = 1
    TRANSPORT_HEADER = 2
    INNER_HEADER = 3
    TUN_HEADER = 4


class PayloadCsum(Constants, prefix="NFT_PAYLOAD_CSUM"):
    NONE = 0
    INET = 1
    SCTP = 2


class PayloadCsumFlag(Constants, prefix="NFT_PAYLOAD"):
    L4CSUM_PSEUDOHDR = 1


class InnerType(Constants, prefix="NFT_INNER"):
    UNSPEC = 0
    VXLAN = 1
    GENEVE = 2


class InnerFlag(Constants, prefix="NFT_INNER"):
    HDRSIZE = 1
    LL = 2
    NH = 4
    TH = 8


class ExthdrOp(Constants, prefix="NFT_EXTHDR_OP"):
    IPV6 = 0
    TCPOPT = 1
    IPV4 = 2
    SCTP = 3
    DCCP = 4


class ExthdrFlag(Constants, prefix="NFT_EXTHDR_F"):
    PRESENT = 1


class HashType(Constants, prefix="NFT_HASH"):
    JENKINS = 0
    SYM = 1


class NumgenType(Constants, prefix="NFT_NG"):
    INCREMENTAL = 0
    RANDOM = 1


class LimitType(Constants, prefix="NFT_LIMIT"):
    PKTS = 0
    PKT_BYTES = 1


class LimitFlag(Constants, prefix="NFT_LIMIT_F"):
    INV = 1


class ConnlimitFlag(Constants, prefix="NFT_CONNLIMIT_F"):
    INV = 1


class QuotaFlag(Constants, prefix="NFT_QUOTA_F"):
    INV = 1
    DEPLETED = 2


class LogLevel(Constants, prefix="NFT_LOGLEVEL"):
    EMERG = 0
    ALERT = 1
    CRIT = 2
    ERR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6
    DEBUG = 7
    AUDIT = 8


class LogFlag(Constants, prefix="NF_LOG"):
    TCPSEQ = 0x01
    TCPOPT = 0x02
    IPOPT = 0x04
    UID = 0x08
    NFLOG = 0x10
    MACDECODE = 0x20


class QueueFlag(Constants, prefix="NFT_QUEUE_FLAG"):
    BYPASS = 1
    CPU_FANOUT = 2


class RejectType(Constants, prefix="NFT_REJECT"):
    ICMP_UNREACH = 0
    TCP_RST = 1
    ICMPX_UNREACH = 2


class RejectCode(Constants, prefix="NFT_REJECT"):
    ICMPX_NO_ROUTE = 0
    ICMPX_PORT_UNREACH = 1
    ICMPX_HOST_UNREACH = 2
    ICMPX_ADMIN_PROHIBITED = 3


class NatType(Constants, prefix="NFT_NAT"):
    SNAT = 0
    DNAT = 1


class NatFlag(Constants, prefix="NF_NAT_RANGE"):
    MAP_IPS = 0x01
    PROTO_SPECIFIED = 0x02
    PROTO_RANDOM = 0x04
    PERSISTENT = 0x08
    PROTO_RANDOM_FULLY = 0x10
    PROTO_OFFSET = 0x20
    NETMAP = 0x40


class OsfFlag(Constants, prefix="NFT_OSF_F"):
    VERSION = 1


class OsfTtl(Constants, prefix="NF_OSF_TTL"):
    TRUE = 0
    LESS = 1
    NOCHECK = 2


class SynproxyFlag(Constants, prefix="NF_SYNPROXY_OPT"):
    MSS = 0x01
    WSCALE = 0x02
    SACK_PERM = 0x04
    TIMESTAMP = 0x08
    ECN = 0x10


class ObjectType(Constants, prefix="NFT_OBJECT"):
    UNSPEC = 0
    COUNTER = 1
    QUOTA = 2
    CT_HELPER = 3
    LIMIT = 4
    CONNLIMIT = 5
    TUNNEL = 6
    CT_TIMEOUT = 7
    SECMARK = 8
    CT_EXPECT = 9
    SYNPROXY = 10
