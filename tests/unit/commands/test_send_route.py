"""nlscope send against the running kernel, in a network namespace of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nlscope.inject import Scratch
from nlscope.talk import InjectError
from tests.support import ROOT

_SEND = f"{sys.executable} -m nlscope send --here --yes"
_ORDERS = """
link NEWLINK ifi_index=1 ifi_flags=up ifi_change=up --flags ack
addr NEWADDR ifa_family=inet ifa_prefixlen=24 ifa_index=1 local=10.9.8.7 --flags create,ack
route NEWROUTE rtm_family=inet rtm_dst_len=16 rtm_table=main rtm_protocol=static \
rtm_scope=link rtm_type=unicast dst=10.77.0.0 oif=1 --flags create,excl,ack
route NEWROUTE rtm_family=inet rtm_dst_len=16 rtm_table=main rtm_protocol=static \
rtm_type=unicast dst=10.78.0.0 gateway=10.9.8.1 --flags create,excl,ack
""".strip().splitlines()
_GET = "route GETROUTE rtm_family=inet --flags dump"


@pytest.fixture(autouse=True)
def _namespace() -> None:
    try:
        Scratch().close()
    except InjectError as error:
        pytest.skip(str(error))


def inside(*orders: str) -> subprocess.CompletedProcess[str]:
    script = "\n".join(f"{_SEND} {order} --tree || exit $?" for order in orders)
    return subprocess.run(
        ["unshare", "-Urn", "sh", "-c", script],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_link_an_address_and_routes() -> None:
    done = inside(*_ORDERS, _GET)
    assert done.returncode == 0, done.stderr
    told = done.stdout.rpartition("RTM_GETROUTE")[2]
    assert "10.77.0.0/16" in told
    assert "10.78.0.0/16 via 10.9.8.1" in told


def test_a_route_that_is_there_already_is_refused() -> None:
    done = inside(*_ORDERS, _ORDERS[2])
    assert done.returncode == 1
    assert "EEXIST: File exists" in done.stdout
