"""The decoder of the kernel's own tools/net/ynl, run on captured bytes without a socket."""

from __future__ import annotations

import importlib.util
import os
import sys
import warnings
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

PLACES = ("/usr/src/linux-*", "/usr/src/linux", "/lib/modules/*/source")


@cache
def tree() -> Path | None:
    """Return the folder of the library: $NLSCOPE_PYYNL, or that of a kernel source."""
    given = os.environ.get("NLSCOPE_PYYNL")
    roots = [Path(given)] if given else []
    for pattern in PLACES:
        roots += [each / "tools/net/ynl" for each in sorted(Path("/").glob(pattern[1:]))]
    for root in roots:
        for inside in ("pyynl/lib", "lib"):
            if (root / inside / "nlspec.py").is_file():
                return root / inside
    return None


@cache
def library() -> ModuleType:
    """Return the library, imported under a name of its own."""
    folder = tree()
    assert folder is not None
    spec = importlib.util.spec_from_file_location(
        "kernel_ynl", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kernel_ynl"] = module
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    ynl = sys.modules[module.YnlFamily.__module__]

    class Checked(ynl.NlAttr):  # type: ignore[name-defined,misc]
        """An attribute that ends a list when it has no length, where theirs hangs."""

        def __init__(self, raw: bytes, offset: int) -> None:
            super().__init__(raw, offset)
            if self.payload_len < 4:
                msg = "nla_len is less than 4"
                raise ValueError(msg)

    ynl.NlAttr = Checked  # type: ignore[attr-defined]
    return module


@cache
def family(path: Path) -> Any:
    """Return a spec as the library has it, ready to decode."""
    made = object.__new__(library().YnlFamily)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library().SpecFamily.__init__(made, str(path), schema_path="")
    made.include_raw = False
    made.process_unknown = True
    return made


def decoded(
    path: Path, number: int, body: bytes, *, request: bool
) -> dict[str, Any] | None:
    """Return what the library makes of a body, None for a message that it does not know.

    body is what follows the nlmsghdr or the genlmsghdr; it raises what the library does.
    """
    known = family(path)
    op = (known.req_by_value if request else known.rsp_by_value).get(number)
    if op is None or op.attr_set is None:
        return None
    ynl = sys.modules[type(known).__module__]
    measure = getattr(known, "_struct_size", None) or known.struct_size  # 7.3 renamed it
    size = measure(op.fixed_header)
    found: dict[str, Any] = {}
    if op.fixed_header:
        found |= known._decode_struct(body, op.fixed_header)
    attributes = ynl.NlAttrs(body, size)
    found |= known._decode(attributes, op.attr_set.name)
    return found


def heading(path: Path) -> tuple[str, int | None]:
    """Return the name and the protocol number of a spec."""
    raw = yaml.safe_load(path.read_text())
    return raw["name"], raw.get("protonum")
