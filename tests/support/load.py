"""A busy machine, made on purpose: endless loops beside the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Ends by itself when whoever started it is gone, however that came.
_LOOP = "import os, sys\nparent = int(sys.argv[1])\nwhile os.getppid() == parent:\n    sum(range(100_000))"


@contextmanager
def endless_loops(count: int) -> Iterator[list[int]]:
    """Keep `count` cores busy meanwhile; gives the loops' process ids, and ends them in any case."""
    import os

    command = [sys.executable, "-c", _LOOP, str(os.getpid())]
    loops = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield [loop.pid for loop in loops]
    finally:
        for loop in loops:
            loop.kill()
        for loop in loops:
            loop.wait()
