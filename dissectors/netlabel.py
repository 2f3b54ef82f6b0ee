"""NetLabel, security labels in IP packets: NLBL_MGMT, _CIPSOv4, _CALIPSO, _UNLBL.

From net/netlabel/netlabel_{mgmt,cipso_v4,calipso,unlabeled}.h and include/net/netlabel.h.
"""

from nlscope.spec import (
    REPLY,
    U8,
    U16,
    U32,
    Attrs,
    Constants,
    Each,
    Enum,
    Genl,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Op,
    Str,
)


class Family(Constants, prefix="AF"):
    UNSPEC = 0
    INET = 2
    INET6 = 10


class Protocol(Constants, prefix="NETLBL_NLTYPE"):
    NONE = 0
    MGMT = 1
    RIPSO = 2
    CIPSOV4 = 3
    CIPSOV6 = 4
    UNLABELED = 5
    ADDRSELECT = 6
    CALIPSO = 7


class MgmtCmd(Constants, prefix="NLBL_MGMT_C"):
    ADD = 1
    REMOVE = 2
    LISTALL = 3
    ADDDEF = 4
    REMOVEDEF = 5
    LISTDEF = 6
    PROTOCOLS = 7
    VERSION = 8


class CipsoCmd(Constants, prefix="NLBL_CIPSOV4_C"):
    ADD = 1
    REMOVE = 2
    LIST = 3
    LISTALL = 4


class CipsoMap(Constants, prefix="CIPSO_V4_MAP"):  # include/net/cipso_ipv4.h
    UNKNOWN = 0
    TRANS = 1
    PASS = 2
    LOCAL = 3


class CipsoTag(Constants, prefix="CIPSO_V4_TAG"):
    INVALID = 0
    RBITMAP = 1
    ENUM = 2
    RANGE = 5
    PBITMAP = 6
    FREEFORM = 7
    LOCAL = 128


class CalipsoCmd(Constants, prefix="NLBL_CALIPSO_C"):
    ADD = 1
    REMOVE = 2
    LIST = 3
    LISTALL = 4


class CalipsoMap(Constants, prefix="CALIPSO_MAP"):  # include/net/calipso.h
    UNKNOWN = 0
    PASS = 2


class UnlabelCmd(Constants, prefix="NLBL_UNLABEL_C"):
    ACCEPT = 1
    LIST = 2
    STATICADD = 3
    STATICREMOVE = 4
    STATICLIST = 5
    STATICADDDEF = 6
    STATICREMOVEDEF = 7
    STATICLISTDEF = 8


SELECTORS = Attrs("NLBL_MGMT_A", {9: "addrselector" / Multi(Nest(lambda: MGMT))})
MGMT: Attrs = Attrs(
    "NLBL_MGMT_A",
    {
        1: "domain" / Str,
        2: "protocol" / Enum(U32, Protocol),
        3: "version" / U32,
        4: "cv4doi" / U32,
        5: "ipv6addr" / IPv6,
        6: "ipv6mask" / IPv6,
        7: "ipv4addr" / IPv4,
        8: "ipv4mask" / IPv4,
        9: "addrselector" / Nest(lambda: MGMT),
        10: "selectorlist" / Nest(SELECTORS),
        11: "family" / Enum(U16, Family),
        12: "clpdoi" / U32,
    },
)
TAGS = Attrs("NLBL_CIPSOV4_A", {3: "tag" / Multi(Enum(U8, CipsoTag))})
LEVEL = Attrs("NLBL_CIPSOV4_A", {5: "mlslvlloc" / U32, 6: "mlslvlrem" / U32})
LEVELS = Attrs("NLBL_CIPSOV4_A", {7: "mlslvl" / Multi(Nest(LEVEL))})
CATEGORY = Attrs("NLBL_CIPSOV4_A", {9: "mlscatloc" / U32, 10: "mlscatrem" / U32})
CATEGORIES = Attrs("NLBL_CIPSOV4_A", {11: "mlscat" / Multi(Nest(CATEGORY))})
CIPSO = Attrs(
    "NLBL_CIPSOV4_A",
    {
        1: "doi" / U32,
        2: "mtype" / Enum(U32, CipsoMap),
        3: "tag" / Enum(U8, CipsoTag),
        4: "taglst" / Nest(TAGS),
        5: "mlslvlloc" / U32,
        6: "mlslvlrem" / U32,
        7: "mlslvl" / Nest(LEVEL),
        8: "mlslvllst" / Nest(LEVELS),
        9: "mlscatloc" / U32,
        10: "mlscatrem" / U32,
        11: "mlscat" / Nest(CATEGORY),
        12: "mlscatlst" / Nest(CATEGORIES),
    },
)
CALIPSO = Attrs("NLBL_CALIPSO_A", {1: "doi" / U32, 2: "mtype" / Enum(U32, CalipsoMap)})
UNLABEL = Attrs(
    "NLBL_UNLABEL_A",
    {
        1: "acptflg" / U8 * "1 to let unlabeled packets pass",
        2: "ipv6addr" / IPv6,
        3: "ipv6mask" / IPv6,
        4: "ipv4addr" / IPv4,
        5: "ipv4mask" / IPv4,
        6: "iface" / Str,
        7: "secctx" / Str,
    },
)

_MAPPING = (
    "address:{ipv4addr}/{ipv4mask!n}|address:{ipv6addr}/{ipv6mask!n}",
    "protocol:{protocol}",
    "doi:{cv4doi}|doi:{clpdoi}",
)
FAMILIES = [
    Genl(
        "NLBL_MGMT",
        MgmtCmd,
        version=3,
        attrs=MGMT,
        info=(
            "domain:{domain!q}",
            *_MAPPING,
            "family:{family}",
            Each("selectorlist.addrselector", _MAPPING, ", ", "selectors "),
        ),
        ops={(MgmtCmd.VERSION, REPLY): Op(info=("{version}",))},
    ),
    Genl(
        "NLBL_CIPSOv4",
        CipsoCmd,
        version=3,
        attrs=CIPSO,
        info=(
            "doi:{doi}",
            "type:{mtype}",
            "tags:{taglst.tag}",
            Each("mlslvllst.mlslvl", ("{mlslvlloc}={mlslvlrem}",), ",", "levels:"),
            Each("mlscatlst.mlscat", ("{mlscatloc}={mlscatrem}",), ",", "categories:"),
        ),
    ),
    Genl(
        "NLBL_CALIPSO",
        CalipsoCmd,
        version=3,
        attrs=CALIPSO,
        info=("doi:{doi}", "type:{mtype}"),
    ),
    Genl(
        "NLBL_UNLBL",
        UnlabelCmd,
        version=3,
        attrs=UNLABEL,
        info=(
            "accept:{acptflg}",
            "interface:{iface}",
            "address:{ipv4addr}/{ipv4mask!n}|address:{ipv6addr}/{ipv6mask!n}",
            "label:{secctx!q}",
        ),
    ),
]
