from __future__ import annotations

from pathlib import Path

from nlscope.catalogue import announcements, catalogue
from nlscope.model import NLM_F_REQUEST
from nlscope.registry import Registry
from nlscope.schema.layer import Specs
from nlscope.session import Session
from nlscope.spec import GENERIC, REPLY, REQUEST, ROUTE
from tests.support import CAPTURES, attr, genlmsg, nlmsg, registry, session
from tests.tui.world import write


def test_what_the_capture_has_comes_first() -> None:
    found = catalogue(session(CAPTURES / "wireguard.pcapng"))
    assert [(each.name, each.messages) for each in found[:4]] == [
        ("nlctrl", 18), ("wireguard", 12), ("link", 10), ("addr", 6)
    ]  # fmt: skip
    assert [each.where == {"tables"} for each in found[:5]] == [False] * 4 + [True]
    assert found[1].seen == {(0, REQUEST): 4, (0, REPLY): 3, (1, REQUEST): 5}


def test_announced_families_have_a_policy_and_who_describes_them() -> None:
    known = session(CAPTURES / "genl_ctrl.pcapng")
    found = {each.name: each for each in catalogue(known)}
    wireguard = found["wireguard"]
    assert wireguard.announced == announcements(known)["wireguard"]
    assert wireguard.origins == ["built-in", "policy"]
    assert wireguard.policy is not None
    assert (wireguard.where, wireguard.messages) == ({"capture", "tables"}, 0)
    assert found["link"].protocol == ROUTE
    assert found["link"].origins == ["built-in"]


def test_specs_are_told_of_families_of_any_protocol(tmp_path: Path) -> None:
    spec = """
name: rt-mine
protocol: netlink-raw
protonum: 0
attribute-sets: [{name: mine, attributes: [{name: one, type: u32}]}]
operations:
  list:
    - {name: newlink, attribute-set: mine, do: {request: {value: 16, attributes: [one]}}}
  enum-model: directional
"""
    (tmp_path / "mine.yaml").write_text(spec)
    tables = Registry()
    tables.under(registry())
    tables.under(Specs([tmp_path]))
    found = catalogue(Session.load(str(CAPTURES / "link_basic.pcapng"), tables))
    assert {each.name: each.origins for each in found}["link"] == ["built-in", "spec"]
    assert {each.name: each.origins for each in found}["addr"] == ["built-in"]


def test_the_kernels_word_fills_what_the_capture_lacks() -> None:
    capture = session(CAPTURES / "wireguard.pcapng")
    kernel = session(CAPTURES / "genl_ctrl.pcapng")
    before = {each.name: each for each in catalogue(capture)}["wireguard"]
    after = {each.name: each for each in catalogue(capture, kernel)}["wireguard"]
    assert before.policy is None
    assert after.policy is not None
    assert after.where == {"capture", "kernel", "tables"}
    assert after.announced == before.announced
    assert after.messages == before.messages


def announce(name: bytes, command: int = 1) -> tuple[int, bytes]:
    body = attr(1, b"\x4d\0") + attr(2, name + b"\0")
    return GENERIC, nlmsg(16, genlmsg(command, body), flags=0)


def test_an_id_that_changes_hands(tmp_path: Path) -> None:
    said = GENERIC, nlmsg(0x4D, genlmsg(7, b""), flags=NLM_F_REQUEST)
    frames = [announce(b"one"), said, said, announce(b"one", 2), announce(b"two"), said]
    found = catalogue(session(write(tmp_path / "x.pcap", frames)))
    seen = {each.name: each.messages_of(7) for each in found if each.messages}
    assert seen == {"nlctrl": 0, "one": 2, "two": 1}
