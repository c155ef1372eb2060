"""What a build does not need is loaded when it is first asked for, so that no build waits for it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module


def later(room: str, *modules: str) -> Callable[[str], object]:
    """The `__getattr__` of a `room` some of whose names are in `modules` that are not loaded yet."""

    def find(name: str) -> object:
        for module in modules:
            found = vars(import_module(f"{room}.{module}"))
            if name in found:
                return found[name]
        raise AttributeError(f"module {room!r} has no attribute {name!r}")

    return find
