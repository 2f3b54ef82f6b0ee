"""User data that nft keeps in the kernel (include/libnftnl/udata.h of libnftnl)."""

from nlscope.spec import U32, Binary, Hex, Str, UserData

_COMMENT = {0: "comment" / Str}
TYPEOF = UserData({0: "expr" / U32, 1: "data" / Binary})

Table = UserData(_COMMENT | {1: "nftver" / Binary, 2: "nftbld" / Binary})
Chain = UserData(_COMMENT)
Object = UserData(_COMMENT)
Rule = UserData(_COMMENT | {1: "ebtables_policy" / U32})
Element = UserData(_COMMENT | {1: "flags" / Hex(U32)})
Set = UserData(
    {
        0: "keybyteorder" / U32,
        1: "databyteorder" / U32,
        2: "merge_elements" / U32,
        3: "key_typeof" / TYPEOF,
        4: "data_typeof" / TYPEOF,
        5: "expr" / Binary,
        6: "data_interval" / U32,
        7: "comment" / Str,
    }
)
