"""Secrets: hidden wherever they are shown, the same wherever they are used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlscope.context import Context
from nlscope.describe import describe
from nlscope.dissect.secrets import blanked, secrets
from nlscope.encode import attributes
from nlscope.export import clip, json, text
from nlscope.export.values import values
from nlscope.filter.by_field import filter_for
from nlscope.model import HOST_ORDER, Message
from nlscope.roundtrip import encode
from nlscope.session import Session
from nlscope.spec import U32, Attrs, Binary, Hidden, Secret, Str
from nlscope.spec.keys import Key
from nlscope.spec.secret import disclose
from tests.support import CAPTURES, attr, message, nlmsg, registry, session

KEY = bytes(range(65, 97))
ALG = b"cbc(aes)".ljust(64, b"\0")


@pytest.fixture(autouse=True)
def hidden_again() -> Iterator[None]:
    """Leave secrets hidden."""
    yield
    disclose(wanted=False)


@pytest.fixture
def opened() -> Session:
    """Return a capture with keys of IPsec."""
    return session(CAPTURES / "xfrm.pcapng")


def _keyed(opened: Session) -> int:
    return next(n for n, said in enumerate(opened) if secrets(said.root))


def test_nothing_shows_a_key(opened: Session) -> None:
    """Rows, trees, JSON and copies hold no key of any message; bytes of it are dots."""
    found = 0
    for n, said in enumerate(opened):
        for start, end in secrets(said.root):
            if end - start < 8:
                continue  # a null cipher has no key
            found += 1
            raw = said.message.data[start:end]
            shown = "\n".join([*text.cells(said, 0), *text.tree(said)])
            shown += json.line(said, None).decode()
            shown += "".join(clip.messages(opened, [n], form) for form in clip.FORMS)
            for form in (raw.hex(), raw.hex(" "), raw.hex(":")):
                assert form not in shown
            assert f"({end - start} bytes hidden)" in shown
            assert "·· ··" in shown
    assert found > 4


def test_they_are_shown_if_asked_for(opened: Session) -> None:
    """The same forms have the key then."""
    n = _keyed(opened)
    start, end = secrets(opened.describe(n).root)[0]
    said = opened.describe(n)
    raw = said.message.data[start:end]
    disclose(wanted=True)
    assert secrets(said.root) == []
    assert raw.hex() in json.line(said, None).decode()
    assert raw.hex(" ") in "\n".join(text.tree(said))
    assert raw.hex(" ") in clip.messages(opened, [n], "hex")


def test_they_are_encoded_as_they_are(opened: Session) -> None:
    """What decodes to a hidden value is made again from it."""
    said = opened.describe(_keyed(opened))
    assert encode(said.root, HOST_ORDER) == said.root.data
    assert "hidden" in str(values(said.root))


def test_a_filter_by_a_secret_asks_whether_there_is_one() -> None:
    """Filter by field does not write the value down."""
    said = describe(_wireguard(KEY), registry(), _context())
    device = said.root.items[-1]
    made = filter_for(said.root, [device])
    assert made == "wireguard.private_key"


def _context() -> Context:
    made = Context()
    made._names.tell((0, 30), 1, "wireguard")
    return made


def _wireguard(key: bytes) -> Message:
    return message(16, nlmsg(30, b"\x01\x01\0\0" + attr(3, key)))


@pytest.mark.parametrize("key", [KEY, KEY[:5], KEY + b"more"])
def test_a_key_of_a_wrong_length_is_hidden_too(key: bytes) -> None:
    """Too short, too long, or running past the end."""
    said = describe(_wireguard(key), registry(), _context())
    shown = "\n".join(text.tree(said)) + json.line(said, None).decode()
    assert key[:5].hex() not in shown
    assert key[:5].hex(" ") not in shown
    assert f"({min(len(key), 32)} bytes hidden)" in shown
    assert sum(end - start for start, end in secrets(said.root)) == len(key)
    assert b"more".hex(" ") not in shown


def test_a_key_that_is_cut_off_is_hidden() -> None:
    """An attribute that runs past the end, as a snapshot length leaves it."""
    data = bytearray(nlmsg(30, b"\x01\x01\0\0" + attr(3, KEY)))
    data[20] = 80
    said = describe(message(16, bytes(data)), registry(), _context())
    shown = "\n".join(text.tree(said)) + json.line(said, None).decode()
    assert KEY.hex(" ") not in shown
    assert KEY.hex() not in shown
    assert "80" in shown


def test_values() -> None:
    """A hidden value is equal to what it hides, and encoded like it."""
    table = Attrs("", {1: "a" / Secret(Binary), 2: "b" / Secret(Str), 3: "c" / Secret(U32)})
    plain = Attrs("X", {1: "a" / Binary, 2: "b" / Str, 3: "c" / U32})
    real = {"a": b"\x01", "b": "pass", "c": 7}
    hidden = {name: Hidden(value, 4) for name, value in real.items()}
    assert attributes(table, hidden, "<") == attributes(plain, real, "<")
    assert hidden == real
    assert f"{hidden['a']} {Hidden(b'', 1)}" == "(4 bytes hidden) (1 byte hidden)"
    assert attributes(Attrs("X", {1: "k" / Secret(Key)}), {"k": KEY.hex()}, "<")[4:] == KEY


def test_blanked() -> None:
    """Zeros stand in the place of spans, cut to what there is."""
    assert blanked(b"abcdef", [(1, 3), (5, 9)]) == b"a\0\0de\0"
    assert blanked(b"cdef", [(1, 3), (5, 9)], 2) == b"\0de\0"


def test_every_family_s_secrets_are_marked() -> None:
    """No table says "secret" in words only."""
    for path in (Path(__file__).parents[2] / "dissectors").glob("*.py"):
        assert '* "secret"' not in path.read_text()
