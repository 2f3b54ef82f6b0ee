"""The modules on real kernels: the log, nlmon, unloading, namespaces."""

from __future__ import annotations

import re
from collections import Counter
from errno import EAGAIN
from typing import TYPE_CHECKING

import pytest

from tests.e2e import wire
from tests.e2e.exmpl import Attr

if TYPE_CHECKING:
    from tests.e2e.records import Run, Session

pytestmark = pytest.mark.vm

TROUBLE = re.compile(r"WARNING|BUG\b|Oops|Call Trace|refcount_t|general protection")


def test_the_kernel_log_has_no_trouble(run: Run) -> None:
    assert not [line for line in run.log.splitlines() if TROUBLE.search(line)]


@pytest.mark.parametrize(
    "line",
    [
        r"control_exmpl: family id \d+",
        r'control_exmpl: port \d+ says "hello world!"',
        r'control_exmpl: port \d+ says "grüße\\n"',
        r"genl_test: family id \d+",
        r'genl_test: port \d+ says "hello from user"',
        r"netlink_test: unit 30",
        r'netlink_test: port 100 says "hello netlink!!"',
        r"netlink_test: no answer to port 100: -111",
    ],
)
def test_the_kernel_log_has_what_the_modules_print(run: Run, line: str) -> None:
    assert re.search(line, run.log)


@pytest.mark.parametrize("module", ["control_exmpl", "netlink_test", "genl_test"])
def test_unloading_under_traffic_is_safe(run: Run, module: str) -> None:
    facts = run.session("unloading").facts
    assert facts[module] == [0] * 5
    assert facts[f"unloading_{module}.pcap"]["frames"] >= 5 * 200


def test_users_hold_their_module(run: Run) -> None:
    facts = run.session("held").facts
    assert (facts["in a dump"], facts["after it"]) == (EAGAIN, 0)
    assert (facts["with a socket"], facts["without it"]) == (EAGAIN, 0)


def words(session: Session, name: str) -> set[bytes]:
    return {dict(event.attributes)[Attr.MSG] for event in session[name].replies}


def test_namespaces_keep_to_themselves(run: Run) -> None:
    session = run.session("namespaces")
    for own, other in (("outer", "inner"), ("inner", "outer")):
        assert session[own].reply.payload == session[own].asked.payload
        assert words(session, f"{own} events") == {own.encode() + b"\0", b"tick\0"}
        capture = "namespaces" if own == "outer" else "namespaces_inner"
        seen = b"".join(frame.data for frame in run.capture(capture))
        assert own.encode() in seen
        assert other.encode() not in seen


EXACT = ("echo", "classic", "dump", "fail", "types")
MORE = ("ticks", "genl_test", "genl_test_classic")  # came while nobody took note


@pytest.mark.parametrize("name", [*EXACT, *MORE])
def test_nlmon_shows_the_exchanges(run: Run, name: str) -> None:
    frames = run.capture(name)
    assert {frame[1:4] for frame in frames} == {(4, 824, wire.GENERIC)}
    seen = Counter(frame.data for frame in frames)
    said = Counter(
        data
        for exchange in run.session(name).exchanges.values()
        for data in (exchange.request, *exchange.frames)
        if data
    )
    assert not said - seen
    assert name in MORE or not seen - said


def test_captures_are_complete(run: Run) -> None:
    counts = {
        name: count
        for path in run.out.glob("*.json")
        for name, count in run.session(path.stem).facts.items()
        if name.endswith(".pcap")
    }
    assert counts.keys() == {path.name for path in run.out.glob("*.pcap")}
    for name, count in counts.items():
        assert count["drops"] == 0 or name.startswith("unloading")
        assert 0 < len(run.capture(name.removesuffix(".pcap"))) <= count["frames"]
