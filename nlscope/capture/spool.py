"""Spool what cannot be mapped, a pipe or gzip data, into an unlinked temporary file."""

from __future__ import annotations

import contextlib
import os
import select
import stat
import zlib
from typing import IO

GZIP = b"\x1f\x8b"
_READ = 1 << 16  # bytes a read; deflate makes at most a thousand times as many of them
_PULL = 1 << 24  # bytes spooled before the caller may index them


class Spool:
    """What a pipe or a gzip file gives, in an unlinked temporary file."""

    def __init__(self, fd: int, *, follow: bool) -> None:
        import tempfile  # noqa: PLC0415  # regular files, most of all, need none

        self.file: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self.ended = False
        self.problem: str | None = None
        self._input = fd
        self._growing = follow and stat.S_ISREG(os.fstat(fd).st_mode)
        self._head: bytes | None = b""
        self._gunzip: Gunzip | None = None

    def pull(self, *, wait: bool) -> None:
        """Spool what can be read without waiting; with wait, not nothing."""
        poll = select.poll()
        poll.register(self._input, select.POLLIN)
        pulled = 0
        try:
            while not self.ended and pulled < _PULL and poll.poll(None if wait else 0):
                chunk = os.read(self._input, _READ)
                if not chunk and self._growing:
                    return
                pulled += self._take(chunk)
                wait = wait and not pulled
        except OSError as error:
            self._stop(f"reading stopped: {error.strerror}")

    def _take(self, chunk: bytes) -> int:
        """Spool one read, b"" being the end; return the number of bytes spooled."""
        self.ended = not chunk
        if self._head is not None:
            chunk = self._head + chunk
            if len(chunk) < len(GZIP) and not self.ended:
                self._head = chunk
                return 0
            self._gunzip = Gunzip() if chunk.startswith(GZIP) else None
            self._head = None
        if self._gunzip:
            chunk = self._gunzip.feed(chunk, final=self.ended)
            if self._gunzip.problem:
                self._stop(self._gunzip.problem)
        return self.file.write(chunk)

    def _stop(self, problem: str) -> None:
        self.problem = problem
        self.ended = True


class Gunzip:
    """The bytes of gzip members, one after the other (RFC 1952)."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self._member = zlib.decompressobj(wbits=31)
        self._rest = b""

    def feed(self, chunk: bytes, *, final: bool) -> bytes:
        """Return what chunk adds; damage is told by problem."""
        out = []
        chunk = self._rest + chunk
        self._rest = b""
        while chunk and not self.problem:
            if self._member.eof and not chunk.startswith(GZIP):
                self._rest = chunk[: len(GZIP)]
                break
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            out.append(self._inflate(chunk))
            chunk = self._member.unused_data
        if final and not (self._member.eof or self.problem):
            self.problem = "the gzip data is cut short"
        return b"".join(out)

    def _inflate(self, chunk: bytes) -> bytes:
        before = self._member.copy()
        try:
            return self._member.decompress(chunk)
        except zlib.error:
            self.problem = "the gzip data is damaged"
        # zlib throws away what it had made of the chunk: go to the damage in steps.
        out = bytearray()
        with contextlib.suppress(zlib.error):
            for at in range(len(chunk)):
                out += before.decompress(chunk[at : at + 1])
        return bytes(out)
