"""Send netlink messages and hear the answers: to a scratch namespace, or to this one.

Sources: netlink(7), user_namespaces(7); netlink_net_capable() in net/netlink/af_netlink.c
asks for the rights of who opened the socket and of who sends.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import select
import socket
import struct
import subprocess
import sys
from typing import Self

from nlscope.model import protocol_name
from nlscope.talk import InjectError

SOL_NETLINK = 270
ADD_MEMBERSHIP, CAP_ACK, EXT_ACK, GET_STRICT_CHK = 1, 10, 11, 12  # NETLINK_*
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # include/uapi/linux/sched.h
_LONGEST = 1 << 20
_PATIENCE = 15.0  # seconds for a process to start


class SocketPeer:
    """A netlink socket."""

    def __init__(self, sock: socket.socket, *, strict: bool = False) -> None:
        self._socket = sock
        for option in (EXT_ACK, CAP_ACK, *([GET_STRICT_CHK] if strict else [])):
            with contextlib.suppress(OSError):  # before Linux 4.12, 4.3 and 4.20
                sock.setsockopt(SOL_NETLINK, option, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LONGEST)
        self.port: int = sock.getsockname()[0]

    def send(self, data: bytes) -> None:
        """Send one datagram to the kernel."""
        try:
            self._socket.sendto(data, (0, 0))
        except OSError as error:
            message = f"cannot send: {error.strerror}"
            raise InjectError(message) from None

    def receive(self, seconds: float) -> bytes | None:
        """Return the next datagram, None if none comes in time."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        if not poll.poll(max(0, int(seconds * 1000))):
            return None
        try:
            return self._socket.recv(_LONGEST)
        except OSError as error:
            message = f"cannot receive: {error.strerror}"
            raise InjectError(message) from None

    def join(self, group: int) -> None:
        """Listen to a multicast group."""
        try:
            self._socket.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, group)
        except OSError as error:
            message = f"cannot listen to group {group}: {error.strerror}"
            raise InjectError(message) from None

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


def _socket(protocol: int) -> socket.socket:
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
    sock.bind((0, 0))
    return sock


class Here:
    """The kernel of this machine, in the network namespace of the program."""

    name = "this machine"

    def open(self, protocol: int, *, strict: bool = False) -> SocketPeer:
        """Return a new socket."""
        try:
            return SocketPeer(_socket(protocol), strict=strict)
        except OSError as error:
            message = f"no netlink socket of protocol {protocol}: {error.strerror}"
            raise InjectError(message) from None

    def close(self) -> None:
        """Do nothing."""


class Scratch:
    """A network namespace of its own, gone when it is closed.

    A process inside makes the sockets; whoever is not root gets a user namespace around
    it, of which the caller is the owner.
    """

    name = "a scratch network namespace"

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        code = f"from nlscope import inject; inject.serve({theirs.fileno()})"
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(  # noqa: S603  # it is this program again
            [sys.executable, "-c", code],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a key that interrupts a terminal is not for it
        )
        theirs.close()
        self._ours.settimeout(_PATIENCE)
        self._ready()

    def _ready(self) -> None:
        try:
            answer = self._ours.recv(256)
        except TimeoutError:
            answer = b"the process that makes it says nothing"
        if answer != b"ok":
            self.close()
            why = answer.decode() or "the process that makes it died"
            message = f"no scratch network namespace here: {why} (--here acts on this one)"
            raise InjectError(message)

    def open(self, protocol: int, *, strict: bool = False) -> SocketPeer:
        """Return a new socket of the namespace."""
        try:
            self._ours.sendall(struct.pack("=i", protocol))
            answer, fds, _, _ = socket.recv_fds(self._ours, 256, 1)
        except OSError as error:
            message = f"the scratch network namespace is gone: {error}"
            raise InjectError(message) from None
        if not fds:
            message = f"no netlink socket of protocol {protocol}: {answer.decode()}"
            raise InjectError(message)
        return SocketPeer(socket.socket(fileno=fds[0]), strict=strict)

    def close(self) -> None:
        """End the namespace, unless a socket of it is still open."""
        self._ours.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
            return
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(fd: int) -> None:
    """Be the process inside of a scratch namespace: make the sockets that are asked for."""
    with socket.socket(fileno=fd) as ours:
        flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(flags):
            ours.sendall(os.strerror(ctypes.get_errno()).encode())
            return
        ours.sendall(b"ok")
        while data := ours.recv(4):
            try:
                with _socket(struct.unpack("=i", data)[0]) as made:
                    socket.send_fds(ours, [b"ok"], [made.fileno()])
            except OSError as error:
                ours.sendall(os.strerror(error.errno or 0).encode())


class Mailbox(SocketPeer):
    """A netlink socket that talks to other ports than the kernel's; port 0 is any.

    Nobody but root may do so, USERSOCK aside.
    """

    def __init__(self, protocol: int, port: int = 0) -> None:
        name = protocol_name(protocol)
        try:
            sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
        except OSError as error:
            message = f"no netlink socket of protocol {name}: {error.strerror}"
            raise InjectError(message) from None
        try:
            sock.bind((port, 0))
        except OSError as error:
            sock.close()
            taken = error.errno == errno.EADDRINUSE
            why = "is taken" if taken else f"cannot be had: {error.strerror}"
            message = f"port {port} of {name} {why}"
            raise InjectError(message) from None
        super().__init__(sock)
        self._name = name

    def fileno(self) -> int:
        """Return what to poll."""
        return self._socket.fileno()

    def receive_from(self) -> tuple[bytes, int]:
        """Return the next datagram and the port of its sender; wait for it."""
        try:
            data, sender = self._socket.recvfrom(_LONGEST)
        except OSError as error:
            message = f"cannot receive: {error.strerror}"
            raise InjectError(message) from None
        return data, sender[0]

    def send_to(self, data: bytes, port: int) -> None:
        """Send one datagram to a port."""
        try:
            self._socket.sendto(data, (port, 0))
        except ConnectionRefusedError:
            message = f"nobody has port {port} of {self._name}"
            raise InjectError(message) from None
        except PermissionError:
            message = f"only root sends to other ports of {self._name}"
            raise InjectError(message) from None
        except OSError as error:
            message = f"cannot send to port {port}: {error.strerror}"
            raise InjectError(message) from None
