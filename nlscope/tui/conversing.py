"""Requests and answers on the screen: what was rejected, compared, and sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlscope.beside import beside
from nlscope.tui import screens
from nlscope.tui.exchange_note import ExchangeNote
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.hex_view import HexView
from nlscope.tui.output import Output
from nlscope.tui.rejected import Rejected, rejected

if TYPE_CHECKING:
    from nlscope.describe import Description
    from nlscope.tui.rows import Rows


class Conversing(Output):
    """The part of a screen that knows what the messages are to one another."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._wanted: tuple[int, int] | None = None

    # --- what the kernel rejected ------------------------------------------------

    def refuse(self, index: int | None, said: Description | None) -> Rejected | None:
        """Show what the selected message is to others; return what was rejected."""
        refused = None if said is None else rejected(self.rows, said)
        self.query_one(ExchangeNote).describe(self.rows.pairs, index, refused)
        self.query_one(HexView).rejected = None if refused is None else refused.span
        return refused

    def arrived(self) -> None:
        """Put the cursor on what the jump to this message was for."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == self.messages.index:
            self.query_one(FieldTree).select(wanted[1])

    def action_blame(self) -> None:
        """Go from an error to what was rejected in the request, or back."""
        index = self.messages.index
        if index is None:
            return
        refused = rejected(self.rows, self.rows.said(index))
        if refused is None or refused.error is None:
            self.notify("This message neither is an error nor led to one.", timeout=3)
            return
        if refused.error != index:
            self.jump(refused.error)
        elif refused.request is not None:
            if refused.target is not None:
                self._wanted = refused.request, refused.target
            self.jump(refused.request)
        elif refused.span is not None:
            self.query_one(FieldTree).select(refused.span[0])
        else:
            self.notify("The request is not in this capture.", timeout=3)

    # --- two messages ------------------------------------------------------------

    def action_diff(self) -> None:
        """Compare the marked message with the selected one, or two that are marked."""
        here, marks = self.messages.index, sorted(self.rows.marks)
        others = [mark for mark in marks if mark != here]
        if here is None or not others or (len(others) > 1 and len(marks) != 2):
            self.notify("Mark one message with m, then compare another with it.", timeout=4)
            return
        before, after = (others[0], here) if len(others) == 1 else (others[0], others[1])
        self._compare(before, after)

    def _compare(self, before: int, after: int) -> None:
        said = [self.rows.said(index) for index in (before, after)]
        sides = [
            f"{each.message.no:,} {each.identity.type_name} {each.info}" for each in said
        ]
        about = f"message {before + 1:,} and message {after + 1:,}"
        self.app.push_screen(
            screens.DiffScreen(about, (sides[0], sides[1]), beside(said[0], said[1]))
        )

    # --- sent again --------------------------------------------------------------

    def action_replay(self) -> None:
        """Offer to send the marked requests again, or those of this exchange."""
        here = self.messages.index
        chosen = sorted(self.rows.marks) or ([] if here is None else [here])
        requests: dict[int, tuple[tuple[int, ...], str]] = {}
        for index in chosen:
            found = self.rows.pairs.exchange(index)
            if found is not None and found.no not in requests:
                requests[found.no] = self._request(found.requests)
        if not requests:
            self.notify("There is no request to send again here.", timeout=3)
            return
        path = self.capture.path
        target = "scratch" if self.capture.target is None else "demo"
        listed = [requests[no] for no in sorted(requests)]
        session = self.rows.session
        replay = screens.ReplayScreen(
            path, session.store, listed, target, session.registry.options
        )
        self.app.push_screen(replay)

    def _request(self, numbers: tuple[int, ...]) -> tuple[tuple[int, ...], str]:
        said = self.rows.said(numbers[0] - 1)
        more = f" and {len(numbers) - 1:,} more" if len(numbers) > 1 else ""
        return numbers, f"{said.identity.type_name} {said.info}{more}".strip()
