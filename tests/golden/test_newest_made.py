"""What Linux 7.2 and 7.3 added, as their headers number it, in messages made by hand."""

from __future__ import annotations

from nlscope.export.values import problems, values
from nlscope.roundtrip import reasons
from nlscope.spec import GENERIC
from tests.golden.test_generic_made import ID, decoded, known, nest, text, u8, u32, u64
from tests.support import attr, genlmsg, nlmsg, tree


def test_ranging_as_initiator() -> None:
    limits = nest(19, attr(21, b""), nest(24, attr(2, b"")), attr(29, u32(40)))
    types = nest(4, nest(1, attr(1, b""), limits))
    _, said = decoded("nl80211", 3, nest(273, attr(6, u32(4)), types), kernel=True)
    measured = said["peer_measurements"]
    assert measured["max_peer_ista_role"] == 4
    assert measured["type_capa"]["ftm"] == {
        "asap": True,
        "ista_caps": {
            "support_ntb": True,
            "type_caps": {"pd_support": True},
            "min_interval_ntb": 40,
        },
    }


def test_parameters_of_a_bss_that_can_change() -> None:
    _, said = decoded("nl80211", 3, nest(341, attr(28, b""), attr(163, b"")), kernel=True)
    assert said["bss_param"] == {"bss_cts_prot": True, "p2p_oppps": True}


def test_statistics_of_an_nfs_server() -> None:
    info, said = decoded(
        "nfsd",
        19,
        attr(1, u64(7)),
        attr(6, u64(4096)),
        attr(7, u64(8192)),
        nest(18, attr(1, u32(3)), attr(2, u64(5))),
        kernel=True,
    )
    assert info == "SERVER_STATS_GET read 4096 B written 8192 B"
    assert said["proc4_ops"] == [{"op": 3, "count": 5}]


def test_the_default_of_a_devlink_flag() -> None:
    value = nest(85, attr(87, u8(1)), attr(86, b""), attr(182, u8(0)))
    param = nest(80, attr(81, text("test1")), attr(83, u8(6)), nest(84, value))
    _, said = decoded("devlink", 38, param, kernel=True)
    assert said["param"]["param_values_list"]["param_value"] == [
        {
            "param_value_cmode": "DRIVERINIT",
            "param_value_data": True,
            "param_value_default": 0,
        }
    ]


def test_firmware_of_a_module() -> None:
    _, said = decoded("ethtool", 44, attr(4, u32(1)), kernel=True)
    assert said == {"status": "STARTED"}


def test_countdown_of_a_color_change() -> None:
    told = nlmsg(ID, genlmsg(143, attr(303, u32(9))), flags=0)
    root = tree(GENERIC, told, known("nl80211"))
    assert values(root)["color_change_count"] == 9
    assert problems(root) == []
    assert reasons(root, "<") == []
    _, asked = decoded("nl80211", 142, attr(303, u8(10)))
    assert asked["color_change_count"] == 10
