"""What IFLA_INFO_DATA, _XSTATS and _SLAVE_DATA hold, by kind of link.

A kind is the name in struct rtnl_link_ops of the driver. Kinds with a peer are in rt_link.
Without data of their own: dummy, ifb, nlmon, vsockmon, vcan, team, wireguard, lowpan,
virt_wifi, pfcp, netdevsim, ...
"""

from dissectors._link_bond import BOND, BOND_SLAVE
from dissectors._link_bridge import BRIDGE, BRIDGE_PORT
from dissectors._link_can import CAN
from dissectors._link_can import XSTATS as CAN_XSTATS
from dissectors._link_tunnels import (
    AMT,
    BAREUDP,
    GENEVE,
    GRE,
    GTP,
    IP6TNL,
    IPTUN,
    VTI,
    VXLAN,
    VXLAN_REQUEST,
    XFRM,
)
from dissectors._link_virtual import (
    BATADV,
    CAIF,
    CFHSI,
    DSA,
    HSR,
    IPOIB,
    IPVLAN,
    MACSEC,
    MACVLAN,
    OVPN,
    PPP,
    RMNET,
    TUN,
    VLAN,
    VRF,
    VRF_SLAVE,
    WWAN,
)
from nlscope.spec import Attrs

DATA: dict[str, Attrs] = {
    "amt": AMT,
    "bareudp": BAREUDP,
    "batadv": BATADV,
    "bond": BOND,
    "bridge": BRIDGE,
    "caif": CAIF,
    "can": CAN,
    "cfhsi": CFHSI,
    "dsa": DSA,
    "erspan": GRE,
    "geneve": GENEVE,
    "gre": GRE,
    "gretap": GRE,
    "gtp": GTP,
    "hsr": HSR,
    "ip6erspan": GRE,
    "ip6gre": GRE,
    "ip6gretap": GRE,
    "ip6tnl": IP6TNL,
    "ipip": IPTUN,
    "ipoib": IPOIB,
    "ipvlan": IPVLAN,
    "ipvtap": IPVLAN,
    "macsec": MACSEC,
    "macvlan": MACVLAN,
    "macvtap": MACVLAN,
    "ovpn": OVPN,
    "ppp": PPP,
    "rmnet": RMNET,
    "sit": IPTUN,
    "tun": TUN,
    "vlan": VLAN,
    "vrf": VRF,
    "vti": VTI,
    "vti6": VTI,
    "vxlan": VXLAN,
    "wwan": WWAN,
    "xfrm": XFRM,
}
# what ovs-vswitchd asks for before it falls back to the kernel's own
DATA.update({f"ovs_{kind}": DATA[kind] for kind in ("geneve", "gretap", "vxlan")})
DATA_REQUEST = {**DATA, "vxlan": VXLAN_REQUEST, "ovs_vxlan": VXLAN_REQUEST}
SLAVE_DATA = {"bond": BOND_SLAVE, "bridge": BRIDGE_PORT, "vrf": VRF_SLAVE}
XSTATS = {"can": CAN_XSTATS}
# ip link set type bond_slave says so in IFLA_INFO_KIND
OF_SLAVE = {f"{kind}_slave": of for kind, of in SLAVE_DATA.items()}
