"""Every surface, both front ends, 36 languages, nasty names: all controls are found, none else is, each with its owner.

The test command takes a sample; `python -m pytest tests/browser/content/test_matrix.py --full -s` takes all of them and prints their number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from tests.support.chromium import Tab
from tests.support.surface_writer import LABELS, Page
from tests.support.surfaces import lists, profiles

BUILD = """({ page, built }) => {
  const { body, path, title, language } = page;
  history.replaceState(null, "", path);
  document.title = title;
  document.documentElement.lang = language;
  if (!built) { document.body.innerHTML = body; return; }
  const xml = new DOMParser().parseFromString(`<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>`, "application/xhtml+xml");
  if (xml.querySelector("parsererror")) throw new Error(xml.documentElement.textContent);
  const build = (from) => {
    if (from.nodeType === Node.TEXT_NODE) return document.createTextNode(from.data);
    const svg = ["svg", "symbol", "path", "use"].includes(from.localName);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", from.localName) : document.createElement(from.localName);
    for (const { name, value } of from.attributes) made.setAttribute(name, value);
    for (const child of from.childNodes) made.append(build(child));
    return made;
  };
  document.body.replaceChildren(build(xml.documentElement));
}"""
READ = """[...Find.controls(document)].filter(Boolean).map((control) => {
  const owner = Owner.of(control);
  return { mark: control.element.getAttribute("data-t"), state: control.state, slug: owner?.slug ?? null, member: owner?.member ?? null, how: owner?.how ?? "none" };
})"""
NESTED = {"sdui people search", "sdui people search, buttons"}
"""Rows that are links which hold links: only a tree built node by node has them."""

SAMPLE_LISTS = 11
"""The test command takes every so many-th language for lists, and one profile in `SAMPLE_PROFILES`."""
SAMPLE_PROFILES = 29


def pages(full: bool) -> Iterator[Page]:
    """All pages, or a sample in which every language, surface and name has its turn."""
    for index, language in enumerate(LABELS):
        for number, page in enumerate(lists(language)):
            if full or (index + number) % SAMPLE_LISTS == 0:
                yield page
        step = 1 if full else SAMPLE_PROFILES
        yield from islice(profiles(language), index % step, None, step)


def wrong(page: Page, found: list[dict[str, str | None]]) -> list[str]:
    """In what the reading of a page differs from what it must be, one line each."""
    problems: list[str] = []
    seen = {str(control["mark"]): control for control in found}
    for mark, expected in page.expected.items():
        control = seen.pop(mark, None)
        if control is None:
            problems.append(f"control {mark} not found")
        elif control["state"] != expected.state:
            problems.append(f"control {mark} is {expected.state}, read as {control['state']}")
        elif control["slug"] != expected.slug:
            problems.append(f"control {mark} is {expected.slug}’s, read as {control['slug']}’s by {control['how']}")
        elif expected.member is not None and control["member"] != expected.member:
            problems.append(f"control {mark} is of member {expected.member}, read as {control['member']}")
    problems.extend(f"{mark} is no control of ours, read as {control}" for mark, control in seen.items())
    return [f"{page.surface}, {page.language}, “{page.title}”: {problem}" for problem in problems]


@pytest.mark.parametrize("by_parser", [False, True], ids=["createElement", "parsed"])
def test_every_control_and_whose_it_is(reader: Tab, full: bool, by_parser: bool) -> None:
    problems: list[str] = []
    controls = misses = 0
    for page in pages(full):
        if by_parser and page.surface in NESTED:
            continue
        fields = {"body": page.body, "path": page.path, "title": page.title, "language": page.language}
        reader.page.evaluate(BUILD, {"page": fields, "built": not by_parser})
        problems += wrong(page, reader.inside(READ))
        controls += len(page.expected)
        misses += len(page.misses)
    print(f"{controls} controls, {misses} near-misses, {len(problems)} wrong")
    assert problems == [], json.dumps(problems[:40], ensure_ascii=False, indent=1)
    assert controls > (5000 if full else 600)
    assert misses > (5000 if full else 600)


def test_a_page_that_is_searched_by_parts(reader: Tab) -> None:
    """Large pages are not searched in one go; what is found is the same."""
    sample = next(lists("en"))
    filler = "<section>" + "<div><p>x</p><span>y</span></div>" * 8000 + "</section>"
    body = f"<div>{filler}{sample.body}<p>{'<b>z</b>' * 2500}</p></div>"
    fields = {"body": body, "path": sample.path, "title": sample.title, "language": "en"}
    reader.page.evaluate(BUILD, {"page": fields, "built": True})
    assert reader.inside("Dom.size() > Dom.LARGE")
    assert wrong(sample, reader.inside(READ)) == []
    assert len(sample.expected) > 20
