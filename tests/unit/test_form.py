from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlscope.context import Context
from nlscope.craft import find_family
from nlscope.draft import Draft
from nlscope.drafts import blank, of_message, of_target
from nlscope.form import Form, Line
from nlscope.form_lines import AllOpened, Opened, lines, marked
from nlscope.model import HOST_ORDER
from nlscope.spec import Misfit
from tests.support import CAPTURES, attr, genlmsg, nlmsg, registry, session

FILES = sorted(path for path in CAPTURES.glob("*.pcapng") if path.stat().st_size < 60_000)


def form(draft: Draft, *contexts: Context) -> Form:
    return Form(draft, registry(), contexts)


def empty(family: str, command: str, flags: int = 5, **more: int) -> Form:
    return form(blank(find_family(registry(), family), command, flags=flags, **more))


def line(made: Form, *names: str) -> Line:
    found = lines(made, AllOpened(), raw=True)
    return next(x for x in found if tuple(name for name, _ in x.path) == names)


def put(made: Form, text: str, *names: str) -> Form:
    return form(made.set(line(made, *names), text))


def add(made: Form, name: str, *place: str) -> Form:
    at = line(made, *place, "+")
    offer = next(offer for offer in made.offers(at) if offer.name == name)
    return form(made.add(at, offer))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_form_of_any_message_gives_its_bytes(path: object) -> None:
    opened = session(path)  # type: ignore[arg-type]
    for n in range(min(len(opened.store), 60)):
        message = opened.store[n]
        if message.frame.order != HOST_ORDER:
            continue
        draft = of_message(message, opened.context)
        made = Form(draft, registry(), [opened.context])
        assert draft.data == message.data
        for each in lines(made, AllOpened(), raw=True):
            if each.add or each.bit is not None:
                continue
            text = made.text(each)
            assert made.set(each, text).data == message.data
            raw = "hex:" + each.field.raw.hex()
            if not made._header_member(each):
                assert made.set(each, raw).data == message.data


def test_an_empty_message() -> None:
    made = empty("link", "NEWLINK")
    assert made.draft.data == nlmsg(16, bytes(16), flags=5, seq=0)
    assert made.title == "RTM_NEWLINK"
    assert made.changes
    assert not made.hints


def test_values_attributes_and_nests() -> None:
    made = add(empty("link", "NEWLINK"), "ifname")
    made = put(made, "d0", "ifname")
    made = add(made, "linkinfo")
    made = add(made, "kind", "linkinfo")
    made = put(made, "vlan", "linkinfo", "kind")
    made = add(made, "data", "linkinfo")
    made = add(made, "id", "linkinfo", "data")
    made = put(made, "5", "linkinfo", "data", "id")
    made = put(made, "7", "ifinfomsg", "ifi_index")
    head = struct.pack("=BxHiII", 0, 0, 7, 0, 0)
    info = attr(1, b"vlan\0") + attr(2, attr(1, struct.pack("=H", 5)))
    wanted = head + attr(3, b"d0\0") + attr(18 | 0x8000, info)
    assert made.draft.data == nlmsg(16, wanted, flags=5, seq=0)


def test_what_is_removed_takes_its_bytes_along() -> None:
    made = add(empty("link", "NEWLINK"), "linkinfo")
    made = add(made, "kind", "linkinfo")
    longer = len(made.draft.data)
    made = form(made.remove(line(made, "linkinfo", "kind")))
    assert made.draft.member("length") == len(made.draft.data) == longer - 8
    made = form(made.remove(line(made, "linkinfo")))
    assert made.draft.data == empty("link", "NEWLINK").draft.data
    with pytest.raises(Misfit, match="part of a header"):
        made.remove(line(made, "ifinfomsg", "ifi_index"))


def test_ticks() -> None:
    made = empty("link", "NEWLINK")
    made = form(made.toggle(line(made, "nlmsghdr", "nlmsg_flags", "CREATE")))
    assert made.text(line(made, "nlmsghdr", "nlmsg_flags")) == "REQUEST,ACK,CREATE"
    up = line(made, "ifinfomsg", "ifi_flags", "UP")
    assert not made.ticked(up)
    made = form(made.toggle(up))
    assert made.ticked(line(made, "ifinfomsg", "ifi_flags", "UP"))
    assert struct.unpack_from("=I", made.draft.data, 24)[0] == 1
    made = form(made.toggle(line(made, "ifinfomsg", "ifi_flags", "UP")))
    assert struct.unpack_from("=I", made.draft.data, 24)[0] == 0


def test_numbers_of_the_header_are_made_right_unless_fixed() -> None:
    made = empty("link", "GETLINK")
    assert made.text(line(made, "nlmsghdr", "nlmsg_len")) == "auto"
    wrong = put(made, "12", "nlmsghdr", "nlmsg_len")
    assert wrong.draft.member("length") == 12
    assert "nlmsg_len is 12" in wrong.hints[0].text
    assert put(wrong, "auto", "nlmsghdr", "nlmsg_len").draft.member("length") == 32
    own = put(made, "99", "nlmsghdr", "nlmsg_seq").draft
    assert struct.unpack_from("=II", own.numbered(5, 6), 8) == (99, 6)
    with pytest.raises(Misfit, match="no number"):
        put(made, "soon", "nlmsghdr", "nlmsg_seq")


def test_a_type_by_name_or_number() -> None:
    made = empty("link", "NEWLINK")
    assert put(made, "RTM_DELLINK", "nlmsghdr", "nlmsg_type").title == "RTM_DELLINK"
    assert put(made, "9", "nlmsghdr", "nlmsg_type").draft.member("type") == 9
    with pytest.raises(Misfit):
        put(made, "RTM_NONSENSE", "nlmsghdr", "nlmsg_type")


def test_a_generic_family_has_the_id_of_its_target() -> None:
    made = add(empty("CONTROL_EXMPL", "ECHO", number=40), "msg")
    made = put(made, "hello", "msg")
    assert made.title == "CONTROL_EXMPL ECHO"
    data = genlmsg(1, attr(1, b"hello\0"))
    assert made.draft.numbered(3, 4, 32) == nlmsg(32, data, flags=5, seq=3, portid=4)
    fixed = put(made, "41", "nlmsghdr", "nlmsg_type").draft
    assert struct.unpack_from("=H", fixed.numbered(3, 4, 32), 4)[0] == 41


def test_a_value_that_does_not_fit_says_why() -> None:
    made = add(empty("link", "NEWLINK"), "mtu")
    with pytest.raises(Misfit, match="no number"):
        put(made, "big", "mtu")
    with pytest.raises(Misfit, match="does not fit"):
        put(made, str(1 << 40), "mtu")
    short = put(made, "hex:0102", "mtu")
    assert short.draft.data.endswith(b"\x06\0\x04\0\1\2\0\0")
    assert any("expected 4" in hint.text for hint in short.hints)


def test_attribute_headers_can_be_wrong() -> None:
    made = add(empty("link", "NEWLINK"), "mtu")
    assert made.text(line(made, "mtu", "nla_len")) == "8"
    longer = put(made, "99", "mtu", "nla_len")
    assert longer.draft.data[32:34] == struct.pack("=H", 99)
    assert any("runs 91 bytes past the end" in hint.text for hint in longer.hints)
    other = put(made, "0x8004", "mtu", "nla_type")
    assert other.draft.data[34:36] == struct.pack("=H", 0x8004)
    with pytest.raises(Misfit, match="does not fit"):
        put(made, "65536", "mtu", "nla_len")


def test_a_family_that_only_the_target_knows() -> None:
    opened = session(CAPTURES / "kmod_types.pcapng")
    made = Form(of_target("mine"), registry(), [opened.context])
    assert made.title == "mine 0"
    assert put(made, "7", "genlmsghdr", "cmd").title == "mine 7"
    assert not made.hints


def test_attributes_by_number() -> None:
    made = empty("link", "NEWLINK")
    assert form(made.add(None, "900=0102")).draft.data.endswith(attr(900, b"\1\2"))
    with pytest.raises(Misfit):
        made.add(None, "mine")


def test_elements_of_arrays_and_records() -> None:
    made = add(empty("route", "NEWROUTE"), "multipath")
    made = add(made, "0", "multipath")
    made = add(made, "gateway", "multipath", "0")
    made = put(made, "10.0.0.1", "multipath", "0", "gateway")
    hop = struct.pack("=HBBi", 16, 0, 0, 0) + attr(5, bytes([10, 0, 0, 1]))
    assert made.draft.data[28:] == attr(9, hop)


def test_bytes_typed_are_the_form() -> None:
    made = add(empty("CONTROL_EXMPL", "ECHO", number=40), "msg")
    data = made.draft.data
    other = form(made.draft.rewritten(data[:16] + b"\4" + data[17:]))
    assert other.title == "CONTROL_EXMPL FAIL"
    assert other.draft.fixed == frozenset()
    longer = form(made.draft.rewritten(data + b"\0" * 4))
    assert longer.draft.member("length") == len(data) + 4
    forced = made.draft.rewritten(b"\xff" + data[1:])
    assert forced.fixed == {"length"}


def test_policies_of_a_capture_warn() -> None:
    opened = session(CAPTURES / "kmod_types.pcapng")
    draft = blank(find_family(registry(), "CONTROL_EXMPL"), "TYPES", flags=5, number=40)
    made = Form(draft, registry(), [opened.context])
    at = line(made, "+")
    offer = next(offer for offer in made.offers(at) if offer.name == "range")
    made = Form(made.add(at, offer), registry(), [opened.context])
    made = Form(made.set(line(made, "range"), "5"), registry(), [opened.context])
    found = lines(made, Opened())
    places = [marked(found, hint) for hint in made.hints]
    assert [found[at or 0].field.name for at in places] == ["range"]
    assert "is below the minimum 10" in made.hints[0].text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.sampled_from([0, 12, 16]))
def test_any_bytes_have_a_form(data: bytes, protocol: int) -> None:
    made = form(Draft(protocol, data))
    for each in lines(made, AllOpened(), raw=True):
        if each.trail and not each.add and each.bit is None:
            assert made.set(each, made.text(each)).data == data
