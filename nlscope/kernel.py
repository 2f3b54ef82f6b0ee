"""What this kernel says of its generic netlink families, as a capture."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from nlscope.capture.groups import ask_families
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.registry import Registry
from nlscope.session import Session


def ask(names: Iterable[str], registry: Registry) -> Session:
    """Return what this kernel says of its families, with the policies of those named.

    OSError if there is no such socket, or no answer.
    """
    frames = ask_families(list(names))
    with tempfile.TemporaryDirectory(prefix="nlscope-") as folder:
        path = Path(folder) / "families.pcapng"
        with path.open("wb") as out:
            writer = PcapngWriter(out)
            for frame in frames:
                writer.write(frame)
        return Session.load(str(path), registry)
