"""What a crafted message is for: sent to a target, kept, copied, sent again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from nlscope.draft import Draft
from nlscope.export.relation import duration
from nlscope.form import Form
from nlscope.form_lines import AllOpened, lines
from nlscope.spec import GENERIC
from nlscope.tui.craft_answers import AnswerList
from nlscope.tui.craft_form import CraftForm
from nlscope.tui.craft_keeping import Keeping
from nlscope.tui.craft_picker import Choice, Picker, Question
from nlscope.tui.craft_targets import ABOUT, NAMES, Targets
from nlscope.tui.divider import PaneTitle
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.capture.demo import Demo
    from nlscope.context import Context
    from nlscope.registry import Registry
    from nlscope.sender import Sent

_KEPT = 100  # messages of the history
_ROOMY = 70  # cells from which there is room beside a sentence


class Sending(Keeping):
    """The part of the screen that sends, keeps and copies a draft.

    known is what a capture tells of families, if the draft comes from one.
    """

    def __init__(
        self,
        registry: Registry,
        draft: Draft | None = None,
        *,
        known: Context | None = None,
        demo: Demo | None = None,
        target: str = "",
    ) -> None:
        super().__init__()
        self.registry = registry
        self.wants_family = draft is None
        self.target = target or ("demo" if demo else "scratch")
        self.draft = draft or Draft(GENERIC, bytes(16)).measured()
        self.undone: list[Draft] = []
        self.redone: list[Draft] = []
        self.history: list[Sent] = []
        self.busy = False
        self._known = known
        self._targets = Targets(registry, demo)
        self._shown = 0
        self.form: Form = self.read(self.draft)

    def read(self, draft: Draft) -> Form:
        """Return the form of a draft, by what the target and the capture tell."""
        learnt = (self._targets.sender(self.target).context, self._known)
        return Form(draft, self.registry, [each for each in learnt if each is not None])

    def on_unmount(self) -> None:
        """Let go of the targets."""
        self._targets.close()

    # --- the target --------------------------------------------------------------

    @property
    def target_name(self) -> str:
        """What to call the target."""
        return NAMES[self.target]

    def action_target(self) -> None:
        """Choose who gets the message."""
        choices = [Choice(name, ABOUT[key]) for key, name in NAMES.items()]

        def take(name: str | None) -> None:
            if name is not None:
                self.target = next(key for key, each in NAMES.items() if each == name)
                self.refresh_form()
                self.learn()

        chosen = Picker("Send to", choices, chosen=self.target_name)
        self.app.push_screen(chosen, take)

    def learn(self) -> None:
        """Ask the target about the family of the draft, in the background."""
        if self.draft.protocol == GENERIC and self.draft.family:
            self._learn(self.target, self.draft.family)

    @work(thread=True, group="learn", exit_on_error=False)
    def _learn(self, target: str, family: str) -> None:
        trouble = self._targets.sender(target).learn(family)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._learnt, target, trouble)

    def _learnt(self, target: str, trouble: str) -> None:
        if not self.is_attached or target != self.target:
            return
        if trouble and not self.history:
            self._say(trouble, bad=True)
        number = self._targets.sender(target).numbers.get(self.draft.family)
        self.draft = self.draft.of_id(number)
        self.refresh_form()

    # --- out and back ------------------------------------------------------------

    def action_send(self) -> None:
        """Send the message, after asking where it may change this machine."""
        form = self.query_one(CraftForm)
        if form.editing is not None:
            form.action_edit()
            self.call_after_refresh(self.action_send)
            return
        if self.busy:
            self.notify("The last message is still waited for.", timeout=2)
        elif form.pending:
            path, (_, reason) = next(iter(form.pending.items()))
            form.go(path)
            words = f"{path[-1][0]} is unfinished: {reason}; escape drops it."
            self.notify(safe(words), severity="warning", markup=False)
        elif self.target == "here" and self.form.changes:
            text = f"{self.form.title} may change the state of this machine. Send it?"

            def go(agreed: bool | None) -> None:  # noqa: FBT001
                if agreed:
                    self._go()

            self.app.push_screen(Question("This machine", text), go)
        else:
            self._go()

    def _go(self) -> None:
        self.busy = True
        how = ", in a batch" if self.form.batched else ""
        self._say(f"sending to {self.target_name}{how} ...")
        self._send(self.target, self.draft, self.form.batched)

    @work(thread=True, group="send", exit_on_error=False)
    def _send(self, target: str, draft: Draft, batch: bool) -> None:  # noqa: FBT001
        sent = self._targets.sender(target).send(draft, batch=batch)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._took, sent)

    def _took(self, sent: Sent) -> None:
        self.busy = False
        if not self.is_attached:
            return
        self.history = [*self.history, sent][-_KEPT:]
        self._shown = len(self.history) - 1
        if sent.data:
            self.draft = self.draft.of_id(int.from_bytes(sent.data[4:6], sys.byteorder))
        self._show(sent)

    def _show(self, sent: Sent) -> None:
        """Show an exchange, and mark what was refused."""
        form = self.query_one(CraftForm)
        form.refused = None
        self.query_one(AnswerList).show(sent)
        failed = sent.failed
        if failed is not None and failed.failure is not None:
            self._mark(sent)
        self.refresh_form()
        if form.refused is not None:
            form.go(form.refused[0])
            self.refresh_form()
        self._say(*_words(sent))

    def _mark(self, sent: Sent) -> None:
        assert sent.failed is not None
        failure = sent.failed.failure
        assert failure is not None
        form, made = self.query_one(CraftForm), self.read(self.draft)
        found = [line for line in lines(made, AllOpened()) if line.bit is None]
        if failure.missing:
            names = failure.missing.split(".")[1:-1]
            wanted = [*(name.partition("(")[0] for name in names), "+"]
            for line in found:
                if line.add and [name for name, _ in line.path] == wanted:
                    form.refused = line.path, failure.sentence, b""
        elif failure.start is not None and failure.end is not None:
            span = failure.start, failure.end
            for line in found:
                if not line.add:
                    field = line.field
                    if field.start <= span[0] < field.end:
                        raw = field.data[field.start : field.end]
                        form.refused = line.path, failure.sentence, raw
                    if (field.start, field.end) == span:
                        break

    def _say(self, text: str, aside: str = "", *, bad: bool = False) -> None:
        title = self.query_one("#answers-title", PaneTitle)
        title.title = safe(text)
        title.aside = safe(aside) if self.size.width >= _ROOMY else ""
        title.set_class(bad or text.startswith("✗"), "-bad")

    # --- what was sent before ----------------------------------------------------

    def action_history(self, step: int) -> None:
        """Show what was sent before, or after."""
        here = self.history[self._shown].draft.data if self.history else b""
        if step < 0 and here[6:] != self.draft.data[6:]:
            step = 0  # what was sent last, before it was edited
        place = self._shown + step
        if not self.history or not 0 <= place < len(self.history):
            self.notify("There is nothing further in the history.", timeout=2)
            return
        self._shown = place
        sent = self.history[place]
        self.query_one(CraftForm).pending.clear()
        self.put(sent.draft, undo=True)
        self._show(sent)


def _words(sent: Sent) -> tuple[str, str]:
    """Return what to say of an exchange, and beside it."""
    if sent.trouble:
        return f"✗ {sent.trouble}", ""
    took = "" if sent.latency_ns is None else f"answered in {duration(sent.latency_ns)}"
    failed = sent.failed
    if failed is not None and failed.failure is not None:
        return f"✗ {failed.failure.sentence}", took
    if not sent.answers:
        return "✗ no answer", ""
    return f"✓ {sent.outcome}, {sent.count:,} message{'s' * (sent.count != 1)}", took
