"""The kernel module's sample of every type, decoded, and made again from its values.

kmod/control_exmpl.h says which values the kernel gives; no code of ours wrote the bytes.
"""

from __future__ import annotations

import pytest

from nlscope.dissect import dissect
from nlscope.encode import attributes
from nlscope.export.values import undecoded, values
from nlscope.model import HOST_ORDER, Field
from tests.support import CAPTURES, registry, session

SAMPLE = {
    "u8": 0xFE,
    "u16": 0xFEDC,
    "u32": 0xFEDCBA98,
    "u64": 0xFEDCBA9876543210,
    "s8": -2,
    "s16": -292,
    "s32": -19088744,
    "s64": -81985529216486896,
    "be16": 80,
    "ipv4": "192.0.2.1",
    "msecs": 1500,
    "string": "string",
    "nul_string": "nul string",
    "flag": True,
    "binary": bytes.fromhex("0001020304"),
    "binary_range": bytes.fromhex("deadbe"),
    "mac": "02:00:00:00:00:01",
    "ipv6": "2001:db8::1",
    "bitfield32": {"value": ("0x5",), "selector": ("0xd",)},
    "nest": {"value": 1, "name": "outer", "nest": {"value": 2, "name": "inner"}},
    "nest_array": [{"value": 10}, {"value": 20}],
    "u32_array": [30, 40],
    "multi": [50, 60],
    "at_least": 10,
    "color": "BLUE",
    "range": 1000,
    "full_range": 2**32,
    "srange": -100,
    "sfull_range": -(2**40),
    "mask": ("LOW", "HIGH"),
}
SINCE_6_7 = {"uint": 0xFEDCBA9876543210, "sint": -2}


def sample(name: str) -> Field:
    """Return the answer to the first TYPES request, which has no attributes."""
    opened = session(CAPTURES / f"{name}.pcapng")
    for each in opened.store:
        tree = dissect(each, registry(), opened.context)
        identity = tree.value
        if identity.command_name == "TYPES" and each.direction == "from-kernel":
            return tree
    pytest.fail("no TYPES answer")


@pytest.mark.parametrize("name", ["kmod_types", "kmod_types_61"])
def test_every_type_has_the_kernels_value(name: str) -> None:
    found = values(sample(name))
    assert undecoded(sample(name)) == 0
    expected = SAMPLE | (SINCE_6_7 if name == "kmod_types" else {})
    found.pop("pad", None)
    assert found == expected


@pytest.mark.parametrize("name", ["kmod_types", "kmod_types_61"])
def test_the_values_give_the_kernels_bytes(name: str) -> None:
    tree = sample(name)
    attrs = tree.value.op.attrs
    found = values(tree)
    padless = [part for part in tree.items[2:] if part.name != "pad"]
    wanted = b"".join(tree.data[part.start : part.end] for part in padless)
    found.pop("pad", None)
    assert attributes(attrs, found, HOST_ORDER) == wanted
