"""A draft as a form: its lines, what each may be, and what is suspicious about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nlscope.context import Context
from nlscope.craft import changes, command_number, flags_of, typed_as
from nlscope.describe import Description, describe
from nlscope.dissect.find import identity_of
from nlscope.dissect.nlmsg import flag_set
from nlscope.draft import Draft
from nlscope.known import Known
from nlscope.lint import Hint, lint
from nlscope.model import HOST_ORDER, Field, Message
from nlscope.offers import Offer, by_number, holds, offers
from nlscope.registry import Registry
from nlscope.spec import GENERIC, NETFILTER, Constants, Family, Misfit, split_flags
from nlscope.typed import bits, choices, parse, text_of

Path = tuple[tuple[str, int], ...]
AUTO = "auto"
_MEMBERS = {"nlmsg_len": "length", "nlmsg_type": "type", "nlmsg_flags": "flags",
            "nlmsg_seq": "seq", "nlmsg_pid": "port"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form: a field, or with bit a tick of one, or with add a place to add.

    path names the fields that lead to it, each with its place among those of its name.
    opened is None for a line that nothing is below of.
    """

    path: Path
    trail: tuple[Field, ...]
    opened: bool | None = None
    bit: int | None = None
    add: bool = False

    @property
    def field(self) -> Field:
        """The field; not for the line that adds to the message."""
        return self.trail[-1]

    @property
    def depth(self) -> int:
        """How many fields are around it."""
        return len(self.path) - 1


class Form:
    """How a draft reads, by the tables and by what contexts know."""

    def __init__(
        self, draft: Draft, registry: Registry, contexts: Iterable[Context] = ()
    ) -> None:
        self.draft = draft
        self.registry = registry
        self.message: Message = draft.message
        self.context = Known(contexts, draft.member("type"), draft.family)
        self.said: Description = describe(self.message, registry, self.context)
        self.root: Field = self.said.root
        self.identity = identity_of(self.root)
        self.hints: list[Hint] = [
            hint
            for hint in lint(self.root, self.message, registry, self.context)
            if not hint.idle and not (hint.start == 4 and self.looked_up)
        ]

    @property
    def looked_up(self) -> bool:
        """Whether the type is a generic family's id, which its target tells."""
        return bool(self.draft.family) and "type" not in self.draft.fixed

    @property
    def title(self) -> str:
        """What the message is, in the words of a list: its type and command."""
        command = self.identity.command_name
        name = self.identity.type_name
        if self.draft.protocol == GENERIC and not self.identity.control:
            return f"{name} {command or self.identity.command}"
        return name

    @property
    def changes(self) -> bool:
        """Whether the message may change the state of who gets it."""
        return changes(self.identity.command_name or "")

    @property
    def batched(self) -> bool:
        """Whether the kernel takes the message in a batch only, as nftables changes."""
        return self.identity.name == "nft" and self.changes

    # --- what a line is ----------------------------------------------------------

    def names(self, line: Line) -> type[Constants] | None:
        """Return the names of which the field of a line is one."""
        name = self._header_member(line)
        family = self.identity.family
        if name == "cmd":
            return family.commands if family and family.commands.names else None
        if name == "nlmsg_type" and family and self.draft.protocol not in (
            GENERIC, NETFILTER,
        ):  # fmt: skip
            return family.commands
        return None if name else choices(line.field)

    def ticks(self, line: Line) -> type[Constants] | None:
        """Return the names of which the field of a line is any."""
        if line.add or not line.trail:
            return None
        name = self._header_member(line)
        if name == "nlmsg_flags":
            command = self.identity.command_name or ""
            flags = self.draft.member("flags")
            return flag_set(command, flags, request=True)
        if name:
            return None
        return bits(line.field)

    def _header_member(self, line: Line) -> str:
        """Return the name of a member of the nlmsghdr or genlmsghdr, "" for any other."""
        names = [field.name for field in line.trail]
        inside = len(names) == 2 and names[0] in ("nlmsghdr", "genlmsghdr")
        return names[1] if inside else ""

    def number(self, line: Line) -> int:
        """Return the bits of a line with ticks."""
        return int.from_bytes(line.field.raw, "little" if HOST_ORDER == "<" else "big")

    def ticked(self, line: Line) -> bool:
        """Return whether a tick is set."""
        assert line.bit is not None
        return self._tick_bits(line) & line.bit == line.bit

    def _tick_bits(self, line: Line) -> int:
        if self._header_member(line):
            return self.number(line)
        made = getattr(line.field.spec, "codec", None)
        if made is not None and made.unpack and len(line.field.raw) == made.size:
            return int(made.unpack(line.field.data, line.field.body)[0])
        return self.number(line)

    def text(self, line: Line) -> str:
        """Return what stands for the value of a line, as it is typed."""
        member = _MEMBERS.get(self._header_member(line))
        if member in ("length", "seq", "port"):
            own = member in self.draft.fixed
            return str(self.draft.member(member)) if own else AUTO
        if member == "type":
            number = self.draft.member("type")
            return self.draft.family if self.looked_up else self._type_name(number)
        if member == "flags":
            ticks = self.ticks(line) or Constants
            return ",".join(split_flags(ticks, self.draft.member("flags"))) or "0"
        if self._header_member(line) == "cmd":
            return self.identity.command_name or str(self.identity.command)
        return text_of(line.field)

    def _type_name(self, number: int) -> str:
        known = self.identity.family is not None and self.identity.command_name
        plain = self.draft.protocol != GENERIC and not self.identity.control
        return self.identity.type_name if known and plain else str(number)

    # --- edits -------------------------------------------------------------------

    def set(self, line: Line, text: str) -> Draft:
        """Return the draft with another value for a line; Misfit says why it cannot be."""
        text = text.strip() if line.trail[0].name in ("nlmsghdr", "genlmsghdr") else text
        if text == self.text(line):
            return self.draft
        name = self._header_member(line)
        member = _MEMBERS.get(name)
        if member is not None:
            return self._set_member(member, text)
        if name == "cmd" and self.identity.family is not None:
            raw = command_number(self.identity.family, text).to_bytes(1, "little")
            return self.draft.with_payload(line.trail, raw)
        return self.draft.with_payload(line.trail, parse(line.field, text))

    def _set_member(self, member: str, text: str) -> Draft:
        if text == AUTO and member in ("length", "seq", "port"):
            return self.draft.free_member(member)
        if member == "flags":
            bits = flags_of(text, self.identity.command_name or "")
            return self.draft.set_member("flags", bits)
        if member == "type":
            return self._set_type(text)
        try:
            return self.draft.set_member(member, int(text, 0))
        except ValueError as error:
            if isinstance(error, Misfit):
                raise
            msg = f"{text!r} is no number" + (f"; {AUTO} is one made right")
            raise Misfit(msg) from None

    def _set_type(self, text: str) -> Draft:
        """Return it with another type: a number, a constant, a generic family's name."""
        if text.isdigit() or text[:2] == "0x":
            return replace(self.draft.set_member("type", int(text, 0)), family="")
        family: Family | None
        if self.draft.protocol == GENERIC:
            family = self.registry.genl(text)
            if family is None and text not in self.context.names:
                msg = f"no generic netlink family {text!r}"
                raise Misfit(msg)
            return replace(self.draft, family=text, fixed=self.draft.fixed - {"type"})
        family, command = typed_as(self.registry, text)
        number = family.commands.number(command)
        if family.protocol != self.draft.protocol:
            msg = f"{text} is of another protocol"
            raise Misfit(msg)
        return replace(
            self.draft.set_member("type", number), fixed=self.draft.fixed - {"type"}
        )

    def toggle(self, line: Line) -> Draft:
        """Return the draft with a tick set, or taken away."""
        assert line.bit is not None
        number = self._tick_bits(line)
        on = number & line.bit == line.bit
        number = number & ~line.bit if on else number | line.bit
        if self._header_member(line):
            return self.draft.set_member("flags", number)
        made = getattr(line.field.spec, "codec", None)
        assert made is not None
        return self.draft.with_payload(line.trail, made.write(number))

    def place(self, line: Line | None) -> tuple[Field, ...]:
        """Return the trail of what an attribute added at a line goes into."""
        trail = () if line is None else line.trail
        while trail and not holds(trail[-1]):
            trail = trail[:-1]
        return trail

    def offers(self, line: Line | None) -> list[Offer]:
        """Return what can be added at a line."""
        return offers(self.root, self.place(line))

    def add(self, line: Line | None, wanted: Offer | str) -> Draft:
        """Return the draft with an attribute added, by its number if it is a text."""
        piece = by_number(wanted) if isinstance(wanted, str) else wanted.piece
        return self.draft.with_piece(self.place(line), piece)

    def remove(self, line: Line) -> Draft:
        """Return the draft without the field of a line; Misfit for one that must be."""
        field = line.field
        attribute = field.body - field.start == 4
        loose = field.kind in ("undecoded", "padding") or len(line.trail) == 1
        header = field.name in ("nlmsghdr", "genlmsghdr")
        inside = type(field.spec).__name__ in ("Member", "Header")
        if header or (inside and not attribute) or not (attribute or loose or field.items):
            msg = f"{field.name} is part of a header or a struct"
            raise Misfit(msg)
        return self.draft.without(line.trail)
