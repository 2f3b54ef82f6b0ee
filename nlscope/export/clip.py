"""Messages and fields in the forms that a clipboard wants."""

from __future__ import annotations

from collections.abc import Sequence

from nlscope.describe import Description
from nlscope.dissect.secrets import blanked, secrets
from nlscope.export import json, text
from nlscope.export.code import c_array, hex_text, python_bytes
from nlscope.export.escape import clean
from nlscope.export.printer import as_json, as_tree
from nlscope.export.values import value_of
from nlscope.model import Field
from nlscope.session import Session

FORMS = {
    "text": "Text",
    "json": "JSON",
    "hex": "Hex",
    "c": "C array",
    "python": "Python bytes",
}


def messages(session: Session, rows: Sequence[int], form: str) -> str:
    """Return messages in a form, one after the other."""
    return "\n".join(_message(session, n, form).rstrip("\n") for n in rows)


def _message(session: Session, n: int, form: str) -> str:
    if form in ("text", "json"):
        made = as_tree(session, n) if form == "text" else as_json(session, n)
        return made.decode()
    said = session.describe(n)
    note = f"{said.message.no}: {clean(f'{said.identity.type_name} {said.info}')}"[:100]
    name = f"message_{said.message.no}"
    return _code(said, 0, len(said.message.data), name, note.strip(), form)


def field(said: Description, trail: Sequence[Field], form: str) -> str:
    """Return a field of a message in a form; hex and code are all of its bytes."""
    last = trail[-1]
    path = ".".join(part.name for part in trail)
    if form == "text":
        return text.describe_value(last, said.names) or "\n".join(lines(said, last))
    if form == "json":
        return json.dumped(value_of(last)).decode().rstrip("\n")
    note = clean(f"{path} of message {said.message.no}")
    return _code(said, last.start, last.end, path, note, form)


def lines(said: Description, field: Field) -> list[str]:
    """Return what is inside a field, a line each."""
    return [
        f"{clean(part.name)} {text.describe_value(part, said.names)}".rstrip()
        for part in field.items
    ]


def _code(said: Description, start: int, end: int, name: str, note: str, form: str) -> str:
    """Return bytes of a message in hex or as code; secrets as dots, or zeros."""
    spans = secrets(said.root)
    data = blanked(said.message.data, spans)[start:end]
    hidden = [
        at for first, last in spans for at in range(max(first, start), min(last, end))
    ]
    if form == "hex":
        pairs = hex_text(data).split(" ")
        for at in hidden:
            pairs[at - start] = "··"
        return " ".join(pairs)
    note += f", {len(hidden)} secret bytes as zeros" if hidden else ""
    return c_array(data, name, note) if form == "c" else python_bytes(data, name, note)
