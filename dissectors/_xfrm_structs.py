"""Structs of IPsec (include/uapi/linux/xfrm.h).

A header's parts that say which SA or policy it is of (struct xfrm_id, xfrm_usersa_id, a
policy's selector) are spread among its members, so that spi and daddr have one name in
all messages; the rest are structs in it, as in C.
"""

from dissectors._ip_proto import IpProto
from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    Array,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    IfIndex,
    IPv6,
    Padding,
    Secret,
    Str,
    Struct,
    Text,
    Uid,
    Unit,
)
from nlscope.spec.sockaddr import InetAddr
from nlscope.spec.unions import IpUnion


class Mode(Constants, prefix="XFRM_MODE"):
    TRANSPORT = 0
    TUNNEL = 1
    ROUTEOPTIMIZATION = 2
    IN_TRIGGER = 3
    BEET = 4
    IPTFS = 5


class StateFlag(Constants, prefix="XFRM_STATE"):
    NOECN = 0x01
    DECAP_DSCP = 0x02
    NOPMTUDISC = 0x04
    WILDRECV = 0x08
    ICMP = 0x10
    AF_UNSPEC = 0x20
    ALIGN4 = 0x40
    ESN = 0x80


class Dir(Constants, prefix="XFRM_POLICY"):
    IN = 0
    OUT = 1
    FWD = 2


class Action(Constants, prefix="XFRM_POLICY"):
    ALLOW = 0
    BLOCK = 1


class PolicyFlag(Constants, prefix="XFRM_POLICY"):
    LOCALOK = 0x1
    ICMP = 0x2
    CPU_ACQUIRE = 0x4


class Share(Constants, prefix="XFRM_SHARE"):
    ANY = 0
    SESSION = 1
    USER = 2
    UNIQUE = 3


class PolicyType(Constants, prefix="XFRM_POLICY_TYPE"):
    MAIN = 0
    SUB = 1
    ANY = 255


class AeventFlag(Constants, prefix="XFRM_AE"):
    RTHR = 0x01
    RVAL = 0x02
    LVAL = 0x04
    ETHR = 0x08
    CR = 0x10
    CE = 0x20
    CU = 0x40


class DefaultAction(Constants, prefix="XFRM_USERPOLICY"):
    UNSPEC = 0
    BLOCK = 1
    ACCEPT = 2


class MigrateFlag(Constants, prefix="XFRM_MIGRATE_STATE"):
    CLEAR_OFFLOAD = 0x1
    UPDATE_H2H_SEL = 0x2


class EncapType(Constants, prefix="UDP_ENCAP"):
    ESPINUDP_NON_IKE = 1
    ESPINUDP = 2
    L2TPINUDP = 3
    GTP0 = 4
    GTP1U = 5
    RXRPC = 6
    ESPINTCP = 7
    OVPNINUDP = 8


EncapType.irregular = {"ESPINTCP": "TCP_ENCAP_ESPINTCP"}


class OffloadFlag(Constants, prefix="XFRM_OFFLOAD"):
    IPV6 = 0x1
    INBOUND = 0x2
    PACKET = 0x4


class SecDoi(Constants, prefix="XFRM_SC_DOI"):
    RESERVED = 0
    LSM = 1


class SecAlg(Constants, prefix="XFRM_SC_ALG"):
    RESERVED = 0
    SELINUX = 1


class Limit(Constants, prefix="XFRM"):
    INF = 0xFFFFFFFFFFFFFFFF


ADDRESS = IpUnion("family")
SPI = Hex(U32BE)
PROTO = Enum(U8, IpProto)
LIMIT = Enum(U64, Limit)

_SELECTOR = (
    "daddr" / ADDRESS,
    "saddr" / ADDRESS,
    "dport" / U16BE,
    "dport_mask" / Hex(U16BE),
    "sport" / U16BE,
    "sport_mask" / Hex(U16BE),
    "family" / Enum(U16, AddressFamily),
    "prefixlen_d" / U8,
    "prefixlen_s" / U8,
    "proto" / PROTO,
    Padding(3),
    "ifindex" / IfIndex,
    "user" / Uid,
)
SELECTOR = Struct(*_SELECTOR)
LIFETIME_CFG = Struct(
    "soft_byte_limit" / LIMIT,
    "hard_byte_limit" / LIMIT,
    "soft_packet_limit" / LIMIT,
    "hard_packet_limit" / LIMIT,
    "soft_add_expires_seconds" / U64,
    "hard_add_expires_seconds" / U64,
    "soft_use_expires_seconds" / U64,
    "hard_use_expires_seconds" / U64,
)
LIFETIME_CUR = Struct(
    "bytes" / U64,
    "packets" / U64,
    "add_time" / Unit(U64, "s since 1970"),
    "use_time" / Unit(U64, "s since 1970"),
)
_SA_ID = (
    "daddr" / ADDRESS,
    "spi" / SPI,
    "family" / Enum(U16, AddressFamily),
    "proto" / PROTO,
    Padding(1),
)
_SA = (
    "sel" / SELECTOR,
    "daddr" / ADDRESS,
    "spi" / SPI,
    "proto" / PROTO,
    Padding(3),
    "saddr" / ADDRESS,
    "lft" / LIFETIME_CFG,
    "curlft" / LIFETIME_CUR,
    "stats" / Struct("replay_window" / U32, "replay" / U32, "integrity_failed" / U32),
    "seq" / U32,
    "reqid" / U32,
    "family" / Enum(U16, AddressFamily),
    "mode" / Enum(U8, Mode),
    "replay_window" / U8,
    "flags" / Flags(U8, StateFlag),
    Padding(7),
)
_POLICY = (
    *_SELECTOR,
    "lft" / LIFETIME_CFG,
    "curlft" / LIFETIME_CUR,
    "priority" / U32,
    "index" / U32,
    "dir" / Enum(U8, Dir),
    "action" / Enum(U8, Action),
    "flags" / Flags(U8, PolicyFlag),
    "share" / Enum(U8, Share),
    Padding(4),
)

SA = "xfrm_usersa_info" / Struct(*_SA)
SA_ID = "xfrm_usersa_id" / Struct(*_SA_ID)
SPI_INFO = "xfrm_userspi_info" / Struct(*_SA, "min" / Hex(U32), "max" / Hex(U32))
EXPIRE = "xfrm_user_expire" / Struct(*_SA, "hard" / U8, Padding(7))
AEVENT = "xfrm_aevent_id" / Struct(
    *_SA_ID, "saddr" / ADDRESS, "flags" / Flags(U32, AeventFlag), "reqid" / U32
)
MAPPING = "xfrm_user_mapping" / Struct(
    *_SA_ID,
    "reqid" / U32,
    "old_saddr" / ADDRESS,
    "new_saddr" / ADDRESS,
    "old_sport" / U16BE,
    "new_sport" / U16BE,
)
MARK = Struct("v" / Hex(U32) * "value", "m" / Hex(U32) * "mask")
MIGRATE_STATE = "xfrm_user_migrate_state" / Struct(
    *_SA_ID,
    "new_daddr" / IpUnion("new_family"),
    "new_saddr" / IpUnion("new_family"),
    "old_mark" / MARK,
    "new_sel" / SELECTOR,
    "new_reqid" / U32,
    "flags" / Flags(U32, MigrateFlag),
    "new_family" / Enum(U16, AddressFamily),
    "reserved" / U16,
)
POLICY = "xfrm_userpolicy_info" / Struct(*_POLICY)
POLICY_ID = "xfrm_userpolicy_id" / Struct(
    *_SELECTOR, "index" / U32, "dir" / Enum(U8, Dir), Padding(3)
)
POLEXPIRE = "xfrm_user_polexpire" / Struct(*_POLICY, "hard" / U8, Padding(7))
ACQUIRE = "xfrm_user_acquire" / Struct(
    "daddr" / IpUnion("sel.family"),
    "spi" / SPI,
    "proto" / PROTO,
    Padding(3),
    "saddr" / IpUnion("sel.family"),
    "sel" / SELECTOR,
    "policy" / Struct(*_POLICY),
    "aalgos" / Hex(U32),
    "ealgos" / Hex(U32),
    "calgos" / Hex(U32),
    "seq" / U32,
)
REPORT = "xfrm_user_report" / Struct("proto" / PROTO, Padding(3), "sel" / SELECTOR)
FLUSH = "xfrm_usersa_flush" / Struct("proto" / PROTO)
DEFAULT = "xfrm_userpolicy_default" / Struct(
    "in" / Enum(U8, DefaultAction),
    "fwd" / Enum(U8, DefaultAction),
    "out" / Enum(U8, DefaultAction),
)

TMPL = Struct(
    "daddr" / ADDRESS,
    "spi" / SPI,
    "proto" / PROTO,
    Padding(3),
    "family" / Enum(U16, AddressFamily),
    Padding(2),
    "saddr" / ADDRESS,
    "reqid" / U32,
    "mode" / Enum(U8, Mode),
    "share" / Enum(U8, Share),
    "optional" / U8,
    Padding(1),
    "aalgos" / Hex(U32),
    "ealgos" / Hex(U32),
    "calgos" / Hex(U32),
)
_KEY = "alg_key" / Secret(Binary)
ALGO = Struct("alg_name" / Text(64), "alg_key_len" / Unit(U32, "bits"), _KEY)
ALGO_AUTH = Struct(
    "alg_name" / Text(64),
    "alg_key_len" / Unit(U32, "bits"),
    "alg_trunc_len" / Unit(U32, "bits"),
    _KEY,
)
ALGO_AEAD = Struct(
    "alg_name" / Text(64),
    "alg_key_len" / Unit(U32, "bits"),
    "alg_icv_len" / Unit(U32, "bits"),
    _KEY,
)
SEC_CTX = Struct(
    "len" / U16,
    "exttype" / U16,
    "ctx_alg" / Enum(U8, SecAlg),
    "ctx_doi" / Enum(U8, SecDoi),
    "ctx_len" / U16,
    "ctx_str" / Str,
)
REPLAY = Struct("oseq" / U32, "seq" / U32, "bitmap" / Hex(U32))
REPLAY_ESN = Struct(
    "bmp_len" / U32 * "words of bmp",
    "oseq" / U32,
    "seq" / U32,
    "oseq_hi" / U32,
    "seq_hi" / U32,
    "replay_window" / U32,
    "bmp" / Array(Hex(U32)),
)
MIGRATE = Struct(
    "old_daddr" / IpUnion("old_family"),
    "old_saddr" / IpUnion("old_family"),
    "new_daddr" / IpUnion("new_family"),
    "new_saddr" / IpUnion("new_family"),
    "proto" / PROTO,
    "mode" / Enum(U8, Mode),
    Padding(2),
    "reqid" / U32,
    "old_family" / Enum(U16, AddressFamily),
    "new_family" / Enum(U16, AddressFamily),
)
KMADDRESS = Struct(
    "local" / ADDRESS,
    "remote" / ADDRESS,
    "reserved" / U32,
    "family" / Enum(U16, AddressFamily),
    Padding(2),
)
ADDRESS_FILTER = Struct(
    "saddr" / ADDRESS,
    "daddr" / ADDRESS,
    "family" / Enum(U16, AddressFamily),
    "splen" / U8,
    "dplen" / U8,
)
OFFLOAD = Struct("ifindex" / IfIndex, "flags" / Flags(U8, OffloadFlag), Padding(3))
_ENCAP = (
    "encap_type" / Enum(U16, EncapType),
    "encap_sport" / U16BE,
    "encap_dport" / U16BE,
    Padding(2),
)
ENCAP = Struct(*_ENCAP, "encap_oa" / InetAddr)
ENCAP_INET6 = Struct(*_ENCAP, "encap_oa" / IPv6)
SPDINFO = Struct(
    "incnt" / U32,
    "outcnt" / U32,
    "fwdcnt" / U32,
    "inscnt" / U32,
    "outscnt" / U32,
    "fwdscnt" / U32,
)
