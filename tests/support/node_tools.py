"""The pinned JavaScript tools, installed where node is present."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[1] / "tools"


@contextmanager
def filelock(path: Path) -> Iterator[None]:
    """One test process at a time: the others wait until the first has installed the tools."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def installed() -> Path:
    """The folder of the pinned tools' commands. Without npm the test is skipped, and on CI it fails."""
    npm = shutil.which("npm")
    if npm is None:
        if os.environ.get("CI") == "true":
            pytest.fail("npm is missing: the extension can't be checked")
        pytest.skip("npm is missing: install node to check the extension's JavaScript")
    commands = TOOLS / "node_modules" / ".bin"
    with filelock(TOOLS / "node_modules.lock"):
        wanted = (TOOLS / "package.json").read_text("utf-8")
        stamp = TOOLS / "node_modules" / "installed.json"
        # Another version of the repository may have pinned others.
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            install = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
            done = subprocess.run(install, cwd=TOOLS, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            stamp.write_text(wanted, "utf-8")
    return commands
