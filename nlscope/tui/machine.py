"""What this machine allows: whether netlink can be captured live here, and why not."""

from __future__ import annotations

from pathlib import Path

CAP_NET_ADMIN, CAP_NET_RAW = 12, 13  # include/uapi/linux/capability.h


def live_capture(proc: Path = Path("/proc"), sys: Path = Path("/sys")) -> tuple[bool, str]:
    """Return whether a live capture can be made, and the reason in a sentence."""
    missing = [
        name
        for bit, name in ((CAP_NET_ADMIN, "CAP_NET_ADMIN"), (CAP_NET_RAW, "CAP_NET_RAW"))
        if not _capabilities(proc) >> bit & 1
    ]
    module = sys / "module" / "nlmon"
    if missing:
        return False, f"this user lacks {' and '.join(missing)}: use sudo, or give them"
    if not module.exists() and not _loadable(proc):
        return False, "this kernel has no nlmon module"
    return True, "an nlmon interface can be made here"


def _capabilities(proc: Path) -> int:
    try:
        status = (proc / "self" / "status").read_text()
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def _loadable(proc: Path) -> bool:
    """Return whether modprobe would find nlmon for the running kernel."""
    try:
        release = (proc / "sys" / "kernel" / "osrelease").read_text().strip()
        folder = Path("/lib/modules") / release
        lists = ("modules.dep", "modules.builtin")
        return any("/nlmon.ko" in (folder / name).read_text() for name in lists)
    except OSError:
        return False
