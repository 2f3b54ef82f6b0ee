"""From a row of the list to the craft screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlscope.model import HOST_ORDER
from nlscope.spec import Misfit
from nlscope.tui import screens
from nlscope.tui.output import Output
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.draft import Draft


class Crafting(Output):
    """The part of a screen that opens the craft screen."""

    def action_craft(self, row: bool = True) -> None:  # noqa: FBT001, FBT002
        """Edit the request of the row, or an empty message."""
        draft = self._draft() if row else None
        if draft is not None or not row:
            self._craft(draft)

    def craft_family(self, family: str, command: str) -> None:
        """Make a message of a family's command, of its first if that is ""."""
        from nlscope.drafts import empty  # noqa: PLC0415  # as large as the screen

        try:
            self._craft(empty(self.rows.session.registry, family, command or None))
        except Misfit as error:
            self.notify(f"There is no form: {safe(str(error))}.", markup=False, timeout=5)

    def _craft(self, draft: Draft | None) -> None:
        session, demo = self.rows.session, self.capture.target
        self.app.push_screen(
            screens.CraftScreen(session.registry, draft, known=session.context, demo=demo)
        )

    def _draft(self) -> Draft | None:
        """Return the request of the row, of its exchange, or the message itself."""
        from nlscope.drafts import of_message  # noqa: PLC0415  # as large as the screen
        from nlscope.templates import of_host  # noqa: PLC0415

        index = self.messages.index
        if index is None:
            return None
        request = self.rows.pairs.of(index)
        session = self.rows.session
        message = session.store[index if request is None else request]
        if session.store[index].direction == "to-kernel":
            message = session.store[index]
        if message.frame.order != HOST_ORDER:
            try:
                return of_host(session.describe(message.no - 1), session.registry)
            except (Misfit, KeyError, TypeError, ValueError) as error:
                words = f"A machine of another byte order sent it: {error}."
                self.notify(safe(words), severity="warning", markup=False)
                return None
        return of_message(message, session.context)
