"""Drive nlscope on a terminal of this kernel: capture, stop, start, save, quit, be killed.

What is to be judged by the host is in facts.json.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.e2e.guest.capturing import NOBODY, OPEN, nlmons, run
from tests.e2e.guest.session import OUT
from tests.e2e.guest.terminal import Terminal


def place() -> dict[str, str]:
    """Return an environment as sudo makes it, for a user who may do nothing."""
    for name in ("tmp", "home"):
        (OPEN / name).mkdir(parents=True, exist_ok=True)
        (OPEN / name).chmod(0o777)
    OPEN.chmod(0o777)
    home = str(OPEN / "home")
    paths = {f"XDG_{each}_HOME": home for each in ("STATE", "CONFIG")}
    return {"SUDO_UID": str(NOBODY), "TMPDIR": str(OPEN / "tmp"), **paths}


def reachable() -> None:
    """Let everybody import what only root may reach here; the guest forgets it."""
    for folder in Path(sys.base_prefix).parents:
        folder.chmod(folder.stat().st_mode | 0o11)


def family(pid: int) -> list[int]:
    """Return the owners of a process, its only child, and so on."""
    owners = []
    while True:
        owners.append(Path(f"/proc/{pid}").stat().st_uid)
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if not children:
            return owners
        pid = int(children[0])


def kept() -> list[str]:
    return sorted(path.name for path in (OPEN / "tmp").glob("nlscope-*/*"))


def used() -> dict[str, Any]:
    terminal = Terminal(env=place())
    facts: dict[str, Any] = {"live": terminal.shows("● live"), "during": nlmons()}
    facts["owners"] = family(terminal.pid)
    run("ip link add shown0 type dummy")
    facts["first"] = terminal.shows("shown0")
    terminal.press("S")
    facts["stopped"] = terminal.shows("stopped")
    facts["after stop"] = nlmons()
    terminal.press("S")
    facts["again"] = terminal.shows("● live")
    facts["during again"] = nlmons()
    run("ip link add shown1 type dummy")
    facts["second"] = terminal.shows("shown1")
    saved = OPEN / "saved.pcapng"
    terminal.press("w")
    terminal.shows("pcapng capture")
    terminal.insist("\x15", "type a name")  # its line may not take keys yet
    terminal.press(str(saved))
    terminal.shows(str(saved))
    terminal.press("\r")
    facts["saved"] = terminal.until(saved.exists)
    terminal.press("q")
    facts["asked"] = terminal.shows("not saved")
    facts["kept"] = kept()
    terminal.press("d")
    facts["status"] = terminal.ended()
    if saved.exists():
        shutil.copy(saved, OUT / "saved.pcapng")
    return {**facts, "after": nlmons(), "kept after": kept(), "seen": terminal.seen}


def killed() -> dict[str, Any]:
    terminal = Terminal(env=place())
    facts: dict[str, Any] = {"live": terminal.shows("● live"), "during": nlmons()}
    run("ip link add shown2 type dummy")
    facts["shown"] = terminal.shows("shown2")
    os.kill(terminal.pid, signal.SIGKILL)
    facts["status"] = terminal.ended()
    facts["gone"] = terminal.until(lambda: not nlmons(), 10)
    for path in (OPEN / "tmp").glob("nlscope-*/*"):
        shutil.copy(path, OUT / "killed.pcapng")
    return {**facts, "kept": kept()}


def closed() -> dict[str, Any]:
    """Close the terminals of a screen and of a capture."""
    screen = Terminal(env=place())
    screen.shows("● live")
    facts: dict[str, Any] = {"during": nlmons(), "kept during": kept()}
    screen.hang_up()
    facts |= {"status": screen.ended(), "kept": kept()}
    facts["gone"] = screen.until(lambda: not nlmons(), 10)
    capture = Terminal("capture", "-w", str(OUT / "closed.pcapng"))
    capture.shows("capturing")
    facts["captured"] = nlmons()
    run("ip link add shown3 type dummy")
    capture.hang_up()
    capture.ended()
    return {**facts, "gone again": capture.until(lambda: not nlmons(), 10)}


def powerless() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def helpless() -> dict[str, Any]:
    """Return what a user without privileges sees first."""
    environ = place()
    del environ["SUDO_UID"]
    terminal = Terminal(env=environ, before=powerless)
    facts = {"told": terminal.shows("not possible: no CAP_NET_ADMIN"), "links": nlmons()}
    terminal.press("q")
    return {**facts, "status": terminal.ended()}


FACTS = {"used": used, "killed": killed, "closed": closed, "helpless": helpless}


def main() -> None:
    """Do all of it."""
    reachable()
    facts = {}
    for key, work in FACTS.items():
        started = time.monotonic()
        facts[key] = work()
        sys.stdout.write(f"{key}: {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
        (OUT / "facts.json").write_text(json.dumps(facts))
