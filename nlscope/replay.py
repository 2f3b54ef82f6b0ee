"""Send the requests of a capture again, and compare what answers with what answered."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from nlscope.conversation import Exchange
from nlscope.describe import Description
from nlscope.diff import Change, record, sequences, unit_of
from nlscope.directory import Directory
from nlscope.exchange import BATCH_BEGIN
from nlscope.export.relation import exchange_of
from nlscope.model import HOST_ORDER, Field, Message
from nlscope.recording import Recording
from nlscope.session import Session
from nlscope.spec import GENERIC, NETFILTER
from nlscope.talk import InjectError, Talk, marked

Verdict = Literal["same", "differs", "error", "no answer", "skipped"]
_GENL_ID_CTRL = 16
_BATCH_HEAD = 20  # nlmsghdr, nfgenmsg; NFNL_BATCH_GENID is all that may follow
_MOST_PAUSE = 5.0  # seconds, however long a person thought


@dataclass(slots=True)
class Step:
    """One request sent again: what came of it, beside what came of it then.

    no is its number in the capture; notes say what could not be put right before.
    """

    no: int
    info: str
    verdict: Verdict
    changes: list[Change] = field(default_factory=list)
    reason: str = ""
    notes: list[str] = field(default_factory=list)


class Replay:
    """The requests of a session, sent to a target one frame at a time.

    ignore_new leaves out the values that only the new answers have.
    """

    def __init__(
        self,
        session: Session,
        talk: Talk,
        recording: Recording,
        *,
        ignore_new: bool = False,
    ) -> None:
        self.session, self.talk, self.recording = session, talk, recording
        self.ignore_new = ignore_new
        self._directory = Directory(talk)
        self._names: dict[int, str] = {}
        self._seq = int(time.time()) & 0x7FFFFFFF

    def steps(
        self,
        rows: list[int],
        *,
        speed: float = 0,
        pause: Callable[[float], None] = time.sleep,
    ) -> Iterator[Step]:
        """Send the requests at some rows in order; speed 1 is as recorded, 0 no pauses."""
        frames: dict[int, list[int]] = {}
        for n in rows:
            frames.setdefault(int(self.session.store.frame[n]), []).append(n)
        before = None
        for members in frames.values():
            now = int(self.session.store.time_ns[members[0]])
            if speed and before is not None:
                pause(min(max(now - before, 0) / 1e9 / speed, _MOST_PAUSE))
            before = now
            yield from self._frame(members)

    def _frame(self, members: list[int]) -> Iterator[Step]:
        notes: list[str] = []
        try:
            data = b"".join(self._again(self.session.store[n], notes) for n in members)
        except LookupError as error:
            yield self._step(members[0], "skipped", reason=str(error.args[0]))
            return
        protocol = int(self.session.store.protocol[members[0]])
        self.recording.add(self.talk.frames)
        first = len(self.recording.session.store)
        try:
            self.talk.ask(protocol, data, silent=self._silent(members))
        except InjectError as error:
            yield self._step(members[0], "skipped", reason=str(error))
            return
        self.recording.add(self.talk.frames)
        done: set[int] = set()
        for i, n in enumerate(members):
            exchange = exchange_of(self.session, n + 1)
            if exchange is None or exchange.no in done:
                continue
            done.add(exchange.no)
            yield self._compare(n, exchange, exchange_of(self._new, first + i + 1), notes)

    def _silent(self, members: list[int]) -> bool:
        """Return whether nothing answered requests, and none of them asks for it."""
        store = self.session.store
        then = [exchange_of(self.session, n + 1) for n in members]
        return not any(marked(int(store.flags[n])) for n in members) and not any(
            each and each.answers for each in then
        )

    @property
    def _new(self) -> Session:
        return self.recording.session

    def _step(self, n: int, verdict: Verdict, **more: Any) -> Step:
        said = self.session.describe(n)
        info = f"{said.identity.type_name} {said.info}".rstrip()
        return Step(n + 1, info, verdict, **more)

    def _again(self, message: Message, notes: list[str]) -> bytes:
        """Return a request with new numbers; LookupError if the target lacks its family."""
        data = bytearray(message.data)
        kind = message.type
        if message.frame.protocol == GENERIC and kind != _GENL_ID_CTRL:
            kind = self._family(kind, message.no, notes)
        self._seq += 1
        port = self.talk.peer(message.frame.protocol).port
        struct.pack_into("=H", data, 4, kind)
        struct.pack_into("=II", data, 8, self._seq, port)
        root = self.session.describe(message.no - 1).root
        self._remap(root, data, message.no, notes)
        if message.frame.protocol == NETFILTER and kind == BATCH_BEGIN:
            return _any_generation(bytes(data))
        return bytes(data)

    def _family(self, number: int, no: int, notes: list[str]) -> int:
        name = self.session.context.family_name(number, no)
        if name is None:
            notes.append(f"the capture does not name the family of id {number}")
            return number
        found = self._directory.family(name)
        if found is None:
            msg = f"the target has no family {name}"
            raise LookupError(msg)
        return found

    def _remap(self, part: Field, data: bytearray, no: int, notes: list[str]) -> None:
        """Put the target's numbers in the place of the capture's, by their names."""
        for inner in part.items:
            unit = unit_of(inner.spec)
            if unit and isinstance(inner.value, int) and inner.value > 0:
                number = self._number(unit, inner.value, no, notes)
                size = inner.stop - inner.body
                raw = number.to_bytes(size, "little" if HOST_ORDER == "<" else "big")
                data[inner.body : inner.stop] = raw
            elif inner.value is None or not isinstance(inner.value, (int, str)):
                self._remap(inner, data, no, notes)

    def _number(self, unit: str, number: int, no: int, notes: list[str]) -> int:
        if unit == "genl family":
            own = number == _GENL_ID_CTRL
            return number if own else self._family(number, no, notes)
        name = self.session.context.link(number, no)
        found = None if name is None else self._directory.interface(name)
        if found is not None:
            self._names[found] = str(name)
            return found
        what = f"interface {name}" if name else f"index {number}, which has no name here,"
        notes.append(f"the target has no {what}")
        return number

    def _compare(
        self, n: int, then: Exchange, now: Exchange | None, notes: list[str]
    ) -> Step:
        if now is None or (then.answers and not now.answers):
            verdict: Verdict = "same" if not then.answers else "no answer"
            return self._step(n, verdict, notes=notes)
        old = [self._record(self.session, no) for no in then.answers]
        new = [self._record(self._new, no) for no in now.answers]
        found = [c for c in sequences(old, new) if not (self.ignore_new and c.added)]
        reason = ""
        verdict = "differs" if found else "same"
        if now.outcome == "error" and then.outcome != "error":
            verdict, reason = "error", self._reason(now)
        return self._step(n, verdict, changes=found, reason=reason, notes=notes)

    def _reason(self, now: Exchange) -> str:
        for no in now.answers:
            failed = self._new.describe(no - 1).failure
            if failed is not None and failed.errno:
                words = f"{failed.name}: {failed.sentence}"
                if failed.request is None or failed.request == now.requests[0]:
                    return words
                refused = self._new.describe(failed.request - 1).identity.type_name
                return f"{refused}: {words}"  # one of a batch
        return ""

    def _record(self, session: Session, no: int) -> dict[str, Any]:
        said: Description = session.describe(no - 1)

        def name(unit: str, number: int) -> str | None:
            if unit != "ifindex":
                return session.context.family_name(number, no)
            if session is self.session:
                return session.context.link(number, no)
            return self._named(number)

        return record(said, name)

    def _named(self, index: int) -> str | None:
        """Return the name that an index has at the target now, or had a moment ago."""
        if index <= 0:
            return None
        found = self._directory.interface_name(index)
        if found is not None:
            self._names[index] = found
        return self._names.get(index)


def _any_generation(data: bytes) -> bytes:
    """Return a NFNL_MSG_BATCH_BEGIN without NFNL_BATCH_GENID.

    nfnetlink_rcv_batch() answers ERESTART to a generation of the ruleset that is past.
    """
    kept = data[:_BATCH_HEAD]
    return struct.pack("=I", len(kept)) + kept[4:]
