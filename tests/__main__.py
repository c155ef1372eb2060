"""Gets what the tests need, then runs them: `python -m tests [pytest arguments]`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import browsers


def main() -> int:
    """The exit code of pytest, or 1 if a browser is missing that has to be there."""
    chromium = browsers.get_chromium(_say)
    firefox = browsers.get_firefox(_say)
    if chromium is None or (firefox is None and os.environ.get("CI") == "true"):
        return 1
    environment = {**os.environ, browsers.CHROMIUM_VARIABLE: chromium}
    if firefox:
        environment[browsers.FIREFOX_VARIABLE] = firefox
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "--durations", "10", *sys.argv[1:]]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
