"""Algorithms of the crypto API (include/uapi/linux/cryptouser.h).

Types and flags of algorithms: include/linux/crypto.h.
"""

from nlscope.spec import (
    U32,
    U64,
    Attrs,
    Constants,
    Family,
    Flags,
    Hex,
    Op,
    Struct,
    Text,
    Unit,
)

CRYPTO = 21


class Msg(Constants, prefix="CRYPTO_MSG"):
    NEWALG = 16
    DELALG = 17
    UPDATEALG = 18
    GETALG = 19
    DELRNG = 20
    GETSTAT = 21


class AlgFlag(Constants, prefix="CRYPTO_ALG"):
    LARVAL = 0x10
    DEAD = 0x20
    DYING = 0x40
    ASYNC = 0x80
    NEED_FALLBACK = 0x100
    DUP_FIRST = 0x200
    TESTED = 0x400
    INSTANCE = 0x800
    KERN_DRIVER_ONLY = 0x1000
    INTERNAL = 0x2000
    OPTIONAL_KEY = 0x4000
    ALLOCATES_MEMORY = 0x10000
    FIPS_INTERNAL = 0x20000
    REQ_VIRT = 0x40000
    NO_FALLBACK = 0x80000


NAME = Text(64)
BYTES = Unit(U32, "bytes")
ALG = "crypto_user_alg" / Struct(
    "cru_name" / NAME,
    "cru_driver_name" / NAME,
    "cru_module_name" / NAME,
    "cru_type" / Hex(U32),
    "cru_mask" / Hex(U32),
    "cru_refcnt" / U32,
    "cru_flags" / Flags(U32, AlgFlag) * "the type in the lowest 4 bits",
)
TYPE = Struct("type" / NAME)
_CRYPT = (
    "type" / NAME,
    "stat_encrypt_cnt" / U64,
    "stat_encrypt_tlen" / Unit(U64, "bytes"),
    "stat_decrypt_cnt" / U64,
    "stat_decrypt_tlen" / Unit(U64, "bytes"),
)
STAT_CRYPT = Struct(*_CRYPT, "stat_err_cnt" / U64)
STAT_AKCIPHER = Struct(
    *_CRYPT, "stat_verify_cnt" / U64, "stat_sign_cnt" / U64, "stat_err_cnt" / U64
)
STAT_COMPRESS = Struct(
    "type" / NAME,
    "stat_compress_cnt" / U64,
    "stat_compress_tlen" / Unit(U64, "bytes"),
    "stat_decompress_cnt" / U64,
    "stat_decompress_tlen" / Unit(U64, "bytes"),
    "stat_err_cnt" / U64,
)
STAT_HASH = Struct(
    "type" / NAME,
    "stat_hash_cnt" / U64,
    "stat_hash_tlen" / Unit(U64, "bytes"),
    "stat_err_cnt" / U64,
)
STAT_KPP = Struct(
    "type" / NAME,
    "stat_setsecret_cnt" / U64,
    "stat_generate_public_key_cnt" / U64,
    "stat_compute_shared_secret_cnt" / U64,
    "stat_err_cnt" / U64,
)
STAT_RNG = Struct(
    "type" / NAME,
    "stat_generate_cnt" / U64,
    "stat_generate_tlen" / Unit(U64, "bytes"),
    "stat_seed_cnt" / U64,
    "stat_err_cnt" / U64,
)
_KEYS = ("blocksize" / BYTES, "min_keysize" / BYTES, "max_keysize" / BYTES)
ATTRS = Attrs(
    "CRYPTOCFGA",
    {
        1: "priority_val" / U32,
        2: "report_larval" / TYPE,
        3: "report_hash" / Struct("type" / NAME, "blocksize" / BYTES, "digestsize" / BYTES),
        4: "report_blkcipher"
        / Struct("type" / NAME, "geniv" / NAME, *_KEYS, "ivsize" / BYTES),
        5: "report_aead"
        / Struct(
            "type" / NAME,
            "geniv" / NAME,
            "blocksize" / BYTES,
            "maxauthsize" / BYTES,
            "ivsize" / BYTES,
        ),
        6: "report_compress" / TYPE,
        7: "report_rng" / Struct("type" / NAME, "seedsize" / BYTES),
        8: "report_cipher" / Struct("type" / NAME, *_KEYS),
        9: "report_akcipher" / TYPE,
        10: "report_kpp" / TYPE,
        11: "report_acomp" / TYPE,
        12: "stat_larval" / TYPE,
        13: "stat_hash" / STAT_HASH,
        14: "stat_blkcipher" / STAT_CRYPT,
        15: "stat_aead" / STAT_CRYPT,
        16: "stat_compress" / STAT_COMPRESS,
        17: "stat_rng" / STAT_RNG,
        18: "stat_cipher" / STAT_CRYPT,
        19: "stat_akcipher" / STAT_AKCIPHER,
        20: "stat_kpp" / STAT_KPP,
        21: "stat_acomp" / STAT_COMPRESS,
        22: "report_sig" / TYPE,
    },
)

FAMILY = Family(
    "crypto",
    CRYPTO,
    Msg,
    header=ALG,
    attrs=ATTRS,
    info=(
        "{cru_name}",
        "driver {cru_driver_name}",
        "module {cru_module_name}",
        "priority {priority_val}",
    ),
    ops={Msg.GETALG: Op(info=("{cru_name}", "driver {cru_driver_name}"))},
)
