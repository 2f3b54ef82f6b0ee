"""RDMA: devices, port mapping, path look-ups (include/uapi/rdma/rdma_netlink.h).

A message type is a client, in its upper 6 bits, and an operation of that client.
"""

from dissectors._rdma_attrs import NLDEV
from nlscope.spec import (
    REPLY,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Family,
    Flags,
    Hex,
    IfIndex,
    Info,
    IPv4,
    IPv6,
    Op,
    Str,
    Struct,
    Text,
    Unit,
)
from nlscope.spec.sockaddr import SockStorage

RDMA = 20
_IWCM, _LS, _NLDEV = 2 << 10, 4 << 10, 5 << 10


class Cmd(Constants, prefix="RDMA_NLDEV_CMD"):
    GET = _NLDEV + 1
    SET = _NLDEV + 2
    NEWLINK = _NLDEV + 3
    DELLINK = _NLDEV + 4
    PORT_GET = _NLDEV + 5
    SYS_GET = _NLDEV + 6
    SYS_SET = _NLDEV + 7
    RES_GET = _NLDEV + 9
    RES_QP_GET = _NLDEV + 10
    RES_CM_ID_GET = _NLDEV + 11
    RES_CQ_GET = _NLDEV + 12
    RES_MR_GET = _NLDEV + 13
    RES_PD_GET = _NLDEV + 14
    GET_CHARDEV = _NLDEV + 15
    STAT_SET = _NLDEV + 16
    STAT_GET = _NLDEV + 17
    STAT_DEL = _NLDEV + 18
    RES_QP_GET_RAW = _NLDEV + 19
    RES_CQ_GET_RAW = _NLDEV + 20
    RES_MR_GET_RAW = _NLDEV + 21
    RES_CTX_GET = _NLDEV + 22
    RES_SRQ_GET = _NLDEV + 23
    STAT_GET_STATUS = _NLDEV + 24
    RES_SRQ_GET_RAW = _NLDEV + 25
    NEWDEV = _NLDEV + 26
    DELDEV = _NLDEV + 27
    MONITOR = _NLDEV + 28
    FRMR_POOLS_GET = _NLDEV + 29
    FRMR_POOLS_SET = _NLDEV + 30


class Iwpm(Constants, prefix="RDMA_NL_IWPM"):
    REG_PID = _IWCM + 0
    ADD_MAPPING = _IWCM + 1
    QUERY_MAPPING = _IWCM + 2
    REMOVE_MAPPING = _IWCM + 3
    REMOTE_INFO = _IWCM + 4
    HANDLE_ERR = _IWCM + 5
    MAPINFO = _IWCM + 6
    MAPINFO_NUM = _IWCM + 7
    HELLO = _IWCM + 8


class Ls(Constants, prefix="RDMA_NL_LS_OP"):
    RESOLVE = _LS + 0
    SET_TIMEOUT = _LS + 1
    IP_RESOLVE = _LS + 2


class IwpmFlag(Constants, prefix="IWPM_FLAGS"):
    NO_PORT_MAP = 0x1


class PathUse(Constants, prefix="LS_RESOLVE_PATH_USE"):
    ALL = 0
    UNIDIRECTIONAL = 1
    GMP = 2


def iwpm(prefix: str, *entries: object) -> Attrs:
    """Return the attributes of one operation of the port mapper, numbered from 1."""
    return Attrs(prefix, dict(enumerate(entries, 1)))


_SEQ = "seq" / U32
_LOCAL, _REMOTE = "local_addr" / SockStorage, "remote_addr" / SockStorage
_FLAGS = "flags" / Flags(U32, IwpmFlag)
REG_PID = iwpm("IWPM_NLA_REG", _SEQ, "if_name" / Str, "ibdev_name" / Str, "ulib_name" / Str)
REG_PID.irregular["seq"] = "IWPM_NLA_REG_PID_SEQ"
REG_PID_TOLD = iwpm(
    "IWPM_NLA_RREG",
    _SEQ,
    "ibdev_name" / Str,
    "ulib_name" / Str,
    "ulib_ver" / U16,
    "pid_err" / U16,
)
REG_PID_TOLD.irregular["seq"] = "IWPM_NLA_RREG_PID_SEQ"
MANAGE = iwpm("IWPM_NLA_MANAGE", _SEQ, "addr" / SockStorage, _FLAGS)
MANAGE.irregular["seq"] = "IWPM_NLA_MANAGE_MAPPING_SEQ"
MANAGE_TOLD = iwpm(
    "IWPM_NLA_RMANAGE",
    _SEQ,
    "addr" / SockStorage,
    "mapped_loc_addr" / SockStorage,
    "mapping_err" / U16,
)
MANAGE_TOLD.irregular["seq"] = "IWPM_NLA_RMANAGE_MAPPING_SEQ"
QUERY = iwpm("IWPM_NLA_QUERY", _SEQ, _LOCAL, _REMOTE, _FLAGS)
QUERY.irregular["seq"] = "IWPM_NLA_QUERY_MAPPING_SEQ"
QUERY_TOLD = iwpm(
    "IWPM_NLA_RQUERY",
    _SEQ,
    _LOCAL,
    _REMOTE,
    "mapped_loc_addr" / SockStorage,
    "mapped_rem_addr" / SockStorage,
    "mapping_err" / U16,
)
QUERY_TOLD.irregular["seq"] = "IWPM_NLA_RQUERY_MAPPING_SEQ"
MAPINFO_ASKED = iwpm("IWPM_NLA_MAPINFO", "ulib_name" / Str, "ulib_ver" / U16)
MAPINFO = iwpm("IWPM_NLA_MAPINFO", _LOCAL, "mapped_addr" / SockStorage, _FLAGS)
MAPINFO_NUM = iwpm("IWPM_NLA_MAPINFO", _SEQ, "send_num" / U32, "ack_num" / U32)
ERR = iwpm("IWPM_NLA_ERR", _SEQ, "code" / U16)
HELLO = iwpm("IWPM_NLA_HELLO", "abi_version" / U16)

GID = IPv6
PATH_RECORD = Struct("flags" / Hex(U32), "reserved" / U32, "path_rec" / Hex(U32)[16])
_LS_ATTRS = {
    1: "path_record" / PATH_RECORD,
    2: "timeout" / Unit(U32, "ms"),
    3: "service_id" / Hex(U64),
    4: "dgid" / GID,
    5: "sgid" / GID,
    6: "tclass" / U8,
    7: "pkey" / Hex(U16),
    8: "qos_class" / U16,
    9: "ipv4" / IPv4,
    10: "ipv6" / IPv6,
}
_MANDATORY = 1 << 13  # RDMA_NLA_F_MANDATORY
LS = Attrs(
    "LS_NLA_TYPE",
    _LS_ATTRS
    | {
        _MANDATORY | number: f"mandatory_{kind.name}" / kind.subcon
        for number, kind in _LS_ATTRS.items()
    },
    irregular={
        f"mandatory_{kind.name}": f"RDMA_NLA_F_MANDATORY|LS_NLA_TYPE_{kind.name.upper()}"
        for kind in _LS_ATTRS.values()
    },
)
RESOLVE = "rdma_ls_resolve_header" / Struct(
    "device_name" / Text(64), "port_num" / U8, "path_use" / Enum(U8, PathUse)
)
IP_RESOLVE = "rdma_ls_ip_resolve_header" / Struct("ifindex" / IfIndex)

# as rdma(8) names them
_ENTRY = (
    "lqpn {res_lqpn}",
    "rqpn {res_rqpn}",
    "srqn {res_srqn}",
    "cqn {res_cqn}",
    "cqe {res_cqe}",
    "mrn {res_mrn}",
    "mrlen {res_mrlen}",
    "rkey {res_rkey:#x}",
    "lkey {res_lkey:#x}",
    "cm-idn {res_cm_idn}",
    "ctxn {res_ctxn}",
    "pdn {res_pdn}",
    "local_dma_lkey {res_local_dma_lkey:#x}",
    "type {res_type}",
    "state {res_state}",
    "ps {res_ps}",
    "src {res_src_addr}",
    "dst {res_dst_addr}",
    "sq-psn {res_sq_psn}",
    "rq-psn {res_rq_psn}",
    "users {res_usecnt}",
    "poll-ctx {res_poll_ctx}",
    "pid {res_pid}",
    "comm {res_kern_name}",
)
_KINDS = ("qp", "cm_id", "cq", "mr", "pd", "ctx", "srq")
_NAME = (
    "{dev_name}{dev_node_type?~-} ports {port_index}|{dev_name}/{port_index}|{dev_name}"
    "|dev {dev_index}/{port_index}|dev {dev_index}"
)
_COUNTER = (
    "{stat_hwcounter_entry_name} {stat_hwcounter_entry_value}|{stat_hwcounter_entry_name}"
)
_DEVICE: Info = (
    "{event_type}",
    _NAME,
    "node_type {dev_node_type}",
    "protocol {dev_protocol}",
    "node_guid {node_guid:#018x}",
    "state {port_state}",
    "physical_state {port_phys_state}",
    "netdev {ndev_name}",
    "type {link_type}",
    "fw {fw_version}",
    Each(
        "res_summary.res_summary_entry",
        ("{res_summary_entry_name} {res_summary_entry_curr}",),
    ),
    *(Each(f"res_{kind}.res_{kind}_entry", _ENTRY, between=", ") for kind in _KINDS),
    *_ENTRY,
    "mode {stat_mode}",
    Each(
        "stat_hwcounters.stat_hwcounter_entry",
        (_COUNTER,),
    ),
    "netns {sys_netns_mode?=1}shared|netns {sys_netns_mode?=0}exclusive",
    "privileged-qkey {sys_privileged_qkey_mode}",
    "monitor {sys_monitor_mode}",
    "copy-on-fork {sys_copy_on_fork}",
    "driver {uverbs_driver_id}",
    "chardev {chardev_name}",
    "abi {chardev_abi}",
    "chardev_type {chardev_type}",
)
_MANAGED = ("{addr}", "-> {mapped_loc_addr}", "error {mapping_err?-0}")
# The kernel asks here, programs answer.
FAMILIES = [
    Family("rdma", RDMA, Cmd, attrs=NLDEV, info=_DEVICE, groups=("NOTIFY",)),
    Family(
        "rdma_iwpm",
        RDMA,
        Iwpm,
        ops={
            (Iwpm.REG_PID, REPLY): Op(attrs=REG_PID, info=("{ibdev_name}",)),
            Iwpm.REG_PID: Op(attrs=REG_PID_TOLD, info=("{ibdev_name}",)),
            (Iwpm.ADD_MAPPING, REPLY): Op(attrs=MANAGE, info=_MANAGED),
            Iwpm.ADD_MAPPING: Op(attrs=MANAGE_TOLD, info=_MANAGED),
            Iwpm.REMOVE_MAPPING: Op(attrs=MANAGE, info=_MANAGED),
            (Iwpm.QUERY_MAPPING, REPLY): Op(attrs=QUERY),
            Iwpm.QUERY_MAPPING: Op(attrs=QUERY_TOLD),
            Iwpm.REMOTE_INFO: Op(attrs=QUERY_TOLD),
            (Iwpm.MAPINFO, REPLY): Op(attrs=MAPINFO),
            Iwpm.MAPINFO: Op(attrs=MAPINFO_ASKED),
            Iwpm.MAPINFO_NUM: Op(attrs=MAPINFO_NUM),
            Iwpm.HANDLE_ERR: Op(attrs=ERR),
            Iwpm.HELLO: Op(attrs=HELLO),
        },
        groups=("IWPM",),
    ),
    Family(
        "rdma_ls",
        RDMA,
        Ls,
        attrs=LS,
        ops={
            (Ls.RESOLVE, REPLY): Op(header=RESOLVE, info=("{device_name}", "{path_use}")),
            (Ls.IP_RESOLVE, REPLY): Op(
                header=IP_RESOLVE, info=("{mandatory_ipv4}|{mandatory_ipv6}",)
            ),
        },
        groups=("LS",),
    ),
]
