"""The purse: how much one rule set may cost, counted so that the same rules end at the same point on any machine.

Units follow the time that pure Python takes (one is about a microsecond), bytes follow what is kept. Whoever stores a
state, a node or an answer asks first. There is a share for each kind of work, so that none starves the others, and
never a clock.
"""

from __future__ import annotations

from collections.abc import Iterator

MB = 1_000_000
SHARES = {
    "questions": (500_000, 60 * MB),
    "diagram": (2_500_000, 250 * MB),
    "crosscheck": (2_000_000, 80 * MB),
    "words": (500_000, 50 * MB),
    "tips": (400_000, 50 * MB),
    "advice": (900_000, 80 * MB),
    "stories": (3_000_000, MB),
    "blame": (700_000, 100 * MB),
}
"""Units and bytes of each share. Together they stay under ten seconds of one core, since a rule set that needs all of
its diagram's share either has no diagram, and then nothing to read again, or finds no room for blame."""
READING = 0.4
"""Units for each byte of rules beyond the first million: reading them takes time that the diagram then can't have."""


class ExhaustedError(Exception):
    """A share of the purse is used up."""

    def __init__(self, share: str) -> None:
        super().__init__(share)
        self.share = share


class Share:
    """What one kind of work may cost. `used` counts units, `held` bytes, `peak` the most bytes held at once."""

    __slots__ = ("held", "name", "peak", "room", "units", "used")

    def __init__(self, name: str, units: int, room: int) -> None:
        self.name = name
        self.units = units
        self.room = room
        self.used = 0
        self.held = 0
        self.peak = 0

    def spend(self, units: int, room: int = 0) -> None:
        """Take `units`, and hold `room` bytes more. Raises `ExhaustedError`; what was not taken is not counted."""
        if self.used + units > self.units or self.held + room > self.room:
            raise ExhaustedError(self.name)
        self.used += units
        self.held += room
        if self.held > self.peak:
            self.peak = self.held

    def release(self, room: int | None = None) -> None:
        """So many bytes are held no longer, or none at all."""
        self.held -= self.held if room is None else room

    def part(self, units: int) -> Share:
        """A share of its own with at most `units` of what is left, and all the room. `settle` brings it back."""
        return Share(self.name, min(units, self.units - self.used), self.room - self.held)

    def settle(self, part: Share) -> None:
        """Count what a part has used and still holds."""
        self.used += part.used
        self.peak = max(self.peak, self.held + part.peak)
        self.held += part.held

    @property
    def left(self) -> int:
        """Units that are left."""
        return self.units - self.used


class Purse:
    """The shares of one rule set, by name. `text` is the number of characters that were read for it."""

    def __init__(self, text: int = 0) -> None:
        read = int(max(0, text - MB) * READING)
        self.shares = {
            name: Share(name, units - min(read, units // 2) if name == "diagram" else units, room)
            for name, (units, room) in SHARES.items()
        }

        self.notes: list[str] = []
        """What else is worth knowing, such as which order of facts won."""

    def __getitem__(self, name: str) -> Share:
        return self.shares[name]

    def lines(self) -> Iterator[str]:
        """One line for each note, and for each share that was used."""
        yield from self.notes
        for share in self.shares.values():
            if share.used:
                yield (
                    f"{share.name}: {share.used:,} of {share.units:,} units, "
                    f"{share.peak / MB:.1f} of {share.room / MB:.0f} MB"
                )
