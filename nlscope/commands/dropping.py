"""What sudo gave is given up, and what is imported before because it could not be later."""

from __future__ import annotations

import importlib
import os
import pkgutil
import pwd
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

import nlscope
from nlscope.capture import tap
from nlscope.registry import Registry

# what Textual, Rich, NumPy and asyncio import when they first need it
_LATE = (
    "concurrent.futures.thread",
    "numpy.ma",
    "textual._keyboard_protocol",
    "textual.drivers.linux_driver",
    "textual.layouts.factory",
    "textual.layouts.horizontal",
    "textual.layouts.stream",
    "textual.scrollbar",
)


def drop(tables: Callable[[], Registry] | None = None) -> None:
    """Be the user who ran sudo from now on, if there is one.

    What that user may not read is imported before, the screen and the tables too where
    these are given. ClickException if the user may not read nlscope itself.
    """
    found = tap.invoker()
    if found is None or not found[0]:
        return
    own = Path(nlscope.__file__).parent
    if not may_read(own / "tui" / "app.tcss", *found):
        user = pwd.getpwuid(found[0]).pw_name
        message = (
            f"nlscope gives up root's rights to be {user} again, who may not read {own}: "
            f"install it where {user} may, or stay root by env -u SUDO_UID"
        )
        raise click.ClickException(message)
    if not all(may_read(path, *found) for path in (os.__file__, np.__file__)):
        settle(tables)
    tap.drop()


def may_read(path: str | Path, user: int, group: int) -> bool:
    """Return whether a user may read a file."""

    def look() -> None:
        os.setgroups(os.getgrouplist(pwd.getpwuid(user).pw_name, group))
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
        with Path(path).open("rb"):
            pass

    pid = tap.forked(look)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def settle(tables: Callable[[], Registry] | None) -> None:
    """Import all that may be imported later, what draws only where there are tables."""
    ours = pkgutil.walk_packages(nlscope.__path__, "nlscope.")
    for name in (*(each.name for each in ours), *_LATE):
        drawn = name.startswith(("nlscope.tui", "textual"))
        if not name.endswith("__main__") and (tables is not None or not drawn):
            importlib.import_module(name)
    if tables is not None:
        list(tables())
