"""An open capture: its messages, what they teach, and which belong together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import structs

from nlscope.context import GENL_ID_CTRL, Context
from nlscope.conversation import Conversations, copies
from nlscope.describe import Description, describe
from nlscope.exchange import Relations, Role, relate
from nlscope.headers import Columns
from nlscope.links import Links
from nlscope.model import Message
from nlscope.pairing import may_mirror
from nlscope.processes import Codes, Processes
from nlscope.quiet import Quiet
from nlscope.registry import Registry
from nlscope.schema.ipsets import TEACHING
from nlscope.sets import Sets
from nlscope.spec import GENERIC, NETFILTER
from nlscope.store import Store


class Session:
    """A store with the context that its messages make, kept up to date together.

    here says that the capture is made on this machine, now.
    """

    def __init__(self, store: Store, registry: Registry, *, here: bool = False) -> None:
        self.store = store
        self.registry = registry
        self.context = Context()
        self.context.request = self._request
        self._links = Links(store)
        self.context.link = self._links.name
        self.context.source = self._links.source
        self._sets = Sets(store, self._links.source)
        self.context.told = self._sets.told
        self.context.system = registry.here if here else registry.system
        self._relations: Relations | None = None
        self._conversations: Conversations | None = None
        self._copies: npt.NDArray[np.uint32] | None = None
        self.processes = Processes(store)
        self._quiet = Quiet(registry, self.context)

    @classmethod
    def load(cls, path: str, registry: Registry) -> Session:
        """Return the session of a capture file, indexed whole; "-" is standard input."""
        session = cls(Store.open(path), registry)
        while session.extend():
            pass
        return session

    def extend(self, limit: int | None = None) -> int:
        """Index more of the file, learn from it, and return how many messages came."""
        before = len(self.store)
        added = self.store.extend(limit)
        self.context.several = bool(self.store.sources)
        protocol, kind = self.store.protocol[before:], self.store.type[before:]
        for n in np.flatnonzero((protocol == GENERIC) & (kind == GENL_ID_CTRL)):
            self.context.observe(self.store[before + int(n)])
        sets = (protocol == NETFILTER) & np.isin(kind, TEACHING)
        for n in np.flatnonzero(sets):
            told = self.store[before + int(n)]
            self.context.ipsets.observe(told, self.context.source(told.no))
        self._links.notice(before)
        self._sets.notice(before)
        return added

    @property
    def relations(self) -> Relations:
        """What each message is to the others, for all that is indexed."""
        known = self._relations
        if known is None or len(known.exchange) != len(self.store):
            known = self._relations = relate(Columns.of(self.store))
            self._conversations = self._copies = None
        return known

    @property
    def columns(self) -> Columns:
        """What pairing reads, of all that is indexed."""
        return Columns.of(self.store, self._quiet)

    @property
    def conversations(self) -> Conversations:
        """The exchanges as wholes: latency, outcome, members."""
        relations = self.relations
        if self._conversations is None:
            self._conversations = Conversations(self.columns, relations)
        return self._conversations

    @property
    def copies(self) -> npt.NDArray[np.uint32]:
        """How many listeners got each multicast, 0 for its repetitions."""
        relations = self.relations
        if self._copies is None:
            self._copies = copies(Columns.of(self.store), relations)
        return self._copies

    @property
    def parties(self) -> Codes:
        """The number of each message's party, see processes."""
        return self.processes.codes(self.relations)

    @property
    def exchanges(self) -> npt.NDArray[np.uint32]:
        """The exchange of each message: its first request's number, 0 for none."""
        return self.relations.exchange

    def exchange(self, no: int) -> int | None:
        """Return the exchange of a message number, None if it has no partner."""
        return int(self.exchanges[no - 1]) or None

    def describe(self, n: int) -> Description:
        """Return the description of message n, counted from 0."""
        return describe(self.message(n), self.registry, self.context)

    def message(self, n: int) -> Message:
        """Return message n, counted from 0, and whether it mirrors its request."""
        found = self.store[n]
        protocol = found.frame.protocol
        if may_mirror(protocol, found.type, found.flags, found.portid):
            mirrored = self.context.request(found) is not None
            return structs.replace(found, mirrored=mirrored)
        return found

    def mirrored(self, rows: slice | npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Return which messages are answers that carry the flags of their requests."""
        store = self.store
        found: npt.NDArray[np.bool_] = may_mirror(
            store.protocol[rows], store.type[rows], store.flags[rows], store.portid[rows]
        )
        if found.any():
            role = self.relations.role[rows]
            found &= (role != Role.REQUEST) & (role != Role.NONE)
        return found

    def __iter__(self) -> Iterator[Description]:
        """Yield the description of every message."""
        return (self.describe(n) for n in range(len(self.store)))

    def _request(self, message: Message) -> Message | None:
        no = int(self.relations.request[message.no - 1])
        return None if no in (0, message.no) else self.store[no - 1]
