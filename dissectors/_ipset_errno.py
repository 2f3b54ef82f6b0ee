"""Error numbers of ipset (linux/netfilter/ipset/ip_set{,_bitmap,_hash,_list}.h).

From IPSET_ERR_TYPE_SPECIFIC on they mean something else for each kind of set.
"""

_FIRST, _OWN = 4097, 4352
_COMMON = (
    ("PROTOCOL", "wrong protocol version, or a malformed message"),
    ("FIND_TYPE", "no such type of set"),
    ("MAX_SETS", "there are as many sets as can be"),
    ("BUSY", "the set is in use"),
    ("EXIST_SETNAME2", "the second set does not exist, or the new name is taken"),
    ("TYPE_MISMATCH", "the sets are of different types"),
    ("EXIST", "the element is there already, or is not there"),
    ("INVALID_CIDR", "invalid prefix length"),
    ("INVALID_NETMASK", "invalid netmask"),
    ("INVALID_FAMILY", "the set does not take this address family"),
    ("TIMEOUT", "the set has no timeouts"),
    ("REFERENCED", "the set is referenced"),
    ("IPADDR_IPV4", "an IPv4 address is needed"),
    ("IPADDR_IPV6", "an IPv6 address is needed"),
    ("COUNTER", "the set has no counters"),
    ("COMMENT", "the set has no comments"),
    ("INVALID_MARKMASK", "invalid mark mask"),
    ("SKBINFO", "the set has no skbinfo"),
)
_KINDS = {
    "bitmap": (
        ("BITMAP_RANGE", "outside the range of the set"),
        ("BITMAP_RANGE_SIZE", "the range is larger than the type allows"),
    ),
    "hash": (
        ("HASH_FULL", "the set is full"),
        ("HASH_ELEM", "a null element cannot be stored"),
        ("INVALID_PROTO", "invalid protocol"),
        ("MISSING_PROTO", "the protocol is missing"),
        ("HASH_RANGE_UNSUPPORTED", "ranges are not supported"),
        ("HASH_RANGE", "invalid range"),
    ),
    "list": (
        ("NAME", "no such set to be a member"),
        ("LOOP", "a list cannot be a member of a list"),
        ("BEFORE", "the reference set is missing or not in the list"),
        ("NAMEREF", "no such reference set"),
        ("LIST_FULL", "the list is full"),
        ("REF_EXIST", "the reference set is not in the list"),
    ),
}
ERRNOS = {
    _FIRST + i: (f"IPSET_ERR_{name}", words) for i, (name, words) in enumerate(_COMMON)
} | {
    (kind, _OWN + i): (f"IPSET_ERR_{name}", words)
    for kind, names in _KINDS.items()
    for i, (name, words) in enumerate(names)
}
