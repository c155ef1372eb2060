"""A wait ends when the thing is there, and says what was there instead when it never comes."""

from __future__ import annotations

import pytest

from tests.support.patience import until


def test_a_wait_gives_what_came() -> None:
    comes = iter(["", "", "here"])
    paused: list[float] = []
    assert until("a word", lambda: next(comes), paused.append) == "here"
    assert len(paused) == 2


def test_a_wait_in_vain_says_for_what_and_what_was_there() -> None:
    with pytest.raises(AssertionError, match="waited 0 s for a word; there was silence"):
        until("a word", lambda: "", lambda seconds: None, lambda: "silence", seconds=0)
