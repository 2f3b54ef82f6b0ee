"""A choice of several, of which one is on; told apart without colours too."""

from __future__ import annotations

from textual.widgets import RadioButton


class Radio(RadioButton):
    """A radio button: a full circle is on, an empty one is off."""

    BUTTON_LEFT = BUTTON_RIGHT = " "
    BUTTON_INNER = "○"

    def watch_value(self) -> None:
        """Draw the circle that the value has."""
        self.BUTTON_INNER = "●" if self.value else "○"
        super().watch_value()
