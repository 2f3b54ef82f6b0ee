from __future__ import annotations

import numpy as np
import pytest

from nlscope.session import Session
from nlscope.stats import Statistics, extack_text, statistics
from tests.support import CAPTURES, registry


@pytest.fixture(name="session", scope="module")
def _session() -> Session:
    return Session.load(str(CAPTURES / "errors_extack.pcapng"), registry())


@pytest.fixture(name="made", scope="module")
def _made(session: Session) -> Statistics:
    return statistics(session, np.arange(len(session.store)), 10)


def test_every_table_counts_every_message(session: Session, made: Statistics) -> None:
    total = len(session.store)
    assert made.total.messages == total
    for table in (made.protocols, made.families, made.types, made.ports):
        assert sum(each.messages for each in table) == total
        assert sum(each.bytes for each in table) == made.total.bytes
        assert sum(each.errors for each in table) == made.total.errors
    assert int(made.timeline.messages.sum()) == total
    assert int(made.timeline.errors.sum()) == made.total.errors


def test_errors_are_those_that_descriptions_tell(
    session: Session, made: Statistics
) -> None:
    failed = [
        (said.failure.name, said.failure.msg or "")
        for said in session
        if said.failure is not None and said.failure.errno
    ]
    counted = {each.name: each.messages for each in made.errors}
    names = [f"{name}: {text}" if text else name for name, text in failed]
    assert counted == {name: names.count(name) for name in names}
    assert any(": " in name for name in counted)


def test_types_have_the_names_of_the_list(session: Session, made: Statistics) -> None:
    names = {said.identity.type_name for said in session}
    assert {each.name.split(" ")[0] for each in made.types} == names


def test_first_and_last(session: Session, made: Statistics) -> None:
    for each in made.protocols:
        rows = np.flatnonzero(session.store.protocol == session.store.protocol[each.first])
        assert (each.first, each.last) == (rows[0], rows[-1])
        assert each.first_ns == session.store.time_ns[each.first]


def test_slowest_first(session: Session, made: Statistics) -> None:
    took = [each.duration_ns for each in made.slowest]
    assert took == sorted(took, reverse=True)
    assert took[0] == int(session.conversations.duration_ns.max())
    assert session.exchange(made.slowest[0].request + 1) == made.slowest[0].request + 1


def test_some_rows(session: Session) -> None:
    made = statistics(session, np.array([3, 5, 9]), 4)
    assert (made.total.messages, made.total.first, made.total.last) == (3, 3, 9)
    assert made.timeline.first[0] == 3
    assert made.timeline.time_ns(0) == made.timeline.start_ns


def test_no_rows(session: Session) -> None:
    made = statistics(session, np.zeros(0, np.int64))
    assert made.total.messages == 0
    assert made.protocols == made.types == made.errors == []
    assert made.slowest == []
    assert set(made.timeline.first.tolist()) == {-1}


def test_extack_text_is_that_of_the_description(session: Session) -> None:
    for n, said in enumerate(session):
        if said.failure is not None:
            assert extack_text(session, n) == (said.failure.msg or "")
