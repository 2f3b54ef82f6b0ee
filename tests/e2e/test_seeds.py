"""The programs that nlscope grew from, and groups without nlmon, on real kernels."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nlscope.capture.sources import TAPPED
from nlscope.cli import built_in, cli
from nlscope.session import Session
from tests.e2e.conftest import Boot

pytestmark = pytest.mark.vm

OWN = "asked by nlscope"
USERSOCK, CONNECTOR, UEVENT = 2, 11, 15


@dataclass(frozen=True)
class Seeds:
    """What one boot left: what each command printed, and captures."""

    out: Path

    @cached_property
    def told(self) -> dict[str, list[dict[str, Any]]]:
        """Return what the commands of each session printed, and their statuses."""
        found: dict[str, list[dict[str, Any]]]
        found = json.loads((self.out / "facts.json").read_text())
        return {
            name: [
                self._read(*told["read"]) if "read" in told else told for told in session
            ]
            for name, session in found.items()
        }

    def _read(self, name: str, *args: str) -> dict[str, Any]:
        """Read a capture as the session's last command would have."""
        done = CliRunner().invoke(cli, ["read", str(self.out / name), *args])
        return {
            "command": " ".join(["nlscope", "read", name, *args]),
            "out": done.stdout,
            "err": done.stderr,
            "status": done.exit_code,
        }

    def heard(self, name: str) -> list[tuple[int, str, str]]:
        """Return protocol, type and text of what was captured."""
        session = Session.load(str(self.out / f"{name}.pcapng"), built_in())
        assert session.store.problem is None
        return [
            (each.frame.protocol, told.identity.type_name, told.info)
            for each, told in zip(session.store, session, strict=True)
            if each.frame.comment != OWN
        ]

    def times(self, name: str) -> list[int]:
        """Return the times of what was captured."""
        session = Session.load(str(self.out / f"{name}.pcapng"), built_in())
        return [m.frame.time_ns for m in session.store if m.frame.comment != OWN]


@pytest.fixture(scope="session")
def seeds(booted: Boot) -> Seeds:
    """Return what the sessions left."""
    return Seeds(booted.job("seeds"))


def test_every_command_went_well(seeds: Seeds) -> None:
    statuses = {
        (session, told["command"]): told["status"]
        for session, all_told in seeds.told.items()
        for told in all_told
    }
    assert {key: code for key, code in statuses.items() if code} == {}


def test_hello_world_and_its_answer(seeds: Seeds) -> None:
    told = seeds.told["control_exmpl"][-1]
    lines = told["out"].splitlines()
    assert len(lines) == 2
    assert "->  CONTROL_EXMPL" in lines[0]
    assert lines[0].endswith('ECHO "hello world!"')
    assert "<-  CONTROL_EXMPL" in lines[1]
    assert " 61 " in lines[1]
    assert lines[1].endswith('ECHO "hello world from kernel space"')


@pytest.mark.parametrize("name", ["greetings", "alone"])
def test_three_groups_greet(seeds: Seeds, name: str) -> None:
    texts = [info for _, kind, info in seeds.heard(name) if kind == "genl_test"]
    for group in range(3):
        assert any(f"Hello group genl_mcgrp{group}" in text for text in texts)
    asked = [text for text in texts if "hello from user" in text]
    assert len(asked) == (name == "greetings")


@pytest.mark.parametrize(
    ("unit", "question", "answer", "kind"),
    [
        (30, "hello netlink!!", "hello users!!!", "30"),
        (17, "hello knetlink", "hello knetlink", "2"),
    ],
)
def test_units_that_nlmon_hides(
    seeds: Seeds, unit: int, question: str, answer: str, kind: str
) -> None:
    heard = seeds.heard(f"unit{unit}")
    said = [(found, text) for protocol, found, text in heard if protocol == unit]
    assert said == [("5", f'"{question}"'), (kind, f'"{answer}"')]
    traced, _, peer = seeds.told[f"unit {unit}"]
    assert traced["out"] == f"{answer}\n"
    assert peer["out"].endswith(f'"{answer}"\n')


def test_a_client_and_a_server(seeds: Seeds) -> None:
    _, server, *_ = seeds.told["client and server"]
    assert server["out"].startswith("port ")
    assert server["out"].endswith('"hello server"\n')
    heard = [info for protocol, _, info in seeds.heard("client") if protocol == USERSOCK]
    assert heard == ['"hello server"']


def test_two_peers_on_fixed_ports(seeds: Seeds) -> None:
    one, other, *_ = seeds.told["two peers"]
    for told, port in ((one, 101), (other, 102)):
        first, *rest = told["out"].splitlines()
        assert first == f"port {port}"
        assert sorted(line.rpartition(" ")[2] for line in rest) == ['101"', '102"']
    heard = [info for protocol, _, info in seeds.heard("peers") if protocol == USERSOCK]
    assert heard == ['"hello 102"', '"hello 101"']


def test_groups_hear_every_protocol(seeds: Seeds) -> None:
    heard = seeds.heard("groups")
    kinds = {kind for _, kind, _ in heard}
    assert {"RTM_NEWLINK", "RTM_DELLINK", "nlctrl", "CONTROL_EXMPL"} <= kinds
    uevents = [info for protocol, _, info in heard if protocol == UEVENT]
    assert any("grouped" in info for info in uevents)
    assert any("control_exmpl" in info for info in uevents)
    events = [info for protocol, _, info in heard if protocol == CONNECTOR]
    assert any(info.startswith("exec pid") for info in events)


def test_a_family_that_appears_is_joined(seeds: Seeds) -> None:
    ticks = [info for _, kind, info in seeds.heard("groups") if kind == "CONTROL_EXMPL"]
    assert len([info for info in ticks if "tick" in info]) > 3


def test_groups_beside_nlmon_are_one_timeline(seeds: Seeds) -> None:
    heard = seeds.heard("both")
    protocols = [protocol for protocol, _, _ in heard]
    assert {0, UEVENT, CONNECTOR} <= set(protocols)
    assert set(protocols) & TAPPED <= {0, 16}
    times = seeds.times("both")
    late = [(b - a) for a, b in itertools.pairwise(times) if b < a]
    assert late == []
    places = [n for n, protocol in enumerate(protocols) if protocol == UEVENT]
    routes = [n for n, protocol in enumerate(protocols) if protocol == 0]
    assert min(routes) < max(places)
    assert min(places) < max(routes)


def test_without_rights_what_everybody_may_hear_is_heard(seeds: Seeds) -> None:
    (told,) = seeds.told["groups without rights"]
    first = told["err"].splitlines()[0]
    assert first.startswith("nlscope: groups not joined: ")
    assert "not permitted (use sudo; " in first
    assert "conntrack-new" in first
    assert "readlog" in first
    kinds = {kind for _, kind, _ in seeds.heard("rightless")}
    assert "RTM_NEWLINK" in kinds
