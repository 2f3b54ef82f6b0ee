"""Open and index 1,000,000 messages, against tshark listing them to /dev/null.

Run it from the project's folder: python -m benchmarks.open_file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import big_file
from nlscope.store import Store

BAR = 3  # times as fast as tshark, DESIGN.md section 6
MESSAGES = 1_000_000
RUNS = 3
SCRIPT = """
import sys
from nlscope.store import Store
assert len(Store.load(sys.argv[1])) == int(sys.argv[2])
"""


def seconds(command: list[str]) -> float:
    """Return the shortest wall time of a few runs of a command."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        times.append(time.perf_counter() - start)
    return min(times)


def private_bytes() -> int:
    """Return the memory of this process that is not of a file."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def index(path: str) -> None:
    """Print how long indexing takes in this process, and its memory a message."""
    before, start = private_bytes(), time.perf_counter()
    with Store.load(path) as store:
        taken = time.perf_counter() - start
        grown = private_bytes() - before
        print(f"nlscope, indexing alone   {taken:6.2f} s")
        columns = store.column_bytes / len(store)
        print(f"columns                   {columns:6.1f} bytes a message")
        print(f"private memory            {grown / len(store):6.1f} bytes a message")


def main() -> None:
    """Make the file, time both programs on it, print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "big.pcap")
        big_file.make(path, MESSAGES)
        print(f"{MESSAGES:,} messages, {Path(path).stat().st_size / 1e6:.0f} MB")
        ours = seconds([sys.executable, "-c", SCRIPT, path, str(MESSAGES)])
        theirs = seconds(["tshark", "-r", path])
        print(f"tshark -r                 {theirs:6.2f} s")
        print(f"nlscope, whole process    {ours:6.2f} s")
        index(path)
        print(f"ratio                     {theirs / ours:6.1f} (bar: {BAR})")


if __name__ == "__main__":
    main()
