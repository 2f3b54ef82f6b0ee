"""nlscope live on a terminal of the guest, recorded as an asciicast (version 2)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable

from tests.e2e import wire
from tests.e2e.guest.machine import loaded
from tests.e2e.guest.session import GENL_ID_CTRL, GETFAMILY, OUT, netlink, number
from tests.e2e.guest.terminal import Terminal

_FILE = "/tmp/live.pcapng"  # what is mapped must not be on 9p


def exmpl() -> Callable[[str], None]:
    """Return what has CONTROL_EXMPL echo some words."""
    peer = netlink()
    named = wire.generic(GETFAMILY, wire.text(2, "CONTROL_EXMPL"))
    peer.send(wire.message(GENL_ID_CTRL, named))
    (reply,) = wire.messages(peer.recv(65536))
    family = number(dict(reply.attributes)[1])

    def echo(words: str) -> None:
        peer.send(wire.message(family, wire.generic(1, wire.text(1, words)), seq=60))
        peer.recv(65536)

    return echo


def main() -> None:
    """Show traffic of both kinds as it comes, and stop."""
    facts = {}
    terminal = Terminal("live", "-w", _FILE)
    with loaded("control_exmpl"):
        try:
            terminal.shows("nlctrl")
            echo = exmpl()
            subprocess.run(["ip", "link", "add", "shown0", "type", "dummy"], check=True)
            terminal.shows("shown0")
            echo("hello world!")
            terminal.shows("hello world!")
            for n in range(4):
                echo(f"message {n}")
                subprocess.run(
                    ["ip", "addr", "add", f"10.0.0.{n + 1}/24", "dev", "shown0"], check=True
                )
                terminal.until(lambda: False, 0.7)
            subprocess.run(["ip", "link", "del", "shown0"], check=True)
            terminal.shows("DELLINK")
            terminal.press("q")
            facts["status"] = terminal.ended()
        finally:
            terminal.save("live", "nlscope live")
            shutil.copy(_FILE, OUT / "live.pcapng")
            (OUT / "facts.json").write_text(json.dumps(facts))
