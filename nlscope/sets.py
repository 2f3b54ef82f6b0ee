"""What the sets of nftables hold, as a capture tells it, each from a message number on.

NFT_MSG_NEWSET tells it, in the batch that makes a set and in what the kernel lists and
notifies; elements name their set, those of an anonymous one in a batch its id there.
Sources: nft_set_attributes in include/uapi/linux/netfilter/nf_tables.h;
include/libnftnl/udata.h of libnftnl; payload_expr_build_udata() and the like of nft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nlscope.schema.tlv import attributes, integer
from nlscope.schema.versions import Versions
from nlscope.spec import NETFILTER, SetType
from nlscope.spec.settype import BIG, HOST

if TYPE_CHECKING:
    from nlscope.store import Store

NEWSET = 10 << 8 | 9  # NFNL_SUBSYS_NFTABLES, NFT_MSG_NEWSET
_BODY = 16  # where struct nfgenmsg is
_HEAD = 4  # bytes of it
_TABLE, _NAME, _FLAGS, _KEY_TYPE, _KEY_LEN = 1, 2, 3, 4, 5  # NFTA_SET_*
_DATA_TYPE, _DATA_LEN, _DESC, _ID, _USERDATA = 6, 7, 9, 10, 13
_DESC_CONCAT = 2  # NFTA_SET_DESC_CONCAT
_ELEM_TABLE, _ELEM_SET, _ELEM_SET_ID = 1, 2, 4  # NFTA_SET_ELEM_LIST_*
_INTERVAL = 4  # NFT_SET_INTERVAL
_VERDICT = 0xFFFFFF00  # NFT_DATA_VERDICT
_KEY_ORDER, _DATA_ORDER, _KEY_TYPEOF, _DATA_TYPEOF, _DATA_INTERVAL = 0, 1, 3, 4, 6
_EXPR_PAYLOAD, _EXPR_META, _EXPR_CONCAT = 7, 9, 13  # enum expr_types of nft
_PAYLOAD_BITS = 4  # NFTNL_UDATA_SET_KEY_PAYLOAD_LEN
_META_BYTES = 4

Name = tuple[int, int, bytes, bytes]


class Told(NamedTuple):
    """What the keys and the data of a set are."""

    set_key: SetType | None
    set_data: SetType | None


class Sets:
    """What a set held at each message; read from a store when asked.

    source returns the place of a message number's source among several.
    """

    def __init__(self, store: Store, source: Callable[[int], int]) -> None:
        self._store = store
        self._source = source
        self._pending: list[int] = []
        self._known: Versions[Name, Told] = Versions()
        self._lock = Lock()

    def notice(self, before: int) -> None:
        """Note the sets that are told among the messages from an index on."""
        store = self._store
        found = (store.protocol[before:] == NETFILTER) & (store.type[before:] == NEWSET)
        found &= store.problem_code[before:] == 0
        self._pending += (before + np.flatnonzero(found)).tolist()

    def told(self, no: int, order: str, body: bytes) -> Mapping[str, Any]:
        """Return what a list of elements, from its nfgenmsg on, is of; {} if unknown.

        A set is what it was last told to be; before it was first told, what comes first.
        """
        if self._pending:
            self._read()
        if not self._known or len(body) < _HEAD:
            return {}
        held = dict(attributes(body[_HEAD:], order))
        table, name = held.get(_ELEM_TABLE, b""), held.get(_ELEM_SET, b"")
        key = self._name(no, body[0], table, name, held.get(_ELEM_SET_ID))
        told = self._known.at(key, no)
        return {} if told is None else told._asdict()

    def _name(
        self, no: int, family: int, table: bytes, name: bytes, number: bytes | None
    ) -> Name:
        """Return what a set is known by: its name, in a batch its id if it has none yet."""
        called = number if b"%" in name and number else name.rstrip(b"\0")
        return self._source(no), family, table.rstrip(b"\0"), called

    def _read(self) -> None:
        with self._lock:
            rows = self._pending[:]
            for row in rows:
                self._learn(row)
            del self._pending[: len(rows)]

    def _learn(self, row: int) -> None:
        store = self._store
        body = store[row].data[_BODY:]
        if len(body) < _HEAD:
            return
        held = dict(attributes(body[_HEAD:], store.order))
        told = _told(held, store.order)
        if told is None:
            return
        table, name = held.get(_TABLE, b""), held.get(_NAME, b"")
        key = self._name(row + 1, body[0], table, name, held.get(_ID))
        self._known.tell(key, row + 1, told)


def _told(held: Mapping[int, bytes], order: str) -> Told | None:
    """Return what the attributes of a set tell, None if they do not."""
    numbers = {
        kind: int.from_bytes(raw, "big") for kind, raw in held.items() if len(raw) == 4
    }
    if not numbers.get(_KEY_TYPE) or not numbers.get(_KEY_LEN):
        return None
    said = dict(_records(held.get(_USERDATA, b"")))
    sizes = tuple(_sizes(held.get(_DESC, b""), order))
    key = SetType(
        numbers[_KEY_TYPE],
        numbers[_KEY_LEN],
        _order(said, _KEY_ORDER, order),
        bool(numbers.get(_FLAGS, 0) & _INTERVAL),
        sizes or tuple(_parts(said.get(_KEY_TYPEOF, b""), order)),
    )
    data, length = numbers.get(_DATA_TYPE, 0), numbers.get(_DATA_LEN, 0)
    if not data or data == _VERDICT or not length:
        return Told(key, None)
    parts = tuple(_parts(said.get(_DATA_TYPEOF, b""), order))
    pair = any(said.get(_DATA_INTERVAL, b""))
    data_order = _order(said, _DATA_ORDER, order)
    return Told(key, SetType(data, length, data_order, parts=parts, pair=pair))


def _order(said: Mapping[int, bytes], kind: int, order: str) -> int:
    return integer(said.get(kind, b""), order)


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and value of libnftnl's user data, up to what is damaged."""
    at = 0
    while len(raw) - at >= 2 and at + 2 + raw[at + 1] <= len(raw):
        yield raw[at], raw[at + 2 : at + 2 + raw[at + 1]]
        at += 2 + raw[at + 1]


def _sizes(desc: bytes, order: str) -> Iterator[tuple[int, int]]:
    """Yield the bytes of each part of a concatenation of a set of intervals."""
    concat = dict(attributes(desc, order)).get(_DESC_CONCAT, b"")
    for _, field in attributes(concat, order):
        yield int.from_bytes(dict(attributes(field, order)).get(1, b""), "big"), BIG


def _parts(typeof: bytes, order: str) -> Iterator[tuple[int, int]]:
    """Yield bytes and order of each integer that an expression of a concatenation reads.

    What nft tells of it in another way is 0.
    """
    said = dict(_records(typeof))
    if integer(said.get(0, b""), order) != _EXPR_CONCAT:
        return
    for _, part in _records(said.get(1, b"")):
        inner = dict(_records(part))
        expression = integer(inner.get(0, b""), order)
        if expression == _EXPR_PAYLOAD:
            fields = dict(_records(inner.get(1, b"")))
            bits = integer(fields.get(_PAYLOAD_BITS, b""), order)
            yield bits + 7 >> 3, BIG
        else:
            yield (_META_BYTES, HOST) if expression == _EXPR_META else (0, 0)
