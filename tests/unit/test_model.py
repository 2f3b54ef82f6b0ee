from __future__ import annotations

import pytest

from nlscope.model import protocol_name
from tests.support import message, nlmsg


@pytest.mark.parametrize(
    ("protocol", "kind", "flags", "pkttype", "direction"),
    [
        (0, 16, 1, 4, "to-kernel"),
        (0, 16, 0, 4, "from-kernel"),
        (0, 2, 1, 4, "from-kernel"),
        (0, 3, 1, 4, "from-kernel"),
        (2, 16, 1, 4, "user"),
        (0, 16, 1, 6, "from-kernel"),
        (0, 16, 0, 7, "to-kernel"),
        (2, 16, 0, 7, "to-kernel"),
    ],
)
def test_direction(
    protocol: int, kind: int, flags: int, pkttype: int, direction: str
) -> None:
    made = message(protocol, nlmsg(kind, b"", flags=flags), pkttype=pkttype)
    assert made.direction == direction


def test_protocol_names() -> None:
    assert (protocol_name(16), protocol_name(31)) == ("GENERIC", "31")
