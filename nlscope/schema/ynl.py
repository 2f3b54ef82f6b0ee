"""YNL specs: a YAML file of the kernel's becomes the same families as a built-in table.

Sources: Documentation/userspace-api/netlink/specs.rst, Documentation/netlink/*.yaml.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from nlscope.codec import codec
from nlscope.schema.definitions import Definitions
from nlscope.schema.document import Document, cached, keep, parse
from nlscope.schema.fault import Gap, Remark, SchemaError, Wrong
from nlscope.schema.form import Spec
from nlscope.schema.names import family_name
from nlscope.schema.operations import Messages
from nlscope.schema.sets import Sets
from nlscope.spec import BARE, GENERIC, NETFILTER, Attrs, Constants, Family, Op, Struct

_LEVELS = ("genetlink", "genetlink-c", "genetlink-legacy", "netlink-raw")
_SUBSYSTEMS = {0: "nfnetlink"}  # what messages of no subsystem are called: batches


class Schema:
    """A spec as families; families is a list, as one spec may speak of several.

    Raises Wrong, with the steps to it, where it makes no sense.
    """

    def __init__(self, spec: Spec, gaps: list[Gap]) -> None:
        self.spec = spec
        self.gaps = gaps
        self.definitions = Definitions(spec, gaps)
        self.sets = Sets(spec, self.definitions)
        self.messages = Messages(spec, self.definitions, self.sets)
        if spec.protocol not in _LEVELS:
            raise Wrong(("protocol",), f"{spec.protocol!r} is none of {', '.join(_LEVELS)}")
        if spec.protocol == "netlink-raw" and spec.protonum is None:
            raise Wrong(("protonum",), "netlink-raw needs a protonum")

    @property
    def protocol(self) -> int:
        """The netlink protocol."""
        return GENERIC if self.spec.protonum is None else self.spec.protonum

    @cached_property
    def families(self) -> list[Family]:
        """The families that the spec describes."""
        if self.protocol == NETFILTER:
            return self._subsystems()
        directional = self.spec.operations.enum_model == "directional"
        commands = self.messages.names(replies=False)
        replies = self.messages.names(replies=True) if directional else None
        if self.protocol != GENERIC and replies is not None:
            commands, replies = _united(commands, replies), None
        ops = self.messages.ops(shared=self.protocol != GENERIC)
        return [self._family(family_name(self.spec), commands, ops, replies=replies)]

    def _family(
        self, name: str, commands: type[Constants], ops: dict[Any, Op], **more: Any
    ) -> Family:
        groups = self.spec.mcast_groups
        attrs, header = _shared(ops)
        return Family(
            name=name,
            protocol=self.protocol,
            commands=commands,
            attrs=attrs,
            header=header,
            ops=ops,
            version=self.spec.version,
            groups=tuple(group.name for group in groups.items) if groups else (),
            doc=self.spec.doc.strip(),
            **more,
        )

    def _subsystems(self) -> list[Family]:
        """Return a family for each netfilter subsystem, the high byte of the types."""
        united = _united(
            self.messages.names(replies=False), self.messages.names(replies=True)
        )
        made = []
        for subsystem in sorted({number >> 8 for number in united.names}):
            names = {n & 0xFF: t for n, t in united.names.items() if n >> 8 == subsystem}
            commands = Constants.make(united.prefix, names)
            ops = {
                low: op
                for key, op in self.messages.ops(shared=True).items()
                if (low := _low(key, subsystem)) is not None
            }
            name = _SUBSYSTEMS.get(subsystem) or family_name(self.spec)
            made.append(self._family(name, commands, ops, subsystem=subsystem))
        return made

    def verify(self) -> None:
        """Make every table there is; Wrong where one of them cannot be made."""
        for name in self.sets.spaces:
            self.part(name)
        for name in self.definitions.named:
            self.definition(name)
        for path, name, space in self.messages.listed():
            self.gaps.append(Gap(path, f"{name!r} is not in the set {space!r}"))
        assert self.families

    def part(self, name: str) -> None:
        """Make an attribute set."""
        assert self.sets.attrs(name).entries is not None

    def definition(self, name: str) -> None:
        """Make a definition."""
        index, definition = self.definitions.named[name]
        if definition.type in ("enum", "flags"):
            self.definitions.constants(name, bits=definition.type == "flags")
        elif definition.type == "struct":
            size = codec(self.definitions.struct(name), "<").size
            if size is None or size > 0xFFFF:
                raise Wrong(("definitions", index), f"struct {name!r} is too long")


def _united(commands: type[Constants], replies: type[Constants]) -> type[Constants]:
    """Return the names of a protocol that numbers both directions together."""
    names = dict(commands.names)
    for number, name in replies.names.items():
        names.setdefault(number, name)
    made = Constants.make(commands.prefix, names)
    made.irregular = {**replies.irregular, **commands.irregular}
    return made


def _low(key: Any, subsystem: int) -> Any:
    """Return the key of a message inside its subsystem, None if it is of another."""
    number, *direction = key if isinstance(key, tuple) else (key,)
    if number >> 8 != subsystem:
        return None
    return (number & 0xFF, *direction) if direction else number & 0xFF


def _shared(ops: dict[Any, Op]) -> tuple[Any, Struct | None]:
    """Return the set and the header that all messages share, for those unknown."""
    sets = {id(op.attrs): op.attrs for op in ops.values() if op.attrs is not BARE}
    headers = {op.header.name: op.header for op in ops.values() if op.header is not None}
    attrs = next(iter(sets.values())) if len(sets) == 1 else BARE
    whole = len(headers) == 1 and all(op.header is not None for op in ops.values())
    return attrs, next(iter(headers.values())) if whole else None


def load(path: Path) -> Schema:
    """Return the schema of a file, from the cache if its content was good before.

    SchemaError names file and line of what is wrong with it.
    """
    document = Document(path)
    kept = cached(document)
    if kept is not None:
        return Schema(*kept)
    return fresh(document)


def fresh(document: Document) -> Schema:
    """Return the schema of a document after checking all of it; it is cached then."""
    spec, unknown = parse(document)
    try:
        schema = Schema(spec, list(unknown))
        schema.verify()
    except Wrong as wrong:
        raise document.error(wrong.path, wrong.text) from None
    except (ValueError, TypeError, OverflowError, RecursionError, AssertionError) as error:
        raise document.error((), f"no working schema ({error})") from None
    gaps = list(dict.fromkeys(schema.gaps))
    keep(document, spec, gaps)
    return Schema(spec, gaps)


def remarks(path: Path) -> list[Remark]:
    """Return what a good spec says and our tables cannot, line by line."""
    document = Document(path)
    return [document.remark(gap) for gap in fresh(document).gaps]


__all__ = ["Attrs", "Schema", "SchemaError", "fresh", "load", "remarks"]
