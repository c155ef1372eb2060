"""`python -m tests.mutants`: a sample of faults made on purpose, each tried against the tests that reach it.

In the compiler's core by mutmut, with `--engine` in `extension/engine/` by Stryker. It works on a copy in build/, so that nothing
of the checkout changes, prints how many faults were noticed, and the difference that each of the others makes, to be
judged in tests/mutants/survivors.md. Stopped, it carries on where it was, as long as the checkout is the same; `--again`
tries those anew that were not noticed, with the tests of today.
"""

from __future__ import annotations

import argparse
import sys

from tests.mutants import compiler, engine


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--engine", action="store_true", help="in extension/engine/, not in the compiler")
    parser.add_argument("--children", type=int, default=1, help="how many at once")
    parser.add_argument("--again", action="store_true", help="try those anew that no test noticed")
    parser.add_argument(
        "--only",
        nargs="*",
        default=[f"{room}/*" for room in compiler.ROOMS],
        help="files of the compiler, such as language/limits.py",
    )
    parser.add_argument("--tests", nargs="*", default=list(compiler.TESTS), help="tests, such as unit/test_limits.py")
    asked = parser.parse_args()
    return engine.run(asked) if asked.engine else compiler.run(asked)


if __name__ == "__main__":
    sys.exit(main())
