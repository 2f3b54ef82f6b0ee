"""Whatever a set is told to hold: its values are read, and written as they were."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from dissectors._nft_types import Types
from nlscope.codec import codec
from nlscope.dissect.setelements import Typed
from nlscope.export.json import dumped
from nlscope.spec import Misfit, SetType

_ONE = st.integers(0, 63)
_NUMBERS = st.one_of(
    _ONE,
    st.lists(_ONE, min_size=2, max_size=5).map(
        lambda each: sum(number << 6 * n for n, number in enumerate(reversed(each)))
    ),
    st.integers(0, 2**32 - 1),
)
_SIZES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=6).map(tuple)
_TYPES = st.builds(
    SetType,
    _NUMBERS,
    st.integers(0, 64),
    st.integers(0, 3),
    st.booleans(),
    _SIZES,
    st.booleans(),
)


@given(_TYPES, st.data())
def test_values_round_trip(told: SetType, data: st.DataObject) -> None:
    kind = Types[told]
    raw = data.draw(st.binary(min_size=told.length, max_size=told.length))
    for order in "<>":
        read = codec(kind, order)
        try:
            value = read.read(raw, 0, len(raw))
        except Misfit:
            continue
        assert read.write(value) == raw
        assert read.write(orjson.loads(dumped(value))) == raw
        assert str(Typed(kind, order, raw, None)) is not None


@given(_TYPES, st.binary(min_size=1, max_size=70))
def test_any_bytes_have_a_text(told: SetType, raw: bytes) -> None:
    made = Typed(Types[told], "<", raw, None)
    assert str(made)
    assert made.upto(Typed(Types[told], "<", raw[::-1], None))
    assert made.before().raw <= raw or not any(raw)


def test_the_types_of_json() -> None:
    told = SetType(7 << 6 | 13, 8, 0, sorted=True, parts=((4, 2), (2, 2)))
    assert SetType.of(orjson.loads(dumped(told._asdict()))) == told
