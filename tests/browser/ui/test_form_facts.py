"""The form has a field for a fact that no script knows by name, and a tip asks for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import TAB, Pages
from tests.support import chromium as driver
from tests.support.entries import answer, application, records

FACT = """
  phoned:
    kind: choice
    whose: person
    says: You spoke on the phone
    values:
      silence: No
      at-length: Yes, at length
    asked: {asked}
    ask: Have you spoken to {{{{ first_name }}}} on the phone?
    help: A call counts, a voice message does not.
    unknown-counts-as: silence
"""
RULE = """layer: Phones
because: A test of its own.

rules:
  - id: on-the-phone
    when: {phoned: at-length, since-met: never}
    verdict: go
    headline: You have spoken already
    why: A call is a meeting.
    do: Go on.
    beyond-evidence: This is a test.
"""


@pytest.fixture(scope="module")
def phoned(playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """A build from rules with one fact and one rule more, both of them only YAML."""
    folder = tmp_path_factory.mktemp("phoned")
    paths = find_paths()
    rules = folder / "rules"
    shutil.copytree(paths.rules, rules)
    facts = (rules / "facts.yaml").read_text("utf-8")
    added = FACT.format(asked="when-it-matters")
    (rules / "facts.yaml").write_text(facts.replace("\n  part:", f"\n{added}\n  part:", 1), "utf-8")
    (rules / "etiquette" / "05-phones.yaml").write_text(RULE, "utf-8")
    run, built = pipeline.build(rules, paths.extension, folder / "build")
    assert built is not None, [finding.message for finding in run.findings.items if finding.severity == "error"]
    with driver.running(
        playwright, folder / "build" / "chromium", folder, chromium, MONDAY, TAB, kind=Pages
    ) as running:
        running.at(MONDAY)
        yield running


def test_a_fact_added_in_yaml_appears_in_the_form_and_as_a_question(phoned: Pages) -> None:
    phoned.begin(records(application("Example Ltd", "Avery Stone", answers={"contact-rules": answer("none", MONDAY)})))
    page = phoned.page("person.html#application=example-ltd")
    field = page.locator("fieldset.person .field", has=page.locator("[name=phoned]"))
    assert "Have you spoken to Avery on the phone?" in (field.text_content() or "")
    assert "A call counts" in (field.text_content() or "")
    assert field.locator("option").all_text_contents() == ["–", "No", "Yes, at length"]
    tab = phoned.linkedin("avery-stone")
    tab.click(tab.wait_for_chip("Wait"))
    asked = []
    for _ in range(6):
        tab.wait_for("root.querySelector('.tip .headline')")
        question = tab.in_root("root.querySelector('.tip .question legend')?.textContent ?? null")
        asked.append(question)
        if question is None or "phone" in question:
            break
        key = tab.in_root(
            "[...root.querySelectorAll('.question [data-key]')].find((b) => /no|none/.test(b.dataset.key))?.dataset.key"
        )
        tab.press(f"[data-key={key}]")
        tab.rest()
    assert "Have you spoken to Avery on the phone?" in asked, "it is asked where it matters"
    tab.press("[data-key=answer-at-length]")
    tab.wait_for_chip("Fine now")
    page = phoned.page("person.html#application=example-ltd")
    assert page.locator("[name=phoned]").input_value() == "at-length"
