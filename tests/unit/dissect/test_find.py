from __future__ import annotations

from nlscope.dissect.find import at, find, named
from tests.support import attr, genlmsg, nlmsg, tree

GROUPS = attr(7, attr(1, attr(1, b"one\0")) + attr(2, attr(1, b"two\0")))
ROOT = tree(16, nlmsg(16, genlmsg(1, attr(2, b"fam\0") + GROUPS)))


def test_find_passes_through_arrays() -> None:
    found = find(ROOT, ["mcast_groups", "name"])
    assert [field.value for field in found] == ["one", "two"]
    assert find(ROOT, ["nosuch", "name"]) == []


def test_named_flattens_headers() -> None:
    names = [field.name for field in named(ROOT)]
    assert names[:5] == ["nlmsg_len", "nlmsg_type", "nlmsg_flags", "nlmsg_seq", "nlmsg_pid"]
    assert "cmd" in names


def test_at_an_offset() -> None:
    assert [f.name for f in at(ROOT, 20)] == ["family_name"]
    assert [f.name for f in at(ROOT, 28)] == ["mcast_groups"]
    assert [f.name for f in at(ROOT, 32)] == ["mcast_groups", "1"]
    assert at(ROOT, 9999) == []
