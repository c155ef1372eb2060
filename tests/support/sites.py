"""The stage as a site, as somebody has it who opens its address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

CLOCK = "2026-03-07T12:00:00Z"
ZONE = "Europe/Berlin"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of this machine's that hands out a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def visiting(browser: Browser, clock: str = CLOCK, zone: str = ZONE, **options: Any) -> Iterator[BrowserContext]:
    """A visitor whose clock stands at an instant, in a zone."""
    with browser.new_context(**{"locale": "en-GB", "timezone_id": zone, **options}) as context:
        context.clock.set_fixed_time(clock)
        yield context


def opened(context: BrowserContext, address: str, asked: list[str] | None = None) -> Page:
    """The page, alive; `asked` gets the addresses of its requests."""
    page = context.new_page()
    if asked is not None:
        page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address)
    expect(page.locator("main[aria-busy=false]")).to_have_count(1)
    return page


def link(page: Page, button: str = "#copy") -> str:
    """What “Copy link” copies, or another button."""
    page.evaluate("navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }")
    page.locator(button).click()
    expect(page.locator("#done")).to_have_text("Copied.")
    copied: str = page.evaluate("copied")
    return copied
