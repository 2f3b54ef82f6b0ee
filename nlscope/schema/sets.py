"""The attribute sets and sub-messages of a spec as our tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec

from nlscope.schema.definitions import INTEGERS, ORIGIN, Definitions
from nlscope.schema.fault import Step, Wrong
from nlscope.schema.form import Attribute, Checks, Format, Space, Spec
from nlscope.schema.names import set_prefix, short, stem, upper
from nlscope.spec import (
    NLA_TYPE_MASK,
    Array,
    Attrs,
    Binary,
    Bitfield32,
    Deferred,
    Flag,
    Headed,
    Indexed,
    Limits,
    Multi,
    Nest,
    NestTypeValue,
    Pad,
    Select,
    Str,
)

_SIMPLE = {"flag": Flag, "pad": Pad, "unused": Binary, "string": Str}


class Sets:
    """The attribute sets of a spec, each made when it is first looked at."""

    def __init__(self, spec: Spec, definitions: Definitions) -> None:
        self.spec = spec
        self.definitions = definitions
        self.spaces: dict[str, tuple[int, Space]] = {}
        for index, space in enumerate(spec.attribute_sets):
            if space.name in self.spaces:
                raise Wrong(("attribute-sets", index, "name"), f"{space.name!r} twice")
            self.spaces[space.name] = (index, space)
        self.messages = {each.name: each for each in spec.sub_messages}
        self.attrs = cache(self._attrs)
        self.numbered = cache(self._numbered)

    def find(self, name: str | None, path: tuple[Step, ...]) -> Attrs:
        """Return an attribute set by name; Wrong at the path if there is none."""
        if name not in self.spaces:
            raise Wrong(path, f"there is no attribute set {name!r}")
        return self.attrs(name)

    def whole(self, space: Space, path: tuple[Step, ...]) -> Space:
        """Return the set that a subset takes its numbers from, or the set itself."""
        if space.subset_of is None:
            return space
        found = self.spaces.get(space.subset_of)
        if found is None or found[1].subset_of is not None:
            raise Wrong((*path, "subset-of"), f"there is no whole set {space.subset_of!r}")
        return found[1]

    def _numbered(self, name: str) -> dict[str, tuple[int, int, Attribute]]:
        """Return the attributes of a set by name: number, place in the list, the rest."""
        index, space = self.spaces[name]
        path: tuple[Step, ...] = ("attribute-sets", index)
        whole = self.whole(space, path)
        if whole is not space:
            return self._of_subset(space, self.numbered(whole.name), path)
        found: dict[str, tuple[int, int, Attribute]] = {}
        taken: dict[int, str] = {}
        number = 0
        for at, attribute in enumerate(space.attributes):
            number = number + 1 if attribute.value is None else attribute.value
            place = (*path, "attributes", at)
            if number > NLA_TYPE_MASK:
                raise Wrong(place, f"{number} is no attribute number")
            if number in taken or attribute.name in found:
                raise Wrong(place, f"{attribute.name!r} ({number}) stands here twice")
            if attribute.type is None:
                raise Wrong(place, f"{attribute.name!r} has no type")
            taken[number] = attribute.name
            found[attribute.name] = (number, at, attribute)
        return found

    def _of_subset(
        self,
        space: Space,
        whole: dict[str, tuple[int, int, Attribute]],
        path: tuple[Step, ...],
    ) -> dict[str, tuple[int, int, Attribute]]:
        found: dict[str, tuple[int, int, Attribute]] = {}
        for at, attribute in enumerate(space.attributes):
            if attribute.name not in whole:
                text = f"{attribute.name!r} is not in {space.subset_of!r}"
                raise Wrong((*path, "attributes", at), text)
            number, _, base = whole[attribute.name]
            own = {
                name: value
                for name in attribute.__struct_fields__
                if (value := getattr(attribute, name)) not in (None, "", [])
            }
            found[attribute.name] = (number, at, msgspec.structs.replace(base, **own))
        return found

    def _attrs(self, name: str) -> Attrs:
        index, space = self.spaces[name]
        whole = self.whole(space, ("attribute-sets", index))
        given = set_prefix(self.spec, whole.name, whole.name_prefix)
        prefix, _ = stem(given, ())
        return Deferred(prefix, ORIGIN, lambda: self._make(name, given))

    def _make(self, name: str, given: str) -> Attrs:
        index, _ = self.spaces[name]
        entries, irregular, limits = {}, {}, {}
        for number, at, attribute in self.numbered(name).values():
            path = ("attribute-sets", index, "attributes", at)
            key = short(attribute.name)
            kind = key / self.kind(attribute, path, name)
            entries[number] = kind * attribute.doc.strip() if attribute.doc else kind
            if attribute.name_prefix:
                irregular[key] = upper(attribute.name_prefix + attribute.name)
            if attribute.checks is not None:
                limits[number] = self._limits(attribute, attribute.checks, path)
        prefix, odd = stem(given, [entry.name for entry in entries.values()])
        return Attrs(
            prefix,
            entries,
            irregular=odd | irregular,
            origin=ORIGIN,
            limits={number: each for number, each in limits.items() if each},
        )

    def _limits(
        self, attribute: Attribute, checks: Checks, path: tuple[Step, ...]
    ) -> Limits:
        def number(limit: str | int | None, key: str) -> int | None:
            return self.definitions.number(limit, (*path, "checks", key))

        exact = number(checks.exact_len, "exact-len")
        longest = number(checks.max_len, "max-len") if exact is None else exact
        if attribute.type == "string" and longest is not None:
            longest += 1  # the NUL
        mask = None
        if checks.flags_mask:
            place = (*path, "checks", "flags-mask")
            self.definitions.find(checks.flags_mask, ("enum", "flags"), place)
            bits = self.definitions.constants(checks.flags_mask, bits=True).names
            mask = sum(bits)
        return Limits(
            number(checks.min, "min"),
            number(checks.max, "max"),
            mask,
            number(checks.min_len, "min-len") if exact is None else exact,
            longest,
        )

    def kind(self, attribute: Attribute, path: tuple[Step, ...], inside: str) -> Any:
        """Return the type of an attribute of the set named inside."""
        kind = self._one(attribute, attribute.type or "", path, inside)
        return Multi(kind) if attribute.multi_attr else kind

    def _one(
        self, attribute: Attribute, kind: str, path: tuple[Step, ...], inside: str
    ) -> Any:
        if kind in INTEGERS:
            return self._integer(attribute, kind, path)
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        make: Callable[[], Any] | None = {
            "binary": lambda: self._binary(attribute, path),
            "nest": lambda: Nest(self._nested(attribute, path)),
            "bitfield32": lambda: self._bitfield(attribute, path),
            "nest-type-value": lambda: self._typed_nest(attribute, path),
            "indexed-array": lambda: Indexed(self._element(attribute, path, inside)),
            "sub-message": lambda: self._select(attribute, path, inside),
        }.get(kind)
        if make is None:
            self.definitions.gap((*path, "type"), f"unknown type {kind!r}")
            return Binary
        return make()

    def _integer(self, attribute: Attribute, kind: str, path: tuple[Step, ...]) -> Any:
        definitions = self.definitions
        base = definitions.integer(kind, attribute.byte_order or "", path)
        if attribute.enum:
            bits = bool(attribute.enum_as_flags)
            base = definitions.named_number(base, attribute.enum, bits=bits, path=path)
        else:
            hint = attribute.display_hint or ""
            base = definitions.shown_integer(base, kind, hint, path)
        # ethtool's statistics: an attribute for each value, numbered by what it counts
        return Indexed(base) if attribute.type_value else base

    def _typed_nest(self, attribute: Attribute, path: tuple[Step, ...]) -> Any:
        levels = [short(level) for level in attribute.type_value] or ["value"]
        return NestTypeValue(self._nested(attribute, path), *levels)

    def _nested(self, attribute: Attribute, path: tuple[Step, ...]) -> Attrs:
        return self.find(attribute.nested_attributes, (*path, "nested-attributes"))

    def _bitfield(self, attribute: Attribute, path: tuple[Step, ...]) -> Any:
        if not attribute.enum:
            return Bitfield32()
        self.definitions.find(attribute.enum, ("enum", "flags"), (*path, "enum"))
        return Bitfield32(self.definitions.constants(attribute.enum, bits=True))

    def _binary(self, attribute: Attribute, path: tuple[Step, ...]) -> Any:
        definitions = self.definitions
        if attribute.struct:
            definitions.find(attribute.struct, ("struct",), (*path, "struct"))
            return definitions.payload(attribute.struct)
        if attribute.sub_type in INTEGERS and attribute.sub_type not in ("uint", "sint"):
            return Array(self._integer(attribute, attribute.sub_type, path))
        if attribute.sub_type and attribute.type == "binary":
            text = f"no array of {attribute.sub_type!r} in a binary"
            definitions.gap((*path, "sub-type"), text)
        return definitions.shown_bytes(None, attribute.display_hint or "", path)

    def _element(self, attribute: Attribute, path: tuple[Step, ...], inside: str) -> Any:
        kind = attribute.sub_type or "nest"
        if kind == "nest":
            return self._nested(attribute, path)
        return self._one(attribute, kind, (*path, "sub-type"), inside)

    def _select(self, attribute: Attribute, path: tuple[Step, ...], inside: str) -> Any:
        message = self.messages.get(attribute.sub_message or "")
        if message is None or not attribute.selector:
            name = attribute.sub_message
            raise Wrong(path, f"there is no sub-message {name!r}, or no selector of it")
        index = self.spec.sub_messages.index(message)
        cases = {}
        for at, form in enumerate(message.formats):
            place = ("sub-messages", index, "formats", at)
            kind = self._format(form, place)
            for key in self._keys(form.value, attribute.selector, inside):
                cases[key] = kind
        return Select(short(attribute.selector), cases)

    def _format(self, form: Format, path: tuple[Step, ...]) -> Any:
        attrs = None
        if form.attribute_set:
            attrs = self.find(form.attribute_set, (*path, "attribute-set"))
        if not form.fixed_header:
            return Binary if attrs is None else Nest(attrs)
        place = (*path, "fixed-header")
        self.definitions.find(form.fixed_header, ("struct",), place)
        if attrs is None:
            return self.definitions.payload(form.fixed_header)
        return Headed(self.definitions.struct(form.fixed_header), attrs)

    def _keys(self, value: str, selector: str, inside: str) -> Iterator[str]:
        """Yield how the selector's value reads: as in the spec, or as an enum's name.

        The selector is in the same set or in an outer one, which only traffic tells.
        """
        sets = [inside] if selector in self.numbered(inside) else list(self.spaces)
        found = [self.numbered(each).get(selector) for each in sets]
        enums = [each[2].enum is not None for each in found if each is not None]
        if not enums or not all(enums):
            yield value
        if any(enums):
            yield upper(value)
