"""How much of a capture no table names, by protocol, family and attribute set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nlscope.describe import Description
from nlscope.dissect import Identity
from nlscope.model import Field, protocol_name
from nlscope.spec import (
    Attrs,
    Headed,
    Indexed,
    Nest,
    NestTypeValue,
    Records,
    now,
)
from nlscope.table import Entry, Header

_Key = tuple[str, str, str]


@dataclass(slots=True)
class Share:
    """The bytes of one attribute set: all, undecoded, and what is undecoded by name."""

    messages: int = 0
    bytes: int = 0
    undecoded: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


class Coverage:
    """A tally over messages, by (protocol, family, attribute set)."""

    def __init__(self) -> None:
        self.shares: dict[_Key, Share] = defaultdict(Share)

    def add(self, said: Description) -> None:
        """Count one message."""
        protocol = protocol_name(said.message.frame.protocol)
        self._message(protocol, said.root)

    def _message(self, protocol: str, root: Field) -> None:
        identity = root.value
        assert isinstance(identity, Identity)
        family = "control" if identity.control else identity.name or identity.type_name
        attrs = identity.op.attrs
        top = attrs.prefix if isinstance(attrs, Attrs) and attrs.prefix else "body"
        self.shares[protocol, family, top].messages += 1
        self._list(protocol, family, top, root.parts or [])

    def _list(self, protocol: str, family: str, name: str, parts: list[Field]) -> None:
        share = self.shares[protocol, family, name]
        for part in parts:
            if isinstance(part.value, Identity):
                self._message(protocol, part)
                continue
            inside = part.parts is not None and part.kind != "undecoded"
            size = part.end - part.start
            if inside and not _leaf(part):
                held = sum(p.end - p.start for p in part.parts or ())
                share.bytes += size - held
                set_name = _set_name(part) or f"{name}.{part.name}"
                self._list(protocol, family, set_name, part.parts or [])
                continue
            share.bytes += size
            self._undecoded(share, part)

    def _undecoded(self, share: Share, part: Field) -> None:
        if part.kind == "undecoded":
            share.undecoded += part.end - part.start
            share.unknown[part.name] += part.end - part.start
            return
        for inner in part.parts or ():
            self._undecoded(share, inner)

    def total(self) -> Share:
        """Return the sum of all."""
        whole = Share()
        for share in self.shares.values():
            whole.bytes += share.bytes
            whole.undecoded += share.undecoded
            whole.messages += share.messages
        return whole

    def rows(self) -> list[tuple[_Key, Share]]:
        """Return the shares, most undecoded bytes first."""
        return sorted(self.shares.items(), key=lambda pair: (-pair[1].undecoded, pair[0]))


def _leaf(part: Field) -> bool:
    return isinstance(part.spec, Header) or part.value is not None


def _set_name(part: Field) -> str:
    """Return the prefix of the set that a nest's attributes are of, "" if it varies."""
    kind = part.spec.node if isinstance(part.spec, Entry) else None
    while isinstance(kind, (Nest, Indexed, Headed, Records, NestTypeValue)):
        kind = now(kind.of)
    return kind.prefix if isinstance(kind, Attrs) else ""


def coverage(messages: Iterable[Description]) -> Coverage:
    """Return the tally of all messages."""
    tally = Coverage()
    for said in messages:
        tally.add(said)
    return tally


def report(tally: Coverage) -> Iterator[str]:
    """Yield the lines of the report: the total, then each set, worst first."""
    whole = tally.total()
    yield (
        f"{whole.messages} messages, {whole.bytes} bytes, {whole.undecoded} undecoded "
        f"({_percent(whole)})"
    )
    yield f"{'undecoded':>10} {'bytes':>10} {'share':>8}  protocol family set: unknown"
    for (protocol, family, name), share in tally.rows():
        most = ", ".join(f"{n} {size}" for n, size in share.unknown.most_common(6))
        tail = f": {most}" if most else ""
        yield (
            f"{share.undecoded:>10} {share.bytes:>10} {_percent(share):>8}  "
            f"{protocol} {family} {name}{tail}"
        )


def _percent(share: Share) -> str:
    return f"{100 * share.undecoded / share.bytes:.2f} %" if share.bytes else "-"
