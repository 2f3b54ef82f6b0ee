"""The lines that tell of a family: commands, groups, attributes, policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlscope import outline
from nlscope.catalogue import Known
from nlscope.model import protocol_name
from nlscope.outline import Command, Part, Ruled
from nlscope.spec import GENERIC

Path = tuple[str, ...]
Toggled = frozenset[Path] | set[Path]
LAYERS = {
    "built-in": "built-in table",
    "spec": "YNL specification",
    "policy": "the kernel's policy",
    "user": "your own file",
    "bare": "nobody",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line: opened is None for what has nothing inside; steps lead to an attribute."""

    path: Path
    opened: bool | None
    number: str
    name: str
    type: str = ""
    note: str = ""
    about: Command | Part | Ruled | None = None
    steps: Path = ()

    @property
    def depth(self) -> int:
        """How deep it is."""
        return len(self.path) - 1


def heading(known: Known) -> str:
    """Return a line on a family as a whole."""
    words = [protocol_name(known.protocol)]
    told = known.announced
    if told is not None:
        words += [f"id {told.id}", f"version {told.version}"]
    elif known.protocol == GENERIC and known.family is not None:
        words.append(f"version {known.family.version}")
    if told is not None and told.header:
        words.append(f"{told.header} bytes of header")
    if known.messages:
        words.append(f"{known.messages:,} messages")
    words.append(", ".join(known.origins) or "described by nobody")
    return " · ".join(words)


def lines(known: Known, toggled: Toggled) -> list[Line]:
    """Return the lines of a family; sections are open, and nests closed, if not toggled."""
    return [
        *_commands(known, toggled),
        *_groups(known, toggled),
        *_attributes(known, toggled),
        *_policies(known, toggled),
    ]


def _section(title: str, path: Path, toggled: Toggled, note: str = "") -> Line:
    return Line(path, path not in toggled, "", title, note=note)


def _commands(known: Known, toggled: Toggled) -> Iterator[Line]:
    found = outline.commands(known)
    word = "Commands" if known.protocol == GENERIC else "Message types"
    head = _section(f"{word} ({len(found)})", ("commands",), toggled)
    yield head
    for each in found if head.opened else ():
        seen = f"{each.messages:,} seen" if each.messages else ""
        policies = [f"{side} policy {index}" for side, index in each.policies]
        note = ", ".join(filter(None, (" ".join(each.allows), *policies)))
        path = ("commands", str(each.number))
        name = each.name or f"command {each.number}"
        yield Line(path, None, str(each.number), name, seen, note or each.const, each)


def _groups(known: Known, toggled: Toggled) -> Iterator[Line]:
    groups = dict.fromkeys(known.family.groups if known.family else (), -1)
    groups |= known.announced.groups if known.announced else {}
    if not groups:
        return
    head = _section(f"Multicast groups ({len(groups)})", ("groups",), toggled)
    yield head
    for name, number in groups.items() if head.opened else ():
        yield Line(("groups", name), None, str(number) if number >= 0 else "", name)


def _attributes(known: Known, toggled: Toggled) -> Iterator[Line]:
    for at, (users, kind) in enumerate(outline.sets(known.family)):
        prefix = getattr(kind, "prefix", "") or getattr(kind, "name", None) or ""
        found = outline.inside(kind)
        title = f"{'Attributes' if hasattr(kind, 'entries') else 'Header'} {prefix}".strip()
        head = _section(f"{title} ({len(found)})", (f"set {at}",), toggled, users)
        yield head
        if head.opened:
            yield from _parts(found, head.path, (), toggled)


def _parts(parts: list[Part], path: Path, steps: Path, toggled: Toggled) -> Iterator[Line]:
    for part in parts:
        here = (*path, part.name)
        further = steps if part.step is None else (*steps, part.step)
        inner = outline.inside(part.kind)
        opened = here in toggled if inner else None
        number = str(part.number) if part.number >= 0 else ""
        note = ", ".join(filter(None, (part.const, part.limits)))
        yield Line(here, opened, number, part.name, part.type, note, part, further)
        if opened:
            yield from _parts(inner, here, further, toggled)


def _policies(known: Known, toggled: Toggled) -> Iterator[Line]:
    for index, users, rules in outline.policies(known):
        note = f"commands {', '.join(map(str, users))}" if users else "inside another"
        head = _section(f"Policy {index} ({len(rules)})", (f"policy {index}",), toggled,
                        note)  # fmt: skip
        yield head
        for rule in rules if head.opened else ():
            path = (*head.path, str(rule.number))
            inner = f"policy {rule.inner}" if rule.inner >= 0 else ""
            note = ", ".join(filter(None, (inner, rule.limits)))
            kind = rule.type.lower()
            yield Line(path, None, str(rule.number), rule.name, kind, note, rule)


def notes(line: Line) -> Iterator[tuple[str, str]]:
    """Yield what else there is to know of a line, as label and text."""
    about = line.about
    told: dict[str, str] = {}
    if isinstance(about, Command):
        told = {"constant": about.const, "allows": ", ".join(about.allows)}
    elif isinstance(about, Part):
        told = {
            "constant": about.const,
            "type": about.type,
            "meaning": " ".join(about.doc.split()),
            "values": outline.values(about.kind),
            "limits": about.limits,
            "defined by": LAYERS.get(about.origin, about.origin),
        }
    elif isinstance(about, Ruled):
        told = {"the kernel takes": f"{line.type} {line.note}".strip()}
    elif line.opened is not None:
        told = {"of": line.note}
    yield from ((label, words) for label, words in told.items() if words)
