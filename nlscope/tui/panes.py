"""The three panes: how they share the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from nlscope.tui.column_heading import ColumnHeading
from nlscope.tui.divider import Divider, PaneTitle
from nlscope.tui.exchange_note import ExchangeNote
from nlscope.tui.field_note import FieldNote
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.hex_view import HexView
from nlscope.tui.message_list import MessageList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from nlscope.tui.rows import Rows

_LEAST, _MOST, _STEP = 15, 85, 5  # per cent
_FLAT = 14  # rows below which there is no room for the bytes below the fields


class Lower(Widget):
    """Field tree and hex view, beside or below each other."""


class Panes(Vertical):
    """Message list, field tree and hex view; resized, zoomed, hidden and laid out."""

    HELP_TITLE = "Panes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "zoom",
            "Zoom",
            show=False,
            id="panes.zoom",
            tooltip="This pane alone, or all again",
        ),
        Binding(
            "B",
            "hide('hex')",
            "Bytes",
            show=False,
            id="panes.hex",
            tooltip="Hide or show the hex view",
        ),
        Binding(
            "D",
            "hide('tree')",
            "Fields",
            show=False,
            id="panes.tree",
            tooltip="Hide or show the field tree",
        ),
        Binding(
            "v",
            "turn",
            "Layout",
            show=False,
            id="panes.layout",
            tooltip="Fields and bytes beside or below each other",
        ),
        Binding(
            "plus,equals_sign",
            "grow(1)",
            "Larger",
            show=False,
            key_display="+",
            id="panes.larger",
            tooltip="Make this pane larger",
        ),
        Binding(
            "minus",
            "grow(-1)",
            "Smaller",
            show=False,
            key_display="-",
            id="panes.smaller",
            tooltip="Make this pane smaller",
        ),
    ]

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        self._shares: dict[str, float] = {}  # per cent, of what was resized

    def compose(self) -> ComposeResult:
        """Make the panes."""
        messages = MessageList(self._rows, id="messages")
        with Vertical(id="list-pane", classes="pane"):
            yield ColumnHeading(messages)
            yield messages
        with Lower(id="lower"):
            with Vertical(id="tree-pane", classes="pane"):
                yield PaneTitle(id="tree-title", classes="title")
                yield ExchangeNote()
                yield FieldTree(id="tree")
                yield FieldNote(id="note")
            yield Divider(id="edge")
            with Vertical(id="hex-pane", classes="pane"):
                yield PaneTitle(id="hex-title", classes="title")
                yield HexView(id="hex")

    @on(events.DescendantBlur)
    @on(events.DescendantFocus)
    def _light(self) -> None:
        """Let the title of the pane with the focus stand out, or none."""
        focused = self.screen.focused
        around = () if focused is None else focused.ancestors
        for pane in self.query(".pane"):
            pane.set_class(pane in around, "-active")

    @property
    def stacked(self) -> bool:
        """Whether the hex view is below the field tree."""
        narrow = self.screen.has_class("-narrow")
        return narrow != self.has_class("-turned")

    def _pane(self) -> Widget:
        """Return the pane that has the focus, the list's if none has."""
        focused = self.screen.focused
        around = focused.ancestors if focused is not None else ()
        return next(
            (w for w in around if isinstance(w, Widget) and w.has_class("pane")),
            self.query_one("#list-pane"),
        )

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all of them."""
        zoomed = not self.has_class("-zoomed")
        self.set_class(zoomed, "-zoomed")
        pane = self._pane()
        for each in self.query(".pane"):
            each.set_class(zoomed and each is pane, "-alone")
        self.query_one("#lower").set_class(zoomed and pane.id != "list-pane", "-alone")

    def unzoom(self) -> None:
        """Show all panes."""
        if self.has_class("-zoomed"):
            self.action_zoom()

    def action_hide(self, name: str) -> None:
        """Hide a pane, or show it; the list stays."""
        self.unzoom()
        focused = self._pane().id == f"{name}-pane"
        self.toggle_class(f"-no-{name}")
        both = self.has_class("-no-hex") and self.has_class("-no-tree")
        self.set_class(both, "-no-lower")
        if focused and self.has_class(f"-no-{name}"):
            self.query_one(MessageList).focus()

    def action_turn(self) -> None:
        """Put fields and bytes beside each other, or below."""
        self.toggle_class("-turned")
        pane = self.query_one("#hex-pane")
        pane.styles.clear_rule("width")
        pane.styles.clear_rule("height")
        self._shares.pop("#hex-pane", None)
        self.set_class(self.stacked, "-stacked")

    def adapt(self) -> None:
        """Lay out for the width of the screen."""
        self.set_class(self.stacked, "-stacked")
        self.set_class(self.screen.size.height < _FLAT, "-flat")

    def action_grow(self, sign: int) -> None:
        """Make the focused pane larger or smaller."""
        pane = self._pane().id
        if pane == "list-pane":
            self._lower_to(self._share("#lower", "height") - sign * _STEP)
        elif self.has_class("-no-hex") or self.has_class("-no-tree"):
            self._lower_to(self._share("#lower", "height") + sign * _STEP)
        else:
            sign = sign if pane == "hex-pane" else -sign
            axis = "height" if self.stacked else "width"
            self._hex_to(self._share("#hex-pane", axis) + sign * _STEP)

    def _share(self, selector: str, axis: str) -> float:
        """Return how much of its container a pane takes, in per cent."""
        if selector in self._shares:
            return self._shares[selector]
        widget = self.query_one(selector)
        around = widget.parent
        assert isinstance(around, Widget)
        height = axis == "height"
        whole = around.size.height if height else around.size.width
        part = widget.outer_size.height if height else widget.outer_size.width
        return round(100 * part / max(1, whole))

    def _lower_to(self, share: float) -> None:
        share = self._shares["#lower"] = max(_LEAST, min(_MOST, share))
        self.query_one("#lower").styles.height = f"{share}%"

    def _hex_to(self, share: float) -> None:
        share = self._shares["#hex-pane"] = max(_LEAST, min(_MOST, share))
        size = f"{share}%"
        styles = self.query_one("#hex-pane").styles
        if self.stacked:
            styles.height = size
        else:
            styles.width = size

    @on(Divider.Dragged)
    def _drag(self, event: Divider.Dragged) -> None:
        event.stop()
        lower = self.query_one("#lower").region
        if event.divider.id == "edge":
            self._hex_to(100 * (lower.right - event.x) / max(1, lower.width))
        elif event.divider.id == "hex-title" and self.stacked:
            self._hex_to(100 * (lower.bottom - event.y) / max(1, lower.height))
        else:
            height = max(1, self.region.height)
            self._lower_to(100 * (self.region.bottom - event.y) / height)
