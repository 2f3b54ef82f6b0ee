from __future__ import annotations

import json

from click.testing import CliRunner, Result

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
