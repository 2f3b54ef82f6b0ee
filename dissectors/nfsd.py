"""nfsd, the NFS server (include/uapi/linux/nfsd_netlink.h, kernel 7.3)."""

from nlscope.spec import (
    REPLY,
    S32,
    S64,
    U8,
    U16BE,
    U32,
    U32BE,
    U64,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Each,
    Enum,
    Flag,
    Flags,
    Genl,
    Gid,
    Hex,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Op,
    Pad,
    Secret,
    Str,
    Uid,
    Unit,
    Uuid,
)
from nlscope.spec.sockaddr import SockAddr


class Cmd(Constants, prefix="NFSD_CMD"):
    RPC_STATUS_GET = 1
    THREADS_SET = 2
    THREADS_GET = 3
    VERSION_SET = 4
    VERSION_GET = 5
    LISTENER_SET = 6
    LISTENER_GET = 7
    POOL_MODE_SET = 8
    POOL_MODE_GET = 9
    CACHE_NOTIFY = 10
    SVC_EXPORT_GET_REQS = 11
    SVC_EXPORT_SET_REQS = 12
    EXPKEY_GET_REQS = 13
    EXPKEY_SET_REQS = 14
    CACHE_FLUSH = 15
    UNLOCK_IP = 16
    UNLOCK_FILESYSTEM = 17
    UNLOCK_EXPORT = 18
    SERVER_STATS_GET = 19


class CacheType(Constants, prefix="NFSD_CACHE_TYPE"):
    SVC_EXPORT = 0x1
    EXPKEY = 0x2


class ExportFlag(Constants, prefix="NFSD_EXPORT_FLAGS"):
    READONLY = 0x00001
    INSECURE_PORT = 0x00002
    ROOTSQUASH = 0x00004
    ALLSQUASH = 0x00008
    ASYNC = 0x00010
    GATHERED_WRITES = 0x00020
    NOREADDIRPLUS = 0x00040
    SECURITY_LABEL = 0x00080
    SIGN_FH = 0x00100
    NOHIDE = 0x00200
    NOSUBTREECHECK = 0x00400
    NOAUTHNLM = 0x00800
    MSNFS = 0x01000
    FSID = 0x02000
    CROSSMOUNT = 0x04000
    NOACL = 0x08000
    V4ROOT = 0x10000
    PNFS = 0x20000


class XprtsecMode(Constants, prefix="NFSD_XPRTSEC_MODE"):
    NONE = 0x1
    TLS = 0x2
    MTLS = 0x4


class Flavor(Constants, prefix="RPC_AUTH"):  # include/linux/sunrpc/msg_prot.h
    NULL = 0
    UNIX = 1
    SHORT = 2
    DES = 3
    KRB = 4
    GSS = 6
    TLS = 7
    GSS_KRB5 = 390003
    GSS_KRB5I = 390004
    GSS_KRB5P = 390005


class FsidType(Constants, prefix="FSID"):  # fs/nfsd/nfsfh.h
    DEV = 0
    NUM = 1
    MAJOR_MINOR = 2
    ENCODE_DEV = 3
    UUID4_INUM = 4
    UUID8 = 5
    UUID16 = 6
    UUID16_INUM = 7


RPC_STATUS = Attrs(
    "NFSD_A_RPC_STATUS",
    {
        1: "xid" / Hex(U32BE),
        2: "flags" / Hex(U32),
        3: "prog" / U32,
        4: "version" / U8,
        5: "proc" / U32,
        6: "service_time" / Unit(S64, "us"),
        7: "pad" / Pad,
        8: "saddr4" / IPv4,
        9: "daddr4" / IPv4,
        10: "saddr6" / IPv6,
        11: "daddr6" / IPv6,
        12: "sport" / U16BE,
        13: "dport" / U16BE,
        14: "compound_ops" / Multi(U32),
    },
)
SERVER = Attrs(
    "NFSD_A_SERVER",
    {
        1: "threads" / Multi(U32) * "of one pool each",
        2: "gracetime" / Unit(U32, "s"),
        3: "leasetime" / Unit(U32, "s"),
        4: "scope" / Str,
        5: "min_threads" / U32,
        6: "fh_key" / Secret(Bytes(16)),
    },
)
VERSION = Attrs("NFSD_A_VERSION", {1: "major" / U32, 2: "minor" / U32, 3: "enabled" / Flag})
PROTO = Attrs("NFSD_A_SERVER_PROTO", {1: "version" / Multi(Nest(VERSION))})
SOCK = Attrs("NFSD_A_SOCK", {1: "addr" / SockAddr, 2: "transport_name" / Str})
LISTENERS = Attrs("NFSD_A_SERVER_SOCK", {1: "addr" / Multi(Nest(SOCK))})
POOL_MODE = Attrs("NFSD_A_POOL_MODE", {1: "mode" / Str, 2: "npools" / U32})
NOTIFY = Attrs("NFSD_A_CACHE_NOTIFY", {1: "cache_type" / Flags(U32, CacheType)})
LOCATION = Attrs("NFSD_A_FSLOCATION", {1: "host" / Str, 2: "path" / Str})
LOCATIONS = Attrs("NFSD_A_FSLOCATIONS", {1: "location" / Multi(Nest(LOCATION))})
FLAVOR = Attrs(
    "NFSD_A_AUTH_FLAVOR",
    {1: "pseudoflavor" / Enum(U32, Flavor), 2: "flags" / Flags(U32, ExportFlag)},
)
EXPORT = Attrs(
    "NFSD_A_SVC_EXPORT",
    {
        1: "seqno" / U64,
        2: "client" / Str,
        3: "path" / Str,
        4: "negative" / Flag,
        5: "expiry" / Unit(U64, "s"),
        6: "anon_uid" / Uid,
        7: "anon_gid" / Gid,
        8: "fslocations" / Nest(LOCATIONS),
        9: "uuid" / Uuid,
        10: "secinfo" / Multi(Nest(FLAVOR)),
        11: "xprtsec" / Multi(Enum(U32, XprtsecMode)),
        12: "flags" / Flags(U32, ExportFlag),
        13: "fsid" / S32,
    },
)
EXPORTS = Attrs("NFSD_A_SVC_EXPORT_REQS", {1: "requests" / Multi(Nest(EXPORT))})
EXPKEY = Attrs(
    "NFSD_A_EXPKEY",
    {
        1: "seqno" / U64,
        2: "client" / Str,
        3: "fsidtype" / Enum(U8, FsidType),
        4: "fsid" / Binary,
        5: "negative" / Flag,
        6: "expiry" / Unit(U64, "s"),
        7: "path" / Str,
    },
)
EXPKEYS = Attrs("NFSD_A_EXPKEY_REQS", {1: "requests" / Multi(Nest(EXPKEY))})
FLUSH = Attrs("NFSD_A_CACHE_FLUSH", {1: "mask" / Flags(U32, CacheType)})
UNLOCK_IP = Attrs("NFSD_A_UNLOCK_IP", {1: "address" / SockAddr})
UNLOCK_FILESYSTEM = Attrs("NFSD_A_UNLOCK_FILESYSTEM", {1: "path" / Str})
UNLOCK_EXPORT = Attrs("NFSD_A_UNLOCK_EXPORT", {1: "path" / Str})

PROC_ENTRY = Attrs(
    "NFSD_A_SERVER_PROC_ENTRY",
    {
        1: "op" / U32,
        2: "count" / U64,
        3: "pad" / Pad,
    },
)
STATS = Attrs(
    "NFSD_A_SERVER_STATS",
    {
        1: "rc_hits" / U64,
        2: "rc_misses" / U64,
        3: "rc_nocache" / U64,
        4: "pad" / Pad,
        5: "fh_stale" / U64,
        6: "io_read" / Unit(U64, "B"),
        7: "io_write" / Unit(U64, "B"),
        8: "netcnt" / U32,
        9: "netudpcnt" / U32,
        10: "nettcpcnt" / U32,
        11: "nettcpconn" / U32,
        12: "rpccnt" / U32,
        13: "rpcbadfmt" / U32,
        14: "rpcbadauth" / U32,
        15: "rpcbadclnt" / U32,
        16: "proc2_ops" / Multi(Nest(PROC_ENTRY)),
        17: "proc3_ops" / Multi(Nest(PROC_ENTRY)),
        18: "proc4_ops" / Multi(Nest(PROC_ENTRY)),
        19: "proc4ops_ops" / Multi(Nest(PROC_ENTRY)),
        20: "proc4cb_ops" / Multi(Nest(PROC_ENTRY)),
    },
)

_VERSION = ("{major}.{minor}", "on{enabled?~-}|off")
FAMILY = Genl(
    "nfsd",
    Cmd,
    groups=("none", "exportd"),
    ops={
        (Cmd.RPC_STATUS_GET, REPLY): Op(
            attrs=RPC_STATUS,
            info=(
                "xid {xid:#010x}",
                "prog {prog}",
                "v{version}",
                "proc {proc}",
                "{saddr4}:{sport}|[{saddr6}]:{sport}",
                "> {daddr4}:{dport}|> [{daddr6}]:{dport}",
                "ops {compound_ops}",
            ),
        ),
        Cmd.RPC_STATUS_GET: Op(attrs=RPC_STATUS),
        **dict.fromkeys(
            (Cmd.THREADS_SET, Cmd.THREADS_GET),
            Op(
                attrs=SERVER,
                info=(
                    "threads {threads}",
                    "min {min_threads}",
                    "grace {gracetime} s",
                    "lease {leasetime} s",
                    "scope {scope!q}",
                ),
            ),
        ),
        **dict.fromkeys(
            (Cmd.VERSION_SET, Cmd.VERSION_GET),
            Op(attrs=PROTO, info=(Each("version", _VERSION, ", "),)),
        ),
        **dict.fromkeys(
            (Cmd.LISTENER_SET, Cmd.LISTENER_GET),
            Op(
                attrs=LISTENERS,
                info=(Each("addr", ("{transport_name} {addr}|{transport_name}",), ", "),),
            ),
        ),
        **dict.fromkeys(
            (Cmd.POOL_MODE_SET, Cmd.POOL_MODE_GET),
            Op(attrs=POOL_MODE, info=("{mode}", "pools {npools}")),
        ),
        Cmd.CACHE_NOTIFY: Op(attrs=NOTIFY, info=("{cache_type}",)),
        **dict.fromkeys(
            (Cmd.SVC_EXPORT_GET_REQS, Cmd.SVC_EXPORT_SET_REQS),
            Op(
                attrs=EXPORTS,
                info=(Each("requests", ("client {client}", "{path}", "{flags}"), ", "),),
            ),
        ),
        **dict.fromkeys(
            (Cmd.EXPKEY_GET_REQS, Cmd.EXPKEY_SET_REQS),
            Op(
                attrs=EXPKEYS,
                info=(Each("requests", ("client {client}", "{fsidtype}", "{path}"), ", "),),
            ),
        ),
        Cmd.CACHE_FLUSH: Op(attrs=FLUSH, info=("{mask}",)),
        Cmd.UNLOCK_IP: Op(attrs=UNLOCK_IP, info=("{address}",)),
        Cmd.UNLOCK_FILESYSTEM: Op(attrs=UNLOCK_FILESYSTEM, info=("{path}",)),
        Cmd.UNLOCK_EXPORT: Op(attrs=UNLOCK_EXPORT, info=("{path}",)),
        Cmd.SERVER_STATS_GET: Op(
            attrs=STATS,
            info=("rpc {rpccnt}", "read {io_read} B", "written {io_write} B"),
        ),
    },
)
