"""Key to paint, first rows and memory of the screen over 1,000,000 messages.

Run it from the project's folder: python -m benchmarks.tui. nlscope runs in a pseudo
terminal of 120x40 as a user has it, whole: from the byte of the key written to it until
the byte of the screen that shows the new position ("7 of 1,000,000" in the status bar,
drawn in the same update as the row, its fields and its bytes). Nothing runs inside it
for the measurement. Live, another process appends 50,000 messages a second.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks import big_file

BAR = 50  # ms, DESIGN.md section 6
MESSAGES = 1_000_000
RATE = 50_000
_PLACE = re.compile(rb"([\d,]+) of [\d,]+")
_STEPS = (b"j",) * 200 + (b"\x1b[6~",) * 200 + (b"G", b"g") * 20
_APPEND = """
import sys, time
data = open(sys.argv[1], "rb").read()[24:]
size, rate = int(sys.argv[3]), int(sys.argv[4])
start, at, end = time.perf_counter(), 0, len(data) // size
with open(sys.argv[2], "ab", 0) as out:
    while at < end:
        due = min(end, int((time.perf_counter() - start) * rate))
        out.write(data[at * size : due * size])
        at = due
        time.sleep(0.01)
"""


class Terminal:
    """A program in a pseudo terminal; all that it writes is read."""

    def __init__(self, *command: str) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if not self.pid:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "nlscope", *command])
        size = struct.pack("HHHH", 40, 120, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def send(self, keys: bytes) -> None:
        """Type keys."""
        os.write(self._fd, keys)

    def read(self, seconds: float) -> bytes:
        """Return what comes first within some time, b"" for nothing."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._fd, 1 << 20)
        except OSError:
            return b""

    def until(self, pattern: re.Pattern[bytes], other: bytes = b"") -> bytes:
        """Read until a match whose first group is another; return it."""
        seen, end = b"", time.perf_counter() + 30
        while time.perf_counter() < end:
            seen += self.read(0.5)
            for found in pattern.finditer(seen):
                if found[1] != other:
                    return found[1]
        message = f"nothing but {seen[-200:]!r}"
        raise TimeoutError(message)

    def quiet(self, seconds: float) -> None:
        """Read until nothing has come for some time."""
        while self.read(seconds):
            pass

    def memory(self) -> int:
        """Return the private memory in KiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
        return 0

    def close(self) -> None:
        """Leave the program."""
        self.send(b"q")
        self.quiet(1)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def keys(terminal: Terminal, steps: tuple[bytes, ...]) -> list[float]:
    """Return the ms from each key to the screen that shows what it did."""
    times, place = [], b"1"
    for key in steps:
        start = time.perf_counter()
        terminal.send(key)
        place = terminal.until(_PLACE, place)
        times.append(1000 * (time.perf_counter() - start))
        terminal.read(0.01)
    return times


def told(name: str, times: list[float]) -> None:
    """Print the median, the 95th percentile and the worst of some times."""
    p95 = quantiles(times, n=20)[-1]
    print(
        f"{name:<24} median {median(times):5.1f} ms  p95 {p95:5.1f} ms"
        f"  max {max(times):5.1f} ms  (bar {BAR} ms)"
    )


def finished(path: str) -> None:
    """Measure a file that does not grow."""
    terminal = Terminal(path)
    terminal.until(re.compile(rb"(nlmsghdr)"))
    print(f"{'start to first rows':<24} {time.perf_counter() - terminal.started:6.2f} s")
    terminal.until(re.compile(rb"(1) of 1,000,000"))
    print(f"{'start to all rows':<24} {time.perf_counter() - terminal.started:6.2f} s")
    terminal.quiet(1)
    before = terminal.memory()
    told("key to paint", keys(terminal, _STEPS))
    print(
        f"{'private memory':<24} {before // 1024} MiB, "
        f"{(terminal.memory() - before) / 1024:+.1f} MiB after {len(_STEPS)} keys"
    )
    terminal.close()


def live(path: str, folder: str) -> None:
    """Measure while another process appends to the file."""
    growing = str(Path(folder) / "growing.pcap")
    Path(growing).write_bytes(Path(path).read_bytes()[:24])
    script = [sys.executable, "-c", _APPEND, path, growing, "233", str(RATE)]
    terminal = Terminal("-f", growing)
    with subprocess.Popen(script) as writer:
        terminal.until(_PLACE)
        terminal.send(b"g")
        terminal.quiet(0.0)
        told("key to paint, live", keys(terminal, (b"j",) * 150))
        writer.kill()
    terminal.close()


def main() -> None:
    """Make the file and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "big.pcap")
        big_file.make(path, MESSAGES)
        finished(path)
        live(path, folder)


if __name__ == "__main__":
    main()
