from __future__ import annotations

import json as plain_json
import struct

from nlscope.context import Context
from nlscope.describe import describe
from nlscope.export import json
from tests.support import attr, genlmsg, message, nlmsg, registry


def record(protocol: int, data: bytes) -> dict[str, object]:
    said = describe(message(protocol, data), registry(), Context())
    line = json.line(said, 7)
    assert line.endswith(b"}\n")
    found: dict[str, object] = plain_json.loads(line)
    return found


def test_the_contract() -> None:
    found = record(16, nlmsg(16, genlmsg(3, attr(2, b"x\0") + attr(99, b"\xab")), seq=4))
    assert found == {
        "no": 1,
        "frame": 1,
        "time": "1970-01-01T00:00:00.000000000Z",
        "protocol": "GENERIC",
        "direction": "to-kernel",
        "type": "nlctrl",
        "type_id": 16,
        "flags": ["REQUEST"],
        "flags_raw": 1,
        "seq": 4,
        "portid": 0,
        "len": 36,
        "info": 'GETFAMILY "x"',
        "genl": {"family": "nlctrl", "cmd": "GETFAMILY", "cmd_id": 3, "version": 1},
        "error": None,
        "exchange": 7,
        "fields": {"family_name": "x", "attr_99": "ab"},
        "undecoded": 8,
        "problems": [],
        "process": None,
        "names": {},
    }


def test_an_error() -> None:
    request = nlmsg(16, genlmsg(3, attr(2, b"x\0")))
    tlvs = attr(1, b"no\0") + attr(2, struct.pack("=I", 20))
    found = record(16, nlmsg(2, struct.pack("=i", -22) + request + tlvs, flags=0x200))
    assert found["genl"] is None
    assert found["error"] == {
        "errno": 22,
        "name": "EINVAL",
        "msg": "no",
        "offset": 20,
        "path": "nlctrl.family_name",
        "missing": None,
        "policy": None,
        "request": None,
        "start": 20,
        "end": 28,
        "reason": 'CTRL_ATTR_FAMILY_NAME "x": no',
    }


def test_too_few_bytes() -> None:
    found = record(0, b"\1\2\3")
    assert found["problems"] == [{"start": 0, "end": 3, "text": "short"}]
    assert (found["len"], found["undecoded"]) == (3, 3)


def test_what_a_terminal_obeys_is_escaped() -> None:
    text = "\x1b[31m\x7f\x9b31m\u202eé漢\u2066"
    line = json.dumped({"text": text})
    assert line == (
        b'{"text":"\\u001b[31m\\u007f\\u009b31m\\u202e' + "é漢".encode() + b'\\u2066"}\n'
    )
    assert plain_json.loads(line) == {"text": text}
