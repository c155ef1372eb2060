"""The rule compiler of Connect Etiquette: reads a folder of YAML rules, proves them, writes a browser extension."""

from time import perf_counter

__version__ = "0.1.0"
"""Of the compiler and of the extension that it writes."""

STARTED = perf_counter()
"""When the package began to be loaded, by the clock that `build --verbose` reads."""
