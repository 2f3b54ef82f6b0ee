"""The families of a capture, or of this kernel: its own answers, kept as a capture."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from nlscope.capture.groups import ask_families
from nlscope.capture.pcapng import PcapngWriter
from nlscope.capture.source import CaptureError
from nlscope.context import GENL_ID_CTRL
from nlscope.registry import Registry
from nlscope.schema.announced import CTRL_CMD_NEWFAMILY, Announced, announced
from nlscope.session import Session
from nlscope.spec import GENERIC


def session_of(capture: str | None, name: str | None, registry: Registry) -> Session:
    """Return the session of a capture, or of what this kernel says of its families.

    With a name the kernel is asked for that family's policy too.
    """
    try:
        if capture is not None:
            return Session.load(capture, registry)
        frames = ask_families([] if name is None else [name])
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        message = f"this kernel does not tell its families: {error.strerror or error}"
        raise click.ClickException(message) from None
    with tempfile.TemporaryDirectory(prefix="nlscope-") as folder:
        path = Path(folder) / "families.pcapng"
        with path.open("wb") as out:
            writer = PcapngWriter(out)
            for frame in frames:
                writer.write(frame)
        return Session.load(str(path), registry)


def families(session: Session) -> dict[str, Announced]:
    """Return the families that a session's messages announce, by name."""
    found: dict[str, Announced] = {}
    for message in session.store:
        if message.frame.protocol != GENERIC or message.type != GENL_ID_CTRL:
            continue
        data = message.data
        if len(data) > 20 and data[16] == CTRL_CMD_NEWFAMILY:
            each = announced(data[20:], message.frame.order)
            found[each.name] = each
    return found
