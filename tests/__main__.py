"""`python3 -m tests [pytest arguments]` gets what the tests need, and runs them; README's “I write code” names the options.

This file is read by any Python, however old, so that it can say what is missing.
"""

import sys

NEEDED = (3, 11)


def main():
    if sys.version_info < NEEDED:
        have, need = (".".join(map(str, version[:2])) for version in (sys.version_info, NEEDED))
        said = "tests: this is Python {0}, and {1} or newer is needed. Type: python{1} -m tests"
        return said.format(have, need)
    from tests.support.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
