"""SMBD_GENL, the in-kernel SMB server and its daemon (fs/smb/server/ksmbd_netlink.h).

Each command carries one attribute of its own number. Later kernels put members where
earlier ones had reserved zeros.
"""

from nlscope.spec import (
    S8,
    S32,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Flags,
    Genl,
    Gid,
    Hex,
    Padding,
    Payload,
    Secret,
    Shown,
    Struct,
    Text,
    Uid,
    Unit,
)


class Event(Constants, prefix="KSMBD_EVENT"):
    HEARTBEAT_REQUEST = 1
    STARTING_UP = 2
    SHUTTING_DOWN = 3
    LOGIN_REQUEST = 4
    LOGIN_RESPONSE = 5
    SHARE_CONFIG_REQUEST = 6
    SHARE_CONFIG_RESPONSE = 7
    TREE_CONNECT_REQUEST = 8
    TREE_CONNECT_RESPONSE = 9
    TREE_DISCONNECT_REQUEST = 10
    LOGOUT_REQUEST = 11
    RPC_REQUEST = 12
    RPC_RESPONSE = 13
    SPNEGO_AUTHEN_REQUEST = 14
    SPNEGO_AUTHEN_RESPONSE = 15
    LOGIN_REQUEST_EXT = 16
    LOGIN_RESPONSE_EXT = 17


class GlobalFlag(Constants, prefix="KSMBD_GLOBAL_FLAG"):
    SMB2_LEASES = 0x01
    SMB2_ENCRYPTION = 0x02
    SMB3_MULTICHANNEL = 0x04
    SMB2_ENCRYPTION_OFF = 0x08
    DURABLE_HANDLE = 0x10


class ConfigOpt(Constants, prefix="KSMBD_CONFIG_OPT"):
    DISABLED = 0
    ENABLED = 1
    AUTO = 2
    MANDATORY = 3


class UserFlag(Constants, prefix="KSMBD_USER_FLAG"):
    OK = 0x01
    BAD_PASSWORD = 0x02
    BAD_UID = 0x04
    BAD_USER = 0x08
    GUEST_ACCOUNT = 0x10
    DELAY_SESSION = 0x20
    EXTENSION = 0x40


class ShareFlag(Constants, prefix="KSMBD_SHARE_FLAG"):
    AVAILABLE = 0x000001
    BROWSEABLE = 0x000002
    WRITEABLE = 0x000004
    READONLY = 0x000008
    GUEST_OK = 0x000010
    GUEST_ONLY = 0x000020
    STORE_DOS_ATTRS = 0x000040
    OPLOCKS = 0x000080
    PIPE = 0x000100
    HIDE_DOT_FILES = 0x000200
    INHERIT_OWNER = 0x000400
    STREAMS = 0x000800
    FOLLOW_SYMLINKS = 0x001000
    ACL_XATTR = 0x002000
    UPDATE = 0x004000
    CROSSMNT = 0x008000
    CONTINUOUS_AVAILABILITY = 0x010000
    HIDE_UNREADABLE = 0x020000
    TIME_MACHINE = 0x040000
    ENCRYPT_DATA = 0x100000


class TreeRequestFlag(Constants, prefix="KSMBD_TREE_CONN_FLAG_REQUEST"):
    IPV6 = 0x1
    SMB2 = 0x2


class TreeFlag(Constants, prefix="KSMBD_TREE_CONN_FLAG"):
    GUEST_ACCOUNT = 0x01
    READ_ONLY = 0x02
    WRITABLE = 0x04
    ADMIN_ACCOUNT = 0x08
    UPDATE = 0x10


class TreeStatus(Constants, prefix="KSMBD_TREE_CONN_STATUS"):
    OK = 0
    NOMEM = 1
    NO_SHARE = 2
    NO_USER = 3
    INVALID_USER = 4
    HOST_DENIED = 5
    CONN_EXIST = 6
    TOO_MANY_CONNS = 7
    TOO_MANY_SESSIONS = 8
    ERROR = 9


class RpcFlag(Constants, prefix="KSMBD_RPC"):
    METHOD_RETURN = 0x001
    SRVSVC_METHOD_INVOKE = 0x002
    SRVSVC_METHOD_RETURN = 0x003
    WKSSVC_METHOD_INVOKE = 0x004
    WKSSVC_METHOD_RETURN = 0x005
    IOCTL_METHOD = 0x009
    OPEN_METHOD = 0x010
    WRITE_METHOD = 0x020
    READ_METHOD = 0x041
    CLOSE_METHOD = 0x080
    RAP_METHOD = 0x101
    RESTRICTED_CONTEXT = 0x200
    SAMR_METHOD_INVOKE = 0x400
    SAMR_METHOD_RETURN = 0x401
    LSARPC_METHOD_INVOKE = 0x800
    LSARPC_METHOD_RETURN = 0x801


class RpcStatus(Constants, prefix="KSMBD_RPC"):  # in flags of responses
    OK = 0x000
    EBAD_FUNC = 0x001
    EACCESS_DENIED = 0x005
    EBAD_FID = 0x006
    ENOMEM = 0x008
    EBAD_DATA = 0x00D
    ENOTIMPLEMENTED = 0x040
    EINVALID_PARAMETER = 0x057
    EINVALID_LEVEL = 0x07C
    EMORE_DATA = 0x0EA
    SOME_NOT_MAPPED = 0x107


HEARTBEAT = Struct("handle" / U32)
STARTUP = Struct(
    "flags" / Flags(U32, GlobalFlag),
    "signing" / Enum(S32, ConfigOpt),
    "min_prot" / Text(16),
    "max_prot" / Text(16),
    "netbios_name" / Text(16),
    "work_group" / Text(64),
    "server_string" / Text(64),
    "tcp_port" / U16,
    "ipc_timeout" / Unit(U16, "s"),
    "deadtime" / Unit(U32, "min"),
    "file_max" / U32,
    "smb2_max_write" / U32,
    "smb2_max_read" / U32,
    "smb2_max_trans" / U32,
    "share_fake_fscaps" / Hex(U32),
    "sub_auth" / U32[3],
    "smb2_max_credits" / U32,
    "smbd_max_io_size" / U32,
    "max_connections" / U32,
    "bind_interfaces_only" / S8,
    "max_ip_connections" / U32,
    "aapl_model" / Text(32),
    Padding(467),
    "ifc_list_sz" / U32,
    "payload" / Payload,
)
SHUTDOWN = Struct(Padding(64))
LOGIN_REQUEST = Struct("handle" / U32, "account" / Text(48), Padding(64))
LOGIN = (
    "handle" / U32,
    "gid" / Gid,
    "uid" / Uid,
    "account" / Text(48),
    "status" / Flags(U16, UserFlag),
    "hash_sz" / U16,
    "hash" / Secret(Bytes(18)),
    Padding(2),
    Padding(64),
)
LOGIN_EXT = Struct("handle" / U32, "ngroups" / S32, Padding(128), "payload" / Array(U32))
SHARE_REQUEST = Struct("handle" / U32, "share_name" / Text(64), Padding(64))
SHARE = Struct(
    "handle" / U32,
    "flags" / Flags(U32, ShareFlag),
    "create_mask" / U16,
    "directory_mask" / U16,
    "force_create_mode" / U16,
    "force_directory_mode" / U16,
    "force_uid" / Shown(U16, "uid"),
    "force_gid" / Shown(U16, "gid"),
    "share_name" / Text(64),
    Padding(444),
    "payload_sz" / U32,
    "veto_list_sz" / U32,
    "payload" / Payload,
)
TREE_REQUEST = Struct(
    "handle" / U32,
    "account_flags" / Flags(U16, UserFlag),
    "flags" / Flags(U16, TreeRequestFlag),
    "session_id" / Hex(U64),
    "connect_id" / Hex(U64),
    "account" / Text(48),
    "share" / Text(64),
    "peer_addr" / Text(64),
    Padding(64),
)
TREE = Struct(
    "handle" / U32,
    "status" / Enum(U16, TreeStatus),
    "connection_flags" / Flags(U16, TreeFlag),
    Padding(64),
)
DISCONNECT = Struct("session_id" / Hex(U64), "connect_id" / Hex(U64), Padding(64))
LOGOUT = Struct("account" / Text(48), "account_flags" / Flags(U32, UserFlag), Padding(64))
RPC = Struct(
    "handle" / U32,
    "flags" / Flags(U32, RpcFlag),
    "payload_sz" / U32,
    "payload" / Binary,
)
RPC_RESPONSE = Struct(
    "handle" / U32,
    "flags" / Enum(U32, RpcStatus),
    "payload_sz" / U32,
    "payload" / Binary,
)
SPNEGO_REQUEST = Struct("handle" / U32, "spnego_blob_len" / U16, "spnego_blob" / Binary)
SPNEGO = Struct(
    "handle" / U32,
    "login_response" / Struct(*LOGIN),
    "session_key_len" / U16,
    "spnego_blob_len" / U16,
    "payload" / Secret(Binary),
)
ATTRS = Attrs(
    "KSMBD_EVENT",
    {
        1: "heartbeat_request" / HEARTBEAT,
        2: "starting_up" / STARTUP,
        3: "shutting_down" / SHUTDOWN,
        4: "login_request" / LOGIN_REQUEST,
        5: "login_response" / Struct(*LOGIN),
        6: "share_config_request" / SHARE_REQUEST,
        7: "share_config_response" / SHARE,
        8: "tree_connect_request" / TREE_REQUEST,
        9: "tree_connect_response" / TREE,
        10: "tree_disconnect_request" / DISCONNECT,
        11: "logout_request" / LOGOUT,
        12: "rpc_request" / RPC,
        13: "rpc_response" / RPC_RESPONSE,
        14: "spnego_authen_request" / SPNEGO_REQUEST,
        15: "spnego_authen_response" / SPNEGO,
        16: "login_request_ext" / LOGIN_REQUEST,
        17: "login_response_ext" / LOGIN_EXT,
    },
)

FAMILY = Genl(
    "SMBD_GENL",
    Event,
    attrs=ATTRS,
    info=(
        "{starting_up.netbios_name} {starting_up.min_prot}..{starting_up.max_prot}",
        "port {starting_up.tcp_port}",
        "account {login_request.account!q}",
        "account {login_response.account!q}",
        "uid {login_response.uid}",
        "{login_response.status}",
        "share {share_config_request.share_name!q}",
        "share {share_config_response.share_name!q}",
        "{share_config_response.flags}",
        "share {tree_connect_request.share!q} account {tree_connect_request.account!q}",
        "from {tree_connect_request.peer_addr}",
        "{tree_connect_response.status}",
        "{tree_connect_response.connection_flags}",
        "session {tree_disconnect_request.session_id:#x}",
        "account {logout_request.account!q}",
        "{rpc_request.flags}",
        "{rpc_request.payload_sz} bytes",
        "{rpc_response.flags}",
        "{rpc_response.payload_sz} bytes",
        "{spnego_authen_response.login_response.status}",
        "account {login_request_ext.account!q}",
        "groups {login_response_ext.ngroups}",
    ),
)
