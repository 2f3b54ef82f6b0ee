"""How the names of a spec become ours and the kernel's.

The rules are those of tools/net/ynl/pyynl/ynl_gen_c.py in Linux 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable

from nlscope.schema.form import Spec

_GENERATED = ("genetlink", "genetlink-c")  # the header is made from the spec


def short(name: str) -> str:
    """Return the short name of an attribute or a member: lower case, no dashes."""
    return name.replace("-", "_").lower()


def upper(name: str) -> str:
    """Return the short name of a constant or a command: upper case, no dashes."""
    return name.replace("-", "_").upper()


def family_name(spec: Spec) -> str:
    """Return the short name of a family: rt-link is link, genl names stay."""
    if spec.protocol == "netlink-raw":
        return short(spec.name.removeprefix("rt-"))
    return spec.name


def set_prefix(spec: Spec, name: str, given: str) -> str:
    """Return the name-prefix of a set, "" if the spec does not tell the kernel's names."""
    if given or spec.protocol not in _GENERATED:
        return given
    return f"{spec.name}-a-" if name == spec.name else f"{spec.name}-a-{name}-"


def constants_prefix(spec: Spec, name: str, given: str) -> str:
    """Return the name-prefix of an enum, "" if the spec does not tell."""
    if given or spec.protocol not in _GENERATED:
        return given
    return f"{spec.name}-{name}-"


def command_prefix(spec: Spec) -> str:
    """Return the name-prefix of the commands; old families have one by custom too."""
    given = spec.operations.name_prefix
    return given or ("" if spec.protocol == "netlink-raw" else f"{spec.name}-cmd-")


def stem(prefix: str, names: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the prefix that our tables want, and the constants that it does not fit.

    Ours end before an underscore; a prefix that does not have one makes all irregular.
    """
    spelled = upper(prefix)
    if not spelled or spelled.endswith("_"):
        return spelled[:-1], {}
    return "", {name: spelled + name.upper() for name in names}
