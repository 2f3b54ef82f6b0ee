"""Interface names that a capture tells, and what a machine adds to them."""

from __future__ import annotations

import struct
from pathlib import Path

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.links import Links
from nlscope.model import PACKET_USER, Frame
from nlscope.session import Session
from nlscope.system import System
from tests.support import attr, captured, nlmsg, registry

NEWLINK, DELLINK, NEWADDR = 16, 17, 20


def _link(
    kind: int, index: int, name: bytes, *, family: int = 0, more: bytes = b""
) -> bytes:
    head = struct.pack("=BBHiII", family, 0, 1, index, 0, 0)
    body = head + more + attr(3, name + b"\0") + attr(4, bytes(20))
    return nlmsg(kind, body, flags=0)


def _addr(index: int, more: bytes = b"") -> bytes:
    return nlmsg(NEWADDR, struct.pack("=BBBBi", 2, 24, 0, 0, index) + more, flags=0)


def _session(tmp_path: Path, *messages: bytes) -> Session:
    return captured(tmp_path / "links.pcap", 0, *messages)


def test_an_index_means_what_it_meant_at_that_row(tmp_path: Path) -> None:
    """Before the first telling it has the first name; renamed, gone, and another after."""
    session = _session(
        tmp_path,
        _addr(2),
        _link(NEWLINK, 2, b"eth0"),
        _link(NEWLINK, 2, b"lan"),
        _link(NEWLINK, 2, b"lan"),
        _link(DELLINK, 2, b"lan"),
        _addr(2),
        _link(NEWLINK, 2, b"a-name-of-15-by"),
    )
    names = [session.context.link(2, no) for no in range(1, 8)]
    assert names == ["eth0", "eth0", "lan", "lan", "lan", None, "a-name-of-15-by"]
    assert session.context.link(3, 7) is None
    assert session.describe(0).info.endswith("dev eth0(2)")
    assert session.describe(5).info.endswith("dev 2")


def test_links_of_another_namespace_and_bridge_ports_do_not_count(tmp_path: Path) -> None:
    """IFLA_TARGET_NETNSID, before or after the name; an RTM_DELLINK of AF_BRIDGE."""
    foreign = attr(46, struct.pack("=i", 0))
    session = _session(
        tmp_path,
        _link(NEWLINK, 2, b"eth0"),
        _link(NEWLINK, 2, b"other", more=foreign),
        _link(NEWLINK, 2, b"other", more=attr(4, bytes(16)) + foreign),
        _link(DELLINK, 2, b"eth0", family=7),
        _link(NEWLINK, 4, b"late", more=attr(4, bytes(16))),
        _addr(2),
        _addr(2, attr(10, struct.pack("=i", 1))),
    )
    assert session.context.link(2, 6) == "eth0"
    assert session.context.link(4, 6) == "late"
    assert session.describe(5).info.endswith("dev eth0(2)")
    assert session.describe(6).info.endswith("dev 2")


def test_what_is_in_the_link_namespace_has_no_name_from_here(tmp_path: Path) -> None:
    """IFLA_LINK beside IFLA_LINK_NETNSID is an index of that namespace."""
    below = attr(5, struct.pack("=I", 2))
    session = _session(
        tmp_path,
        _link(NEWLINK, 2, b"eth0"),
        _link(NEWLINK, 5, b"vlan", more=below),
        _link(NEWLINK, 5, b"vlan", more=below + attr(37, struct.pack("=i", 0))),
    )
    names = [session.describe(n).names for n in (1, 2)]
    assert names[0].find("ifindex", 2, "link") == "eth0"
    assert names[1].find("ifindex", 2, "link") is None
    assert names[1].find("ifindex", 5, "ifi_index") == "vlan"
    assert names[0].all() == {"ifindex": {"2": "eth0", "5": "vlan"}}


def test_links_with_a_name_alone_count(tmp_path: Path) -> None:
    """New kernels send only that if asked so; the last ends with the file."""
    head = struct.pack("=BBHiII", 0, 0, 1, 2, 0, 0)
    long = attr(3, b"a-name-of-15-by\0")
    for told, name in ((attr(3, b"r1\0"), "r1"), (long, "a-name-of-15-by"), (b"", None)):
        session = _session(tmp_path, _addr(2), nlmsg(NEWLINK, head + told, flags=0))
        assert session.context.link(2, 1) == name
        session = _session(tmp_path, nlmsg(NEWLINK, head + told, flags=0), _addr(2))
        assert session.context.link(2, 2) == name
    liar = struct.pack("=HH", 60, 3) + b"eth0"  # longer than its message
    session = _session(tmp_path, nlmsg(NEWLINK, head + liar, flags=0), _addr(3))
    assert session.context.link(2, 2) in (None, "eth0")


def test_many_tellings_are_kept_once(tmp_path: Path) -> None:
    """What says the same again takes no memory."""
    session = _session(tmp_path, *[_link(NEWLINK, 2, b"eth0")] * 50)
    links = Links(session.store)
    links.notice(0)
    assert links.name(2, 50) == "eth0"
    assert links._known.of((0, 2)) == [(1, "eth0")]


def test_a_request_names_nothing(tmp_path: Path) -> None:
    """Only the kernel says what a link is called."""
    asked = bytearray(_link(NEWLINK, 2, b"wish"))
    struct.pack_into("=H", asked, 6, 5)
    assert _session(tmp_path, bytes(asked)).context.link(2, 1) is None


def test_a_machine_names_what_the_capture_does_not(tmp_path: Path) -> None:
    """Files of iproute2, later folders winning; only where it is asked for."""
    old, new = tmp_path / "usr", tmp_path / "etc"
    (new / "rt_tables.d").mkdir(parents=True)
    old.mkdir()
    (old / "rt_tables").write_text("100 old\n0x65 hex # comment\nnonsense\n")
    (new / "rt_tables").write_text("# all\n100 new\n")
    (new / "rt_tables.d" / "vpn.conf").write_text("102 vpn\n")
    (new / "rt_realms").write_text("7 office\n")
    system = System((str(old), str(new)), links=False)
    assert [system("table", n) for n in (100, 101, 102, 103)] == ["new", "hex", "vpn", None]
    assert system("ifindex", 1) is None
    assert system("uid", 0) == "root"
    assert system("uid", 0xFFFFFFFF) is None
    session = _session(tmp_path, _link(NEWLINK, 2, b"eth0"))
    assert session.context.name("table", 100, 1) is None
    assert session.context.name("realms", 0x20007, 1) == "2/7"
    session.context.system = system
    assert session.context.name("table", 100, 1) == "new"
    assert session.context.name("realms", 0x20007, 1) == "2/office"
    assert session.context.name("ifindex", 2, 1) == "eth0"


def test_each_namespace_of_a_capture_has_interfaces_of_its_own(tmp_path: Path) -> None:
    """The same index, told by two; what one does not tell, this machine does not know."""
    path = tmp_path / "several.pcapng"
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for space, data in (
            ("netns a", _link(NEWLINK, 2, b"eth0")),
            ("netns b", _link(NEWLINK, 2, b"dummy0")),
            ("netns a", _link(NEWLINK, 2, b"eth0")),
            ("netns b", _addr(2)),
            ("netns a", _addr(2)),
            ("netns c", _addr(2)),
        ):
            writer.write(Frame(1, 1, 0, PACKET_USER, data, len(data), source=space))
    session = Session.load(str(path), registry())
    session.context.system = lambda _kind, _number: "here"
    names = [session.context.name("ifindex", 2, no) for no in range(1, 7)]
    assert names == ["eth0", "dummy0", "eth0", "dummy0", "eth0", None]
    assert session.context.name("table", 9, 6) == "here"
