"""What all netfilter subsystems share: their header, and the user data of nftables.

Sources: include/uapi/linux/netfilter.h, include/uapi/linux/netfilter/nfnetlink.h;
include/libnftnl/udata.h of libnftnl.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from construct import Construct, ConstructError, Struct

from nlscope.spec.constants import Constants, Enum
from nlscope.spec.inner import Holding, named, wired
from nlscope.spec.leaves import U8, U16BE, Misfit, unhex

_PART = 6  # TYPE_BITS, include/datatype.h of nft


class NfProto(Constants, prefix="NFPROTO"):
    """The families of netfilter, as nft names them; each kernel name is an alias."""

    UNSPEC = 0
    inet = 1
    INET = 1
    ip = 2
    IPV4 = 2
    arp = 3
    ARP = 3
    netdev = 5
    NETDEV = 5
    bridge = 7
    BRIDGE = 7
    ip6 = 10
    IPV6 = 10

    irregular: ClassVar[dict[str, str]] = {
        "inet": "NFPROTO_INET",
        "ip": "NFPROTO_IPV4",
        "arp": "NFPROTO_ARP",
        "netdev": "NFPROTO_NETDEV",
        "bridge": "NFPROTO_BRIDGE",
        "ip6": "NFPROTO_IPV6",
    }


NFGENMSG = "nfgenmsg" / Struct(
    "nfgen_family" / Enum(U8, NfProto), "version" / U8, "res_id" / U16BE
)


class Concatenated(Enum):
    """The type of an nftables key: of one name, or of several in 6 bits each.

    The value of several is text, as nft writes it: IPADDR . INET_SERVICE.
    """

    def adapt(self, number: int) -> Any:
        """Return the name, the names, or the number if any of them is unknown."""
        names = self.constants.names
        if number in names:
            return names[number]
        parts = [names.get(part) for part in _parts(number)]
        known = [name for name in parts if name is not None]
        return " . ".join(known) if len(known) == len(parts) else number

    def number(self, value: Any) -> int:
        """Return the number of a name, of names with dots between, or of a numeral."""
        number = 0
        for part in str(value).split("."):
            number = number << _PART | self.constants.number(part.strip())
        return number


def _parts(number: int) -> Iterator[int]:
    """Yield the 6 bits of each type, the first of the key first."""
    if number >> _PART:
        yield from _parts(number >> _PART)
    yield number & (1 << _PART) - 1


class UserData(Holding):
    """Records of a one-byte type, a one-byte length and a value, as libnftnl writes them.

    The value is a dict by short name; bytes that some other program wrote stay bytes.
    Integers are in the order of the machine that decodes.
    """

    def __init__(self, entries: Mapping[int, Construct]) -> None:
        super().__init__()
        self.entries = dict(entries)
        self.numbers = {kind.name: number for number, kind in self.entries.items()}

    @property
    def inside(self) -> Mapping[str, Construct]:
        """The records."""
        return named(self.entries)

    def decode(self, raw: bytes) -> dict[str, Any] | bytes:
        """Return the values by name, or the bytes if they are no such records."""
        try:
            values = dict(self._records(raw))
            return values if self.encode(values) == raw else raw
        except (Misfit, ConstructError, IndexError):
            return raw

    def encode(self, value: Any) -> bytes:
        """Return the records of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        return b"".join(self._record(name, each) for name, each in value.items())

    def _records(self, raw: bytes) -> Iterator[tuple[str, Any]]:
        at = 0
        while at < len(raw):
            number, length = raw[at], raw[at + 1]
            payload = raw[at + 2 : at + 2 + length]
            kind = self.entries.get(number)
            at += 2 + length
            if kind is None:
                yield f"udata_{number}", payload
            else:
                yield kind.name, kind.parse(payload)

    def _record(self, name: str, value: Any) -> bytes:
        number = self.numbers.get(name)
        if number is not None:
            kind = self.entries[number]
            payload = bytes(kind.build(wired(kind, value)))
        elif name.startswith("udata_"):
            number, payload = int(name.removeprefix("udata_")), unhex(value)
        else:
            msg = f"{name!r} is none of {', '.join(self.numbers)}"
            raise Misfit(msg)
        if len(payload) > 0xFF:
            msg = f"{name}: {len(payload)} bytes, a record holds 255"
            raise Misfit(msg)
        return bytes((number, len(payload))) + payload
