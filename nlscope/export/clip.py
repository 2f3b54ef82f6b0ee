"""Messages and fields in the forms that a clipboard wants."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from nlscope.describe import Description, describe
from nlscope.dissect.secrets import blanked, secrets
from nlscope.export import json, text
from nlscope.export.code import c_array, hex_text, identifier, python_bytes
from nlscope.export.escape import clean
from nlscope.export.libmnl_code import libmnl
from nlscope.export.printer import as_json, as_tree
from nlscope.export.pyroute2_code import pyroute2
from nlscope.export.send_line import send_line
from nlscope.export.values import value_of
from nlscope.export.ynl_line import ynl_line
from nlscope.model import Field
from nlscope.session import Session

FORMS = {
    "text": "Text",
    "json": "JSON",
    "hex": "Hex",
    "c": "C array",
    "python": "Python bytes",
    "send": "nlscope send",
    "route": "Python with pyroute2",
    "libmnl": "C with libmnl",
    "ynl": "kernel ynl command",
}
WHOLE = {"send": send_line, "route": pyroute2, "libmnl": libmnl, "ynl": ynl_line}


def messages(session: Session, rows: Sequence[int], form: str) -> str:
    """Return messages in a form, one after the other."""
    return "\n".join(_message(session, n, form).rstrip("\n") for n in rows)


def _message(session: Session, n: int, form: str) -> str:
    if form in ("text", "json"):
        made = as_tree(session, n) if form == "text" else as_json(session, n)
        return made.decode()
    said = session.describe(n)
    if form in WHOLE:
        return WHOLE[form](_veiled(session, said))
    note = f"{said.message.no}: {clean(f'{said.identity.type_name} {said.info}')}"[:100]
    name = f"message_{said.message.no}"
    return _code(said, 0, len(said.message.data), name, note.strip(), form)


def _veiled(session: Session, said: Description) -> Description:
    """Return a message of a session with zeros for its secrets, unless they are shown."""
    spans = secrets(said.root)
    if not spans:
        return said
    data = blanked(said.message.data, spans)
    frame = structs.replace(said.message.frame, data=data)
    bare = structs.replace(said.message, frame=frame, start=0, end=len(data))
    return describe(bare, session.registry, session.context)


def message(said: Description, form: str) -> str:
    """Return one message, of no capture, in a form; a program holds its secrets."""
    if form == "text":
        return "\n".join([clean(said.info), *text.tree(said)])
    if form == "json":
        return json.line(said, None).decode().rstrip("\n")
    if form in WHOLE:
        return WHOLE[form](said)
    name = identifier(f"{said.identity.type_name} {said.identity.command_name or ''}")
    note = clean(f"{said.identity.type_name} {said.info}")[:100]
    return _code(said, 0, len(said.message.data), name, note.strip(), form)


def field(said: Description, trail: Sequence[Field], form: str) -> str:
    """Return a field of a message in a form, but for those of whole messages.

    Hex and code are all of its bytes.
    """
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
