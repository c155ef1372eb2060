"""Drives WebKit, as Debian has it, over WebDriver, which is JSON over HTTP; it draws on a screen that nobody sees."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.support.patience import PATIENCE, until

KEYS = {"End": "\ue010", "PageUp": "\ue00e", "ArrowRight": "\ue014", "Home": "\ue011"}
"""The code points by which WebDriver names keys."""
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver tells an element's id."""


class WebKit:
    """A WebKit with one window."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = ""
        self.session = f"/session/{self._send('POST', '/session', capabilities={})['sessionId']}"

    def _send(self, method: str, path: str, **parameters: Any) -> Any:
        """The value that a command comes to."""
        body = None if method != "POST" else json.dumps(parameters).encode()
        request = Request(self.address + self.session + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=4 * PATIENCE) as reply:
                return json.load(reply)["value"]
        except HTTPError as refused:
            said = json.load(refused)["value"]
            raise AssertionError(f"{path} {parameters}: {said['error']}: {said['message']}") from None

    def go(self, url: str) -> None:
        """Open an address. Where only its fragment is another, nothing is loaded anew."""
        self._send("POST", "/url", url=url)

    def run(self, expression: str) -> Any:
        """The value of `expression` in the page; a promise is waited for."""
        script = (
            "const done = arguments[0];"
            f"(async () => ({expression}))().then((value) => done([value ?? null]), (error) => done(String(error)));"
        )
        value = self._send("POST", "/execute/async", script=script, args=[])
        if isinstance(value, str):
            raise AssertionError(f"{expression}: {value}")
        return value[0]

    def wait_until(self, expression: str) -> None:
        """Wait until `expression` in the page is true."""
        until(expression, lambda: self.run(expression) is True, sleep, lambda: self.run("document.body?.innerText"))

    def element(self, selector: str) -> str:
        """The id by which commands know an element."""
        element: str = self._send("POST", "/element", using="css selector", value=selector)[_ELEMENT]
        return element

    def click(self, selector: str) -> None:
        """A trusted click."""
        self._send("POST", f"/element/{self.element(selector)}/click")

    def press(self, selector: str, *keys: str) -> None:
        """Trusted key presses in an element, which gets the focus."""
        self._send("POST", f"/element/{self.element(selector)}/value", text="".join(KEYS[key] for key in keys))

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._send("GET", "/screenshot")))

    def close(self) -> None:
        self._send("DELETE", "")


@contextmanager
def running(driver: str, zone: str = "Europe/Berlin") -> Iterator[WebKit]:
    """A WebKit that the program `driver` starts, on a screen of its own."""
    with _screen() as display:
        quiet = {
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "TZ": zone,
        }
        # Bubblewrap, which shuts in what it draws with, takes rights that root in a container lacks.
        rights = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}
        port = _free_port()
        process = subprocess.Popen(
            [driver, "--host=127.0.0.1", f"--port={port}"],
            env={**os.environ, **quiet, **rights},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            until("WebKit's driver", lambda: _listens(address), sleep)
            browser = WebKit(address)
            try:
                yield browser
            finally:
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def _screen() -> Iterator[str]:
    """A screen in memory: its name."""
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        number = process.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _listens(address: str) -> bool:
    try:
        urlopen(f"{address}/status", timeout=PATIENCE).close()
    except (URLError, OSError):
        return False
    return True
