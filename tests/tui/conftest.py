from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.world import write


@pytest.fixture(name="capture", scope="session")
def _capture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("tui") / "small.pcap")


@pytest.fixture(autouse=True)
def _own_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
