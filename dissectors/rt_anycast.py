"""IPv6 anycast addresses of interfaces (include/uapi/linux/if_addr.h).

Notifications (RTM_NEWANYCAST, RTM_DELANYCAST) are of kernel 6.14.
"""

from dissectors._rtnl_cacheinfo import IFADDRMSG, RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from dissectors.rt_addr import ATTRS
from nlscope.spec import Constants, Route


class Rtm(Constants, prefix="RTM"):
    NEWANYCAST = 60
    DELANYCAST = 61
    GETANYCAST = 62


FAMILY = Route(
    "anycast",
    Rtm,
    header=IFADDRMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info=("{anycast}|{rtgen_family}", "dev {ifa_index}"),
)
