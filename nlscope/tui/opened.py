"""The captures that are open: opened, started, switched between, saved before they go."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from textual import work
from textual.binding import Binding

from nlscope.capture.source import CaptureError
from nlscope.tui import screens
from nlscope.tui.capture import Capture
from nlscope.tui.machine import live_capture
from nlscope.tui.main_screen import MainScreen
from nlscope.tui.paint import safe
from nlscope.tui.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlscope.capture.live import Live, Starter
    from nlscope.registry import Registry
    from nlscope.tui.settings import Settings

_WATCH = 0.5  # seconds between two looks at the captures out of sight
KEYS = [
    Binding("S", "capture", "Capture", id="capture.toggle",
            tooltip="Stop the live capture, or start another one; the old one stays"),
    Binding("O", "open", "Open", id="capture.open",
            tooltip="Open another capture, or start one; this one goes on underneath"),
    Binding("full_stop", "turn(1)", "Next capture", show=False, key_display=".",
            id="capture.next", tooltip="Go to the next of the open captures"),
    Binding("comma", "turn(-1)", "Previous capture", show=False, key_display=",",
            id="capture.previous", tooltip="Go to the open capture before"),
    Binding("ctrl+w", "close", "Close capture", show=False, id="capture.close",
            tooltip="Stop and close this capture"),
]  # fmt: skip


class Opened(Program):
    """The part of the program that holds the open captures, a screen each."""

    def __init__(
        self, registry: Registry, settings: Settings, starter: Starter, **more: Any
    ) -> None:
        super().__init__(registry, settings, **more)
        self.starter = starter
        self.opened: list[MainScreen] = []
        self._told: set[MainScreen] = set()
        self._made = 0

    @property
    def captures(self) -> list[MainScreen]:
        """The screens of the open captures, in the order of opening."""
        return self.opened

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what concerns a capture where one is in sight."""
        below = (each for each in reversed(self.screen_stack) if not each.is_modal)
        sight = next(below, None)
        if action in ("capture", "turn", "close", "merge"):
            return isinstance(sight, MainScreen)
        if action == "open":
            return not screens.shows(sight, "StartScreen")
        return super().check_action(action, parameters)

    # --- open --------------------------------------------------------------------

    def open(self, path: str, *, follow: bool = False) -> str:
        """Show a capture file; return why that is not possible, or ""."""
        path = os.path.abspath(path)  # noqa: PTH100
        for screen in self.opened:
            if screen.capture.path == path:
                self.show(screen)
                return ""
        return self._open(path, follow=follow)

    def _open(self, path: str, *, follow: bool = False, live: Live | None = None) -> str:
        try:
            self.add(Capture(path, self.tables, follow=follow, live=live))
        except CaptureError as error:
            return str(error)
        return ""

    def add(self, capture: Capture) -> None:
        """Show a capture on a screen of its own."""
        passing = capture.live is not None and capture.live.temporary
        if capture.path != "-" and not (passing or self.starter.owns(capture.path)):
            self.settings.state.opened(os.path.abspath(capture.path))  # noqa: PTH100
        if capture.live is not None and not self._made:
            self.set_interval(_WATCH, self._watch)
        self._made += 1
        screen = MainScreen(capture)
        self.install_screen(screen, f"capture-{self._made}")
        self.opened.append(screen)
        self.show(screen)
        if capture.report is not None and (refused := capture.report.refused):
            self.notify(f"Not joined: {safe(refused)}.", markup=False, timeout=10)

    def show(self, screen: MainScreen) -> None:
        """Put the screen of a capture on top."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, MainScreen):
            self.pop_screen()
        if isinstance(self.screen, MainScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def ask(self, trouble: str = "") -> None:
        """Show what can be opened."""
        shown = self.screen
        current = shown if isinstance(shown, MainScreen) else None
        names = [(each is current, each.capture) for each in self.opened]
        recent = self.settings.state.recent
        self.push_screen(screens.StartScreen(recent, self.starter, names, trouble))

    def action_open(self) -> None:
        """Ask what to open."""
        if not screens.shows(self.screen, "StartScreen"):
            self.ask()

    def action_turn(self, steps: int) -> None:
        """Go to another of the open captures."""
        if not isinstance(self.screen, MainScreen) or len(self.opened) < 2:
            return
        at = self.opened.index(self.screen) + steps
        self.show(self.opened[at % len(self.opened)])

    def turn_to(self, number: int) -> None:
        """Go to one of the open captures, counted from 0."""
        self.show(self.opened[number])

    # --- live captures -----------------------------------------------------------

    def action_capture(self) -> None:
        """Stop the live capture in sight, or start one."""
        screen = self.screen
        capture = screen.capture if isinstance(screen, MainScreen) else None
        if capture is not None and capture.live is not None and capture.running:
            capture.live.end()
        elif capture is not None and capture.live is not None and capture.live.target:
            self.start_demo()
        else:
            self.start_live()

    def start_live(self) -> None:
        """Start a live capture, and show it."""
        if not self.starter.able:
            reason = self.starter.reason or live_capture()[1]
            words = f"Live capture is not possible: {safe(reason)}."
            self.notify(words, severity="error", markup=False, timeout=10)
            return
        self.notify("Starting the capture ...", timeout=1)
        self._start()

    @work(exclusive=True, group="start", thread=True)
    def _start(self) -> None:
        try:
            live = self.starter.live()
        except CaptureError as error:
            words = f"The capture cannot start: {safe(str(error))}"
            self.call_from_thread(self.notify, words, severity="error", markup=False)
            return
        self.call_from_thread(self._open, live.path, live=live)

    def start_demo(self) -> None:
        """Start the simulated kernel, and show it."""
        live = self.starter.demo()
        self._open(live.path, live=live)

    def _watch(self) -> None:
        """Tell of a capture that failed, or lost frames out of sight."""
        for screen in self.opened:
            report = screen.capture.report
            if report is None or screen in self._told:
                continue
            words = report.text
            if report.drops and screen not in self.screen_stack:
                words = words or f"{report.drops:,} frames dropped"
            if words:
                self._told.add(screen)
                words = f"{safe(screen.capture.name)}: {safe(words)}"
                self.notify(words, severity="error", markup=False, timeout=10)

    # --- close -------------------------------------------------------------------

    def action_close(self) -> None:
        """Close the capture in sight; ask if something would be lost."""
        if isinstance(self.screen, MainScreen):
            self._leave([self.screen])

    async def action_quit(self) -> None:
        """Quit; ask if something would be lost."""
        if not screens.shows(self.screen, "QuitDialog"):
            self._leave(self.opened)

    @work(exclusive=True, group="leave")
    async def _leave(self, chosen: Iterable[MainScreen]) -> None:
        leaving, all_of_them = list(chosen), chosen is self.opened
        losing = [screen for screen in leaving if screen.losses()]
        if losing:
            losses = [(each.capture.name, each.losses()) for each in losing]
            answer = await self.push_screen_wait(
                screens.QuitDialog(losses, quits=all_of_them)
            )
            if answer == "cancel" or (answer == "save" and not await self._saved(losing)):
                return
        if all_of_them:
            self.exit()
        else:
            self._drop(leaving[0])

    async def _saved(self, chosen: Iterable[MainScreen]) -> bool:
        """Ask where each is to be saved; return whether all of them are."""
        for screen in chosen:
            self.show(screen)
            if screen.capture.live is not None:
                screen.capture.live.end()
            if not await screen.save_all():
                return False
        return True

    def _drop(self, screen: MainScreen) -> None:
        if screen.capture.live is not None:
            screen.capture.live.end()
        others = [each for each in self.opened if each is not screen]
        if others:
            self.show(others[min(self.opened.index(screen), len(others) - 1)])
        else:
            self.pop_screen()
        self.opened[:] = others
        self.uninstall_screen(screen)
        self.call_later(screen.remove)
        if not others:
            self.ask()
