"""Whose control it is on pages made of clues: each clue gone, doubled, contradicted, late, early, of another site, alone and in pairs.

Nobody wrong, ever; and nearly everybody whom an honest reader would know. The test command takes a sample;
`python -m pytest tests/browser/content/test_clues.py --full -s` takes all pages and prints both numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import Any

import pytest

from tests.support.chromium import Tab
from tests.support.clue_cases import Case, cases
from tests.support.clues import CLEO, DAN, EVERYBODY, records

FOUND = 0.95
"""So much of what an honest reader knows is found at least."""
SAMPLE = 23
BATCH = 200

READ = """(pages) => {
  const build = (from) => {
    if (from.nodeType === Node.TEXT_NODE) return document.createTextNode(from.data);
    const made = from.localName === "svg" ? document.createElementNS("http://www.w3.org/2000/svg", "svg") : document.createElement(from.localName);
    for (const { name, value } of from.attributes) made.setAttribute(name, value);
    for (const child of from.childNodes) made.append(build(child));
    return made;
  };
  const go = (path, title) => { history.replaceState(null, "", path); Owner.turn(); document.title = title; };
  return pages.map(({ body, path, title, before }) => {
    go("/feed/", "Feed | LinkedIn");
    go(before, "Cléo Marsh | LinkedIn");
    const xml = new DOMParser().parseFromString(`<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>`, "application/xhtml+xml");
    if (xml.querySelector("parsererror")) throw new Error(body);
    go(path, title);
    document.body.replaceChildren(build(xml.documentElement));
    return [...Find.controls(document)].filter(Boolean).map((control) => {
      return { mark: control.element.dataset.t ?? null, state: control.state, owned: Owner.of(control) };
    });
  });
}"""
MATCH = """async ([pages, kinds]) => {
  const page = await Bundle.page();
  const names = Names.of(page.names);
  for (const control of pages.flat())
    control.whose = kinds.map((kind) => (control.owned && People.of(page, kind, control.owned, names)?.name) ?? null);
  return pages;
}"""
"""Run in the worker, where people are known."""


def read(reader: Tab, given: list[Case]) -> list[list[dict[str, Any]]]:
    """What is found on each page, and whose it is: for people seen before, and for those only entered."""
    pages = [{**case.page(), "before": f"/in/{CLEO.slug}/"} for case in given]
    kinds = []
    for seen in (True, False):
        stored = records(seen)
        stored["people"] = {id_: {"id": id_, **person} for id_, person in stored["people"].items()}
        kinds.append(stored)
    worker = reader.page.context.service_workers[0]
    found: list[list[dict[str, Any]]] = worker.evaluate(MATCH, [reader.inside(f"({READ})({json.dumps(pages)})"), kinds])
    return found


def test_nobody_wrong_and_nearly_everybody_found(reader: Tab, full: bool) -> None:
    wrong: list[str] = []
    missed: list[str] = []
    kinds: Counter[str] = Counter()
    pages = known = right = 0
    chosen = list(islice(cases(), 0, None, 1 if full else SAMPLE))
    for start in range(0, len(chosen), BATCH):
        group = chosen[start : start + BATCH]
        for case, controls in zip(group, read(reader, group), strict=True):
            pages += 1
            own = [control for control in controls if control["mark"] == "x"]
            wrong += [
                f"{case.surface.name}: {case.what}: {case.surface.state} is taken for {control['state']}"
                for control in own
                if control["state"] not in case.states
            ]
            for index, seen in enumerate((True, False)):
                owner = case.whose(seen)
                where = f"{case.surface.name}: {case.what} ({'seen' if seen else 'entered'})"
                truths = {"x": owner.who, "n": DAN}
                for control in controls:
                    truth, name = truths.get(control["mark"]), control["whose"][index]
                    if name is not None and name != (truth and truth.name):
                        wrong.append(f"{where}: {truth and truth.name}’s is taken for {name}’s: {control}")
                if owner.who is None or not owner.sure:
                    continue
                known += 1
                if [control["whose"][index] for control in own] == [owner.who.name]:
                    right += 1
                else:
                    kinds[case.surface.name] += 1
                    missed.append(f"{where}: {own}")
    print(
        f"\n{pages} pages of {len(EVERYBODY)} people: {len(wrong)} wrong persons or states; "
        f"{right} of {known} found that an honest reader knows ({right / known:.1%})"
    )
    for line in [*kinds.items(), *missed[:: max(1, len(missed) // 40)]]:
        print("missed:", line)
    assert wrong == [], json.dumps(wrong[:: max(1, len(wrong) // 60)], ensure_ascii=False, indent=1)
    assert right >= FOUND * known, json.dumps(missed[:40], ensure_ascii=False, indent=1)
    assert pages > (10_000 if full else 450)


@pytest.mark.parametrize("seen", [True, False])
def test_every_surface_as_it_is(reader: Tab, seen: bool) -> None:
    """No surface lives on what the others make up for."""
    whole = [case for case in cases() if case.what == "as it is"]
    missed = []
    for case, controls in zip(whole, read(reader, whole), strict=True):
        owner = case.whose(seen)
        found = [control["whose"][0 if seen else 1] for control in controls if control["mark"] == "x"]
        if owner.sure and found != [owner.who and owner.who.name]:
            missed.append(f"{case.surface.name}: {controls}")
    assert missed == []
