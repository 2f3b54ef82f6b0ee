"""Audit rules as auditctl -l writes them."""

from __future__ import annotations

from typing import Any

from nlscope.spec.audit_rule import rule


def made(*fields: tuple[str, int, str], buf: bytes = b"", **more: Any) -> dict[str, Any]:
    names, values, operators = zip(*fields, strict=True) if fields else ((), (), ())
    return {
        "flags": "EXIT",
        "action": "ALWAYS",
        "field_count": len(fields),
        "mask": [0] * 64,
        "fields": [*names, *["PID"] * (64 - len(names))],
        "values": [*values, *[0] * (64 - len(values))],
        "fieldflags": [*operators, *["NONE"] * (64 - len(operators))],
        "buf": buf,
        **more,
    }


ARCH = ("ARCH", 0xC000003E, "EQUAL")


def test_calls_by_the_architecture() -> None:
    mask = [1 << 2, *[0] * 7, 1 << 1, *[0] * 55]  # 2 is open, 257 openat
    said = "-a always,exit -F arch=b64 -S open,openat"
    assert rule(made(ARCH, mask=mask)) == said
    assert rule(made(mask=mask)) == "-a always,exit -S 2,257"


def test_fields_and_operators() -> None:
    fields = [
        ("LOGINUID", 1000, "GREATER_THAN_OR_EQUAL"),
        ("LOGINUID", 0xFFFFFFFF, "NOT_EQUAL"),
        ("SUCCESS", 0, "EQUAL"),
        ("EXIT", 0xFFFFFFF3, "EQUAL"),
        ("ARG1", 4, "BIT_MASK"),
        ("DIR", 4, "EQUAL"),
        ("FILTERKEY", 1, "EQUAL"),
    ]
    assert rule(made(*fields, buf=b"/etck")) == (
        "-a always,exit -F auid>=1000 -F auid!=unset -F success=0 -F exit=-EACCES"
        " -F a1&4 -F dir=/etc -F key=k"
    )


def test_other_lists() -> None:
    fields = [("MSGTYPE", 1300, "EQUAL")]
    excluded = made(*fields, flags="EXCLUDE", action="NEVER", mask=[0xFFFFFFFF] * 64)
    assert rule(excluded) == "-a never,exclude -F msgtype=1300"
    assert rule(made(flags="EXIT|PREPEND", action="NEVER")).startswith("-A never,exit")


def test_what_is_no_rule() -> None:
    assert rule(None) == ""
    assert rule({}) == "-a ,"
