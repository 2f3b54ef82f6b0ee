from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.registry import Registry, Tables
from nlscope.schema.fault import SchemaError
from nlscope.schema.layer import Specs, folders, heading
from nlscope.schema.merge import Merger
from nlscope.schema.policy import Known, Policy
from nlscope.schema.user import config_files, installed, load
from nlscope.spec import (
    BARE,
    REQUEST,
    U8,
    U16,
    U32,
    Attrs,
    Binary,
    Constants,
    Genl,
    Indexed,
    Limits,
    Multi,
    Nest,
    Op,
    Route,
    Select,
    Str,
    declared_by,
    now,
)
from nlscope.table import table
from tests.support import attr, genlmsg, message, nlmsg


class Cmd(Constants, prefix="X_CMD"):
    GET = 1


class More(Constants, prefix="Y_CMD"):
    GOT = 1
    SET = 2


def merged(above: Attrs, below: Attrs) -> Attrs:
    return Merger().sets(above, below)


def told(attrs: Attrs) -> dict[int, tuple[str, str, str]]:
    return {
        number: (entry.name, entry.origin, entry.const)
        for number, entry in table(attrs, "<").entries.items()
    }


def test_the_upper_layer_wins_attribute_by_attribute() -> None:
    above = Attrs("A", {1: "one" / U8, 2: "two" / U8})
    below = Attrs("B", {2: "zwei" / U32 * "Two.", 3: "drei" / U8}, origin="spec")
    found = merged(above, below)
    assert told(found) == {
        1: ("one", "built-in", "A_ONE"),
        2: ("two", "built-in", "A_TWO"),
        3: ("drei", "spec", "B_DREI"),
    }
    entry = table(found, "<").entries[2]
    assert (entry.length, entry.doc) == (5, "Two.")


def test_names_stay_unique_and_unknown_constants_unknown() -> None:
    below = Attrs("", {2: "one" / U8}, origin="policy")
    found = merged(Attrs("A", {1: "one" / U8}), below)
    assert told(found)[2] == ("one_2", "policy", "")


def test_nests_are_merged_and_may_hold_themselves() -> None:
    above = Attrs("A", {1: "self" / Nest(lambda: above), 2: "kids" / Multi(Nest(BARE))})
    below = Attrs("B", {1: "x" / Nest(lambda: below), 2: "y" / Nest(Attrs("C", {}))})
    below.entries[3] = "more" / U8
    found = merged(above, below)
    inner = found.entries[1].subcon
    again = now(inner.of)
    assert again is found
    assert again.entries[3].name == "more"
    assert isinstance(found.entries[2].subcon, Multi)


def test_cases_and_arrays_are_merged() -> None:
    one, two = Attrs("A", {1: "a" / U8}), Attrs("B", {2: "b" / U8}, origin="spec")
    above = Attrs("A", {1: "s" / Select("k", {"x": one}), 2: "i" / Indexed(one)})
    below = Attrs("B", {1: "s" / Select("k", {"x": two, "y": two}), 2: "i" / Indexed(two)})
    found = merged(above, below)
    cases = found.entries[1].subcon.cases
    assert set(cases) == {"x", "y"}
    assert set(cases["x"].entries) == {1, 2}
    assert set(now(found.entries[2].subcon.of).entries) == {1, 2}


def test_limits_are_the_kernels() -> None:
    above = Attrs("A", {1: "a" / U8}, limits={1: Limits(max=5)}, origin="spec")
    below = Attrs("", {1: "b" / U8}, limits={1: Limits(max=3)}, origin="policy")
    assert merged(above, below).limits == {1: Limits(max=3)}


def test_families_are_merged_by_command_and_direction() -> None:
    other = Attrs("B", {2: "b" / U8}, origin="spec")
    registry, specs = Registry(), Tables("spec")
    registry.add(Genl("x", Cmd, attrs=Attrs("A", {1: "a" / U8}), info=("{a}",)))
    specs.add(Genl("x", More, ops={(2, REQUEST): Op(attrs=other), 1: Op(attrs=other)}))
    registry.under(specs)
    found = registry.genl("x")
    assert found is not None
    assert found.commands.names == {1: "GET", 2: "SET"}
    assert found.commands.const("SET") == "Y_CMD_SET"
    assert found.op(1, REQUEST).info == ("{a}",)
    attrs = found.op(2, REQUEST).attrs
    assert isinstance(attrs, Attrs)
    assert set(attrs.entries) == {1, 2}
    assert registry.origins("x") == ["built-in", "spec"]
    assert [family.name for family in registry] == ["x"]


def test_types_of_other_protocols_stay_apart() -> None:
    class New(Constants, prefix="RTM"):
        NEWQDISC = 36

    class All(Constants, prefix="RTM"):
        NEWQDISC = 36
        NEWTCLASS = 40

    registry, specs = Registry(), Tables("spec")
    registry.add(Route("qdisc", New, attrs=Attrs("A", {1: "a" / U8})))
    specs.add(Route("tc", All, attrs=Attrs("B", {2: "b" / U8})))
    registry.under(specs)
    names = {number: registry.family(0, number) for number in (36, 40)}
    assert {n: f.name for n, f in names.items() if f} == {36: "qdisc", 40: "tc"}
    assert {family.name for family in registry} == {"qdisc", "tc"}


def test_what_one_layer_alone_knows_is_as_it_was() -> None:
    registry = Registry()
    registry.under(Specs([]))
    family = Genl("x", Cmd)
    registry.add(family)
    assert registry.genl("x") is family
    assert registry.fixed_id(16) == "nlctrl"


def policy_message(no: int, body: bytes, context: Context) -> None:
    data = nlmsg(16, genlmsg(10, attr(1, struct.pack("=H", 40)) + body), flags=2)
    context.observe(message(16, data, no=no))


def announce(context: Context) -> None:
    body = attr(2, b"fam\0") + attr(1, struct.pack("=H", 40))
    context.observe(message(16, nlmsg(16, genlmsg(1, body), flags=0)))


def rule(kind: int, *more: bytes) -> bytes:
    return attr(1, struct.pack("=I", kind)) + b"".join(more)


def u32(number: int, value: int) -> bytes:
    return attr(number, struct.pack("=I", value))


def u64(number: int, value: int) -> bytes:
    return attr(number, struct.pack("=Q", value))


def policies(context: Context) -> None:
    """Observe one family: command 1 does policy 0, command 2 dumps policy 2."""
    policy_message(2, attr(9, attr(1, u32(1, 0)) + attr(2, u32(2, 2))), context)
    for index, number, held in [
        (0, 1, rule(4, u64(4, 1), u64(5, 9))),
        (0, 2, rule(12, u32(7, 15))),
        (0, 3, rule(13, u32(8, 1), u32(9, 4))),
        (0, 6, rule(2)),
        (1, 4, rule(8, u64(2, (1 << 64) - 5), u64(3, 5))),
        (1, 5, rule(15, u32(10, 3))),
        (2, 1, rule(4)),
        (2, 6, rule(11)),
        (2, 7, rule(14, u32(8, 1))),
    ]:
        policy_message(2, attr(8, attr(index, attr(number, held))), context)


def decoded(context: Context, *attributes: bytes, flags: int = 1, cmd: int = 1) -> str:
    data = nlmsg(40, genlmsg(cmd, b"".join(attributes)), flags=flags)
    root = dissect(message(16, data, no=50), Registry(), context)
    fields = {
        part.name: part.value if part.parts is None else part.parts[0].value
        for part in root.items[2:]
    }
    return repr(fields)


def test_policies_type_what_nobody_described() -> None:
    context = Context()
    announce(context)
    policies(context)
    request = [u32(1, 7), attr(2, b"hi\0"), attr(3, u32(4, 9)), attr(6, b"\3")]
    assert decoded(context, *request) == (
        "{'attr_1': 7, 'attr_2': 'hi', 'attr_3': 9, 'attr_6': 3}"
    )
    reply = [u32(1, 7), attr(6, b"\3"), attr(7, attr(1, u32(4, 2)))]
    assert "'attr_1': 7, 'attr_6': b'\\x03'" in decoded(context, *reply, flags=0)
    assert "'attr_6': ''" in decoded(context, attr(6, b"\0"), cmd=2)


def test_limits_of_a_policy() -> None:
    context = Context()
    announce(context)
    policies(context)
    family = context.policy(40, "fam")
    assert family is not None
    attrs = family.op(1, REQUEST).attrs
    assert isinstance(attrs, Attrs)
    assert attrs.limits == {1: Limits(min=1, max=9), 2: Limits(max_len=16)}
    inner = now(attrs.entries[3].subcon.of)
    assert inner.limits == {4: Limits(min=-5, max=5), 5: Limits(mask=3)}
    assert inner.limits[4].broken(7, 4) == "7 is more than 5"
    assert inner.limits[4].broken(-7, 4) == "-7 is less than -5"
    assert inner.limits[5].broken(4, 8) == "bits 0x4 are not among 0x3"
    assert attrs.limits[2].broken(None, 20) == "20 bytes, at most 16 are allowed"
    assert attrs.limits[2].broken(None, 3) is None


def test_a_policy_that_comes_later_counts_too() -> None:
    context = Context()
    announce(context)
    assert "attr_1': b'" in decoded(context, u32(1, 7))
    policies(context)
    assert "attr_1': 7" in decoded(context, u32(1, 7))


def test_damaged_policies_do_no_harm() -> None:
    context = Context()
    announce(context)
    for body in (
        attr(8, b"\1\2\3"),
        attr(8, attr(0, attr(1, b"\3\0"))),
        attr(9, attr(1, b"")),
    ):
        policy_message(3, body, context)
    policy_message(3, attr(9, attr(1, u32(1, 77))), context)
    assert "attr_1" in decoded(context, u32(1, 7))


def test_policies_from_elsewhere() -> None:
    policy = Policy("fam")
    policy.add(attr(8, attr(0, attr(1, rule(3)))), "<")
    layer = Known({"fam": policy})
    registry = Registry()
    registry.under(layer)
    found = registry.genl("fam")
    assert found is not None
    assert registry.origins("fam") == ["policy"]
    assert list(table(found.attrs, "<").entries) == [1]


USER = """from nlscope.spec import Attrs, Constants, Genl, Str, U32


class Cmd(Constants, prefix="X_CMD"):
    GET = 1


ATTRS = Attrs("X", {1: "mine" / Str})
FAMILY = Genl("x", Cmd, attrs=ATTRS)
"""


def user_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(text)
    return path


def test_a_users_file_is_the_top_layer(tmp_path: Path) -> None:
    registry, own = Registry(), Tables("user")
    registry.add(Genl("x", Cmd, attrs=Attrs("X", {1: "one" / Binary, 2: "two" / U16})))
    (family,) = load(user_file(tmp_path, USER))
    own.add(family)
    registry.over(own)
    found = registry.genl("x")
    assert found is not None
    attrs = found.op(1, REQUEST).attrs
    assert isinstance(attrs, Attrs)
    assert told(attrs) == {1: ("mine", "user", "X_MINE"), 2: ("two", "built-in", "X_TWO")}


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("FAMILY = ", "FAMILY == ", 9, "NameError: name 'FAMILY' is not defined"),
        ("FAMILY = ", "MINE = ", 1, "it defines neither FAMILY nor FAMILIES"),
        ("Genl(", "str(", 9, "TypeError"),
        ('"x", Cmd', '"x" Cmd', 9, "SyntaxError"),
        ("/ Str", "", 1, "attribute 1 is not written"),
        ("attrs=ATTRS", 'attrs=ATTRS, info=("{mine",)', 1, "the template '{mine'"),
        ("class Cmd", "exit()\n\nclass Cmd", 4, "SystemExit"),
        ("import Attrs", "import Attrib", 1, "ImportError"),
    ],
)
def test_a_users_mistake_has_a_line(
    tmp_path: Path, old: str, new: str, line: int, text: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        load(user_file(tmp_path, USER.replace(old, new, 1)))
    assert caught.value.line == line
    assert text in caught.value.text
    assert "\n" not in str(caught.value)


def test_a_missing_file() -> None:
    with pytest.raises(SchemaError, match="no such Python file"):
        load(Path("/nonexistent.py"))


def test_sets_say_which_layer_made_them() -> None:
    with declared_by("user"):
        made = Attrs("X", {1: "a" / Str})
    assert (made.origin, Attrs("X", {}).origin) == ("user", "built-in")


def test_where_specs_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NLSCOPE_SPECS", f"{tmp_path}/a:{tmp_path}/b")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    found = folders([tmp_path / "first"])
    names = [path.name for path in found[:3]]
    assert names == ["first", "a", "b"]
    assert found[3] == tmp_path / "nlscope" / "specs"
    assert Path("/usr/share/ynl/specs") in found
    folder = tmp_path / "nlscope" / "dissectors"
    folder.mkdir(parents=True)
    (folder / "x.py").write_text("")
    (folder / "_y.py").write_text("")
    assert [path.name for path in config_files()] == ["x.py"]


def test_headings_are_found_without_parsing() -> None:
    assert heading(b"# c\nname: net-shaper # x\nprotonum: 0x10\n") == ("net-shaper", 16)
    assert heading(b'name: "quoted"\n  name: inner\n') == ("quoted", None)
    assert heading(b"\xff\0") == ("", None)


def test_a_wrong_spec_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("name: bad\noperations: 3\n")
    (tmp_path / "none.yaml").write_text("[]\n")
    said: list[str] = []
    specs = Specs([tmp_path], said.append)
    assert specs.genl("bad") is None
    assert specs.genl("bad") is None
    assert [line.removeprefix(f"{tmp_path}/") for line in said] == [
        "none.yaml:1: a spec needs a name",
        "bad.yaml:2: expected `object`, got `int`",
    ]


RAISING = """from nlscope.spec import Attrs, Constants, Genl, Leaf


class Broken(Leaf):
    def decode(self, raw):
        return {}[raw]


FAMILY = Genl("x", Constants, attrs=Attrs("X", {1: "mine" / Broken()}))
"""


def test_a_type_that_raises_is_a_problem_of_its_field(tmp_path: Path) -> None:
    (family,) = load(user_file(tmp_path, RAISING))
    registry, context = Registry(), Context()
    registry.add(family)
    body = attr(2, b"x\0") + attr(1, struct.pack("=H", 40))
    context.observe(message(16, nlmsg(16, genlmsg(1, body), flags=0)))
    data = nlmsg(40, genlmsg(1, attr(1, b"ab")))
    field = dissect(message(16, data, no=2), registry, context).items[-1]
    assert (field.value, field.problem) == (b"ab", "Broken: KeyError: b'ab'")


def test_folders_that_may_not_be_read_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, pattern: str) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(folder / pattern))

    monkeypatch.setattr(Path, "glob", refuse)
    assert config_files() == []
    assert list(installed()) == []
