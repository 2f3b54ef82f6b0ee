from __future__ import annotations

import pytest

from nlscope.dissect.bare import header_size, plausible
from nlscope.model import HOST_ORDER
from tests.support import attr


@pytest.mark.parametrize(
    ("data", "nested", "verdict"),
    [
        (attr(1, b"abcd"), False, True),
        (attr(1, b"abc"), False, True),
        (attr(1, b"abc")[:-1] + b"x", False, False),
        (attr(0, b"abcd"), False, False),
        (attr(0, b"abcd"), True, True),
        (attr(9999, b"abcd"), False, False),
        (b"", True, False),
        (b"\0\0\0\0", True, False),
        (b"abc", True, False),
        (attr(1, b"") + b"\1", False, False),
    ],
)
def test_plausible(data: bytes, nested: bool, verdict: bool) -> None:  # noqa: FBT001
    assert plausible(data, 0, len(data), HOST_ORDER, nested=nested) is verdict


def test_header_size() -> None:
    data = b"\xff" * 8 + attr(1, b"abcd")
    assert header_size(data, 0, len(data), HOST_ORDER) == 8
    assert header_size(b"\xff" * 9, 0, 9, HOST_ORDER) == 9
    assert header_size(b"", 0, 0, HOST_ORDER) == 0
