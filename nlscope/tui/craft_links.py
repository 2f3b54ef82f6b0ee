"""Interfaces by name where a form wants their index: the target is asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from nlscope.dissect.names import unit_of
from nlscope.form import Form
from nlscope.spec import Misfit
from nlscope.tui.craft_form import CraftForm
from nlscope.tui.craft_sending import Sending

if TYPE_CHECKING:
    from nlscope.draft import Draft
    from nlscope.form import Line, Path


class Linking(Sending):
    """The part of the screen that turns the names of interfaces into numbers."""

    def enter(self, line: Line, text: str) -> None:
        """Give a line another value."""
        raise NotImplementedError

    def read(self, draft: Draft) -> Form:
        """Return the form of a draft, with the names that the target told."""
        form = super().read(draft)
        form.context.links.update(self._targets.sender(self.target).links)
        return form

    def unfinished(self, line: Line, text: str, error: Misfit) -> str:
        """Return why a text is no value yet; the target is asked of an interface."""
        if unit_of(line.field.spec) != "ifindex" or not _is_name(text):
            return str(error)
        self._ask(self.target, line.path, text)
        return f"asking {self.target_name} for {text} ..."

    @work(thread=True, group="links", exit_on_error=False)
    def _ask(self, target: str, path: Path, name: str) -> None:
        index, trouble = self._targets.sender(target).interface(name)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._answered, path, name, index, trouble)

    def _answered(self, path: Path, name: str, index: int | None, trouble: str) -> None:
        if not self.is_attached:
            return
        view = self.query_one(CraftForm)
        line = next((each for each in view.lines if each.path == path), None)
        if line is None or view.pending.get(path, ("", ""))[0] != name:
            return
        if index is not None:
            self.enter(line, str(index))
        else:
            view.pending[path] = name, trouble
            self.refresh_form()


def _is_name(text: str) -> bool:
    return bool(text.strip()) and not text.strip()[0].isdigit() and text[:1] not in "-+"
