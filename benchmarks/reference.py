"""Write docs/families.md and docs/coverage.md: what the tables know, and what is left.

Run it from the project's folder: python -m benchmarks.reference [FOLDER OF CAPTURES...].
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dissectors
from nlscope.coverage import Coverage
from nlscope.model import protocol_name
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import (
    Attrs,
    Family,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Records,
    Select,
    now,
)

ROOT = Path(__file__).parent.parent
REASONS = {  # why the last bytes of the corpus have no name
    "NFLOG": "a test module's raw text on unit 5, which is no protocol",
    "CONTROL_EXMPL": "requests that are broken on purpose",
    "xfrm": "a dump request without its header; a mark of 12 bytes, which has 8",
    "handshake": 'tlshd\'s attribute 4, "__probe__", which no kernel has',
    "nfsd": "an empty attribute 2 of a socket, which no kernel has",
    "USERSOCK": "a datagram of 9 bytes, too short for a header",
}


def reached(kind: Any, found: dict[int, Attrs]) -> None:
    """Collect the attribute sets below a type."""
    kind = kind if isinstance(kind, Attrs) else getattr(kind, "subcon", kind)
    if isinstance(kind, Attrs):
        if id(kind) not in found:
            found[id(kind)] = kind
            for each in kind.entries.values():
                reached(each.subcon, found)
    elif isinstance(kind, (Nest, Indexed, NestTypeValue, Multi, Headed, Records)):
        reached(now(kind.of), found)
    elif isinstance(kind, Select):
        for case in [*kind.cases.values(), kind.default]:
            if case is not None:
                reached(now(case), found)


def attributes(family: Family) -> tuple[int, int]:
    """Return how many attribute sets, and attributes in them, a family has."""
    found: dict[int, Attrs] = {}
    for kind in [family.attrs, *(op.attrs for op in family.ops.values())]:
        if kind is not None:
            reached(kind, found)
    sets = [attrs for attrs in found.values() if attrs.entries]
    return len(sets), sum(len(attrs.entries) for attrs in sets)


def families(registry: Registry) -> Iterator[str]:
    """Yield the lines of docs/families.md."""
    rows = sorted(registry, key=lambda f: (f.protocol, f.name.lower()))
    counts = {id(family): attributes(family) for family in rows}
    total = sum(count for _, count in counts.values())
    yield "# Families\n"
    yield f"{len(rows)} families, {total} attributes, a shared set once in each.\n"
    yield "| protocol | family | messages or commands | attribute sets | attributes |"
    yield "|---|---|---|---|---|"
    for family in rows:
        sets, count = counts[id(family)]
        replies = len(family.replies.names) if family.replies else 0
        commands = len(family.commands.names) + replies
        numbers = " | ".join(str(n or "-") for n in (commands, sets, count))
        yield f"| {protocol_name(family.protocol)} | {family.name} | {numbers} |"


def coverage(registry: Registry, folders: list[Path]) -> Iterator[str]:
    """Yield the lines of docs/coverage.md."""
    tally, names = Coverage(), []
    for folder in folders:
        for path in sorted([*folder.glob("*.pcapng"), *folder.glob("*.pcap")]):
            for said in Session.load(str(path), registry):
                tally.add(said)
            names.append(path.stem)
    whole = tally.total()
    share = 100 * whole.undecoded / whole.bytes
    yield "# Coverage\n"
    yield f"`nlscope read --coverage` over {len(names)} captures: {whole.messages:,}"
    yield f"messages, {whole.bytes:,} bytes, {whole.undecoded:,} of them under no named"
    yield f"field ({share:.3f} %).\n"
    yield "| protocol | family | bytes | undecoded | why |"
    yield "|---|---|---|---|---|"
    sums: dict[tuple[str, str], list[int]] = {}
    for (protocol, family, _), each in tally.rows():
        pair = sums.setdefault((protocol, family), [0, 0])
        pair[0] += each.bytes
        pair[1] += each.undecoded
    for (protocol, family), (size, left) in sorted(sums.items()):
        why = REASONS.get(family) or REASONS.get(protocol, "") if left else ""
        yield f"| {protocol} | {family} | {size:,} | {left or '-'} | {why} |"


def main() -> None:
    """Write both files."""
    registry = Registry()
    registry.load(dissectors)
    folders = [ROOT / "captures", *map(Path, sys.argv[1:])]
    docs = ROOT / "docs"
    (docs / "families.md").write_text("\n".join(families(registry)) + "\n")
    (docs / "coverage.md").write_text("\n".join(coverage(registry, folders)) + "\n")


if __name__ == "__main__":
    main()
