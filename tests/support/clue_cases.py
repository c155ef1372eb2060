"""Every kind of page with its clues changed, one and two at a time, and whose its control is for an honest reader."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.clue_places import PLACES
from tests.support.clue_surfaces import NAMED, SURFACES, Surface
from tests.support.clues import ADA, ADDRESSED, BEN, CLEO, LINKS, OWN, Clue, Json, Slots, Somebody

CHANGES: dict[str, tuple[Clue, ...]] = {
    "removed": (),
    "doubled": (Clue(ADA), Clue(ADA)),
    "contradicted": (Clue(BEN),),
    "contradicted beside": (Clue(ADA), Clue(BEN)),
    "contradicted before": (Clue(BEN), Clue(ADA)),
    "late": (Clue(CLEO),),
    "foreign": (Clue(ADA, foreign=True),),
    "another foreign": (Clue(ADA), Clue(BEN, foreign=True)),
    "contradicted, foreign": (Clue(BEN, foreign=True),),
}


def changes_of(slot: str) -> dict[str, tuple[Clue, ...]]:
    """What can be done to a clue: a page has one title and one address, and only links lead to other sites."""
    return {
        name: clues
        for name, clues in CHANGES.items()
        if (slot in LINKS or "foreign" not in name)
        and not (slot == "link" and name == "another foreign")
        and not (slot in ADDRESSED and len(clues) > 1)
        and not (slot == "address" and clues == ())
    }


@dataclass(frozen=True)
class Whose:
    """Whose a control is: `who` None where nobody can know, `sure` where an honest reader does."""

    who: Somebody | None
    sure: bool


@dataclass(frozen=True)
class Case:
    """A page made of slots."""

    surface: Surface
    what: str
    slots: Slots

    def page(self) -> Json:
        address = self.slots["address"][0].who.slug if "address" in self.slots else ""
        titles = self.slots.get("title", ())
        title = f"{titles[0].who.name} | LinkedIn" if titles else "LinkedIn"
        return {
            "body": self.surface.write(self.slots),
            "path": self.surface.path or f"/in/{address}/",
            "title": title,
        }

    @property
    def states(self) -> set[str]:
        """What the control may be taken for. That a request was withdrawn only its key says."""
        gone = self.surface.state == "withdrawn" and not self.slots["key"]
        return {"unknown", "connect" if gone else self.surface.state}

    def whose(self, seen: bool) -> Whose:
        """Whose the control is for somebody who has `seen` these people's numbers and ids, or knows their addresses only."""
        numbers = () if seen else ("key", "id")
        own = self._speaks(*(name for name in OWN if name not in numbers))
        around = self._speaks(*(name for name in self.surface.slots if name not in (*OWN, *numbers)))
        if len(self._speaks("key")) > 1:
            return Whose(None, sure=False)
        said = own or around
        if len(said) != 1:
            return Whose(None, sure=False)
        (who,) = said
        return Whose(who, any(self._proves(proof, who, around, numbers) for proof in self.surface.proofs))

    def _speaks(self, *names: str) -> set[Somebody]:
        return {clue.who for name in names for clue in self.slots.get(name, ()) if not clue.foreign}

    def _proves(self, proof: tuple[str, ...], who: Somebody, around: set[Somebody], numbers: tuple[str, ...]) -> bool:
        """Whether these slots suffice to know that it is `who`'s."""
        if any(clue.foreign for clue in self.slots.get("link", ())) or set(proof) & set(numbers):
            return False
        if any(who not in self._speaks(name) for name in proof):
            return False
        if {"link", "key"} & set(proof):
            return True
        if proof == NAMED:
            # A link that bears the name beside others is theirs; an id of somebody else in the same card is not.
            return "id" in numbers or self.surface.name.startswith("bar") or not self._speaks("id") - {who}
        # Without an address or a name's link the card must be known for what it is and speak of nobody else.
        return not around - {who} and ("id" not in self.surface.slots or bool(self.slots["id"]))


def cases() -> Iterator[Case]:
    """Every surface as it is, with one clue changed, with two, and early: with all but one or two still those of the
    profile before."""
    for surface in (*SURFACES, *PLACES):
        whole: Slots = {slot: (Clue(ADA),) for slot in surface.slots}
        before: Slots = {slot: (Clue(CLEO),) for slot in surface.slots}
        yield Case(surface, "as it is", whole)
        for slot in surface.slots:
            for name, clues in changes_of(slot).items():
                yield Case(surface, f"{slot} {name}", {**whole, slot: clues})
            yield Case(surface, f"{slot} early", {**before, slot: whole[slot]})
        for one, two_ in itertools.combinations(surface.slots, 2):
            for (name, clues), (name2, clues2) in itertools.product(changes_of(one).items(), changes_of(two_).items()):
                yield Case(surface, f"{one} {name}, {two_} {name2}", {**whole, one: clues, two_: clues2})
            yield Case(surface, f"{one} and {two_} early", {**before, one: whole[one], two_: whole[two_]})
