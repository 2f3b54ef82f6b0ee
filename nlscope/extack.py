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
from nlscope.dissect.figures import show
from nlscope.dissect.find import at, identity_of
from nlscope.dissect.nlmsg import DONE, ERROR
from nlscope.lint import Hint, lint, policy_of, spelled
from nlscope.model import Field, Message
from nlscope.registry import Registry
from nlscope.rule import Rule
from nlscope.spec import NLA_TYPE_MASK, Attrs, Headed, Indexed, Nest, Text, now
from nlscope.table import Entry, table

_SHOWN = 40  # characters of a value in a sentence
_UNKNOWN = "Unknown attribute type"  # __nla_validate_parse(), lib/nlattr.c


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request, or a warning on one that did not fail (errno 0).

    request is the number of the request's message, None if the capture does not have
    it; offset counts bytes from the start of its nlmsghdr, and start..end are the bytes
    there, lack those of the nest that lacks an attribute; path names the attribute,
    missing the one that is not there, both from the family's name on. reason is what is
    wrong in a person's words, hints what else is suspicious where the kernel only gave a
    number; words what the number means.
    """

    errno: int
    name: str
    msg: str | None
    offset: int | None
    path: str | None
    missing: str | None
    policy: Any
    request: int | None = None
    start: int | None = None
    end: int | None = None
    reason: str | None = None
    hints: tuple[Hint, ...] = ()
    words: str = ""
    lack: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """The bytes of the request that the kernel points at, as start and end."""
        if self.start is None or self.end is None:
            return None
        return self.start, self.end

    @property
    def text(self) -> str:
        """The failure in words: name, the kernel's text or the C library's, the place."""
        words = self.msg or self.words
        said = f"{self.name}: {words}" if self.errno else f"warning: {words}"
        if self.path:
            said += f" (at {self.path.partition('.')[2] or self.path})"
        if self.missing:
            said += f" (missing {self.missing.partition('.')[2] or self.missing})"
        return said

    @property
    def sentence(self) -> str:
        """What a person needs to know: what was wrong with what."""
        if self.reason:
            return self.reason
        words = self.msg or self.words or self.name
        hint = next((hint.text for hint in self.hints if not hint.idle), None)
        return words if hint is None else f"{words}; {hint}"


def _strerror(number: int) -> str:
    return os.strerror(number) if 0 < number < 1 << 31 else ""


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
    said = _Said(parts, message, registry, context)
    own = said.own(abs(number))
    return Failure(
        errno=abs(number),
        name=own[0] if own else str(parts["error"].value) if number else "OK",
        words=own[1] if own else _strerror(abs(number)),
        msg=None if msg is None else str(msg),
        offset=said.offset,
        path=said.path,
        missing=said.missing,
        policy={f.name: f.value for f in parts["policy"].items}
        if "policy" in parts
        else None,
        request=said.number,
        start=None if said.target is None else said.target.start - said.origin,
        end=None if said.target is None else said.target.end - said.origin,
        reason=said.reason(abs(number)),
        hints=tuple(said.hints()) if number and not said.trail else (),
        lack=said.lack,
    )


def _errno(part: Field | None) -> int | None:
    if part is None or len(part.raw) != 4:
        return None
    assert part.spec is not None
    codec: Any = getattr(part.spec, "codec", None)
    return int(codec.unpack(part.data, part.body)[0])


class _Said:
    """What an extended acknowledgement says about a request, found in the request."""

    def __init__(
        self,
        parts: dict[str, Field],
        message: Message,
        registry: Registry,
        context: Context,
    ) -> None:
        self.parts, self.message = parts, message
        self.registry, self.context = registry, context
        captured = context.request(message)
        self.number = None if captured is None else captured.no
        self.request, self.origin = self._request(captured)
        self.offset = self._integer("offs")
        self.trail: list[Field] = []
        if self.offset is not None and self.request is not None and self.request.parts:
            self.trail = at(self.request, self.origin + self.offset)
        self.target = self.trail[-1] if self.trail else None
        self.path = (
            _spell(self.request, self.trail) if self.request and self.trail else None
        )
        self.nest, self.entry = self._missing()

    def own(self, errno: int) -> tuple[str, str] | None:
        """Return the name and words that the family has for an errno of its own."""
        family = identity_of(self.request).family if self.request is not None else None
        if family is None or not family.errnos:
            return None
        parts = {part.name: part.value for part in self.request.items}  # type: ignore[union-attr]
        kind = parts.get("typename")
        if kind is None and "setname" in parts:
            kind = self.context.ipset(str(parts["setname"]), self.message.no)
        kind = str(kind or "").partition(":")[0]
        return family.errnos.get((kind, errno)) or family.errnos.get(errno)

    def _request(self, captured: Message | None) -> tuple[Field | None, int]:
        """Return the request and where its nlmsghdr starts: as echoed, or as captured."""
        echo = self.parts.get("request")
        if echo is not None and len(echo.items) > 1:
            return echo, echo.start
        if captured is not None:
            return dissect(captured, self.registry, self.context), 0
        return (echo, echo.start) if echo is not None and echo.parts else (None, 0)

    def _integer(self, name: str) -> int | None:
        value = self.parts[name].value if name in self.parts else None
        return value if isinstance(value, int) else None

    def _missing(self) -> tuple[list[Field], tuple[int, Entry | None] | None]:
        """Return where an attribute is missing, and which: its number and entry."""
        wanted, nest = self._integer("miss_type"), self._integer("miss_nest")
        if self.request is None or self.request.parts is None or wanted is None:
            return [], None
        trail = [] if nest is None else at(self.request, self.origin + nest)
        kind = trail[-1].spec if trail else identity_of(self.request).op.attrs
        attrs = _set_of(kind)
        entry = table(attrs, "<").entries.get(wanted) if attrs else None
        return trail, (wanted, entry)

    @property
    def missing(self) -> str | None:
        """The path of the attribute whose absence the kernel complains about."""
        if self.entry is None or self.request is None:
            return None
        number, entry = self.entry
        return (
            f"{_spell(self.request, self.nest)}.{entry.name if entry else f'attr_{number}'}"
        )

    @property
    def lack(self) -> tuple[int, int] | None:
        """The bytes of the nest that lacks an attribute, from the request's nlmsghdr."""
        if self.entry is None or not self.nest:
            return None
        return self.nest[-1].start - self.origin, self.nest[-1].end - self.origin

    def reason(self, errno: int) -> str | None:
        """Return what is wrong, by what the kernel pointed at; None if it did not."""
        if self.entry is not None:
            number, entry = self.entry
            name = entry.const if entry and entry.const else f"attribute {number}"
            where = f" in {spelled(self.nest[-1])}" if self.nest else ""
            return f"{name} is missing{where}"
        if self.target is None or self.request is None:
            return None
        subject = spelled(self.target)
        objection = self._objection(self.target)
        if objection is not None:
            return f"{subject} {objection}"
        words = str(self.parts["msg"].value) if "msg" in self.parts else _strerror(errno)
        if words == _UNKNOWN:
            family = identity_of(self.request)
            return f"{family.name or family.type_name} does not know {subject} here"
        return f"{_with_value(subject, self.target)}: {words}"

    def _objection(self, target: Field) -> str | None:
        """Return how the attribute breaks the policy that the error or the capture has."""
        order = self.message.frame.order
        raw = int.from_bytes(
            target.data[target.start + 2 : target.start + 4],
            "little" if order == "<" else "big",
        )
        rule = None
        if "policy" in self.parts:
            rule = Rule.parse(self.parts["policy"].raw, order)
        elif len(self.trail) == 1 and self.request is not None:
            rule = self._known(raw & NLA_TYPE_MASK)
        return None if rule is None else rule.objection(target.raw, raw, order)

    def _known(self, number: int) -> Rule | None:
        """Return the rule of a top-level attribute in a policy that the capture holds."""
        assert self.request is not None
        command, start = identity_of(self.request).command, self.request.start
        family = int.from_bytes(
            self.request.data[start + 4 : start + 6],
            "little" if self.message.frame.order == "<" else "big",
        )
        policy = policy_of(family, self.message, self.registry, self.context)
        if policy is None or command not in policy.ops:
            return None
        for index in policy.ops[command].values():
            said = policy.rules.get(index, {}).get(number)
            if said:
                return Rule.of(said)
        return None

    def hints(self) -> list[Hint]:
        """Return what is suspicious about the request."""
        if self.request is None or not self.request.parts:
            return []
        return lint(self.request, self.message, self.registry, self.context)


def _with_value(subject: str, field: Field) -> str:
    if field.value is None or isinstance(field.value, (dict, bool)):
        return subject
    text = show(field.value)
    if isinstance(getattr(field.spec, "type", None), Text):
        text = f'"{text}"'
    return f"{subject} {text if len(text) <= _SHOWN else f'{text[:_SHOWN]}...'}"


def _spell(request: Field, trail: list[Field]) -> str:
    names = [identity_of(request).name or identity_of(request).type_name]
    for field in trail:
        case = field.spec.case if isinstance(field.spec, Entry) else None
        names.append(field.name if case is None else f"{field.name}({case})")
    return ".".join(names)


def _set_of(kind: Any) -> Attrs | None:
    kind = kind.node if isinstance(kind, Entry) else kind
    while isinstance(kind, (Nest, Indexed, Headed)):
        kind = now(kind.of)
    return kind if isinstance(kind, Attrs) else None
