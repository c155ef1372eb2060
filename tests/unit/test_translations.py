"""A translator's loop: what is missing is written to be filled in, what English has left behind is told, drafts wait."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings, SourceFile
from connect_etiquette.source import parse

from tests.unit.test_errors import ROOT, etiquette
from tests.unit.test_guide import blocks

SEEN = "locales/seen.json"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The guide's own set, with its few German texts."""
    folder = tmp_path / "rules"
    for path, text in blocks("example"):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(text.replace("draft: true\n", "") if path.startswith("locales/") else text)
    return folder


def all_texts(rules: Path) -> int:
    """How many texts a language has to have."""
    (german,) = [one for one in pipeline.check(rules).locales if one.id == "de"]
    return len(german.due)


def reported(rules: Path) -> int:
    """How many more only the report shows."""
    (german,) = [one for one in pipeline.check(rules).locales if one.id == "de"]
    return len(german.reported)


def texts(rules: Path, *arguments: str) -> str:
    result = etiquette("texts", "--rules", rules, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def told(rules: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in pipeline.check(rules).findings.sorted():
        found.setdefault(one.code, []).append(one.message)
    return found


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


# What is missing


def test_how_far_a_language_is(rules: Path) -> None:
    output = texts(rules)
    assert output.splitlines()[0].startswith(f"de  10 of {all_texts(rules)} (")
    assert "  rules       2 of 23 (8 %)" in output
    assert not (rules / "locales" / "de").exists(), "nothing is written where no language is named"


def test_missing_texts_are_written_below_their_english_and_once(rules: Path) -> None:
    output = texts(rules, "de")
    written = rules / "locales" / "de" / "missing.yaml"
    missing = all_texts(rules) - 10
    more = reported(rules)
    assert more > 10
    assert f"Wrote   {written}: {missing + more} texts to fill in, each below its English" in output
    text = written.read_text("utf-8")
    assert 'rules:\n  together:\n    # They sit before you  (48 characters fit)\n    headline: ""\n' in text
    assert '  with-them:\n    # You are with them\n    says: ""\n    values:\n      # Yes\n      "yes": ""\n' in text
    assert "draft: true" not in text, "German was there before"
    before = told(rules)
    again = texts(rules, "de")
    assert "Wrote" not in again
    assert f"{missing} stand in their files already, and are empty" in again
    assert told(rules) == before, "an empty text is a missing one"


def test_what_is_filled_in_counts_and_what_comes_later_gets_a_file_of_its_own(rules: Path) -> None:
    texts(rules, "de")
    written = rules / "locales" / "de" / "missing.yaml"
    # Quotes stand there already: in French every colon follows a space, which YAML would read as a key.
    change(
        written,
        '(48 characters fit)\n    headline: ""\n',
        '(48 characters fit)\n    headline: "Face à face : attends"\n',
    )
    change(
        rules / "etiquette" / "20-defaults.yaml",
        "    do: Be brief.\n",
        "    do: Be brief.\n    gain: It is settled today.\n",
    )
    output = texts(rules, "de")
    assert output.startswith(f"de  11 of {all_texts(rules)} (")
    later = rules / "locales" / "de" / "missing-2.yaml"
    assert "gain:" in later.read_text("utf-8")
    assert "headline" not in later.read_text("utf-8")
    assert "Face à face : attends" in written.read_text("utf-8"), "nobody's work is touched"


def test_what_only_the_report_shows_may_be_translated_and_is_not_missed(rules: Path) -> None:
    german = rules / "locales" / "de.yaml"
    before = told(rules)["untranslated"]
    more = (
        "layers:\n  20-defaults: {says: Sonst}\n"
        "derived:\n  mood: {says: Die Stimmung, values: {nobody: Es passt}}\n"
        "typical:\n  nobody-knows: Ein Fall\n"
    )
    with german.open("a", encoding="utf-8") as out:
        out.write(more)
    found = told(rules)
    assert found["untranslated"] == before
    # What there is not is told as everywhere else.
    assert sorted(found["stale-translation"]) == [
        "nothing is called derived · mood",
        "nothing is called typical, so none of what stands below it is shown",
    ]
    assert f"  1 of {reported(rules)} that only the report shows; those may stay English" in texts(rules)
    # A change of its English is told too.
    texts(rules, "--seen")
    path = next((rules / "etiquette").glob("20-*.yaml"))
    text = path.read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("layer: ")]
    path.write_text(text.replace(line, "layer: Another name"), "utf-8")
    assert told(rules)["outdated-translation"] == [
        "layers · 20-defaults · says has changed since it was translated into “de”"
    ]


@pytest.mark.parametrize("name", ["20 - rest: all #2", "90", "90e3", "- {x}", "25-höflich", "no"])
def test_a_layer_s_file_may_have_any_name(name: str, rules: Path) -> None:
    (rules / "etiquette" / "20-defaults.yaml").rename(rules / "etiquette" / f"{name}.yaml")
    before = told(rules)
    texts(rules, "fr")
    assert told(rules).keys() == before.keys()
    written = rules / "locales" / "fr" / "missing.yaml"
    change(written, '# Everything else\n    says: ""', '# Everything else\n    says: "Le reste"')
    assert told(rules).keys() == before.keys()
    (french,) = [one for one in pipeline.check(rules).locales if one.id == "fr"]
    assert french.texts["layers", name, "says"] == ["Le reste"]


def test_a_new_language_begins_as_a_draft_and_is_not_packed(rules: Path) -> None:
    output = texts(rules, "fr")
    assert output.startswith(f"fr  0 of {all_texts(rules)} (0 %)")
    assert "a draft" in texts(rules)
    text = (rules / "locales" / "fr" / "missing.yaml").read_text("utf-8")
    assert "\ndraft: true\n" in text
    findings = Findings()
    assert parse(SourceFile("fr", text), findings) is not None
    assert not findings.items
    assert [message for message in told(rules)["untranslated"] if "fr" in message] == [], "a draft lacks nothing yet"
    run = pipeline.check(rules)
    (french,) = [one for one in run.locales if one.id == "fr"]
    assert french.draft
    change(rules / "locales" / "fr" / "missing.yaml", "draft: true\n", "")
    assert any("“fr” lacks" in message for message in told(rules)["untranslated"])
    change(rules / "locales" / "fr" / "missing.yaml", "rules:", "draft: perhaps\nrules:")
    assert told(rules)["wrong-type"] == ["“draft” is true, or is not said"]


def test_a_draft_is_built_and_not_packed(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    (folder / "locales" / "fr.yaml").write_text("draft: true\nwords:\n  view-why: Pourquoi ?\n", "utf-8")
    for drafts in (True, False):
        run, folders = pipeline.compiled(folder, ROOT / "extension", drafts)
        assert folders is not None, [found.message for found in run.findings.items]
        assert any(name.endswith("text.fr.json") for name in folders["chromium"]) == drafts


def test_names_that_are_no_language(rules: Path) -> None:
    result = etiquette("texts", "--rules", rules, "french")
    assert result.exit_code == 2
    assert "Call it fr, as browsers do." in result.output


# What was left behind


def test_without_stamps_nothing_is_said_of_them(rules: Path) -> None:
    assert not {"outdated-translation", "unstamped-translation"} & told(rules).keys()


def test_an_english_text_that_changes_leaves_a_sign(rules: Path) -> None:
    assert "de  10 translations fit their English; 10 of that is new" in texts(rules, "--seen")
    assert not {"outdated-translation", "unstamped-translation"} & told(rules).keys()
    change(rules / "etiquette" / "10-plain.yaml", "headline: They asked for it", "headline: They want it")
    (found,) = [one for one in pipeline.check(rules).findings.sorted() if one.code == "outdated-translation"]
    assert found.message == "rules · invited · headline has changed since it was translated into “de”"
    assert found.place[0].endswith("10-plain.yaml"), "where English says it"
    assert found.told[0].startswith("de: "), "and where German does"
    output = texts(rules, "de")
    assert "rules · invited · headline says now: They want it" in output
    texts(rules, "--seen", "de")
    assert "outdated-translation" not in told(rules)


MERGED = "<<<<<<< HEAD\n"


def test_stamps_that_can_t_be_read_are_not_thrown_away(rules: Path) -> None:
    """Whoever renews one language would lose what stands there of the others."""
    texts(rules, "--seen")
    file = rules / "locales" / "seen.json"
    damaged = file.read_text("utf-8").replace("{\n", "{\n" + MERGED, 1)
    file.write_text(damaged, "utf-8")
    for arguments in (["de", "--seen"], ["de"], ["fr"], []):
        result = etiquette("texts", "--rules", rules, *arguments)
        assert result.exit_code == 1
        assert "seen.json:2:1: error[bad-stamps]: the stamps can't be read" in result.output
        assert "take back what was edited by hand" in result.output
        assert file.read_text("utf-8") == damaged
        assert not (rules / "locales" / "fr").exists()
    # All of them at once leave nothing out.
    assert "10 translations fit their English" in texts(rules, "--seen")
    assert MERGED not in file.read_text("utf-8")


def test_spaces_and_limits_change_no_stamp(rules: Path) -> None:
    texts(rules, "--seen")
    change(rules / "etiquette" / "10-plain.yaml", "headline: They asked for it", 'headline: "They asked  for it"')
    assert "outdated-translation" not in told(rules)


def test_a_translation_without_a_stamp_is_a_remark(rules: Path) -> None:
    texts(rules, "--seen")
    change(rules / "locales" / "de.yaml", "rules:\n", "rules:\n  together:\n    headline: Ihr sitzt zusammen\n")
    (message,) = told(rules)["unstamped-translation"]
    assert message == "“de” has 1 translations without a stamp of their English: rules · together · headline"


def test_many_outdated_texts_are_counted_by_language(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder, ignore=shutil.ignore_patterns("linkedin", "scenarios"))
    words = folder / "words.yaml"
    words.write_text(words.read_text("utf-8").replace("you ", "thou "), "utf-8")
    found = [one for one in pipeline.check(folder).findings.sorted() if one.code == "outdated-translation"]
    assert len(found) == 2
    assert all("translations of English texts that have changed since" in one.message for one in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "the stamps can't be read"),
        ("[1]", "holds something else than stamps"),
        ('{"de": {"rules": 1}}', "holds something else than stamps"),
        ("[" * 100_000, "the stamps can't be read"),
    ],
)
def test_stamps_that_were_edited_by_hand(text: str, said: str, rules: Path) -> None:
    texts(rules, "--seen")
    (rules / SEEN).write_text(text, "utf-8")
    assert said in told(rules)["bad-stamps"][0]
    (rules / SEEN).write_bytes(b"\xff\xfe")
    assert "can't be read" in told(rules)["unreadable"][0]
    texts(rules, "--seen")
    assert "bad-stamps" not in told(rules)


def test_the_stamps_are_the_same_bytes_whoever_writes_them(rules: Path) -> None:
    texts(rules, "--seen")
    before = (rules / SEEN).read_bytes()
    texts(rules, "--seen")
    assert (rules / SEEN).read_bytes() == before
    assert list(json.loads(before)) == ["de"]


def test_every_translation_of_our_own_rules_has_its_stamp() -> None:
    """`etiquette texts --seen` writes them, once somebody has looked."""
    run = pipeline.check(ROOT / "rules")
    assert [found.message for found in run.findings.items if "translation" in found.code] == []
    assert {one.id for one in run.locales if one.outdated} == set()
