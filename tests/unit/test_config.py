from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from nlscope.commands.config import config
from nlscope.config import Config, ConfigError, default_path, load, parse
from nlscope.tui import settings


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()


def test_everything() -> None:
    made = parse(
        'columns = ["no", "type"]\ntime = "delta"\ntheme = "x"\n'
        '[colours]\nerror = "#ff0000"\n[keys]\ngo.error = "x,y"\n"app.quit" = "Q"\n'
    )
    assert made == Config(
        ("no", "type"), "delta", "x", {"error": "#ff0000"},
        {"go.error": "x,y", "app.quit": "Q"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("time = ", "Invalid value"),
        ("tme = 1", 'there is no setting "tme"; did you mean "time"?'),
        ('time = "soon"', 'time cannot be "soon"; there are relative, absolute, delta'),
        ("time = 3", "time must be a text in quotes"),
        ('columns = "no"', "columns must be a list of names"),
        ('columns = ["typ"]', 'columns: there is no "typ"; did you mean "type"?'),
        ('columns = ["no", "no"]', "a column is there twice"),
        ('theme = "dork"', 'there is no theme "dork"; did you mean "dark"?'),
        ('colours = "red"', "colours must be a section: [colours]"),
        ('[colours]\nerror = "red"', 'colours.error is "red", which is not like'),
        ('[colours]\nerorr = "#000000"', 'did you mean "error"?'),
        ('[keys]\ngo.eror = "x"', 'keys: there is no "go.eror"; did you mean "go.error"?'),
        ('[keys]\ngo.error = ""', 'keys."go.error" is "": give keys'),
        ("[keys]\ngo.error = 1", "keys.go.error must be a text in quotes"),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path, ["dark"] if "dork" in text else [], ["go.error"])
    told = str(caught.value)
    assert told.startswith(f"{path}: ")
    assert words in told
    assert "\n" not in told


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="codec"):
        load(path)
    with pytest.raises(ConfigError, match="Is a directory"):
        load(tmp_path)


def test_the_documented_file_is_right_and_complete() -> None:
    text = CliRunner().invoke(config, []).output
    assert parse(text) == Config()
    bare = "\n".join(
        line.removeprefix("#") if not line.startswith("# ") else line
        for line in text.splitlines()
    )
    made = parse(bare, settings.THEMES, tuple(name for name, _, _ in settings.bindings()))
    assert set(tomllib.loads(bare)) == {
        "columns",
        "time",
        "theme",
        "secrets",
        "colours",
        "keys",
    }
    assert made.keys["go.error"] == "e"
    assert made.columns == Config().columns


def test_path_and_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    run = CliRunner().invoke
    assert run(config, ["--path"]).output == f"{tmp_path}/nlscope/config.toml\n"
    assert "is not there" in run(config, ["--check"]).output
    default_path().parent.mkdir()
    default_path().write_text('[keys]\nno.such = "x"\n')
    done = run(config, ["--check"])
    assert done.exit_code == 1
    assert 'there is no "no.such"' in done.output
