"""The operations of a spec: which message is made of what, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlscope.schema.definitions import ORIGIN, Definitions, of_layer
from nlscope.schema.fault import Step, Wrong
from nlscope.schema.form import Handler, Operation, Spec
from nlscope.schema.names import command_prefix, short, stem, upper
from nlscope.schema.sets import Sets
from nlscope.spec import BARE, REPLY, REQUEST, Attrs, Constants, Op, Struct

Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """An operation with its numbers, None in a direction that it does not have."""

    name: str
    request: int | None
    reply: int | None
    operation: Operation
    path: Path


def numbered(spec: Spec) -> list[Numbered]:
    """Return the operations with the numbers that the id model gives them.

    The rules are those of tools/net/ynl/pyynl/lib/nlspec.py.
    """
    directional = spec.operations.enum_model == "directional"
    return list(_directional(spec) if directional else _unified(spec))


def _unified(spec: Spec) -> Iterator[Numbered]:
    number = 0
    for at, each in enumerate(spec.operations.items):
        number = number + 1 if each.value is None else each.value
        yield Numbered(each.name, number, number, each, ("operations", "list", at))


def _directional(spec: Spec) -> Iterator[Numbered]:
    request = reply = 1
    for at, each in enumerate(spec.operations.items):
        path = ("operations", "list", at)
        if each.notify is not None or each.event is not None:
            reply = reply if each.value is None else each.value
            yield Numbered(each.name, None, reply, each, path)
            reply += 1
            continue
        mode = each.do or each.dump
        if mode is None:
            request = request if each.value is None else each.value
            yield Numbered(each.name, request, None, each, path)
            request += 1
            continue
        request = _own(mode, "request", request)
        reply = _own(mode, "reply", reply)
        answers = mode.reply is not None
        yield Numbered(each.name, request, reply if answers else None, each, path)
        request += 1
        reply += answers


def _own(mode: Handler, side: str, number: int) -> int:
    body = getattr(mode, side)
    return number if body is None or body.value is None else int(body.value)


class Messages:
    """The commands of a spec: their names, and what each is made of."""

    def __init__(self, spec: Spec, definitions: Definitions, sets: Sets) -> None:
        self.spec = spec
        self.definitions = definitions
        self.sets = sets
        self.all = numbered(spec)
        self._by_name = {each.name: each for each in self.all}
        self.prefix = command_prefix(spec)

    def names(self, *, replies: bool) -> type[Constants]:
        """Return the names of the commands, or those of what the kernel sends."""
        found: dict[int, str] = {}
        for each in self.all:
            number = each.reply if replies else each.request
            if number is not None:
                found.setdefault(number, self._name(each, replies=replies))
        prefix, irregular = stem(self.prefix, found.values())
        made = Constants.make(prefix, found)
        made.irregular = irregular
        return made

    def _name(self, each: Numbered, *, replies: bool) -> str:
        name = upper(each.name)
        return f"{name}_REPLY" if replies and each.request is not None else name

    def ops(self, *, shared: bool) -> dict[Any, Op]:
        """Return what each message is made of, by number and direction.

        shared says that both directions share their numbers: what is known in one only
        then holds for both (the kernel tells of a deletion as one asks for it).
        """
        found: dict[Any, Op] = {}
        for each in self.all:
            op = Op(attrs=self.attrs(each), header=self.header(each))
            if each.request is not None:
                found.setdefault((each.request, REQUEST), op)
            if each.reply is not None:
                found.setdefault((each.reply, REPLY), op)
        for number, direction in list(found) if shared else ():
            found.setdefault(number, found[number, direction])
        return found

    def attrs(self, each: Numbered) -> Attrs:
        """Return the attribute set of an operation, that of what it notifies of."""
        source, path = each, each.path
        if each.operation.notify is not None:
            found = self._by_name.get(each.operation.notify)
            if found is None:
                text = f"there is no operation {each.operation.notify!r}"
                raise Wrong((*each.path, "notify"), text)
            source = found
        name = source.operation.attribute_set
        return BARE if name is None else self.sets.find(name, (*path, "attribute-set"))

    def header(self, each: Numbered) -> Struct | None:
        """Return the fixed header of an operation, None if it has none."""
        own = each.operation.fixed_header
        name = self.spec.operations.fixed_header if own is None else own
        if not name:
            return None
        place: Path = ("operations", "fixed-header")
        path = place if own is None else (*each.path, "fixed-header")
        self.definitions.find(name, ("struct",), path)
        return of_layer(short(name) / self.definitions.struct(name).subcon, ORIGIN)

    def listed(self) -> Iterator[tuple[Path, str, str]]:
        """Yield the attributes that messages list and their set does not have."""
        for each in self.all:
            operation = each.operation
            space = operation.attribute_set
            if space is None or space not in self.sets.spaces:
                continue
            known = self.sets.numbered(space)
            for side, bodies in (("do", operation.do), ("dump", operation.dump)):
                for key in ("request", "reply"):
                    body = getattr(bodies, key, None)
                    for at, name in enumerate((body and body.attributes) or ()):
                        if name not in known:
                            yield (*each.path, side, key, "attributes", at), name, space
