"""Generic netlink families that come and go while a capture runs, as nlctrl tells them.

A capture in several files begins each of them with the families of that moment.
Source: genl_ctrl_event() in net/netlink/genetlink.c, which tells the group "notify".
"""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Callable
from typing import Protocol

from nlscope.capture.groups import Ear, ask_policies
from nlscope.model import HOST_ORDER, PACKET_USER, Frame
from nlscope.schema.announced import CTRL_CMD_NEWFAMILY, announced
from nlscope.spec import GENERIC

_CTRL = 16  # GENL_ID_CTRL, and the number of its group "notify"
_DELFAMILY = 2  # CTRL_CMD_DELFAMILY
_GENL = 20  # bytes of nlmsghdr and genlmsghdr
_LONGEST = 1 << 16


class Heard(Protocol):
    """What hears the group; see groups.Ear."""

    def hear(self, buffer: bytearray) -> tuple[int, int] | None:
        """Fill a buffer with the next frame; return its size and its sender's port."""

    def close(self) -> None:
        """Stop listening."""


class Newcomers:
    """The families that came or went since the start, each by what was told of it last.

    Nothing where there is no generic netlink. As one listens, an nlmon link shows what
    nlctrl tells, and the capture names the new family itself.
    """

    def __init__(
        self,
        ear: Heard | None = None,
        policies: Callable[[str], list[Frame]] = ask_policies,
    ) -> None:
        self._ear, self._policies = ear, policies
        self._told: dict[str, list[Frame]] = {}
        self._buffer = bytearray(_LONGEST)
        if ear is None:
            with contextlib.suppress(OSError):
                made = Ear(GENERIC)
                made.join(_CTRL)
                self._ear = made

    def frames(self) -> list[Frame]:
        """Return what describes the families that came, and tells which went."""
        came: set[str] = set()
        while self._ear is not None:
            got = self._ear.hear(self._buffer)
            if got is None:
                break
            size, sender = got
            if not sender and _GENL < size <= _LONGEST:
                self._see(bytes(self._buffer[:size]), came)
        for name in came:
            with contextlib.suppress(OSError):
                self._told[name] += self._policies(name)
        return [frame for each in self._told.values() for frame in each]

    def _see(self, data: bytes, came: set[str]) -> None:
        """Take in what nlctrl tells; came are the families whose policies to ask for."""
        kind = struct.unpack_from("=4xH", data)[0], data[16]
        if kind not in ((_CTRL, CTRL_CMD_NEWFAMILY), (_CTRL, _DELFAMILY)):
            return
        family = announced(data[_GENL:], HOST_ORDER)
        if not family.name:
            return
        self._told.pop(family.name, None)  # the last word on a number counts
        frame = Frame(1, time.time_ns(), GENERIC, PACKET_USER, data, len(data))
        self._told[family.name] = [frame]
        came.discard(family.name)
        if family.ops and data[16] == CTRL_CMD_NEWFAMILY:
            came.add(family.name)

    def close(self) -> None:
        """Stop listening."""
        if self._ear is not None:
            self._ear.close()
