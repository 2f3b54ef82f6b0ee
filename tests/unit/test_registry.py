from __future__ import annotations

import types
from pathlib import Path

import pytest

import dissectors
from nlscope.registry import Registry
from nlscope.spec import Constants, Genl
from tests.support import registry


def test_every_file_is_loaded_and_every_family_named() -> None:
    files = [p.stem for p in Path(dissectors.__path__[0]).glob("*.py") if p.stem[0] != "_"]
    names = [family.name for family in registry()]
    assert len(names) == len(set(names))
    assert len(names) >= len(files)
    assert "nlctrl" in names


def test_a_file_without_a_family_is_named(tmp_path: Path) -> None:
    package = types.ModuleType("pytest_empty_dissectors")
    package.__path__ = [str(tmp_path)]
    (tmp_path / "_shared.py").write_text("")
    (tmp_path / "broken.py").write_text("X = 1\n")
    import sys  # noqa: PLC0415

    sys.modules[package.__name__] = package
    with pytest.raises(ValueError, match=r"broken.py:1: .*broken has no FAMILY"):
        Registry().load(package)
    (tmp_path / "broken.py").rename(tmp_path / "wrong.py")
    (tmp_path / "wrong.py").write_text("FAMILY = 'link'\n")
    with pytest.raises(ValueError, match=r"wrong.py:1: .*wrong has no FAMILY"):
        Registry().load(package)


def test_lookups() -> None:
    made = registry()
    nlctrl = made.genl("nlctrl")
    assert nlctrl is not None
    assert made.fixed_id(16) == "nlctrl"
    assert made.genl("nosuch") is None
    assert made.family(0, 9999) is None


def test_the_last_added_wins() -> None:
    made = Registry()
    first, second = Genl("x", Constants), Genl("x", Constants)
    made.add(first)
    made.add(second)
    assert made.genl("x") is second
