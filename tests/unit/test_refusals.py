"""What can't be read is refused in our words and at the same place, whoever refuses first: our own check, libyaml of
whatever version is installed, or PyYAML's own parser. `python -m tests --lowest` and `--newest` run this with both ends
of the versions that are allowed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from connect_etiquette.findings import Finding, Findings, SourceFile
from connect_etiquette.source import refusals
from connect_etiquette.source import yaml as source

LIBRARIES = {"as installed": source._LOADER, "without libyaml": yaml.Loader}

CASES: dict[str, tuple[str, str, str, int, int]] = {
    # name: text, code, how the message begins, line, column
    "flow lists, 100,000 deep": ("a: " + "[" * 100_000, "too-large", "nested more than 24", 1, 27),
    "flow lists, 1,001 deep": ("a: " + "[" * 1001 + "]" * 1001, "too-large", "nested more than 24", 1, 27),
    "flow lists, 25 deep": ("a: " + "[" * 24 + "]" * 24, "too-large", "nested more than 24", 1, 27),
    "flow mappings": ("a: " + "{b: " * 20_000, "too-large", "nested more than 24", 1, 96),
    "flow over lines": ("x: 1\na:\n" + "".join(f" {'[' * 9}\n" for _ in range(200)), "too-large", "nested", 5, 7),
    "block mappings": ("".join(" " * i + "a:\n" for i in range(1500)), "too-large", "nested more than 24", 25, 25),
    "block lists": ("a:\n" + "- " * 3000, "too-large", "nested more than 24", 2, 47),
    "keys that are lists": ("? " * 3000, "yaml-syntax", "a key must be a word", 1, 3),
    "a control character": ("a: b\nc: d\x01e\n", "yaml-syntax", "the character U+0001", 2, 5),
    "no character at all": ("a: é\x00", "yaml-syntax", "the character U+0000", 1, 5),
    "an escape sequence for terminals": ("a: é\x1b[2J", "yaml-syntax", "the character U+001B", 1, 5),
    "a control character of the second block": ("é: é\x80", "yaml-syntax", "the character U+0080", 1, 5),
    "a non-character": ("a: 🦄\ufffe", "yaml-syntax", "the character U+FFFE", 1, 5),
    "half a pair": ("a: \ud800", "yaml-syntax", "the character U+D800", 1, 4),
    "an unreadable character behind a mistake": ("a: [\nb: \x07", "yaml-syntax", "the character U+0007", 2, 4),
    "an unreadable character below 100 kB": ("a: b\n" * 20_000 + "c: \x07", "yaml-syntax", "the character U+", 20_001, 4),
    "an alias": ("a: *b", "yaml-syntax", "anchors and aliases", 1, 4),
    "an alias without a name": ("a: * b", "yaml-syntax", "anchors and aliases", 1, 4),
    "an anchor": ("a: &b c", "yaml-syntax", "anchors and aliases", 1, 4),
    "an anchor without a name": ("a: &", "yaml-syntax", "anchors and aliases", 1, 4),
    "a text that begins with a star": ("a: **bold**", "yaml-syntax", "anchors and aliases", 1, 4),
    "100,000 aliases": ("a: &a x\nb: [" + "*a, " * 100_000 + "]", "yaml-syntax", "anchors and aliases", 1, 4),
    "a tag": ("a: !!str b", "yaml-syntax", "tags (!)", 1, 4),
    "a tag that is not closed": ("a: !<b", "yaml-syntax", "tags (!)", 1, 4),
    "a tag with an unknown handle": ("a: !b!c d", "yaml-syntax", "tags (!)", 1, 4),
    "a tag with a wrong escape": ("a: !b%zz d", "yaml-syntax", "tags (!)", 1, 4),
    "a directive": ("%YAML 1.2\n---\na: b", "yaml-syntax", "directives (%)", 1, 1),
    "a directive of another version": ("# x\n\n%YAML 9.0\n---\na: b", "yaml-syntax", "directives (%)", 3, 1),
    "an unknown directive": ("%FOO\n---\na: b", "yaml-syntax", "directives (%)", 1, 1),
    "a directive twice": ("%TAG ! !\n%TAG ! !\n---\na: b", "yaml-syntax", "directives (%)", 1, 1),
    "a directive in the middle": ("a: b\n%c d", "yaml-syntax", "directives (%)", 2, 1),
    "a per cent sign before a text": ("a: %b", "yaml-syntax", "a value can't begin with this", 1, 4),
    "a second document": ("a: b\n---\nc: d", "yaml-syntax", "a second document", 2, 1),
    "an unknown escape": ('a: "b\\q"', "yaml-syntax", "a backslash in double quotes", 1, 6),
    "an escape without its digits": ('a: "b\\xZZ"', "yaml-syntax", "a backslash in double quotes", 1, 6),
    "an escape of half a pair": ('a: "b\\ud800"', "yaml-syntax", "a backslash in double quotes", 1, 6),
    "an escape beyond Unicode": ('a: "b\\U00110000"', "yaml-syntax", "a backslash in double quotes", 1, 6),
    "an escape far beyond Unicode": ('a: "b\\UFFFFFFFF"', "yaml-syntax", "a backslash in double quotes", 1, 6),
    "a tab": ("a:\n\tb: c", "yaml-syntax", "this line is indented with a tab", 2, 1),
    "a tab under a value": ("a: b\n\tc: d", "yaml-syntax", "this line is indented with a tab", 2, 1),
    "a colon in a text": ("a: b: c", "yaml-syntax", "a colon and a space", 1, 5),
    "a key of 1,100 letters": ("a" * 1100 + ": b", "yaml-syntax", "a colon and a space", 1, 1101),
    "a list behind a key": ("a: - b", "yaml-syntax", "text that begins with “- ” needs quotes", 1, 4),
    "a list behind a number": ("1: - b", "yaml-syntax", "a list can't begin here", 1, 4),
    "a question mark behind a key": ("a: ? b", "yaml-syntax", "a key that begins with ?", 1, 4),
    "wrong indentation of a key": ("a:\n  - b\n c: d", "yaml-syntax", "this line does not fit into the list or", 3, 2),
    "wrong indentation of an item": ("a:\n  - b\n  c: d", "yaml-syntax", "this line does not fit into the list above", 3, 3),
    "a line without a colon": ("a: b\nc\nd: e", "yaml-syntax", "behind the key “c” a colon is missing", 2, 1),
    "a line that is no key": ("a: b\n1+\nd: e", "yaml-syntax", "a key without its colon", 2, 1),
    "an at sign": ("a: @b", "yaml-syntax", "a value can't begin with this", 1, 4),
    "a list that is not closed": ("a: [b\n", "yaml-syntax", "a list that opens with [", 1, 4),
    "a list closed as a mapping": ("a: [b}", "yaml-syntax", "a list that opens with [", 1, 6),
    "a mapping closed as a list": ("a: {b: c]", "yaml-syntax", "a mapping that opens with {", 1, 9),
    "a document's mark in quotes": ('a: "b\n---\nc"', "yaml-syntax", "text in quotes holds a line", 2, 1),
    "quotes left open": ('x: y\na: "b\nc: d\n', "yaml-syntax", "text that opens with a quote", 2, 4),
    "a wrong sign behind a bar": ("a: |b\n  c", "yaml-syntax", "behind | or >", 1, 5),
    "a nought behind a bar": ("a: |0\n  c", "yaml-syntax", "behind | or >", 1, 5),
    "something behind the end": ("{a: b}\nc", "yaml-syntax", "this does not belong to what stands above", 2, 1),
    # What somebody did, where the libraries only say where they stopped.
    "a key too far in": ("a:\n  do: X\n   b: c", "yaml-syntax", "this line is indented 1 space more than “do:” above", 3, 4),
    "a key too far out": ("a:\n  - b: c\n   d: e", "yaml-syntax", "this line is indented 1 space less than “b:”", 3, 4),
    "a colon that is missing": ("a: b\nc d\ne: f", "yaml-syntax", "behind the key “c” a colon is missing", 2, 1),
    "a colon that is missing at the end": ("a: b\nc d\n", "yaml-syntax", "behind the key “c” a colon is missing", 2, 1),
    "a colon that is missing at the beginning": ("a b\nc: d\n", "yaml-syntax", "behind the key “a” a colon is", 1, 1),
    "a sign of another language": ("a: b\nc = d\ne: f", "yaml-syntax", "behind the key “c” a colon is missing", 2, 1),
    "no space behind a colon": ("a: b\nc:d\ne: f", "yaml-syntax", "a space is missing behind the colon", 2, 2),
    "no space behind a colon in braces": ("a: {b:c}", "yaml-syntax", "a space is missing behind the colon", 1, 5),
    "no space behind a dash": ("a:\n  -b: c\n   d: e", "yaml-syntax", "a space is missing behind the dash", 2, 4),
    "quotes left open before others": ('a: "b\nc: "d e"\n', "yaml-syntax", "the quote that opens in line 1 is not closed", 1, 4),
    "quotes left open far above": ('a: "b\n\nc: d\ne: f\ng: "h"\n', "yaml-syntax", "the quote that opens in line 1", 1, 4),
    "an apostrophe in apostrophes": ("a: 'You've met'", "yaml-syntax", "the apostrophe closes the text", 1, 8),
    "more behind quotes": ('a: "b" c', "yaml-syntax", "the text in quotes ends here", 1, 6),
    "curly quotes around a colon": ("a: “b: c”", "yaml-syntax", "curly quotes such as “ are no quotes for YAML", 1, 4),
    "a no-break space in the indentation": ("a:\n  b: c\n \u00a0d: e", "yaml-syntax", "an invisible no-break space stands in", 3, 2),
    "a no-break space behind a colon": ("a: b\nc:\u00a0d\ne: f", "yaml-syntax", "an invisible no-break space stands in c", 2, 3),
    "a no-break space in braces": ("a: {b:\u00a0c}", "yaml-syntax", "an invisible no-break space stands in this key", 1, 5),
    "a template without quotes": ("a: {{ b }} c", "yaml-syntax", "text that begins with {{ needs quotes", 1, 4),
    "marks of a merge": ("a: b\n<<<<<<< HEAD\nc: d\n", "yaml-syntax", "a merge of two versions left its marks", 2, 1),
    "a mapping open at the end of its line": ("a: {b: c\nd: e\n", "yaml-syntax", "a mapping that opens with {", 1, 4),
    "a bracket that closes nothing": ("a: ]", "yaml-syntax", "a value is missing", 1, 4),
}  # fmt: skip


def refused(text: str) -> Finding:
    """The one finding about a text that can't be read."""
    findings = Findings()
    assert source.parse(SourceFile("rules.yaml", text), findings) is None
    (finding,) = findings.items
    return finding


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Who reads: what is installed, or PyYAML as it is where it was built without libyaml."""
    monkeypatch.setattr(source, "_LOADER", LIBRARIES[request.param])
    return str(request.param)


@pytest.mark.parametrize("name", CASES)
def test_whoever_refuses_the_author_reads_the_same(name: str, library: str) -> None:
    text, code, message, line, column = CASES[name]
    finding = refused(text)
    assert (finding.code, finding.place) == (code, ("rules.yaml", line, column)), finding.message
    assert finding.message.startswith(message)
    assert finding.hint, "what is to be done is said"


def test_every_word_of_the_table_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that no text meets would be a guess."""
    met: set[str] = set()
    for loader in LIBRARIES.values():
        monkeypatch.setattr(source, "_LOADER", loader)
        met |= {
            refused(text).message
            for text, *_ in (*CASES.values(), ("a: {b:, c}",), ("a: [b:]",))
            if _ or loader is not yaml.Loader
        }
    known = {refusal.message for _, refusal in refusals._KNOWN}
    assert known - met <= {refusals.TOO_LONG.message}, "libyaml's limit on length is above ours and can't be met"


def stopping(after: int, error: yaml.YAMLError) -> Any:
    """A loader that gives so many events and then refuses."""

    class Stopping(source._LOADER):  # type: ignore[misc]
        given = 0

        def get_event(self) -> Any:
            if self.given == after:
                raise error
            self.given += 1
            return super().get_event()

    return Stopping


def mark(index: int) -> yaml.Mark:
    return yaml.Mark("rules.yaml", index, 0, index, None, None)


def test_words_that_no_known_version_uses_are_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    error = yaml.scanner.ScannerError("while being new", mark(0), "found a novelty", mark(4))
    monkeypatch.setattr(source, "_LOADER", stopping(2, error))
    finding = refused("a:\n  b: c\n")
    assert (finding.code, finding.place[1:]) == ("yaml-syntax", (2, 2))
    assert finding.message == "the text can't be read as YAML from here on"
    assert finding.hint == "The reader says: found a novelty."


@pytest.mark.parametrize("said", ["exceeded maximum nesting depth", "exceeded maximum nesting level of 10"])
def test_a_library_that_refuses_less_depth_than_we_do(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = yaml.scanner.ScannerError("while increasing flow level", mark(5), said, mark(5))
    monkeypatch.setattr(source, "_LOADER", stopping(3, error))
    finding = refused("a: [[[b]]]")
    assert (finding.code, finding.message) == ("too-large", refusals.TOO_DEEP.message)
    assert finding.place[1:] == (1, 6)


def test_a_library_that_refuses_more_characters_than_we_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # libyaml gives the place in bytes; it is found by the character.
    error = yaml.reader.ReaderError("rules.yaml", 6, 0x1F984, "utf-8", "not liked")
    monkeypatch.setattr(source, "_LOADER", stopping(0, error))
    assert refused("é: é🦄").place[1:] == (1, 5)
    error = yaml.reader.ReaderError("rules.yaml", 0, -1, "utf-8", "input is too long")
    monkeypatch.setattr(source, "_LOADER", stopping(0, error))
    assert refused("a: b").code == "too-large"


def test_without_our_own_check_of_depth_this_file_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: the library alone refuses late or never, and at another place."""
    monkeypatch.setattr(source, "MAX_DEPTH", 10**9)
    text, _, _, line, column = CASES["flow lists, 1,001 deep"]
    findings = Findings()
    source.parse(SourceFile("rules.yaml", text), findings)
    assert [finding.place[1:] for finding in findings.items] != [(line, column)]
