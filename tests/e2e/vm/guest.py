#!/usr/bin/env python3
"""Boot a kernel of the cache in QEMU and run one command there as root.

The guest's files are this machine's own (what it writes to them is gone afterwards)
with the kernel's modules in /lib/modules, ours in $KMOD, and $OUT for what comes back.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
KERNELS = ("6.1", "6.12")
PARAMETERS = (
    "console=ttyS0 quiet panic=-1 oops=panic mitigations=off maxcpus=1 "
    "no_timer_check"  # it fails where this machine has much to do
)
EX_UNAVAILABLE = 69


class UnavailableError(Exception):
    """This machine cannot have a guest; the text says why."""


class GuestError(Exception):
    """The guest died or hung; the text is the end of its console."""


@dataclass(frozen=True)
class Outcome:
    """What a command in the guest left."""

    status: int
    output: str
    out: Path
    seconds: float  # from power-on to the end of the command, by the guest's clock


def cache() -> Path:
    """Return the folder of kernels and modules."""
    return Path(os.environ.get("NLSCOPE_CACHE") or ROOT / ".cache/vm").resolve()


def prepare(kernel: str) -> Path:
    """Download, unpack and build what is not in the cache yet."""
    try:
        done = subprocess.run(
            ["bash", str(HERE / "build.sh"), kernel],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        msg = "the virtual machine needs bash"
        raise UnavailableError(msg) from None
    if done.returncode == EX_UNAVAILABLE:
        raise UnavailableError(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        msg = f"build.sh {kernel} failed:\n{done.stderr}"
        raise GuestError(msg)
    return cache() / kernel


def qemu(home: Path, out: Path, memory: int) -> list[str | Path]:
    """Return the command of a machine without KVM (often there, broken) and disk.

    The second processor is off, see `machine.both`: on, it makes all twice as slow.
    """
    share = "security_model=none,multidevs=remap"
    # fmt: off
    return [
        "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max",
        "-smp", "2", "-m", str(memory), "-nodefaults", "-no-user-config", "-no-reboot",
        "-display", "none", "-monitor", "none",
        "-serial", f"file:{out}/.guest/console",
        "-fsdev", f"local,id=root,path=/,readonly=on,{share}",
        "-device", "virtio-9p-pci,fsdev=root,mount_tag=root9p",
        "-fsdev", f"local,id=out,path={out},{share}",
        "-device", "virtio-9p-pci,fsdev=out,mount_tag=out9p",
        "-kernel", home / "vmlinux", "-initrd", home / "initrd",
        "-append", PARAMETERS,
    ]
    # fmt: on


def run(
    kernel: str, command: str, out: Path, *, limit: float = 300, memory: int = 1024
) -> Outcome:
    """Run a shell command in the guest, in this process's folder."""
    home, out = prepare(kernel), out.resolve()
    private = out / ".guest"
    private.mkdir(parents=True, exist_ok=True)
    for name in ("status", "output", "uptime", "console"):
        (private / name).unlink(missing_ok=True)
    (private / "modules").write_text(f"{home}/image/lib/modules")
    (private / "job").write_text(
        f"cd {shlex.quote(os.getcwd())}\n"  # noqa: PTH109
        f"export KMOD={shlex.quote(str(home / 'modules'))}\n{command}\n"
    )
    try:
        subprocess.run(qemu(home, out, memory), timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        raise GuestError(_end(private, f"ran past {limit:g} s")) from None
    if not (private / "status").exists():
        raise GuestError(_end(private, "died"))
    return Outcome(
        status=int((private / "status").read_text()),
        output=(private / "output").read_text(errors="replace"),
        out=out,
        seconds=float((private / "uptime").read_text()),
    )


def _end(private: Path, what: str) -> str:
    texts = [f"the guest {what}"]
    for name in ("output", "console"):
        if (private / name).exists():
            lines = (private / name).read_text(errors="replace").splitlines()
            texts.append("\n".join([f"its {name} ended:", *lines[-40:]]))
    return "\n".join(texts)


def main() -> int:
    """Run the command line's command; its status is ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernel", choices=KERNELS, default=KERNELS[-1])
    parser.add_argument("--out", type=Path, help="folder that is $OUT in the guest")
    parser.add_argument("--limit", type=float, default=300, help="seconds (300)")
    parser.add_argument("command", help="for the guest's shell")
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="nlscope-guest-"))
    try:
        outcome = run(args.kernel, args.command, out, limit=args.limit)
    except (UnavailableError, GuestError) as error:
        sys.stderr.write(f"{error}\n")
        return EX_UNAVAILABLE if isinstance(error, UnavailableError) else 1
    sys.stdout.write(outcome.output)
    sys.stderr.write(f"guest up {outcome.seconds:.1f} s; $OUT was {outcome.out}\n")
    return outcome.status


if __name__ == "__main__":
    sys.exit(main())
