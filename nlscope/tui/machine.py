"""What this machine allows: whether netlink can be captured live here, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlscope.machine import LIVE, findings, gather, works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.machine import Facts, Finding

_NEEDED = ("kernel", "nlmon module", "capabilities", "packet sockets")


def live_capture(facts: Facts | None = None) -> tuple[bool, str]:
    """Return whether a live capture can be made, and why not, and what to do."""
    facts = facts or gather()
    if {what: good for good, what in works(facts)}[LIVE]:
        return True, "an nlmon interface can be made here"
    missing = [each for each in findings(facts) if each.what in _NEEDED and not each.good]
    return False, "; ".join(f"{_text(each)} - {each.remedy}" for each in missing)


def _text(finding: Finding) -> str:
    named = finding.what in ("nlmon module", "packet sockets")
    return f"{finding.what} {finding.text}" if named else finding.text


def ways(facts: Facts | None = None) -> Iterator[tuple[str, str]]:
    """Yield commands that work here, and what each does."""
    facts = facts or gather()
    able = live_capture(facts)[0]
    if able:
        yield "nlscope live -w FILE", "this machine's traffic, kept in a file"
    elif facts.system == "Linux" and facts.netlink:
        yield "nlscope live --groups all", "what is announced to all, without nlmon"
    if "strace" in facts.tools:
        yield "nlscope run -- CMD", "a command's messages, without root"
    yield "nlscope read FILE", "print a capture as text or JSON"
    yield "nlscope doctor", "what is missing here, and what to do"
    yield "nlscope --help", "all commands"
