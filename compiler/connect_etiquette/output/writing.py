"""Writing what was made into a folder: all of it, or on an error nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..findings import Finding
from ..source import display_name


def replace_all(
    out: Path, folders: Mapping[str, Mapping[str, bytes]], files: Mapping[str, bytes] | None = None
) -> None:
    """Write `folders` and `files` under `out` in place of those of the same names: all, or on an `OSError` none."""
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".new-", dir=out))
    undo: list[tuple[Path, Path]] = []
    contents = dict(files or {})
    for name, inside in folders.items():
        contents.update((f"{name}/{path}", content) for path, content in inside.items())
    try:
        for parent in {(staging / path).parent for path in contents}:
            parent.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            (staging / path).write_bytes(content)
        for name in (*folders, *(files or {})):
            target, old = out / name, staging / f"old-{name}"
            undo.append((target, old))
            if target.exists():
                os.rename(target, old)
            os.rename(staging / name, target)
    except OSError:
        for target, old in undo:
            if old.exists() or not (staging / target.name).exists():
                _remove(target)
            if old.exists():
                os.rename(old, target)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def unwritable(error: OSError, out: Path) -> Finding:
    """The finding for an output that can't be written."""
    where = display_name(Path(error.filename)) if error.filename else display_name(out)
    message = f"{where} can't be written: {(error.strerror or str(error)).lower()}"
    return Finding("unwritable", message, file=display_name(out))
