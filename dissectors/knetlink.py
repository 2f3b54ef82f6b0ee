"""knetlink, raw payloads on the private unit 17; it answers with type 2."""

from nlscope.spec import Payload, Raw

FAMILY = Raw("knetlink", 17, "text" / Payload, errors=False)
