"""Actions of Open vSwitch as ovs-dpctl dump-flows writes them.

Source: enum ovs_action_attr in include/uapi/linux/openvswitch.h.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nlscope.spec.ovs_flow import key_text, label, vlan


def actions(held: Any) -> str:
    """Return actions:2,ct(commit),recirc(0x1); held is a list of (name, value)."""
    return "" if held is None else f"actions:{_actions(held)}"


def _actions(held: Any) -> str:
    if not isinstance(held, list):
        return "drop"
    return ",".join(_action(name, value) for name, value in held) or "drop"


def _action(name: str, value: Any) -> str:
    if value is True:
        return name
    known = _SAID.get(name)
    try:
        return known(value) if known else f"{name}({_shown(value)})"
    except (KeyError, TypeError, ValueError):
        return f"{name}({_shown(value)})"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.items())
    if isinstance(value, list):
        return ",".join(
            each[0] if each[1] is True else f"{each[0]}={_shown(each[1])}" for each in value
        )
    return value.hex() if isinstance(value, bytes) else str(value)


def _userspace(value: Any) -> str:
    parts = dict(value)
    said = [f"pid={parts.pop('pid', 0)}"]
    if "userdata" in parts:
        said.append(f"userdata({parts.pop('userdata').hex()})")
    said += [name if each is True else f"{name}={each}" for name, each in parts.items()]
    return f"userspace({','.join(said)})"


def _set(value: Any) -> str:
    return f"set({','.join(_key(name, each) for name, each in value)})"


def _key(name: str, each: Any) -> str:
    if isinstance(each, dict) and each.keys() == {"key", "mask"}:
        return key_text(name, each["key"], each["mask"]) or name
    return key_text(name, each) or f"{name}({_shown(each)})"


def _sample(value: Any) -> str:
    parts = dict(value)
    share = 100 * parts["probability"] / 0xFFFFFFFF
    return f"sample(sample={share:.1f}%,actions({_actions(parts.get('actions'))}))"


def _hash(value: Any) -> str:
    called = {"L4": "l4"}.get(value["hash_alg"], str(value["hash_alg"]).lower())
    return f"hash({called}({value['hash_basis']}))"


def _ct(value: Any) -> str:
    said = []
    for name, each in value:
        if name == "nat":
            said.append(_nat(each))
        elif name in ("mark", "labels"):
            form = "{:#x}".format if isinstance(each["value"], int) else _little
            called = "label" if name == "labels" else name
            said.append(f"{called}={form(each['value'])}/{form(each['mask'])}")
        else:
            said.append(name if each is True else f"{name}={each}")
    return f"ct({','.join(said)})" if said else "ct"


def _little(value: bytes) -> str:
    return f"0x{value[::-1].hex().lstrip('0') or 0}"


def _nat(value: Any) -> str:
    parts = dict(value or ())
    if not parts:
        return "nat"
    way = "src" if parts.pop("src", None) else "dst" if parts.pop("dst", None) else ""
    low, high = parts.pop("ip_min", ""), parts.pop("ip_max", "")
    ports = parts.pop("proto_min", 0), parts.pop("proto_max", 0)
    text = low if high in ("", low) else f"{low}-{high}"
    if ports[0]:
        text += f":{ports[0]}" if ports[1] in (0, ports[0]) else f":{ports[0]}-{ports[1]}"
    rest = [name.removeprefix("proto_") for name in parts]
    return f"nat({','.join([f'{way}={text}' if text else way, *rest])})"


def _check(value: Any) -> str:
    parts = dict(value)
    more, less = parts.get("actions_if_greater"), parts.get("actions_if_less_equal")
    return (
        f"check_pkt_len(size={parts['pkt_len']},gt({_actions(more)}),le({_actions(less)}))"
    )


def _ethertype(value: int) -> str:
    return f"eth_type={value:#06x}"


_SAID: dict[str, Callable[[Any], str]] = {
    "output": str,
    "userspace": _userspace,
    "set": _set,
    "set_masked": _set,
    "push_vlan": lambda v: f"push_vlan({vlan(v['vlan_tci'])})",
    "sample": _sample,
    "recirc": lambda v: f"recirc({v:#x})",
    "hash": _hash,
    "push_mpls": lambda v: (
        f"push_mpls({label(v['mpls_lse'])},{_ethertype(v['mpls_ethertype'])})"
    ),
    "pop_mpls": lambda v: f"pop_mpls({_ethertype(v)})",
    "ct": _ct,
    "trunc": lambda v: f"trunc({v['max_len']})",
    "push_eth": lambda v: f"push_eth(src={v['eth_src']},dst={v['eth_dst']})",
    "clone": lambda v: f"clone({_actions(v)})",
    "check_pkt_len": _check,
    "dec_ttl": lambda v: f"dec_ttl(le_1({_actions(dict(v).get('action'))}))",
    "drop": lambda _: "drop",
}
