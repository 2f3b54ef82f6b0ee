from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import types

import click
import pytest

from nlscope.cli import built_in
from nlscope.packaged import Packaged
from nlscope.schema.fault import SchemaError
from tests.support import CAPTURES, ROOT

SAMPLE = CAPTURES / "control_exmpl_errors.pcapng"


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "nlscope", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False)


def test_rows() -> None:
    done = run("read", str(SAMPLE))
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr, len(lines)) == (0, b"", 34)
    assert lines[3].endswith("EINVAL: MSG attribute is required")
    assert "\x1b" not in done.stdout.decode()


def test_json_tree_and_count() -> None:
    done = run("read", "--json", "-c", "2", str(SAMPLE))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["no"], second["exchange"]) == (1, 1)
    tree = run("read", "--tree", "-c", "1", str(SAMPLE)).stdout.decode()
    assert '    family_name "CONTROL_EXMPL"  [20+18]' in tree.splitlines()


def test_coverage() -> None:
    lines = run("read", "--coverage", str(SAMPLE)).stdout.decode().splitlines()
    assert lines[0].startswith("49 messages, ")


def test_standard_input_plain_and_gzipped() -> None:
    raw = SAMPLE.read_bytes()
    plain = run("read", "-", stdin=raw).stdout
    assert plain == run("read", str(SAMPLE)).stdout
    assert plain == run("read", "-", stdin=gzip.compress(raw)).stdout


def test_several_files_share_the_count() -> None:
    done = run("read", "-c", "40", str(SAMPLE), str(SAMPLE))
    assert len(done.stdout.splitlines()) == 40


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["read", "/nonexistent"], 1, "nlscope: cannot open /nonexistent: No such file"),
        (["read", "README.md"], 1, "nlscope: README.md is not a capture"),
        (["read", "tests"], 1, "nlscope: tests is a directory"),
        (["read"], 2, "Missing argument"),
        (["read", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "nonsense is neither a command nor a file"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    args: list[str], status: int, words: str
) -> None:
    done = run(*args)
    assert done.returncode == status
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_damage_is_told_and_the_rest_shown() -> None:
    done = run("read", "-", stdin=SAMPLE.read_bytes()[:3000])
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) > 5
    assert done.stderr.decode().count("\n") == 1


def test_one_bad_file_does_not_hide_the_others() -> None:
    done = run("read", "/nonexistent", str(SAMPLE))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 34


def test_a_broken_pipe_is_silent() -> None:
    command = (
        f"{sys.executable} -m nlscope read --json {SAMPLE} | head -c 1; exit $PIPESTATUS"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, cwd=ROOT, check=False
    )
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_a_table_without_a_family_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(_: Packaged, package: types.ModuleType, _index: object) -> None:
        msg = f"{package.__name__}/odd.py"
        raise SchemaError(msg, 1, "odd has no FAMILY")

    monkeypatch.setattr(Packaged, "__init__", load)
    with pytest.raises(click.ClickException, match=r"dissectors/odd.py:1: odd has no"):
        built_in.__wrapped__()


def test_numpy_starts_no_threads_and_children_do_not_hear_of_it() -> None:
    """OpenBLAS would start one for each processor, which spin; nlscope needs none."""
    path = str(CAPTURES / "link_basic.pcapng")
    script = (
        "import os, sys; from nlscope.cli import cli\n"
        f"cli(['read', '-c1', {path!r}], standalone_mode=False)\n"
        "print(len(os.listdir('/proc/self/task')), 'OPENBLAS_NUM_THREADS' in os.environ)"
    )
    left = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, env=left
    )
    assert done.stdout.splitlines()[-1] == "1 False"
