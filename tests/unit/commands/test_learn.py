from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from nlscope.commands.learn import learn
from nlscope.dissect.secrets import secrets
from nlscope.schema.announced import Announced
from nlscope.schema.check import check
from nlscope.schema.guess import Seen, guess
from nlscope.schema.learn import Learner, Traffic
from nlscope.schema.policy import Policy
from nlscope.session import Session
from nlscope.spec import REPLY, REQUEST
from tests.support import CAPTURES, ROOT, attr, registry

EXMPL_OK = str(CAPTURES / "control_exmpl_ok.pcapng")


def run(*args: str) -> Result:
    return CliRunner().invoke(learn, args, obj=registry, standalone_mode=False)


def read(*args: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "nlscope", "read", "--json", *args]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("source", ["control_exmpl_ok", "control_exmpl_errors"])
def test_what_was_learnt_decodes_by_name(tmp_path: Path, source: str) -> None:
    target = tmp_path / "learnt.yaml"
    capture = str(CAPTURES / f"{source}.pcapng")
    assert run("CONTROL_EXMPL", "-r", capture, "-w", str(target)).exception is None
    verdict = check(target)
    assert (verdict.errors, verdict.notes) == ([], [])
    text = target.read_text().replace("string-1", "msg").replace("cmd-1\n", "echo\n")
    target.write_text(text)
    rows = read("--no-builtin", "--no-specs", "--specs", str(target), EXMPL_OK)
    ours = [row for row in rows if row["type"] == "CONTROL_EXMPL"]
    assert {row["genl"]["cmd"] for row in ours} == {"ECHO"}
    assert ours[0]["fields"] == {"msg": "hello"}
    assert not any(row["undecoded"] for row in ours)


@pytest.mark.parametrize("name", ["ethtool", "wireguard", "nlctrl", "batadv"])
def test_every_spec_learnt_is_good(tmp_path: Path, name: str) -> None:
    target = tmp_path / "learnt.yaml"
    capture = CAPTURES / ("batadv.pcapng" if name == "batadv" else "genl_ctrl.pcapng")
    result = run(name, "-r", str(capture), "-w", str(target))
    assert result.exception is None
    verdict = check(target)
    assert (verdict.errors, verdict.notes) == ([], [])
    assert [family.name for family in verdict.families] == [name]


def test_an_unknown_family() -> None:
    result = run("nosuch", "-r", EXMPL_OK)
    assert str(result.exception).startswith("no family 'nosuch' in ")


def test_a_file_that_cannot_be_written() -> None:
    result = run("CONTROL_EXMPL", "-r", EXMPL_OK, "-w", "/nonexistent/x.yaml")
    assert (
        str(result.exception)
        == "cannot write /nonexistent/x.yaml: No such file or directory"
    )


@pytest.mark.parametrize(
    ("payloads", "kind", "stem"),
    [
        ([b""], "flag", "flag"),
        ([b"abc\0", b"x\0"], "string", "string"),
        ([b"abc\0", b"x\0", b"\xff\xff\xff\xff"], "string", "string"),
        ([b"\2\0\0\0\0\1"], "binary", "mac"),
        ([b"\xfe\x80" + bytes(13) + b"\1"], "binary", "ipv6"),
        ([b"\x0a\0\0\1", b"\xc0\xa8\0\1"], "u32", "ipv4"),
        ([b"\1"], "u8", "u8"),
        ([b"\1\2"], "u16", "u16"),
        ([struct.pack("<Q", n) for n in (1, 5, 900)], "u64", "counter"),
        ([struct.pack("<Q", n) for n in (9, 5, 900)], "u64", "u64"),
        ([bytes(4), bytes(8)], "uint", "uint"),
        ([attr(1, b"\1"), attr(2, b"\1")], "nest", "nest"),
        ([b"\xff\xfe\xfd"], "binary", "bytes"),
        ([bytes(16)], "binary", "bytes"),  # nothing in it says that it is an address
        ([b"\x08\0", b"\x86\xdd"], "u16", "ethertype"),
        ([attr(0x8000, attr(1, b"\1"))], "nest", "nest"),  # an array from 0
    ],
)
def test_guesses(payloads: list[bytes], kind: str, stem: str) -> None:
    found = guess(Seen(payloads), "<")
    assert (found.type, found.stem) == (kind, stem)


def test_commands_whose_attributes_differ_have_sets_of_their_own() -> None:
    traffic = Traffic("<")
    nest = attr(0x8001, attr(1, b"\1") + attr(2, b"lo\0"))
    traffic.add(1, REQUEST, nest)
    traffic.add(2, REQUEST, attr(1, struct.pack("<I", 0x10203)))
    traffic.add(3, REQUEST, nest + attr(2, b"\7"))
    traffic.add(4, REQUEST, attr(1, b""))  # a flag, or a nest without anything
    spec = Learner(Announced("x"), None, traffic).spec()
    used = {each["name"]: each["attribute-set"] for each in spec["operations"]["list"]}
    assert used == {"cmd-1": "x", "cmd-2": "x-cmd-2", "cmd-3": "x", "cmd-4": "x"}
    types = {
        space["name"]: [each["type"] for each in space["attributes"]]
        for space in spec["attribute-sets"]
    }
    assert types == {"x": ["nest", "u8"], "x-1": ["u8", "string"], "x-cmd-2": ["u32"]}


def test_traffic_policy_headers_and_groups_come_together() -> None:
    known = Announced("my fam", 40, 2, 6, 3, {1: 0x0D, 2: 0x02}, {"news": 3})
    policy = Policy("my fam")
    rule = attr(1, struct.pack("=I", 13)) + attr(8, struct.pack("=I", 1))
    inner = attr(1, struct.pack("=I", 4)) + attr(5, struct.pack("=Q", 9))
    policy.add(attr(8, attr(0, attr(1, rule)) + attr(1, attr(2, inner))), "<")
    policy.add(attr(9, attr(1, attr(2, struct.pack("=I", 0)))), "<")
    traffic = Traffic("<")
    traffic.add(1, REQUEST, bytes(8) + attr(1, attr(2, struct.pack("<I", 3))))
    traffic.add(
        1, REPLY, bytes(8) + attr(3, attr(1, attr(1, b"\1")) + attr(2, attr(1, b"\2")))
    )
    spec = Learner(known, policy, traffic).spec()
    header = spec["definitions"][0]
    assert [member["type"] for member in header["members"]] == ["u32", "u8", "u8"]
    first, *others = spec["attribute-sets"]
    assert [a["type"] for a in first["attributes"]] == ["nest", "indexed-array"]
    names = {space["name"]: space["attributes"] for space in others}
    assert names["my-fam-1"] == [
        {"name": "u32-2", "type": "u32", "value": 2, "doc": "Seen: 3", "checks": {"max": 9}}
    ]
    get, other = spec["operations"]["list"]
    assert (get["flags"], list(get["dump"]), "do" in other) == (
        ["admin-perm"], ["request", "reply"], True
    )  # fmt: skip
    assert spec["mcast-groups"] == {"list": [{"name": "news"}]}
    assert yaml.safe_load(yaml.safe_dump(spec)) == spec


def test_the_keys_that_were_seen_are_not_told() -> None:
    result = run("wireguard", "-r", str(CAPTURES / "wireguard.pcapng"))
    session = Session.load(str(CAPTURES / "wireguard.pcapng"), registry())
    keys = {
        said.message.data[start:stop]
        for said in session
        for start, stop in secrets(said.root)
    } - {bytes(32)}
    assert keys
    assert "Seen: 51820" in result.output
    assert not [key for key in keys if key[:8].hex() in result.output]
