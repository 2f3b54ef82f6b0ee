"""Run every session; what they leave in $OUT is the host's to judge."""

from __future__ import annotations

import sys
import time

from tests.e2e.guest import control_exmpl, machine, others, unload
from tests.e2e.guest.session import OUT, Session

SESSIONS = {
    "echo": control_exmpl.echo,
    "classic": control_exmpl.classic,
    "dump": control_exmpl.dump,
    "fail": control_exmpl.fail,
    "types": control_exmpl.types,
    "ticks": control_exmpl.ticks,
    "genl_test": others.genl_test,
    "genl_test_classic": others.genl_test_classic,
    "raw": others.raw,
    "unloading": unload.unloading,
    "held": unload.held,
    "namespaces": unload.namespaces,
}

for name, work in SESSIONS.items():
    started = time.monotonic()
    session = Session(name)
    try:
        work(session)
    finally:
        session.save()
        (OUT / "dmesg").write_text(machine.log())
    sys.stdout.write(f"{name}: {time.monotonic() - started:.1f} s\n")
