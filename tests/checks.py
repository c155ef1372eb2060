"""The checks that need no test of their own: format, lint, types, and who may lean on whom.

`python -m tests.checks` runs them all, `python -m tests.checks NAME …` some. The test suite and pre-commit run them from
here, so that what passes before a commit passes afterwards.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tests" / "tools"
NODE_COMMANDS = TOOLS / "node_modules" / ".bin"


@dataclass(frozen=True, slots=True)
class Check:
    """A command that is run in `folder`, and the files (a regular expression) whose change calls for it.

    The first word of a command with `by_node` is one of the pinned JavaScript tools, else a command beside Python.
    """

    command: tuple[str, ...]
    files: str
    folder: Path = ROOT
    by_node: bool = False

    def argv(self) -> list[str]:
        commands = NODE_COMMANDS if self.by_node else Path(sys.executable).parent
        return [str(commands / self.command[0]), *self.command[1:]]


CHECKS = {
    "format": Check(("ruff", "format", "--check", "."), r"\.py$"),
    "lint": Check(("ruff", "check", "."), r"\.py$"),
    "types": Check(("mypy",), r"^(compiler|tests/(benchmarks|mutants))/.*\.py$"),
    "rooms": Check(("lint-imports",), r"^compiler/.*\.py$"),
    "javascript": Check(
        ("biome", "ci", "--config-path=.biome.json", "."), r"^extension/", ROOT / "extension", by_node=True
    ),
    "javascript-of-the-bench": Check(
        ("biome", "ci", f"--config-path={ROOT / 'extension' / '.biome.json'}", "."),
        r"^compiler/.*\.(js|css)$",
        ROOT / "compiler" / "connect_etiquette" / "bench" / "page",
        by_node=True,
    ),
    "javascript-types": Check(("tsc", "-p", "tsconfig.json"), r"^(extension|compiler)/.*\.js$", TOOLS, by_node=True),
    "javascript-modules": Check(
        ("depcruise", "--config", str(TOOLS / "dependencies.cjs"), "."),
        r"^extension/.*\.(js|html)$",
        ROOT / "extension",
        by_node=True,
    ),
}


def run(check: Check) -> subprocess.CompletedProcess[str]:
    """Run one check; its whole output is the complaint."""
    return subprocess.run(check.argv(), cwd=check.folder, capture_output=True, text=True, check=False)


def main(names: list[str]) -> int:
    """1 if one of the checks `names` (all if there are none) complains, 2 if there is no such check."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"There is no check {', '.join(unknown)}. Known: {', '.join(CHECKS)}.")
        return 2
    worst = 0
    for name in names or CHECKS:
        check = CHECKS[name]
        if check.by_node and not NODE_COMMANDS.exists():
            print(f"{name}: the JavaScript tools are not there yet; get them: npm install --prefix tests/tools")
            worst = 1
            continue
        done = run(check)
        if done.returncode:
            print(f"{name}:\n{done.stdout}{done.stderr}")
            worst = 1
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
