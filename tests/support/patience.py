"""How tests wait: for the thing itself, with patience, and a failure says what was waited for and what was there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 30.0
"""Seconds. On an idle machine nothing takes one; a busy one is not a fault of the product."""

Value = TypeVar("Value")


def until(
    wanted: str,
    found: Callable[[], Value],
    pause: Callable[[float], None],
    there: Callable[[], object] = lambda: "nothing to be seen",
    seconds: float = PATIENCE,
) -> Value:
    """What `found` gives, once it is truthy; `pause` lets the browser work for so many seconds meanwhile.

    When patience ends the failure says `wanted`, and what was `there` instead.
    """
    end = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s for {wanted}; there was {there()}")
        pause(0.03)


def at_rest(quiet: Callable[[], object], pause: Callable[[float], None]) -> None:
    """Wait until it is `quiet` three times on end, so that what one thing sets off in another is waited for too."""
    times = 0

    def still() -> bool:
        nonlocal times
        times = times + 1 if quiet() else 0
        return times == 3

    until("the page to come to rest", still, lambda _: pause(0.04))
