from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from nlscope import cli
from nlscope.describe import Description
from nlscope.export.libmnl_code import libmnl
from nlscope.export.parts import parts_of
from nlscope.export.pyroute2_code import pyroute2
from nlscope.export.send_line import send_line
from nlscope.export.ynl_line import specification, ynl_line
from nlscope.model import HOST_ORDER
from tests.support import CAPTURES, SHARED, needs_shared, session

FILES = sorted(path for path in CAPTURES.glob("*.pcapng") if path.stat().st_size < 60_000)
LIBMNL = Path("/usr/include/libmnl/libmnl.h").exists() and shutil.which("cc")
SPECS = SHARED.parent / "specs"


def requests(path: Path, most: int = 40) -> list[Description]:
    """Return different requests of a capture, whole and with a nlmsghdr."""
    found: dict[bytes, Description] = {}
    for said in session(path):
        message = said.message
        asked = message.direction == "to-kernel" and message.frame.order == HOST_ORDER
        if asked and not said.root.problem and len(message.data) >= 16:
            found.setdefault(message.data[:8] + message.data[16:], said)
    return list(found.values())[:most]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_parts_make_the_bytes(path: Path) -> None:
    for said in session(path):
        if said.message.frame.order == HOST_ORDER and len(said.message.data) >= 16:
            assert parts_of(said).encode() == said.message.data[16:]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pyroute2_makes_the_bytes(path: Path) -> None:
    for said in requests(path):
        made: dict[str, Any] = {"__name__": "made"}
        exec(compile(pyroute2(said), "made.py", "exec"), made)
        data = bytes(made["message"].data)
        wanted = said.message.data
        assert data[4:].ljust(len(wanted) - 4, b"\0") == wanted[4:], pyroute2(said)


def _printing(said: Description, number: int) -> str:
    """Return the function that makes a message, under a name of its own."""
    made = libmnl(said).partition("int main(void)")[0]
    body = made[made.index("static struct nlmsghdr *make") :]
    return body.replace("*make(", f"*make{number}(")


@pytest.mark.skipif(not LIBMNL, reason="no libmnl headers, or no compiler")
def test_c_with_libmnl_makes_the_bytes(tmp_path: Path) -> None:
    chosen = [said for path in FILES for said in requests(path, 8)]
    top = libmnl(chosen[0]).partition("/*")[0]
    calls = "".join(f"\tshow(make{n}(clean()));\n" for n in range(len(chosen)))
    source = tmp_path / "made.c"
    source.write_text(
        top + "static char buffer[1 << 17];\n"
        "static void *clean(void) { return memset(buffer, 0, sizeof(buffer)); }\n"
        "static void show(struct nlmsghdr *n)\n"
        "{\n\tunsigned int i;\n\tfor (i = 4; i < n->nlmsg_len; i++)\n"
        '\t\tprintf("%02x", ((unsigned char *)n)[i]);\n\tputchar(10);\n}\n'
        + "".join(_printing(said, n) for n, said in enumerate(chosen))
        + f"int main(void)\n{{\n{calls}\treturn 0;\n}}\n"
    )
    program = tmp_path / "made"
    subprocess.run(["cc", "-Wall", "-Werror", "-o", program, source, "-lmnl"], check=True)
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    for said, line in zip(chosen, lines.split(), strict=True):
        data = said.message.data
        wanted = data[4:8] + bytes(8) + data[16:]
        assert bytes.fromhex(line).ljust(len(wanted), b"\0") == wanted, libmnl(said)


@pytest.mark.skipif(not LIBMNL, reason="no libmnl headers, or no compiler")
def test_a_whole_c_program_compiles(tmp_path: Path) -> None:
    source = tmp_path / "made.c"
    source.write_text(libmnl(requests(CAPTURES / "link_types.pcapng")[-1]))
    subprocess.run(["cc", "-Wall", "-Werror", "-o", tmp_path / "made", source, "-lmnl"],
                   check=True)  # fmt: skip


def _sent(said: Description) -> bytes:
    """Return the bytes that nlscope send makes of its own line, sent to nobody."""
    line = send_line(said)
    fed = None
    if "|" in line and line.startswith("echo "):
        fed, _, line = line.partition(" | ")
        fed = fed.removeprefix("echo ")
    words = [*shlex.split(line)[1:], "--dry-run", "--demo", "--json"]
    if fed is None:
        message = said.message
        numbers = ["--seq", str(message.seq), "--port", str(message.portid)]
        words += [*numbers, "--type", str(message.type)]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "sent.pcapng"))
        out = CliRunner().invoke(cli.cli, [*words, "-w", path], input=fed)
        assert out.exit_code == 0, (line, out.output, out.exception)
        opened = session(Path(path))
        data = opened.store[len(opened.store) - 1].data
        opened.store.close()
    return data


@pytest.mark.parametrize(
    "name", ["link_basic", "link_types", "addr", "route", "genl_ctrl", "kmod_types", "nft",
             "kmod_fail", "netlink_test", "xfrm"],
)  # fmt: skip
def test_nlscope_send_makes_the_bytes(name: str) -> None:
    for said in requests(CAPTURES / f"{name}.pcapng", 6):
        data, wanted = _sent(said), said.message.data
        assert data.ljust(len(wanted), b"\0") == wanted, send_line(said)


def test_a_line_names_what_it_can() -> None:
    lines = [send_line(said) for said in requests(CAPTURES / "link_types.pcapng", 400)]
    named = [line for line in lines if line.startswith("nlscope send link NEWLINK")]
    assert any(".kind:nonul=vlan linkinfo:plain.data:plain.id=10" in line for line in named)
    raw = [line for line in lines if line.startswith("echo")]
    assert len(raw) * 10 < len(lines)


@needs_shared
def test_ynl_spells_names_as_the_specifications_do() -> None:
    tried = 0
    for name in ("link_basic", "addr", "route", "neigh", "rule", "genl_ctrl", "ethtool"):
        for said in requests(CAPTURES / f"{name}.pcapng"):
            path = SPECS / f"{specification(said)}.yaml"
            if path.exists():
                spec = yaml.safe_load(path.read_text())
                known = {each["name"] for each in spec["operations"]["list"]}
                words = shlex.split(ynl_line(said))
                assert words[4] in known, words
                tried += 1
    assert tried > 10


def test_ynl_line() -> None:
    said = next(
        said for said in requests(CAPTURES / "link_basic.pcapng")
        if said.identity.type_name == "RTM_NEWLINK" and '"kind"' in ynl_line(said)
    )  # fmt: skip
    words = shlex.split(ynl_line(said))
    spec = "Documentation/netlink/specs/rt-link.yaml"
    assert words[:5] == ["tools/net/ynl/pyynl/cli.py", "--spec", spec, "--do", "newlink"]
    assert "--create" in words
    exmpl = requests(CAPTURES / "control_exmpl_ok.pcapng")
    ours = next(each for each in exmpl if each.identity.name == "CONTROL_EXMPL")
    assert ynl_line(ours) == "# no YAML specification is known for CONTROL_EXMPL"
