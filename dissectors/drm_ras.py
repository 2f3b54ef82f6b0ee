"""drm-ras, error counters of graphics devices (include/uapi/drm/drm_ras.h, kernel 7.2)."""

from nlscope.spec import U32, Attrs, Constants, Enum, Genl, Op, Str


class Cmd(Constants, prefix="DRM_RAS_CMD"):
    LIST_NODES = 1
    GET_ERROR_COUNTER = 2
    CLEAR_ERROR_COUNTER = 3


class NodeType(Constants, prefix="DRM_RAS_NODE_TYPE"):
    ERROR_COUNTER = 1


NODE = Attrs(
    "DRM_RAS_A_NODE_ATTRS",
    {
        1: "node_id" / U32,
        2: "device_name" / Str,
        3: "node_name" / Str,
        4: "node_type" / Enum(U32, NodeType),
    },
)
COUNTER = Attrs(
    "DRM_RAS_A_ERROR_COUNTER_ATTRS",
    {
        1: "node_id" / U32,
        2: "error_id" / U32,
        3: "error_name" / Str,
        4: "error_value" / U32,
    },
)

FAMILY = Genl(
    "drm-ras",
    Cmd,
    attrs=COUNTER,
    info=("node {node_id}", "error {error_id}", "{error_name!q}", "= {error_value}"),
    ops={
        Cmd.LIST_NODES: Op(
            attrs=NODE,
            info=("node {node_id}", "{device_name}", "{node_name}", "{node_type}"),
        ),
    },
)
