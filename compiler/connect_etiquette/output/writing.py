"""Writing so that what is written is whole or was not: killed at any instant, a folder is the old one or the new.

Everything is written beside its place first, then changes places with what stands there. On Linux and macOS that is one
call for a folder; where the system has none, a folder that was moved away and not yet replaced is put back by the next
who writes there. One at a time writes into a folder: the lock is the folder itself, and goes with the process.
"""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ..findings import Finding
from ..source import SCHEMAS, display_name

STAGING = ".new-"
"""How the names of folders begin in which something is written before it takes its place."""
_OLD = "old-"
"""How the name of what was moved away begins, inside such a folder, where two folders can't change places at once."""

CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What file managers leave in a folder that somebody looked at."""
_HEAD = b"# Traceability"
"""How the table begins that a build writes beside the folders."""
MOVE = "move it elsewhere first"
"""What is to be done about something in the way."""

Contents = Mapping[str, bytes]
"""Files by their path inside a folder, with forward slashes."""


def replace_all(
    out: Path,
    folders: Mapping[str, Contents],
    files: Contents | None = None,
    foreign: Callable[[str, Path], str] = lambda name, there: "",
) -> None:
    """Write `folders` and `files` under `out` in place of those of the same names: all, or on an `OSError` none.

    What else is in `out` stays. A name that is a link is followed. Killed between two names, each of them is whole: the
    one new, the other still old. Never does a file take the place of a folder, nor a folder that of a file, and nothing
    is replaced of which `foreign` says what in it is somebody else's.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone_in(out):
        targets = {name: _behind_links(out / name) for name in (*folders, *(files or {}))}
        places = {out, *(target.parent for target in targets.values())}
        for folder in places:
            _sweep(folder)
        for name, target in targets.items():
            _spare(target, name in folders, foreign(name, target) if target.exists() else "")
        staging = {folder: _staging(folder) for folder in places}
        done: list[tuple[Path, Path]] = []
        written: list[tuple[Path, Contents]] = []
        try:
            for name, target in targets.items():
                place = staging[target.parent] / target.name
                if name in folders:
                    _write(place, folders[name], written)
                    written.append((place, folders[name]))
                else:
                    place.write_bytes((files or {})[name])
            for target in targets.values():
                place = staging[target.parent] / target.name
                _take_place(place, target)
                done.append((place, target))
        except OSError:
            for place, target in reversed(done):
                _give_back(place, target)
            raise
        finally:
            for folder in staging.values():
                shutil.rmtree(folder, ignore_errors=True)


def fill(folder: Path, contents: Contents) -> None:
    """Write `contents` into `folder`, all or on an `OSError` none.

    One that is there stays itself, with whatever else is in it: each name at its top is replaced by itself.
    """
    if not folder.is_dir():
        replace_all(folder.parent, {folder.name: contents})
        return
    folders: dict[str, dict[str, bytes]] = {}
    for path, data in contents.items():
        top, _, below = path.partition("/")
        if below:
            folders.setdefault(top, {})[below] = data
    replace_all(folder, folders, {path: data for path, data in contents.items() if "/" not in path})


def _spare(target: Path, folder_wanted: bool, foreign: str) -> None:
    """Raise an `OSError` where something of somebody else's stands in the way."""
    if folder_wanted and target.is_file():
        raise NotADirectoryError(errno.ENOTDIR, f"it is a file and no folder; {MOVE}", str(target))
    if not folder_wanted and target.is_dir():
        raise IsADirectoryError(errno.EISDIR, f"it is a folder and no file; {MOVE}", str(target))
    if foreign:
        raise OSError(errno.ENOTEMPTY, f"{foreign} there was not written by this command; {MOVE}", str(target))


def not_of_a_build(name: str, there: Path) -> str:
    """What at `there`, where a build writes `name`, no build has written; empty if all may be replaced.

    A browser's folder of any version has a manifest and a bundle, kept rules have facts; of schemas there are only
    those of the kinds of file.
    """
    if there.is_file():
        return "" if there.read_bytes()[: len(_HEAD)] in (_HEAD, b"") else "what stands"
    inside = sorted(path.name for path in there.iterdir() if path.name not in CLUTTER)
    if not inside:
        return ""
    if name == "schemas":
        return next((one for one in inside if one.removesuffix(".json") not in SCHEMAS), "")
    if name == "last-rules":
        return "" if "facts.yaml" in inside else inside[0]
    # Until the bundle was JSON, its first part was core.js.
    return "" if "manifest.json" in inside and any(there.glob("bundle/core.js*")) else inside[0]


def put_in(path: Path, read: str, changes: Mapping[tuple[int, int], str]) -> None:
    """Put texts in the place of stretches (in characters) of the file at `path`, which was `read` before; all, or none
    with an `OSError`, also where somebody else has changed the file meanwhile."""
    target = path.resolve()
    raw = target.read_bytes()
    if raw.decode("utf-8-sig") != read:
        raise OSError(errno.EBUSY, "it was changed meanwhile", str(path))
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    place = target.with_name(f"{STAGING}{target.name}")
    try:
        place.write_bytes(mark + with_put_in(read, changes).encode())
        shutil.copymode(target, place)
        os.replace(place, target)
    finally:
        place.unlink(missing_ok=True)


def with_put_in(text: str, changes: Mapping[tuple[int, int], str]) -> str:
    """`text` with other texts in the place of stretches of it."""
    for (start, end), put in sorted(changes.items(), reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _behind_links(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


def _staging(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))


def _write(folder: Path, contents: Contents, written: Sequence[tuple[Path, Contents]] = ()) -> None:
    """Write `contents` into `folder`. What another folder that was just written holds as well is the same file by
    another name, where there is such a thing: to make a file costs more than to fill it."""
    for parent in {(folder / path).parent for path in contents} | {folder}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in contents.items():
        for other, held in written:
            if held.get(path) == data and _link(other / path, folder / path):
                break
        else:
            (folder / path).write_bytes(data)


def _link(there: Path, here: Path) -> bool:
    """Give a file a second name. False where the file system can't, or has given it too many."""
    try:
        os.link(there, here)
    except (OSError, NotImplementedError):
        return False
    return True


def _take_place(new: Path, target: Path) -> None:
    """Put `new` where `target` is; what was there, if anything, is then where `new` was."""
    old = new.parent / f"{_OLD}{target.name}"
    if not target.exists():
        os.rename(new, target)
    elif _exchange(new, target):
        return
    elif target.is_file() and new.is_file():
        old.write_bytes(target.read_bytes())
        os.replace(new, target)
    else:
        os.rename(target, old)
        try:
            os.rename(new, target)
        except OSError:
            os.rename(old, target)
            raise


def _give_back(new: Path, target: Path) -> None:
    """Undo `_take_place`."""
    old = new.parent / f"{_OLD}{target.name}"
    if new.exists():
        _exchange(new, target)
    elif old.is_file() and target.is_file():
        os.replace(old, target)
    else:
        _remove(target)
        if old.exists():
            os.rename(old, target)


def _remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sweep(out: Path) -> None:
    """Remove what a killed writer left behind, and put back what it had moved away and not yet replaced."""
    for left in out.glob(f"{STAGING}*"):
        for old in left.glob(f"{_OLD}*"):
            target = out / old.name.removeprefix(_OLD)
            if not target.exists():
                os.rename(old, target)
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes into `folder`."""
    try:
        import fcntl
    except ImportError:  # Windows can't lock a folder; there two writers at once are left to themselves.
        yield
        return
    at = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # Some network file systems have no locks.
            fcntl.flock(at, fcntl.LOCK_EX)
        yield
    finally:
        os.close(at)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one call. False where the system or the file system has no such call."""
    call = _exchanging()
    if call is None:
        return False
    failed = call(os.fsencode(one), os.fsencode(other))
    if failed in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(other))
    return True


def _exchanging() -> Callable[[bytes, bytes], int] | None:
    """The system's call that exchanges two paths, giving an error's number or 0."""
    import ctypes

    names = {"linux": "renameat2", "darwin": "renamex_np"}
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), names[sys.platform])
    except (KeyError, OSError, AttributeError, TypeError):
        return None
    # AT_FDCWD and RENAME_EXCHANGE in Linux's fcntl.h and fs.h; RENAME_SWAP in macOS's stdio.h.
    arguments = ((-100,), (-100,), (2,)) if sys.platform == "linux" else ((), (), (2,))

    def exchange(one: bytes, other: bytes) -> int:
        return ctypes.get_errno() if call(*arguments[0], one, *arguments[1], other, *arguments[2]) else 0

    return exchange


def unwritable(error: OSError, out: Path) -> Finding:
    """The finding for an output that can't be written. It names what was asked for, not where that is put together."""
    place = Path(error.filename) if error.filename else out
    reason = (error.strerror or str(error)).lower()
    staged = next((index for index, part in enumerate(place.parts) if part.startswith(STAGING)), None)
    if staged is not None:
        below = place.parts[staged + 1 :]
        place = Path(*place.parts[:staged], *below) if below else out
    if isinstance(error, FileExistsError) and place.is_file():
        reason = "it is a file and no folder"
    message = f"{display_name(place)} can't be written: {reason}"
    hint = "Or write to another folder, with --out." if reason.endswith(MOVE) else ""
    return Finding("unwritable", message, file=display_name(out), hint=hint)


def same_files(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether `folder` holds these files and no others."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return there == files.keys() and all((folder / path).read_bytes() == data for path, data in files.items())
