"""Drafts kept and begun: templates, empty messages, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from nlscope import templates
from nlscope.craft import find_family
from nlscope.drafts import empty, of_target
from nlscope.export import clip
from nlscope.form import Form
from nlscope.spec import Misfit
from nlscope.tui.craft_form import CraftForm
from nlscope.tui.craft_picker import Choice, NameDialog, Picker
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.draft import Draft
    from nlscope.registry import Registry


class Keeping(Screen[None]):
    """The part of the screen that keeps, opens, begins and copies drafts."""

    registry: Registry
    draft: Draft
    form: Form

    def put(self, draft: Draft, *, undo: bool = False) -> None:
        """Show another draft."""
        raise NotImplementedError

    def refresh_form(self) -> None:
        """Read the draft again."""
        raise NotImplementedError

    def learn(self) -> None:
        """Ask the target about the family of the draft."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Keep the draft as a template."""

        def take(name: str | None) -> None:
            if name is None:
                return
            try:
                path = templates.save(name, self.draft, self.form.said)
            except Misfit as error:
                self.notify(safe(f"{error}."), severity="error", markup=False)
                return
            self.notify(safe(f"Saved as {path}."), markup=False)

        proposed = "-".join(self.form.title.lower().split())
        note = f"kept in {templates.folder()}"
        self.app.push_screen(NameDialog("Save as a template", proposed, note), take)

    def action_template(self) -> None:
        """Open a template."""
        found = templates.names()
        if not found:
            self.notify("There are no templates yet: w saves one.", timeout=3)
            return

        def take(name: str | None) -> None:
            if name is not None:
                try:
                    draft = templates.load(name, self.registry)
                except Misfit as error:
                    self.notify(safe(f"{error}."), severity="error", markup=False)
                    return
                self._begin(draft)

        self.app.push_screen(Picker("Open", [Choice(name) for name in found]), take)

    def action_new(self) -> None:
        """Begin an empty message: choose its family, then its command."""
        families = sorted({f.name: f for f in self.registry}.items())
        choices = [
            Choice(name, f"{len(f.commands.names)} commands {f.doc}".strip())
            for name, f in families
            if f.commands.names
        ]

        def take(name: str | None) -> None:
            if name in known:
                self._choose_command(name)
            elif name is not None:
                self._begin(of_target(name))

        known = {choice.name for choice in choices}
        free = "the name of any generic netlink family"
        self.app.push_screen(Picker("Family", choices, free=free), take)

    def _choose_command(self, name: str) -> None:
        family = find_family(self.registry, name)
        choices = [
            Choice(command, family.commands.const(command))
            for command in family.commands.names.values()
        ]

        def take(command: str | None) -> None:
            if command is not None:
                self._begin(empty(self.registry, name, command))

        self.app.push_screen(Picker(f"{name}: command", choices), take)

    def _begin(self, draft: Draft) -> None:
        form = self.query_one(CraftForm)
        form.pending.clear()
        form.refused = None
        self.put(draft, undo=True)
        form.start()
        self.learn()

    def action_copy(self) -> None:
        """Copy the message in one of several forms."""
        choices = [Choice(words) for words in clip.FORMS.values()]

        def take(words: str | None) -> None:
            if words is not None:
                form = next(key for key, each in clip.FORMS.items() if each == words)
                text = clip.message(self.form.said, form)
                self.app.copy_to_clipboard(text)
                self.notify(f"Copied {len(text):,} characters as {words}.", timeout=3)

        self.app.push_screen(Picker("Copy as", choices), take)
