"""Sets, maps and their elements (linux/netfilter/nf_tables.h)."""

from dissectors import _nft_userdata as userdata
from dissectors._nft_data import VERDICT, Id
from dissectors._nft_expr import EXPR, EXPRS, Millis
from dissectors._nft_keys import ObjectType
from dissectors._nft_names import DataType
from dissectors._nft_types import Types
from nlscope.spec import (
    U32BE,
    U64BE,
    Attrs,
    Concatenated,
    Constants,
    Enum,
    Flags,
    Indexed,
    Multi,
    Nest,
    Pad,
    Select,
    Str,
    Unit,
    Unknown,
)


class SetFlag(Constants, prefix="NFT_SET"):
    ANONYMOUS = 0x1
    CONSTANT = 0x2
    INTERVAL = 0x4
    MAP = 0x8
    TIMEOUT = 0x10
    EVAL = 0x20
    OBJECT = 0x40
    CONCAT = 0x80
    EXPR = 0x100


class SetPolicy(Constants, prefix="NFT_SET_POL"):
    PERFORMANCE = 0
    MEMORY = 1


class ElementFlag(Constants, prefix="NFT_SET_ELEM"):
    INTERVAL_END = 1
    CATCHALL = 2


Type = Concatenated(U32BE, DataType)
FIELD = Attrs("NFTA_SET_FIELD", {1: "len" / U32BE})
FIELDS = Attrs("NFTA_LIST", {1: "elem" / Multi(Nest(FIELD))})
DESC = Attrs("NFTA_SET_DESC", {1: "size" / U32BE, 2: "concat" / Nest(FIELDS)})
SET = Attrs(
    "NFTA_SET",
    {
        1: "table" / Str,
        2: "name" / Str,
        3: "flags" / Flags(U32BE, SetFlag),
        4: "key_type" / Type * "for nft alone, the kernel does not look at it",
        5: "key_len" / Unit(U32BE, "bytes"),
        6: "data_type" / Type,
        7: "data_len" / Unit(U32BE, "bytes"),
        8: "policy" / Enum(U32BE, SetPolicy),
        9: "desc" / Nest(DESC),
        10: "id" / Id,
        11: "timeout" / Millis,
        12: "gc_interval" / Unit(U32BE, "ms"),
        13: "userdata" / userdata.Set,
        14: "pad" / Pad,
        15: "obj_type" / Enum(U32BE, ObjectType),
        16: "handle" / U64BE,
        17: "expr" / Nest(EXPR),
        18: "expressions" / Nest(EXPRS),
        19: "type" / Str * "the kernel's implementation",
        20: "count" / U32BE,
    },
)
KEY = Attrs(
    "NFTA_DATA",
    {1: "value" / Select("set_key", Types, Unknown) * "as the set has its keys"},
)
VALUE = Attrs(
    "NFTA_DATA",
    {
        1: "value" / Select("set_data", Types, Unknown) * "as the map has its data",
        2: "verdict" / Nest(VERDICT),
    },
)
ELEMENT = Attrs(
    "NFTA_SET_ELEM",
    {
        1: "key" / Nest(KEY),
        2: "data" / Nest(VALUE),
        3: "flags" / Flags(U32BE, ElementFlag),
        4: "timeout" / Millis,
        5: "expiration" / Millis,
        6: "userdata" / userdata.Element,
        7: "expr" / Nest(EXPR),
        8: "pad" / Pad,
        9: "objref" / Str,
        10: "key_end" / Nest(KEY),
        11: "expressions" / Nest(EXPRS),
    },
)
ELEMENTS = Attrs(
    "NFTA_SET_ELEM_LIST",
    {
        1: "table" / Str,
        2: "set" / Str,
        # NFTA_LIST_ELEM from the kernel, numbered by libnftnl
        3: "elements" / Indexed(ELEMENT),
        4: "set_id" / Id,
    },
)
