from __future__ import annotations

import pytest

from nlscope.spec import Misfit
from nlscope.spec.keys import Key

TEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def test_both_ways() -> None:
    assert Key.decode(bytes(range(32))) == TEXT
    assert Key.encode(TEXT) == bytes(range(32))
    assert Key.encode(bytes(range(32)).hex()) == bytes(range(32))


@pytest.mark.parametrize("text", ["AAEC", "not base64!", b"short"])
def test_what_is_no_key(text: str | bytes) -> None:
    with pytest.raises(Misfit):
        Key.encode(text)
