"""What the list, the tree and the hex view share: lines drawn one by one when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from rich.style import Style


class LineView(ScrollView, can_focus=True):
    """A scrolled view of lines; PREFIX begins its component classes.

    OVERLAYS are those that go over other styles, so that they keep what they leave out.
    """

    PREFIX: ClassVar[str] = ""
    OVERLAYS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tones: dict[str, Style] = {}

    @property
    def cells(self) -> int:
        """The width of a line."""
        return self.scrollable_content_region.width

    @property
    def page(self) -> int:
        """How many lines a page has, one staying in sight."""
        return max(1, self.size.height - 1)

    def style(self, name: str) -> Style:
        """Return the style of a component class, looked up once."""
        known = self._tones.get(name)
        if known is None:
            known = self._tones[name] = self.get_component_rich_style(
                f"{self.PREFIX}--{name}", partial=name in self.OVERLAYS
            )
        return known

    def notify_style_update(self) -> None:
        """Look the styles up again when the theme or the focus has changed."""
        super().notify_style_update()
        self._tones.clear()

    def set_lines(self, count: int) -> None:
        """Say how many lines there are, without a new layout of the screen.

        The scroll bar has its place whether or not it is needed.
        """
        size = Size(self.cells, count)
        if size != self.virtual_size:
            self.set_reactive(LineView.virtual_size, size)
            self._scroll_update(size)

    def jump_to(self, y: int) -> None:
        """Put a line at the top, without animation."""
        y = max(0, y)
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, force=True)

    def reveal(self, first: int, last: int) -> None:
        """Scroll as little as shows the lines from first to last, first above all."""
        top, height = self.scroll_offset.y, self.size.height
        if height and first >= 0:
            top = max(top, last - height + 1)
            self.jump_to(min(top, first))
