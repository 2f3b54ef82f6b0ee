"""Values of traffic control, read by eye in what tc printed (tc.log) and was told."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest
from construct import Construct

from dissectors._tc_ematch import EMATCH, META
from nlscope.export.values import problems, undecoded, values
from nlscope.spec import S32, U32, Misfit
from nlscope.spec.tc import Handle, Verdict
from tests.support import CAPTURES, session


class Row(NamedTuple):
    """One message: its type, its row's text, its values, what is wrong with it."""

    type: str
    info: str
    values: dict[str, Any]
    undecoded: int
    problems: list[str]


@cache
def rows(capture: str) -> list[Row]:
    return [
        Row(
            said.identity.type_name,
            said.info,
            values(said.root),
            undecoded(said.root),
            [field.problem or "" for field in problems(said.root)],
        )
        for said in session(CAPTURES / f"{capture}.pcapng")
        if said.identity.name == "tc"
    ]


def said(info: str) -> dict[str, Any]:
    """Return the values of the one message whose row begins with a text."""
    found = [row.values for row in rows("tc") if row.info.startswith(info)]
    if len(found) != 1:
        pytest.fail(f"{len(found)} messages say {info!r}")
    return found[0]


def asked(kind: str) -> dict[str, Any]:
    """Return the options of the only request for a kind of qdisc."""
    found = [
        row.values["options"]
        for row in rows("tc")
        if row.values.get("kind") == kind and "stats2" not in row.values
    ]
    assert len(found) == 1
    options: dict[str, Any] = found[0]
    return options


@pytest.mark.parametrize("capture", ["tc", "psample", "errors_extack", "ovs"])
def test_nothing_is_left_undecoded(capture: str) -> None:
    bad = [row for row in rows(capture) if row.undecoded or row.problems]
    assert bad == []


def test_every_type_is_seen() -> None:
    kinds = {"QDISC", "TCLASS", "TFILTER", "ACTION", "CHAIN"}
    assert {row.type[7:] for row in rows("tc")} == kinds


def test_htb_qdisc() -> None:
    # qdisc htb 1: dev d0 root refcnt 2 r2q 10 default 0x20 ... ver 3.17 direct_qlen 1000
    told = [
        row.values
        for row in rows("tc")
        if row.info.startswith(
            "qdisc htb 1: dev d0(54) root default 0x20 version 0x30011 rate2quantum 10"
        )
        and "stats2" in row.values
    ]
    (row,) = told
    assert (row["tcm_handle"], row["tcm_parent"], row["tcm_info"]) == ("1:", "root", 2)
    assert row["options"]["init"] == {
        "version": 0x30011,
        "rate2quantum": 10,
        "defcls": 0x20,
        "debug": 0,
        "direct_pkts": 0,
    }
    assert row["options"]["direct_qlen"] == 1000


def test_htb_class() -> None:
    # class htb 1:20 parent 1:1 leaf 20: prio 2 quantum 125000 rate 10Mbit ceil 10Mbit
    # linklayer ethernet ... level 0; tokens: 20000 ctokens: 20000
    row = said("class htb 1:20 parent 1:1 dev d0(54) leaf 20: rate 10Mbit ceil 10Mbit")
    parms = row["options"]["parms"]
    assert (parms["prio"], parms["quantum"], parms["level"]) == (2, 125000, 0)
    assert parms["rate"]["rate"] * 8 == 10_000_000
    assert parms["rate"]["linklayer"] == "ETHERNET"
    assert row["xstats"] == row["stats2"]["app"]
    assert row["xstats"] == {
        "lends": 0,
        "borrows": 0,
        "giants": 0,
        "tokens": 20000,
        "ctokens": 20000,
    }


def test_fq_codel_qdisc() -> None:
    # qdisc fq_codel 20: dev d0 parent 1:20 limit 1000p flows 1024 quantum 1514 target 5ms
    # interval 100ms memory_limit 32Mb ecn drop_batch 64
    row = said(
        "qdisc fq_codel 20: dev d0(54) parent 1:20 target 4999us limit 1000 interval"
    )
    assert row["options"] == {
        "target": 4999,
        "limit": 1000,
        "interval": 99999,
        "ecn": 1,
        "quantum": 1514,
        "drop_batch_size": 64,
        "memory_limit": 32 * 1024 * 1024,
        "flows": 1024,
    }
    assert row["xstats"]["type"] == "QDISC"


def test_pie_qdisc() -> None:
    # qdisc pie 800a: dev ifb0 root refcnt 2 limit 1000p target 15ms tupdate 16ms alpha 2
    row = said(
        "qdisc pie 800a: dev ifb0(55) root target 15000us limit 1000 tupdate 16000us"
    )
    options = row["options"]
    assert (options["tupdate"], options["alpha"], options["beta"]) == (16000, 2, 20)
    assert row["stats2"]["app"]["prob"] == 0


def test_netem_is_a_struct_and_attributes() -> None:
    # netem delay 100ms 10ms distribution normal loss 1% duplicate 2% corrupt 1%
    # reorder 25% 50% gap 5
    options = asked("netem")
    assert options["latency"] * 64 == 100_000_000
    assert options["jitter"] * 64 == 10_000_000
    assert round(options["loss"] / 2**32, 4) == 0.01
    assert round(options["duplicate"] / 2**32, 4) == 0.02
    assert round(options["corrupt"]["probability"] / 2**32, 4) == 0.01
    assert options["gap"] == 5
    assert options["reorder"] == {"probability": 2**32 // 4, "correlation": 2**32 // 2}
    assert len(options["delay_dist"]) == 4096


def test_qdiscs_with_plain_structs() -> None:
    # prio bands 4 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1; sfq perturb 10; hfsc default 1
    prio = asked("prio")
    assert prio["bands"] == 4
    assert prio["priomap"] == [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
    assert asked("sfq")["v0"]["perturb_period"] == 10
    assert asked("hfsc") == {"defcls": 1}


def test_rates_of_tbf_cake_fq_and_red() -> None:
    # tbf rate 1mbit burst 32kbit; cake bandwidth 10mbit; fq maxrate 1gbit;
    # red limit 400000 min 30000 max 90000 avpkt 1000 probability 0.1
    tbf = asked("tbf")
    assert (tbf["parms"]["rate"]["rate"] * 8, tbf["burst"]) == (1_000_000, 32 * 1024 // 8)
    assert len(tbf["rtab"]) == 1024
    assert asked("cake")["base_rate64"] * 8 == 10_000_000
    assert asked("fq")["flow_max_rate"] * 8 == 1_000_000_000
    red = asked("red")
    assert (red["parms"]["limit"], red["parms"]["qth_min"]) == (400000, 30000)
    assert round(red["max_p"] / 2**32, 4) == 0.1
    assert len(red["stab"]) == 256


def test_u32_filter() -> None:
    # filter parent 1: protocol ip pref 1 u32 chain 0 fh 800::800 ... *flowid 1:20
    # not_in_hw; match 0a000000/ff000000 at 16; match 00000050/0000ffff at 20
    row = said("filter dev d0(54) parent 1: prio 1 protocol ip u32 handle 0x80000800 flags")
    options = row["options"]
    assert options["flags"] == ("NOT_IN_HW",)
    assert options["sel"]["keys"] == [
        {"mask": 0xFF000000, "val": 0x0A000000, "off": 16, "offmask": 0},
        {"mask": 0x0000FFFF, "val": 0x00000050, "off": 20, "offmask": 0},
    ]
    assert options["pcnt"] == {"rcnt": 0, "rhit": 0, "kcnts": [0, 0]}


def test_flower_filter_with_action() -> None:
    # eth_type ipv4, ip_proto tcp, dst_ip 10.1.0.0/16, dst_port 443; gact action pass,
    # index 1 ref 1 bind 1 installed 3 sec
    row = said(
        "filter dev d0(54) parent 1: prio 2 protocol ip flower handle 0x1 eth_type IP"
    )
    options = row["options"]
    assert (options["key_eth_type"], options["key_ip_proto"]) == ("IP", "TCP")
    assert options["key_ipv4_dst"] == "10.1.0.0"
    assert options["key_ipv4_dst_mask"] == "255.255.0.0"
    assert (options["key_tcp_dst"], options["key_tcp_dst_mask"]) == (443, 0xFFFF)
    (action,) = options["act"]
    assert action["options"]["parms"] == {
        "index": 1,
        "capab": 0,
        "action": "OK",
        "refcnt": 1,
        "bindcnt": 1,
    }
    assert action["options"]["tm"]["install"] // 100 == 3


def test_matchall_filter_with_police() -> None:
    # police 0x1 rate 1Mbit burst 10Kb mtu 2Kb action drop/pipe
    row = said("filter dev d0(54) parent 1: prio 3 protocol all matchall handle 0x1 flags")
    police = row["options"]["act"][0]["options"]
    assert police["tbf"]["rate"]["rate"] * 8 == 1_000_000
    assert police["tbf"]["burst"] * 64 * 125_000 // 10**9 == 10 * 1024  # ticks to bytes
    assert (police["tbf"]["action"], police["result"]) == ("SHOT", "PIPE")


def test_basic_filter_with_ematch() -> None:
    # filter parent 1: protocol ip pref 5 basic chain 0 handle 0x1 flowid 1:20
    #   cmp(u16 at 4 layer 1 gt 100)
    row = said(
        "filter dev d0(54) parent 1: prio 5 protocol ip basic handle 0x1 classid 1:20"
    )
    ematches = row["options"]["ematches"]
    assert ematches["hdr"] == {"nmatches": 1, "progid": "TC"}
    (match,) = ematches["list"]
    assert match["kind"] == "CMP"
    assert match["cmp"] == {
        "val": 100,
        "mask": 0,
        "off": 4,
        "align": "U16",
        "flags": 0,
        "layer": "NETWORK",
        "opnd": "GT",
    }


def test_filter_of_clsact() -> None:
    # filter ingress protocol ip pref 49152 flower chain 0 handle 0x1, src_ip 10.2.0.0/16,
    # mirred (Egress Redirect to device ifb0) stolen
    text = "filter dev d0(54) ingress prio 49152 protocol ip flower handle 0x1 eth_type IP"
    told = [row.values for row in rows("tc") if row.info.startswith(f"{text} ipv4_src")]
    assert len(told) == 2  # in the dump, and got by its handle
    for row in told:
        assert row["options"]["key_ipv4_src"] == "10.2.0.0"
        parms = row["options"]["act"][0]["options"]["parms"]
        assert (parms["eaction"], parms["ifindex"]) == ("EGRESS_REDIR", 55)
        assert parms["action"] == "STOLEN"


def test_dump_of_actions() -> None:
    # total acts 3: pass; reclassify, random type netrand pass val 10; drop index 5 with
    # cookie cafebabe
    row = said("action gact index 1 action OK, action gact index 2 action RECLASSIFY ptype")
    assert row["tab"][1]["options"]["prob"] == {
        "ptype": "NETRAND",
        "pval": 10,
        "paction": "OK",
    }
    assert row["tab"][2]["cookie"].hex() == "cafebabe"


def test_actions_of_other_kinds() -> None:
    # skbedit priority :5 pipe index 77; connmark zone 3; tunnel_key set src_ip 10.0.0.1
    # dst_ip 10.0.0.2 key_id 7 dst_port 4789 csum
    (skbedit,) = said("action skbedit index 77 action PIPE priority :5 total 1")["tab"]
    assert skbedit["options"]["priority"] == ":5"
    (connmark,) = said("action connmark index 1 action PIPE zone 3 total 1")["tab"]
    assert connmark["options"]["parms"]["zone"] == 3
    (tunnel,) = said("action tunnel_key index 1 action PIPE t_action SET enc_key_id 7")[
        "tab"
    ]
    options = tunnel["options"]
    assert options["parms"]["t_action"] == "SET"
    assert (options["enc_ipv4_src"], options["enc_ipv4_dst"]) == ("10.0.0.1", "10.0.0.2")
    assert (options["enc_key_id"], options["enc_dst_port"]) == (7, 4789)
    assert options["no_csum"] == 0


def test_chain_with_template() -> None:
    # chain parent ffff: flower chain 9, eth_type 0000
    row = said("chain dev d0(54) parent ffff: chain 9 flower")
    assert (row["chain"], row["options"]) == (9, {"key_eth_type": 0})


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "none"),
        (0xFFFFFFFF, "root"),
        (0xFFFFFFF1, "clsact"),
        (0xFFFFFFF2, "ingress"),
        (0xFFFF0000, "ffff:"),
        (0x10020, "1:20"),
        (0x800A0000, "800a:"),
        (5, ":5"),
    ],
)
def test_handles(number: int, text: str) -> None:
    both(Handle(U32), number, text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(-1, "UNSPEC"), (2, "SHOT"), (0x2000002A, "GOTO_CHAIN 42"), (0x10000002, "JUMP 2")],
)
def test_verdicts(number: int, text: str) -> None:
    both(Verdict(S32), number, text)


def both(kind: Construct, number: int, text: str) -> None:
    assert kind.adapt(number) == text
    assert kind.number(text) == number


@pytest.mark.parametrize("text", ["x:1", "1:10000", "1:2:3", "-1:0"])
def test_what_is_no_handle(text: str) -> None:
    with pytest.raises(KeyError):
        Handle(U32).number(text)


# What tc wrote of 'meta(nf_mark mask 0xff gt 5) and ...' and of 'nbyte("abc" at 4 layer
# transport) or ...', on a little-endian machine.
META_MATCH = bytes.fromhex(
    "00000400010000000c0001000c1000010010000008000200ff0000000800030005000000"
)
NBYTE_MATCH = bytes.fromhex("00000200020000000400032061626300")


def test_ematch_of_metadata() -> None:
    value = EMATCH.decode(META_MATCH)
    assert (value["kind"], value["flags"]) == ("META", ("REL_AND",))
    left, right = value["meta"]["hdr"]["left"], value["meta"]["hdr"]["right"]
    assert (left["kind"]["id"], left["kind"]["type"], left["op"]) == ("NFMARK", "INT", "GT")
    assert right["kind"]["id"] == "VALUE"
    assert value["meta"]["lvalue"] == b"\xff\0\0\0"
    assert value["meta"]["rvalue"] == b"\5\0\0\0"
    assert EMATCH.encode(value) == META_MATCH


def test_ematch_of_bytes() -> None:
    value = EMATCH.decode(NBYTE_MATCH)
    assert value["kind"] == "NBYTE"
    assert value["flags"] == ("REL_OR",)
    assert value["nbyte"] == {
        "off": 4,
        "len": 3,
        "layer": "TRANSPORT",
        "pattern": b"abc\0",
    }
    assert EMATCH.encode(value) == NBYTE_MATCH


def test_ematch_that_does_not_fit_keeps_its_bytes() -> None:
    raw = bytes.fromhex("0000010000000000aabb")
    value = EMATCH.decode(raw)
    assert (value["kind"], value["data"]) == ("CMP", b"\xaa\xbb")
    assert EMATCH.encode(value) == raw
    with pytest.raises(Misfit):
        EMATCH.decode(raw[:7])
    assert META.decode(b"\x03\0\1\0") == b"\x03\0\1\0"
