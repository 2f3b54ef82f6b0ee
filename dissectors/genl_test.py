"""genl_test, the multicast example module of kmod/."""

from nlscope.spec import Attrs, Constants, Genl, Str


class Cmd(Constants, prefix="GENL_TEST_C"):
    MSG = 1


ATTRS = Attrs("GENL_TEST_ATTR", {1: "msg" / Str})

FAMILY = Genl(
    "genl_test",
    Cmd,
    attrs=ATTRS,
    info=("{msg!q}",),
    groups=("genl_mcgrp0", "genl_mcgrp1", "genl_mcgrp2"),
)
