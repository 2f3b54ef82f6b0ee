"""Audit rules as auditctl writes them (struct audit_rule_data, linux/audit.h)."""

from __future__ import annotations

import errno
from itertools import islice
from typing import Any

from nlscope.spec.syscalls import BY_ARCH

_OPERATORS = {
    "NONE": "=",
    "EQUAL": "=",
    "NOT_EQUAL": "!=",
    "LESS_THAN": "<",
    "GREATER_THAN": ">",
    "LESS_THAN_OR_EQUAL": "<=",
    "GREATER_THAN_OR_EQUAL": ">=",
    "BIT_MASK": "&",
    "BIT_TEST": "&=",
}
_NAMES = {"LOGINUID": "auid", "WATCH": "path", "FILTERKEY": "key", "SESSIONID": "sessionid"}
_NAMES |= {f"ARG{n}": f"a{n}" for n in range(4)}
_TEXTS = ("WATCH", "DIR", "FILTERKEY", "EXE")
_TEXT_PREFIXES = ("SUBJ_", "OBJ_")
_NO_TEXTS = ("OBJ_UID", "OBJ_GID")
_IDS = ("UID", "EUID", "SUID", "FSUID", "GID", "EGID", "SGID", "FSGID", "LOGINUID")
_ARCHES = {0xC000003E: "b64", 0xC00000B7: "b64", 0xC00000F3: "b64", 0x40000003: "b32"}
_PERMISSIONS = "xwra"  # AUDIT_PERM_EXEC, _WRITE, _READ, _ATTR
_UNSET = 0xFFFFFFFF
_MOST = 8
_CALLS = 2048  # bits of the mask


def rule(value: Any) -> str:
    """Return always,exit -S openat -F path=/etc/passwd -F key=k of a rule."""
    if not isinstance(value, dict):
        return ""
    lists = str(value.get("flags", "")).lower().replace("|prepend", "")
    flag = "-A" if "PREPEND" in str(value.get("flags", "")) else "-a"
    words = [f"{flag} {str(value.get('action', '')).lower()},{lists}"]
    fields = _fields(value)
    words += [f"-F {text}" for name, text in fields if name == "ARCH"]
    words += _calls(value, lists)
    words += [f"-F {text}" for name, text in fields if name != "ARCH"]
    return " ".join(words)


def _fields(value: dict[str, Any]) -> list[tuple[str, str]]:
    buf = value.get("buf", b"")
    rest = buf if isinstance(buf, bytes) else str(buf).encode("utf-8", "surrogateescape")
    said = []
    held = zip(
        value.get("fields", ()),
        value.get("values", ()),
        value.get("fieldflags", ()),
        strict=False,
    )
    for kind, number, operator in islice(held, value.get("field_count", 0)):
        name = str(kind)
        if _is_text(name):
            text, rest = rest[:number].decode("utf-8", "backslashreplace"), rest[number:]
        else:
            text = _number(name, number)
        called = _NAMES.get(name, name.lower())
        said.append((name, f"{called}{_OPERATORS.get(str(operator), operator)}{text}"))
    return said


def _is_text(name: str) -> bool:
    if name in _NO_TEXTS:
        return False
    return name in _TEXTS or name.startswith(_TEXT_PREFIXES)


def _number(name: str, number: int) -> str:
    if name == "PERM":
        return "".join(c for n, c in enumerate(_PERMISSIONS) if number >> n & 1)
    if name == "ARCH":
        return _ARCHES.get(number, f"{number:#x}")
    if name in _IDS and number == _UNSET:
        return "unset"
    if name == "EXIT" and number > _UNSET >> 1:
        failed = _UNSET + 1 - number
        return f"-{errno.errorcode.get(failed, failed)}"
    return str(number)


def _calls(value: dict[str, Any], lists: str) -> list[str]:
    """Return -S with the system calls; the mask has a bit for each."""
    mask = [each for each in value.get("mask", ()) if isinstance(each, int)]
    if lists not in ("exit", "entry", "uring_exit") or not any(mask):
        return []
    if all(each == _UNSET for each in mask[: len(mask) - 1]):
        return ["-S all"]
    arches = [
        number
        for name, number in zip(value["fields"], value["values"], strict=False)
        if name == "ARCH"
    ]
    names = BY_ARCH.get(arches[0] if arches else 0, {})
    calls = [n for n in range(_CALLS) if mask[n // 32] >> n % 32 & 1]
    said = [names.get(n, str(n)) for n in calls[:_MOST]]
    said += [f"... {len(calls)} in all"] * (len(calls) > _MOST)
    return [f"-S {','.join(said)}"]
