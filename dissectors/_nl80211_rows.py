"""What rows of nl80211 say, as iw says it."""

from dissectors._nl80211_cmd import Cmd
from nlscope.spec import Each, Info, Say
from nlscope.spec.frame80211 import eapol, frame, ssid, subtype

_WHO = ("{wiphy_name}|phy#{wiphy}", "{ifname}|dev {ifindex}", "{iftype}")
_CHANNEL = ("{wiphy_freq} MHz", "width {channel_width}|{wiphy_channel_type}")
_FRAME = (*_WHO, Say(frame, ("frame",)), *_CHANNEL, "signal {rx_signal_dbm} dBm", "*")
_CONTROL_PORT = (
    *_WHO,
    "{mac}",
    Say(eapol, ("frame",)),
    "ethertype {control_port_ethertype:#06x}",
    "*",
)
_LIMITS = ("{disabled}", "{no_ir}", "{radar}")
_RULES = Each(
    "reg_rules",
    (
        "({freq_range_start!k} - {freq_range_end!k} @ {freq_range_max_bw!k})",
        "{power_rule_max_eirp!d} dBm",
        "{reg_rule_flags?-0}",
    ),
    ", ",
)
INFO: dict[int, Info] = {
    0: (
        *_WHO,
        "{mac}",
        Say(frame, ("frame",)),
        "ssid {ssid!q}",
        *_CHANNEL,
        "reason {reason_code}",
        "status {status_code}",
        "timeout {timed_out}",
        "*",
    ),
    Cmd.NEW_WIPHY: (
        "{wiphy_name}|phy#{wiphy}",
        "scan ssids {max_num_scan_ssids}",
        "ciphers {cipher_suites}",
        "supports {supported_iftypes!p}",
        "antennas tx {wiphy_antenna_avail_tx:#x} rx {wiphy_antenna_avail_rx:#x}",
        Each(
            "wiphy_bands.*",
            (
                "{@}",
                "ht {ht_capa:#06x}",
                "vht {vht_capa:#x}",
                Each("freqs", ("{freq} MHz", "{max_tx_power!d} dBm", *_LIMITS), ", "),
                "rates {rates.rate}",
            ),
        ),
        "commands {supported_commands}",
        "{generation?=-}",
        "*",
    ),
    Cmd.NEW_INTERFACE: (
        *_WHO,
        "addr {mac}",
        "ssid {ssid!q}",
        *_CHANNEL,
        "txpower {wiphy_tx_power_level!d} dBm",
    ),
    Cmd.NEW_KEY: (  # the kernel tells all twice, in a nest and flat
        *_WHO,
        "{mac}",
        (
            "{key!p}|idx {key_idx} cipher {key_cipher} seq {key_seq}"
            "|idx {key_idx} cipher {key_cipher}|idx {key_idx}"
        ),
        "*",
    ),
    Cmd.GET_STATION: (*_WHO, "{mac}"),
    Cmd.NEW_STATION: (
        *_WHO,
        "{mac}",
        "{sta_flags2!p}",
        "aid {sta_aid}",
        "signal {sta_info.signal} dBm",
        "rx {sta_info.rx_bytes} tx {sta_info.tx_bytes} bytes",
    ),
    Cmd.GET_REG: (
        "country {reg_alpha2}: DFS-{dfs_region}|country {reg_alpha2}:",
        "phy#{wiphy}",
        "{reg_type}",
        _RULES,
    ),
    Cmd.SET_REG: ("country {reg_alpha2}: DFS-{dfs_region}", _RULES),
    Cmd.FRAME: _FRAME,
    Cmd.FRAME_TX_STATUS: (*_FRAME, "{ack}|no ack"),
    Cmd.UNPROT_DEAUTHENTICATE: _FRAME,
    Cmd.UNPROT_DISASSOCIATE: _FRAME,
    Cmd.CONTROL_PORT_FRAME: _CONTROL_PORT,
    Cmd.CONTROL_PORT_FRAME_TX_STATUS: (*_CONTROL_PORT, "{ack}|no ack"),
    Cmd.REGISTER_FRAME: (
        *_WHO,
        Say(subtype, ("frame_type",)),
        "*",
    ),
    Cmd.REQ_SET_REG: ("country {reg_alpha2}", "hint {user_reg_hint_type}"),
    Cmd.REG_CHANGE: (
        "{reg_type}",
        "country {reg_alpha2}",
        "by {reg_initiator}",
        "phy#{wiphy}",
    ),
    Cmd.WIPHY_REG_CHANGE: (
        "{reg_type}",
        "country {reg_alpha2}",
        "by {reg_initiator}",
        "phy#{wiphy}",
    ),
    Cmd.TRIGGER_SCAN: (
        "{ifname}|dev {ifindex}",
        "freq {scan_frequencies}",
        "ssid {scan_ssids!q}",
    ),
    Cmd.NEW_SCAN_RESULTS: (
        "{ifname}|dev {ifindex}",
        "{bss.bssid}",
        "{bss.frequency} MHz",
        "{bss.signal_mbm!d} dBm|{bss.signal_unspec}%",
        Say(ssid, ("bss",)),
        "{bss.status!l}",
        "{bss.seen_ms_ago} ms ago",
        "freq {scan_frequencies}",
        "ssid {scan_ssids!q}",
    ),
    Cmd.NEW_SURVEY_RESULTS: (
        "{ifname}|dev {ifindex}",
        "{survey_info.frequency} MHz",
        "noise {survey_info.noise} dBm",
        "{survey_info.in_use?True}|",
    ),
    Cmd.SET_POWER_SAVE: ("{ifname}|dev {ifindex}", "{ps_state}"),
    Cmd.GET_POWER_SAVE: ("{ifname}|dev {ifindex}", "{ps_state}"),
    Cmd.VENDOR: (*_WHO, "vendor {vendor_id:06x}", "subcmd {vendor_subcmd}"),
    Cmd.GET_PROTOCOL_FEATURES: ("{protocol_features}",),
}
