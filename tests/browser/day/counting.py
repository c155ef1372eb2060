"""Counts what a person types and presses: fields by the element that was typed into, presses by trusted clicks and keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages

PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
"""What a browser does at Ctrl+V; the clipboard itself is whose machine it is."""


@dataclass
class Hand:
    """A person at work: opens windows, types, presses; each is counted under the task that goes on."""

    ui: Pages
    fields: dict[str, int] = field(default_factory=dict)
    presses: dict[str, int] = field(default_factory=dict)
    task: str = ""

    def begin(self, task: str) -> None:
        self.task = task
        self.fields.setdefault(task, 0)
        self.presses.setdefault(task, 0)

    def open(self, name: str, slug: str | None = None, title: str = "") -> Page:
        """The toolbar's window, over a profile if there is one, or a page that a press in it opens: one press."""
        self.presses[self.task] += 1
        if name != "popup":
            return self.ui.page(name)
        under = (
            {"id": 1, "url": f"https://www.linkedin.com/in/{slug}/", "title": f"{title} | LinkedIn"} if slug else None
        )
        return self.ui.popup(under)

    def type(self, page: Page, name: str, value: str) -> None:
        self.fields[self.task] += 1
        page.locator(f"[name={name}]:visible").first.fill(value)

    def paste(self, page: Page, text: str) -> None:
        """Into the window itself, where no field has the focus: what is pasted is typed once."""
        self.fields[self.task] += 1
        page.evaluate(PASTE, text)
        expect(page.locator("[name=people]")).to_have_value(text)

    def press(self, page: Page, name: str, within: str = "body", exact: bool = True) -> None:
        """A button, a link or something that unfolds, by what it says; not on what is still being done, which takes no press twice."""
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        self.presses[self.task] += 1
        inside = page.locator(within)
        button = inside.get_by_role("button", name=name, exact=exact)
        link = inside.get_by_role("link", name=name, exact=exact)
        button.or_(link).or_(inside.locator("summary:visible", has_text=name)).first.click()

    def key(self, page: Page, key: str) -> None:
        """A key that does what a button does is a press."""
        self.presses[self.task] += 1
        page.keyboard.press(key)

    def table(self) -> str:
        """Each task with its fields and presses, and all of them together."""
        rows = [f"{task:44} {self.fields[task]:3} {self.presses[task]:3}" for task in self.fields]
        total = f"{'the month':44} {sum(self.fields.values()):3} {sum(self.presses.values()):3}"
        return "\n".join([f"{'task':44} fields presses", *rows, total])
