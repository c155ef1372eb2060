"""A press counts where its button was in sight for a while. A browser that stands still for a moment has not seen it long enough, as
it should be; so a test presses anew until one counts, and never once more after that."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def counts(inside: Callable[[str], Any], one: str, press: Callable[[], object], by_key: bool = False) -> bool:
    """Make one press, and say whether it counted; `inside` gives the value of an expression in our world in a page of LinkedIn's,
    `one` finds the button there."""
    key = json.dumps(by_key)
    watch = f"__counted = false, __isReady = (pressed) => Sight.isReady(one, {key}, pressed)"
    inside(f"((one) => void ({watch}))({one})")
    press()
    return bool(inside("__counted"))
