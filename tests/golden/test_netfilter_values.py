"""Values of netfilter messages, read by eye in the tools' own output (NAME.log)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from nlscope.export.values import problems, undecoded, values
from tests.support import SHARED, needs_shared, session

pytestmark = [pytest.mark.shared, needs_shared]

NETFILTER = 12


class Row(NamedTuple):
    """One message: what it is, its row's text, its values, what is wrong with it."""

    type: str
    family: str
    direction: str
    flags: tuple[str, ...]
    info: str
    values: dict[str, Any]
    undecoded: int
    problems: list[str]


@cache
def rows(capture: str) -> list[Row]:
    return [
        Row(
            said.identity.type_name,
            said.identity.name,
            said.message.direction,
            said.root.items[0].value["nlmsg_flags"],
            said.info,
            values(said.root),
            undecoded(said.root),
            [field.problem or "" for field in problems(said.root)],
        )
        for said in session(SHARED / f"{capture}.pcap")
        if said.message.frame.protocol == NETFILTER and not said.identity.control
    ]


def request(capture: str, kind: str, **wanted: Any) -> Row:
    return first(capture, kind, "to-kernel", wanted)


def reply(capture: str, kind: str, **wanted: Any) -> Row:
    return first(capture, kind, "from-kernel", wanted)


def first(capture: str, kind: str, direction: str, wanted: dict[str, Any]) -> Row:
    """Return the first message of a type and direction that has the wanted values."""
    for row in rows(capture):
        found = wanted.items() <= {k: row.values.get(k) for k in wanted}.items()
        if found and (row.type, row.direction) == (kind, direction):
            return row
    pytest.fail(f"no {direction} {kind} with {wanted} in {capture}")


def expressions(row: Row) -> list[tuple[str, dict[str, Any]]]:
    return [(each["name"], each["data"]) for each in row.values["expressions"]["elem"]]


CAPTURES = ["nft", "conntrack", "ipset", "nfacct_nflog", "errors_extack", "ovs"]


@pytest.mark.parametrize("capture", CAPTURES)
def test_nothing_is_left_undecoded(capture: str) -> None:
    assert rows(capture)
    bad = [
        (row.type, row.undecoded, row.problems)
        for row in rows(capture)
        if row.undecoded or row.problems or not row.family
    ]
    assert bad == []


def test_batch_around_a_new_table() -> None:
    begin, made, end = (
        next(row for row in rows("nft") if row.type == kind)
        for kind in ("NFNL_MSG_BATCH_BEGIN", "NFT_MSG_NEWTABLE", "NFNL_MSG_BATCH_END")
    )
    assert begin.values["res_id"] == end.values["res_id"] == "NFTABLES"
    assert made.info == "inet t comment=demo"
    assert made.values["userdata"] == {"comment": "demo"}


def test_base_chain() -> None:
    row = request("nft", "NFT_MSG_NEWCHAIN", name="in")
    assert row.flags == ("REQUEST", "CREATE")
    assert row.values["hook"] == {"hooknum": "LOCAL_IN", "priority": 0}
    assert row.values["policy"] == "ACCEPT"
    assert request("nft", "NFT_MSG_NEWCHAIN", name="pre").values["hook"]["priority"] == -100


def test_chain_of_a_device() -> None:
    row = request("nft", "NFT_MSG_NEWCHAIN", name="ing")
    assert row.info == "netdev nd ing type filter hook INGRESS priority 0 device d0"


def test_rule_with_its_expressions() -> None:
    row = reply("nft", "NFT_MSG_NEWRULE", handle=17)
    assert row.info.startswith(
        "inet t in handle 17: [ meta key L4PROTO dreg REG_1 ]"
        " [ cmp sreg REG_1 op EQ data 06 ]"
        " [ payload dreg REG_1 base TRANSPORT_HEADER offset 13bytes len 1bytes ]"
        " [ bitwise sreg REG_1 dreg REG_1 len 1bytes op MASK_XOR mask 02 xor 00 ]"
    )
    held = dict(expressions(row))
    assert held["payload"] == {
        "dreg": "REG_1",
        "base": "TRANSPORT_HEADER",
        "offset": 13,
        "len": 1,
    }
    assert held["bitwise"]["mask"] == {"value": b"\x02"}
    assert (held["limit"]["rate"], held["limit"]["unit"]) == (5, 60)
    assert held["log"] == {"prefix": "syn ", "group": 5, "snaplen": 64}


def test_rule_with_a_comment_and_a_counter() -> None:
    row = reply("nft", "NFT_MSG_NEWRULE", handle=11)
    assert row.values["userdata"] == {"comment": "established"}
    names = [name for name, _ in expressions(row)]
    assert names == ["ct", "bitwise", "cmp", "counter", "immediate"]
    held = dict(expressions(row))
    assert held["ct"]["key"] == "STATE"
    assert held["counter"] == {"bytes": 0, "packets": 0}
    assert held["immediate"]["data"] == {"verdict": {"code": "ACCEPT"}}


def test_rule_that_looks_a_route_up() -> None:
    row = reply("nft", "NFT_MSG_NEWRULE", handle=27)
    fib = dict(expressions(row))["fib"]
    assert fib["result"] == "OIF"
    assert set(fib["flags"]) == {"SADDR", "IIF", "PRESENT"}


def test_nat_rules() -> None:
    snat = dict(expressions(reply("nft", "NFT_MSG_NEWRULE", handle=9, table="nat")))
    assert (snat["nat"]["type"], snat["nat"]["family"]) == ("SNAT", "ip")
    assert set(snat["nat"]["flags"]) == {"MAP_IPS", "PERSISTENT"}
    dnat = expressions(reply("nft", "NFT_MSG_NEWRULE", handle=8, table="nat"))
    loaded = [data["data"]["value"] for name, data in dnat if name == "immediate"]
    assert loaded == [bytes([127, 0, 0, 1]), (80).to_bytes(2, "big")]
    masq = dict(expressions(reply("nft", "NFT_MSG_NEWRULE", handle=5, table="nat")))
    assert masq["masq"]["flags"] == ("PROTO_RANDOM",)


def test_queue_and_named_objects() -> None:
    queue = dict(expressions(reply("nft", "NFT_MSG_NEWRULE", handle=25)))["queue"]
    assert queue == {"num": 1, "total": 3, "flags": ("BYPASS",)}
    held = expressions(reply("nft", "NFT_MSG_NEWRULE", handle=30))
    refs = [(data["imm_type"], data["imm_name"]) for _, data in held[:3]]
    assert refs == [("COUNTER", "cnt"), ("QUOTA", "q"), ("LIMIT", "lim")]
    assert held[3][1]["data"]["verdict"]["code"] == "RETURN"


def test_sets() -> None:
    blocked = reply("nft", "NFT_MSG_NEWSET", name="blocked")
    kind, timeout = blocked.values["key_type"], blocked.values["timeout"]
    assert (kind, timeout) == ("ipv4_addr", 3_600_000)
    assert blocked.values["flags"] == ("INTERVAL", "TIMEOUT")
    dyn = reply("nft", "NFT_MSG_NEWSET", name="dyn")
    assert dyn.values["key_type"] == "ipv4_addr . inet_service"
    assert dyn.values["desc"]["size"] == 100


def test_elements_of_a_set() -> None:
    row = request("nft", "NFT_MSG_NEWSETELEM", set="blocked")
    keys = [each["key"]["value"] for each in row.values["elements"]]
    assert keys == ["0.0.0.0", "10.0.0.0", "11.0.0.0", "192.0.2.1", "192.0.2.2"]
    assert row.values["elements"][2]["flags"] == ("INTERVAL_END",)
    single = row.values["elements"][3]
    assert (single["timeout"], single["userdata"]) == (30_000, {"comment": "one"})
    assert row.info == (
        'add element inet t blocked { 10.0.0.0/8, 192.0.2.1 timeout 30s comment "one" }'
    )
    removed = request("nft", "NFT_MSG_DELSETELEM", set="blocked").values["elements"]
    assert removed[0]["key"] == single["key"]


def test_elements_told_one_by_one() -> None:
    told = [row.info for row in rows("nft") if row.info.startswith("add element inet t b")]
    assert told[1:4] == [
        "add element inet t blocked { end 0.0.0.0 }",
        "add element inet t blocked { 10.0.0.0- expires 59m59s996ms }",
        "add element inet t blocked { end 11.0.0.0 }",
    ]


def test_elements_of_a_verdict_map() -> None:
    row = request("nft", "NFT_MSG_NEWSETELEM", set="vm")
    assert row.info == "add element inet t vm { 22 : accept, 80 : jump side }"
    assert row.values["elements"][1]["data"]["verdict"]["chain"] == "side"


def test_elements_of_a_map_without_a_name() -> None:
    row = request("nft", "NFT_MSG_NEWSETELEM", set="__map%d")
    assert row.info == (
        "add element inet t __map%d { 0x00000001 : 0x00000002, 0x00000003 : 0x00000004 }"
    )
    held = [(e["key"]["value"], e["data"]["value"]) for e in row.values["elements"]]
    assert held == [(1, 2), (3, 4)]
    told = reply("nft", "NFT_MSG_NEWSETELEM", set="__set0")
    assert told.info == "add element inet t __set0 { nd-neighbor-solicit }"


def test_objects_and_flowtable() -> None:
    quota = reply("nft", "NFT_MSG_NEWOBJ", name="q").values
    assert (quota["type"], quota["handle"], quota["data"]["bytes"]) == (
        "QUOTA",
        4,
        10 << 20,
    )
    assert quota["data"]["flags"] == ("INV",)
    limit = reply("nft", "NFT_MSG_NEWOBJ", name="lim").values["data"]
    assert (limit["rate"], limit["unit"], limit["burst"]) == (10, 1, 5)
    flowtable = reply("nft", "NFT_MSG_NEWFLOWTABLE", name="ft")
    assert flowtable.info == "inet t ft handle 32 hook INGRESS priority 0 devices d0"


def test_generations_name_the_program() -> None:
    row = reply("nft", "NFT_MSG_NEWGEN", proc_pid=411, id=2)
    assert row.info == "generation 2 by process 411 (nft)"


def test_life_of_a_tcp_connection() -> None:
    row = reply("conntrack", "IPCTNL_MSG_CT_NEW", id=1519237794)
    assert row.flags == ("EXCL", "CREATE")
    assert row.values["tuple_orig"] == {
        "ip": {"v4_src": "127.0.0.1", "v4_dst": "127.0.0.1"},
        "proto": {"num": "TCP", "src_port": 45884, "dst_port": 8080},
    }
    seen = [
        (each.values["protoinfo"]["tcp"]["state"], each.values["timeout"])
        for each in rows("conntrack")
        if each.values.get("id") == 1519237794 and "MULTI" not in each.flags
    ]
    assert seen[:3] == [("SYN_SENT", 120), ("SYN_RECV", 60), ("ESTABLISHED", 432000)]
    assert seen[3:5] == [("FIN_WAIT", 120), ("CLOSE", 10)]


def test_connections_of_icmpv6_and_by_hand() -> None:
    icmp = reply("conntrack", "IPCTNL_MSG_CT_NEW", id=1171404983).values["tuple_orig"]
    assert icmp["ip"] == {"v6_src": "::1", "v6_dst": "::1"}
    assert (icmp["proto"]["icmpv6_type"], icmp["proto"]["icmpv6_id"]) == (128, 608)
    gone = reply("conntrack", "IPCTNL_MSG_CT_DELETE", id=600417516)
    assert gone.values["mark"] == 9
    assert gone.info == (
        "[DESTROY] tcp 599 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=1000 dport=80"
        " [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=80 dport=1000 mark=9 id=600417516"
    )


def test_number_of_connections_and_timeout_policy() -> None:
    assert reply("conntrack", "IPCTNL_MSG_CT_GET_STATS").values["entries"] == 4
    policy = reply("conntrack", "IPCTNL_MSG_TIMEOUT_NEW", name="pol").values
    assert (policy["l3proto"], policy["l4proto"]) == ("ip", "TCP")
    assert policy["data"] == {
        "syn_sent": 120,
        "syn_recv": 60,
        "established": 100,
        "fin_wait": 120,
        "close_wait": 60,
        "last_ack": 30,
        "time_wait": 120,
        "close": 5,
        "syn_sent2": 120,
        "retrans": 300,
        "unack": 300,
    }


def test_ipset_of_addresses() -> None:
    row = request("ipset", "IPSET_CMD_ADD", setname="a")
    assert row.info == 'a 10.0.0.1 comment "hello"'
    listed = reply("ipset", "IPSET_CMD_LIST", setname="a").values
    header = listed["data"]
    assert (header["hashsize"], header["maxelem"], header["timeout"]) == (1024, 65536, 60)
    assert (header["initval"], header["bucketsize"]) == (0x0769F80B, 12)
    assert (header["memsize"], header["references"], header["elements"]) == (334, 1, 1)
    assert set(header["cadt_flags"]) == {"WITH_COUNTERS", "WITH_COMMENT"}
    member = listed["adt"]["data"][0]
    assert member["ip"] == {"ipaddr_ipv4": "10.0.0.1"}
    assert (member["timeout"], member["comment"]) == (58, "hello")


def test_ipsets_of_other_types() -> None:
    nets = request("ipset", "IPSET_CMD_ADD", setname="b").values["data"]
    assert (nets["ip"]["ipaddr_ipv6"], nets["cidr"]) == ("fd00::", 16)
    assert (nets["proto"], nets["port"]) == ("TCP", 80)
    assert (nets["ip2"]["ipaddr_ipv6"], nets["cidr2"]) == ("fd01::", 32)
    ports = reply("ipset", "IPSET_CMD_LIST", setname="c").values
    assert (ports["data"]["port"], ports["data"]["port_to"]) == (0, 1000)
    assert [each["port"] for each in ports["adt"]["data"]] == list(range(10, 21))
    mac = reply("ipset", "IPSET_CMD_LIST", setname="d").values["adt"]["data"][0]
    assert (mac["ether"], mac["skbmark"]) == ("02:00:00:00:00:01", 0x1_0000_00FF)
    net = request("ipset", "IPSET_CMD_ADD", setname="e")
    assert net.info == "e 10.0.0.0/8 nomatch"
    assert request("ipset", "IPSET_CMD_RENAME").info == "e to f"


def test_accounting_objects() -> None:
    row = reply("nfacct_nflog", "NFNL_MSG_ACCT_NEW", name="quota1")
    assert (row.values["quota"], row.values["flags"]) == (1000, ("QUOTA_BYTES",))
    assert row.info == "quota1 pkts 0 bytes 0 quota 1000 QUOTA_BYTES"


def test_logged_packets() -> None:
    packets = [row for row in rows("nfacct_nflog") if row.type == "NFULNL_MSG_PACKET"]
    assert len(packets) == 3
    row = packets[0].values
    assert (row["res_id"], row["prefix"]) == (7, "ping ")
    assert row["packet_hdr"] == {"hw_protocol": 0x0800, "hook": "LOCAL_OUT"}
    assert (row["ifindex_outdev"], row["uid"]) == (1, 0)
    sequences = [each.values["payload"][26:28] for each in packets]
    assert sequences == [b"\0\1", b"\0\2", b"\0\3"]


def test_queued_packet_and_its_verdict() -> None:
    bound = request("nfacct_nflog", "NFQNL_MSG_CONFIG")
    assert bound.info == "queue 3 BIND"
    packet = reply("nfacct_nflog", "NFQNL_MSG_PACKET").values
    assert packet["payload"].endswith(b"queued packet")
    verdict = request("nfacct_nflog", "NFQNL_MSG_VERDICT").values["verdict_hdr"]
    assert verdict == {"verdict": "ACCEPT", "id": packet["packet_hdr"]["packet_id"]}
