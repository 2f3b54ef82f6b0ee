from __future__ import annotations

from nlscope.filter.compile import FIELDS
from nlscope.filter.reference import reference
from tests.support import registry


def test_tells_every_field_family_and_attribute() -> None:
    text = reference(registry())
    for name in FIELDS:
        assert f"| `{name}` |" in text
    for family in ("link", "route", "nlctrl", "control_exmpl"):
        assert f"### `{family}`" in text
    assert "| `link.linkinfo.kind` | `IFLA_INFO_KIND` | text |" in text
    assert "| `route.rtm_dst_len` |  | number |" in text


def test_is_of_a_size_to_read() -> None:
    assert len(reference(registry())) < 1_500_000
