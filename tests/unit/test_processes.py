from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.export.json import line
from nlscope.export.printer import as_json, as_row, as_tree
from nlscope.export.save import comment_of, save
from nlscope.filter import FilterError, compile_filter
from nlscope.filter.complete import complete
from nlscope.model import Frame
from nlscope.process import OWN, Process
from nlscope.processes import NOBODY, UNKNOWN, Party
from nlscope.session import Session
from nlscope.store import Store
from tests.support import nlmsg, registry

ROUTE, USERSOCK, GENERIC = 0, 2, 16
GETLINK, NEWLINK, ERROR = 18, 16, 2
IP, TC = Process(7, "ip"), Process(8, "tc")
LINK = bytes(16)

Sent = tuple[int, str, bytes]  # protocol, comment, messages


def saved(path: Path, sent: Iterable[Sent]) -> Session:
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for no, (protocol, comment, data) in enumerate(sent, 1):
            frame = Frame(no, no, protocol, 4, data, len(data), comment=comment)
            writer.write(frame)
    return Session.load(str(path), registry())


def asked(seq: int, port: int = 0) -> bytes:
    return nlmsg(GETLINK, LINK, flags=1, seq=seq, portid=port)


def answered(seq: int, port: int) -> bytes:
    return nlmsg(NEWLINK, LINK, flags=0, seq=seq, portid=port)


def commands(session: Session) -> list[str]:
    codes = session.parties.tolist()
    known = [*session.processes.parties, NOBODY]
    every = [known[code].process for code in codes]
    return [process.command if process else "" for process in every]


def test_a_request_is_of_the_process_that_is_answered(tmp_path: Path) -> None:
    session = saved(
        tmp_path / "a.pcapng",
        [
            (ROUTE, "", asked(1)),
            (ROUTE, IP.comment, answered(1, 7)),
            (ROUTE, "", asked(2)),
            (ROUTE, "", answered(2, 7)),
            (ROUTE, "", asked(3)),
            (ROUTE, "", answered(3, 99)),
            (GENERIC, "", nlmsg(30, LINK, flags=0, seq=9, portid=7)),
        ],
    )
    assert commands(session) == ["ip", "ip", "ip", "ip", "", "", ""]


def test_a_port_is_of_the_process_told_last(tmp_path: Path) -> None:
    session = saved(
        tmp_path / "a.pcapng",
        [
            (ROUTE, "", answered(1, 7)),
            (ROUTE, IP.comment, answered(2, 7)),
            (ROUTE, "", answered(3, 7)),
            (ROUTE, TC.comment, answered(4, 7)),
            (ROUTE, "", answered(5, 7)),
        ],
    )
    assert commands(session) == ["ip", "ip", "ip", "tc", "tc"]


def test_processes_that_talk_to_each_other_stay_apart(tmp_path: Path) -> None:
    session = saved(
        tmp_path / "a.pcapng",
        [(USERSOCK, "", asked(1)), (USERSOCK, IP.comment, answered(1, 7))],
    )
    assert commands(session) == ["", "ip"]


def test_an_event_is_of_the_process_that_caused_it(tmp_path: Path) -> None:
    made = nlmsg(NEWLINK, LINK, flags=5, seq=1)
    session = saved(
        tmp_path / "a.pcapng",
        [
            (ROUTE, "", made),
            (ROUTE, "", answered(1, 0)),
            (
                ROUTE,
                IP.comment,
                nlmsg(ERROR, bytes(4) + made[:16], flags=0x100, seq=1, portid=7),
            ),
        ],
    )
    assert commands(session) == ["ip", "ip", "ip"]


def test_what_is_told_while_the_file_grows(tmp_path: Path) -> None:
    path = tmp_path / "a.pcapng"
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        session = Session(Store.open(str(path), follow=True), registry())

        def comes(comment: str, data: bytes) -> None:
            writer.write(Frame(0, 0, ROUTE, 4, data, len(data), comment=comment))
            out.flush()
            session.extend()

        comes("", answered(1, 7))
        assert not session.processes.told
        assert session.processes.of(0, session.relations) == NOBODY
        comes(IP.comment, answered(2, 7))
        assert session.processes.told
        assert session.processes.of(0, session.relations) == Party(IP)
        assert commands(session) == ["ip", "ip"]


SENT = st.tuples(
    st.sampled_from([ROUTE, USERSOCK]),
    st.sampled_from(["", IP.comment, TC.comment, OWN, "a note"]),
    st.one_of(
        st.builds(asked, st.integers(1, 3), st.integers(0, 2)),
        st.builds(answered, st.integers(1, 3), st.integers(0, 2)),
    ),
)


@settings(deadline=None)  # it writes files
@given(st.lists(SENT, max_size=20))
def test_one_and_all_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, sent: list[Sent]
) -> None:
    session = saved(tmp_path_factory.mktemp("one") / "a.pcapng", sent)
    known = session.processes
    for n, code in enumerate(session.parties.tolist()):
        party = NOBODY if code == UNKNOWN else known.parties[code]
        assert known.of(n, session.relations) == party


@pytest.fixture
def sample(tmp_path: Path) -> Session:
    return saved(
        tmp_path / "sample.pcapng",
        [
            (GENERIC, OWN, nlmsg(16, LINK, flags=2, seq=1, portid=50)),
            (ROUTE, "", asked(1)),
            (ROUTE, f"mine\n{IP.comment}", answered(1, 7)),
            (ROUTE, Process(9, 'a "b"').comment, answered(5, 9)),
            (ROUTE, "", answered(6, 10)),
        ],
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("process", [2, 3, 4]),
        ("not process", [1, 5]),
        ("process == ip", [2, 3]),
        ("process != ip", [4]),
        ('process == "a \\"b\\""', [4]),
        ("process contains b", [4]),
        ('process matches "^i"', [2, 3]),
        ("process in {ip, tc}", [2, 3]),
        ("process.pid", [2, 3, 4]),
        ("process.pid == 9", [4]),
        ("process.pid in {1..8}", [2, 3]),
        ("process.pid != 9", [2, 3]),
        ("own", [1]),
        ("not own", [2, 3, 4, 5]),
    ],
)
def test_filters(sample: Session, text: str, wanted: list[int]) -> None:
    found = compile_filter(text, registry()).rows(sample)
    assert (np.flatnonzero(found) + 1).tolist() == wanted


@pytest.mark.parametrize("text", ["own == 1", "process.pid contains 9"])
def test_filters_that_make_no_sense(text: str) -> None:
    with pytest.raises(FilterError):
        compile_filter(text, registry())


def test_completion(sample: Session) -> None:
    _ = sample.parties
    found = complete("process == ", 11, registry(), sample)
    assert [name for name, _ in found] == ['"a \\"b\\""', '"ip"']
    found = complete("process.pid == ", 15, registry(), sample)
    assert ("7", "ip") in found


def test_it_is_shown(sample: Session) -> None:
    assert b'"process":{"pid":7,"command":"ip"}' in as_json(sample, 1)
    assert b'"process":null' in as_json(sample, 4)
    assert b'"process"' in line(sample.describe(0), None)
    assert b" ip  " in as_row(sample, 1)
    assert b"    = process ip (pid 7)\n" in as_tree(sample, 1)
    assert f"    = {OWN}\n".encode() in as_tree(sample, 0)


def test_comments_of_people_stay_apart(sample: Session, tmp_path: Path) -> None:
    assert comment_of(sample, 0) == ""
    assert comment_of(sample, 2) == "mine"
    path = tmp_path / "copy.pcapng"
    save(sample, np.arange(5), path, "pcapng", {0: "first", 2: "yours"})
    copy = Session.load(str(path), registry())
    assert copy.store.frame_at(0).comment == f"{OWN}\nfirst"
    assert copy.store.frame_at(2).comment == f"{IP.comment}\nyours"
    assert commands(copy) == commands(sample)
