from __future__ import annotations

import pytest

from nlscope.diff import VOLATILE, changes, sequences


def told(before: object, after: object) -> list[str]:
    return [str(change) for change in changes(before, after, "", VOLATILE)]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["~ a: 1 -> 2"]),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": [2]}}, ["+ a.c: [2]"]),
        ({"a": 1, "b": "x"}, {"a": 1}, ["- b: x"]),
        ({"a": [1, 2, 3]}, {"a": [1, 4]}, ["~ a.1: 2 -> 4", "- a.2: 3"]),
        ({"f": ("UP",)}, {"f": ["UP"]}, []),
        ({"stats64": 1, "a": {"cacheinfo": 1}}, {"stats64": 2, "a": {"cacheinfo": 9}}, []),
        ({"raw": b"\1"}, {"raw": b"\2"}, ['~ raw: "01" -> "02"']),
    ],
)
def test_values(before: object, after: object, lines: list[str]) -> None:
    assert told(before, after) == lines


def item(name: str, **more: object) -> dict[str, object]:
    return {"nlmsg_type": "RTM_NEWROUTE", "dst": name, **more}


def test_messages_that_are_the_same_are_put_side_by_side() -> None:
    before = [item("a"), item("b"), item("c")]
    after = [item("b"), item("c", metric=1)]
    found = [str(change) for change in sequences(before, after)]
    assert found == ['- [0]: {"nlmsg_type": "RTM_NEWROUTE", "dst": "a"}', "+ [2]metric: 1"]


def test_random_link_addresses_are_not_compared() -> None:
    link = {"nlmsg_type": "RTM_NEWLINK", "address": "02:00:00:00:00:01"}
    assert not list(sequences([link], [{**link, "address": "02:00:00:00:00:02"}]))
    route = {"nlmsg_type": "RTM_NEWNEIGH", "address": 1}
    assert len(list(sequences([route], [{**route, "address": 2}]))) == 1
