"""Values of captures from Linux 7.2, read by eye in what was asked for and printed."""

from __future__ import annotations

from tests.golden.test_tool_values import rows, said


def test_connectivity_fault_management() -> None:
    # asked for in seven RTM_SETLINK: level 5, MEP 77, a CCM each second with remote defect
    (shown, *_) = [
        value["af_spec"]["cfm"]
        for info, value, _ in rows("bridge_cfm")
        if info.startswith("br0") and "mep_create_info" in str(value)
    ]
    assert shown["mep_config_info"] == [
        {"instance": 1, "unicast_mac": "02:00:00:00:00:01", "mdlevel": 5, "mepid": 77}
    ]
    assert shown["cc_config_info"][0]["exp_interval"] == "1_SEC"
    assert shown["cc_config_info"][0]["exp_maid"] == bytes(range(48))
    assert shown["cc_rdi_info"] == [{"instance": 1, "rdi": 1}]
    assert shown["cc_ccm_tx_info"][0]["dmac"] == "01:80:c2:00:00:30"
    assert shown["cc_peer_mep_info"] == [{"instance": 1, "mepid": 78}]


def test_media_redundancy() -> None:
    (asked, *_) = [
        value["af_spec"]["mrp"]
        for info, value, _ in rows("bridge_cfm")
        if "start_test" in str(value) and "request" not in value
    ]
    assert asked["start_test"] == {
        "ring_id": 5,
        "interval": 20000,
        "max_miss": 3,
        "period": 40000,
        "monitor": 1,
    }


def test_ethtool_on_a_simulated_device() -> None:
    # ethtool --cable-test-tdr eth0 first 5 last 9 step 2 pair 1
    (cable,) = said("ethtool_netdevsim", "CABLE_TEST_TDR_ACT")
    assert cable["cfg"] == {"first": 500, "last": 900, "step": 200, "pair": "B"}
    (power,) = said("ethtool_netdevsim", "PSE_SET eth0 c33")
    assert power["c33_pse_avail_pw_limit"] == 15000
    (flash,) = said("ethtool_netdevsim", "MODULE_FW_FLASH_ACT")
    assert flash["file_name"] == "x"
    (pin, *_) = said("ethtool_netdevsim", "PIN_SET pin 7 device 3")
    assert pin["parent_device"][0]["state"] == "CONNECTED"
    (power, *_) = said("ethtool_netdevsim", "PSE_SET eth0 podl")
    assert power["podl_pse_admin_control"] == "ENABLED"


def test_roaming() -> None:
    (owe,) = said("wifi_roam", "ASSOCIATE dev wlan4(13) 02:00:00:00:02:00")
    assert owe["akm_suites"] == ["OWE"]
    first, *_ = said("wifi_roam", "AUTHENTICATE dev wlan3(12) 02:00:00:00:01:00")
    assert first["auth_type"] == "FT"
    (asked,) = said("wifi_roam", "COLOR_CHANGE_REQUEST")
    assert asked["color_change_color"] == 9
    started = said("wifi_roam", "COLOR_CHANGE_STARTED")
    assert {each["color_change_count"] for each in started} == {10}
    wiped = said("wifi_roam", "ENOENT: No such file or directory")[-1]
    assert wiped["request"]["wiped"] == bytes(48)
