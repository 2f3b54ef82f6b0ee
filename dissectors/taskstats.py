"""TASKSTATS, accounting of tasks and cgroups.

Sources: include/uapi/linux/{taskstats,cgroupstats}.h, version 17 of struct taskstats.
"""

from typing import ClassVar

from nlscope.spec import (
    REQUEST,
    S64,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Flag,
    Flags,
    Genl,
    Gid,
    Growing,
    Nest,
    Op,
    Padding,
    Str,
    Struct,
    Text,
    Uid,
    Unit,
)


class Cmd(Constants, prefix="TASKSTATS_CMD"):
    GET = 1
    NEW = 2
    CGROUP_GET = 4
    CGROUP_NEW = 5
    irregular: ClassVar[dict[str, str]] = {
        "CGROUP_GET": "CGROUPSTATS_CMD_GET",
        "CGROUP_NEW": "CGROUPSTATS_CMD_NEW",
    }


class AcctFlag(Constants, prefix=""):  # acct.h
    AFORK = 0x01
    ASU = 0x02
    ACORE = 0x08
    AXSIG = 0x10
    AGROUP = 0x20


TIMESPEC = Struct("tv_sec" / S64, "tv_nsec" / S64)
TASKSTATS = Struct(
    "version" / U16,
    Padding(2),
    "ac_exitcode" / U32,
    "ac_flag" / Flags(U8, AcctFlag),
    "ac_nice" / U8,
    Padding(6),
    "cpu_count" / U64,
    "cpu_delay_total" / Unit(U64, "ns"),
    "blkio_count" / U64,
    "blkio_delay_total" / Unit(U64, "ns"),
    "swapin_count" / U64,
    "swapin_delay_total" / Unit(U64, "ns"),
    "cpu_run_real_total" / Unit(U64, "ns"),
    "cpu_run_virtual_total" / Unit(U64, "ns"),
    "ac_comm" / Text(32),
    "ac_sched" / U8,
    Padding(7),
    "ac_uid" / Uid,
    "ac_gid" / Gid,
    "ac_pid" / U32,
    "ac_ppid" / U32,
    "ac_btime" / Unit(U32, "s") * "begin, since 1970",
    Padding(4),
    "ac_etime" / Unit(U64, "us"),
    "ac_utime" / Unit(U64, "us"),
    "ac_stime" / Unit(U64, "us"),
    "ac_minflt" / U64,
    "ac_majflt" / U64,
    "coremem" / Unit(U64, "MB us"),
    "virtmem" / Unit(U64, "MB us"),
    "hiwater_rss" / Unit(U64, "KB"),
    "hiwater_vm" / Unit(U64, "KB"),
    "read_char" / Unit(U64, "bytes"),
    "write_char" / Unit(U64, "bytes"),
    "read_syscalls" / U64,
    "write_syscalls" / U64,
    "read_bytes" / Unit(U64, "bytes"),
    "write_bytes" / Unit(U64, "bytes"),
    "cancelled_write_bytes" / Unit(U64, "bytes"),
    "nvcsw" / U64,
    "nivcsw" / U64,
    "ac_utimescaled" / Unit(U64, "us"),
    "ac_stimescaled" / Unit(U64, "us"),
    "cpu_scaled_run_real_total" / Unit(U64, "ns"),
    "freepages_count" / U64,
    "freepages_delay_total" / Unit(U64, "ns"),
    "thrashing_count" / U64,
    "thrashing_delay_total" / Unit(U64, "ns"),
    "ac_btime64" / Unit(U64, "s") * "begin, since 1970",
    "compact_count" / U64,
    "compact_delay_total" / Unit(U64, "ns"),
    "ac_tgid" / U32,
    Padding(4),
    "ac_tgetime" / Unit(U64, "us"),
    "ac_exe_dev" / U64,
    "ac_exe_inode" / U64,
    "wpcopy_count" / U64,
    "wpcopy_delay_total" / Unit(U64, "ns"),
    "irq_count" / U64,
    "irq_delay_total" / Unit(U64, "ns"),
    "cpu_delay_max" / Unit(U64, "ns"),
    "cpu_delay_min" / Unit(U64, "ns"),
    "blkio_delay_max" / Unit(U64, "ns"),
    "blkio_delay_min" / Unit(U64, "ns"),
    "swapin_delay_max" / Unit(U64, "ns"),
    "swapin_delay_min" / Unit(U64, "ns"),
    "freepages_delay_max" / Unit(U64, "ns"),
    "freepages_delay_min" / Unit(U64, "ns"),
    "thrashing_delay_max" / Unit(U64, "ns"),
    "thrashing_delay_min" / Unit(U64, "ns"),
    "compact_delay_max" / Unit(U64, "ns"),
    "compact_delay_min" / Unit(U64, "ns"),
    "wpcopy_delay_max" / Unit(U64, "ns"),
    "wpcopy_delay_min" / Unit(U64, "ns"),
    "irq_delay_max" / Unit(U64, "ns"),
    "irq_delay_min" / Unit(U64, "ns"),
    "cpu_delay_max_ts" / TIMESPEC,
    "blkio_delay_max_ts" / TIMESPEC,
    "swapin_delay_max_ts" / TIMESPEC,
    "freepages_delay_max_ts" / TIMESPEC,
    "thrashing_delay_max_ts" / TIMESPEC,
    "compact_delay_max_ts" / TIMESPEC,
    "wpcopy_delay_max_ts" / TIMESPEC,
    "irq_delay_max_ts" / TIMESPEC,
)
CGROUPSTATS = Struct(
    "nr_sleeping" / U64,
    "nr_running" / U64,
    "nr_stopped" / U64,
    "nr_uninterruptible" / U64,
    "nr_io_wait" / U64,
)
ASKED = Attrs(
    "TASKSTATS_CMD_ATTR",
    {
        1: "pid" / U32,
        2: "tgid" / U32,
        3: "register_cpumask" / Str * "list of CPUs, 0-3,7",
        4: "deregister_cpumask" / Str,
    },
)
TOLD: Attrs = Attrs(
    "TASKSTATS_TYPE",
    {
        1: "pid" / U32,
        2: "tgid" / U32,
        3: "stats" / Growing(TASKSTATS),
        4: "aggr_pid" / Nest(lambda: TOLD),
        5: "aggr_tgid" / Nest(lambda: TOLD),
        6: "null" / Flag,
    },
)
CGROUP_ASKED = Attrs("CGROUPSTATS_CMD_ATTR", {1: "fd" / U32})
CGROUP_TOLD = Attrs("CGROUPSTATS_TYPE", {1: "cgroup_stats" / Growing(CGROUPSTATS)})

FAMILY = Genl(
    "TASKSTATS",
    Cmd,
    attrs=TOLD,
    info=(
        "pid {aggr_pid.pid}|tgid {aggr_tgid.tgid}",
        "{aggr_pid.stats.ac_comm!q}|{aggr_tgid.stats.ac_comm!q}",
        "uid {aggr_pid.stats.ac_uid}|uid {aggr_tgid.stats.ac_uid}",
        "{aggr_pid.stats.ac_exitcode!w}|{aggr_tgid.stats.ac_exitcode!w}",
        "cpu {aggr_pid.stats.cpu_run_real_total?-0}ns",
    ),
    ops={
        (Cmd.GET, REQUEST): Op(
            attrs=ASKED,
            info=(
                "pid {pid}|tgid {tgid}",
                "register cpus {register_cpumask}",
                "deregister cpus {deregister_cpumask}",
            ),
        ),
        Cmd.CGROUP_GET: Op(attrs=CGROUP_ASKED, info=("fd {fd}",)),
        Cmd.CGROUP_NEW: Op(
            attrs=CGROUP_TOLD,
            info=(
                "running {cgroup_stats.nr_running}",
                "sleeping {cgroup_stats.nr_sleeping}",
                "io wait {cgroup_stats.nr_io_wait}",
            ),
        ),
    },
)
