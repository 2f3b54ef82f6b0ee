"""What things are from a message number on."""

from __future__ import annotations

from nlscope.schema.versions import Versions


def test_a_thing_is_what_it_was_last_told_to_be() -> None:
    told: Versions[str, str | None] = Versions()
    assert not told
    for no, value in ((3, "a"), (5, "a"), (7, "b"), (9, None)):
        told.tell("x", no, value)
    assert [told.at("x", no) for no in (1, 3, 6, 7, 8, 9)] == [
        "a",
        "a",
        "a",
        "b",
        "b",
        None,
    ]
    assert told.of("x") == [(3, "a"), (7, "b"), (9, None)]
    assert (told.at("y", 3), told.of("y"), list(told)) == (None, [], ["a", "b", None])
