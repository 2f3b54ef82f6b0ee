"""Route look-ups in the IPv4 tables (struct fib_result_nl in include/net/ip_fib.h).

The kernel answers with the request, its results filled in, all header flags as they came.
"""

from dissectors._rtnl import RouteType, Scope, Table
from nlscope.spec import (
    S32,
    U8,
    U32,
    Constants,
    Enum,
    Family,
    Hex,
    IPv4,
    Struct,
)

FIB_LOOKUP = 10

RESULT = "fib_result_nl" / Struct(
    "fl_addr" / IPv4 * "to be looked up",
    "fl_mark" / Hex(U32),
    "fl_tos" / Hex(U8),
    "fl_scope" / Enum(U8, Scope),
    "tb_id_in" / Enum(U8, Table) * "table to look in",
    "tb_id" / Enum(U8, Table) * "table that has the route",
    "prefixlen" / U8,
    "nh_sel" / U8 * "which next hop of the route",
    "type" / Enum(U8, RouteType),
    "scope" / Enum(U8, Scope),
    "err" / S32 * "errno, negative",
)

FAMILY = Family(
    "fib_lookup",
    FIB_LOOKUP,
    Constants.make("", {0: "fib_lookup"}),
    header=RESULT,
    info=(
        "{fl_addr}",
        "in {tb_id_in?-UNSPEC!l}",
        "mark {fl_mark?-0}",
        "error {err?-0}",
        ("-> table {tb_id?-UNSPEC!l} prefixlen {prefixlen} type {type!l} scope {scope!l}"),
    ),
)
