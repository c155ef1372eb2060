"""Ways to spoil a rule folder. Each takes the bytes of a file and gives others; none needs to know what the file means."""

from __future__ import annotations

import re
from collections.abc import Callable

Spoil = Callable[[bytes], bytes]


def _text(change: Callable[[str], str]) -> Spoil:
    return lambda raw: change(raw.decode()).encode()


def _first(pattern: str, by: str) -> Spoil:
    return _text(lambda text: re.sub(pattern, by, text, count=1, flags=re.MULTILINE))


SPOILS: dict[str, Spoil] = {
    "empty": lambda raw: b"",
    "only a comment": lambda raw: b"# nothing\n",
    "a word": lambda raw: b"word\n",
    "a list": lambda raw: b"- one\n- two\n",
    "null": lambda raw: b"null\n",
    "cut after a third": lambda raw: raw[: len(raw) // 3],
    "cut after two thirds": lambda raw: raw[: 2 * len(raw) // 3],
    "deep brackets": lambda raw: raw + b"deep: " + b"[" * 500 + b"]" * 500 + b"\n",
    "an anchor": _first(r": (\w)", r": &a \1"),
    "an alias": _first(r": \w+$", r": *a"),
    "a tag": _first(r": (\w)", r": !!python/object:os.system \1"),
    "a merge key": lambda raw: raw + b"<<: {a: b}\n",
    "two documents": lambda raw: raw + b"---\nmore: yes\n",
    "a huge number": _first(r": (?:\w|[\"'])[^\n]*$", ": " + "9" * 5000),
    "a huge exponent": _first(r": (?:\w|[\"'])[^\n]*$", ": 1e999"),
    "not a number": _first(r": (?:\w|[\"'])[^\n]*$", ": .nan"),
    "invalid UTF-8": lambda raw: raw[:40] + b"\xff\xfe" + raw[40:],
    "a byte-order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "carriage returns": lambda raw: raw.replace(b"\n", b"\r\n"),
    "tabs": lambda raw: raw.replace(b"    ", b"\t"),
    "a bidi mark": _first(r": ([A-Z]\w+)", ": \u202e\\1"),
    "a control character": lambda raw: raw[:60] + b"\x00" + raw[60:],
    "another control character": lambda raw: raw[:60] + b"\x1b[2J" + raw[60:],
    "every key twice": lambda raw: raw + raw,
    "values as lists": _text(lambda text: re.sub(r": (\w[\w -]*)$", r": [\1]", text, flags=re.MULTILINE)),
    "values as mappings": _text(lambda text: re.sub(r": (\w[\w -]*)$", r": {a: \1}", text, flags=re.MULTILINE)),
    "values as nothing": _text(lambda text: re.sub(r": (\w[\w -]*)$", r":", text, flags=re.MULTILINE)),
    "values as numbers": _text(lambda text: re.sub(r": (\w[\w -]*)$", r": 7", text, flags=re.MULTILINE)),
    "values as switches": _text(lambda text: re.sub(r": (\w[\w -]*)$", r": true", text, flags=re.MULTILINE)),
    "keys misspelt": _text(lambda text: re.sub(r"^( *)([a-z]{4,}):", r"\1\2x:", text, flags=re.MULTILINE)),
    "ids misspelt": _text(lambda text: re.sub(r"id: (\w+)", r"id: \1 \1", text)),
    "odd braces": _text(lambda text: text.replace(": ", ': "{{ {% if " # ', 3)),
    "templates that never end": _first(r": ([A-Z]\w+[^\n]*)$", ': "' + "{% if name %}" * 200 + '"'),
    "a very long line": _first(r": ([A-Z]\w+)", ": " + "long " * 20_000),
    "a negative threshold": _text(lambda text: re.sub(r"(\d+)(h| days?)", r"-\1\2", text)),
    "a fraction": _text(lambda text: re.sub(r"(\d+)(h| days?)", r"\1.333\2", text)),
    "swapped indentation": _text(lambda text: re.sub(r"^  ", "   ", text, count=3, flags=re.MULTILINE)),
    "quotes left open": _first(r": ([A-Z])", r': "\1'),
}
"""How a file can be spoilt, by what was done to it."""
