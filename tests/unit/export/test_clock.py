from __future__ import annotations

from nlscope.export.clock import delta, of_day, rfc3339


def test_times() -> None:
    assert rfc3339(1_700_000_000_123_456_789) == "2023-11-14T22:13:20.123456789Z"
    assert of_day(1_700_000_000_123_456_789) == "22:13:20.123456"
    assert delta(-1_500_000_000) == "-1.500000"


def test_times_beyond_the_calendar() -> None:
    assert rfc3339(2**63 - 1).endswith("Z")
    assert rfc3339(-(2**63)).endswith("Z")
