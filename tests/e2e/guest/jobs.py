"""Do jobs with nlscope, each in a fork of this process: imports take half a minute here.

The arguments are a folder and names of jobs; each job has a folder of its own there.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
import traceback
from pathlib import Path

import pyroute2.iproute.linux  # noqa: F401  # once for all jobs, as are the next

import nlscope.commands.capture
import nlscope.commands.live
import nlscope.commands.peer
import nlscope.commands.run
import nlscope.commands.view
import nlscope.filter
import nlscope.filter.msgtype
import nlscope.tui.app
import nlscope.tui.main_screen  # noqa: F401
from tests.e2e.guest.program import ready

MODULES = {
    "captures": "capturing", "seeds": "seeds", "screen": "screen",
    "live_screen": "live_screen",
}  # fmt: skip
WARMING = (
    ("send", "--demo", "CONTROL_EXMPL", "ECHO", "msg=hello"),
    ("capture", "--groups", "link", "-w", "/dev/null", "-q", "-a", "duration:0.1"),
)


def do(name: str, folder: Path) -> None:
    """Be a job to its end; its status and what it prints are files, too."""
    folder.mkdir()
    output = os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ["OUT"] = str(folder)
    status = 1
    try:
        importlib.import_module(f"tests.e2e.guest.{MODULES[name]}").main()
        status = 0
    except BaseException:  # noqa: BLE001  # the host reads it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        (folder / "status").write_text(f"{status}\n")
        os._exit(status)


def main() -> None:
    """Do all of them, one after another."""
    ready(*WARMING)
    sys.stdout.write(f"ready {time.monotonic():.1f} s after the start\n")
    sys.stdout.flush()
    for name in sys.argv[2:]:
        started = time.monotonic()
        pid = os.fork()
        if not pid:
            do(name, Path(sys.argv[1], name))
        os.waitpid(pid, 0)
        sys.stdout.write(f"{name}: {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
