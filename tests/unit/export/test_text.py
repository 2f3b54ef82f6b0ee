from __future__ import annotations

import struct

from nlscope.context import Context
from nlscope.describe import Description, describe
from nlscope.export.escape import clean
from nlscope.export.text import cells, kind, row
from nlscope.export.text import tree as lines
from tests.support import attr, genlmsg, message, nlmsg, registry


def said(protocol: int, data: bytes) -> Description:
    return describe(message(protocol, data), registry(), Context())


def test_row() -> None:
    text = row(cells(said(16, nlmsg(16, genlmsg(3, attr(2, b"x\0")), seq=4)), 0))
    assert text.split() == [
        "1", "00:00:00.000000", "0.000000", "GENERIC", "->", "nlctrl", "REQUEST", "4", "0",
        "GETFAMILY", '"x"',
    ]  # fmt: skip


def test_tree() -> None:
    body = (
        attr(2, b"x\0")
        + attr(1, b"\x10\0")
        + attr(99, b"\xab")
        + attr(6, attr(1, attr(2, struct.pack("=I", 10))))
    )
    text = list(lines(said(16, nlmsg(16, genlmsg(1, body)))))
    assert text[5:] == [
        "        nlmsg_pid 0  [12+4]",
        "    genlmsghdr  [16+4]",
        "        cmd NEWFAMILY  [16+1]",
        "        version 1  [17+1]",
        "        reserved 0  [18+2]",
        '    family_name "x"  [20+6]',
        "    family_id 16  [28+6]",
        "    attr_99 ab  [36+5]  ? undecoded",
        "    ops  [44+16]",
        "        1  [48+12]",
        "            flags CMD_CAP_DO,CMD_CAP_HASPOL (0xa)  [52+8]",
    ]


def test_hostile_text_is_escaped() -> None:
    name = b"\x1b[31m\r\n\xe2\x80\xae[red]\0"
    text = [row(cells(said(16, nlmsg(16, genlmsg(3, attr(2, name)))), 0))]
    text += lines(said(16, nlmsg(16, genlmsg(3, attr(2, name)))))
    assert all(line.isprintable() for line in text)
    assert "\\x1b[31m\\r\\n\\u202e[red]" in text[0]
    assert clean("plain [red]") == "plain [red]"


def test_kinds() -> None:
    request = nlmsg(16, genlmsg(3, attr(2, b"x\0")))
    error = nlmsg(2, struct.pack("=i", -1) + request)
    assert kind(said(16, request)) == "request"
    assert kind(said(16, error)) == "error"
    assert kind(said(16, nlmsg(3, bytes(4), flags=2))) == "ack"
    assert kind(said(16, nlmsg(16, genlmsg(1, b""), flags=0, portid=5))) == "reply"
    assert kind(said(16, nlmsg(16, genlmsg(1, b""), flags=0))) == "event"
    assert kind(said(16, b"\1")) == "problem"
