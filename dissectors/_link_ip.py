"""What IPv4, IPv6 and MCTP add to a link (IFLA_AF_SPEC in include/uapi/linux/if_link.h).

The settings are arrays from the kernel; IPv4 takes them as attributes. Their names are in
include/uapi/linux/{ip,ipv6}.h, those of the counters in include/uapi/linux/snmp.h.
"""

from nlscope.spec import (
    S32,
    U8,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    IPv6,
    Nest,
    Struct,
    Unit,
)

_IPV4_CONF = (
    *("forwarding", "mc_forwarding", "proxy_arp", "accept_redirects"),
    *("secure_redirects", "send_redirects", "shared_media", "rp_filter"),
    *("accept_source_route", "bootp_relay", "log_martians", "tag", "arpfilter"),
    *("medium_id", "noxfrm", "nopolicy", "force_igmp_version", "arp_announce"),
    *("arp_ignore", "promote_secondaries", "arp_accept", "arp_notify"),
    *("accept_local", "src_vmark", "proxy_arp_pvlan", "route_localnet"),
    "igmpv2_unsolicited_report_interval",
    "igmpv3_unsolicited_report_interval",
    "ignore_routes_with_linkdown",
    "drop_unicast_in_l2_multicast",
    *("drop_gratuitous_arp", "bc_forwarding", "arp_evict_nocarrier"),
)
_IPV6_CONF = (
    *("forwarding", "hoplimit", "mtu6", "accept_ra", "accept_redirects", "autoconf"),
    *("dad_transmits", "rtr_solicits", "rtr_solicit_interval", "rtr_solicit_delay"),
    *("use_tempaddr", "temp_valid_lft", "temp_prefered_lft", "regen_max_retry"),
    *("max_desync_factor", "max_addresses", "force_mld_version", "accept_ra_defrtr"),
    *("accept_ra_pinfo", "accept_ra_rtr_pref", "rtr_probe_interval"),
    *("accept_ra_rt_info_max_plen", "proxy_ndp", "optimistic_dad"),
    *("accept_source_route", "mc_forwarding", "disable_ipv6", "accept_dad"),
    *("force_tllao", "ndisc_notify", "mldv1_unsolicited_report_interval"),
    *("mldv2_unsolicited_report_interval", "suppress_frag_ndisc"),
    *("accept_ra_from_local", "use_optimistic", "accept_ra_mtu", "stable_secret"),
    *("use_oif_addrs_only", "accept_ra_min_hop_limit"),
    *("ignore_routes_with_linkdown", "drop_unicast_in_l2_multicast"),
    *("drop_unsolicited_na", "keep_addr_on_down", "rtr_solicit_max_interval"),
    *("seg6_enabled", "seg6_require_hmac", "enhanced_dad", "addr_gen_mode"),
    *("disable_policy", "accept_ra_rt_info_min_plen", "ndisc_tclass"),
    *("rpl_seg_enabled", "ra_defrtr_metric", "ioam6_enabled", "ioam6_id"),
    *("ioam6_id_wide", "ndisc_evict_nocarrier", "accept_untracked_na"),
    *("accept_ra_min_lft", "force_forwarding"),
)
_IPV6_STATS = (
    *("num", "inpkts", "inoctets", "indelivers", "outforwdatagrams", "outpkts"),
    *("outoctets", "inhdrerrors", "intoobigerrors", "innoroutes", "inaddrerrors"),
    *("inunknownprotos", "intruncatedpkts", "indiscards", "outdiscards"),
    *("outnoroutes", "reasmtimeout", "reasmreqds", "reasmoks", "reasmfails"),
    *("fragoks", "fragfails", "fragcreates", "inmcastpkts", "outmcastpkts"),
    *("inbcastpkts", "outbcastpkts", "inmcastoctets", "outmcastoctets"),
    *("inbcastoctets", "outbcastoctets", "csumerrors", "noectpkts", "ect1pkts"),
    *("ect0pkts", "cepkts", "reasm_overlaps"),
)
_ICMP6_STATS = (
    *("num", "inmsgs", "inerrors", "outmsgs", "outerrors", "csumerrors"),
    "ratelimithost",
)
Ipv4Conf = Constants.make("", dict(enumerate(_IPV4_CONF)))
Ipv6Conf = Constants.make("", dict(enumerate(_IPV6_CONF)))
Ipv6Stats = Constants.make("", dict(enumerate(_IPV6_STATS)))
Icmp6Stats = Constants.make("", dict(enumerate(_ICMP6_STATS)))


class InterfaceFlag(Constants, prefix="IF"):  # include/net/if_inet6.h
    RS_SENT = 0x10
    RA_RCVD = 0x20
    RA_MANAGED = 0x40
    RA_OTHERCONF = 0x80
    READY = 0x80000000


class AddrGenMode(Constants, prefix="IN6_ADDR_GEN_MODE"):
    EUI64 = 0
    NONE = 1
    STABLE_PRIVACY = 2
    RANDOM = 3


class MctpBinding(Constants, prefix="MCTP_PHYS_BINDING"):  # include/net/mctpdevice.h
    UNSPEC = 0
    SMBUS = 1
    PCIE_VDM = 2
    USB = 3
    KCS = 4
    SERIAL = 5
    I3C = 6
    MMBI = 7
    PCC = 8
    UCIE = 9
    VENDOR = 255


CACHEINFO = Struct(
    "max_reasm_len" / U32,
    "tstamp" / Unit(U32, "cs") * "last update, 1/100 s after boot",
    "reachable_time" / Unit(U32, "ms"),
    "retrans_time" / Unit(U32, "ms"),
)
INET = Attrs("IFLA_INET", {1: "conf" / Array(S32, index=Ipv4Conf)})
INET6 = Attrs(
    "IFLA_INET6",
    {
        1: "flags" / Flags(U32, InterfaceFlag),
        2: "conf" / Array(S32, index=Ipv6Conf),
        3: "stats" / Array(U64, index=Ipv6Stats),
        4: "mcast" / Binary * "never used",
        5: "cacheinfo" / CACHEINFO,
        6: "icmp6stats" / Array(U64, index=Icmp6Stats),
        7: "token" / IPv6,
        8: "addr_gen_mode" / Enum(U8, AddrGenMode),
        9: "ra_mtu" / U32 * "MTU that a router advertised",
    },
)
MCTP = Attrs("IFLA_MCTP", {1: "net" / U32, 2: "phys_binding" / Enum(U8, MctpBinding)})
AF_SPEC = Attrs(
    "AF", {2: "inet" / Nest(INET), 10: "inet6" / Nest(INET6), 45: "mctp" / Nest(MCTP)}
)

INET_CONF = Attrs("IPV4_DEVCONF", {n: name / U32 for n, name in enumerate(_IPV4_CONF, 1)})
INET_REQUEST = Attrs("IFLA_INET", {1: "conf" / Nest(INET_CONF)})
AF_SPEC_REQUEST = Attrs("AF", {**AF_SPEC.entries, 2: "inet" / Nest(INET_REQUEST)})
