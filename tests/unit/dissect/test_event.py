"""Events whose numbers are those of replies, told apart by the port that was asked from."""

from __future__ import annotations

from nlscope.context import Context
from nlscope.describe import describe
from nlscope.export.json import record
from tests.support import attr, genlmsg, message, nlmsg, registry

MPTCP = 31


def _said(command: int, payload: bytes, portid: int) -> tuple[str, dict[str, object]]:
    context = Context()
    context._names.tell((0, MPTCP), 1, "mptcp_pm")
    data = nlmsg(MPTCP, genlmsg(command, payload), flags=0, portid=portid)
    made = record(describe(message(16, data), registry(), context), None)
    return made["genl"]["cmd"], made["fields"]


def test_a_reply_has_the_port_that_asked() -> None:
    limit = attr(2, b"\x04\0\0\0")
    assert _said(6, limit, 77) == ("GET_LIMITS", {"rcv_add_addrs": 4})
    assert _said(3, attr(1, attr(2, b"\x01")), 77) == ("GET_ADDR", {"addr": {"id": 1}})


def test_an_event_has_none() -> None:
    assert _said(6, attr(4, b"\x02"), 0) == ("EVENT_ANNOUNCED", {"rem_id": 2})
    assert _said(3, attr(1, b"\x07\0\0\0"), 0) == ("EVENT_CLOSED", {"token": 7})


def test_a_command_that_is_no_event_keeps_its_name() -> None:
    assert _said(5, b"", 0)[0] == "SET_LIMITS"


def _thermal(command: int, payload: bytes) -> str:
    context = Context()
    context._names.tell((0, MPTCP), 1, "thermal")
    data = nlmsg(MPTCP, genlmsg(command, payload), flags=0)
    return describe(message(16, data), registry(), context).info


def test_dumps_of_thermal_have_no_port_either() -> None:
    zone = attr(2, b"\3\0\0\0")
    name = attr(10, b"cpu\0")
    assert _thermal(1, attr(1, zone + name)) == "TZ_GET_ID zones 3 cpu"
    assert _thermal(1, zone + name) == 'EVENT_TZ_CREATE zone 3 "cpu"'
    assert _thermal(6, attr(14, attr(15, b"\1\0\0\0"))).startswith("CDEV_GET")
    trip = zone + attr(5, b"\0\0\0\0") + attr(3, b"\x10\x27\0\0")
    assert _thermal(6, trip) == "EVENT_TZ_TRIP_DOWN zone 3 10°C trip 0"
