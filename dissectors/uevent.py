"""Uevents of the kernel and of udev (lib/kobject_uevent.c; libudev of systemd)."""

from nlscope.spec import Constants, Raw
from nlscope.spec.uevent import Uevent

KOBJECT_UEVENT = 15

FAMILY = Raw(
    "uevent",
    KOBJECT_UEVENT,
    "uevent" / Uevent,
    commands=Constants.make("", {0: "uevent"}),
    errors=False,
    groups=("kernel", "udev"),
    info=(
        "{uevent.ACTION} {uevent.DEVPATH}|{uevent.header}|{uevent}",
        "SUBSYSTEM={uevent.SUBSYSTEM}",
        "DRIVER={uevent.DRIVER}",
    ),
)
