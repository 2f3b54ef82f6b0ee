"""The pairs and errors of real captures, beside what the tools printed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nlscope.exchange import Role
from tests.support import CAPTURES, SHARED, needs_shared, session

NAMES = sorted(path.stem for path in CAPTURES.glob("*.pcapng"))
# requests that asked for no acknowledgement, and generic ones that may say nothing
QUIET = {
    "kmod_fail": 2,  # one succeeds, and nobody is told of an EINTR
    "addr": 4, "conntrack": 1, "neigh": 2, "nfacct_nflog": 6, "ovs": 2, "route": 1,
    "netfilter_tools": 29,  # iptables-nft asks for no acknowledgement of its batches
    "wifi_roam": 3,  # two of RTM_SETLINK, one where the capture was cut
    "wifi_ap": 9,  # nor does wpa_supplicant of RTM_SETLINK
    "ovs_vswitchd": 56,  # nor does ovs-vswitchd of flows and packets
    "nft_sets": 6,  # nor does nft of a batch without an error
    "route_encap": 1,  # the last request
    "rdma": 1,  # strace has what was read; that answer was not
}  # fmt: skip
CUT = {
    "netdevsim": 1,  # devlink region dump | head
    "rdma": 3,  # dumps that were not read to their ends
}


def outcomes(name: str) -> Counter[str]:
    found = session(CAPTURES / f"{name}.pcapng").conversations
    return Counter(found[place].outcome for place in range(len(found)))


@pytest.mark.parametrize("name", NAMES)
def test_every_request_is_accounted_for(name: str) -> None:
    found = outcomes(name)
    assert found["silent"] + found["unanswered"] == QUIET.get(name, 0)
    assert found["incomplete"] == CUT.get(name, 0)


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith("control_exmpl")]
)
def test_control_exmpl_is_paired_whole(name: str) -> None:
    opened = session(CAPTURES / f"{name}.pcapng")
    assert set(outcomes(name)) <= {"ok", "error"}
    for said in opened:
        alone = opened.relations.role[said.message.no - 1] == Role.NONE
        assert not alone or (said.message.portid, said.message.seq) == (0, 0)


def test_listeners_are_counted() -> None:
    assert session(CAPTURES / "control_exmpl_mcast.pcapng").copies.tolist() == [
        0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["errors_extack", "control_exmpl_errors"])
def test_every_offset_names_an_attribute(name: str) -> None:
    failed = [said.failure for said in session(CAPTURES / f"{name}.pcapng") if said.failure]
    pointed = [each for each in failed if each.offset is not None]
    assert len(pointed) >= 4
    for each in pointed:
        assert each.path, each
        assert each.start == each.offset
        assert each.request


def test_a_batch_marks_the_member_that_failed() -> None:
    found = session(CAPTURES / "errors_extack.pcapng").conversations
    batches = [
        found[place] for place in range(len(found)) if len(found[place].requests) > 1
    ]
    assert [(each.no, each.failed, each.errno) for each in batches] == [
        (305, 306, 2),
        (323, 324, 2),
    ]


def test_sentences() -> None:
    opened = session(CAPTURES / "control_exmpl_errors.pcapng")
    said = [each.failure.sentence for each in opened if each.failure]
    assert said[:5] == [
        "MSG attribute is required",
        "DOC_EXMPL_A_MSG has no terminating NUL",
        "DOC_EXMPL_A_MSG is 400 characters long, at most 256 are allowed",
        "CONTROL_EXMPL does not know DOC_EXMPL_A_ERR_MISS_NEST here",
        "DOC_EXMPL_A_MSG has no terminating NUL",
    ]


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", ["control_exmpl_errors", "control_exmpl_ok"])
def test_the_log_has_the_same_answers(name: str) -> None:
    """The client printed sequence number, port and error of each first answer."""
    opened = session(CAPTURES / f"{name}.pcapng")
    log = (SHARED / f"{name}.log").read_text()
    printed = re.findall(r"seq=(\d+) pid=(\d+) err=(\S+)", log)
    assert len(printed) > 5
    for seq, port, code in printed:
        found = [
            opened.conversations[place]
            for place in range(len(opened.conversations))
            if opened.store.seq[opened.conversations[place].no - 1] == int(seq)
        ]
        assert len(found) == 1, seq
        (exchange,) = found
        errno = 0 if code == "None" else -int(code)
        assert exchange.errno == errno
        assert {opened.store[no - 1].portid for no in exchange.answers} == {int(port)}


@pytest.mark.parametrize("name", ["fib_lookup", "tc", "nft", "route", "xfrm", "ss"])
def test_what_goes_to_the_kernel_is_a_request(name: str) -> None:
    opened = session(CAPTURES / f"{name}.pcapng")
    asks = [bool(role == Role.REQUEST) for role in opened.relations.role]
    assert [said.message.direction == "to-kernel" for said in opened] == asks


def test_no_fib_lookup_answers_itself() -> None:
    opened = session(CAPTURES / "fib_lookup.pcapng")
    looked = [said.message for said in opened if said.message.frame.protocol == 10]
    assert [message.direction for message in looked] == ["to-kernel", "from-kernel"] * 4
