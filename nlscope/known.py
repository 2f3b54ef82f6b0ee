"""What several captures and targets tell of families, looked at as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nlscope.context import Context
from nlscope.schema.policy import Policies, Policy

_LAST = 1 << 62  # a message number after all others


class Known(Context):
    """What several contexts know together, and the family that a draft says it is of."""

    def __init__(self, sources: Iterable[Context], number: int, family: str) -> None:
        super().__init__()
        self._sources = list(sources)
        self._number, self._family = number, family
        self.policies = _Policies(self._sources)
        self.links: dict[int, str] = {}  # the interfaces that the target told
        self.link = lambda index, _no: self.links.get(index)
        self.told = self._told

    def _told(self, _no: int, order: str, body: bytes) -> Mapping[str, Any]:
        """Return what selectors find that a source tells, as it was told last."""
        found = (source.told(_LAST, order, body) for source in self._sources)
        return next((told for told in found if told), {})

    def family_name(self, number: int, no: int) -> str | None:
        """Return the name of a generic netlink id."""
        if self._family and number == self._number:
            return self._family
        found = (source.family_name(number, no) for source in self._sources)
        return next((name for name in found if name), None)


class _Policies(Policies):
    """The policies of several contexts, by name: ids differ between them."""

    def __init__(self, sources: list[Context]) -> None:
        super().__init__()
        self._sources = sources

    def find(self, number: int, name: str | None) -> Policy | None:
        """Return the policy of a family's name, of its id if it has none."""
        for source in self._sources:
            held = source.policies.items()
            for known, called, policy in held:
                if (called or source.family_name(known, _LAST)) == name and name:
                    return policy
            found = source.policies.find(number, name)
            if found is not None and name is None:
                return found
        return None
