"""The families of a capture, or of this kernel, for the commands that tell of them."""

from __future__ import annotations

import click

from nlscope import kernel
from nlscope.capture.source import CaptureError
from nlscope.registry import Registry
from nlscope.session import Session


def session_of(capture: str | None, name: str | None, registry: Registry) -> Session:
    """Return the session of a capture, or of what this kernel says of its families.

    With a name the kernel is asked for that family's policy too.
    """
    try:
        if capture is not None:
            return Session.load(capture, registry)
        return kernel.ask([] if name is None else [name], registry)
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        message = f"this kernel does not tell its families: {error.strerror or error}"
        raise click.ClickException(message) from None
