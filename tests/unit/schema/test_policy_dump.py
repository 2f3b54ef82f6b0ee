from __future__ import annotations

import struct

from nlscope.schema.policy import Policy
from tests.support import attr

U32, NESTED = 3, 9  # NL_ATTR_TYPE_*


def u32(kind: int, number: int) -> bytes:
    return attr(kind, struct.pack("=I", number))


def op(command: int, index: int) -> bytes:
    return attr(9, attr(command, u32(1, index)))


def rule(index: int, number: int, kind: int, *more: bytes) -> bytes:
    return attr(8, attr(index, attr(number, u32(1, kind) + b"".join(more))))


def test_dumps_of_single_commands_are_kept_apart() -> None:
    policy = Policy("fam")
    for turn, answers in enumerate(
        [
            [op(2, 0), rule(0, 1, U32), rule(0, 2, U32)],
            [op(6, 0), rule(0, 1, NESTED, u32(8, 1)), rule(1, 7, U32)],
        ]
    ):
        for answer in answers:
            policy.add(answer, "<", turn)
    assert sorted(policy.rules[policy.ops[2][1]]) == [1, 2]
    index = policy.ops[6][1]
    assert sorted(policy.rules[index]) == [1]
    assert sorted(policy.rules[policy.rules[index][1][8]]) == [7]


def test_a_dump_again_stands_for_the_first() -> None:
    policy = Policy("fam")
    for turn in range(3):
        policy.add(op(2, 0), "<", turn)
        policy.add(rule(0, 1, U32), "<", turn)
    assert policy.ops == {2: {1: 0}}
    assert list(policy.rules) == [0]
