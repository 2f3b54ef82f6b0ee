"""dev-energymodel, power costs of CPUs (uapi dev_energymodel.h, kernel 7.2)."""

from nlscope.spec import (
    U32,
    U64,
    Attrs,
    Constants,
    Flags,
    Genl,
    Hex,
    Multi,
    Nest,
    Op,
    Pad,
    Unit,
)


class Cmd(Constants, prefix="DEV_ENERGYMODEL_CMD"):
    GET_PERF_DOMAINS = 1
    GET_PERF_TABLE = 2
    PERF_DOMAIN_CREATED = 3
    PERF_DOMAIN_UPDATED = 4
    PERF_DOMAIN_DELETED = 5


class StateFlag(Constants, prefix="DEV_ENERGYMODEL_PERF_STATE_FLAGS"):
    PERF_STATE_INEFFICIENT = 0x1


class DomainFlag(Constants, prefix="DEV_ENERGYMODEL_PERF_DOMAIN_FLAGS"):
    PERF_DOMAIN_MICROWATTS = 0x1
    PERF_DOMAIN_SKIP_INEFFICIENCIES = 0x2
    PERF_DOMAIN_ARTIFICIAL = 0x4


DOMAIN = Attrs(
    "DEV_ENERGYMODEL_A_PERF_DOMAIN",
    {
        1: "pad" / Pad,
        2: "perf_domain_id" / U32,
        3: "flags" / Flags(U64, DomainFlag),
        4: "cpus" / Multi(Hex(U64)),
    },
)
STATE = Attrs(
    "DEV_ENERGYMODEL_A_PERF_STATE",
    {
        1: "pad" / Pad,
        2: "performance" / U64,
        3: "frequency" / Unit(U64, "kHz"),
        4: "power" / U64,
        5: "cost" / U64,
        6: "flags" / Flags(U64, StateFlag),
    },
)
TABLE = Attrs(
    "DEV_ENERGYMODEL_A_PERF_TABLE",
    {1: "perf_domain_id" / U32, 2: "perf_state" / Multi(Nest(STATE))},
)

FAMILY = Genl(
    "dev-energymodel",
    Cmd,
    attrs=TABLE,
    groups=("event",),
    info=("domain {perf_domain_id}", "{perf_state.frequency} kHz"),
    ops={
        Cmd.GET_PERF_DOMAINS: Op(
            attrs=DOMAIN, info=("domain {perf_domain_id}", "cpus {cpus:#x}", "{flags}")
        ),
    },
)
