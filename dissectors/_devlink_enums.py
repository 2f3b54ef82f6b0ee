"""Commands and enums of devlink (include/uapi/linux/devlink.h, kernel 7.2)."""

from nlscope.spec import Constants


class Cmd(Constants, prefix="DEVLINK_CMD"):
    GET = 1
    SET = 2
    NEW = 3
    DEL = 4
    PORT_GET = 5
    PORT_SET = 6
    PORT_NEW = 7
    PORT_DEL = 8
    PORT_SPLIT = 9
    PORT_UNSPLIT = 10
    SB_GET = 11
    SB_SET = 12
    SB_NEW = 13
    SB_DEL = 14
    SB_POOL_GET = 15
    SB_POOL_SET = 16
    SB_POOL_NEW = 17
    SB_POOL_DEL = 18
    SB_PORT_POOL_GET = 19
    SB_PORT_POOL_SET = 20
    SB_PORT_POOL_NEW = 21
    SB_PORT_POOL_DEL = 22
    SB_TC_POOL_BIND_GET = 23
    SB_TC_POOL_BIND_SET = 24
    SB_TC_POOL_BIND_NEW = 25
    SB_TC_POOL_BIND_DEL = 26
    SB_OCC_SNAPSHOT = 27
    SB_OCC_MAX_CLEAR = 28
    ESWITCH_GET = 29
    ESWITCH_SET = 30
    DPIPE_TABLE_GET = 31
    DPIPE_ENTRIES_GET = 32
    DPIPE_HEADERS_GET = 33
    DPIPE_TABLE_COUNTERS_SET = 34
    RESOURCE_SET = 35
    RESOURCE_DUMP = 36
    RELOAD = 37
    PARAM_GET = 38
    PARAM_SET = 39
    PARAM_NEW = 40
    PARAM_DEL = 41
    REGION_GET = 42
    REGION_SET = 43
    REGION_NEW = 44
    REGION_DEL = 45
    REGION_READ = 46
    PORT_PARAM_GET = 47
    PORT_PARAM_SET = 48
    PORT_PARAM_NEW = 49
    PORT_PARAM_DEL = 50
    INFO_GET = 51
    HEALTH_REPORTER_GET = 52
    HEALTH_REPORTER_SET = 53
    HEALTH_REPORTER_RECOVER = 54
    HEALTH_REPORTER_DIAGNOSE = 55
    HEALTH_REPORTER_DUMP_GET = 56
    HEALTH_REPORTER_DUMP_CLEAR = 57
    FLASH_UPDATE = 58
    FLASH_UPDATE_END = 59
    FLASH_UPDATE_STATUS = 60
    TRAP_GET = 61
    TRAP_SET = 62
    TRAP_NEW = 63
    TRAP_DEL = 64
    TRAP_GROUP_GET = 65
    TRAP_GROUP_SET = 66
    TRAP_GROUP_NEW = 67
    TRAP_GROUP_DEL = 68
    TRAP_POLICER_GET = 69
    TRAP_POLICER_SET = 70
    TRAP_POLICER_NEW = 71
    TRAP_POLICER_DEL = 72
    HEALTH_REPORTER_TEST = 73
    RATE_GET = 74
    RATE_SET = 75
    RATE_NEW = 76
    RATE_DEL = 77
    LINECARD_GET = 78
    LINECARD_SET = 79
    LINECARD_NEW = 80
    LINECARD_DEL = 81
    SELFTESTS_GET = 82
    SELFTESTS_RUN = 83
    NOTIFY_FILTER_SET = 84


class SbPoolType(Constants, prefix="DEVLINK_SB_POOL_TYPE"):
    INGRESS = 0
    EGRESS = 1


class PortType(Constants, prefix="DEVLINK_PORT_TYPE"):
    NOTSET = 0
    AUTO = 1
    ETH = 2
    IB = 3


class PortFlavour(Constants, prefix="DEVLINK_PORT_FLAVOUR"):
    PHYSICAL = 0
    CPU = 1
    DSA = 2
    PCI_PF = 3
    PCI_VF = 4
    VIRTUAL = 5
    UNUSED = 6
    PCI_SF = 7


class PortFnState(Constants, prefix="DEVLINK_PORT_FN_STATE"):
    INACTIVE = 0
    ACTIVE = 1


class PortFnOpstate(Constants, prefix="DEVLINK_PORT_FN_OPSTATE"):
    DETACHED = 0
    ATTACHED = 1


class RateType(Constants, prefix="DEVLINK_RATE_TYPE"):
    LEAF = 0
    NODE = 1


class SbThresholdType(Constants, prefix="DEVLINK_SB_THRESHOLD_TYPE"):
    STATIC = 0
    DYNAMIC = 1


class EswitchMode(Constants, prefix="DEVLINK_ESWITCH_MODE"):
    LEGACY = 0
    SWITCHDEV = 1
    SWITCHDEV_INACTIVE = 2


class EswitchInlineMode(Constants, prefix="DEVLINK_ESWITCH_INLINE_MODE"):
    NONE = 0
    LINK = 1
    NETWORK = 2
    TRANSPORT = 3


class EswitchEncapMode(Constants, prefix="DEVLINK_ESWITCH_ENCAP_MODE"):
    NONE = 0
    BASIC = 1


class DpipeHeaderId(Constants, prefix="DEVLINK_DPIPE_HEADER"):
    ETHERNET = 0
    IPV4 = 1
    IPV6 = 2


class DpipeMatchType(Constants, prefix="DEVLINK_DPIPE_MATCH_TYPE"):
    FIELD_EXACT = 0


class DpipeActionType(Constants, prefix="DEVLINK_DPIPE_ACTION_TYPE"):
    FIELD_MODIFY = 0


class DpipeFieldMappingType(Constants, prefix="DEVLINK_DPIPE_FIELD_MAPPING_TYPE"):
    NONE = 0
    IFINDEX = 1


class ResourceUnit(Constants, prefix="DEVLINK_RESOURCE_UNIT"):
    ENTRY = 0


class ResourceScope(Constants, prefix="DEVLINK_RESOURCE_SCOPE"):
    DEV = 0x1
    PORT = 0x2


class ReloadAction(Constants, prefix="DEVLINK_RELOAD_ACTION"):
    DRIVER_REINIT = 1
    FW_ACTIVATE = 2


class ParamCmode(Constants, prefix="DEVLINK_PARAM_CMODE"):
    RUNTIME = 0
    DRIVERINIT = 1
    PERMANENT = 2


class TrapAction(Constants, prefix="DEVLINK_TRAP_ACTION"):
    DROP = 0
    TRAP = 1
    MIRROR = 2


class TrapType(Constants, prefix="DEVLINK_TRAP_TYPE"):
    DROP = 0
    EXCEPTION = 1
    CONTROL = 2


class VarAttrType(Constants, prefix="DEVLINK_VAR_ATTR_TYPE"):
    U8 = 1
    U16 = 2
    U32 = 3
    U64 = 4
    STRING = 5
    FLAG = 6
    NUL_STRING = 10
    BINARY = 11
    U64_ARRAY = 129


class PortFnCap(Constants, prefix="DEVLINK_PORT_FN_CAP"):
    ROCE = 0x1
    MIGRATABLE = 0x2
    IPSEC_CRYPTO = 0x4
    IPSEC_PACKET = 0x8


class FlashOverwrite(Constants, prefix="DEVLINK_FLASH_OVERWRITE"):
    SETTINGS = 0x1
    IDENTIFIERS = 0x2


class ReloadActionFlag(Constants, prefix="DEVLINK_RELOAD_ACTION"):
    DRIVER_REINIT = 0x2
    FW_ACTIVATE = 0x4


class ReloadLimit(Constants, prefix="DEVLINK_RELOAD_LIMIT"):
    UNSPEC = 0
    NO_RESET = 1


class ReloadLimitFlag(Constants, prefix="DEVLINK_RELOAD_LIMIT"):
    NO_RESET = 0x2


class LinecardState(Constants, prefix="DEVLINK_LINECARD_STATE"):
    UNSPEC = 0
    UNPROVISIONED = 1
    UNPROVISIONING = 2
    PROVISIONING = 3
    PROVISIONING_FAILED = 4
    PROVISIONED = 5
    ACTIVE = 6


class HealthState(Constants, prefix="DEVLINK_HEALTH_REPORTER_STATE"):
    HEALTHY = 0
    ERROR = 1


class SelftestId(Constants, prefix="DEVLINK_ATTR_SELFTEST_ID"):
    FLASH = 1


class SelftestStatus(Constants, prefix="DEVLINK_SELFTEST_STATUS"):
    SKIP = 0
    PASS = 1
    FAIL = 2
