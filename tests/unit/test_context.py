from __future__ import annotations

import struct

from nlscope.context import Context
from tests.support import attr, genlmsg, message, nlmsg


def announce(cmd: int, number: int, name: bytes, no: int, context: Context) -> None:
    body = attr(2, name + b"\0") + attr(1, struct.pack("=H", number))
    context.observe(message(16, nlmsg(16, genlmsg(cmd, body), flags=0), no=no))


def test_an_id_means_what_it_meant_at_that_row() -> None:
    context = Context()
    announce(1, 32, b"old", 10, context)
    announce(2, 32, b"old", 20, context)
    announce(1, 32, b"new", 30, context)
    at = {no: context.family_name(32, no) for no in (1, 10, 19, 20, 21, 29, 30, 99)}
    assert at == {
        1: "old", 10: "old", 19: "old", 20: "old", 21: None, 29: None, 30: "new", 99: "new"
    }  # fmt: skip


def test_a_deletion_names_what_was_before_it() -> None:
    context = Context()
    announce(2, 33, b"gone", 5, context)
    assert (context.family_name(33, 1), context.family_name(33, 6)) == ("gone", None)


def test_damaged_announcements_are_ignored() -> None:
    context = Context()
    context.observe(message(16, nlmsg(16, b"\1")))
    context.observe(message(16, nlmsg(16, genlmsg(1, b"\0\0\1\0"))))
    context.observe(message(0, nlmsg(16, genlmsg(1, attr(1, b"\x20\0")))))
    assert context.family_name(32, 9) is None
