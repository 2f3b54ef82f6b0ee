"""Registers, values and verdicts of nftables (linux/netfilter/nf_tables.h)."""

from dissectors._netfilter import Verdict
from nlscope.spec import U32BE, Attrs, Binary, Constants, Enum, Hex, Multi, Nest, Str


class Register(Constants, prefix="NFT"):
    REG_VERDICT = 0
    REG_1 = 1
    REG_2 = 2
    REG_3 = 3
    REG_4 = 4
    REG32_00 = 8
    REG32_01 = 9
    REG32_02 = 10
    REG32_03 = 11
    REG32_04 = 12
    REG32_05 = 13
    REG32_06 = 14
    REG32_07 = 15
    REG32_08 = 16
    REG32_09 = 17
    REG32_10 = 18
    REG32_11 = 19
    REG32_12 = 20
    REG32_13 = 21
    REG32_14 = 22
    REG32_15 = 23


Reg = Enum(U32BE, Register)
Id = Hex(U32BE)
VERDICT = Attrs(
    "NFTA_VERDICT",
    {
        1: "code" / Enum(U32BE, Verdict),
        2: "chain" / Str * "to jump or go to",
        3: "chain_id" / Id * "of a chain made in the same batch",
    },
)
DATA = Attrs(
    "NFTA_DATA",
    {
        1: "value" / Binary * "a register's bytes: network order but for host integers",
        2: "verdict" / Nest(VERDICT),
    },
)
DEVICES = Attrs(
    "NFTA_DEVICE",
    {
        1: "name" / Multi(Str),
        2: "prefix" / Multi(Str) * "all interfaces whose names begin so",
    },
)
