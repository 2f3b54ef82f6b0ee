"""The configuration file: columns, time format, colours and keys of the screen."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

COLUMNS = (
    "no", "time", "protocol", "direction", "type", "flags", "seq", "port", "source",
    "process", "len", "latency",
)  # fmt: skip
TIMES = ("relative", "absolute", "local", "delta")
COLOURS = (
    "background", "foreground", "surface", "panel", "primary", "accent",
    "request", "event", "error", "problem", "value", "muted",
)  # fmt: skip
_KEYS = ("columns", "time", "theme", "secrets", "colours", "keys")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LARGEST = 1 << 20  # bytes


class ConfigError(ValueError):
    """A mistake in the file; its text is a sentence that names the file."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user wants otherwise; keys are by the id of a binding."""

    columns: tuple[str, ...] = COLUMNS
    time: str = TIMES[0]
    theme: str = "nlscope-dark"
    colours: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    secrets: bool = False


def default_path() -> Path:
    """Return where the file is looked for."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "nlscope" / "config.toml"


def load(path: Path, themes: Iterable[str] = (), ids: Iterable[str] = ()) -> Config:
    """Return the configuration of a file, the defaults if there is none.

    Themes and ids are the names of those that exist; none are checked if not given.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise ConfigError(message) from None
    if len(text) > _LARGEST:
        message = f"{path}: it is larger than 1 MiB"
        raise ConfigError(message)
    try:
        return parse(text.decode(), tuple(themes), ids)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ConfigError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from None


def parse(text: str, themes: tuple[str, ...] = (), ids: Iterable[str] = ()) -> Config:
    """Return the configuration of a text; ids are looked at if it sets keys."""
    made = tomllib.loads(text)
    for name in made:
        _among("there is no setting", name, _KEYS)
    config = Config(
        tuple(_columns(made.get("columns", list(COLUMNS)))),
        _text("time", made.get("time", TIMES[0])),
        _text("theme", made.get("theme", Config().theme)),
        _table("colours", made.get("colours", {})),
        _table("keys", made.get("keys", {})),
        _flag("secrets", made.get("secrets", False)),
    )
    _among("time cannot be", config.time, TIMES)
    if themes:
        _among("there is no theme", config.theme, themes)
    for name, colour in config.colours.items():
        _among("colours: there is no", name, COLOURS)
        if not _COLOUR.fullmatch(colour):
            message = f'colours.{name} is "{colour}", which is not like "#4f9be0"'
            raise ConfigError(message)
    known = tuple(ids) if config.keys else ()
    for name, keys in config.keys.items():
        if known:
            _among("keys: there is no", name, known)
        if not all(key.strip() for key in keys.split(",")):
            message = f'keys."{name}" is "{keys}": give keys separated by commas'
            raise ConfigError(message)
    return config


def _columns(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        message = 'columns must be a list of names, like ["no", "time", "type"]'
        raise ConfigError(message)
    for name in value:
        _among("columns: there is no", name, COLUMNS)
    if len(set(value)) != len(value):
        message = "columns: a column is there twice"
        raise ConfigError(message)
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        message = f"{name} must be a text in quotes"
        raise ConfigError(message)
    return value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        message = f"{name} must be true or false"
        raise ConfigError(message)
    return value


def _table(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        message = f"{name} must be a section: [{name}]"
        raise ConfigError(message)
    flat = dict(_flat(value))
    return {key: _text(f"{name}.{key}", each) for key, each in flat.items()}


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """Yield what is in a table by dotted names: go.error = "e" needs no quotes."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def _among(words: str, name: str, known: tuple[str, ...]) -> None:
    if name in known:
        return
    near = get_close_matches(name, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(known[:20])}"
    message = f'{words} "{name}"; {hint}'
    raise ConfigError(message)


def documented(
    themes: Iterable[str],
    colours: Mapping[str, str],
    keys: Iterable[tuple[str, str, str]],
) -> str:
    """Return a file of the defaults, all of them as comments; keys are (id, keys, help)."""
    default = Config()
    columns = ", ".join(f'"{name}"' for name in default.columns)
    lines = [
        f"# nlscope's configuration, {default_path()}",
        "# These are the defaults; take away a # to change one.",
        "",
        "# Columns of the message list, in order; the info text is always last.",
        "# Those that do not fit the width are left out.",
        f"#columns = [{columns}]",
        "",
        f"# Times: {', '.join(TIMES)}.",
        f'#time = "{default.time}"',
        "",
        f"# Themes: {', '.join(themes)}.",
        f'#theme = "{default.theme}"',
        "",
        "# Whether keys and passwords are shown.",
        "#secrets = false",
        "",
        "# Colours of both nlscope themes; here are those of the dark one.",
        "#[colours]",
        *(f'#{name} = "{colours[name]}"' for name in COLOURS),
        "",
        "# Keys, separated by commas, by the name of what they do.",
        "#[keys]",
        *(f'#{name} = "{shown}"  # {words}' for name, shown, words in keys),
    ]
    return "\n".join(lines) + "\n"
