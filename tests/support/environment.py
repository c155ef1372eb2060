"""Python environments made from the lock by pip alone. Needs nothing but Python itself."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path("tests") / "requirements.txt"
HOME = Path(".venv")
RENEW = (
    "uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --upgrade"
    " --output-file tests/requirements.txt"
)
"""The command that renews the lock; README tells it."""

_NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|NameResolutionError|Failed to establish a new connection|Connection refused"
    r"|Temporary failure in name resolution|ProxyError|Network is unreachable|Read timed out|SSLError"
)
_UNFIT = re.compile(
    r"(?:No matching distribution found for|Could not find a version that satisfies the requirement"
    r"|Failed (?:to build|building wheel for))\s+([\w.-]+)"
)
_OTHER_HASH = re.compile(r"DO NOT MATCH THE HASHES[\s\S]*?^\s+([\w.-]+)(?:==| from)", re.MULTILINE)


class MissingError(Exception):
    """Something that the tests need is not there. The message is one line: what is missing, and what to type."""


def interpreter(environment: Path) -> Path:
    """The Python of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(root: Path) -> str:
    """What an environment depends on: the lock, and what the project declares."""
    parts = [(root / LOCK).read_bytes(), (root / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def ensure(root: Path, environment: Path) -> Path:
    """The Python of `environment`, which holds exactly what the lock says and the project itself.

    An environment that is there is brought up to date. One that can't be made is not left half made.
    """
    python, stamp = interpreter(environment), environment / "tests-lock"
    wanted = fingerprint(root)
    if python.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    new = not python.exists()
    try:
        if new:
            create(environment)
        stamp.unlink(missing_ok=True)
        print(
            f"tests: installing what {LOCK.as_posix()} locks into {environment.relative_to(root).as_posix()}",
            flush=True,
        )
        install(python, root, "--require-hashes", "--requirement", str(LOCK))
        # The build backend is locked too, and so is not fetched once more.
        install(python, root, "--no-deps", "--no-build-isolation", "--editable", ".")
        stamp.write_text(wanted, "utf-8")
    except BaseException:
        if new:
            shutil.rmtree(environment, ignore_errors=True)
        raise
    return python


def create(environment: Path) -> None:
    """A new environment with pip in it."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise MissingError(f"Python's venv is missing. {_how_to_get_venv()}")
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        if "ensurepip" in done.stdout + done.stderr:
            raise MissingError(f"Python's venv is missing. {_how_to_get_venv()}")
        raise MissingError(
            f"the environment {environment} can't be made: {_last_line(done)}. Type: python3 -m venv {environment}"
        )


def _how_to_get_venv() -> str:
    if shutil.which("apt-get"):
        return "Type: sudo apt-get install python3-venv"
    return "Install a Python from python.org, and type: python3 -m tests"


def install(python: Path, root: Path, *what: str) -> None:
    """Let the environment's pip install `what`; what hinders it is said in one line."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2", *what]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MissingError(what_hinders(done.stdout + done.stderr))


def what_hinders(said: str) -> str:
    """One line from pip's many: no network, a lock that does not fit, or pip's own last word."""
    here = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if other := _OTHER_HASH.search(said):
        return f"{other[1]} is another file than the lock knows. If the lock is meant to change, type: {RENEW}"
    # Without a network pip finds no version either, and says so last.
    if _NO_NETWORK.search(said):
        return "the packages can't be fetched: no network. Once there is one, type: python3 -m tests"
    if unfit := _UNFIT.search(said):
        return f"the lock has no {unfit[1]} that fits {here}. Take another Python, or renew the lock; type: {RENEW}"
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if re.match(r"ERROR: |\w*Error: ", line)]
    return f"pip could not install: {(errors or lines or ['no reason given'])[-1]} Type: python3 -m tests"


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[-1].strip() if lines else f"exit code {done.returncode}"
