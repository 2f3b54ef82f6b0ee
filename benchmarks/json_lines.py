"""Every message as JSON: messages a second of nlscope and of tshark on one file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.big_file import make

MESSAGES = 100_000
BAR = 2.0


def seconds(command: list[str]) -> float:
    """Return how long a command takes, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def main() -> None:
    """Print both rates and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "routes.pcap"
        make(path, MESSAGES)
        ours = seconds([sys.executable, "-m", "nlscope", "read", "--json", str(path)])
        theirs = seconds(["tshark", "-r", str(path), "-T", "json"])
    print(f"json: {MESSAGES} messages")
    print(f"  tshark -T json       {MESSAGES / theirs:>9.0f} messages/s")
    print(f"  nlscope read --json  {MESSAGES / ours:>9.0f} messages/s")
    print(f"  ratio {theirs / ours:.1f}, the bar is {BAR}")


if __name__ == "__main__":
    main()
