"""IPsec: security associations and policies (include/uapi/linux/xfrm.h)."""

from dataclasses import replace

from dissectors._xfrm_structs import (
    ACQUIRE,
    ADDRESS_FILTER,
    AEVENT,
    ALGO,
    ALGO_AEAD,
    ALGO_AUTH,
    DEFAULT,
    ENCAP,
    ENCAP_INET6,
    EXPIRE,
    FLUSH,
    KMADDRESS,
    LIFETIME_CUR,
    MAPPING,
    MARK,
    MIGRATE,
    MIGRATE_STATE,
    OFFLOAD,
    POLEXPIRE,
    POLICY,
    POLICY_ID,
    PROTO,
    REPLAY,
    REPLAY_ESN,
    REPORT,
    SA,
    SA_ID,
    SEC_CTX,
    SPDINFO,
    SPI_INFO,
    TMPL,
    PolicyType,
)
from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Constants,
    Each,
    Enum,
    Family,
    Flag,
    Flags,
    Hex,
    IPv6,
    Op,
    Pad,
    Padding,
    Select,
    Struct,
    Unit,
)
from nlscope.spec.sockaddr import InetAddr

XFRM = 6


class Msg(Constants, prefix="XFRM_MSG"):
    NEWSA = 16
    DELSA = 17
    GETSA = 18
    NEWPOLICY = 19
    DELPOLICY = 20
    GETPOLICY = 21
    ALLOCSPI = 22
    ACQUIRE = 23
    EXPIRE = 24
    UPDPOLICY = 25
    UPDSA = 26
    POLEXPIRE = 27
    FLUSHSA = 28
    FLUSHPOLICY = 29
    NEWAE = 30
    GETAE = 31
    REPORT = 32
    MIGRATE = 33
    NEWSADINFO = 34
    GETSADINFO = 35
    NEWSPDINFO = 36
    GETSPDINFO = 37
    MAPPING = 38
    SETDEFAULT = 39
    GETDEFAULT = 40
    MIGRATE_STATE = 41


class ExtraFlag(Constants, prefix="XFRM_SA_XFLAG"):
    DONT_ENCAP_DSCP = 0x1
    OSEQ_MAY_WRAP = 0x2


class SaDir(Constants, prefix="XFRM_SA_DIR"):
    IN = 1
    OUT = 2


ADDRESS = Select("family", {"INET6": IPv6}, InetAddr)
POLICY_TYPE = Struct(
    "type" / Enum(U8, PolicyType),
    Padding(1),
    "reserved1" / U16,
    "reserved2" / U8,
    Padding(1),
)
ATTRS = Attrs(
    "XFRMA",
    {
        1: "alg_auth" / ALGO,
        2: "alg_crypt" / ALGO,
        3: "alg_comp" / ALGO,
        4: "encap" / Select("family", {"INET6": ENCAP_INET6}, ENCAP),
        5: "tmpl" / Array(TMPL),
        6: "sa" / SA,
        7: "policy" / POLICY,
        8: "sec_ctx" / SEC_CTX,
        9: "ltime_val" / LIFETIME_CUR,
        10: "replay_val" / REPLAY,
        11: "replay_thresh" / U32,
        12: "etimer_thresh" / Unit(U32, "100 ms"),
        13: "srcaddr" / ADDRESS,
        14: "coaddr" / ADDRESS,
        15: "lastused" / Unit(U64, "s since 1970"),
        16: "policy_type" / POLICY_TYPE,
        17: "migrate" / Array(MIGRATE),
        18: "alg_aead" / ALGO_AEAD,
        19: "kmaddress" / KMADDRESS,
        20: "alg_auth_trunc" / ALGO_AUTH,
        21: "mark" / MARK,
        22: "tfcpad" / Unit(U32, "bytes"),
        23: "replay_esn_val" / REPLAY_ESN,
        24: "sa_extra_flags" / Flags(U32, ExtraFlag),
        25: "proto" / PROTO,
        26: "address_filter" / ADDRESS_FILTER,
        27: "pad" / Pad,
        28: "offload_dev" / OFFLOAD,
        29: "set_mark" / Hex(U32) * "once XFRMA_OUTPUT_MARK",
        30: "set_mark_mask" / Hex(U32),
        31: "if_id" / Hex(U32),
        32: "mtimer_thresh" / Unit(U32, "s"),
        33: "sa_dir" / Enum(U8, SaDir),
        34: "nat_keepalive_interval" / Unit(U32, "s"),
        35: "sa_pcpu" / U32,
        36: "iptfs_drop_time" / Unit(U32, "us"),
        37: "iptfs_reorder_window" / U16,
        38: "iptfs_dont_frag" / Flag,
        39: "iptfs_init_delay" / Unit(U32, "us"),
        40: "iptfs_max_qsize" / Unit(U32, "bytes"),
        41: "iptfs_pkt_size" / Unit(U32, "bytes"),
    },
)
SAD_ATTRS = Attrs(
    "XFRMA_SAD",
    {1: "cnt" / U32, 2: "hinfo" / Struct("sadhcnt" / U32, "sadhmcnt" / U32)},
)
HTHRESH = Struct("lbits" / U8, "rbits" / U8)
SPD_ATTRS = Attrs(
    "XFRMA_SPD",
    {
        1: "info" / SPDINFO,
        2: "hinfo" / Struct("spdhcnt" / U32, "spdhmcnt" / U32),
        3: "ipv4_hthresh" / HTHRESH,
        4: "ipv6_hthresh" / HTHRESH,
    },
)
FLAGS = "flags" / Struct("flags" / Hex(U32))

_SPI = "proto {proto!l} spi {spi:#x}"
_SA = (
    "src {saddr} dst {daddr}",
    _SPI,
    "reqid {reqid?-0}",
    "mode {mode!l}",
    "replay-window {replay_esn_val.replay_window}|replay-window {replay_window?-0}",
    "flag {flags?-0!l}",
    "mark {mark.v:#x}/{mark.m:#x}",
    (
        "auth-trunc {alg_auth_trunc.alg_name} {alg_auth_trunc.alg_trunc_len}"
        "|auth {alg_auth.alg_name}"
    ),
    "enc {alg_crypt.alg_name}",
    "aead {alg_aead.alg_name} {alg_aead.alg_icv_len}",
    "comp {alg_comp.alg_name}",
    "encap {encap.encap_type!l} {encap.encap_sport} to {encap.encap_dport}",
    (
        "offload dev {offload_dev.ifindex} {offload_dev.flags?-0!l}"
        "|offload dev {offload_dev.ifindex}"
    ),
    "if_id {if_id:#x}",
    "dir {sa_dir!l}",
    "sel src {sel.saddr}/{sel.prefixlen_s?-0} dst {sel.daddr}/{sel.prefixlen_d}",
)
_POLICY = (
    "src {saddr}/{prefixlen_s} dst {daddr}/{prefixlen_d}",
    "proto {proto?-IP!l}",
    "sport {sport?-0}",
    "dport {dport?-0}",
    "dir {dir!l}",
    "action {action!l}",
    "priority {priority?-0}",
    "dev {ifindex?-0}",
    "ptype {policy_type.type?-MAIN!l}",
    "mark {mark.v:#x}/{mark.m:#x}",
    Each(
        "tmpl",
        (
            "tmpl src {saddr} dst {daddr}",
            "proto {proto!l} spi {spi?-0:#x}|proto {proto!l}",
            "reqid {reqid?-0}",
            "mode {mode!l}",
            "level use{optional?~0}",
        ),
    ),
    "if_id {if_id:#x}",
)
_NEW_SA = Op(header=SA, info=_SA)
_SA_ID = Op(header=SA_ID, info=("src {srcaddr}|src {sa.saddr}", "dst {daddr}", _SPI))
_NEW_POLICY = Op(header=POLICY, info=_POLICY)
_POLICY_ID = Op(header=POLICY_ID, info=(*_POLICY, "index {index?-0}"))
_AEVENT = Op(
    header=AEVENT,
    info=("src {saddr} dst {daddr}", _SPI, "{flags?-0!l}", "seq {replay_val.seq}"),
)
_SADINFO = Op(header=FLAGS, attrs=SAD_ATTRS, info=("{cnt} associations|flags {flags:#x}",))
_SPDINFO = Op(
    header=FLAGS,
    attrs=SPD_ATTRS,
    info=(
        "in {info.incnt} out {info.outcnt} fwd {info.fwdcnt}",
        "hthresh4 {ipv4_hthresh.lbits} {ipv4_hthresh.rbits}",
        "flags {flags:#x}{nlmsg_flags?=REQUEST}{nlmsg_flags?~ACK}",
        "hthresh6 {ipv6_hthresh.lbits} {ipv6_hthresh.rbits}",
    ),
)
# xfrm_dump_sa() parses attributes from the start of the body
_SA_DUMP = Op(
    attrs=ATTRS,
    info=(
        "src {address_filter.saddr}/{address_filter.splen?-0}",
        "dst {address_filter.daddr}/{address_filter.dplen?-0}",
        "proto {proto?-IP!l}",
        "all",
    ),
)
_DEFAULT = Op(header=DEFAULT, info=("in {in!l} fwd {fwd!l} out {out!l}",))

FAMILY = Family(
    "xfrm",
    XFRM,
    Msg,
    attrs=ATTRS,
    ops={
        Msg.NEWSA: _NEW_SA,
        Msg.UPDSA: _NEW_SA,
        Msg.DELSA: _SA_ID,
        Msg.GETSA: replace(_SA_ID, dump=_SA_DUMP),
        Msg.NEWPOLICY: _NEW_POLICY,
        Msg.UPDPOLICY: _NEW_POLICY,
        Msg.DELPOLICY: _POLICY_ID,
        Msg.GETPOLICY: _POLICY_ID,
        Msg.ALLOCSPI: Op(header=SPI_INFO, info=(*_SA, "min {min:#x} max {max:#x}")),
        Msg.ACQUIRE: Op(
            header=ACQUIRE,
            info=(
                "src {saddr} dst {daddr}",
                _SPI,
                "sel src {sel.saddr}/{sel.prefixlen_s} dst {sel.daddr}/{sel.prefixlen_d}",
                "policy {policy.dir!l} index {policy.index}",
            ),
        ),
        Msg.EXPIRE: Op(header=EXPIRE, info=("{hard?=1}hard|soft", *_SA)),
        Msg.POLEXPIRE: Op(header=POLEXPIRE, info=("{hard?=1}hard|soft", *_POLICY)),
        Msg.FLUSHSA: Op(header=FLUSH, info=("proto {proto?-IP!l}|all",)),
        Msg.FLUSHPOLICY: Op(info=("ptype {policy_type.type!l}|ptype main",)),
        Msg.NEWAE: _AEVENT,
        Msg.GETAE: _AEVENT,
        Msg.REPORT: Op(
            header=REPORT,
            info=(
                "proto {proto!l}",
                "sel src {sel.saddr}/{sel.prefixlen_s} dst {sel.daddr}/{sel.prefixlen_d}",
            ),
        ),
        Msg.MIGRATE: Op(
            header=POLICY_ID,
            info=(
                *_POLICY[:6],
                "from {migrate.old_saddr} {migrate.old_daddr}",
                "to {migrate.new_saddr} {migrate.new_daddr}",
            ),
        ),
        Msg.NEWSADINFO: _SADINFO,
        Msg.GETSADINFO: _SADINFO,
        Msg.NEWSPDINFO: _SPDINFO,
        Msg.GETSPDINFO: _SPDINFO,
        Msg.MAPPING: Op(
            header=MAPPING,
            info=(
                "dst {daddr}",
                _SPI,
                "from {old_saddr}:{old_sport} to {new_saddr}:{new_sport}",
            ),
        ),
        Msg.SETDEFAULT: _DEFAULT,
        Msg.GETDEFAULT: _DEFAULT,
        Msg.MIGRATE_STATE: Op(
            header=MIGRATE_STATE,
            info=("dst {daddr}", _SPI, "to src {new_saddr} dst {new_daddr}"),
        ),
    },
    groups=(
        "ACQUIRE",
        "EXPIRE",
        "SA",
        "POLICY",
        "AEVENTS",
        "REPORT",
        "MIGRATE",
        "MAPPING",
    ),
)
