"""A message as the command line of nlscope send that makes the same bytes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from nlscope.craft import order, tree_of
from nlscope.describe import Description
from nlscope.dissect.nlmsg import flag_set
from nlscope.model import HEADER_SIZE, HOST_ORDER, NLM_F_REQUEST, Field
from nlscope.spec import (
    NLA_F_NESTED,
    Family,
    Indexed,
    Misfit,
    Nest,
    NestTypeValue,
    Text,
    split_flags,
)
from nlscope.table import Entry, Header
from nlscope.typed import HEX, text_of, type_of

_ACK, _DUMP = 0x04, 0x300
Word = tuple[str, str]


def send_line(said: Description) -> str:
    """Return a command line; sequence number and port are made anew.

    A message that names and values do not make is sent in hex, as it is.
    """
    words = _words(said)
    if words is None:
        data = said.message.data.hex()
        protocol = said.message.frame.protocol
        return f"echo {data} | nlscope send --raw-protocol {protocol} --hex -"
    return shlex.join(["nlscope", "send", *words])


def _words(said: Description) -> list[str] | None:
    identity, family = said.identity, said.identity.family
    if family is None or identity.control or said.root.problem:
        return None
    command = identity.command_name or str(identity.command)
    version = None
    heads: list[Word] = []
    groups: list[tuple[list[Word], list[Word]]] = []
    for part in said.root.items:
        if part.name == "genlmsghdr" and isinstance(part.value, dict):
            version = part.value.get("version")
        elif isinstance(part.spec, Header) and part.name != "nlmsghdr":
            heads += [(m.name, text_of(m)) for m in part.items if m.name and any(m.raw)]
        elif part.body - part.start == 4:
            groups.append((list(_pairs(part, "")), [_raw(part, "")]))
        elif part.name != "nlmsghdr":
            return None
    pairs = _fitting(said, family, command, version, heads, groups)
    if pairs is None:
        return None
    options = _flags(command, said.message.flags)
    if version is not None and version != family.version:
        options += ["--version", str(version)]
    if said.message.data[HEADER_SIZE + 2 : HEADER_SIZE + 4].strip(b"\0") and version:
        return None
    return [family.name, command, *(f"{n}={v}" if v else n for n, v in pairs), *options]


def _fitting(
    said: Description,
    family: Family,
    command: str,
    version: int | None,
    heads: list[Word],
    groups: list[tuple[list[Word], list[Word]]],
) -> list[Word] | None:
    """Return the words that make the bytes, an attribute in hex where its names do not."""
    wanted = said.message.data[HEADER_SIZE:]

    def fits(chosen: list[list[Word]]) -> bool:
        pairs = [*heads, *(pair for group in chosen for pair in group)]
        try:
            tree = tree_of((name, value or True) for name, value in pairs)
            made = order(family, command, tree, flags=0, version=version)
        except (Misfit, KeyError, TypeError, ValueError, AttributeError):
            return False
        return made.body + bytes(-len(made.body) % 4) == wanted

    chosen = [named for named, _ in groups]
    if fits(chosen):
        return [*heads, *(pair for group in chosen for pair in group)]
    chosen = [raw for _, raw in groups]
    if not fits(chosen):
        return None
    for at, (named, raw) in enumerate(groups):
        chosen[at] = named
        if not fits(chosen):
            chosen[at] = raw
    return [*heads, *(pair for group in chosen for pair in group)]


def _pairs(field: Field, prefix: str) -> Iterator[Word]:
    """Yield a name and a value for each leaf of an attribute."""
    path = prefix + field.name
    node = field.spec.node if isinstance(field.spec, Entry) else None
    attributes = [part for part in field.parts or () if part.body - part.start == 4]
    if attributes and len(attributes) == len(field.parts or ()):
        array = isinstance(node, (Indexed, NestTypeValue))
        fault = _fault(field)
        for at, part in enumerate(attributes):
            if array and isinstance(node, Indexed):
                yield from _element(part, f"{path}{fault}.{at}")
            else:
                yield from _pairs(part, f"{path}{fault}.")
        return
    plain = isinstance(field.value, (str, int, tuple)) and field.spec is not None
    text = text_of(field) if field.parts is None and plain else HEX
    if text.startswith(HEX) or (not text and field.raw):
        yield _raw(field, prefix)
        return
    ended = not isinstance(type_of(field), Text) or field.raw.endswith(b"\0")
    yield path + _fault(field, () if ended else ("nonul",)), text


def _element(part: Field, path: str) -> Iterator[Word]:
    inner = [each for each in part.parts or () if each.body - each.start == 4]
    if inner:
        for each in inner:
            yield from _pairs(each, f"{path}.")
    else:
        yield path, text_of(part)


def _raw(field: Field, prefix: str) -> Word:
    """Return an attribute with its payload in hex."""
    return f"{prefix}{field.name}{_fault(field, ('hex',))}", f"0x{field.raw.hex()}"


def _fault(field: Field, more: tuple[str, ...] = ()) -> str:
    """Return what follows a name where the attribute is not as its type has it."""
    node = field.spec.node if isinstance(field.spec, Entry) else None
    order_ = "little" if HOST_ORDER == "<" else "big"
    raw = field.data[field.start + 2 : field.start + 4]
    nested = bool(int.from_bytes(raw, order_) & NLA_F_NESTED)  # type: ignore[arg-type]
    usual = isinstance(node, (Nest, Indexed, NestTypeValue))
    faults = [*more]
    if nested != usual:
        faults.append("nested" if nested else "plain")
    return ":" + ",".join(faults) if faults else ""


def _flags(command: str, flags: int) -> list[str]:
    options = [] if flags & NLM_F_REQUEST else ["--no-request"]
    rest = flags & ~NLM_F_REQUEST
    if rest == _DUMP:
        return [*options, "--dump"]
    if rest == _ACK:
        return options
    names = split_flags(flag_set(command, flags, request=True), rest)
    return [*options, "--flags", ",".join(name.lower() for name in names) or "0"]
