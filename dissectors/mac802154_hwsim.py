"""MAC802154_HWSIM, simulated 802.15.4 radios (mac802154_hwsim.h of the driver)."""

from nlscope.spec import U8, U32, Attrs, Constants, Genl, Multi, Nest


class Cmd(Constants, prefix="MAC802154_HWSIM_CMD"):
    GET_RADIO = 1
    SET_RADIO = 2
    NEW_RADIO = 3
    DEL_RADIO = 4
    GET_EDGE = 5
    SET_EDGE = 6
    DEL_EDGE = 7
    NEW_EDGE = 8


EDGE = Attrs("MAC802154_HWSIM_EDGE_ATTR", {1: "endpoint_id" / U32, 2: "lqi" / U8})
EDGES = Attrs("MAC802154_HWSIM_ATTR", {2: "radio_edge" / Multi(Nest(EDGE))})
ATTRS = Attrs(
    "MAC802154_HWSIM_ATTR",
    {1: "radio_id" / U32, 2: "radio_edge" / Nest(EDGE), 3: "radio_edges" / Nest(EDGES)},
)

FAMILY = Genl(
    "MAC802154_HWSIM",
    Cmd,
    attrs=ATTRS,
    groups=("config",),
    info=(
        "radio {radio_id}",
        "to {radio_edge.endpoint_id}|to {radio_edges.radio_edge.endpoint_id}",
        "lqi {radio_edge.lqi}|lqi {radio_edges.radio_edge.lqi}",
    ),
)
