"""Sends drafts to a target, one at a time, and says what came of each.

What is asked and answered is kept as a capture, from which the target's family ids and
policies are learnt.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass

from nlscope.context import Context
from nlscope.describe import Description
from nlscope.directory import Directory
from nlscope.draft import Draft
from nlscope.exchange import Role
from nlscope.recording import Recording
from nlscope.registry import Registry
from nlscope.schema.policy import CTRL_CMD_GETPOLICY
from nlscope.spec import GENERIC
from nlscope.talk import InjectError, Talk, Target

_GENL_ID_CTRL, _FAMILY_NAME = 16, 2
_REQUEST_DUMP = 0x301
_NFT, _BEGIN, _END = 10, 16, 17  # NFNL_SUBSYS_NFTABLES, NFNL_MSG_BATCH_*
_MOST = 500  # answers that are described; a dump may have many more


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, and what answered it.

    data is what went out. answers are at most 500 of count; latency_ns is to the first,
    None without one; outcome is one of conversation.OUTCOMES; trouble says why it could
    not be sent, or is "".
    """

    draft: Draft
    data: bytes = b""
    request: Description | None = None
    answers: tuple[Description, ...] = ()
    count: int = 0
    latency_ns: int | None = None
    outcome: str = ""
    trouble: str = ""

    @property
    def failed(self) -> Description | None:
        """The answer that tells of an error, None if there is none."""
        return next((each for each in self.answers if each.failure is not None), None)


class Sender:
    """A target that is made when it is first needed; any thread may use it."""

    def __init__(
        self, registry: Registry, make: Callable[[], Target], *, seconds: float = 2.0
    ) -> None:
        self._registry, self._make, self._seconds = registry, make, seconds
        self._lock = threading.Lock()
        self._talk: Talk | None = None
        self._recording: Recording | None = None
        self._directory: Directory | None = None
        self.numbers: dict[str, int] = {}  # ids of the families that were learnt
        self.links: dict[int, str] = {}  # the interfaces that were asked for
        self._seq = 1000
        self._closed = False

    @property
    def context(self) -> Context | None:
        """What the target told of its families, None before it was asked."""
        return self._recording.session.context if self._recording else None

    def _open(self) -> tuple[Talk, Recording, Directory]:
        if self._closed:
            message = "the target is closed"
            raise InjectError(message)
        if self._talk is None or self._recording is None or self._directory is None:
            self._recording = self._recording or Recording(self._registry)
            self._talk = Talk(self._make(), seconds=self._seconds)
            self._directory = Directory(self._talk)
        return self._talk, self._recording, self._directory

    def learn(self, family: str) -> str:
        """Ask for a generic netlink family's id and policy; return what is wrong, or ""."""
        with self._lock:
            try:
                talk, recording, directory = self._open()
                if family and family not in self.numbers:
                    number = directory.family(family)
                    if number is not None:
                        self.numbers[family] = number
                        self._policy(talk, family)
                    recording.add(talk.frames)
                    if number is None:
                        return f"{talk.target.name} has no generic netlink family {family}"
            except InjectError as error:
                return str(error)
        return ""

    def _policy(self, talk: Talk, family: str) -> None:
        name = family.encode() + b"\0"
        attribute = struct.pack("=HH", 4 + len(name), _FAMILY_NAME) + name
        body = struct.pack("=BBH", CTRL_CMD_GETPOLICY, 1, 0) + attribute
        body += bytes(-len(body) % 4)
        self._seq += 1
        port = talk.peer(GENERIC).port
        head = struct.pack(
            "=IHHII", 16 + len(body), _GENL_ID_CTRL, _REQUEST_DUMP, self._seq, port
        )
        talk.ask(GENERIC, head + body)

    def interface(self, name: str) -> tuple[int | None, str]:
        """Ask for the index of an interface; return it, or None and what is wrong."""
        with self._lock:
            try:
                talk, _, directory = self._open()
                index = directory.interface(name)
            except InjectError as error:
                return None, str(error)
            if index is None:
                return None, f"{talk.target.name} has no interface {name}"
            self.links[index] = name
            return index, ""

    def send(self, draft: Draft, *, batch: bool = False) -> Sent:
        """Send a draft and wait for its answer; a fault is told, never raised.

        batch puts it between the begin and the end of an nfnetlink batch.
        """
        with self._lock:
            try:
                return self._send(draft, batch=batch)
            except InjectError as error:
                return Sent(draft, trouble=str(error))

    def _send(self, draft: Draft, *, batch: bool) -> Sent:
        talk, recording, directory = self._open()
        number = None
        if draft.family and "type" not in draft.fixed:
            number = directory.family(draft.family)
            if number is None:
                name = talk.target.name
                return Sent(
                    draft, trouble=f"{name} has no generic netlink family {draft.family}"
                )
        self._seq += 2
        data = draft.numbered(self._seq, talk.peer(draft.protocol).port, number)
        if not data:
            return Sent(draft, trouble="there is nothing to send")
        first = len(talk.frames) + 1
        talk.ask(draft.protocol, self._batch(data) if batch else data)
        recording.add(talk.frames)
        return self._sent(draft, data, recording, first)

    def _batch(self, data: bytes) -> bytes:
        """Return a message of nftables in a batch of its own."""
        subsystem = struct.pack("=BB", 0, 0) + struct.pack(">H", _NFT)
        begin = struct.pack("=IHHII", 20, _BEGIN, 1, self._seq - 1, 0) + subsystem
        end = struct.pack("=IHHII", 20, _END, 1, self._seq + 1, 0) + subsystem
        self._seq += 2
        return begin + data + bytes(-len(data) % 4) + end

    def _sent(self, draft: Draft, data: bytes, recording: Recording, first: int) -> Sent:
        """Return what the capture has of a message and its answers."""
        session = recording.session
        numbers = [
            n for n in range(len(session.store)) if session.store[n].frame.no >= first
        ]
        own = [n for n in numbers if session.store[n].frame.no == first]
        own = own[1:] if len(own) == 3 else own  # in a batch
        asked = next((n for n in own if session.relations.role[n] == Role.REQUEST), None)
        place = None if asked is None else session.conversations.of(asked + 1)
        whole = None if place is None else session.conversations[place]
        rest = [n for n in numbers if session.store[n].frame.no > first]
        return Sent(
            draft,
            data,
            session.describe(own[0]) if own else None,
            tuple(session.describe(n) for n in rest[:_MOST]),
            len(rest),
            whole.latency_ns if whole else None,
            whole.outcome if whole else "unanswered",
        )

    def close(self) -> None:
        """Let go of the target."""
        with self._lock:
            self._closed = True
            if self._talk is not None:
                self._talk.close()
                self._talk.target.close()
            if self._recording is not None:
                self._recording.__exit__(None, None, None)
