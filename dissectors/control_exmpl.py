"""CONTROL_EXMPL, the example module of kmod/ (kmod/control_exmpl.h)."""

from nlscope.spec import Attrs, Constants, Genl, Str


class Cmd(Constants, prefix="DOC_EXMPL_C"):
    ECHO = 1


ATTRS = Attrs("DOC_EXMPL_A", {1: "msg" / Str})

FAMILY = Genl("CONTROL_EXMPL", Cmd, attrs=ATTRS, info=("{msg!q}",))
