"""cifs, witness protocol of SMB shares (include/uapi/linux/cifs/cifs_netlink.h)."""

from nlscope.spec import U32, Attrs, Constants, Enum, Flag, Genl, Secret, Str
from nlscope.spec.sockaddr import SockStorage


class Cmd(Constants, prefix="CIFS_GENL_CMD"):
    SWN_REGISTER = 1
    SWN_UNREGISTER = 2
    SWN_NOTIFY = 3


class Notification(Constants, prefix="CIFS_SWN_NOTIFICATION"):
    RESOURCE_CHANGE = 1
    CLIENT_MOVE = 2
    SHARE_MOVE = 3
    IP_CHANGE = 4


class ResourceState(Constants, prefix="CIFS_SWN_RESOURCE_STATE"):
    UNKNOWN = 0
    AVAILABLE = 1
    UNAVAILABLE = 255


ATTRS = Attrs(
    "CIFS_GENL_ATTR",
    {
        1: "swn_registration_id" / U32,
        2: "swn_net_name" / Str,
        3: "swn_share_name" / Str,
        4: "swn_ip" / SockStorage,
        5: "swn_net_name_notify" / Flag,
        6: "swn_share_name_notify" / Flag,
        7: "swn_ip_notify" / Flag,
        8: "swn_krb_auth" / Flag,
        9: "swn_user_name" / Str,
        10: "swn_password" / Secret(Str),
        11: "swn_domain_name" / Str,
        12: "swn_notification_type" / Enum(U32, Notification),
        13: "swn_resource_state" / Enum(U32, ResourceState),
        14: "swn_resource_name" / Str,
    },
)

FAMILY = Genl(
    "cifs",
    Cmd,
    attrs=ATTRS,
    groups=("cifs_mcgrp_swn",),
    info=(
        "registration {swn_registration_id}",
        "{swn_notification_type}",
        "net {swn_net_name}",
        "share {swn_share_name}",
        "ip {swn_ip}",
        "user {swn_user_name}|{swn_krb_auth?krb5}",
        "resource {swn_resource_name}",
        "{swn_resource_state}",
    ),
)
