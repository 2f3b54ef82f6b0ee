"""nlscope capture on real kernels: the link, the limits, kills, namespaces, rights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from nlscope.cli import built_in
from nlscope.export.values import values
from nlscope.process import Process
from nlscope.processes import Party
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import GENERIC
from tests.e2e.conftest import Boot

pytestmark = pytest.mark.vm

ROUTE, USERSOCK = 0, 2
OWN = "asked by nlscope"


@dataclass(frozen=True)
class Captures:
    """What one boot left."""

    out: Path

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What was seen in the guest, by scenario."""
        found: dict[str, Any] = json.loads((self.out / "facts.json").read_text())
        return found

    def session(self, name: str) -> Session:
        """Open a capture."""
        return Session.load(str(self.out / f"{name}.pcapng"), built_in())

    def heard(self, name: str) -> list[tuple[int, str, str]]:
        """Return protocol, type and text of the messages that were captured."""
        session = self.session(name)
        return [
            (each.frame.protocol, told.identity.type_name, told.info)
            for each, told in zip(session.store, session, strict=True)
            if each.frame.comment != OWN
        ]


@pytest.fixture(scope="session")
def captures(booted: Boot) -> Captures:
    """Return what capturing in every way left."""
    return Captures(booted.job("captures"))


def test_the_link_is_made_marked_and_removed(captures: Captures) -> None:
    facts = captures.facts["links"]
    (during,) = facts["during"]
    assert (during["name"], during["up"]) == ("nlmon0", True)
    assert during["alias"].startswith("nlscope pid ")
    assert (facts["after"], facts["status"]) == ([], 0)
    assert facts["begun"].startswith("nlscope: capturing nlmon0 into ")
    assert facts["said"].endswith(" 0 dropped\n")


def test_a_new_link_is_captured_and_named(captures: Captures) -> None:
    heard = captures.heard("links")
    made = [
        info for protocol, kind, info in heard if kind == "RTM_NEWLINK" and "veth" in info
    ]
    assert any(info.startswith("left ") for info in made), heard
    assert any(kind == "RTM_DELLINK" for _, kind, _ in heard)


def test_the_file_begins_with_the_families(captures: Captures) -> None:
    session = captures.session("links")
    first = session.store[0]
    assert (first.frame.protocol, first.frame.comment) == (GENERIC, OWN)
    assert first.direction == "from-kernel"
    assert "nlctrl" in session.context.names


@pytest.mark.parametrize(("name", "count"), [("count", 3), ("messages", 5)])
def test_messages_are_counted(captures: Captures, name: str, count: int) -> None:
    assert captures.facts[name]["status"] == 0
    assert len(captures.heard(name)) == count


def test_the_file_ends_at_its_size(captures: Captures) -> None:
    size = (captures.out / "filesize.pcapng").stat().st_size
    store = captures.session("filesize").store
    before = next(int(store.offset[m.no - 1]) for m in store if m.frame.comment != OWN)
    assert 14_000 <= size - before < 20_000
    assert captures.facts["filesize"]["status"] == 0


def test_the_capture_ends_after_its_time(captures: Captures) -> None:
    facts = captures.facts["duration"]
    assert 0.9 <= facts["seconds"] < 5
    assert facts["status"] == 0


def counted(captures: Captures, name: str) -> list[int]:
    return [m.seq for m in captures.session(name).store if m.frame.protocol == USERSOCK]


@pytest.mark.parametrize("victim", ["parent", "child"])
def test_a_killed_capture_has_all_but_the_last_tenth_of_a_second(
    captures: Captures, victim: str
) -> None:
    safe = captures.facts[f"{victim} killed"]["safe"]
    came = sorted(set(counted(captures, victim)))
    assert safe > 50
    assert came == list(range(1, len(came) + 1))
    assert len(came) >= safe


def test_the_child_cleans_when_its_parent_is_killed(captures: Captures) -> None:
    facts = captures.facts["parent killed"]
    assert (facts["status"], facts["after"]) == (-9, [])


def test_the_next_capture_removes_what_a_killed_child_left(captures: Captures) -> None:
    killed, facts = captures.facts["child killed"], captures.facts["cleaned"]
    assert killed["status"] == 1
    assert "nlscope: the process that captures died" in killed["said"]
    assert facts["before"] == killed["after"] != []
    (during,) = facts["during"]
    assert during["alias"] != facts["before"][0]["alias"]
    assert facts["after"] == []


def test_a_link_that_is_there_is_used_and_left_as_it_was(captures: Captures) -> None:
    facts = captures.facts["existing"]
    assert facts["during"] == [{"name": "nlmon7", "up": True, "alias": None}]
    assert facts["after"] == [{"name": "nlmon7", "up": False, "alias": None}]
    assert facts["status"] == 0
    assert captures.heard("existing")


def test_another_namespace(captures: Captures) -> None:
    facts = captures.facts["namespace"]
    assert facts["here"] == facts["after"] == []
    assert [each["name"] for each in facts["there"]] == ["nlmon0"]
    text = " ".join(info for _, _, info in captures.heard("namespace"))
    assert "inside" in text
    assert "outside" not in text


def test_the_prefilter_is_the_kernels(captures: Captures) -> None:
    assert captures.facts["prefilter"]["status"] == 0
    heard = captures.heard("prefilter")
    assert {kind for protocol, kind, _ in heard if protocol == ROUTE} == {"RTM_NEWLINK"}
    assert any("filtered" in info for _, _, info in heard)


def test_standard_output_and_snaplen(captures: Captures) -> None:
    assert captures.facts["pipe"]["status"] == 0
    session = captures.session("pipe")
    came = [m for m in session.store if m.frame.comment != OWN]
    assert len(came) == 4
    assert all(len(m.frame.data) <= 20 for m in came)


def test_only_the_child_is_root_under_sudo(captures: Captures) -> None:
    facts = captures.facts["sudo"]
    assert facts["owners"] == [65534, 0]
    assert (facts["file"], facts["status"], facts["after"]) == (65534, 0, [])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("not nlmon", "lo is not an nlmon interface"),
        ("no namespace", "there is no network namespace nowhere"),
        ("long name", "an interface name has at most 15 bytes: nlmon99999999999999999999"),
        ("path", "cannot write /nowhere/x: No such file or directory"),
    ],
)
def test_mistakes_are_one_sentence(captures: Captures, name: str, sentence: str) -> None:
    facts = captures.facts["mistakes"]
    assert facts[name]["begun"] + facts[name]["said"] == f"nlscope: {sentence}"
    assert facts[name]["status"] == 1
    assert facts["written"] is False
    assert facts["after"] == []


def parties(session: Session) -> list[tuple[str, str, int]]:
    """Return type, command and pid of the messages that the capture did not ask for."""
    codes, told = session.parties.tolist(), session.processes.parties
    found = []
    for each, code in zip(session, codes, strict=True):
        party = told[code] if code >= 0 else Party(None)
        if not party.own:
            process = party.process or Process(0, "")
            found.append((each.identity.type_name, process.command, process.pid))
    return found


def test_short_lived_processes_are_told(captures: Captures) -> None:
    found = parties(captures.session("processes"))
    commands = {kind: command for kind, command, _ in found if command}
    assert commands["RTM_GETROUTE"] == "ip"
    assert commands["RTM_GETQDISC"] == "tc"
    made = [each for each in found if each[0] == "RTM_NEWLINK" and each[1] == "ip"]
    assert len({pid for _, _, pid in made}) >= 1
    assert {command for _, command, _ in found} <= {"ip", "tc", "", "unknown"}


def test_a_file_describes_its_families(captures: Captures) -> None:
    session = Session.load(str(captures.out / "described.pcapng"), Registry())
    types = [each for each in session if each.identity.type_name == "CONTROL_EXMPL"]
    texts = [value for each in types for value in values(each.root).values()]
    assert texts.count("hello world!") == 2
    (sample,) = (each for each in types if len(each.root.data) > 200)
    shown = {field.name: field.value for field in sample.root.items}
    assert shown["attr_18"] == 0xFEDCBA98
    assert shown["attr_21"] == -0x0124
    assert shown["attr_29"] == "string"
    assert all(f.spec is None or f.spec.origin == "policy" for f in sample.root.items[2:])
    pid = captures.facts["described"]["pid"]
    assert {number for kind, _, number in parties(session)} == {pid}


def test_files_in_turn_lose_nothing(captures: Captures) -> None:
    paths = sorted(captures.out.glob("turns_*.pcapng"))
    assert [path.name[:12] for path in paths] == [f"turns_{n:05}_" for n in range(1, 7)]
    came: list[int] = []
    for path in paths:
        store = Session.load(str(path), Registry()).store
        assert store[0].frame.comment == OWN
        seqs = [m.seq for m in store if m.frame.comment != OWN]
        assert len(seqs) == 7 or path == paths[-1]
        came += seqs
    assert came == list(range(1, 41))
    assert captures.facts["turns"]["said"].endswith("0 dropped in 6 files\n")


def test_the_oldest_file_goes(captures: Captures) -> None:
    paths = sorted(captures.out.glob("kept_*.pcapng"))
    assert len(paths) == 2
    assert captures.facts["kept"]["status"] == 0
    store = Session.load(str(paths[-1]), Registry()).store
    assert [m.seq for m in store][-1] == 60


def test_two_namespaces_at_once(captures: Captures) -> None:
    assert captures.facts["several"]["status"] == 0
    session = captures.session("several")
    made = [
        (each.message.frame.source, each.info[:4])
        for each in session
        if each.message.direction == "to-kernel" and "kind dummy" in each.info
    ]
    assert made == [(f"netns {name}", name) for name in ("east", "west", "east")]
    times = session.store.time_ns[session.store.protocol == ROUTE]
    assert (times[1:] >= times[:-1]).all()


def test_a_family_that_appears_is_described_in_the_next_file(captures: Captures) -> None:
    paths = sorted(captures.out.glob("appeared_*.pcapng"))
    names = [Session.load(str(path), Registry()).context.names for path in paths]
    assert len(paths) > 2
    assert "CONTROL_EXMPL" in names[-1]
    assert "nlctrl" in names[-1]
    session = Session.load(str(paths[-1]), Registry())
    assert session.context.policies.items()
    assert "CONTROL_EXMPL" in {name for _, name, _ in session.context.policies.items()}


def test_what_groups_announce_has_the_process(captures: Captures) -> None:
    session = captures.session("grouped")
    told = [each for each in parties(session) if each[0] == "RTM_NEWADDR"]
    assert [command for _, command, _ in told] == ["ip"], told
