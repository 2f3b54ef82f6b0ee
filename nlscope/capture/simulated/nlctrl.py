"""nlctrl, the controller (net/netlink/genetlink.c, net/netlink/policy.c)."""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator

from nlscope.capture.simulated.kernel import MULTI, Genl, Info, Op
from nlscope.capture.simulated.policy import Refusal, Rule, described
from nlscope.capture.simulated.wire import nest, put, put_text, put_u32

GENL_ID_CTRL = 16
NEWFAMILY, GETFAMILY, GETPOLICY = 1, 3, 10
_ID, _NAME, _VERSION, _HDRSIZE, _MAXATTR, _OPS, _GROUPS, _POLICY, _OP_POLICY, _OP = range(
    1, 11
)
_DO, _DUMP, _HASPOL = 2, 4, 8  # GENL_CMD_CAP_*
_NAMES = {
    _ID: Rule("u16"),
    _NAME: Rule("nul_string", len=15),
}


def described_family(family: Genl) -> bytes:
    """Return the attributes of CTRL_CMD_NEWFAMILY (ctrl_fill_info)."""
    out = put_text(_NAME, family.name) + put(_ID, struct.pack("=H", family.id))
    out += put_u32(_VERSION, family.version) + put_u32(_HDRSIZE, 0)
    out += put_u32(_MAXATTR, family.maxattr)
    ops = [
        put(i, put_u32(1, op.cmd) + put_u32(2, _abilities(op)))
        for i, op in enumerate(family.ops, 1)
    ]
    out += put(_OPS, b"".join(ops)) if ops else b""
    groups = [
        put(i, put_u32(2, family.group_offset + i - 1) + put_text(1, name))
        for i, name in enumerate(family.groups, 1)
    ]
    return out + (put(_GROUPS, b"".join(groups)) if groups else b"")


def _abilities(op: Op) -> int:
    flags = (_DO if op.do else 0) | (_DUMP if op.dump else 0)
    return flags | (_HASPOL if op.policy else 0)


def _get_family(info: Info) -> None:
    info.send(info.reply(NEWFAMILY, described_family(_asked(info))))


def _asked(info: Info) -> Genl:
    """Return the family that a request names; its name wins over its id."""
    found, number = None, errno.EINVAL
    if _ID in info.attrs:
        (wanted,) = struct.unpack("=H", info.attrs[_ID][1][:2])
        found, number = info.kernel.families.get(wanted), errno.ENOENT
    if _NAME in info.attrs:
        name = info.attrs[_NAME][1].split(b"\0")[0]
        found, number = info.kernel.by_name(name), errno.ENOENT
    if found is None:
        raise Refusal(number)
    return found


def _dump_families(info: Info) -> Iterator[bytes]:
    for _, family in sorted(info.kernel.families.items()):
        yield info.reply(NEWFAMILY, described_family(family), flags=MULTI)


def _dump_policy(info: Info) -> Iterator[bytes]:
    """Yield the policies' indexes by command, then every rule (ctrl_dumppolicy)."""
    family = _named(info)
    ops = [op for op in family.ops if op.policy]
    if _OP in info.attrs:
        (cmd,) = struct.unpack("=I", info.attrs[_OP][1])
        if all(op.cmd != cmd for op in family.ops):
            info.extack.attr = info.attrs[_OP][0]
            raise Refusal(errno.EOPNOTSUPP)
        ops = [op for op in ops if op.cmd == cmd]
    if not ops:
        raise Refusal(errno.ENODATA)
    order = _order(family, ops)
    own = put(_ID, struct.pack("=H", family.id))
    for op in ops:
        index = order[op.policy]
        sides = put_u32(1, index) if op.do else b""
        sides += put_u32(2, index) if op.dump and op.checks_dump else b""
        told = nest(_OP_POLICY, nest(op.cmd, sides))
        yield info.reply(GETPOLICY, own + told, flags=MULTI)
    for name, index in order.items():
        for number, rule in sorted(family.policies[name].items()):
            about = described(rule, number, order)
            if about:
                told = nest(_POLICY, nest(index, about))
                yield info.reply(GETPOLICY, own + told, flags=MULTI)


def _named(info: Info) -> Genl:
    if _ID not in info.attrs and _NAME not in info.attrs:
        raise Refusal(errno.EINVAL)
    return _asked(info)


def _order(family: Genl, ops: list[Op]) -> dict[str, int]:
    """Return the index of each policy: as commands have them, nested ones after them."""
    order: dict[str, int] = {}
    for op in ops:
        order.setdefault(op.policy, len(order))
        for name in list(order):
            for rule in family.policies[name].values():
                if rule.nested:
                    order.setdefault(rule.nested, len(order))
    return order


def nlctrl() -> Genl:
    """Return the controller."""
    family = Op(GETFAMILY, "family", _NAME, _get_family, _dump_families, strict=False,
                checks_dump=False)  # fmt: skip
    policy = Op(GETPOLICY, "policy", _OP, None, _dump_policy, alone=True)
    return Genl(
        "nlctrl",
        2,
        (family, policy),
        {"family": _NAMES, "policy": {**_NAMES, _OP: Rule("u32")}},
        groups=("notify",),
        strict_from=GETPOLICY + 1,
        id=GENL_ID_CTRL,
        group_offset=16,
    )
