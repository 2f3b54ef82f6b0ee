"""Every message that has a spec, as the kernel's own YNL decoder has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from nlscope.dissect.find import identity_of
from nlscope.export.values import values
from nlscope.registry import Registry
from nlscope.schema.layer import Specs
from nlscope.session import Session
from nlscope.spec import GENERIC
from tests.golden import pyynl
from tests.support import SHARED, needs_shared

SPECS = SHARED.parent / "specs"
MOST = 300  # messages of a capture, evenly taken
UNKNOWN = re.compile(r"UnknownAttr\((\d+)\)")

DIFFERENT = {  # spec, path: who is right, and why
    # ours: the header and the attribute are two values, which there have one place
    ("rt-rule", "table"),
    # ours: iproute2 sends these without a NUL, and there they lose their last letter
    ("rt-link", "linkinfo.kind"),
    ("rt-link", "ifalias"),
    ("rt-route", "metrics.cc_algo"),
    # ours: these repeat, which the spec does not say, and there the last one counts
    *(("nl80211", f"{way}_frame_types") for way in ("tx", "rx")),
    # ours: the elements of the array have the enum that the spec gives it
    ("nl80211", "supported_commands"),
    # neither: an event has the number of a command of the spec, and other attributes
    ("mptcp_pm", "addr"),
    # neither: of AF_BRIDGE it holds other attributes, which the spec cannot say
    ("rt-link", "af_spec"),
}
RAISED = (  # what the library does not decode, and we do, or say what is wrong with it
    "unpack requires a buffer",  # a struct or an attribute that is too short
    "unpack_from requires a buffer",
    "nla_len is less than 4",  # where it hangs: see pyynl.py
    "No message format for",  # a selector that the spec does not have: a bare walk here
    "KeyError: ",  # a number without a name in its enum
    "No value for",
    "codec can't decode byte",  # text that is no ASCII
)

pytestmark = [
    pytest.mark.shared,
    needs_shared,
    pytest.mark.skipif(pyynl.tree() is None, reason="no tools/net/ynl: see pyynl.py"),
]


@cache
def registry() -> Registry:
    made = Registry()
    made.under(Specs([SPECS]))
    return made


@cache
def files() -> dict[str | int, list[Path]]:
    """Return the specs by generic netlink name, or by protocol number."""
    found: dict[str | int, list[Path]] = {}
    for path in sorted(SPECS.glob("*.yaml")):
        name, protocol = pyynl.heading(path)
        found.setdefault(name if protocol is None else protocol, []).append(path)
    return found


def compared(capture: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield spec, their values and ours of each message; their error where they fail."""
    session = Session.load(str(SHARED / f"{capture}.pcap"), registry())
    step = max(1, len(session.store) // MOST)
    for n in range(0, len(session.store), step):
        said = session.describe(n)
        root, message = said.root, said.message
        identity = identity_of(root)
        if identity.control or identity.family is None:
            continue
        generic = message.frame.protocol == GENERIC
        number = identity.command if generic else message.type
        body = message.data[20 if generic else 16 : root.end]
        key: Any = identity.family.name if generic else message.frame.protocol
        for path in files().get(key, ()):
            request = message.direction == "to-kernel"
            try:
                theirs = pyynl.decoded(path, number, body, request=request)
            except Exception as error:  # noqa: BLE001  # it raises bare Exception
                yield path.stem, f"{type(error).__name__}: {error}", None
                continue
            if theirs is not None:
                yield path.stem, plain(theirs), plain(values(root))


def plain(value: Any) -> Any:
    """Return values spelled alike: names with _, in small letters, bytes as hex.

    An element of an array is {its place: the element} there; here only the element.
    """
    if isinstance(value, dict):
        return {_name(str(key)): plain(each) for key, each in _levels(value).items()}
    if isinstance(value, (set, frozenset)):
        return sorted(_name(each) for each in value)
    if isinstance(value, (list, tuple)):
        found = [plain(_element(each)) for each in value]
        return sorted(found) if all(isinstance(each, str) for each in found) else found
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    return _name(value) if isinstance(value, str) else value


def _levels(value: dict[Any, Any]) -> dict[Any, Any]:
    """Return a nest whose numbers are values as we have it: by these numbers."""
    for level in ("attr-id", "policy-id", "op-id"):
        if level in value:
            rest = {key: each for key, each in value.items() if key != level}
            value = (
                {"policy-id": rest["policy-id"], value[level]: _without(rest, "policy-id")}
                if level == "attr-id"
                else {value[level]: rest}
            )
    return value


def _without(value: dict[Any, Any], key: str) -> dict[Any, Any]:
    return {name: each for name, each in value.items() if name != key}


def _element(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        ((key, inner),) = value.items()
        return inner if isinstance(key, int) else value
    return value


def _name(text: str) -> str:
    unknown = UNKNOWN.fullmatch(text)
    return f"attr_{unknown[1]}" if unknown else text.replace("-", "_").lower()


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        for at, each in enumerate(value):
            yield from leaves(each, f"{path}[{at}]")
    else:
        yield path, value


def same(theirs: Any, ours: Any) -> bool:
    """Return whether two values are one, shown as bytes, in hex or as an address."""
    if theirs == ours:
        return True
    if isinstance(ours, list) and isinstance(theirs, int):  # flags without names
        return theirs == sum(int(each, 16) for each in ours if str(each)[:2] == "0x")
    if isinstance(ours, list) and len(ours) == 1:
        return same(theirs, ours[0])
    if isinstance(theirs, str) and isinstance(ours, str):
        return theirs.replace(" ", "") in (_packed(ours), ours.replace(":", ""))
    if isinstance(theirs, str) and isinstance(ours, int):
        return theirs == hex(ours)
    return False


def _packed(text: str) -> str:
    try:
        return ip_address(text).packed.hex()
    except ValueError:
        return ""


def explained(spec: str, path: str) -> bool:
    return any(
        spec == known and (path == start or path.startswith((f"{start}.", f"{start}[")))
        for known, start in DIFFERENT
    )


CAPTURES = sorted(path.stem for path in SHARED.glob("*.pcap"))


@pytest.mark.parametrize("capture", CAPTURES)
def test_the_kernels_decoder_agrees(capture: str) -> None:
    wrong: list[tuple[Any, ...]] = []
    for spec, theirs, ours in compared(capture):
        if ours is None:
            if not any(known in theirs for known in RAISED):
                wrong.append((spec, theirs))
            continue
        mine, other = dict(leaves(ours)), dict(leaves(theirs))
        for path in {**mine, **other}:
            agree = same(other.get(path, "nothing"), mine.get(path, "nothing"))
            if not agree and not explained(spec, path):
                wrong.append((spec, path, other.get(path), mine.get(path)))
    assert wrong == []


def test_most_of_it_was_compared() -> None:
    found: Counter[str] = Counter()
    for capture in CAPTURES:
        for _, theirs, ours in compared(capture):
            found["messages"] += 1
            found["raised"] += ours is None
            if ours is not None:
                mine = dict(leaves(ours))
                each = [same(value, mine.get(path)) for path, value in leaves(theirs)]
                found["attributes"] += len(each)
                found["agree"] += sum(each)
    assert found["messages"] > 1500
    assert found["agree"] > 0.99 * found["attributes"] > 40_000
    assert found["raised"] < 0.1 * found["messages"]
