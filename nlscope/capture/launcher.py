"""A small process that keeps the privileges, and starts captures when it is asked to.

It can start only what it was made for: the asker, who has dropped the privileges, sends a
number and the socket that the capture reports through.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
from collections.abc import Sequence
from functools import partial

from nlscope.capture.drain import Wanted, serve
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap, forked

_PDEATHSIG = 1  # PR_SET_PDEATHSIG


class Launcher:
    """A child that starts captures; it ends with its parent, and they with it.

    The child is forked: make it before there are threads, and before privileges are
    dropped.
    """

    def __init__(self, offers: Sequence[Wanted]) -> None:
        self.offers = tuple(offers)
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours = os.getpid()
        self.pid = forked(partial(_launch, theirs, self.offers, ours), self._socket)
        theirs.close()

    def tap(self, number: int = 0) -> Tap:
        """Start the capture of one of the offers; CaptureError if that cannot be."""
        try:
            return Tap(self.offers[number], partial(self._ask, number))
        except OSError:
            message = "the process that starts captures has died: start nlscope again"
            raise CaptureError(message) from None

    def _ask(self, number: int, channel: socket.socket) -> None:
        socket.send_fds(self._socket, [bytes([number])], [channel.fileno()])

    def close(self) -> None:
        """End it, and what it started."""
        self._socket.close()
        with contextlib.suppress(OSError):  # it is root's, and we are not
            os.waitpid(self.pid, 0)


def _launch(parent: socket.socket, offers: tuple[Wanted, ...], ppid: int) -> None:
    """Be the child: fork a capture for each number that comes, until nobody asks."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != ppid:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    while True:
        data, files, _, _ = socket.recv_fds(parent, 16, 1)
        if not data:
            return
        with contextlib.ExitStack() as held:
            channels = [held.enter_context(socket.socket(fileno=fd)) for fd in files]
            if channels and data[0] < len(offers):
                work = partial(_serve, channels[0], offers[data[0]], os.getpid())
                forked(work, parent)


def _serve(channel: socket.socket, wanted: Wanted, ppid: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    serve(channel, wanted, ppid)
