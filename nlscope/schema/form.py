"""What a YNL spec may say: the keys of all four schemas, as types.

Source: Documentation/netlink/*.yaml of Linux 7.2. Keys that only matter to the kernel's
C generators are listed too, so that they count as known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from nlscope.schema.fault import Gap, Step

Name = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]+\Z", max_length=128)]
Title = Annotated[str, Meta(min_length=1, max_length=128)]
Number = Annotated[int, Meta(ge=0, le=0xFFFFFFFF)]
Literal64 = int
Length = Title | Annotated[int, Meta(ge=0, le=0xFFFF)]
Limit = Title | Literal64


class Form(msgspec.Struct, rename="kebab", gc=False):
    """A mapping of a spec."""


class Entry(Form):
    """One name of an enum or a set of flags."""

    name: Name
    value: Literal64 | None = None
    doc: str = ""


class Member(Form):
    """One member of a struct."""

    name: Name
    type: str
    len: Length | None = None
    byte_order: str = ""
    doc: str = ""
    enum: str = ""
    enum_as_flags: bool = False
    display_hint: str = ""
    struct: str = ""


class Definition(Form):
    """A constant, an enum, a set of flags or a struct."""

    name: Name
    type: str
    header: str = ""
    scope: str = ""
    doc: str = ""
    value: Limit | None = None
    value_start: Limit | None = None
    entries: list[Name | Entry] = []
    render_max: bool = False
    enum_name: str | None = None
    enum_cnt_name: str = ""
    name_prefix: str = ""
    members: list[Member] = []


class Checks(Form):
    """What the kernel accepts of an attribute."""

    flags_mask: str = ""
    min: Limit | None = None
    max: Limit | None = None
    min_len: Length | None = None
    max_len: Length | None = None
    exact_len: Length | None = None
    unterminated_ok: bool = False


class Attribute(Form):
    """One attribute of a set; in a subset all but the name are those of the whole."""

    name: Name
    type: str | None = None
    doc: str = ""
    value: Number | None = None
    type_value: list[Name] = []
    byte_order: str | None = None
    multi_attr: bool | None = None
    nested_attributes: str | None = None
    enum: str | None = None
    enum_as_flags: bool | None = None
    checks: Checks | None = None
    sub_type: str | None = None
    display_hint: str | None = None
    name_prefix: str | None = None
    struct: str | None = None
    sub_message: str | None = None
    selector: str | None = None


class Space(Form):
    """An attribute set."""

    name: Name
    attributes: list[Attribute]
    name_prefix: str = ""
    enum_name: str | None = None
    doc: str = ""
    subset_of: str | None = None
    attr_cnt_name: str = ""
    attr_max_name: str = ""
    header: str = ""


class Format(Form):
    """What a sub-message is for one value of its selector."""

    value: Title
    fixed_header: str = ""
    attribute_set: str = ""


class SubMessage(Form):
    """A payload of which the form depends on another attribute."""

    name: Title
    formats: list[Format]


class Body(Form):
    """A request or a reply; value is its number where that is irregular."""

    attributes: list[str] | None = None
    value: Number | None = None


class Handler(Form):
    """The messages of a do or a dump."""

    request: Body | None = None
    reply: Body | None = None
    pre: str = ""
    post: str = ""


class Operation(Form):
    """A command with its messages, or a notification."""

    name: Name
    doc: str = ""
    value: Number | None = None
    attribute_set: str | None = None
    flags: list[str] = []
    dont_validate: list[str] = []
    config_cond: str = ""
    fixed_header: str | None = None
    do: Handler | None = None
    dump: Handler | None = None
    notify: str | None = None
    event: Body | None = None
    mcgrp: str = ""


class Operations(Form):
    """All commands, and how they are numbered and named."""

    items: list[Operation] = msgspec.field(name="list")
    enum_model: str = "unified"
    name_prefix: str = ""
    enum_name: str | None = None
    async_prefix: str = ""
    async_enum: str | None = None
    fixed_header: str | None = None


class Group(Form):
    """A multicast group."""

    name: Title
    c_define_name: str = ""
    flags: list[str] = []
    value: int | None = None


class Groups(Form):
    """The multicast groups."""

    items: list[Group] = msgspec.field(name="list")


class KernelFamily(Form):
    """What the kernel's own code generator wants to know."""

    headers: list[str] = []
    sock_priv: str = ""


class Spec(Form):
    """A whole spec; the defaults are those of the schemas."""

    name: Title
    attribute_sets: list[Space]
    operations: Operations
    doc: str = ""
    protocol: str = "genetlink"
    protonum: Annotated[int, Meta(ge=0, le=255)] | None = None
    version: Annotated[int, Meta(ge=0, le=255)] = 1
    uapi_header: str = ""
    c_family_name: str = ""
    c_version_name: str = ""
    max_by_define: bool = False
    cmd_max_name: str = ""
    cmd_cnt_name: str = ""
    kernel_policy: str = ""
    definitions: list[Definition] = []
    sub_messages: list[SubMessage] = []
    mcast_groups: Groups | None = None
    kernel_family: KernelFamily | None = None


def unknown_keys(raw: Any) -> Iterator[Gap]:
    """Yield the keys of a spec, read as plain values, that no schema has."""
    yield from _unknown(raw, msgspec.inspect.type_info(Spec), ())


def _unknown(raw: Any, kind: Any, path: tuple[Step, ...]) -> Iterator[Gap]:
    if isinstance(kind, msgspec.inspect.UnionType):
        structs = (each for each in kind.types if not hasattr(each, "pattern"))
        kind = next((e for e in structs if _fits(raw, e)), None)
    if isinstance(kind, msgspec.inspect.ListType) and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _unknown(item, kind.item_type, (*path, index))
    elif isinstance(kind, msgspec.inspect.StructType) and isinstance(raw, dict):
        fields = {field.encode_name: field.type for field in kind.fields}
        for key, value in raw.items():
            if key in fields:
                yield from _unknown(value, fields[key], (*path, key))
            else:
                yield Gap((*path, key), f"unknown key {key!r}")


def _fits(raw: Any, kind: Any) -> bool:
    if isinstance(kind, msgspec.inspect.StructType):
        return isinstance(raw, dict)
    return isinstance(kind, msgspec.inspect.ListType) and isinstance(raw, list)
