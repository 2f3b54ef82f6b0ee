"""A message as a C program that makes and sends it with libmnl."""

from __future__ import annotations

from collections.abc import Iterator

from nlscope.describe import Description
from nlscope.export.escape import clean
from nlscope.export.parts import Part, Parts, parts_of

_LEAST = 8192  # bytes of the buffer
_PUTS = {"u8": "u8", "u16": "u16", "u32": "u32", "u64": "u64"}
_CASTS = {"s8": "u8", "s16": "u16", "s32": "u32", "s64": "u64"}
_SWAPS = {
    "be16": ("u16", "htobe16"),
    "be32": ("u32", "htobe32"),
    "be64": ("u64", "htobe64"),
}
_TOP = """\
#include <endian.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <libmnl/libmnl.h>
#include <linux/netlink.h>

/* {title} */
static struct nlmsghdr *make(void *buffer)
{{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buffer);

	nlh->nlmsg_type = {type};{note}
	nlh->nlmsg_flags = {flags:#x};
"""
_BOTTOM = """\
	return nlh;
}}

int main(void)
{{
	static char buffer[{size}];
	struct nlmsghdr *nlh = make(buffer);
	struct mnl_socket *nl = mnl_socket_open({protocol});
	ssize_t count;

	nlh->nlmsg_seq = time(NULL);
	if (!nl || mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) < 0)
		return 1;
	if (mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) < 0) {{
		perror("netlink");
		return 1;
	}}
	count = mnl_socket_recvfrom(nl, buffer, sizeof(buffer));
	printf("%zd bytes\\n", count);
	mnl_socket_close(nl);
	return count < 0;
}}
"""


def libmnl(said: Description) -> str:
    """Return a C program; build it with cc FILE.c -lmnl."""
    parts, message = parts_of(said), said.message
    generic = said.message.frame.protocol == 16
    note = f" /* the id of {clean(said.identity.type_name)} here */" if generic else ""
    title = clean(f"{said.identity.type_name} {said.info}")[:90].replace("*/", "* /")
    top = _TOP.format(title=title, type=parts.type, note=note, flags=parts.flags)
    size = max(_LEAST, 2 * len(message.data))
    bottom = _BOTTOM.format(size=size, protocol=message.frame.protocol)
    body = "".join(f"\t{line}\n" for line in _body(parts))
    nests = _depth(parts.attributes)
    declared = "".join(f"\tstruct nlattr *nest{n};\n" for n in range(nests))
    return top.replace("\n\n\tnlh->", f"\n{declared}\n\tnlh->", 1) + body + bottom


def _body(parts: Parts) -> Iterator[str]:
    for name, raw, about in parts.headers:
        yield f"/* {name}: {about} */"
        yield _extra(raw)
    yield from _attributes(parts.attributes, 0)
    if parts.rest:
        yield _extra(parts.rest)
        if len(parts.rest) % 4:
            yield f"nlh->nlmsg_len = {16 + len(parts.rest)};"


def _extra(raw: bytes) -> str:
    size = len(raw)
    return f"memcpy(mnl_nlmsg_put_extra_header(nlh, {size}), {_string(raw)}, {size});"


def _attributes(parts: tuple[Part, ...], depth: int) -> Iterator[str]:
    for part in parts:
        number = part.number | (0 if part.kind == "nest" else part.flags)
        kind = f"{number} /* {clean(part.const)} */"
        if part.kind == "nest":
            yield f"nest{depth} = mnl_attr_nest_start(nlh, {kind});"
            yield from _attributes(part.parts, depth + 1)
            yield f"mnl_attr_nest_end(nlh, nest{depth});"
            if part.number | part.flags != part.number | 0x8000:
                yield f"nest{depth}->nla_type = {part.number | part.flags:#x};"
        else:
            yield _leaf(part, kind)


def _leaf(part: Part, kind: str) -> str:
    if part.kind in _PUTS:
        return f"mnl_attr_put_{_PUTS[part.kind]}(nlh, {kind}, {part.value}{_suffix(part)});"
    if part.kind in _CASTS:
        name = _CASTS[part.kind]
        size = 8 * int(name[1:]) // 8
        return f"mnl_attr_put_{name}(nlh, {kind}, (uint{size}_t){_signed(part)});"
    if part.kind in _SWAPS:
        name, swap = _SWAPS[part.kind]
        return f"mnl_attr_put_{name}(nlh, {kind}, {swap}({part.value}{_suffix(part)}));"
    if part.kind == "text":
        return f"mnl_attr_put_strz(nlh, {kind}, {_quoted(str(part.value))});"
    raw = part.payload()
    note = f" /* {part.note} */" if part.note and part.kind == "bytes" else ""
    return f"mnl_attr_put(nlh, {kind}, {len(raw)}, {_string(raw)});{note}"


def _suffix(part: Part) -> str:
    return "ULL" if part.kind.endswith("64") else "U" if part.kind.endswith("32") else ""


def _signed(part: Part) -> str:
    if part.value == -(1 << 63):
        return "(-9223372036854775807LL - 1)"
    return f"{part.value}LL" if part.kind == "s64" else f"{part.value}"


def _quoted(text: str) -> str:
    # ?? could begin a trigraph
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?")
    return f'"{text}"'


def _string(raw: bytes) -> str:
    return '"' + "".join(f"\\{byte:03o}" for byte in raw) + '"'


def _depth(parts: tuple[Part, ...]) -> int:
    return max((1 + _depth(p.parts) for p in parts if p.kind == "nest"), default=0)
