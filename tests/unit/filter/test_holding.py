"""Paths into values that are dicts: extended matches of tc, user data of nftables."""

from __future__ import annotations

import json as plain_json
import struct
from pathlib import Path

import numpy as np
import pytest

from nlscope.craft import from_record
from nlscope.export import json
from nlscope.filter.compile import compile_filter
from nlscope.filter.error import FilterError
from nlscope.session import Session
from tests.support import CAPTURES, attr, captured, nlmsg, registry, session

NEWTFILTER = 44
# meta(nf_mark mask 0xff gt 5), nbyte("abc" at 4 layer transport) and text("abc" from 1 to
# 9 layer transport), as a little-endian machine has them
META = "00000400010000000c0001000c1000010010000008000200ff0000000800030005000000"
NBYTE = "00000200020000000400032061626300"
TEXT = "00000500000000006b6d700000000000000000000000000001000900030022006162630a"


def matches(tmp_path: Path, *ematches: str) -> Session:
    """Return a capture of one basic filter with some matches."""
    listed = b"".join(attr(n, bytes.fromhex(raw)) for n, raw in enumerate(ematches, 1))
    tree = attr(1, struct.pack("=HH", len(ematches), 0)) + attr(2, listed)
    body = bytes(20) + attr(1, b"basic\0") + attr(2, attr(2, tree))
    return captured(tmp_path / "ematch.pcap", 0, nlmsg(NEWTFILTER, body))


def chosen(opened: Session, text: str) -> int:
    return int(np.count_nonzero(compile_filter(text, registry()).rows(opened)))


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("tc.options.ematches.list.kind == META", True),
        ("tc.options.ematches.list.kind == CMP", False),
        ("ematches.list.meta.hdr.left.kind.id == NFMARK", True),
        ("ematches.list.meta.hdr.left.kind.id == RANDOM", False),
        ("ematches.list.meta.rvalue == 05:00:00:00", True),
        ("ematches.list.nbyte.off == 4", True),
        ("ematches.list.nbyte.off > 4", False),
        ("ematches.list.nbyte.layer == TRANSPORT", True),
        ("ematches.list.nbyte.pattern contains abc", True),
        ("ematches.list.text.algo == kmp", True),
        ("ematches.list.text.layers.to_layer == TRANSPORT", True),
        ("ematches.list.flags.rel_or", True),
        ("ematches.list.flags.invert", False),
        ("ematches.list.u32", False),
        ("ematches.list.text", True),
    ],
)
def test_extended_matches(tmp_path: Path, text: str, passes: bool) -> None:  # noqa: FBT001
    assert chosen(matches(tmp_path, META, NBYTE, TEXT), text) == passes


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(FilterError, match='has no "foo"'):
        compile_filter("ematches.list.cmp.foo == 1", registry())


def test_user_data() -> None:
    opened = session(CAPTURES / "nft.pcapng")
    assert chosen(opened, "nft.userdata.comment == established")
    assert chosen(opened, "nft.elements.userdata.comment == one")
    assert not chosen(opened, "nft.elements.userdata.comment == two")
    assert chosen(opened, "nft.userdata.keybyteorder == 2")


def test_json_makes_the_matches_again(tmp_path: Path) -> None:
    """Their bytes are hex in JSON; only the nested flags of nests are not in it."""
    opened = matches(tmp_path, META, NBYTE, TEXT)
    record = plain_json.loads(json.line(opened.describe(0), None))
    assert (
        record["fields"]["options"]["ematches"]["list"][1]["nbyte"]["pattern"] == "61626300"
    )
    made = from_record(registry(), record, lambda _name: None).body
    for raw in (META, NBYTE, TEXT):
        assert bytes.fromhex(raw) in made
