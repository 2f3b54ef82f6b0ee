"""The user's settings and state, as the parts of the application find them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.theme import BUILTIN_THEMES

from nlscope.config import COLOURS, Config, ConfigError, default_path, load
from nlscope.state import State
from nlscope.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.theme import Theme

_VARIABLES = {
    "request": "text-primary", "event": "text-success", "error": "text-error",
    "problem": "text-warning", "value": "text-accent", "muted": "text-muted",
}  # fmt: skip
THEMES = (DARK.name, LIGHT.name, *BUILTIN_THEMES)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user wants, and did before."""

    config: Config = field(default_factory=Config)
    state: State = field(default_factory=State)


def coloured(theme: Theme, colours: Mapping[str, str]) -> Theme:
    """Return a theme with some of its colours replaced."""
    variables = {_VARIABLES[n]: c for n, c in colours.items() if n in _VARIABLES}
    plain = {n: c for n, c in colours.items() if n not in _VARIABLES}
    return replace(theme, variables={**theme.variables, **variables}, **plain)  # type: ignore[arg-type]


def colours() -> dict[str, str]:
    """Return the colours of the dark theme, by the names of the configuration."""
    return {
        name: DARK.variables[_VARIABLES[name]]
        if name in _VARIABLES
        else getattr(DARK, name)
        for name in COLOURS
    }


def bindings() -> Iterator[tuple[str, str, str]]:
    """Yield the id, the keys and the help of every binding that can be changed."""
    from nlscope.tui.app import NlscopeApp  # noqa: PLC0415  # it imports this
    from nlscope.tui.main_screen import MainScreen  # noqa: PLC0415
    from nlscope.tui.panes import Panes  # noqa: PLC0415

    places = (NlscopeApp, MainScreen, Panes, *_widgets())
    known: set[str] = set()
    for place in places:
        for binding in vars(place).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.id not in known:
                known.add(binding.id)
                yield binding.id, binding.key, binding.tooltip or binding.description


def _widgets() -> tuple[type, ...]:
    from nlscope.tui import (  # noqa: PLC0415
        copy_menu,
        craft_form,
        craft_hex,
        craft_screen,
        cursor_view,
        families_screen,
        family_views,
        field_tree,
        filter_bar,
        find_bar,
        hex_view,
        message_list,
        stats_screen,
        stats_table,
        timeline,
    )

    return (
        message_list.MessageList, field_tree.FieldTree, hex_view.HexView,
        cursor_view.CursorView,
        filter_bar._Line, find_bar.FindBar, stats_screen.StatsScreen,  # noqa: SLF001
        stats_table.StatsTable, timeline.TimelineView, copy_menu.CopyMenu,
        families_screen.FamiliesScreen, family_views.FamilyList, family_views.Details,
        craft_screen.CraftScreen, craft_form.CraftForm, craft_hex.HexEdit,
    )  # fmt: skip


def read() -> Config:
    """Return the user's configuration; ConfigError if there is a mistake in it."""
    path = default_path()
    config = load(path, THEMES, (name for name, _, _ in bindings()))
    if not config.keys.get("app.quit", "q"):
        message = f"{path}: app.quit needs a key"
        raise ConfigError(message)
    return config
