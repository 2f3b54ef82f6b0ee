"""Requests sent again, and what came of each beside what came of it then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Label
from textual.worker import get_current_worker

from nlscope.beside import told
from nlscope.diff import Change
from nlscope.tui.cell_list import CellList, Cells
from nlscope.tui.diff_screen import DiffScreen
from nlscope.tui.hints import Hints
from nlscope.tui.paint import safe
from nlscope.tui.replaying import TARGETS, ReplayError, Replaying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from nlscope.store import Store

_TONES = {"same": "good", "differs": "warn", "error": "bad", "no answer": "bad"}


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent again: the numbers of its messages, the first one's text."""

    numbers: tuple[int, ...]
    info: str


class ReplayList(CellList):
    """A line for each request: its number, its text, and what came of it."""

    HELP_TITLE = "Requests"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Differences", id="replay.diff",
                tooltip="Show how the new answer differs from the recorded one"),
    ]  # fmt: skip

    def widths(self, cells: int) -> Sequence[int]:
        """Return the cells of the number, the request, the verdict and the reason."""
        request = max(16, (cells - 19) // 2)
        return 8, request, 11, max(1, cells - 19 - request)


class HereDialog(ModalScreen[bool]):
    """Asks before anything is sent to this machine."""

    CSS_PATH = "diff_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Send", id="here.send"),
        Binding("n,escape,enter", "dismiss(False)", "Cancel", id="here.cancel"),
    ]

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(classes="dialog"):
            count = f"{self._count:,} request{'s' * (self._count != 1)}"
            yield Label(f"Send {count} to this machine?", classes="title")
            yield Label("This may change its state.  y sends, n does not.")


class ReplayScreen(Screen[None]):
    """A replay: the requests, where they go, and what came of them."""

    CSS_PATH = "diff_screen.tcss"
    HELP_TITLE = "Replay"
    AUTO_FOCUS = "ReplayList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "run", "Send", id="replay.run", tooltip="Send the requests"),
        Binding("t", "target", "Target", id="replay.target",
                tooltip="Send to a scratch namespace, the simulated kernel, or here"),
        Binding("escape", "leave", "Stop, back", id="replay.back",
                tooltip="Stop what runs; go back"),
    ]  # fmt: skip

    def __init__(
        self,
        path: str,
        store: Store,
        requests: Iterable[tuple[tuple[int, ...], str]],
        target: str,
        options: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._options = options
        self._path, self._store = path, store
        self._requests = [Request(*each) for each in requests]
        self.target = target
        self.results: dict[int, dict[str, Any]] = {}
        self._replay: Replaying | None = None

    def compose(self) -> ComposeResult:
        """Make the screen."""
        count = len(self._requests)
        about = f"replay of {count:,} request{'s' * (count != 1)}"
        yield Label(about, classes="heading", markup=False)
        yield Label("", id="replay-words", classes="words", markup=False)
        yield ReplayList()
        yield Hints()

    def on_mount(self) -> None:
        """List the requests."""
        view = self.query_one(ReplayList)
        view.heading = ("no", "request", "answer", "why")
        view.show([self._cells(place) for place in range(len(self._requests))])
        self._tell()

    def on_unmount(self) -> None:
        """Leave nothing running."""
        if self._replay is not None:
            self._replay.stop()

    @property
    def running(self) -> bool:
        """Whether requests are being sent."""
        return self._replay is not None

    def _tell(self, more: str = "") -> None:
        words = f"to {TARGETS[self.target]}"
        if self.running:
            words += f" · {len(self.results):,} of {len(self._requests):,} sent"
        elif self.results:
            tally = Counter(str(each["verdict"]) for each in self.results.values())
            words += " · " + ", ".join(f"{n:,} {name}" for name, n in tally.most_common())
        else:
            words += " · y sends, t changes where to"
        self.query_one("#replay-words", Label).update(safe(words + more))

    def _cells(self, place: int) -> Cells:
        request = self._requests[place]
        said = self.results.get(place)
        verdict = "" if said is None else str(said["verdict"])
        tone = _TONES.get(verdict, "muted")
        return (
            (f"{request.numbers[0]:>6}", "muted"), (safe(request.info), "plain"),
            (safe(verdict), tone), (safe(_why(said)), "muted"),
        )  # fmt: skip

    def action_target(self) -> None:
        """Choose the next target."""
        if not self.running:
            names = list(TARGETS)
            self.target = names[(names.index(self.target) + 1) % len(names)]
            self._tell()

    def action_run(self) -> None:
        """Send the requests, after asking where they go to this machine."""
        if self.running:
            return
        if self.target == "here":
            dialog = HereDialog(len(self._requests))
            self.app.push_screen(dialog, lambda agreed: self._start() if agreed else None)
        else:
            self._start()

    def _start(self) -> None:
        numbers = [no for request in self._requests for no in request.numbers]
        try:
            self._replay = Replaying(
                self._path, self._store, numbers, self.target, self._options
            )
        except ReplayError as error:
            self._failed(str(error))
            return
        self.results = {}
        self.on_mount()
        self._send(self._replay)

    @work(exclusive=True, group="replay", thread=True)
    def _send(self, running: Replaying) -> None:
        def tell(call: Callable[..., None], *what: Any) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(call, *what)

        worker = get_current_worker()
        try:
            for step in running.steps():
                tell(self._came, step)
        except (ReplayError, OSError) as error:
            tell(self._failed, str(error))
        tell(self._ended)

    def _came(self, step: dict[str, Any]) -> None:
        numbers = enumerate(request.numbers for request in self._requests)
        place = next((n for n, held in numbers if step["no"] in held), None)
        if place is not None and self.is_mounted:
            self.results[place] = step
            self.query_one(ReplayList).put(place, self._cells(place))
            self._tell()

    def _failed(self, words: str) -> None:
        self.notify(safe(words), severity="error", markup=False, timeout=8)

    def _ended(self) -> None:
        self._replay = None
        if self.is_mounted:
            self._tell()

    @on(CellList.Chosen)
    def _chosen(self, event: CellList.Chosen) -> None:
        said = self.results.get(event.place)
        if said is None or not said["changes"]:
            self.notify("There is no difference to show.", timeout=3)
            return
        found = [
            Change(str(c["path"]), str(c["kind"]), c["before"], c["after"])
            for c in said["changes"]
        ]
        about = f"answer to {said['no']:,} {said['info']}"
        self.app.push_screen(DiffScreen(about, ("recorded", "replayed"), told(found)))

    def action_leave(self) -> None:
        """Stop what runs, or go back."""
        if self._replay is not None:
            self._replay.stop()
        else:
            self.dismiss(None)


def _why(said: dict[str, Any] | None) -> str:
    if said is None:
        return ""
    if said["reason"]:
        return str(said["reason"])
    count = len(said["changes"])
    parts = [f"{count} difference{'s' * (count != 1)}"] if count else []
    return "; ".join([*parts, *map(str, said["notes"])])
