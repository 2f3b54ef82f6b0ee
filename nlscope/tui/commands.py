"""The bindings as commands of the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from nlscope.tui.keys import Key, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits


class BindingCommands(Provider):
    """Everything that a key does, by its name."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for key in self._keys():
            yield DiscoveryHit(_title(key), partial(self._run, key), help=key.words)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match."""
        matcher = self.matcher(query)
        for key in self._keys():
            title = _title(key)
            score = matcher.match(f"{title} {key.words}")
            if score > 0:
                yield Hit(
                    score, matcher.highlight(title), partial(self._run, key), help=key.words
                )

    def _keys(self) -> Iterator[Key]:
        for _, keys in sections(self.screen):
            yield from keys

    async def _run(self, key: Key) -> None:
        await self.app.run_action(key.binding.action, default_namespace=key.node)


def _title(key: Key) -> str:
    return f"{key.binding.description}  ({key.keys})"
