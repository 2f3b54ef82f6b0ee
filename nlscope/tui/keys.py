"""The bindings of what is on a screen, as help and commands show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.dom import DOMNode
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Key:
    """One binding: its keys as shown, what it does, and the node that does it."""

    keys: str
    words: str
    binding: Binding
    node: DOMNode


def sections(screen: Screen[Any]) -> list[tuple[str, list[Key]]]:
    """Return the bindings of a screen and its widgets, under the title of each."""
    nodes: list[DOMNode] = [screen, *screen.query("*"), screen.app]
    found: list[tuple[str, list[Key]]] = []
    for node in nodes:
        title = getattr(node, "HELP_TITLE", None)
        if title and title not in (known for known, _ in found):
            found.append((title, list(_keys(node))))
    return found


def _keys(node: DOMNode) -> Iterator[Key]:
    bindings: dict[str, list[Binding]] = {}
    own = node._bindings.copy()  # noqa: SLF001
    own.apply_keymap(node.app._keymap)  # noqa: SLF001  # as Screen does, for the keys
    for binding in own.key_to_bindings.values():
        for each in binding:
            bindings.setdefault(each.action, []).append(each)
    for same in bindings.values():
        first = same[0]
        if not first.description or first.system or not first.id:
            continue
        names = dict.fromkeys(_name(node, each) for each in same)
        yield Key(" ".join(names), first.tooltip or first.description, first, node)


def _name(node: DOMNode, binding: Binding) -> str:
    if binding.key.startswith("ctrl+"):  # what a binding shows is its first key
        return f"^{binding.key.removeprefix('ctrl+')}"
    shown = node.app.get_key_display(binding)
    return {"space": "space", "asterisk": "*"}.get(binding.key, shown)
