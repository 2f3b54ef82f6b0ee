"""Mutated specs: each is refused with file and line, or decodes whatever comes.

NLSCOPE_MUTATIONS=1000 makes it as many; NLSCOPE_MUTATED=DIR mutates other specs.
"""

from __future__ import annotations

import os
import random
import re
import struct
from pathlib import Path

import pytest

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.registry import Registry
from nlscope.schema.check import check
from nlscope.schema.layer import Specs
from nlscope.schema.reach import verify
from nlscope.spec import GENERIC, NETFILTER, Family
from tests.support import ROOT, attr, check_tiles, genlmsg, message, nlmsg

COUNT = int(os.environ.get("NLSCOPE_MUTATIONS", "60"))
OWN = [*(ROOT / "kmod/specs").glob("*.yaml"), ROOT / "tests/unit/schema/spec.yaml"]
FOLDER = os.environ.get("NLSCOPE_MUTATED")
SPECS = sorted(Path(FOLDER).glob("*.yaml")) if FOLDER else sorted(OWN)
ODD = (
    "null", "-1", "0", "1e9", "18446744073709551616", "[]", "{}", "[a, b]", "{a: 1}", "'",
    "u8", "u999", "nest", "binary", "big-endian", "!!python/object:os.system", "&a [*a]",
    "*x", "true", "2024-01-01", "~", '"\\ud800"', "a b", "-", "main", "0x7fffffff", "% x",
)  # fmt: skip


def mutate(text: str, rng: random.Random) -> str:
    """Return the text after a few changes to its lines, values or characters."""
    for _ in range(rng.randint(1, 3)):
        lines = text.splitlines(keepends=True)
        at = rng.randrange(len(lines))
        line = lines[at]
        kind = rng.randrange(7)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(rng.randrange(len(lines)), line)
        elif kind == 2 and ":" in line:
            lines[at] = f"{line.partition(':')[0]}: {rng.choice(ODD)}\n"
        elif kind == 3:
            lines[at] = " " * rng.randint(0, 9) + line.lstrip(" ")
        elif kind == 4:
            where = rng.randrange(len(line))
            odd = rng.choice("\t\0\x7f:{}[]&*-#'\"é\\\r")
            lines[at] = line[:where] + odd + line[where + 1 :]
        elif kind == 5:
            lines[at] = re.sub(r"\w+\s*$", rng.choice(_words(text)) + "\n", line)
        else:
            lines = lines[: at + 1]
        text = "".join(lines) or "\n"
    return text


def _words(text: str) -> list[str]:
    return re.findall(r": ([\w-]+)", text) or ["x"]


def payload(rng: random.Random, depth: int = 0) -> bytes:
    """Return an attribute list of random numbers and payloads, some of them lists."""
    found = b""
    for _ in range(rng.randint(0, 6)):
        if rng.random() < 0.4 and depth < 4:
            held = payload(rng, depth + 1)
        else:
            held = rng.randbytes(rng.choice((0, 1, 2, 3, 4, 6, 8, 12, 16, 64)))
        found += attr(rng.randint(0, 24) | (0x8000 * rng.randint(0, 1)), held)
    return found


def exercise(path: Path, family: Family, rng: random.Random) -> None:
    """Decode messages of a family, of every command in both directions."""
    registry, context = Registry(), Context()
    registry.under(Specs([path]))
    verify(family)
    name = attr(2, family.name.encode() + b"\0") + attr(1, struct.pack("=H", 40))
    context.observe(message(GENERIC, nlmsg(16, genlmsg(1, name), flags=0)))
    for command in (list(family.commands.names) or [0])[:12]:
        head = rng.randbytes(rng.choice((0, 4, 8, 16)))
        body = head + payload(rng)
        for flags in (0, 1):
            if family.protocol == GENERIC:
                data = nlmsg(40, genlmsg(command & 0xFF, body), flags=flags)
            else:
                high = (family.subsystem or 0) << 8 if family.protocol == NETFILTER else 0
                data = nlmsg((high | command) & 0xFFFF, body, flags=flags)
            root = dissect(message(family.protocol, data, no=2), registry, context)
            check_tiles(root)


@pytest.mark.parametrize("seed", range(COUNT))
def test_mutated_specs(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rng = random.Random(seed)
    path = tmp_path / "mutated.yaml"
    path.write_text(mutate(rng.choice(SPECS).read_text(), rng))
    verdict = check(path)
    for said in (*verdict.errors, *verdict.notes):
        lines = path.read_bytes().count(b"\n") + 1
        assert said.file == str(path)
        assert 1 <= said.line <= lines + 1
        assert said.text
        assert "\n" not in said.text
    assert verdict.errors or verdict.families
    for family in verdict.families:
        exercise(path, family, rng)
