"""Finds the browsers that the end-to-end tests drive, and gets them where they are missing.

`python3 -m tests` prints each step. The order: the environment, what is installed, Playwright's own
Chromium, Debian's packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHROMIUM_VARIABLE = "CONNECT_ETIQUETTE_CHROMIUM"
FIREFOX_VARIABLE = "CONNECT_ETIQUETTE_FIREFOX"
WEBKIT_VARIABLE = "CONNECT_ETIQUETTE_WEBKIT"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "/Applications/Chromium.app/Contents/MacOS/Chromium")
FIREFOX_NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
WEBKIT_NEEDS = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""What WebKit is driven by and draws on, each with the package of Debian's that it comes in."""
OLDEST_FIREFOX = 153
"""The manifest's `strict_min_version`."""

Say = Callable[[str], None]


NOWHERE = "~notfound"
"""What Chromium takes every other host for: one that is not there."""


PLAYWRIGHTS = (
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
"""The features that Playwright takes from Chromium: of two such lists Chromium hears the second alone."""
LISTS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""The list below the address bar, which no test sees: as a page of its own it takes a quarter of what a start takes."""


def arguments() -> list[str]:
    """Chromium's arguments in every test: no sandbox as root, no traffic of its own, no host but this machine, and no
    pages of its own."""
    quiet = [
        f"--host-resolver-rules=MAP * {NOWHERE}, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
        f"--disable-features={','.join([*PLAYWRIGHTS, *LISTS])}",
    ]
    return (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []) + quiet


SHARED = Path("/dev/shm")
ENOUGH_SHARED = 4 * 10**9
"""Bytes; Debian's launcher of Chromium asks for as many."""


def needless() -> list[str]:
    """Those of Playwright's own arguments that only cost time here: shared memory in files on the disk, where memory has room."""
    roomy = SHARED.is_dir() and shutil.disk_usage(SHARED).free >= ENOUGH_SHARED
    return ["--disable-dev-shm-usage"] if roomy else []


def side_loading(extension: Path | str) -> list[str]:
    """Chromium's arguments to load one extension and no other."""
    return [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]


def launch_options(chromium: str) -> dict[str, Any]:
    """What Playwright needs to start `chromium`: a path, or “playwright” for its own full browser."""
    return {"channel": "chromium"} if chromium == "playwright" else {"executable_path": chromium}


def can_side_load(chromium: str) -> bool:
    """Whether this browser starts and runs an extension given on the command line. Branded Chrome no longer does."""
    # It takes half a second to load, and most tests drive no browser.
    from playwright.sync_api import Error, sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "manifest.json").write_text(
            '{"manifest_version": 3, "name": "probe", "version": "1", "background": {"service_worker": "w.js"}}',
            "utf-8",
        )
        Path(folder, "w.js").write_text("", "utf-8")
        try:
            with sync_playwright() as playwright:
                context = playwright.chromium.launch_persistent_context(
                    "", headless=True, args=arguments() + side_loading(folder), **launch_options(chromium)
                )
                try:
                    return (
                        bool(context.service_workers)
                        or context.wait_for_event("serviceworker", timeout=30_000) is not None
                    )
                finally:
                    context.close()
        except Error:
            return False


def find_chromium(say: Say = lambda _: None) -> str | None:
    """A Chromium that is there already: its path, “playwright” for Playwright's own, or None."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        say(f"Chromium: {CHROMIUM_VARIABLE} says {named}")
        return named
    for name in CHROMIUM_NAMES:
        path = shutil.which(name)
        if path is None:
            continue
        if can_side_load(path):
            say(f"Chromium: found {path}")
            return path
        say(f"Chromium: {path} can't load an extension, looking on")
    if can_side_load("playwright"):
        say("Chromium: found Playwright's own")
        return "playwright"
    return None


def get_chromium(say: Say = print) -> str | None:
    """As `find_chromium`, installing one if need be."""
    found = find_chromium(say)
    if found:
        return found
    say("Chromium: playwright install --no-shell chromium")
    subprocess.run([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], check=False)
    if can_side_load("playwright"):
        return "playwright"
    if _apt_install(say, "chromium"):
        return find_chromium(say)
    say(f"Chromium: not found. Install Chromium, or set {CHROMIUM_VARIABLE} to one.")
    return None


def find_firefox(say: Say = lambda _: None) -> str | None:
    """The path of a Firefox that is there already and new enough, or None."""
    named = os.environ.get(FIREFOX_VARIABLE)
    if named:
        say(f"Firefox: {FIREFOX_VARIABLE} says {named}")
        return named
    for name in FIREFOX_NAMES:
        path = shutil.which(name)
        if path is None:
            continue
        version = firefox_version(path)
        if version >= OLDEST_FIREFOX:
            say(f"Firefox: found {path}, version {version}")
            return path
        say(f"Firefox: {path} is version {version or 'unknown'}, {OLDEST_FIREFOX} is needed; looking on")
    return None


def firefox_version(path: str) -> int:
    """The major version, 0 if the program won't say (Ubuntu's stub of a snap)."""
    try:
        printed = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(r"Firefox (\d+)", printed)
    return int(match[1]) if match else 0


def get_firefox(say: Say = print) -> str | None:
    """As `find_firefox`, installing Debian's where there is none."""
    found = find_firefox(say)
    if found:
        return found
    if _apt_install(say, "firefox-esr"):
        return find_firefox(say)
    say(f"Firefox: not found. Install Firefox {OLDEST_FIREFOX} or newer, or set {FIREFOX_VARIABLE} to one.")
    return None


def find_webkit(say: Say = lambda _: None) -> str | None:
    """The path of the program that drives WebKit, if that is there, and what it draws on; or None."""
    named = os.environ.get(WEBKIT_VARIABLE)
    if named:
        say(f"WebKit: {WEBKIT_VARIABLE} says {named}")
        return named
    paths = [shutil.which(program) for program in WEBKIT_NEEDS]
    if None in paths:
        return None
    say(f"WebKit: found {paths[0]}")
    return paths[0]


def get_webkit(say: Say = print) -> str | None:
    """As `find_webkit`, installing Debian's where there is none."""
    found = find_webkit(say)
    if found:
        return found
    if _apt_install(say, *WEBKIT_NEEDS.values()):
        return find_webkit(say)
    say(
        f"WebKit: not found. Its test will be skipped. It takes {' and '.join(WEBKIT_NEEDS.values())} of Debian's packages."
    )
    return None


def _apt_install(say: Say, *packages: str) -> bool:
    if shutil.which("apt-get") is None or not Path("/etc/debian_version").exists():
        return False
    named = " ".join(packages)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        say(f"{named}: apt-get needs root. Run: apt-get install {named}")
        return False
    say(f"{named}: apt-get install {named}")
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    done = subprocess.run(
        [
            *prefix,
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *packages,
        ],
        **quiet,
    )  # type: ignore[call-overload]
    return bool(done.returncode == 0)
