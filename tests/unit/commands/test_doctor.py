"""What the doctor says of a machine that is made up."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from nlscope.commands import doctor as command
from nlscope.machine import Facts, advice, findings, works

BOTH = 1 << 12 | 1 << 13
GOOD = Facts(
    release="6.12",
    module="loadable",
    capabilities=BOTH | 1 << 21,
    tools=frozenset({"strace", "tshark"}),
)


def told(facts: Facts) -> dict[str, tuple[str, str]]:
    return {each.what: (each.text, each.remedy) for each in findings(facts)}


def able(facts: Facts) -> list[bool]:
    return [good for good, _ in works(facts)]


def test_all_is_well() -> None:
    assert all(each.good and not each.remedy for each in findings(GOOD))
    assert able(GOOD) == [True] * 5


@pytest.mark.parametrize(
    ("facts", "what", "text", "remedy"),
    [
        (Facts(capabilities=BOTH), "nlmon module", "not found", "extra modules"),
        (Facts(container="docker"), "nlmon module", "not found", "on the host, outside of"),
        (
            Facts(module="loaded", capabilities=1 << 12),
            "capabilities",
            "no CAP_NET_RAW",
            "use sudo",
        ),
        (Facts(container="podman"), "capabilities", "no CAP_NET_ADMIN and", "--cap-add"),
        (Facts(packet=False), "packet sockets", "missing", "modprobe af_packet"),
        (Facts(scratch=False), "namespaces", "not all", "CAP_SYS_ADMIN); send cannot"),
        (Facts(), "strace", "not found", "nlscope run"),
        (Facts(system="Darwin"), "kernel", "Darwin has no netlink", "read captures"),
        (Facts(netlink=False), "kernel", "without netlink", "AF_NETLINK"),
    ],
)
def test_what_is_missing_has_a_remedy(
    facts: Facts, what: str, text: str, remedy: str
) -> None:
    said = told(facts)[what]
    assert text in said[0]
    assert remedy in said[1]


def test_what_works_without_a_module() -> None:
    assert able(Facts(capabilities=BOTH)) == [True, True, False, True, False]
    assert able(Facts(system="Darwin", module="loaded")) == [
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(("facts", "status"), [(GOOD, 0), (Facts(), 1)])
def test_the_status_tells_whether_captures_are_possible(
    monkeypatch: pytest.MonkeyPatch, facts: Facts, status: int
) -> None:
    monkeypatch.setattr(command, "gather", lambda: facts)
    result = CliRunner().invoke(command.doctor, [], standalone_mode=False)
    assert result.return_value == status
    assert "nlscope live, capture" in result.output


def test_a_tool_that_is_not_needed_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "gather", Facts)
    lines = CliRunner().invoke(command.doctor, []).output.splitlines()
    signs = {line[6:].split("  ")[0].strip(): line[:6].strip() for line in lines}
    assert (signs["strace"], signs["tshark"], signs["kernel"]) == ("!!", "-", "ok")
    after = lines[next(n for n, line in enumerate(lines) if "strace" in line) + 1]
    assert after.strip() == "-> nlscope run uses it: apt install strace"


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (GOOD, "nlscope live shows"),
        (
            Facts(tools=frozenset({"strace"})),
            "nlscope demo shows all of it on a made-up kernel; ",
        ),
        (Facts(), "nlscope demo"),
    ],
)
def test_what_to_begin_with(facts: Facts, first: str) -> None:
    assert advice(facts).startswith(first)
