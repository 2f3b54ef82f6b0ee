"""The values that an array holds, each once."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from nlscope.capture.distinct import distinct
from tests.support import CAPTURES


def test_each_value_comes_once_in_order() -> None:
    """Repeated ones, one alone, none at all; the type stays."""
    assert distinct(np.array([3, 1, 3, 2, 1], np.uint16)).tolist() == [1, 2, 3]
    assert distinct(np.array([7], np.uint16)).tolist() == [7]
    nothing = distinct(np.zeros(0, np.uint16))
    assert nothing.tolist() == []
    assert nothing.dtype == np.uint16


def test_reading_a_capture_needs_no_masked_arrays() -> None:
    """numpy.ma is imported by np.unique, and takes longer than the whole capture."""
    read = "cli(['read', '-c1', sys.argv[1]], standalone_mode=False)"
    imports = "import sys; from nlscope.cli import cli"
    script = f"{imports}; {read}; print('numpy.ma' in sys.modules)"
    path = str(CAPTURES / "link_basic.pcapng")
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "False"
