"""pmcraid, events of PMC-Sierra RAID adapters (drivers/scsi/pmcraid.h, pmcraid.c).

The event's data is a message of the adapter, little-endian, or its new state.
"""

from nlscope.spec import U32, Attrs, Binary, Constants, Genl, Hex, Padding, Struct


class Cmd(Constants, prefix="PMCRAID_AEN_CMD"):
    EVENT = 1


MSG = Struct("hostno" / Hex(U32), "length" / U32, Padding(8), "data" / Binary)
ATTRS = Attrs("PMCRAID_AEN_ATTR", {1: "event" / MSG})

FAMILY = Genl(
    "pmcraid",
    Cmd,
    id=18,
    attrs=ATTRS,
    groups=("events",),
    info=("host {event.hostno:#x}", "{event.length} bytes"),
)
