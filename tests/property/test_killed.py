"""A build is whole or was not: killed at any instant, with a full disk, two at once, through links, on another disk.

A sample here; `python -m pytest tests/property/test_killed.py --full -s` kills 500 times at random and once before each
system call that writes, and prints the counts.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette.output import writing
from connect_etiquette.output.writing import replace_all

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chromium", "firefox", "last-rules")
NAMES = (*FOLDERS, "traceability.md")
WRITER = """
import sys
sys.path[:0] = [{root!r}, {compiler!r}]
from tests.property.test_killed import write
from pathlib import Path
write(Path(sys.argv[1]), "new", plain={plain})
"""
WRITING = (
    "openat,open,creat,write,link,linkat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,ftruncate,fchmod"
)
"""The system calls by which the writer may change anything."""


def digest(path: Path) -> str:
    """What a file, or all in a folder, is."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    inside = sorted(file for file in path.rglob("*") if file.is_file())
    return hashlib.sha256(repr([(file.relative_to(path), digest(file)) for file in inside]).encode()).hexdigest()


def state(out: Path) -> list[str]:
    return [digest(out / name) for name in NAMES]


def writer(plain: bool) -> str:
    """A program of its own that writes the new build, for those who watch its system calls."""
    return WRITER.format(root=str(ROOT), compiler=str(ROOT / "compiler"), plain=plain)


def write(out: Path, version: str, plain: bool = False) -> None:
    """Write a build of one version in the way of a build; `plain` without the call that exchanges two folders."""
    files = {f"{part}/{number}.txt": version.encode() * 2000 for part in ("a", "b/c") for number in range(6)}
    exchange = writing._exchange
    if plain:
        writing._exchange = lambda one, other: False
    try:
        writing.replace_all(out, dict.fromkeys(FOLDERS, files), {"traceability.md": version.encode() * 2000})
    finally:
        writing._exchange = exchange


def forked(out: Path, version: str) -> int:
    """A process that writes a build and ends; its number."""
    child = os.fork()
    if child == 0:
        write(out, version)
        os._exit(0)
    return child


class Builds:
    """An output folder that holds one build, and what it and the next one look like."""

    def __init__(self, folder: Path, plain: bool) -> None:
        self.out = folder / "out"
        self.plain = plain
        write(folder / "new", "new")
        write(self.out, "old")
        (self.out / "mine.txt").write_text("mine", "utf-8")
        self.old, self.new = state(self.out), state(folder / "new")

    def check_and_repair(self, killed_at: str) -> None:
        """Each part is the last good build's or the new one's; the next build makes them one and sweeps."""
        if not self.plain:
            for name, now, old, new in zip(NAMES, state(self.out), self.old, self.new, strict=True):
                assert now in (old, new), (name, killed_at)
        write(self.out, "new", self.plain)
        assert state(self.out) == self.new, killed_at
        assert sorted(path.name for path in self.out.iterdir()) == sorted((*NAMES, "mine.txt")), killed_at
        write(self.out, "old", self.plain)


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path, plain=False)


def test_killed_at_random(builds: Builds, full: bool) -> None:
    rng = random.Random(1)
    kills = 500 if full else 25
    seen: set[str] = set()
    for number in range(kills):
        child = os.fork()
        if child == 0:
            # By its own time: on a busy machine it would not have begun by the clock. The signal ends it as SIGKILL does, without a word.
            signal.setitimer(signal.ITIMER_PROF, rng.uniform(0.0001, 0.05))
            while True:
                write(builds.out, "new")
                write(builds.out, "old")
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGPROF
        seen.add("left something" if list(builds.out.glob(".new-*")) else "left nothing")
        builds.check_and_repair(f"kill {number}")
    print(f"\n{kills} kills at random: each part of a build whole each time, and what was left swept by the next")
    assert "left something" in seen


def traced(arguments: list[str], program: str, out: Path) -> subprocess.CompletedProcess[str]:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is missing: without it no process can be killed at a call of its own")
    command = [
        strace,
        "-f",
        "-qq",
        "-o",
        str(out.parent / "trace"),
        *arguments,
        sys.executable,
        "-c",
        program,
        str(out),
        "new",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def writing_calls(builds: Builds) -> list[tuple[str, int]]:
    """Each call by which a build changes something: its name, and the how manieth of its kind it is."""
    done = traced(["-e", f"trace={WRITING}"], writer(builds.plain), builds.out)
    if done.returncode != 0:
        pytest.skip(f"nothing can be traced here: {done.stderr[-200:]}")
    counts: dict[str, int] = {}
    found = []
    for line in (builds.out.parent / "trace").read_text("utf-8", "replace").splitlines():
        call = re.search(r"\b([a-z0-9]+)\(", line)
        if call is None:
            continue
        counts[call[1]] = counts.get(call[1], 0) + 1
        changes = "O_CREAT" in line or "O_WRONLY" in line or not call[1].startswith("open")
        if changes and (str(builds.out) in line or call[1] in ("write", "unlinkat", "rmdir")):
            found.append((call[1], counts[call[1]]))
    write(builds.out, "old", builds.plain)
    return found


@pytest.mark.parametrize("plain", [False, True], ids=["exchanging", "without exchange"])
def test_killed_before_each_call_that_writes(plain: bool, tmp_path: Path, full: bool) -> None:
    builds = Builds(tmp_path, plain)
    calls = writing_calls(builds)
    assert {"write", "mkdir", "unlinkat"} <= {name for name, _ in calls}
    renames = [call for call in calls if call[0].startswith("rename")]
    assert len(renames) >= 4, calls
    chosen = calls if full else [renames[0], renames[-1], random.Random(2).choice(calls)]
    killed = 0
    for name, number in chosen:
        done = traced(["-e", f"inject={name}:signal=KILL:when={number}"], writer(plain), builds.out)
        killed += done.returncode != 0
        builds.check_and_repair(f"{name} {number}")
    print(f"\n{len(chosen)} of {len(calls)} writing calls, killed at {killed}: each part whole, each swept")
    assert killed >= len(chosen) // 2


@pytest.mark.parametrize("plain", [False, True], ids=["exchanging", "without exchange"])
def test_a_disk_that_is_full_at_each_call_that_writes(plain: bool, tmp_path: Path, full: bool) -> None:
    builds = Builds(tmp_path, plain)
    calls = [call for call in writing_calls(builds) if call[0] not in ("unlinkat", "rmdir", "unlink")]
    chosen = calls if full else random.Random(3).sample(calls, 2)
    for name, number in chosen:
        done = traced(["-e", f"inject={name}:error=ENOSPC:when={number}"], writer(plain), builds.out)
        if done.returncode != 0:
            assert "OSError" in done.stderr
            assert state(builds.out) == builds.old, (name, number)
        assert not list(builds.out.glob(".new-*"))
        write(builds.out, "old", plain)
    print(f"\n{len(chosen)} of {len(calls)} writing calls without space: all of the old build, or all of the new")


def test_two_builds_at_once(builds: Builds, full: bool) -> None:
    for _ in range(20 if full else 3):
        both = [forked(builds.out, version) for version in ("old", "new")]
        assert [os.waitpid(child, 0)[1] for child in both] == [0, 0]
        assert state(builds.out) in (builds.old, builds.new)
        assert sorted(path.name for path in builds.out.iterdir()) == sorted((*NAMES, "mine.txt"))


def small(version: bytes) -> dict[str, dict[str, bytes]]:
    return {"chromium": {"a.js": version}, "firefox": {"a.js": version}}


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder on another file system, where there is one."""
    other = Path("/dev/shm")
    if not other.is_dir() or os.stat(other).st_dev == os.stat("/tmp").st_dev:
        pytest.skip("no other file system here")
    folder = other / f"etiquette-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_an_output_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for version in (b"one", b"two"):
        replace_all(tmp_path / "link", small(version), {})
        assert (tmp_path / "real" / "firefox" / "a.js").read_bytes() == version
    assert (tmp_path / "link").is_symlink()


def test_a_browser_s_folder_that_is_a_link_to_another_file_system(tmp_path: Path, elsewhere: Path) -> None:
    (elsewhere / "theirs").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "firefox").symlink_to(elsewhere / "theirs")
    for version in (b"one", b"two"):
        replace_all(tmp_path / "out", small(version), {})
        assert (tmp_path / "out" / "firefox").is_symlink()
        assert (elsewhere / "theirs" / "a.js").read_bytes() == version
        assert (tmp_path / "out" / "chromium" / "a.js").read_bytes() == version
        assert [path.name for path in elsewhere.iterdir()] == ["theirs"]


def test_an_output_on_another_file_system(elsewhere: Path) -> None:
    for version in (b"one", b"two"):
        replace_all(elsewhere / "out", small(version), {})
        assert (elsewhere / "out" / "firefox" / "a.js").read_bytes() == version
    assert sorted(path.name for path in (elsewhere / "out").iterdir()) == ["chromium", "firefox"]
