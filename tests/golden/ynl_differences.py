"""Where built-in tables and the specs of Linux 7.2 differ, and why ours stay as they are.

A line is: place, what differs, as fnmatch patterns. Places are prefix and attribute.
"""

from __future__ import annotations

from collections.abc import Mapping

EXPLAINED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "the uapi header has our numbers: the spec leaves out a pad, or another attribute": (
        ("NFTA_CHAIN *", "*"),  # NFTA_CHAIN_PAD is 9
        ("NFTA_RULE *", "*"),  # NFTA_RULE_PAD is 8
        ("NFTA_LOOKUP *", "name"),  # NFTA_LOOKUP_SREG is 2
        ("NFTA_FIB result *", "value name"),  # NFT_FIB_RESULT_UNSPEC is 0
        ("CTA_NAT *", "*"),  # CTA_NAT_PROTO is 3
        ("NL_POLICY_TYPE_ATTR *", "*"),  # NL_POLICY_TYPE_ATTR_PAD is 11
        ("OVS_ACTION_ATTR drop", "*"),  # 24, OVS_ACTION_ATTR_PSAMPLE is 25
        ("ETHTOOL_A_CABLE_*", "*"),  # the spec has the sets of the plain cable test
        ("TCA_FLOWER_KEY_MPLS_OPTS *", "*"),  # a nest of TCA_FLOWER_KEY_MPLS_OPTS_LSE
        ("IFLA_NETKIT *", "value name"),  # enum netkit_action
        ("ETHTOOL_A_MODULE_FW_FLASH status *", "value*"),  # from 1, uapi/linux/ethtool.h
        ("ETHTOOL_A c33_pse_ext_state *", "value name"),  # PD_DLL_POWER_TYPE is 7
    ),
    "the uapi header spells it as we do": (
        ("link * header ifi_flags *", "value name"),  # IFF_POINTOPOINT
        ("DEVLINK_PORT_FN_ATTR caps *", "value name"),  # DEVLINK_PORT_FN_CAP_ROCE
        ("DEVLINK_ATTR flash_update_overwrite_mask *", "value name"),
        ("CTA status* SEQ_ADJUST", "value name"),  # IPS_SEQ_ADJUST
        ("CTA_PROTOINFO_TCP flags_*", "value name"),  # IP_CT_TCP_FLAG_*
        ("CTA_PROTOINFO_SCTP state *", "value name"),  # SCTP_CONNTRACK_CLOSED
        ("CTA_COUNTERS *32", "name"),  # CTA_COUNTERS32_PACKETS
        ("conntrack GET_STATS", "command"),  # IPCTNL_MSG_CT_GET_STATS_CPU
        ("NL80211_ATTR supported_commands *", "value*"),
        ("NL80211_ATTR feature_flags *", "value*"),  # bit 13 is reserved
        ("TCP_METRIC reordering", "name"),  # on the wire one more than the header
        ("NFTA_HOOK hooknum", "name"),
        ("NFTA_FLOW table_name", "name"),
        ("NFTA_CT key ID", "value name"),
        ("NFTA_META key L4PROTO", "value name"),
        ("NFTA_PAYLOAD base LL_HEADER", "value name"),
        ("NFTA_LOOKUP flags INV", "value name"),
        ("NFTA_QUOTA flags INV", "value name"),
        ("TCA_FLOWER flags NOT_IN_HW", "value name"),
        ("TCA_FLOWER key_*flags* *", "value name"),  # TCA_FLOWER_KEY_FLAGS_*
        ("TCA* packets_in_?", "member name"),  # struct tc_dualpi2_xstats
        ("TCA* step_marks", "member name"),
        ("OVS_KEY_ATTR icmpv6 *", "member name"),  # struct ovs_key_icmpv6
        ("MPTCP_PM_ATTR addr", "constant"),  # MPTCP_PM_ENDPOINT_ADDR has its number
        ("DPLL_A_PIN id", "constant"),  # in IFLA_DPLL_PIN it is DPLL_A_PIN_ID
        ("TCA_TAPRIO_ATTR pad", "constant"),  # TCA_TAPRIO_PAD
    ),
    "the kernel's code has our type": (
        ("CTA timestamp", "type"),  # a nest of CTA_TIMESTAMP_START and _STOP
        ("NFTA_SET_ELEM_LIST elements", "type"),  # a list of NFTA_LIST_ELEM
        ("NFTA_SET_DESC concat", "repeats"),  # a nest of NFTA_LIST_ELEM
        ("NFTA_SET expr", "repeats"),  # one; several are NFTA_SET_EXPRESSIONS
        ("ETHTOOL_A_STRINGSET strings", "repeats"),  # a nest of ETHTOOL_A_STRINGS_STRING
        ("IFLA proto_down_reason", "type"),  # a nest of IFLA_PROTO_DOWN_REASON_*
        ("IFLA_OFFLOAD_XSTATS hw_s_info", "type"),  # a nest by the kind of statistics
        ("NL80211_ATTR mlo_ttlm_?link", "type"),  # u16[8]
        ("OVS_TUNNEL_ATTR *", "type"),  # u16 in host order; a nest of OVS_VXLAN_EXT_*
        ("RTA expires", "type"),  # u64 of multicast routes
        ("TCA_ETF parms flags", "type"),  # __u32
        ("NFSD_A_SVC_EXPORT xprtsec", "enum"),  # one mode in each that repeats
        ("DEVLINK_ATTR reload_limits*", "value*"),  # DEVLINK_RELOAD_LIMIT_*
    ),
    "a C struct has gaps and members that the spec does not": (
        ("TCA_HTB parms *", "member*"),  # struct tc_ratespec has u16, the spec u8
        ("TCA_TBF parms *", "member*"),
        ("TCA_POLICE tbf *", "member*"),
        ("TCA_U32 sel *", "member"),  # a byte before offmask; keys that follow
        ("TCA_U32 pcnt kcnts", "member"),  # an array to the end
        ("TCA_PEDIT parms *", "member"),  # keys that follow
        ("IFLA_VF ib_*_guid guid", "member"),  # a __u64, at 8
        ("IFLA_VF_VLAN info vlan_proto", "member"),  # a __be16
        ("OVS_ACTION_ATTR *_mpls *", "member"),  # mpls_ethertype is a __be16
        ("OVS_DP_ATTR megaflow_stats pad*", "member"),  # ours has them without a name
        ("tc * header info", "member"),  # ours has both halves, prio and protocol
    ),
    "in the spec one set has the attributes of several, ours are by message": (
        ("IFLA_STATS *", "*"),  # requests have IFLA_STATS_GET_FILTERS
        ("TCA_ETS *", "*"),  # inside TCA_ETS_QUANTA and TCA_ETS_PRIOMAP
        ("TCA_STATS 4", "missing"),  # of the spec's two kinds of statistics
        ("TCA* xstats of fq_codel *", "member*"),  # of a class, not of the qdisc
        ("TCA_STATS app of fq_codel *", "member*"),
        ("TCA xstats", "type"),  # of filters
        ("NL80211_WOWLAN_TRIG *", "*"),  # what a device can do has no events
        ("OVS_KEY_ATTR *", "*"),  # SET_MASKED holds value and mask
    ),
    "an answer has a name of its own in the kernel, *_NEW for *_GET": (
        ("devlink *_REPLY", "command"),
        ("nl80211 *_REPLY", "command"),
        ("nlctrl GETFAMILY_REPLY", "command"),
        ("conntrack GET_REPLY", "command"),
        ("nftables GETGEN_REPLY", "command"),
        ("neigh GETNEIGHTBL_REPLY", "command"),
        ("link GETSTATS_REPLY", "command"),
    ),
    "a qdisc's options begin with a struct, which attributes follow": (
        ("TCA options of *", "type"),
    ),
    "an interface's index is signed here, as in most of the kernel": (
        ("*ifindex", "type"),
        ("ETHTOOL_A_HEADER dev_index", "type"),
        ("NL80211_ATTR sta_vlan", "type"),
    ),
    "the kernel gives a number with a sign, nla_put_s32() or an int of its struct": (
        ("DEVLINK_ATTR netns_id", "type"),
        ("OVS_VPORT_ATTR netnsid", "type"),
        ("NL80211_ATTR wiphy_tx_power_level", "type"),
        ("NL80211_ATTR rx_signal_dbm", "type"),
        ("WGPEER_A last_handshake_time tv_*sec", "type"),  # struct __kernel_timespec
        ("IFLA_BOND_SLAVE prio", "type"),
        ("RTA cacheinfo rta_*", "type"),  # struct rta_cacheinfo
        ("FRA suppress_*", "type"),  # -1 for none
        ("TCA_CAKE overhead", "type"),
        ("TCA_FQ priomap bands", "type"),  # struct tc_prio_qopt
        ("TCA* of fq_codel *", "type"),  # struct tc_fq_codel_cl_stats
        ("TCA_POLICE result", "type"),  # tcfp_result is an int
        ("CTA_SEQADJ offset_*", "type"),
        ("NFTA_FLOWTABLE_HOOK priority", "type"),
    ),
    "the kernel gives it in network byte order": (
        ("CTA_COUNTERS *32", "type"),  # as all of conntrack
        ("NFTA_SET timeout", "type"),  # nla_put_be64()
        ("NFTA_SET id", "type"),
        ("NFTA_SET gc_interval", "type"),
        ("NFTA_SET_ELEM_LIST set_id", "type"),
        ("NFTA_NG dreg", "type"),  # nft_dump_register()
        ("IFLA_BR vlan_protocol", "type"),  # nla_put_be16()
        ("IFLA_BR* prio", "type"),  # struct ifla_bridge_id: two bytes, the higher first
        ("NDA port", "type"),  # nla_put_be16() in vxlan_core.c
        ("RTA ?port", "type"),
        ("FRA tun_id", "type"),
        ("TCA_VLAN push_vlan_protocol", "type"),  # nla_put_be16()
        ("TCA_TUNNEL_KEY enc_key_id", "type"),  # nla_put_be32(), of the spec's be64
        ("TCA_FLOWER_KEY_ENC_OPT_GENEVE class", "type"),
        ("TCA_FLOWER_KEY_ENC_OPT_ERSPAN index", "type"),
    ),
    "the kernel gives it in host byte order": (
        ("IFLA_IPTUN flags", "type"),  # nla_put_u32() in ip6_tunnel.c
        ("TCA_FLOWER key_*vlan_id", "type"),  # nla_put_u16()
        ("TCA_FLOWER key_mpls_label", "type"),  # nla_put_u32()
    ),
}
