"""The note below the form: what the field under the cursor is, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from nlscope.dissect.names import unit_of
from nlscope.offers import described, number_of, set_of
from nlscope.spec import Attrs, Limits
from nlscope.table import Entry
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.form import Form, Line
    from nlscope.tui.craft_lines import Against

_HEADER = {
    "nlmsg_len": "bytes of the message; auto makes it right",
    "nlmsg_type": "what the message is",
    "nlmsg_flags": "space opens it, then sets flags",
    "nlmsg_seq": "its answer carries the same; auto gives it a new one",
    "nlmsg_pid": "the port of the sender; auto is that of the socket",
    "nla_len": "bytes with the header; type what is wrong, nothing makes it right again",
    "nla_type": "with the flags NLA_F_NESTED (0x8000) and NLA_F_NET_BYTEORDER (0x4000)",
}


def note(form: Form, line: Line, said: Against | None) -> Text:
    """Return two lines: what the field is, and what there is against it."""
    if line.add:
        inside = line.trail[-1].name if line.trail else "the message"
        text = Text(f"enter or + adds an attribute to {safe(inside)}")
    elif line.bit is not None:
        names = form.ticks(line)
        const = names.const(line.path[-1][0]) if names else ""
        text = Text(f"{const} {line.bit:#x}")
    else:
        text = Text(_about(form, line))
    if said is not None:
        text.append(f"\n{said.sign} {safe(said.text)}", "bold")
    return text


def _about(form: Form, line: Line) -> str:
    field = line.field
    spec = field.spec
    words = [spec.const] if spec is not None and spec.const else [safe(field.name)]
    if isinstance(spec, Entry):
        outer = set_of(form.root, line.trail[:-1])
        limits = None
        if isinstance(outer, Attrs) and field.body - field.start == 4:
            limits = outer.limits.get(number_of(field))
        words.append(described(spec, limits or Limits()))
    if unit_of(spec) == "ifindex":
        words.append("a number, or a name that the target has")
    if field.name in _HEADER:
        words.append(_HEADER[field.name])
    elif spec is not None and spec.doc:
        words.append(safe(spec.doc))
    elif form.names(line) is not None:
        words.append("enter chooses")
    return " · ".join(filter(None, words))
