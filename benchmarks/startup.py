"""What a start costs: processor time of commands, and what YAML specs add to it.

python -m benchmarks.startup DIR  (the kernel's Documentation/netlink/specs)
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CAPTURES = ("control_exmpl_ok", "fou", "link_basic")
BAR_MS = 50
ROUNDS = 15
COMMANDS = (
    ("--version",),
    ("read", "-c", "1", "captures/link_basic.pcapng"),
    ("read", "-c", "1", "-Y", "link", "captures/link_basic.pcapng"),
    ("read", "-c", "1", "--json", "captures/wifi_ap.pcapng"),
    ("stats", "captures/link_basic.pcapng"),
)


def once(args: list[str], capture: str, cache: str) -> float:
    """Return the milliseconds of one run."""
    path = ROOT / "captures" / f"{capture}.pcapng"
    command = [sys.executable, "-m", "nlscope", "read", "-c", "1", *args, str(path)]
    start = time.perf_counter()
    subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    return 1000 * (time.perf_counter() - start)


def processor(command: tuple[str, ...]) -> float:
    """Return the least processor time that a command takes, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "nlscope", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        times.append(1000 * used)
    return min(times)


def compare(capture: str, folder: str) -> str:
    """Return the least time for a capture, both ways in turn, and the difference."""
    specs = ["--specs", folder]
    with tempfile.TemporaryDirectory() as cache:
        cold = once(specs, capture, cache)
        pairs = [
            (once(["--no-specs"], capture, cache), once(specs, capture, cache))
            for _ in range(ROUNDS)
        ]
    without, using = (min(column) for column in zip(*pairs, strict=True))
    return (
        f"{capture}: {without:.0f} ms without, {using:.0f} ms with, "
        f"{using - without:+.1f} ms (bar {BAR_MS}), {cold:.0f} ms the first time"
    )


def main() -> None:
    """Print the figures of each command and each capture."""
    print("startup: processor time")
    for command in COMMANDS:
        print(f"  {processor(command):5.0f} ms  nlscope {' '.join(command)}")
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT.parent / "shared/specs")
    if not Path(folder).is_dir():
        print(f"startup: no specs in {folder}")
        return
    print(f"startup: {len(list(Path(folder).glob('*.yaml')))} specs")
    for capture in CAPTURES:
        print(compare(capture, folder))


if __name__ == "__main__":
    main()
