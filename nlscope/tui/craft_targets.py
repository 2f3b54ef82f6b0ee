"""Where crafted messages go: a namespace made for them, the demo's kernel, this machine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from nlscope.capture.demo import Demo
from nlscope.inject import Here, Scratch
from nlscope.sender import Sender

if TYPE_CHECKING:
    from collections.abc import Callable

    from nlscope.registry import Registry
    from nlscope.talk import Target

NAMES = {
    "scratch": "a scratch network namespace",
    "demo": "the simulated kernel",
    "here": "this machine",
}
ABOUT = {
    "scratch": "made for it, gone afterwards",
    "demo": "nlctrl, CONTROL_EXMPL and genl_test; nothing of it is real",
    "here": "asks before what may change its state",
}


class Targets:
    """The senders, one a target, each made when it is first asked for.

    demo is the simulated kernel that runs already, if there is one.
    """

    def __init__(self, registry: Registry, demo: Demo | None = None) -> None:
        self._registry = registry
        self._makers: dict[str, Callable[[], Target]] = {
            "scratch": Scratch,
            "demo": (lambda: demo) if demo is not None else Demo,
            "here": Here,
        }
        self._senders: dict[str, Sender] = {}

    def sender(self, name: str) -> Sender:
        """Return the sender of a target."""
        if name not in self._senders:
            self._senders[name] = Sender(self._registry, self._makers[name])
        return self._senders[name]

    def close(self) -> None:
        """Let go of all of them, without waiting for it."""
        held, self._senders = list(self._senders.values()), {}

        def close() -> None:
            for sender in held:
                sender.close()

        threading.Thread(target=close, name="close targets").start()
