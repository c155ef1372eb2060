"""What a translator has before them: how far a language is, by section, and the missing texts as YAML to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ..findings import Span
from ..language import LENGTHS
from .locales import Locale
from .reported import Key
from .stamps import english_of, named

SECTIONS = (
    *("rules", "adjustments", "tips", "notes", "emails", "impossible", "verdicts", "facts", "situations", "words"),
    *("layers", "derived", "points", "typical"),
)
"""The kinds of texts, in the order in which they are asked for."""
_READ_OTHERWISE = ("yes", "no", "on", "off", "true", "false", "null", "y", "n")


def progress(locale: Locale) -> Iterator[str]:
    """How many texts a language has, of how many, by section."""
    due = [key for key in locale.due if key in locale.texts]
    yield f"{locale.id}  {_share(len(due), len(locale.due))}{', a draft' if locale.draft else ''}"
    for section in SECTIONS:
        all_ = [key for key in locale.due if key[0] == section]
        if all_:
            yield f"  {section:<12}{_share(sum(key in locale.texts for key in all_), len(all_))}"
    if locale.reported:
        shown = sum(key in locale.texts for key in locale.reported)
        yield f"  {shown} of {len(locale.reported)} that only the report shows; those may stay English"
    if locale.outdated:
        yield f"  {len(locale.outdated)} of them were made from English that has changed since"


def _share(done: int, all_: int) -> str:
    return f"{done} of {all_} ({100 * done // all_ if all_ else 100} %)"


def to_fill(locale: Locale, english: Mapping[Key, tuple[str, Span]], draft: bool) -> str:
    """The missing texts that stand in no file yet as YAML with empty quotes, each below its English; among them those
    that only the report shows."""
    keys = [key for key in (*locale.due, *locale.reported) if key not in locale.written]
    if not keys:
        return ""
    lines = [
        f"# Texts that “{locale.id}” lacks, each below its English. Fill in what you can; an empty one stays English."
    ]
    lines.append(
        '# Write between the quotes; one inside them is written \\". Placeholders such as {{ first_name }} stay.'
    )
    if draft:
        lines += ["# Remove this line when all is done: until then the language is only for looking at.", "draft: true"]
    for section in SECTIONS:
        own = [key for key in keys if key[0] == section]
        if own:
            lines += ["", f"{section}:", *_section(own, english)]
    return "\n".join(lines) + "\n"


def _section(keys: Iterable[Key], english: Mapping[Key, tuple[str, Span]]) -> Iterator[str]:
    """The lines of one section; keys of one thing, and of one group of it, stand together."""
    items: dict[str, list[Key]] = {}
    for key in keys:
        items.setdefault(key[1], []).append(key)
    for item, own in items.items():
        if own[0][2] == "":
            yield from _entry(own[0], item, 2, english)
            continue
        yield f"  {_plain(item)}:"
        group = ""
        # What stands in a group, such as the values of a fact, stands together and last.
        for key in sorted(own, key=lambda one: one[2].partition(".")[0] if "." in one[2] else ""):
            head, _, value = key[2].partition(".")
            if value and head != group:
                group = head
                yield f"    {head}:"
            yield from _entry(key, value or key[2], 6 if value else 4, english)


def _entry(key: Key, name: str, indent: int, english: Mapping[Key, tuple[str, Span]]) -> Iterator[str]:
    text = english_of(key, english)
    room = LENGTHS.get(key[2], 0)
    said = " ".join(text[0].split()) if text else named(key)
    yield f"{' ' * indent}# {said}{f'  ({room} characters fit)' if room else ''}"
    # Quotes are there to be filled: French has “ : ” everywhere. What goes over lines is better written as a block.
    whole = '""' if not text or "\n" not in text[0].strip() else "|"
    yield f"{' ' * indent}{_plain(name)}: {whole}"


def _plain(name: str) -> str:
    """A name as a key: in quotes where it is no id, or a word that YAML's older readers take for something else."""
    plain = re.fullmatch(r"[^\W\d_][\w.-]*|\d+-[\w-]*", name) and name not in _READ_OTHERWISE
    return name if plain else json.dumps(name, ensure_ascii=False)
