from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from nlscope.capture.demo import Demo, Traffic, recorder
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.exchange import Role
from nlscope.inject import Scratch
from nlscope.model import Frame
from nlscope.recording import Recording
from nlscope.replay import Replay, Step
from nlscope.session import Session
from nlscope.talk import InjectError, Talk, Target
from tests.support import CAPTURES, attr, genlmsg, nlmsg, registry, session


def steps(opened: Session, target: Target, **more: bool) -> list[Step]:
    rows = np.flatnonzero(opened.relations.role == Role.REQUEST).tolist()
    with Talk(target, seconds=0.5) as talk, Recording(registry()) as recording:
        return list(Replay(opened, talk, recording, **more).steps(rows))


def captured(path: Path, *frames: bytes, protocol: int = 16) -> Session:
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for no, data in enumerate(frames, 1):
            writer.write(Frame(no, no, protocol, 4, data, len(data)))
    return session(path)


def test_a_demo_answers_as_it_did(tmp_path: Path) -> None:
    path = tmp_path / "demo.pcapng"
    with path.open("wb") as out:
        traffic = Traffic(Demo(recorder(out)), pause=0)
        for step in (step for step, _ in zip(traffic._steps(), range(12), strict=False)):
            traffic._ask(*step)
        traffic._begin()
    found = steps(session(path), Demo())
    assert {step.verdict for step in found} == {"same"}
    assert len(found) > 12


def test_a_family_gets_the_id_it_has_there(tmp_path: Path) -> None:
    known = genlmsg(1, attr(1, b"\x63\0") + attr(2, b"CONTROL_EXMPL\0"))
    echo = genlmsg(1, attr(1, b"hi\0"))
    opened = captured(
        tmp_path / "x.pcapng",
        nlmsg(16, known, flags=0, seq=0),
        nlmsg(99, echo, seq=60),
        nlmsg(99, echo, flags=0, seq=60, portid=7),
    )
    (step,) = steps(opened, Demo())
    assert (step.verdict, step.no) == ("same", 2)


def test_another_answer_is_shown(tmp_path: Path) -> None:
    known = genlmsg(1, attr(1, b"\x63\0") + attr(2, b"CONTROL_EXMPL\0"))
    opened = captured(
        tmp_path / "x.pcapng",
        nlmsg(16, known, flags=0, seq=0),
        nlmsg(99, genlmsg(1, attr(1, b"hi\0")), seq=60),
        nlmsg(99, genlmsg(1, attr(1, b"hello\0")), flags=0, seq=61, portid=0),
    )
    (step,) = steps(opened, Demo())
    assert step.verdict == "differs"
    assert [str(change) for change in step.changes] == ["~ msg: hello -> hi"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    known = genlmsg(1, attr(1, b"\x63\0") + attr(2, b"nosuch\0"))
    opened = captured(
        tmp_path / "x.pcapng",
        nlmsg(16, known, flags=0, seq=0),
        nlmsg(99, genlmsg(1, b""), seq=60),
    )
    (step,) = steps(opened, Demo())
    assert (step.verdict, step.reason) == ("skipped", "the target has no family nosuch")


def test_link_basic_in_a_scratch_namespace() -> None:
    try:
        scratch = Scratch()
    except InjectError as error:
        pytest.skip(str(error))
    opened = session(CAPTURES / "link_basic.pcapng")
    with scratch:
        found = {step.no: step for step in steps(opened, scratch, ignore_new=True)}
    assert len(found) == 44
    assert found[1].verdict == "same"
    veth = found[45]
    if veth.verdict == "error":
        pytest.skip(f"this kernel has no veth: {veth.reason}")
    assert found[51].verdict == found[57].verdict == found[91].verdict == "same"
    assert {step.verdict for step in found.values()} <= {"same", "differs", "error"}


class Deaf:
    """A target that hears and says nothing; both ends of a conversation in one."""

    name, port = "nobody", 7

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def open(self, protocol: int, *, strict: bool = False) -> Deaf:
        del protocol, strict
        return self

    def send(self, data: bytes) -> None:
        self.heard.append(data)

    def receive(self, seconds: float) -> bytes | None:
        del seconds
        return None

    def join(self, group: int) -> None:
        del group

    def close(self) -> None:
        pass


def test_a_batch_is_for_any_generation_of_the_ruleset(tmp_path: Path) -> None:
    head = b"\0\0\0\x0a"  # nfgenmsg of NFNL_SUBSYS_NFTABLES
    genid = attr(1, b"\0\0\0\x09")
    begin = nlmsg(16, head + genid, seq=1)
    new = nlmsg(0xA00, b"\2\0\0\0" + attr(1, b"t\0"), flags=5, seq=2)
    end = nlmsg(17, head, seq=3)
    opened = captured(tmp_path / "x.pcapng", begin + new + end, protocol=12)
    target = Deaf()
    steps(opened, target)
    (sent,) = target.heard
    assert genid not in sent
    again = captured(tmp_path / "y.pcapng", sent, protocol=12)
    assert [each.message.type for each in again] == [16, 0xA00, 17]
    assert [each.message.problem for each in again] == [None] * 3
    assert [len(each.message.data) for each in again] == [20, len(new), len(end)]


class Silent:
    """A target that refuses one message of a batch, or answers nothing."""

    name = "silent"
    port = 7

    def __init__(self, refused: int | None = None) -> None:
        self.refused = refused
        self.sent = b""
        self.waits: list[float] = []

    def open(self, protocol: int, *, strict: bool = False) -> Silent:
        del protocol, strict
        return self

    def send(self, data: bytes) -> None:
        self.sent = data

    def receive(self, seconds: float) -> bytes | None:
        self.waits.append(seconds)
        if self.refused is None:
            return None
        head = self.sent[self.refused : self.refused + 16]
        self.refused = None
        (seq,) = struct.unpack_from("=I", head, 8)
        body = struct.pack("=i", -2) + head
        return nlmsg(2, body, flags=0x100, seq=seq, portid=7)

    def join(self, group: int) -> None: ...

    def close(self) -> None: ...


def batch() -> bytes:
    nfgen = bytes(4)
    begin = nlmsg(0x10, b"\0\0\0\x0a", flags=1, seq=1)
    made = nlmsg(0x0A00, nfgen + attr(1, b"t\0"), flags=0x401, seq=2)
    return begin + made + nlmsg(0x11, b"\0\0\0\x0a", flags=1, seq=3)


def test_a_batch_that_was_not_answered_is_not_waited_for(tmp_path: Path) -> None:
    opened = captured(tmp_path / "x.pcapng", batch(), protocol=12)
    target = Silent()
    (step,) = steps(opened, target)
    assert step.verdict == "same"
    assert max(target.waits) <= 0.05


def test_of_a_batch_the_message_that_was_refused_is_named(tmp_path: Path) -> None:
    opened = captured(tmp_path / "x.pcapng", batch(), protocol=12)
    (step,) = steps(opened, Silent(refused=20))
    assert step.verdict == "error"
    assert step.reason.startswith("NFT_MSG_NEWTABLE: ENOENT: ")
