"""Multicast addresses that interfaces listen to (include/uapi/linux/if_addr.h).

Notifications (RTM_NEWMULTICAST, RTM_DELMULTICAST) are of kernel 6.14.
"""

from dissectors._rtnl_cacheinfo import IFADDRMSG, RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from dissectors.rt_addr import ATTRS
from nlscope.spec import Constants, Route


class Rtm(Constants, prefix="RTM"):
    NEWMULTICAST = 56
    DELMULTICAST = 57
    GETMULTICAST = 58


FAMILY = Route(
    "multicast",
    Rtm,
    header=IFADDRMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info=("{multicast}|{rtgen_family}", "dev {ifa_index}"),
)
