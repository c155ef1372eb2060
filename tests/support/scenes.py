"""Pages in which controls move, hide and are covered, with invented people who are entered, and what is measured there."""

from __future__ import annotations

from typing import Any

from tests.support.entries import FORMAT

PEOPLE = {
    name: f"{name.lower().replace(' ', '-')}-{index}"
    for index, name in enumerate(
        (
            "Ada Stone",
            "Ben Okoro",
            "Cleo Marsh",
            "Dan Vogel",
            "Eva Lindt",
            "Finn Abara",
            "Gia Rossi",
            "Hal Novak",
            "Ivy Chen",
            "Jon Weiss",
            "Kim Sato",
            "Leo Duarte",
        )
    )
}
"""Everybody entered, with the profile's address."""


def stored() -> dict[str, Any]:
    """Storage in which everybody in `PEOPLE` is met on Tuesday, 10 March 2026, and advice stands beside Connect."""
    people = {
        slug: {"name": name, "profiles": [slug], "applications": ["a"], "answers": {}} for name, slug in PEOPLE.items()
    }
    meeting = {"application": "a", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": list(people)}
    return {
        "settings": {"place": "page"},
        "records": {
            "format": FORMAT,
            "me": {},
            "applications": {"a": {"company": "Example Ltd", "answers": {}}},
            "rounds": {"r": meeting},
            "people": people,
        },
    }


STYLE = """<style>
  * { box-sizing: border-box; }
  body { margin: 0; background: #f3f2ee; color: #222; font: 14px/1.4 sans-serif; }
  main { max-width: 900px; margin: 0 auto; padding: 16px; }
  .card { background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 16px; margin-bottom: 8px; }
  .name { font-weight: 600; margin: 0; }
  .btn { display: inline-flex; align-items: center; gap: 4px; height: 32px; padding: 0 16px; border: 1px solid #777; border-radius: 16px; background: #fff; color: #333; font: 600 14px sans-serif; text-decoration: none; }
  .btn svg { width: 16px; height: 16px; }
  .row { display: flex; gap: 8px; margin-top: 12px; }
  .fill { height: 500px; } .far { height: 2400px; }
  .between { display: flex; justify-content: space-between; align-items: center; }
</style>"""


def control(name: str, kind: str = "connect", extra: str = "") -> str:
    """A Connect button of one of `PEOPLE`, by which a measurement finds it again."""
    slug = PEOPLE.get(name, "nobody-entered-1")
    if kind == "menu":
        return f'<a role="menuitem" class="item" data-who="{name}" href="/preload/custom-invite/?vanityName={slug}" componentkey="ConnectButtonstate:invitation:urn:li:member:7_connect">Connect</a>'
    return (
        f'<a class="btn" data-who="{name}" aria-label="Invite {name} to connect" href="/preload/custom-invite/?vanityName={slug}" {extra}>'
        '<svg id="connect-small" viewBox="0 0 16 16"><path d="M8 2v12M2 8h12" stroke="currentColor"/></svg><span>Connect</span></a>'
    )


def card(name: str, extra: str = "", others: str = "") -> str:
    slug = PEOPLE.get(name, "nobody-entered-1")
    return (
        f'<div class="card" {extra}><a href="/in/{slug}/"><p class="name">{name}</p></a><p>Head of something at Example Ltd</p>'
        f'<div class="row" data-row="">{control(name)}{others}</div></div>'
    )


def page(body: str, style: str = "", language: str = "en", direction: str = "ltr", title: str = "People") -> str:
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title} | LinkedIn</title>{STYLE}'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


LOOK = """
globalThis.__look = () => {
  const root = globalThis.__roots.findLast((r) => r.mode === "closed" && r.host.isConnected);
  const problems = [];
  const shown = [];
  const inside = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const apart = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);
  const trees = [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const all = (selector) => trees.flatMap((tree) => [...tree.querySelectorAll(selector)]);
  const seen = (element) => {
    const b = element.getBoundingClientRect();
    if (b.width === 0 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const tree = element.getRootNode();
    const top = tree.elementsFromPoint(b.x + b.width / 2, b.y + b.height / 2).find((e) => e !== root.host);
    return top !== undefined && element.contains(top);
  };
  for (const chip of root?.querySelectorAll(".chip") ?? []) {
    const b = chip.getBoundingClientRect();
    const name = chip.getAttribute("aria-label").split(":")[0];
    const away = getComputedStyle(chip).visibility !== "visible" || b.right <= 0 || b.bottom <= 0 || b.left >= innerWidth || b.top >= innerHeight;
    if (away) continue;
    const own = all(`[data-who="${name}"]`).filter(seen);
    const distances = own.flatMap((c) => [c, ...c.closest("[data-row]")?.querySelectorAll(".btn, [data-t]") ?? []]).map((c) => apart(b, c.getBoundingClientRect()));
    const distance = Math.min(Infinity, ...distances);
    shown.push({ name, distance, x: b.x, y: b.y, width: b.width, height: b.height, small: chip.classList.contains("small"), words: chip.textContent });
    if (own.length === 0) problems.push(`${name}: a chip without its button`);
    else if (!(distance <= 12)) problems.push(`${name}: ${Math.round(distance)} px from its button`);
    if (b.left < -1 || b.top < -1 || b.right > innerWidth + 1 || b.bottom > innerHeight + 1) problems.push(`${name}: partly out of view`);
    for (const over of all("[data-over]")) if (!own.some((c) => over.contains(c)) && over.checkVisibility() && inside(b, over.getBoundingClientRect())) problems.push(`${name}: over ${over.dataset.over}`);
    for (const other of all(".btn, .item, p, h2")) {
      const r = other.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(other);
      const boxes = other.matches(".btn, .item") ? [r] : [...text.getClientRects()];
      if (other.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !other.closest("[data-over]") && boxes.some((box) => inside(b, box))) problems.push(`${name}: covers “${other.textContent.slice(0, 30)}”`);
    }
  }
  return { shown, problems };
};
globalThis.__film = (milliseconds) => new Promise((done) => {
  const problems = new Set();
  let frames = 0;
  const until = performance.now() + milliseconds;
  const shoot = () => requestAnimationFrame(() => setTimeout(() => {
    for (const problem of globalThis.__look().problems) problems.add(`frame ${frames}: ${problem}`);
    frames += 1;
    // What is to happen meanwhile waits for this, so that it is not seen before it was painted.
    dispatchEvent(new Event("__shot"));
    // On a machine with much to do few frames are painted in a while.
    if (performance.now() < until || frames < 5) shoot();
    else done({ problems: [...problems] });
  }));
  shoot();
});
"""
"""Prelude for test copies: what chips show and where they stand against the rules, once and in each frame after it was painted."""
