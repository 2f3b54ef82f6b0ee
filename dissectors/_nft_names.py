"""The types that nft has for keys and values, and its names for values of them.

Sources: include/datatype.h of nft; `nft describe icmp_type` prints the names.
"""

from typing import ClassVar

from nlscope.spec import Constants

IcmpType = Constants.make(
    "",
    {
        0: "echo-reply",
        3: "destination-unreachable",
        4: "source-quench",
        5: "redirect",
        8: "echo-request",
        9: "router-advertisement",
        10: "router-solicitation",
        11: "time-exceeded",
        12: "parameter-problem",
        13: "timestamp-request",
        14: "timestamp-reply",
        15: "info-request",
        16: "info-reply",
        17: "address-mask-request",
        18: "address-mask-reply",
    },
)
IcmpCode = Constants.make(
    "",
    {
        0: "net-unreachable",
        1: "host-unreachable",
        2: "prot-unreachable",
        3: "port-unreachable",
        4: "frag-needed",
        9: "net-prohibited",
        10: "host-prohibited",
        13: "admin-prohibited",
    },
)
Icmpv6Type = Constants.make(
    "",
    {
        1: "destination-unreachable",
        2: "packet-too-big",
        3: "time-exceeded",
        4: "parameter-problem",
        128: "echo-request",
        129: "echo-reply",
        130: "mld-listener-query",
        131: "mld-listener-report",
        132: "mld-listener-done",
        133: "nd-router-solicit",
        134: "nd-router-advert",
        135: "nd-neighbor-solicit",
        136: "nd-neighbor-advert",
        137: "nd-redirect",
        138: "router-renumbering",
        141: "ind-neighbor-solicit",
        142: "ind-neighbor-advert",
        143: "mld2-listener-report",
    },
)
Icmpv6Code = Constants.make(
    "",
    {
        0: "no-route",
        1: "admin-prohibited",
        3: "addr-unreachable",
        4: "port-unreachable",
        5: "policy-fail",
        6: "reject-route",
    },
)
IcmpxCode = Constants.make(
    "",
    {0: "no-route", 1: "port-unreachable", 2: "host-unreachable", 3: "admin-prohibited"},
)
IgmpType = Constants.make(
    "",
    {
        0x11: "membership-query",
        0x12: "membership-report-v1",
        0x16: "membership-report-v2",
        0x17: "leave-group",
        0x22: "membership-report-v3",
    },
)
MhType = Constants.make(
    "",
    {
        0: "binding-refresh-request",
        1: "home-test-init",
        2: "careof-test-init",
        3: "home-test",
        4: "careof-test",
        5: "binding-update",
        6: "binding-acknowledgement",
        7: "binding-error",
        8: "fast-binding-update",
        9: "fast-binding-acknowledgement",
        10: "fast-binding-advertisement",
        11: "experimental-mobility-header",
        12: "home-agent-switch-message",
    },
)
DccpType = Constants.make(
    "",
    {
        0: "request",
        1: "response",
        2: "data",
        3: "ack",
        4: "dataack",
        5: "closereq",
        6: "close",
        7: "reset",
        8: "sync",
        9: "syncack",
    },
)
Dscp = Constants.make(
    "",
    {
        0x00: "cs0",
        0x01: "lephb",
        0x08: "cs1",
        0x0A: "af11",
        0x0C: "af12",
        0x0E: "af13",
        0x10: "cs2",
        0x12: "af21",
        0x14: "af22",
        0x16: "af23",
        0x18: "cs3",
        0x1A: "af31",
        0x1C: "af32",
        0x1E: "af33",
        0x20: "cs4",
        0x22: "af41",
        0x24: "af42",
        0x26: "af43",
        0x28: "cs5",
        0x2C: "va",
        0x2E: "ef",
        0x30: "cs6",
        0x38: "cs7",
    },
)
Ecn = Constants.make("", {0: "not-ect", 1: "ect1", 2: "ect0", 3: "ce"})
Day = Constants.make(
    "",
    {
        0: "Sunday",
        1: "Monday",
        2: "Tuesday",
        3: "Wednesday",
        4: "Thursday",
        5: "Friday",
        6: "Saturday",
    },
)


class DataType(Constants, prefix="TYPE"):
    """The types of keys and values, which the kernel keeps for nft."""

    INVALID = 0
    VERDICT = 1
    nf_proto = 2
    bitmask = 3
    integer = 4
    string = 5
    ll_addr = 6
    ipv4_addr = 7
    ipv6_addr = 8
    ether_addr = 9
    ether_type = 10
    arp_op = 11
    inet_proto = 12
    inet_service = 13
    icmp_type = 14
    tcp_flag = 15
    dccp_pkttype = 16
    mh_type = 17
    time = 18
    mark = 19
    iface_index = 20
    iface_type = 21
    realm = 22
    classid = 23
    uid = 24
    gid = 25
    ct_state = 26
    ct_dir = 27
    ct_status = 28
    icmpv6_type = 29
    ct_label = 30
    pkt_type = 31
    icmp_code = 32
    icmpv6_code = 33
    icmpx_code = 34
    devgroup = 35
    dscp = 36
    ecn = 37
    fib_addrtype = 38
    boolean = 39
    ct_event = 40
    ifname = 41
    igmp_type = 42
    time_date = 43
    hour = 44
    day = 45
    cgroupsv2 = 46
    verdict = 0xFFFFFF00

    irregular: ClassVar[dict[str, str]] = {
        "nf_proto": "TYPE_NFPROTO",
        "bitmask": "TYPE_BITMASK",
        "integer": "TYPE_INTEGER",
        "string": "TYPE_STRING",
        "ll_addr": "TYPE_LLADDR",
        "ipv4_addr": "TYPE_IPADDR",
        "ipv6_addr": "TYPE_IP6ADDR",
        "ether_addr": "TYPE_ETHERADDR",
        "ether_type": "TYPE_ETHERTYPE",
        "arp_op": "TYPE_ARPOP",
        "inet_proto": "TYPE_INET_PROTOCOL",
        "inet_service": "TYPE_INET_SERVICE",
        "icmp_type": "TYPE_ICMP_TYPE",
        "tcp_flag": "TYPE_TCP_FLAG",
        "dccp_pkttype": "TYPE_DCCP_PKTTYPE",
        "mh_type": "TYPE_MH_TYPE",
        "time": "TYPE_TIME",
        "mark": "TYPE_MARK",
        "iface_index": "TYPE_IFINDEX",
        "iface_type": "TYPE_ARPHRD",
        "realm": "TYPE_REALM",
        "classid": "TYPE_CLASSID",
        "uid": "TYPE_UID",
        "gid": "TYPE_GID",
        "ct_state": "TYPE_CT_STATE",
        "ct_dir": "TYPE_CT_DIR",
        "ct_status": "TYPE_CT_STATUS",
        "icmpv6_type": "TYPE_ICMP6_TYPE",
        "ct_label": "TYPE_CT_LABEL",
        "pkt_type": "TYPE_PKTTYPE",
        "icmp_code": "TYPE_ICMP_CODE",
        "icmpv6_code": "TYPE_ICMPV6_CODE",
        "icmpx_code": "TYPE_ICMPX_CODE",
        "devgroup": "TYPE_DEVGROUP",
        "dscp": "TYPE_DSCP",
        "ecn": "TYPE_ECN",
        "fib_addrtype": "TYPE_FIB_ADDR",
        "boolean": "TYPE_BOOLEAN",
        "ct_event": "TYPE_CT_EVENTBIT",
        "ifname": "TYPE_IFNAME",
        "igmp_type": "TYPE_IGMP_TYPE",
        "time_date": "TYPE_TIME_DATE",
        "hour": "TYPE_TIME_HOUR",
        "day": "TYPE_TIME_DAY",
        "cgroupsv2": "TYPE_CGROUPV2",
        "verdict": "NFT_DATA_VERDICT",
    }
