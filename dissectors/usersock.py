"""USERSOCK, between processes: whatever they agree on (include/uapi/linux/netlink.h)."""

from nlscope.spec import USERSOCK, Payload, Raw

FAMILY = Raw("usersock", USERSOCK, "text" / Payload, errors=False)
