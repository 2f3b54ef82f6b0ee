"""acpi_event, ACPI's buttons, batteries and adapters (drivers/acpi/event.c)."""

from nlscope.spec import U32, Attrs, Constants, Genl, Hex, Padding, Struct, Text


class Cmd(Constants, prefix="ACPI_GENL_CMD"):
    EVENT = 1


EVENT = Struct(
    "device_class" / Text(20),
    "bus_id" / Text(15),
    Padding(1),
    "type" / Hex(U32),
    "data" / Hex(U32),
)
ATTRS = Attrs("ACPI_GENL_ATTR", {1: "event" / EVENT})

FAMILY = Genl(
    "acpi_event",
    Cmd,
    attrs=ATTRS,
    groups=("acpi_mc_group",),
    info=("{event.device_class} {event.bus_id} {event.type:08x} {event.data:08x}",),
)
