"""The first screen: what can be opened or started, and what this machine can capture."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from nlscope.machine import gather
from nlscope.tui.hints import Hints
from nlscope.tui.machine import live_capture, ways
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from nlscope.capture.live import Starter
    from nlscope.tui.capture import Capture

_CAPTURES = (".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz")
_SHOWN = 200
_TITLE = Text.assemble(("nlscope", "bold"), ("  capture and decode Linux netlink", "dim"))


class _Opener(Protocol):
    def open(self, path: str, *, follow: bool = False) -> str: ...
    def turn_to(self, number: int) -> None: ...
    def start_live(self) -> None: ...
    def start_demo(self) -> None: ...


class Choice(NamedTuple):
    """An entry: "live", "demo", "open" (a number) or "file" (a path), and its words."""

    kind: str
    value: str
    words: Text


def captures(folder: Path) -> list[Path]:
    """Return the capture files of a folder, the newest first."""
    try:
        found = [p for p in folder.iterdir() if p.name.endswith(_CAPTURES)]
        return sorted(found, key=lambda p: -p.stat().st_mtime)[:_SHOWN]
    except OSError:
        return []


class StartScreen(Screen[None]):
    """What can be opened; shown when nothing was asked for, and by a key.

    opened are the captures that are open, each with whether it is the one in sight.
    """

    CSS_PATH = "start_screen.tcss"
    HELP_TITLE = "First screen"
    VERTICAL_BREAKPOINTS: ClassVar[  # type: ignore[misc]
        list[tuple[int, str]] | None
    ] = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "live", "Capture live", id="start.live"),
        Binding("d", "demo", "Demo", id="start.demo"),
        Binding("o", "path", "Open a path", id="start.path"),
        Binding("escape", "back", "Back", id="start.back"),
    ]

    def __init__(
        self,
        recent: Iterable[str],
        starter: Starter,
        opened: Sequence[tuple[bool, Capture]] = (),
        trouble: str = "",
    ) -> None:
        super().__init__()
        known = [path for path in map(Path, recent) if path.exists()]
        here = [p for p in captures(Path()) if p.absolute() not in known]
        self._able, self._reason = starter.able, starter.reason
        self._trouble = trouble
        self._choices = [
            *(_running(n, each) for n, (_, each) in enumerate(opened)),
            *_starts(able=self._able),
            *(Choice("file", str(path), _file(path)) for path in [*known, *here]),
        ]
        self._current = next((n for n, (now, _) in enumerate(opened) if now), 0)
        self._opened = len(opened)

    def compose(self) -> ComposeResult:
        """Make the screen."""
        facts = gather()
        with Vertical(id="start"):
            yield Static(_TITLE, id="start-title")
            yield Static(self._live(live_capture(facts)[1]), id="start-live", markup=False,
                         classes="-yes" if self._able else "-no")  # fmt: skip
            yield Static(safe(self._trouble), id="start-trouble", markup=False)
            yield OptionList(*(Option(each.words) for each in self._choices), compact=True)
            yield Input(placeholder="path of a pcap or pcapng file", compact=True)
            yield Label("", id="start-error", markup=False)
            yield Label("From the command line", id="start-more")
            yield Static(_commands(ways(facts)), id="start-ways", markup=False)
        yield Hints()

    def _live(self, found: str) -> str:
        if self._able:
            return f"Live capture is possible: {found}."
        return f"Live capture is not possible: {safe(self._reason or found)}."

    def on_mount(self) -> None:
        """Be ready to choose."""
        self.query_one("#start-trouble").display = bool(self._trouble)
        self.query_one("#start-error").display = False
        chosen = self.query_one(OptionList)
        chosen.highlighted = self._current
        chosen.focus()
        # Opened while the program starts, it would stay empty: Textual lays it out once,
        # before its parts are there.
        self.set_timer(0.2, partial(self.refresh, layout=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done."""
        if action == "live":
            return self._able
        if action == "back":
            return bool(self._opened)
        return super().check_action(action, parameters)

    def action_path(self) -> None:
        """Type a path."""
        self.query_one(Input).focus()

    def action_live(self) -> None:
        """Start a live capture."""
        self._opener.start_live()

    def action_demo(self) -> None:
        """Start the simulated kernel."""
        self._opener.start_demo()

    def action_back(self) -> None:
        """Go back to the capture."""
        self.dismiss()

    @property
    def _opener(self) -> _Opener:
        return cast("_Opener", cast("Any", self.app))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, value, _ = self._choices[event.option_index]
        if kind == "file":
            self._open(value)
        elif kind == "open":
            self._opener.turn_to(int(value))
        elif kind == "live":
            self.action_live()
        else:
            self.action_demo()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if event.value:
            self._open(str(Path(event.value).expanduser()))

    def _open(self, path: str) -> None:
        error = self._opener.open(path)
        if error:
            line = self.query_one("#start-error", Label)
            line.update(safe(error))
            line.display = True


def _running(number: int, capture: Capture) -> Choice:
    """Return the entry of a capture that is open."""
    count = len(capture.session.store)
    sign = "● live" if capture.running else "open"
    about = (f"{sign:>12}", "bold"), f"  {safe(capture.name)}", (f"  {count:,}", "dim")
    return Choice("open", str(number), Text.assemble(*about))


def _starts(*, able: bool) -> list[Choice]:
    """Return the entries that start something."""
    start = "       start", "bold"
    live = Text.assemble(start, "  Capture live")
    demo = Text.assemble(start, "  Demo: a simulated kernel with traffic")
    return [Choice("live", "", live)] * able + [Choice("demo", "", demo)]


def _file(path: Path) -> Text:
    try:
        size = f"{-(-path.stat().st_size // 1024):>8,} KiB"
    except OSError:
        size = "        gone"
    return Text.assemble((size, "dim"), f"  {safe(str(path))}")


def _commands(known: Iterable[tuple[str, str]]) -> Text:
    """Return what can be done from the command line."""
    return Text("\n").join(
        Text.assemble((f"{command:<27}", "bold"), words) for command, words in known
    )
