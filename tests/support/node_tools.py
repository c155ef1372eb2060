"""node's tools, as tests/tools/package-lock.json locks them: installed once, and used while the lock is unchanged."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.environment import ROOT, MissingError

TOOLS = ROOT / "tests" / "tools"


def ensure(tools: Path = TOOLS) -> Path:
    """The folder of the tools' commands."""
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError(f"npm is missing, and without it the extension can't be tested. {_how_to_get_npm()}")
    installed, stamp = tools / "node_modules", tools / "node_modules" / ".locked"
    wanted = hashlib.sha256((tools / "package-lock.json").read_bytes()).hexdigest()
    with _one_at_a_time(tools / "node_modules.lock"):
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            print("tests: npm ci in tests/tools", flush=True)
            command = [npm, "ci", "--no-audit", "--no-fund", "--fetch-retries=1"]
            done = subprocess.run(command, cwd=tools, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                shutil.rmtree(installed, ignore_errors=True)
                raise MissingError(what_hinders(done.stdout + done.stderr))
            stamp.write_text(wanted, "utf-8")
    return installed / ".bin"


def _how_to_get_npm() -> str:
    if shutil.which("apt-get"):
        return "Type: sudo apt-get install npm"
    return "Install node 20 or newer, and type: python3 -m tests"


def what_hinders(said: str) -> str:
    """One line from npm's many."""
    if any(
        code in said for code in ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "ECONNRESET")
    ):
        return "node's tools can't be fetched: no network. Once there is one, type: python3 -m tests"
    if "in sync" in said:
        return "package.json of node's tools is not what was locked. Type: npm install --package-lock-only --prefix tests/tools"
    if "EBADENGINE" in said or "EBADPLATFORM" in said:
        return "node's tools do not fit this node. Install node 20 or newer, and type: python3 -m tests"
    lines = [line.removeprefix("npm error ").removeprefix("npm ERR! ") for line in said.splitlines() if line.strip()]
    return f"npm could not install node's tools: {(lines or ['no reason given'])[0]} Type: npm ci --prefix tests/tools"


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """The other test processes wait until the first has installed the tools."""
    with path.open("w") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
