from __future__ import annotations

from nlscope.beside import Line, beside, told
from nlscope.diff import Change
from tests.support import CAPTURES, session


def compared(before: int, after: int) -> list[Line]:
    found = session(CAPTURES / "link_basic.pcapng")
    return beside(found.describe(before), found.describe(after))


def test_a_message_is_like_itself() -> None:
    lines = compared(7, 7)
    assert lines
    assert {line.kind for line in lines} == {"="}


def test_finds_what_differs_and_leaves_out_what_must() -> None:
    found = session(CAPTURES / "link_basic.pcapng")
    links = [
        n for n, said in enumerate(found)
        if said.identity.type_name == "RTM_NEWLINK" and "stats64" in
        {part.name for part in said.root.items}
    ]  # fmt: skip
    lines = compared(links[0], links[1])
    by_path = {line.path: line for line in lines}
    assert by_path["nlmsghdr.nlmsg_seq"].ignored
    assert all(line.ignored for line in lines if line.path.startswith("stats64"))
    assert any(line.differs for line in lines)
    for line in lines:
        assert line.differs == (line.kind != "=" and not line.ignored)


def test_what_only_one_side_has_is_told_value_by_value() -> None:
    lines = {line.path: line.kind for line in compared(2, 0) if line.differs}
    assert "ifname" in lines
    assert lines["ifname"] == "-"
    assert {path: kind for path, kind in lines.items() if path == "linkinfo.kind"} == {
        "linkinfo.kind": "-"
    }


def test_changes_become_lines() -> None:
    assert told([Change("a.b", "~", 1, 2)]) == [Line("a.b", "~", 1, 2)]
