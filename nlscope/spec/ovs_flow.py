"""Flow keys of Open vSwitch as ovs-dpctl dump-flows writes them.

Source of the keys: include/uapi/linux/openvswitch.h.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

Pairs = list[tuple[str, Any]]
Value = tuple[str, str, int]  # what it is called, how it is written, bits

_SCALARS: dict[str, Value] = {
    "priority": ("skb_priority", "x", 32),
    "skb_mark": ("skb_mark", "x", 32),
    "recirc_id": ("recirc_id", "x", 32),
    "dp_hash": ("dp_hash", "x", 32),
    "in_port": ("in_port", "d", 32),
    "ethertype": ("eth_type", "04x", 16),
    "ct_zone": ("ct_zone", "d", 16),
    "ct_mark": ("ct_mark", "x", 32),
    "ct_labels": ("ct_label", "bytes", 128),
    "packet_type": ("packet_type", "x", 32),
}
_PORTS = ("src", "d", 16), ("dst", "d", 16)
_ND: dict[str, Value] = {
    "nd_target": ("target", "ip", 128),
    "nd_sll": ("sll", "mac", 48),
    "nd_tll": ("tll", "mac", 48),
}
_STRUCTS: dict[str, tuple[str, dict[str, Value]]] = {
    "ethernet": ("eth", {"eth_src": ("src", "mac", 48), "eth_dst": ("dst", "mac", 48)}),
    "ipv4": (
        "ipv4",
        {
            "ipv4_src": ("src", "ip", 32),
            "ipv4_dst": ("dst", "ip", 32),
            "ipv4_proto": ("proto", "d", 8),
            "ipv4_tos": ("tos", "x", 8),
            "ipv4_ttl": ("ttl", "d", 8),
            "ipv4_frag": ("frag", "frag", 8),
        },
    ),
    "ipv6": (
        "ipv6",
        {
            "ipv6_src": ("src", "ip", 128),
            "ipv6_dst": ("dst", "ip", 128),
            "ipv6_label": ("label", "x", 20),
            "ipv6_proto": ("proto", "d", 8),
            "ipv6_tclass": ("tclass", "x", 8),
            "ipv6_hlimit": ("hlimit", "d", 8),
            "ipv6_frag": ("frag", "frag", 8),
        },
    ),
    "tcp": ("tcp", {"tcp_src": _PORTS[0], "tcp_dst": _PORTS[1]}),
    "udp": ("udp", {"udp_src": _PORTS[0], "udp_dst": _PORTS[1]}),
    "sctp": ("sctp", {"sctp_src": _PORTS[0], "sctp_dst": _PORTS[1]}),
    "icmp": ("icmp", {"icmp_type": ("type", "d", 8), "icmp_code": ("code", "d", 8)}),
    "icmpv6": (
        "icmpv6",
        {"icmpv6_type": ("type", "d", 8), "icmpv6_code": ("code", "d", 8)},
    ),
    "arp": (
        "arp",
        {
            "arp_sip": ("sip", "ip", 32),
            "arp_tip": ("tip", "ip", 32),
            "arp_op": ("op", "d", 16),
            "arp_sha": ("sha", "mac", 48),
            "arp_tha": ("tha", "mac", 48),
        },
    ),
    "nd": ("nd", _ND),
    "ct_orig_tuple_ipv4": (
        "ct_tuple4",
        {
            "ipv4_src": ("src", "ip", 32),
            "ipv4_dst": ("dst", "ip", 32),
            "ipv4_proto": ("proto", "d", 8),
            "src_port": ("tp_src", "d", 16),
            "dst_port": ("tp_dst", "d", 16),
        },
    ),
    "ct_orig_tuple_ipv6": (
        "ct_tuple6",
        {
            "ipv6_src": ("src", "ip", 128),
            "ipv6_dst": ("dst", "ip", 128),
            "ipv6_proto": ("proto", "d", 8),
            "src_port": ("tp_src", "d", 16),
            "dst_port": ("tp_dst", "d", 16),
        },
    ),
}
_TUNNEL: dict[str, Value] = {
    "id": ("tun_id", "x", 64),
    "ipv4_src": ("src", "ip", 32),
    "ipv4_dst": ("dst", "ip", 32),
    "ipv6_src": ("ipv6_src", "ip", 128),
    "ipv6_dst": ("ipv6_dst", "ip", 128),
    "tos": ("tos", "x", 8),
    "ttl": ("ttl", "d", 8),
    "tp_src": ("tp_src", "d", 16),
    "tp_dst": ("tp_dst", "d", 16),
}
_TUNNEL_FLAGS = {"dont_fragment": "df", "csum": "csum", "oam": "oam"}
_CT_STATES = {
    "NEW": "new",
    "ESTABLISHED": "est",
    "RELATED": "rel",
    "REPLY_DIR": "rpl",
    "INVALID": "inv",
    "TRACKED": "trk",
    "SRC_NAT": "snat",
    "DST_NAT": "dnat",
}
TCP_FLAGS = ("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns")
_FRAGS = {"NONE": "no", "FIRST": "first", "LATER": "later"}
_FAMILIES = ((socket.AF_INET, 4), (socket.AF_INET6, 16))
_NO_IP = tuple(socket.inet_ntop(f, bytes(n)) for f, n in _FAMILIES)
_NOTHING = (0, *_NO_IP, "00:00:00:00:00:00", "NONE", b"", ())
_ALL_IP = tuple(socket.inet_ntop(f, b"\xff" * n) for f, n in _FAMILIES)
_ALL = (*_ALL_IP, "ff:ff:ff:ff:ff:ff", "ANY")


def flow(key: Any, mask: Any = None) -> str:
    """Return a flow's key: in_port(1),eth(),eth_type(0x0800),ipv4(src=10.0.0.1,frag=no).

    key and mask are lists of (name, value); without a mask all bits count, and what is 0
    is left out.
    """
    masks = dict(mask) if isinstance(mask, list) else None
    parts = []
    for name, value in key if isinstance(key, list) else ():
        text = _key(name, value, masks)
        if text:
            parts.append(text)
    return ",".join(parts)


def _key(name: str, value: Any, masks: dict[str, Any] | None) -> str | None:
    if masks is not None and name not in masks and name not in ("encap", "tunnel"):
        return None
    return key_text(name, value, None if masks is None else masks.get(name))


def key_text(name: str, value: Any, mask: Any = None) -> str | None:
    """Return one attribute of a key, None if no bit of it counts."""
    if name in _STRUCTS and isinstance(value, dict):
        called, members = _STRUCTS[name]
        return f"{called}({_members(members, value, mask)})"
    if name in _SCALARS:
        called, form, bits = _SCALARS[name]
        text = masked(value, mask, form, bits)
        if text is None or (mask is None and value in _NOTHING and name != "in_port"):
            return None
        return f"{called}({text})"
    return _special(name, value, mask)


def _special(name: str, value: Any, mask: Any) -> str | None:
    known = _SPECIAL.get(name)
    if known is not None:
        return known(value, mask)
    return name if value is True else f"{name}({_plain(value)})"


def _tag(value: int, mask: Any) -> str | None:
    return f"vlan({vlan(value)})" if mask is None or mask else None


def _tcp_flags(value: int, mask: Any) -> str | None:
    return f"tcp_flags({'|'.join(bit_names(value)) or 0})" if mask != 0 else None


def _labels(value: Any, _mask: Any) -> str:
    return f"mpls({','.join(label(each['mpls_lse']) for each in value)})"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.items())
    if isinstance(value, list):
        return ",".join(
            f"{each[0]}={_plain(each[1])}" if isinstance(each, tuple) else _plain(each)
            for each in value
        )
    return value.hex() if isinstance(value, bytes) else str(value)


def _members(members: dict[str, Value], value: dict[str, Any], mask: Any) -> str:
    parts = []
    for name, (called, form, bits) in members.items():
        only = mask.get(name) if isinstance(mask, dict) else None
        text = masked(value.get(name), only, form, bits)
        if text is not None:
            parts.append(f"{called}={text}")
    return ",".join(parts)


def masked(value: Any, mask: Any, form: str, bits: int) -> str | None:
    """Return a value, with its mask if that is not all ones, None if it is all zeros."""
    if mask is not None and (mask in _NOTHING or not any(_bytes(mask))):
        return None
    text = _text(value, form)
    full = (1 << bits) - 1
    whole = mask is None or mask in _ALL or mask == b"\xff" * (bits // 8)
    whole = whole or (isinstance(mask, int) and mask & full == full)
    return text if whole else f"{text}/{_text(mask, form)}"


def _bytes(mask: Any) -> Iterable[int]:
    return mask if isinstance(mask, bytes) else (1,)


def _text(value: Any, form: str) -> str:
    if isinstance(value, bytes):
        return f"0x{value[::-1].hex().lstrip('0') or 0}"
    if form == "frag":
        return _FRAGS.get(value, str(value).lower())
    if not isinstance(value, int) or form == "d":
        return str(value)
    return f"0x{value:{form}}" if value or form != "x" else "0"


def _states(value: Any, mask: Any) -> str | None:
    if mask is None:
        names = [f"+{_CT_STATES.get(each, each)}" for each in value]
    else:
        names = [f"{'-+'[each in value]}{_CT_STATES.get(each, each)}" for each in mask]
    return f"ct_state({''.join(names)})" if names else None


def bit_names(value: int) -> list[str]:
    """Return the names of TCP flags."""
    return [name for n, name in enumerate(TCP_FLAGS) if value >> n & 1]


def tunnel(value: Any, mask: Any = None) -> str:
    """Return the members of a tunnel's key."""
    masks, parts, flags = dict(mask or ()), [], []
    for name, each in value if isinstance(value, list) else ():
        if name in _TUNNEL:
            called, form, bits = _TUNNEL[name]
            text = masked(each, masks.get(name) if mask else None, form, bits)
            parts += [] if text is None else [f"{called}={text}"]
        elif name in _TUNNEL_FLAGS:
            flags.append(_TUNNEL_FLAGS[name])
        elif name == "geneve_opts":
            parts.append(f"geneve({_options(each)})")
        elif name != "pad":
            parts.append(f"{name.removesuffix('_opts')}({_plain(each)})")
    return ",".join([*parts, *([f"flags({'|'.join(flags)})"] if flags else [])])


def _options(value: Any) -> str:
    if not isinstance(value, list):
        return _plain(value)
    return "".join(
        f"{{class={each['class']:#x},type={each['type']:#x},"
        f"len={len(each['data'])},0x{each['data'].hex()}}}"
        for each in value
    )


def vlan(tci: int) -> str:
    """Return the members of a VLAN tag."""
    return f"vid={tci & 0xFFF},pcp={tci >> 13}"


def label(lse: int) -> str:
    """Return the members of an MPLS label stack entry."""
    return f"label={lse >> 12},tc={lse >> 9 & 7},ttl={lse & 0xFF},bos={lse >> 8 & 1}"


_SPECIAL: dict[str, Callable[[Any, Any], str | None]] = {
    "encap": lambda value, mask: f"encap({flow(value, mask)})",
    "tunnel": lambda value, mask: f"tunnel({tunnel(value, mask)})" if value else None,
    "vlan": _tag,
    "ct_state": _states,
    "tcp_flags": _tcp_flags,
    "mpls": _labels,
}
