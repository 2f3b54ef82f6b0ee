"""Rings (MRP) and continuity checks (CFM) of bridges: IFLA_BRIDGE_MRP_*, _CFM_*.

Sources: include/uapi/linux/{if_bridge,mrp_bridge,cfm_bridge}.h.
"""

from nlscope.spec import (
    U8,
    U16,
    U32,
    Attrs,
    Binary,
    Constants,
    Enum,
    Mac,
    Multi,
    Nest,
    Unit,
)


class RingRole(Constants, prefix="BR_MRP_RING_ROLE"):
    DISABLED = 0
    MRC = 1
    MRM = 2
    MRA = 3


class InRole(Constants, prefix="BR_MRP_IN_ROLE"):
    DISABLED = 0
    MIC = 1
    MIM = 2


class RingState(Constants, prefix="BR_MRP_RING_STATE"):
    OPEN = 0
    CLOSED = 1


class InState(Constants, prefix="BR_MRP_IN_STATE"):
    OPEN = 0
    CLOSED = 1


class PortState(Constants, prefix="BR_MRP_PORT_STATE"):
    DISABLED = 0
    BLOCKED = 1
    FORWARDING = 2
    NOT_CONNECTED = 3


class PortRole(Constants, prefix="BR_MRP_PORT_ROLE"):
    PRIMARY = 0
    SECONDARY = 1
    INTER = 2


class Domain(Constants, prefix="BR_CFM"):
    PORT = 0
    VLAN = 1


class Direction(Constants, prefix="BR_CFM_MEP_DIRECTION"):
    DOWN = 0
    UP = 1


CcmInterval = Constants.make(
    "BR_CFM_CCM_INTERVAL",
    {
        0: "NONE",
        1: "3_3_MS",
        2: "10_MS",
        3: "100_MS",
        4: "1_SEC",
        5: "10_SEC",
        6: "1_MIN",
        7: "10_MIN",
    },
)
IFINDEX = Unit(U32, "ifindex")
US = Unit(U32, "us")

INSTANCE = Attrs(
    "IFLA_BRIDGE_MRP_INSTANCE",
    {
        1: "ring_id" / U32,
        2: "p_ifindex" / IFINDEX,
        3: "s_ifindex" / IFINDEX,
        4: "prio" / U16,
    },
)
START_TEST = Attrs(
    "IFLA_BRIDGE_MRP_START_TEST",
    {
        1: "ring_id" / U32,
        2: "interval" / US,
        3: "max_miss" / U32,
        4: "period" / US,
        5: "monitor" / U32,
    },
)
START_IN_TEST = Attrs(
    "IFLA_BRIDGE_MRP_START_IN_TEST",
    {1: "in_id" / U32, 2: "interval" / US, 3: "max_miss" / U32, 4: "period" / US},
)
MRP_INFO = Attrs(
    "IFLA_BRIDGE_MRP_INFO",
    {
        1: "ring_id" / U32,
        2: "p_ifindex" / IFINDEX,
        3: "s_ifindex" / IFINDEX,
        4: "prio" / U16,
        5: "ring_state" / Enum(U32, RingState),
        6: "ring_role" / Enum(U32, RingRole),
        7: "test_interval" / US,
        8: "test_max_miss" / U32,
        9: "test_monitor" / U32,
        10: "i_ifindex" / IFINDEX,
        11: "in_state" / Enum(U32, InState),
        12: "in_role" / Enum(U32, InRole),
        13: "in_test_interval" / US,
        14: "in_test_max_miss" / U32,
    },
)
IN_ROLE = Attrs(
    "IFLA_BRIDGE_MRP_IN_ROLE",
    {
        1: "ring_id" / U32,
        2: "in_id" / U16,
        3: "role" / Enum(U32, InRole),
        4: "i_ifindex" / IFINDEX,
    },
)
PORT_STATE = Attrs("IFLA_BRIDGE_MRP_PORT_STATE", {1: "state" / Enum(U32, PortState)})
PORT_ROLE = Attrs("IFLA_BRIDGE_MRP_PORT_ROLE", {1: "role" / Enum(U32, PortRole)})
RING_STATE = Attrs(
    "IFLA_BRIDGE_MRP_RING_STATE", {1: "ring_id" / U32, 2: "state" / Enum(U32, RingState)}
)
RING_ROLE = Attrs(
    "IFLA_BRIDGE_MRP_RING_ROLE", {1: "ring_id" / U32, 2: "role" / Enum(U32, RingRole)}
)
IN_STATE = Attrs(
    "IFLA_BRIDGE_MRP_IN_STATE", {1: "in_id" / U32, 2: "state" / Enum(U32, InState)}
)
MRP = Attrs(
    "IFLA_BRIDGE_MRP",
    {
        1: "instance" / Nest(INSTANCE),
        2: "port_state" / Nest(PORT_STATE),
        3: "port_role" / Nest(PORT_ROLE),
        4: "ring_state" / Nest(RING_STATE),
        5: "ring_role" / Nest(RING_ROLE),
        6: "start_test" / Nest(START_TEST),
        7: "info" / Multi(Nest(MRP_INFO)),
        8: "in_role" / Nest(IN_ROLE),
        9: "in_state" / Nest(IN_STATE),
        10: "start_in_test" / Nest(START_IN_TEST),
    },
)

MEP_CREATE = Attrs(
    "IFLA_BRIDGE_CFM_MEP_CREATE",
    {
        1: "instance" / U32,
        2: "domain" / Enum(U32, Domain),
        3: "direction" / Enum(U32, Direction),
        4: "ifindex" / IFINDEX,
    },
)
MEP_DELETE = Attrs("IFLA_BRIDGE_CFM_MEP_DELETE", {1: "instance" / U32})
MEP_CONFIG = Attrs(
    "IFLA_BRIDGE_CFM_MEP_CONFIG",
    {1: "instance" / U32, 2: "unicast_mac" / Mac, 3: "mdlevel" / U32, 4: "mepid" / U32},
)
CC_CONFIG = Attrs(
    "IFLA_BRIDGE_CFM_CC_CONFIG",
    {
        1: "instance" / U32,
        2: "enable" / U32,
        3: "exp_interval" / Enum(U32, CcmInterval),
        4: "exp_maid" / Binary,
    },
)
PEER_MEP = Attrs(
    "IFLA_BRIDGE_CFM_CC_PEER_MEP",
    {1: "instance" / U32, 2: "mepid" / U32},
    irregular={"mepid": "IFLA_BRIDGE_CFM_CC_PEER_MEPID"},
)
RDI = Attrs("IFLA_BRIDGE_CFM_CC_RDI", {1: "instance" / U32, 2: "rdi" / U32})
CCM_TX = Attrs(
    "IFLA_BRIDGE_CFM_CC_CCM_TX",
    {
        1: "instance" / U32,
        2: "dmac" / Mac,
        3: "seq_no_update" / U32,
        4: "period" / Unit(U32, "s"),
        5: "if_tlv" / U32,
        6: "if_tlv_value" / U8,
        7: "port_tlv" / U32,
        8: "port_tlv_value" / U8,
    },
)
MEP_STATUS = Attrs(
    "IFLA_BRIDGE_CFM_MEP_STATUS",
    {
        1: "instance" / U32,
        2: "opcode_unexp_seen" / U32,
        3: "version_unexp_seen" / U32,
        4: "rx_level_low_seen" / U32,
    },
)
PEER_STATUS = Attrs(
    "IFLA_BRIDGE_CFM_CC_PEER_STATUS",
    {
        1: "instance" / U32,
        2: "peer_mepid" / U32,
        3: "ccm_defect" / U32,
        4: "rdi" / U32,
        5: "port_tlv_value" / U8,
        6: "if_tlv_value" / U8,
        7: "seen" / U32,
        8: "tlv_seen" / U32,
        9: "seq_unexp_seen" / U32,
    },
)
CFM = Attrs(
    "IFLA_BRIDGE_CFM",
    {
        1: "mep_create" / Nest(MEP_CREATE),
        2: "mep_delete" / Nest(MEP_DELETE),
        3: "mep_config" / Nest(MEP_CONFIG),
        4: "cc_config" / Nest(CC_CONFIG),
        5: "cc_peer_mep_add" / Nest(PEER_MEP),
        6: "cc_peer_mep_remove" / Nest(PEER_MEP),
        7: "cc_rdi" / Nest(RDI),
        8: "cc_ccm_tx" / Nest(CCM_TX),
        9: "mep_create_info" / Multi(Nest(MEP_CREATE)),
        10: "mep_config_info" / Multi(Nest(MEP_CONFIG)),
        11: "cc_config_info" / Multi(Nest(CC_CONFIG)),
        12: "cc_rdi_info" / Multi(Nest(RDI)),
        13: "cc_ccm_tx_info" / Multi(Nest(CCM_TX)),
        14: "cc_peer_mep_info" / Multi(Nest(PEER_MEP)),
        15: "mep_status_info" / Multi(Nest(MEP_STATUS)),
        16: "cc_peer_status_info" / Multi(Nest(PEER_STATUS)),
    },
)
