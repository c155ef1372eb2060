"""Chromiums that tests use one after the other: a start takes two seconds, to install an extension a quarter of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Playwright, sync_playwright

from tests.support.browsers import arguments, launch_options, needless
from tests.support.patience import until

DEFAULTS = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "viewport": {"width": 1100, "height": 800}}
INSTALLING = "--enable-unsafe-extension-debugging"
"""Lets whoever drives the browser install an extension, and remove it."""


class Started:
    """A Chromium in which one extension at a time is installed."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        assert context.browser is not None
        self.cdp: CDPSession = context.browser.new_browser_cdp_session()
        self.extension = ""

    def install(self, folder: Path) -> None:
        """Install the unpacked extension in `folder`."""
        self.extension = self.cdp.send("Extensions.loadUnpacked", {"path": str(folder)})["id"]

    def clear(self) -> None:
        """As before the installation: no extension, and no tab but an empty one."""
        first = self.context.new_page()
        for page in self.context.pages:
            if page is not first:
                page.close()
        self.cdp.send("Extensions.uninstall", {"id": self.extension})
        until(
            "the worker to be gone",
            lambda: not self.context.service_workers,
            lambda seconds: first.wait_for_timeout(seconds * 1000),
        )
        self.context.clear_permissions()


_idle: list[Started] = []
"""Those that were started as usual, and are not in use."""


@contextmanager
def started(
    playwright: Playwright, chromium: str, more: tuple[str, ...], fewer: tuple[str, ...], options: dict[str, Any]
) -> Iterator[Started]:
    """A Chromium without an extension: with arguments or `options` of its own a new one, else one that is idle, if there is."""
    if more or fewer or options:
        one = start(playwright, chromium, more, fewer, options)
        try:
            yield one
        finally:
            one.context.close()
        return
    one = _idle.pop() if _idle else start(playwright, chromium, more, fewer, options)
    try:
        yield one
        one.clear()
    except BaseException:
        # Who knows in what state.
        one.context.close()
        raise
    _idle.append(one)


def start(
    playwright: Playwright, chromium: str, more: tuple[str, ...], fewer: tuple[str, ...], options: dict[str, Any]
) -> Started:
    chosen = {**DEFAULTS, **options}
    context = playwright.chromium.launch_persistent_context(
        "",
        headless=True,
        args=[*arguments(), INSTALLING, *more],
        ignore_default_args=["--disable-extensions", *needless(), *fewer],
        # The browser's emulation of a zone does not always reach the worker; its environment does.
        env={**os.environ, "TZ": str(chosen["timezone_id"])},
        **launch_options(chromium),
        **chosen,
    )
    return Started(context)


@contextmanager
def driven() -> Iterator[Playwright]:
    """Playwright for a run: with it go the browsers that it started, and none of those is idle for the next."""
    with sync_playwright() as running:
        try:
            yield running
        finally:
            while _idle:
                _idle.pop().context.close()
