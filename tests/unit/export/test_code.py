from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from nlscope.export.code import c_array, hex_text, identifier, python_bytes

DATA = [b"", b"\0", bytes(range(256)), b'"\\\n' * 5]
NOTES = ["", "*/ int x; /*", "line\nbreak \\", "a\u202eb \\"]


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("note", NOTES)
def test_python_gives_the_bytes_back(data: bytes, note: str) -> None:
    scope: dict[str, bytes] = {}
    exec(python_bytes(data, "it", note), scope)
    assert scope["it"] == data


@pytest.mark.parametrize("data", DATA[1:])
@pytest.mark.parametrize("note", NOTES)
def test_c_holds_the_bytes(data: bytes, note: str) -> None:
    text = c_array(data, "it", note)
    body = text[text.index("{") :]
    assert bytes(int(each, 16) for each in re.findall(r"0x([0-9a-f]{2})", body)) == data
    assert text.count("*/") == bool(note)
    assert f"it[{len(data)}]" in text


def test_c_compiles(tmp_path: Path) -> None:
    source = tmp_path / "it.c"
    source.write_text(
        c_array(DATA[2], "it", NOTES[1]) + "\nint main(void){return it[1];}\n"
    )
    try:
        done = subprocess.run(
            ["cc", "-Wall", "-Werror", "-o", tmp_path / "it", source], check=False
        )
    except FileNotFoundError:
        pytest.skip("no C compiler")
    assert done.returncode == 0
    assert subprocess.run([tmp_path / "it"], check=False).returncode == 1


def test_hex() -> None:
    assert hex_text(b"\x01\xff") == "01 ff"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("linkinfo.data", "linkinfo_data"), ("0", "message_0"), ("", "message"),
        ("\u6f22", "message"), ("IFLA-X", "ifla_x"),
    ],
)  # fmt: skip
def test_identifier(text: str, name: str) -> None:
    assert identifier(text) == name
