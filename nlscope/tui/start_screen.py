"""The first screen: what can be opened, and what this machine can capture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from nlscope.tui.machine import live_capture
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

_CAPTURES = (".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz")
_SHOWN = 200


class _Opener(Protocol):
    def open(self, path: str, *, follow: bool = False) -> str: ...


def captures(folder: Path) -> list[Path]:
    """Return the capture files of a folder, the newest first."""
    try:
        found = [p for p in folder.iterdir() if p.name.endswith(_CAPTURES)]
        return sorted(found, key=lambda p: -p.stat().st_mtime)[:_SHOWN]
    except OSError:
        return []


class StartScreen(Screen[None]):
    """Shown when nothing was asked for."""

    CSS_PATH = "start_screen.tcss"
    HELP_TITLE = "First screen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "path", "Open a path", id="start.path"),
    ]

    def __init__(self, recent: Iterable[str] = ()) -> None:
        super().__init__()
        known = [path for path in map(Path, recent) if path.exists()]
        here = [p for p in captures(Path()) if p.absolute() not in known]
        self._recent = bool(known)
        self._files = [*known, *here]

    def compose(self) -> ComposeResult:
        """Make the screen."""
        possible, reason = live_capture()
        with Vertical(id="start"):
            yield Label("nlscope", id="start-title")
            yield Label("capture and decode Linux netlink", id="start-motto")
            yield Static(_ways(), id="start-ways", markup=False)
            yield Static(
                f"Live capture is {'possible' if possible else 'not possible'}: {reason}.",
                id="start-live",
                markup=False,
                classes="-yes" if possible else "-no",
            )
            yield Label(self._heading(),
                        id="start-list")  # fmt: skip
            yield OptionList(*(_option(path) for path in self._files), compact=True)
            yield Input(placeholder="path of a pcap or pcapng file", compact=True)
            yield Label("", id="start-error", markup=False)
        yield Footer(compact=True)

    def _heading(self) -> str:
        if not self._files:
            return "No captures in this folder."
        return "Recent, and captures here" if self._recent else "Captures here"

    def on_mount(self) -> None:
        """Be ready to choose, or to type if there is nothing to choose from."""
        self.query_one(OptionList).display = bool(self._files)
        self.query_one(OptionList if self._files else Input).focus()

    def action_path(self) -> None:
        """Type a path."""
        self.query_one(Input).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(str(self._files[event.option_index]))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if event.value:
            self._open(str(Path(event.value).expanduser()))

    def _open(self, path: str) -> None:
        error = cast("_Opener", cast("Any", self.app)).open(path)
        self.query_one("#start-error", Label).update(safe(error))


def _option(path: Path) -> Option:
    try:
        size = f"{-(-path.stat().st_size // 1024):>8,} KiB"
    except OSError:
        size = "      gone"
    return Option(Text.assemble((size, "dim"), f"  {safe(str(path))}"))


def _ways() -> Text:
    """Return what can be done from the command line."""
    ways = (
        ("nlscope FILE", "open a capture; -f follows it while it grows"),
        ("nlscope read FILE", "print it as text or JSON"),
        ("nlscope --help", "all commands"),
    )
    return Text("\n").join(
        Text.assemble((f"{command:<20}", "bold"), words) for command, words in ways
    )
