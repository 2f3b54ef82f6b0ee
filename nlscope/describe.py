"""All there is to say of one message: its tree, its failure, the text of its row."""

from __future__ import annotations

import msgspec

from nlscope.context import Context
from nlscope.dissect import Identity, dissect
from nlscope.dissect.find import identity_of
from nlscope.dissect.names import Names
from nlscope.dissect.nlmsg import ERROR
from nlscope.dissect.summary import summary
from nlscope.extack import Failure, failure
from nlscope.model import Field, Message
from nlscope.registry import Registry


class Description(msgspec.Struct, frozen=True, gc=False):
    """A message with its tree and what the tree says; names are those of its numbers."""

    message: Message
    root: Field
    failure: Failure | None
    info: str
    names: Names

    @property
    def identity(self) -> Identity:
        """What the message is."""
        return identity_of(self.root)


def describe(message: Message, registry: Registry, context: Context) -> Description:
    """Return the description of a message; context.request finds an error's request."""
    root = dissect(message, registry, context)
    failed = failure(root, message, registry, context)
    names = Names(context, message.no, root)
    info = _info(message, root, failed, names)
    return Description(message, root, failed, info, names)


def _info(message: Message, root: Field, failed: Failure | None, names: Names) -> str:
    identity = identity_of(root)
    if failed is not None:
        text = failed.text
    elif identity.control and identity.command == ERROR:
        text = f"ack {_acknowledged(root)}".rstrip()
    elif identity.control:
        text = ""
    else:
        text = summary(root, names)
    return f"{text} [{message.problem}]".lstrip() if message.problem else text


def _acknowledged(root: Field) -> str:
    """Return what an ack is for: the type echoed, and its command where it is echoed."""
    echo = next((part for part in root.items if part.name == "request"), None)
    if echo is None or not isinstance(echo.value, Identity):
        return ""
    name = echo.value.type_name
    generic = any(part.name == "genlmsghdr" for part in echo.items)
    return f"{name} {echo.value.command_name}" if generic else name
