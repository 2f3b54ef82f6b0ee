"""Errors: what the kernel said, and the attribute of the request that it meant.

Source: nlmsgerr attributes in include/uapi/linux/netlink.h; the offset counts from the
start of the request's nlmsghdr and points at an attribute header.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from nlscope.context import Context
from nlscope.dissect.envelope import dissect
from nlscope.dissect.find import at, identity_of
from nlscope.dissect.nlmsg import DONE, ERROR
from nlscope.model import Field, Message
from nlscope.registry import Registry
from nlscope.spec import Attrs, Headed, Indexed, Nest, now
from nlscope.table import Entry, table


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request, or a warning on one that did not fail (errno 0).

    offset counts bytes from the start of the request's nlmsghdr; path names the
    attribute there, missing the one that is not there, both from the family's name on.
    """

    errno: int
    name: str
    msg: str | None
    offset: int | None
    path: str | None
    missing: str | None
    policy: Any

    @property
    def text(self) -> str:
        """The failure in words: name, the kernel's text or the C library's, the place."""
        words = self.msg or (os.strerror(self.errno) if 0 < self.errno < 1 << 31 else "")
        said = f"{self.name}: {words}" if self.errno else f"warning: {words}"
        if self.path:
            said += f" (at {self.path.partition('.')[2] or self.path})"
        if self.missing:
            said += f" (missing {self.missing.partition('.')[2] or self.missing})"
        return said


def failure(
    root: Field, message: Message, registry: Registry, context: Context
) -> Failure | None:
    """Return what an error or done message says went wrong, None if nothing did."""
    identity = identity_of(root)
    if not identity.control or identity.command not in (ERROR, DONE):
        return None
    parts = {part.name: part for part in root.items}
    number = _errno(parts.get("error"))
    msg = parts["msg"].value if "msg" in parts else None
    if number is None or (number == 0 and msg is None):
        return None
    if identity.command == DONE and number > 0:
        return None
    offset = parts["offs"].value if "offs" in parts else None
    request, origin = _request(parts, message, registry, context)
    return Failure(
        errno=abs(number),
        name=str(parts["error"].value) if number else "OK",
        msg=None if msg is None else str(msg),
        offset=offset if isinstance(offset, int) else None,
        path=_path(request, origin, offset),
        missing=_missing(request, origin, parts),
        policy={f.name: f.value for f in parts["policy"].items}
        if "policy" in parts
        else None,
    )


def _errno(part: Field | None) -> int | None:
    if part is None or len(part.raw) != 4:
        return None
    assert part.spec is not None
    codec: Any = getattr(part.spec, "codec", None)
    return int(codec.unpack(part.data, part.body)[0])


def _request(
    parts: dict[str, Field], message: Message, registry: Registry, context: Context
) -> tuple[Field | None, int]:
    """Return the request and where its nlmsghdr starts: as echoed, or as captured."""
    echo = parts.get("request")
    if echo is not None and len(echo.items) > 1:
        return echo, echo.start
    captured = context.request(message)
    if captured is not None:
        return dissect(captured, registry, context), 0
    return (echo, echo.start) if echo is not None and echo.parts else (None, 0)


def _path(request: Field | None, origin: int, offset: Any) -> str | None:
    if request is None or not isinstance(offset, int) or request.parts is None:
        return None
    trail = at(request, origin + offset)
    return _spell(request, trail) if trail else None


def _spell(request: Field, trail: list[Field]) -> str:
    names = [identity_of(request).name or identity_of(request).type_name]
    for field in trail:
        case = field.spec.case if isinstance(field.spec, Entry) else None
        names.append(field.name if case is None else f"{field.name}({case})")
    return ".".join(names)


def _missing(request: Field | None, origin: int, parts: dict[str, Field]) -> str | None:
    """Return the path of the attribute whose absence the kernel complains about."""
    wanted = parts["miss_type"].value if "miss_type" in parts else None
    if request is None or request.parts is None or not isinstance(wanted, int):
        return None
    trail: list[Field] = []
    kind = identity_of(request).op.attrs
    if "miss_nest" in parts and isinstance(parts["miss_nest"].value, int):
        trail = at(request, origin + parts["miss_nest"].value)
        kind = trail[-1].spec if trail else None
    attrs = _set_of(kind)
    entry = table(attrs, "<").entries.get(wanted) if attrs else None
    return f"{_spell(request, trail)}.{entry.name if entry else f'attr_{wanted}'}"


def _set_of(kind: Any) -> Attrs | None:
    kind = kind.node if isinstance(kind, Entry) else kind
    while isinstance(kind, (Nest, Indexed, Headed)):
        kind = now(kind.of)
    return kind if isinstance(kind, Attrs) else None
