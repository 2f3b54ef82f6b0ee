"""Bonds and their slaves: IFLA_BOND_* (include/uapi/linux/{if_link,if_bonding}.h).

Also include/net/{bond_options,bond_3ad,bonding}.h for what the numbers stand for.
"""

from nlscope.spec import (
    S32,
    U8,
    U16,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    Indexed,
    IPv4,
    IPv6,
    Mac,
    Nest,
    Unit,
)

Mode = Constants.make(
    "BOND_MODE",
    {
        0: "ROUNDROBIN",
        1: "ACTIVEBACKUP",
        2: "XOR",
        3: "BROADCAST",
        4: "8023AD",
        5: "TLB",
        6: "ALB",
    },
)


class ArpValidate(Constants, prefix="BOND_ARP_VALIDATE"):
    NONE = 0
    ACTIVE = 1
    BACKUP = 2
    ALL = 3
    FILTER = 4
    FILTER_ACTIVE = 5
    FILTER_BACKUP = 6


ArpValidate.irregular = {
    "FILTER": "BOND_ARP_FILTER",
    "FILTER_ACTIVE": "BOND_ARP_FILTER_ACTIVE",
    "FILTER_BACKUP": "BOND_ARP_FILTER_BACKUP",
}


class ArpTargets(Constants, prefix="BOND_ARP_TARGETS"):
    ANY = 0
    ALL = 1


class Reselect(Constants, prefix="BOND_PRI_RESELECT"):
    ALWAYS = 0
    BETTER = 1
    FAILURE = 2


class FailOverMac(Constants, prefix="BOND_FOM"):
    NONE = 0
    ACTIVE = 1
    FOLLOW = 2


class XmitPolicy(Constants, prefix="BOND_XMIT_POLICY"):
    LAYER2 = 0
    LAYER34 = 1
    LAYER23 = 2
    ENCAP23 = 3
    ENCAP34 = 4
    VLAN_SRCMAC = 5


class LacpRate(Constants, prefix="AD_LACP"):
    SLOW = 0
    FAST = 1


class AdSelect(Constants, prefix="BOND_AD"):
    STABLE = 0
    BANDWIDTH = 1
    COUNT = 2
    PRIO = 3


class SlaveState(Constants, prefix="BOND_STATE"):
    ACTIVE = 0
    BACKUP = 1


class LinkState(Constants, prefix="BOND_LINK"):
    UP = 0
    FAIL = 1
    DOWN = 2
    BACK = 3


class PortState(Constants, prefix="LACP_STATE"):
    LACP_ACTIVITY = 0x01
    LACP_TIMEOUT = 0x02
    AGGREGATION = 0x04
    SYNCHRONIZATION = 0x08
    COLLECTING = 0x10
    DISTRIBUTING = 0x20
    DEFAULTED = 0x40
    EXPIRED = 0x80


class Churn(Constants, prefix="AD"):
    CHURN_MONITOR = 0
    CHURN = 1
    NO_CHURN = 2


AD_INFO = Attrs(
    "IFLA_BOND_AD_INFO",
    {
        1: "aggregator" / U16,
        2: "num_ports" / U16,
        3: "actor_key" / U16,
        4: "partner_key" / U16,
        5: "partner_mac" / Mac,
    },
)
BOND = Attrs(
    "IFLA_BOND",
    {
        1: "mode" / Enum(U8, Mode),
        2: "active_slave" / Unit(U32, "ifindex"),
        3: "miimon" / Unit(U32, "ms"),
        4: "updelay" / Unit(U32, "ms"),
        5: "downdelay" / Unit(U32, "ms"),
        6: "use_carrier" / U8,
        7: "arp_interval" / Unit(U32, "ms"),
        8: "arp_ip_target" / Indexed(IPv4),
        9: "arp_validate" / Enum(U32, ArpValidate),
        10: "arp_all_targets" / Enum(U32, ArpTargets),
        11: "primary" / Unit(U32, "ifindex"),
        12: "primary_reselect" / Enum(U8, Reselect),
        13: "fail_over_mac" / Enum(U8, FailOverMac),
        14: "xmit_hash_policy" / Enum(U8, XmitPolicy),
        15: "resend_igmp" / U32,
        16: "num_peer_notif" / U8,
        17: "all_slaves_active" / U8,
        18: "min_links" / U32,
        19: "lp_interval" / Unit(U32, "s") * "between learning packets",
        20: "packets_per_slave" / U32,
        21: "ad_lacp_rate" / Enum(U8, LacpRate),
        22: "ad_select" / Enum(U8, AdSelect),
        23: "ad_info" / Nest(AD_INFO),
        24: "ad_actor_sys_prio" / U16,
        25: "ad_user_port_key" / U16,
        26: "ad_actor_system" / Mac,
        27: "tlb_dynamic_lb" / U8,
        28: "peer_notif_delay" / Unit(U32, "ms"),
        29: "ad_lacp_active" / U8,
        30: "missed_max" / U8 * "ARP or NS probes lost before a slave is down",
        31: "ns_ip6_target" / Indexed(IPv6),
        32: "coupled_control" / U8,
        33: "broadcast_neigh" / U8,
        34: "lacp_strict" / U8,
    },
)
BOND_SLAVE = Attrs(
    "IFLA_BOND_SLAVE",
    {
        1: "state" / Enum(U8, SlaveState),
        2: "mii_status" / Enum(U8, LinkState),
        3: "link_failure_count" / U32,
        4: "perm_hwaddr" / Mac,
        5: "queue_id" / U16,
        6: "ad_aggregator_id" / U16,
        7: "ad_actor_oper_port_state" / Flags(U8, PortState),
        8: "ad_partner_oper_port_state" / Flags(U16, PortState),
        9: "prio" / S32,
        10: "actor_port_prio" / U16,
        11: "ad_churn_actor_state" / Enum(U8, Churn),
        12: "ad_churn_partner_state" / Enum(U8, Churn),
    },
)
