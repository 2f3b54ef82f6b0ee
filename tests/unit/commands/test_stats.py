from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from nlscope.capture.beginning import statistics
from nlscope.commands.stats import spark, stats
from tests.support import CAPTURES, registry

SAMPLE = str(CAPTURES / "errors_extack.pcapng")


def run(*args: str) -> Result:
    return CliRunner().invoke(stats, args, obj=registry)


def test_tables() -> None:
    lines = run(SAMPLE).output.splitlines()
    assert lines[0].startswith("425 messages, ")
    heads = [line.split()[-1] for line in lines if line.split()[:1] == ["messages"]]
    assert heads == ["protocol", "family", "type", "port", "error"]
    assert any(line.endswith("EINVAL: Parent Qdisc doesn't exists") for line in lines)
    assert any(line.endswith("slowest exchanges") for line in lines)


def test_json_of_a_filter() -> None:
    made = json.loads(run(SAMPLE, "--json", "-Y", "protocol == XFRM").output)
    assert made["total"]["messages"] == 2
    assert [each["name"] for each in made["protocols"]] == ["XFRM"]
    assert made["slowest"][0]["request"] == made["total"]["first"]
    assert sum(made["timeline"]["messages"]) == 2


def test_nothing_passes() -> None:
    assert run(SAMPLE, "-Y", "seq == 1 and seq == 2").output.startswith("0 messages")


def test_mistakes() -> None:
    assert run("/nonexistent").exit_code == 1
    assert run(SAMPLE, "-Y", "nonsense ==").exit_code == 2


def test_spark() -> None:
    assert spark([0, 1, 1000]) == " ▁█"
    assert spark([]) == ""


def test_drops(tmp_path: Path) -> None:
    path = tmp_path / "a.pcapng"
    path.write_bytes(Path(SAMPLE).read_bytes() + statistics(500, 75))
    assert run(str(path)).output.endswith(
        "\n75 frames were dropped while it was captured\n"
    )
    assert json.loads(run(str(path), "--json").output)["dropped_frames"] == 75
    assert json.loads(run(SAMPLE, "--json").output)["dropped_frames"] in (None, 0)
