"""All that is wrong with a file that describes a family, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from nlscope.schema import user
from nlscope.schema.document import Document, parse
from nlscope.schema.fault import Gap, Remark, SchemaError, Wrong
from nlscope.schema.form import Spec
from nlscope.schema.ynl import Schema, fresh
from nlscope.spec import Family

_MODERN = ("genetlink", "genetlink-c")


@dataclass(slots=True)
class Verdict:
    """What a file describes, the errors that keep it from that, and lesser remarks."""

    families: list[Family] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def check(path: Path) -> Verdict:
    """Return the verdict on a YAML spec or a Python file."""
    verdict = Verdict()
    try:
        if path.suffix == ".py":
            verdict.families = user.load(path)
        else:
            _spec(Document(path), verdict)
    except SchemaError as error:
        verdict.errors.append(_remark(error))
    return verdict


def _remark(error: SchemaError) -> Remark:
    return Remark(error.file, error.line, error.text)


def _spec(document: Document, verdict: Verdict) -> None:
    spec, _ = parse(document)
    verdict.errors = [document.remark(gap) for gap in dict.fromkeys(_wrong(spec))]
    if verdict.errors:
        return
    schema = fresh(document)
    verdict.families = schema.families
    verdict.notes = [
        *document.duplicates(),
        *(document.remark(gap) for gap in schema.gaps),
        *(document.remark(gap) for gap in _level(spec)),
    ]


def _wrong(spec: Spec) -> Iterator[Gap]:
    """Yield the first error of each part of a spec."""
    try:
        schema = Schema(spec, [])
    except Wrong as wrong:
        yield Gap(wrong.path, wrong.text)
        return
    parts: list[Callable[[], object]] = [
        *(partial(schema.part, name) for name in schema.sets.spaces),
        *(partial(schema.definition, name) for name in schema.definitions.named),
        *(partial(schema.messages.attrs, each) for each in schema.messages.all),
        *(partial(schema.messages.header, each) for each in schema.messages.all),
    ]
    for part in parts:
        try:
            part()
        except Wrong as wrong:
            yield Gap(wrong.path, wrong.text)


def _level(spec: Spec) -> Iterator[Gap]:
    """Yield what the level that a spec says it has does not allow."""
    if spec.protocol == "netlink-raw":
        return
    if spec.sub_messages:
        yield Gap(("sub-messages",), f"{spec.protocol} has no sub-messages")
    if spec.protocol not in _MODERN:
        return
    level = f"{spec.protocol} has no"
    if spec.operations.fixed_header:
        yield Gap(("operations", "fixed-header"), f"{level} fixed headers")
    if spec.operations.enum_model == "directional":
        yield Gap(("operations", "enum-model"), f"{level} directional commands")
    for at, definition in enumerate(spec.definitions):
        # three specs of this level in Linux 7.2 declare structs of another header
        if definition.type == "struct" and not definition.header:
            yield Gap(("definitions", at), f"{level} structs")
