"""The dump request of old programs, and of FRR: a link's header, whatever is dumped."""

from dissectors.rt_link import ATTRS, IFINFOMSG
from nlscope.spec import Op

OLD_DUMP = Op(header=IFINFOMSG, attrs=ATTRS, info=("{ifi_family}", "dev {ifi_index?-0}"))
