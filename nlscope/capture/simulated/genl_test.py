"""genl_test, as kmod/genl_test.c has it."""

from __future__ import annotations

import errno

from nlscope.capture.simulated.kernel import Genl, Info, Kernel, Op
from nlscope.capture.simulated.policy import Refusal, Rule
from nlscope.capture.simulated.wire import put_text

MSG = 1  # GENL_TEST_C_MSG, GENL_TEST_ATTR_MSG
GROUPS = ("genl_mcgrp0", "genl_mcgrp1", "genl_mcgrp2")
GFP_ATOMIC = 0x820


def _message(info: Info) -> None:
    if MSG not in info.attrs:
        info.extack.set("MSG is missing")
        info.extack.miss_type = MSG
        raise Refusal(errno.EINVAL)


def greet(kernel: Kernel, family: Genl, group: int, *, classic: bool = False) -> None:
    """Greet one of the groups."""
    text = put_text(MSG, f"Hello group {GROUPS[group]}\n")
    flags = GFP_ATOMIC if classic else 0
    greeting = family.message(MSG, text, port=0, seq=0, flags=flags)
    kernel.multicast(family.group_offset + group, greeting)


def genl_test(number: int, group_offset: int) -> Genl:
    """Return the family with the numbers that it got."""
    return Genl(
        "genl_test",
        1,
        (Op(MSG, "test", MSG, _message),),
        {"test": {MSG: Rule("string", len=256)}},
        groups=GROUPS,
        maxattr=MSG,
        strict_from=MSG + 1,
        id=number,
        group_offset=group_offset,
    )
