"""The day's tests play what a person does in the extension's own pages, as those of `ui` do."""

from __future__ import annotations

from tests.browser.ui.conftest import browser, ui

__all__ = ["browser", "ui"]
