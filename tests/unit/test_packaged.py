"""The built-in families, imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path

import pytest

import dissectors
from dissectors._index import INDEX
from nlscope.packaged import Packaged, index
from nlscope.registry import Registry
from nlscope.schema.fault import SchemaError
from nlscope.spec import NETFILTER, ROUTE
from tests.support import CAPTURES, registry


def test_the_index_tells_what_the_modules_hold() -> None:
    """A line is missing or wrong: dissectors/_index.py has one for each module."""
    assert index(dissectors) == INDEX


def test_no_two_modules_are_found_by_the_same() -> None:
    places = [place for listed in INDEX.values() for place in listed]
    assert len(places) == len(set(places))


def test_it_is_the_same_as_everything_loaded() -> None:
    lazy = Registry(Packaged(dissectors, INDEX))
    assert lazy.genl("wireguard") is registry().genl("wireguard")
    assert lazy.fixed_id(16) == "nlctrl"
    assert lazy.family(ROUTE, 16) is registry().family(ROUTE, 16)
    assert lazy.family(NETFILTER, 10 << 8) is registry().family(NETFILTER, 10 << 8)
    for protocol, number in ((9, 1300), (30, 7), (15, 0), (9, 1), (0, 999), (12, 0xEE00)):
        assert lazy.family(protocol, number) is registry().family(protocol, number)
    assert lazy.origins("wireguard") == ["built-in"]
    assert lazy.genl("nobody") is None
    assert list(lazy) == list(registry())


def test_a_capture_of_links_imports_no_wireless_tables() -> None:
    read = "cli(['read', sys.argv[1]], standalone_mode=False)"
    names = "[n for n in ('rt_link', 'nl80211') if 'dissectors.' + n in sys.modules]"
    script = f"import sys; from nlscope.cli import cli; {read}; print({names})"
    path = str(CAPTURES / "link_basic.pcapng")
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "['rt_link']"


def test_a_module_that_the_index_does_not_name_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = types.ModuleType("pytest_own_dissectors")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, package.__name__, package)
    (tmp_path / "mine.py").write_text(
        "from nlscope.spec import Constants, Genl\nFAMILY = Genl('mine', Constants)\n"
    )
    found = Registry(Packaged(package, INDEX)).genl("mine")
    assert found is not None
    assert found.name == "mine"
    (tmp_path / "other.py").write_text("X = 1\n")
    with pytest.raises(SchemaError, match=r"other.py:1: .*other has no FAMILY"):
        Packaged(package, INDEX)
