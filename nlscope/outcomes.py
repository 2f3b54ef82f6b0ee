"""How the exchanges of a capture ended, how long they took, which requests were paired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.conversation import OUTCOMES, Conversations
from nlscope.exchange import Role
from nlscope.model import NLM_F_REQUEST, USERSOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.session import Session

_SHARES = (50, 90, 99, 100)  # percentiles


@dataclass(frozen=True, slots=True)
class Ended:
    """The exchanges of one outcome; first is the index of a request, from 0.

    The latencies are the median, that of 90 and of 99 per cent, and the longest, in ns;
    none where nothing was answered.
    """

    name: str
    exchanges: int
    messages: int
    bytes: int
    first: int
    latency_ns: tuple[int, ...]

    @property
    def test(self) -> str:
        """The filter that selects their messages."""
        return f"exchange.outcome == {self.name}" if self.name in OUTCOMES else "exchange"


def ended(known: Conversations, places: NDArray[np.integer[Any]]) -> list[Ended]:
    """Return the outcomes of the exchanges at some places, all of them together first."""
    if not len(places):
        return []
    outcome = known.outcome[places]
    found = [_ended("all", known, places)]
    for code, name in enumerate(OUTCOMES):
        some = places[outcome == code]
        if len(some):
            found.append(_ended(name, known, some))
    return found


def _ended(name: str, known: Conversations, places: NDArray[np.integer[Any]]) -> Ended:
    latency = known.latency_ns[places]
    latency = latency[latency >= 0]
    marks = np.percentile(latency, _SHARES, method="higher") if len(latency) else ()
    return Ended(
        name, len(places), int(known.messages[places].sum()),
        int(known.bytes[places].sum()), int(known.no[places[0]]) - 1,
        tuple(int(each) for each in marks),
    )  # fmt: skip


def paired(session: Session) -> dict[str, NDArray[np.intp]]:
    """Return the indexes of all requests by what came of them.

    "answered" has an answer of its own, "with its batch" one to its nfnetlink batch,
    "told of" no more than events, "not asked for an answer" and "unanswered" nothing.
    "between programs" is what a user sent another who said nothing.
    """
    relations, known, store = session.relations, session.conversations, session.store
    asks = np.flatnonzero(relations.role == Role.REQUEST)
    place = np.searchsorted(known.no, relations.exchange[asks])
    own = (relations.role == Role.ANSWER) | (relations.role == Role.END)
    answered = np.isin(asks + 1, relations.request[own])
    batch = known.latency_ns[place] >= 0
    told = np.isin(asks + 1, relations.request[relations.role == Role.EVENT])
    silent = known.outcome[place] == OUTCOMES.index("silent")
    alone = ~np.isin(known.no[place], relations.exchange[asks[told]])
    tests = (answered, batch, told | ~alone, silent)
    names = ("answered", "with its batch", "told of", "not asked for an answer")
    which = np.select(tests, range(len(names)), len(names))
    users = (store.protocol == USERSOCK) & ((store.flags & NLM_F_REQUEST) != 0)
    found = {name: asks[which == code] for code, name in enumerate((*names, "unanswered"))}
    found["between programs"] = np.flatnonzero(users & (relations.role == Role.NONE))
    return found
