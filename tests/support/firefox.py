"""Drives the built extension in Firefox over WebDriver BiDi, which is JSON over a web socket; no driver is needed."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.support.patience import PATIENCE, until

LINKEDIN = "https://www.linkedin.com"


class Firefox:
    """A Firefox with one extension, and pages served from memory."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.next_id = 0
        self.bodies: dict[str, str] = {}

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result, answering intercepted requests meanwhile."""
        self.next_id += 1
        wanted = self.next_id
        self.socket.send(json.dumps({"id": wanted, "method": method, "params": parameters}))
        while True:
            try:
                message = json.loads(self.socket.recv(timeout=4 * PATIENCE))
            except TimeoutError as late:
                raise AssertionError(f"Firefox never answered {method} {parameters}") from late
            if message.get("id") == wanted:
                if message["type"] == "error":
                    raise AssertionError(f"{method}: {message['error']}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result
            self._on_event(message)

    def _on_event(self, message: dict[str, Any]) -> None:
        if message.get("method") != "network.beforeRequestSent" or not message["params"].get("isBlocked"):
            return
        request = message["params"]["request"]
        path = request["url"].removeprefix(LINKEDIN).partition("?")[0]
        self.next_id += 1
        self.socket.send(
            json.dumps(
                {
                    "id": self.next_id,
                    "method": "network.provideResponse",
                    "params": {
                        "request": request["request"],
                        "statusCode": 200,
                        "headers": [
                            {"name": "Content-Type", "value": {"type": "string", "value": "text/html; charset=utf-8"}}
                        ],
                        "body": {
                            "type": "string",
                            "value": self.bodies.get(path, "<!doctype html><title>LinkedIn</title>"),
                        },
                    },
                }
            )
        )

    def pump(self, seconds: float) -> None:
        """Let the browser work for a while, answering its requests."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self._on_event(json.loads(self.socket.recv(timeout=left)))
            except TimeoutError:
                return

    def new_tab(self) -> str:
        """A tab that has the focus; the first one never does."""
        context: str = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.activate", context=context)
        return context

    def go(self, tab: str, url: str) -> None:
        self.send("browsingContext.navigate", context=tab, url=url, wait="complete")

    def run(self, tab: str, expression: str) -> Any:
        """The value of `expression` in the page of `tab`."""
        reply = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((v) => JSON.stringify(v ?? null))",
            target={"context": tab},
            awaitPromise=True,
            userActivation=True,
        )
        if reply["type"] == "exception":
            raise AssertionError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def store(self, tab: str, items: dict[str, Any]) -> None:
        """Put items into the extension's storage; `tab` shows one of its own pages."""
        self.run(tab, f"chrome.storage.local.set({json.dumps(items)})")
        self.settle(tab)

    def install(self, extension: Path) -> None:
        """Install an extension, or another version of it."""
        if extension.is_dir():
            self.send("webExtension.install", extensionData={"type": "path", "path": str(extension)})
        else:
            data = {"type": "archivePath", "path": str(extension)}
            self.send("webExtension.install", extensionData=data, **{"moz:permanent": True})

    def settle(self, tab: str) -> None:
        """Wait until the worker has made up its mind about LinkedIn's pages; `tab` shows one of the extension's own."""
        registered = "chrome.scripting.getRegisteredContentScripts()"
        # What a test copy says of the worker is there a little later than the page.
        self.wait_until(tab, "typeof Access === 'object'")
        self.wait_until(tab, f"Access.isWanted().then(async (wanted) => wanted === (await {registered}).length > 0)")

    def wait_for_tab(self, address: str) -> str:
        """Wait for a tab whose address holds `address`, and bring it to the front."""
        known: list[dict[str, Any]] = []

        def found() -> str:
            known[:] = self.send("browsingContext.getTree")["contexts"]
            return next((str(context["context"]) for context in known if address in context["url"]), "")

        tab = until(f"a tab at {address}", found, self.pump, lambda: [context["url"] for context in known])
        self.send("browsingContext.activate", context=tab)
        return tab

    def wait_until(self, tab: str, expression: str) -> None:
        """Wait until `expression` in the page of `tab` is true."""
        there = "document.body?.innerText"
        until(expression, lambda: self.run(tab, expression) is True, self.pump, lambda: self.run(tab, there))

    def inside(self, tab: str, expression: str) -> Any:
        """The value of `expression` in the extension's world: a test copy answers through an event in the page."""
        return self.run(
            tab,
            f"""new Promise((done) => {{
            addEventListener('__answer', (e) => done(JSON.parse(e.detail)), {{ once: true }});
            const ask = () => dispatchEvent(new CustomEvent('__ask', {{ cancelable: true, detail: {json.dumps(expression)} }})) && setTimeout(ask, 50);
            ask(); // Until our scripts are there to take it.
        }})""",
        )

    def wait_for(self, tab: str, expression: str) -> Any:
        """Wait until `expression` in the extension's world is truthy, and return it."""
        there = "document.body?.innerText"
        return until(expression, lambda: self.inside(tab, expression), self.pump, lambda: self.run(tab, there))

    def click(self, tab: str, x: float, y: float) -> None:
        """A trusted click at a point of the viewport."""
        self.send(
            "input.performActions",
            context=tab,
            actions=[
                {
                    "type": "pointer",
                    "id": "mouse",
                    "actions": [
                        {"type": "pointerMove", "x": round(x), "y": round(y)},
                        {"type": "pointerDown", "button": 0},
                        {"type": "pointerUp", "button": 0},
                    ],
                }
            ],
        )

    def press_seen(self, tab: str, element: str) -> None:
        """Press what the expression `element` finds as somebody does who looked at the page: what it shows was painted."""
        painted = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        self.run(tab, f"{painted}.then(() => {{ {element}.click(); }})")

    def press(self, tab: str, *keys: str) -> None:
        """Trusted key presses, such as the code point of Escape."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.send("input.performActions", context=tab, actions=[{"type": "key", "id": "keys", "actions": actions}])

    def privileged(self, expression: str) -> Any:
        """The value of `expression` in the browser's own window, as JSON; with `AddonManager` at hand. Needs `SYSTEM`."""
        window = self.send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]
        manager = 'const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs")'
        reply = self.send(
            "script.evaluate",
            expression=f"(async () => {{ {manager}; return JSON.stringify(await ({expression}) ?? null); }})()",
            target={"context": window},
            awaitPromise=True,
        )
        if reply["type"] == "exception":
            raise AssertionError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def press_on(self, tab: str, selector: str) -> None:
        """A trusted click on an element of a page, which is brought to the front."""
        self.send("browsingContext.activate", context=tab)
        box = self.run(
            tab,
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{ block: 'center' }});"
            " return e.getBoundingClientRect().toJSON(); })()",
        )
        self.click(tab, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def screenshot(self, tab: str, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.send("browsingContext.captureScreenshot", context=tab)["data"]))


ASK = """
if (typeof document === "object" && location.protocol === "https:") {
  addEventListener("__ask", (event) => {
    event.preventDefault();
    const answer = (value) => dispatchEvent(new CustomEvent("__answer", { detail: JSON.stringify(value ?? null) }));
    const root = globalThis.__roots.findLast((r) => r.host.isConnected) ?? null;
    try {
      Promise.resolve(new Function("root", `return (${event.detail});`)(root)).then(answer, (error) => answer({ error: String(error) }));
    } catch (error) {
      answer({ error: String(error) });
    }
  });
}
"""
"""More prelude for test copies: answers expressions from the page, since the sandbox does not reach our world."""


SYSTEM = "-remote-allow-system-access"
"""The argument with which `privileged` may be used."""
ID = "connect-etiquette@connect-etiquette.org"


@contextmanager
def running(
    extension: Path | None, firefox: str, preferences: str = "", *arguments: str, home: Path | None = None
) -> Iterator[Firefox]:
    """A headless Firefox with `extension` installed, if one is given, and more `preferences` as user.js holds them; `home`
    is the person's folder.

    An archive is installed for good, a folder until Firefox is closed.
    """
    with tempfile.TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(
            'user_pref("app.normandy.enabled", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
            'user_pref("network.captive-portal-service.enabled", false);\nuser_pref("network.connectivity-service.enabled", false);\n'
            # What a page of ours asks for by a press is granted.
            'user_pref("extensions.webextOptionalPermissionPrompts", false);\n'
            'user_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("intl.accept_languages", "en-GB, en");\n'
            + preferences,
            "utf-8",
        )
        process = subprocess.Popen(
            [firefox, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", *arguments],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env={
                **os.environ,
                **({"HOME": str(home)} if home else {}),
                "TZ": "Europe/Berlin",
                "MOZ_HEADLESS_WIDTH": "1100",
                "MOZ_HEADLESS_HEIGHT": "900",
            },
        )
        try:
            with connect(f"{_address(process)}/session", max_size=None) as socket:
                browser = Firefox(socket)
                browser.send("session.new", capabilities={})
                browser.send("session.subscribe", events=["network.beforeRequestSent"])
                browser.send(
                    "network.addIntercept",
                    phases=["beforeRequestSent"],
                    urlPatterns=[{"type": "pattern", "hostname": "www.linkedin.com"}],
                )
                if extension:
                    browser.install(extension)
                yield browser
        finally:
            process.terminate()
            process.wait(timeout=20)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        match = re.search(r"WebDriver BiDi listening on (ws://\S+)", line)
        if match:
            return match[1]
    raise AssertionError("Firefox did not start")
