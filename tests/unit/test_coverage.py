from __future__ import annotations

from nlscope.context import Context
from nlscope.coverage import coverage, report
from nlscope.describe import describe
from tests.support import attr, genlmsg, message, nlmsg, registry


def test_unknown_bytes_are_charged_to_their_set() -> None:
    inner = attr(1, attr(1, b"one\0") + attr(50, b"\1\2\3\4"))
    data = nlmsg(16, genlmsg(1, attr(2, b"abc\0") + attr(7, inner) + attr(99, b"\1")))
    tally = coverage([describe(message(16, data), registry(), Context())])
    shares = {key[2]: (s.bytes, s.undecoded) for key, s in tally.rows()}
    assert shares == {
        "CTRL_ATTR": (16 + 4 + 8 + 4 + 8, 8),
        "CTRL_ATTR_MCAST_GRP": (4 + 16, 8),
    }
    assert tally.total().bytes == len(data)
    lines = list(report(tally))
    assert lines[0] == "1 messages, 60 bytes, 16 undecoded (26.67 %)"
    assert "attr_50 8" in "".join(lines)
