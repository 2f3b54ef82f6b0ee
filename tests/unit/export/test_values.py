from __future__ import annotations

import struct

from nlscope.export.values import indexes, problems, undecoded, values
from tests.support import attr, genlmsg, nlmsg, tree


def u32(value: int) -> bytes:
    return struct.pack("=I", value)


GROUPS = attr(7, attr(1, attr(1, b"one\0")) + attr(2, attr(1, b"two\0")))


def test_arrays_are_lists_and_nests_dicts() -> None:
    root = tree(16, nlmsg(16, genlmsg(1, attr(2, b"fam\0") + GROUPS)))
    assert values(root) == {
        "family_name": "fam",
        "mcast_groups": [{"name": "one"}, {"name": "two"}],
    }


def test_numbers_of_elements_are_told_where_they_are_not_1_2_3() -> None:
    def told(*numbers: int) -> dict[str, list[int]]:
        held = b"".join(attr(number, attr(1, b"one\0")) for number in numbers)
        return indexes(tree(16, nlmsg(16, genlmsg(1, attr(7, held)))))

    assert told(1) == told(1, 2, 3) == {}
    assert told(2, 5) == {"mcast_groups": [2, 5]}
    assert told(0, 1) == {"mcast_groups": [0, 1]}
    assert told(1, 1) == {"mcast_groups": [1, 1]}


def test_repeats_are_lists() -> None:
    policy = attr(8, attr(0, attr(1, attr(1, u32(12)))))
    once = values(tree(16, nlmsg(16, genlmsg(10, policy))))
    assert once == {"policy": [{"0": {"1": {"type": "NUL_STRING"}}}]}
    twice = values(tree(16, nlmsg(16, genlmsg(1, attr(2, b"a\0") + attr(2, b"b\0")))))
    assert twice == {"family_name": ["a", "b"]}


def test_unknown_bytes_are_counted_and_kept() -> None:
    root = tree(
        16, nlmsg(16, genlmsg(1, attr(90, b"\1\2\3\4") + attr(91, attr(1, b"x\0\0\0"))))
    )
    assert undecoded(root) == 8 + 12
    assert values(root) == {"attr_90": b"\1\2\3\4", "attr_91": {"attr_1": b"x\0\0\0"}}


def test_an_echoed_request_stands_among_the_values() -> None:
    request = nlmsg(16, genlmsg(3, attr(2, b"x\0")), seq=9)
    root = tree(16, nlmsg(2, struct.pack("=i", -22) + request))
    assert values(root) == {
        "error": "EINVAL",
        "request": {
            "nlmsg_len": 28,
            "nlmsg_type": "nlctrl",
            "nlmsg_flags": ("REQUEST",),
            "nlmsg_seq": 9,
            "nlmsg_pid": 0,
            "cmd": "GETFAMILY",
            "version": 1,
            "reserved": 0,
            "family_name": "x",
        },
    }


def test_problems_are_listed_with_their_places() -> None:
    root = tree(16, nlmsg(16, genlmsg(1, attr(1, b"\1") + b"\0\0\1\0")))
    assert [(f.start, f.end, f.problem) for f in problems(root)] == [
        (20, 28, "1 bytes, expected 2"),
        (28, 32, "nla_len 0 is smaller than an attribute header (4) (type 1)"),
    ]
