"""Built-in tables against what kernels accept: CTRL_CMD_GETPOLICY of every family.

The captures are of Linux 6.12 and 7.3-rc7 with all modules of generic netlink families.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache

import pytest

from nlscope.model import HOST_ORDER
from nlscope.schema.policy import Policy
from nlscope.spec import U8, U32, Attrs, AttrType, Constants, Enum, Genl, Nest, Str
from tests.golden.policy_audit import Audit
from tests.golden.ynl_audit import Found
from tests.support import CAPTURES, attr, registry, session

LEAST = {"6.12": (47, 520, 1290), "7.3": (50, 550, 1700)}  # families, commands, attributes
KERNELS = tuple(LEAST)

EXPLAINED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "the older kernel has not heard of them yet": (
        ("DPLL_A type", "refused"),  # GENERIC
        ("DPLL_A_PIN type", "refused"),  # INT_NCO
        ("DEVLINK_ATTR eswitch_mode", "refused"),  # SWITCHDEV_INACTIVE
        ("NL80211_ATTR iftype", "refused"),  # NAN_DATA, PD
    ),
    "the kernel's bound is one too high, its code refuses the last number": (
        ("NL80211_ATTR key_type", "values"),  # NUM_NL80211_KEYTYPES
        ("NL80211_SAR_ATTR type", "values"),  # NUM_NL80211_SAR_TYPE
    ),
    "the kernel's policy has the bits of reload actions": (
        ("DEVLINK_ATTR reload_limits", "bits"),
    ),
    "a policy has no word for our type": (
        ("IEEE802154_ATTR *hw_addr", "type"),  # a __le64 that is an EUI-64
        ("L2TP_ATTR recv_timeout", "type"),  # NLA_MSECS is a u64, told as uint
        ("NL80211_PMSR_FTM_RESP_ATTR lci", "type"),  # nla_put() of any bytes
        ("NL80211_PMSR_FTM_RESP_ATTR civicloc", "type"),
        ("OVS_CT_LIMIT_ATTR zone_limit", "type"),  # structs without attribute headers
    ),
    "a command that does nothing": (("SMBD_GENL command 0", "command"),),
}
PATTERNS = [line for lines in EXPLAINED.values() for line in lines]


@cache
def audit(kernel: str) -> tuple[tuple[Found, ...], Audit]:
    """Return what differs from a kernel's policies, and how much was compared."""
    held = session(CAPTURES / f"genl_policies_{kernel}.pcapng")
    made = Audit(registry())
    policies = [policy for _, _, policy in held.context.policies.items()]
    return tuple(each for policy in policies for each in made.policy(policy)), made


def fits(found: Found, pattern: tuple[str, str]) -> bool:
    return fnmatchcase(found[0], pattern[0]) and fnmatchcase(found[1], pattern[1])


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_tables_agree_with_the_policies(kernel: str) -> None:
    found, made = audit(kernel)
    compared = (made.families, made.commands, made.compared)
    assert all(own >= least for own, least in zip(compared, LEAST[kernel], strict=True))
    assert [each for each in found if not any(fits(each, p) for p in PATTERNS)] == []


def test_every_explanation_is_of_something() -> None:
    found = [each for kernel in KERNELS for each in audit(kernel)[0]]
    assert [p for p in PATTERNS if not any(fits(each, p) for each in found)] == []


class Command(Constants, prefix="X_CMD"):
    SET = 1


class Mode(Constants, prefix="X_MODE"):
    OFF = 0
    ON = 1
    FAST = 3


class Built:
    """A registry of one family that this file made."""

    def genl(self, name: str) -> object:
        inner = Attrs("XI", {1: "flag" / U8})
        entries = {1: "mode" / Enum(U32, Mode), 2: "in" / Nest(inner), 3: "name" / Str}
        return Genl(name, Command, attrs=Attrs("X", entries))


def numbers(values: dict[int, int]) -> bytes:
    """Return attributes that are u32."""
    return b"".join(
        attr(kind, struct.pack("=I", number)) for kind, number in values.items()
    )


def test_every_kind_of_difference_is_told() -> None:
    policy = Policy("x")
    for command in (1, 2):
        policy.add(attr(9, attr(command, numbers({1: 0}))), HOST_ORDER)
    rules = {
        0: {
            1: {1: AttrType.U32, 4: 0, 5: 2},
            2: {1: AttrType.NESTED, 8: 1},
            3: {1: AttrType.BITFIELD32},
            4: {1: AttrType.U64},
        },
        1: {1: {1: AttrType.FLAG}},
    }
    for index, held in rules.items():
        for number, rule in held.items():
            said = attr(8, attr(index, attr(number, numbers(rule))))
            policy.add(said, HOST_ORDER)
    found = list(Audit(Built()).policy(policy))  # type: ignore[arg-type]
    assert [(place, what) for place, what, _ in found] == [
        ("X mode", "values"),
        ("X mode", "refused"),
        ("XI flag", "type"),
        ("X name", "type"),
        ("X 4", "missing"),
        ("x command 2", "command"),
    ]
