"""C unions: members whose type another member tells, payloads whose size tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from construct import Construct

from nlscope.spec.leaves import Binary, IPv4, IPv6
from nlscope.spec.sockaddr import InetAddr
from nlscope.spec.tables import Later, Select


class Union(Select):
    """A member of a struct whose type the value of another member of it tells.

    selector names that member, wherever it stands, a.b one inside a struct among them.
    size is that of the C union, which zeros fill; without it the union is the last
    member. Bytes that do not fit the type stay bytes.
    """

    def __init__(
        self,
        selector: str,
        cases: Mapping[Any, Construct],
        default: Later | None = None,
        size: int | None = None,
    ) -> None:
        super().__init__(selector, cases, Binary if default is None else default)
        self.size = size


class BySize(Construct):  # type: ignore[misc]
    """A payload whose size tells its type: {range of sizes: type}, default for others.

    Each type fits every size of its range: a struct of that size, or one that grows.
    """

    def __init__(self, cases: Mapping[range, Construct], default: Construct) -> None:
        super().__init__()
        self.cases = dict(cases)
        self.default = default

    def of(self, size: int) -> Construct:
        """Return the type of a payload of some bytes."""
        for sizes, kind in self.cases.items():
            if size in sizes:
                return kind
        return self.default


def IpUnion(selector: str) -> Union:  # noqa: N802
    """Return a union of 16 bytes of an IPv4 and an IPv6 address, told by an AF_*.

    Where the family is neither, it is taken for IPv4 if all after 4 bytes is zero.
    """
    return Union(selector, {"INET": IPv4, "INET6": IPv6}, InetAddr, 16)
