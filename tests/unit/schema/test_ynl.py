from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.export.values import values
from nlscope.model import Field
from nlscope.registry import Registry
from nlscope.schema import ynl
from nlscope.schema.fault import SchemaError
from nlscope.schema.layer import Specs
from nlscope.spec import REPLY, REQUEST, Attrs, Family, Limits
from nlscope.table import table
from tests.support import attr, check_tiles, genlmsg, message, nlmsg

WHOLE = Path(__file__).parent / "spec.yaml"
HEAD = struct.pack("=i", 7)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def family() -> Family:
    return ynl.load(WHOLE).families[0]


def main() -> Attrs:
    found = family().op(1, REQUEST).attrs
    assert isinstance(found, Attrs)
    return found


def tree(path: Path, *attributes: bytes, command: int = 1, head: bytes = HEAD) -> Field:
    registry, context = Registry(), Context()
    registry.under(Specs([path]))
    body = attr(2, b"whole\0") + attr(1, struct.pack("=H", 40))
    context.observe(message(16, nlmsg(16, genlmsg(1, body), flags=0)))
    data = nlmsg(40, genlmsg(command, head + b"".join(attributes)))
    root = dissect(message(16, data, no=2), registry, context)
    check_tiles(root)
    return root


def genl(tmp_path: Path) -> Path:
    """Return the spec as a generic netlink one, which is what genl messages look up."""
    path = tmp_path / "whole.yaml"
    text = WHOLE.read_text().replace("netlink-raw\nprotonum: 16", "genetlink-legacy")
    path.write_text(text)
    return path


def shown(tmp_path: Path, number: int, payload: bytes) -> Any:
    """Return the value of one attribute, decoded through the spec."""
    found: dict[str, Any] = values(tree(genl(tmp_path), attr(number, payload)))
    found.pop("ifindex")
    (value,) = found.values()
    return value


@pytest.mark.parametrize(
    ("number", "payload", "value"),
    [
        (1, b"", True),
        (2, b"\0\0\1\0", 256),
        (3, b"\5", "LIGHT_GREEN"),
        (3, b"\6", "BLUE"),
        (3, b"\7", 7),
        (4, struct.pack("=I", 0x81), ("LOW", "HIGH")),
        (5, struct.pack("=I", 1 << 5 | 1 << 1), ("RED", "LIGHT_GREEN")),
        (6, struct.pack("=Q", 1 << 40), 1 << 40),
        (7, struct.pack("=i", -2), -2),
        (8, b"abc\0", "abc"),
        (9, bytes(16), bytes(16)),
        (10, struct.pack("=3H", 1, 2, 3), [1, 2, 3]),
        (12, b"\x0a\0\0\1", "10.0.0.1"),
        (12, b"\xfe\x80" + bytes(13) + b"\1", "fe80::1"),
        (13, struct.pack("=II", 1, 0x81), {"value": ("LOW",), "selector": ("LOW", "HIGH")}),
        (15, attr(8, b"in\0"), {"text": "in"}),
        (16, attr(1, attr(2, b"\0\0\0\1")), [{"number": 1}]),
        (17, attr(0, struct.pack("=I", 4)) + attr(1, struct.pack("=I", 5)), [4, 5]),
        (18, attr(3, attr(4, attr(8, b"x\0"))), {"3": {"4": {"text": "x"}}}),
        (19, b"\4", [4]),
        (300, struct.pack("=h", -1), -1),
        (301, struct.pack("=Q", 1), 1),
    ],
)
def test_types(tmp_path: Path, number: int, payload: bytes, value: Any) -> None:
    found = shown(tmp_path, number, payload)
    assert found == value


def test_structs_with_all_that_they_hold(tmp_path: Path) -> None:
    held = struct.pack(">H", 258) + b"\2\0\0\0\0\1"
    raw = b"\1\x81\0\0" + held + bytes(15) + b"abc\0\0" + b"\x0a\1\2\3"
    raw += struct.pack("=QB", 9, 8)
    found = shown(tmp_path, 11, raw + bytes(-len(raw) % 8))
    assert found["held"] == {"a": 258, "mac": "02:00:00:00:00:01"}
    assert (found["colour"], found["bits"]) == ("RED", ("LOW", "HIGH"))
    assert (found["label"], found["dst"]) == ("abc", "10.1.2.3")
    assert (found["big"], found["small"]) == (9, 8)


@pytest.mark.parametrize(
    ("kind", "payload", "value"),
    [
        (b"set", attr(1, b"\3"), {"only": 3}),
        (b"struct", b"\0\2" + bytes(6), {"a": 2, "mac": "00:00:00:00:00:00"}),
        (b"both", HEAD + attr(1, b"\3"), {"ifindex": 7, "only": 3}),
        (b"none", b"", b""),
        (b"strange", attr(4, b"\3"), {"attr_4": b"\3"}),
    ],
)
def test_sub_messages(tmp_path: Path, kind: bytes, payload: bytes, value: Any) -> None:
    root = tree(genl(tmp_path), attr(20, kind + b"\0"), attr(21, payload))
    assert values(root)["options"] == value


def test_a_selector_may_be_in_an_outer_set(tmp_path: Path) -> None:
    inner = attr(1, attr(21, attr(1, b"\3")))
    root = tree(genl(tmp_path), attr(20, b"set\0"), attr(16, inner))
    assert values(root)["list"] == [{"options": {"only": 3}}]


def test_commands_headers_and_notifications(tmp_path: Path) -> None:
    (whole,) = ynl.load(genl(tmp_path)).families
    names = whole.commands.names
    assert names == {1: "GET_IT", 2: "IT_NTF", 9: "OTHER"}
    assert whole.commands.const("GET_IT") == "WHOLE_CMD_GET_IT"
    assert whole.op(2, REPLY).attrs is whole.op(1, REPLY).attrs
    assert whole.op(2, REPLY).header is not None
    assert whole.op(9, REPLY).header is None
    assert whole.groups == ("news",)
    root = tree(genl(tmp_path), attr(1, b"\6"), command=9, head=b"")
    assert values(root) == {"only": 6}


def test_constants_docs_and_limits() -> None:
    attrs = main()
    entries = table(attrs, "<").entries
    assert entries[3].const == "WHOLE_A_COLOUR"
    assert entries[300].const == "ODD_FAR"
    assert entries[3].doc == "Which colour."
    assert {entry.origin for entry in entries.values()} == {"spec"}
    assert attrs.limits[2] == Limits(min=1, max=0xFFFF)
    assert attrs.limits[4] == Limits(mask=0x81)
    assert attrs.limits[8] == Limits(max_len=16)
    assert attrs.limits[9] == Limits(min_len=16, max_len=16)


def test_a_set_without_a_prefix_has_no_constants() -> None:
    attrs = family().op(9, REPLY).attrs
    assert isinstance(attrs, Attrs)
    assert table(attrs, "<").entries[1].const == ""


def directional(tmp_path: Path) -> Family:
    path = tmp_path / "two.yaml"
    path.write_text(
        "name: two\n"
        "protocol: genetlink-legacy\n"
        "attribute-sets: [{name: two, attributes: [{name: a, type: u8}]}]\n"
        "operations:\n"
        "  enum-model: directional\n"
        "  list:\n"
        "    - {name: get, doc: d, attribute-set: two, do: {request: {}, reply: {}}}\n"
        "    - {name: set, doc: d, attribute-set: two, do: {request: {}}}\n"
        "    - {name: get-ntf, doc: d, notify: get}\n"
        "    - {name: act, doc: d, attribute-set: two,\n"
        "       do: {request: {value: 10}, reply: {value: 20}}}\n"
        "    - {name: done, doc: d, attribute-set: two, event: {attributes: [a]}}\n"
    )
    return ynl.load(path).families[0]


def test_the_directional_model(tmp_path: Path) -> None:
    two = directional(tmp_path)
    assert two.commands.names == {1: "GET", 2: "SET", 10: "ACT"}
    assert two.replies is not None
    assert two.replies.names == {1: "GET_REPLY", 2: "GET_NTF", 20: "ACT_REPLY", 21: "DONE"}
    assert two.attrs is two.op(21, REPLY).attrs


def test_netfilter_has_a_family_for_each_subsystem(tmp_path: Path) -> None:
    path = tmp_path / "nf.yaml"
    path.write_text(
        "name: nf\n"
        "protocol: netlink-raw\n"
        "protonum: 12\n"
        "attribute-sets: [{name: nf, attributes: [{name: a, type: u8}]}]\n"
        "operations:\n"
        "  enum-model: directional\n"
        "  list:\n"
        "    - {name: begin, doc: d, attribute-set: nf, do: {request: {value: 0x10}}}\n"
        "    - {name: get, doc: d, attribute-set: nf,\n"
        "       do: {request: {value: 0xa01}, reply: {value: 0xa00}}}\n"
    )
    specs = Specs([path])
    batch, nft = specs.family(12, 0x10), specs.family(12, 0xA05)
    assert batch is not None
    assert nft is not None
    assert (batch.name, batch.subsystem, nft.name, nft.subsystem) == (
        "nfnetlink", 0, "nf", 10
    )  # fmt: skip
    assert nft.commands.names == {1: "GET", 0: "GET_REPLY"}


def wrong(tmp_path: Path, old: str, new: str) -> str:
    path = tmp_path / "wrong.yaml"
    text = WHOLE.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(SchemaError) as caught:
        ynl.load(path)
    line = path.read_text().splitlines()[caught.value.line - 1]
    return f"{line.strip()} | {caught.value.text}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("type: bitfield32, enum: bits", "type: bitfield32, enum: bots", "'bots'"),
        ("type: nest, nested-attributes: main", "type: nest", "attribute set None"),
        ("struct: outer }", "struct: outre }", "no struct 'outre'"),
        ("struct: inner }", "struct: outer }", "struct 'outer' is in itself"),
        ("subset-of: main", "subset-of: mine", "no whole set 'mine'"),
        ("notify: get-it", "notify: got-it", "no operation 'got-it'"),
        ("fixed-header: head\n  list", "fixed-header: foot\n  list", "struct 'foot'"),
        ("value: 300,", "value: 8,", "'far' (8) stands here twice"),
        ("value: 300,", "value: 99999,", "99999 is no attribute number"),
        ("value: 300,", "value: far,", "expected `int | null`, got `str`"),
        ("name: high, value: 7", "name: high, value: 77", "77 is no bit"),
        ("type: flag }", "tpe: flag }", "'flag-it' has no type"),
        ("protocol: netlink-raw", "protocol: netlink", "'netlink' is none of"),
        ("operations:", "operation:", "missing required field `operations`"),
        ("- { name: far,", "- { name: far:,", "no YAML"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in wrong(tmp_path, old, new)


def test_what_cannot_be_expressed_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    text = WHOLE.read_text().replace(
        "{ name: wide, type: uint }", "{ name: wide, type: u128 }"
    )
    path.write_text(
        text.replace("name: kind, type: string", "name: kind, type: string, x: 1")
    )
    told = [str(remark).rpartition(": ")[2] for remark in ynl.remarks(path)]
    assert told == ["unknown key 'x'", "unknown type 'u128'"]
    attrs = ynl.load(path).families[0].op(1, REQUEST).attrs
    assert isinstance(attrs, Attrs)
    assert table(attrs, "<").entries[6].name == "wide"


def test_the_cache_is_used_and_may_be_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ynl.load(WHOLE)
    (kept,) = (tmp_path / "cache" / "nlscope" / "specs").iterdir()
    monkeypatch.setattr(ynl, "fresh", None)
    assert ynl.load(WHOLE).spec.name == "whole"
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept.write_bytes(b"[1, 2")
    assert ynl.load(WHOLE).spec.name == "whole"
