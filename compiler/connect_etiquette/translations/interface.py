"""The words of the interface: those that the extension's pages, chips and tips show, each under a key of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ..findings import Finding, Findings, nearest
from ..language import LIMIT_WORDS
from ..source import Map
from .languages import PLURALS

ALIKE = 0.85
"""How near a word has to be to one that is missing to stand for it: of four hundred words many are a little alike."""
MAX_NAMED = 6
"""Missing words that are named; the others are counted."""


@cache
def shown_words() -> frozenset[str]:
    """The keys of all words that the extension shows. A test gathers them from its files."""
    listed = files("connect_etiquette").joinpath("schemas", "words.json").read_text("utf-8")
    return frozenset(json.loads(listed))


def check_words(documents: Mapping[str, Map | None], folder: str, all_needed: bool, findings: Findings) -> None:
    """A finding for each word that is probably misspelt; with `all_needed` one for those that are missing."""
    document = documents.get("words.yaml")
    if document is None and "words.yaml" in documents:
        return
    words = document.get("words") if document is not None else None
    own: Map | dict[str, str] = words if isinstance(words, Map) else {}
    missing = shown_words() - own.keys()
    for key in own:
        if key in shown_words() or key in LIMIT_WORDS or _is_plural(key) or not isinstance(own, Map):
            continue
        # A word that nothing shows does no harm; one that stands for another empties that one's place.
        if meant := nearest(key, sorted(missing), ALIKE):
            hint = f"Did you mean “{meant}”? Without it, that is empty."
            findings.add(Finding("unknown-key", f"nothing shows a word “{key}”", own.keys_at[key], hint=hint))
            missing -= {meant}
    if missing and all_needed:
        named = ", ".join(f"“{key}”" for key in sorted(missing)[:MAX_NAMED])
        more = f" and {len(missing) - MAX_NAMED} more" if len(missing) > MAX_NAMED else ""
        message = f"{folder}/words.yaml lacks {len(missing)} words that the extension shows: {named}{more}"
        hint = "Copy them from the words.yaml that comes with the extension, and say them your way."
        findings.add(Finding("missing-key", message, file=f"{folder}/words.yaml", hint=hint))


def _is_plural(key: str) -> bool:
    """Whether `key` is a form of a counting word, which a language may have more of than another."""
    stem, _, form = key.rpartition("-")
    return form in PLURALS and (f"{stem}-other" in shown_words() or f"{stem}-other" in LIMIT_WORDS)
