from __future__ import annotations

import numpy as np
import pytest

from nlscope.dissect.find import named
from nlscope.filter import compile_filter
from nlscope.filter.by_field import filter_for
from nlscope.model import Field
from tests.support import CAPTURES, registry, session


def trail(root: Field, path: str) -> list[Field]:
    """Return the fields from a part of a message down to a path; / steps into headers."""
    found, inner = [], root
    for step in path.split("."):
        items = inner.items if step.endswith("hdr") or step.isdecimal() else named(inner)
        inner = next(item for item in items if item.name == step)
        found.append(inner)
    return found


@pytest.mark.parametrize(
    ("name", "no", "path", "want"),
    [
        ("route", 33, "nlmsghdr.nlmsg_type", "type == RTM_NEWROUTE"),
        ("control_exmpl_errors", 1, "genlmsghdr.cmd", "genl.cmd == GETFAMILY"),
        ("control_exmpl_errors", 1, "nlmsghdr.nlmsg_flags", "flags.request"),
        ("control_exmpl_errors", 4, "error", "errno == EINVAL"),
        ("control_exmpl_errors", 4, "msg", 'extack.msg == "MSG attribute is required"'),
        (
            "control_exmpl_errors",
            1,
            "family_name",
            "nlctrl.family_name == CONTROL_EXMPL",
        ),
    ],
)
def test_filter_of_a_field(name: str, no: int, path: str, want: str) -> None:
    found = session(CAPTURES / f"{name}.pcapng")
    root = found.describe(no - 1).root
    text = filter_for(root, trail(root, path))
    assert text == want
    assert compile_filter(text, registry()).rows(found)[no - 1]


@pytest.mark.parametrize(
    "name", ["route", "link_types", "genl_ctrl", "errors_extack", "nft"]
)
def test_a_message_passes_the_filters_of_its_own_fields(name: str) -> None:
    found = session(CAPTURES / f"{name}.pcapng")
    for n in np.linspace(0, len(found.store) - 1, 12).astype(int).tolist():
        root = found.describe(n).root
        stack: list[tuple[Field, ...]] = [(item,) for item in root.items]
        while stack:
            above = stack.pop()
            text = filter_for(root, above)
            if text is not None:
                chosen = compile_filter(text, registry())
                assert chosen.rows(found, n, n + 1).all(), (n, text)
            stack += [(*above, item) for item in above[-1].items]
