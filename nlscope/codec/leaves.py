"""Readers and writers of integers, bytes, texts and adapters."""

from __future__ import annotations

import struct
from typing import Any

import construct

from nlscope.codec.base import Codec, codec, derive
from nlscope.spec import (
    Binary,
    Enum,
    Flags,
    Hidden,
    Leaf,
    Misfit,
    Secret,
    Shown,
    UnknownValue,
    real,
)
from nlscope.spec.leaves import IPv6, WideInt, unhex
from nlscope.spec.segments import SegmentList


def _integer(value: Any) -> int:
    if isinstance(value, str):
        try:
            return int(value, 0)
        except ValueError:
            msg = f"{value!r} is no number"
            raise Misfit(msg) from None
    return int(value)


@derive.register
def _(kind: construct.FormatField, order: str) -> Codec:
    code = kind.fmtstr[1]
    own = order if kind.fmtstr[0] == "=" or kind.length == 1 else kind.fmtstr[0]
    packer = struct.Struct(own + code)
    unpack = packer.unpack_from

    def write(value: Any) -> bytes:
        try:
            return packer.pack(_integer(value))
        except struct.error as error:
            msg = f"{value} does not fit: {error}"
            raise Misfit(msg) from None

    return Codec(
        packer.size,
        lambda data, start, _stop: unpack(data, start)[0],
        write,
        unpack=unpack,
        code=code if own == order else None,
    )


@derive.register
def _(kind: construct.BytesInteger, order: str) -> Codec:  # noqa: ARG001
    size: int = kind.length
    return Codec(
        size,
        lambda data, start, stop: int.from_bytes(data[start:stop], "big"),
        lambda value: _integer(value).to_bytes(size, "big"),
    )


@derive.register
def _(kind: construct.Bytes, order: str) -> Codec:  # noqa: ARG001
    size: int = kind.length

    def write(value: Any) -> bytes:
        raw = unhex(value)
        if len(raw) != size:
            msg = f"{len(raw)} bytes, the field has {size}"
            raise Misfit(msg)
        return raw

    return Codec(size, lambda data, start, stop: data[start:stop], write, code=f"{size}s")


@derive.register(type(Binary))
def _(kind: Any, order: str) -> Codec:  # noqa: ARG001
    return Codec(None, lambda data, start, stop: data[start:stop], unhex)


@derive.register
def _(kind: UnknownValue, order: str) -> Codec:  # noqa: ARG001
    return Codec(None, lambda data, start, stop: data[start:stop], kind.encode)


class _Names(dict[int, Any]):
    """The values of an enum's numbers, the number itself where it has no name."""

    def __missing__(self, number: int) -> int:
        return number


@derive.register(Enum)
@derive.register(Flags)
def _(kind: Any, order: str) -> Codec:
    base = codec(kind.subcon, order)
    adapt = _Names(kind.constants.names).__getitem__ if type(kind) is Enum else kind.adapt

    def write(value: Any) -> bytes:
        try:
            return base.write(kind.number(value))
        except KeyError as error:
            msg = f"{error.args[0]!r} is none of {', '.join(kind.constants.numbers)}"
            raise Misfit(msg) from None

    unpack, slowly = base.unpack, base.read

    def read(data: bytes, start: int, stop: int) -> Any:
        if unpack is None:
            return adapt(slowly(data, start, stop))
        return adapt(unpack(data, start)[0])

    return Codec(
        base.size,
        read,
        write,
        unpack=unpack,
        adapt=adapt,
        code=base.code,
    )


@derive.register
def _(kind: Shown, order: str) -> Codec:
    return codec(kind.subcon, order)


@derive.register
def _(kind: Secret, order: str) -> Codec:
    base = codec(kind.subcon, order)

    def read(data: bytes, start: int, stop: int) -> Hidden:
        return Hidden(base.read(data, start, stop), stop - start)

    return Codec(base.size, read, lambda value: base.write(real(value)))


@derive.register
def _(kind: Leaf, order: str) -> Codec:  # noqa: ARG001
    decode = kind.decode

    def read(data: bytes, start: int, stop: int) -> Any:
        try:
            return decode(data[start:stop])
        except Misfit:
            raise
        except Exception as error:  # noqa: BLE001  # a user's own type raises anything
            msg = f"{type(kind).__name__}: {type(error).__name__}: {error}"
            raise Misfit(msg) from None

    return Codec(kind.size, read, kind.encode)


@derive.register
def _(kind: SegmentList, order: str) -> Codec:
    def read(data: bytes, start: int, stop: int) -> Any:
        return kind.decode(data[start:stop])

    return Codec(None, read, kind.encode, element=codec(IPv6, order))


@derive.register
def _(kind: WideInt, order: str) -> Codec:
    narrow, wide = codec(kind.narrow, order), codec(kind.wide, order)

    def read(data: bytes, start: int, stop: int) -> Any:
        if stop - start not in (4, 8):
            msg = f"{stop - start} bytes, expected 4 or 8"
            raise Misfit(msg)
        return (narrow if stop - start == 4 else wide).read(data, start, stop)

    def write(value: Any) -> bytes:
        try:
            return narrow.write(value)
        except Misfit:
            return wide.write(value)

    return Codec(None, read, write)
