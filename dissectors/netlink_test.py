"""netlink_test, raw text on the private unit 30 (kmod/netlink_test.c)."""

from nlscope.spec import Payload, Raw

FAMILY = Raw("netlink_test", 30, "text" / Payload, errors=False)
