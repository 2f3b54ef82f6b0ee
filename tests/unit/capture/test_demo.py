from __future__ import annotations

import time
from pathlib import Path

from nlscope.capture.demo import Demo, Traffic, recorder
from nlscope.exchange import Role
from nlscope.talk import Talk
from tests.e2e import wire
from tests.support import session


def test_traffic_reads_as_a_capture(tmp_path: Path) -> None:
    path = tmp_path / "demo.pcapng"
    with path.open("wb") as out:
        traffic = Traffic(Demo(recorder(out)), pause=0.005)
        traffic.start()
        time.sleep(0.5)
        traffic.stop()
        traffic.join()
    opened = session(path)
    assert opened.context.names == {"nlctrl", "CONTROL_EXMPL", "genl_test"}
    assert opened.context.policies
    roles = opened.relations.role
    assert (roles == Role.REQUEST).sum() > 20
    outcomes = {opened.conversations[i].outcome for i in range(len(opened.conversations))}
    assert outcomes == {"ok", "error"}
    assert opened.copies.max() == 2
    causes = {said.info for said in opened if roles[said.message.no - 1] == Role.EVENT}
    assert any(text.startswith("EVENT") for text in causes)


def test_it_can_be_talked_to() -> None:
    talk = Talk(Demo(), seconds=0.1)
    said = wire.generic(1, wire.text(1, "hello"))
    (answer,) = talk.ask(16, wire.message(32, said, seq=3))
    assert next(wire.messages(answer)).payload == said
    assert talk.ask(0, wire.message(18, bytes(16))) == []
    assert [frame.pkttype for frame in talk.frames] == [7, 6, 7]


def test_it_greets() -> None:
    demo = Demo()
    talk = Talk(demo)
    talk.peer(16).join(10)
    demo.greet()
    (frame,) = talk.listen(16, 0.1)
    (greeting,) = wire.messages(bytes(frame.data))
    assert greeting.attributes == [(1, b"Hello group genl_mcgrp0\n\0")]
