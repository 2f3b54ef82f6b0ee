"""A message as a Python program that makes and sends it with pyroute2."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from nlscope.describe import Description
from nlscope.export.escape import clean
from nlscope.export.parts import Part, Parts, parts_of

_ATOMS = {"u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64", "s8": "int8",
          "s16": "int16", "s32": "int32", "s64": "int64", "be16": "be16", "be32": "be32",
          "be64": "be64", "text": "asciiz", "flag": "flag", "bytes": "cdata"}  # fmt: skip
_SEND = """\

if __name__ == "__main__":
    import socket

    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, {protocol}) as nl:
        nl.bind((0, 0))
        nl.send(message.data)
        print(nl.recv(65536).hex(" "))
"""


def pyroute2(said: Description) -> str:
    """Return a Python program; message.data holds the bytes."""
    parts = parts_of(said)
    title = clean(f"{said.identity.type_name} {said.info}")[:90].replace('"', "'")
    lines = [
        f'"""{title.strip()}"""',
        "",
        "from pyroute2.netlink import nla, nlmsg",
        "",
        "",
    ]
    lines += _class("Message", "nlmsg", parts.attributes, parts)
    lines += ["", "", "message = Message()"]
    lines += [f'message["header"]["type"] = {parts.type}{_family(said)}']
    lines += [f'message["header"]["flags"] = {parts.flags:#x}']
    lines += [f'message["header"]["sequence_number"] = {said.message.seq}']
    lines += [f'message["header"]["pid"] = {said.message.portid}']
    for n, (name, raw, about) in enumerate(parts.headers):
        lines.append(f'message["head{n}"] = {raw!r}  # {name}: {about}')
    if parts.attributes:
        lines += ['message["attrs"] = [', *_values(parts.attributes, 1), "]"]
    lines += ["message.encode()"]
    if parts.rest:
        size = 16 + len(parts.rest)
        lines += [f"message.data[16:] = {parts.rest!r}"]
        lines += [f'message.data[:4] = ({size}).to_bytes(4, "{sys.byteorder}")']
    return "\n".join(lines) + "\n" + _SEND.format(protocol=said.message.frame.protocol)


def _family(said: Description) -> str:
    generic = said.message.frame.protocol == 16
    return f"  # the id of {clean(said.identity.type_name)} here" if generic else ""


def _class(
    name: str, base: str, attributes: tuple[Part, ...], parts: Parts | None = None
) -> Iterator[str]:
    """Yield the class of a set: of the message, or of a nest."""
    yield f"class {name}({base}):"
    if parts is not None:
        fields = (
            f'("head{n}", "{len(raw)}s")' for n, (_, raw, _) in enumerate(parts.headers)
        )
        yield f"    fields = [{', '.join(fields)}]"
    yield "    nla_map = ["
    nests: list[tuple[str, tuple[Part, ...]]] = []
    seen = set()
    for part in attributes:
        key = _key(part, attributes)
        if key in seen:
            continue
        seen.add(key)
        kind = _ATOMS.get(part.kind) or f"Nest{len(nests)}"
        if part.kind == "nest":
            nests.append((kind, part.parts))
        yield f'        ({part.number}, "{key}", "{kind}", {part.flags:#x}),'
    yield "    ]"
    for kind, inner in nests:
        yield ""
        held = _class(kind, "nla", inner)
        yield from (f"    {line}" if line else "" for line in held)


def _key(part: Part, among: tuple[Part, ...]) -> str:
    """Return the name of an attribute in its set; one for each way in which it is used."""
    same = [each for each in among if each.const == part.const]
    if part.kind == "nest" and len(same) > 1:
        return f"{clean(part.const)} #{same.index(part)}"
    ways = sorted({(each.number, each.kind, each.flags) for each in same})
    at = ways.index((part.number, part.kind, part.flags))
    return clean(part.const) + (f" ({at})" if at else "")


def _values(attributes: tuple[Part, ...], depth: int) -> Iterator[str]:
    pad = "    " * depth
    for part in attributes:
        key = _key(part, attributes)
        if part.kind == "nest":
            yield f'{pad}("{key}", {{"attrs": ['
            yield from _values(part.parts, depth + 1)
            yield f"{pad}]}}),"
            continue
        value = {"flag": True}.get(part.kind, part.value)
        note = f"  # {part.note}" if part.note and part.kind == "bytes" else ""
        yield f'{pad}("{key}", {value!r}),{note}'
