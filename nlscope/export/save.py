"""Messages written to a file: a capture of whole frames, text, or a JSON object a line."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
import numpy as np

from nlscope.capture.distinct import distinct
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.context import GENL_ID_CTRL
from nlscope.export.printer import Form, as_json, as_tree
from nlscope.process import apart
from nlscope.spec import GENERIC

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.session import Session

    Rows = NDArray[np.integer[Any]]

FORMATS = {"pcapng": ".pcapng", "text": ".txt", "ndjson": ".ndjson"}
_ENDINGS = {".pcapng": "pcapng", ".txt": "text", ".ndjson": "ndjson", ".json": "ndjson"}
_PRINTED: dict[str, Form] = {"text": as_tree, "ndjson": as_json}
_CTRL_CMD_NEWFAMILY = 1


def format_of(path: str) -> str | None:
    """Return the format that a file's name stands for, None for none."""
    return _ENDINGS.get(Path(path).suffix.lower())


def save(
    session: Session, rows: Rows, path: Path, how: str, comments: Mapping[int, str]
) -> int:
    """Write the messages at some indexes; return how many frames or messages that is.

    The file is there whole or not at all. comments are those of messages, by index;
    they replace a packet's own.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            if how == "pcapng":
                count = _capture(session, rows, out, comments)
            else:
                count = _lines(session, rows, out, _PRINTED[how])
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _lines(session: Session, rows: Rows, out: BinaryIO, form: Form) -> int:
    out.writelines(form(session, n) for n in rows.tolist())
    return len(rows)


def _capture(
    session: Session, rows: Rows, out: BinaryIO, comments: Mapping[int, str]
) -> int:
    store = session.store
    first = store.sources[0] if store.sources else "nlmon0"
    writer = PcapngWriter(out, comment="\n".join(store.comments), interface=first)
    chosen = frames(session, rows)
    mine = frame_comments(session, comments)
    for index in chosen.tolist():
        frame = store.frame_at(index)
        if index in mine:
            frame = msgspec.structs.replace(frame, comment=mine[index])
        writer.write(frame)
    return len(chosen)


def frames(session: Session, rows: Rows) -> NDArray[np.int64]:
    """Return the frames of some messages, and those that name their generic families.

    A capture without the latter would not decode elsewhere: the numbers are dynamic.
    """
    store = session.store
    chosen = store.frame[rows]
    if (store.protocol[rows] == GENERIC).any():
        ctrl = (store.protocol == GENERIC) & (store.type == GENL_ID_CTRL)
        names = [
            n for n in np.flatnonzero(ctrl).tolist()
            if store[n].data[16:17] == bytes([_CTRL_CMD_NEWFAMILY])
        ]  # fmt: skip
        chosen = np.concatenate([chosen, store.frame[np.array(names, np.int64)]])
    return distinct(chosen).astype(np.int64)


def comment_of(session: Session, n: int) -> str:
    """Return what people say of a frame in the file, for its first message."""
    store = session.store
    first = n == 0 or store.frame[n - 1] != store.frame[n]
    return apart(store[n].frame.comment)[1] if first else ""


def frame_comments(session: Session, comments: Mapping[int, str]) -> dict[int, str]:
    """Return the comments of messages as those of their frames, a line each."""
    store = session.store
    texts: dict[int, dict[int, str]] = {}
    for n, text in sorted(comments.items()):
        index = int(store.frame[n])
        if index not in texts:
            first = int(np.searchsorted(store.frame, np.uint32(index)))
            texts[index] = {first: comment_of(session, first)}
        texts[index][n] = text
    return {
        index: "\n".join(_told(apart(store.frame_at(index).comment)[0], each))
        for index, each in texts.items()
    }


def _told(kept: str, texts: Mapping[int, str]) -> Iterator[str]:
    return (text for text in (kept, *(text for _, text in sorted(texts.items()))) if text)
