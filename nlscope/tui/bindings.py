"""The keys of the main screen and its parts; the footer shows them in this order."""

from __future__ import annotations

from textual.binding import Binding


def _key(
    keys: str,
    action: str,
    description: str,
    id: str,  # noqa: A002
    tooltip: str = "",
    *,
    show: bool = False,
    display: str | None = None,
) -> Binding:
    return Binding(
        keys,
        action,
        description,
        show=show,
        key_display=display,
        id=id,
        tooltip=tooltip,
    )


MAIN = [
    _key("f", "filter", "Filter", "filter.edit",
         "Show only the messages that pass an expression", show=True),
    _key("slash", "find", "Find", "go.find",
         "Search text, bytes or a regular expression", show=True, display="/"),
    _key("n", "again(1)", "Next match", "go.again"),
    _key("N", "again(-1)", "Previous match", "go.again_back"),
    _key("e", "next('error', 1)", "Error", "go.error", "Next error", show=True),
    _key("E", "next('error', -1)", "Previous error", "go.error_back"),
    _key("p", "next('problem', 1)", "Next problem", "go.problem",
         "Next message with something malformed"),
    _key("P", "next('problem', -1)", "Previous problem", "go.problem_back"),
    _key("right_square_bracket", "next('request', 1)", "Next request", "go.request",
         display="]"),
    _key("left_square_bracket", "next('request', -1)", "Previous request",
         "go.request_back", display="["),
    _key("o", "partner", "Partner", "go.partner",
         "From a request to its answer and on, from the last to the request", show=True),
    _key("colon,ctrl+g", "goto", "Go to", "go.to", "Go to a number, a share or a time",
         show=True, display=":"),
    _key("alt+left,ctrl+o,backspace", "back", "Back", "go.back",
         "Back to where the last jump came from"),
    _key("alt+right", "forward", "Forward", "go.forward", "Forward again"),
    _key("m", "mark", "Mark", "go.mark", "Mark the message, or take the mark away"),
    _key("apostrophe", "marked(1)", "Next mark", "go.marked", display="'"),
    _key("quotation_mark", "marked(-1)", "Previous mark", "go.marked_back",
         display='"'),
    _key("t", "times", "Time", "go.times",
         "Time since the reference, of day, since the row above", show=True),
    _key("T", "reference", "Time reference", "go.reference",
         "Count times from this message, or from the first again"),
    _key("i", "note", "About field", "main.note",
         "What is known of the selected field, and from where"),
    _key("a", "raw", "Attribute headers", "main.raw",
         "Show nla_len, nla_type and padding in the field tree"),
    _key("space", "pause", "Pause", "main.pause",
         "Stop the list while the capture goes on, and let it catch up"),
    _key("escape", "escape", "Stop", "main.escape",
         "Stop searching; close what is open"),
]  # fmt: skip
ACTIONS = {binding.action.partition("(")[0] for binding in MAIN} - {"escape"}

TREE = [
    _key("up,k", "step(-1)", "Up", "tree.up"),
    _key("down,j", "step(1)", "Down", "tree.down"),
    _key("pageup", "page(-1)", "Page up", "tree.page_up"),
    _key("pagedown", "page(1)", "Page down", "tree.page_down"),
    _key("g,home", "first", "First", "tree.first"),
    _key("G,end", "last", "Last", "tree.last"),
    _key("enter", "fold_one", "Open/close", "tree.toggle",
         "Open the field under the cursor, or close it", show=True),
    _key("right,l", "open", "Open", "tree.open", "Open the field, or go to the next one"),
    _key("left,h", "close", "Close", "tree.close",
         "Close the field, or go to the one around it"),
    _key("asterisk", "fold(True)", "Open all", "tree.open_all",
         "Open every field of the message", display="*"),
    _key("underscore", "fold(False)", "Close all", "tree.close_all",
         "Close every field of the message", display="_"),
    _key("F", "filter('include')", "Filter by it", "tree.filter",
         "Show only messages with this value", show=True),
    _key("exclamation_mark", "filter('exclude')", "Filter it out", "tree.exclude",
         "Show only messages without this value", display="!"),
    _key("ampersand", "filter('and')", "Filter: and this", "tree.and",
         "Add this value to the filter, both are wanted", display="&"),
    _key("vertical_line", "filter('or')", "Filter: or this", "tree.or",
         "Add this value to the filter, either will do", display="|"),
]  # fmt: skip

LIST = [
    _key("up,k", "step(-1)", "Up", "list.up"),
    _key("down,j", "step(1)", "Down", "list.down"),
    _key("pageup,ctrl+b", "page(-1)", "Page up", "list.page_up"),
    _key("pagedown,ctrl+f", "page(1)", "Page down", "list.page_down"),
    _key("ctrl+u", "page(-0.5)", "Half a page up", "list.half_up"),
    _key("ctrl+d", "page(0.5)", "Half a page down", "list.half_down"),
    _key("g,home", "first", "First", "list.first"),
    _key("G,end", "last", "Last", "list.last",
         "Go to the last message; stay there while the file grows"),
    _key("left,h", "shift(-1)", "Info left", "list.left", "Scroll the info text back"),
    _key("right,l", "shift(1)", "Info right", "list.right",
         "Scroll the info text, to read what does not fit"),
    _key("enter", "open", "Fields", "list.open", "Go to the fields of this message"),
]  # fmt: skip
