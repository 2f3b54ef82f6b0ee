from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from nlscope import templates
from nlscope.context import Context
from nlscope.describe import describe
from nlscope.draft import Draft
from nlscope.drafts import empty
from nlscope.form import Form
from nlscope.model import HOST_ORDER, PACKET_KERNEL, Frame, Message
from nlscope.spec import Misfit
from tests.support import attr, nlmsg, registry


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def keep(name: str, draft: Draft) -> Path:
    return templates.save(name, draft, Form(draft, registry()).said)


@pytest.mark.parametrize(
    "draft",
    [
        empty(registry(), "link", "NEWLINK").with_piece((), attr(4, b"\1\2")),
        empty(registry(), "CONTROL_EXMPL", "ECHO"),
        empty(registry(), "link", "GETLINK").set_member("length", 3),
        Draft(17, b"\0\xff"),
    ],
)
def test_a_template_is_the_very_message(draft: Draft) -> None:
    keep("one", draft)
    assert templates.load("one", registry()) == draft
    assert templates.names() == ["one"]


def test_what_read_json_prints_is_a_template() -> None:
    path = keep("one", empty(registry(), "link", "NEWLINK"))
    held = {"type": "RTM_NEWLINK", "flags": ["REQUEST"], "fields": {"ifname": "d0"}}
    path.write_text(json.dumps(held))
    made = templates.load("one", registry())
    wanted = nlmsg(16, bytes(16) + attr(3, b"d0\0"), flags=1, seq=0)
    assert made.data.ljust(len(wanted), b"\0") == wanted


@pytest.mark.parametrize("text", ["", "[]", "{", '{"type": 3}', '{"hex": 4, "order": "<"}'])
def test_what_is_no_template(text: str) -> None:
    path = keep("one", empty(registry(), "link", "NEWLINK"))
    path.write_text(text)
    with pytest.raises(Misfit):
        templates.load("one", registry())


@pytest.mark.parametrize("name", ["", "../up", ".hidden", "a/b", "\x1b[2J"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(Misfit, match="is no name"):
        keep(name, Draft(0, b""))


def test_there_is_none() -> None:
    assert templates.names() == []
    with pytest.raises(Misfit, match="cannot open"):
        templates.load("none", registry())


def test_a_message_of_another_byte_order() -> None:
    other = ">" if HOST_ORDER == "<" else "<"
    body = struct.pack(other + "BxHiII", 0, 0, 7, 1, 1)
    body += struct.pack(other + "HHI", 8, 4, 1400)
    data = struct.pack(other + "IHHII", 16 + len(body), 16, 5, 3, 0) + body
    frame = Frame(1, 0, 0, PACKET_KERNEL, data, len(data), other)
    said = describe(Message(1, frame, 0, len(data), 16, 5, 3, 0), registry(), Context())
    made = templates.of_host(said, registry())
    wanted = struct.pack("=BxHiII", 0, 0, 7, 1, 1) + attr(4, struct.pack("=I", 1400))
    assert made.data == nlmsg(16, wanted, flags=5, seq=0)
