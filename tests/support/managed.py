"""A Chromium that somebody manages: with policies of its own, which it reads from a place that belongs to the machine.

The place is changed for this one process, in a mount namespace, so that nothing of the machine is touched. That takes root, or
a kernel that lets others have namespaces; without either the tests that need it can't run, hence a flag of theirs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests.support.browsers import arguments, launch_options
from tests.support.chromium import LINKEDIN, Extension, answer

PLACE = Path("/etc/chromium")


def managed(folder: Path, chromium: str, policies: dict[str, Any]) -> Path:
    """A program that starts `chromium` with these managed policies; what it needs is put into `folder`."""
    settings = folder / "etc"
    if PLACE.exists():
        shutil.copytree(PLACE, settings)
    (settings / "policies" / "managed").mkdir(parents=True)
    (settings / "policies" / "managed" / "tests.json").write_text(json.dumps(policies), "utf-8")
    namespace = "unshare --mount" if os.geteuid() == 0 else "unshare --map-root-user --mount"
    wrapper = folder / "chromium"
    wrapper.write_text(
        f'#!/bin/sh\nexec {namespace} sh -c \'mount --bind "{settings}" {PLACE} && exec "{chromium}" "$@"\' sh "$@"\n',
        "utf-8",
    )
    wrapper.chmod(0o755)
    return wrapper


def id_at(folder: Path) -> str:
    """The id of an extension that is loaded from a folder."""
    return _letters(hashlib.sha256(str(folder).encode()).digest()[:16])


def id_in(archive: Path) -> str:
    """The id of a packed extension, as the archive's head gives it: field 10000, and in it field 1, of 16 bytes."""
    return _letters(archive.read_bytes().partition(b"\x82\xf1\x04\x12\x0a\x10")[2][:16])


def _letters(digest: bytes) -> str:
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest.hex())


class Publisher:
    """A place that a browser gets its extension from, and newer versions of it: files, no server."""

    def __init__(self, folder: Path, chromium: str) -> None:
        self.folder = folder
        self.chromium = chromium
        self.offers = folder / "updates.xml"
        self.key: Path | None = None
        self.id = ""

    def pack(self, extension: Path, version: str) -> Path:
        """An archive of the extension in a folder, as this version; all are signed with one key."""
        manifest = json.loads((extension / "manifest.json").read_text("utf-8"))
        manifest |= {"version": version, "update_url": self.offers.as_uri()}
        (extension / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        signed = [f"--pack-extension-key={self.key}"] if self.key else []
        command = [self.chromium, "--headless=new", *arguments(), f"--user-data-dir={self.folder / 'packing'}"]
        command += [f"--pack-extension={extension}", *signed]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        archive = extension.with_name(f"{extension.name}.crx")
        self.key = self.key or extension.with_name(f"{extension.name}.pem")
        self.id = id_in(archive)
        return archive

    def offer(self, archive: Path, version: str) -> None:
        """From now on this is the newest."""
        self.offers.write_text(
            "<?xml version='1.0'?><gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>"
            f"<app appid='{self.id}'><updatecheck codebase='{archive.as_uri()}' version='{version}'/></app></gupdate>",
            "utf-8",
        )


@contextmanager
def installed(playwright: Playwright, folder: Path, publisher: Publisher) -> Iterator[Extension]:
    """A Chromium that installs what is offered, as an administrator has it."""
    settings = {publisher.id: {"installation_mode": "normal_installed", "update_url": publisher.offers.as_uri()}}
    program = managed(folder, publisher.chromium, {"ExtensionSettings": settings})
    quiet = "--disable-background-networking"  # It would look for no extension either.
    context = playwright.chromium.launch_persistent_context(
        "",
        headless=True,
        args=[argument for argument in arguments() if argument != quiet],
        ignore_default_args=[quiet, "--disable-extensions", "--disable-component-update"],
        viewport={"width": 1100, "height": 800},
        **launch_options(str(program)),
    )
    context.route(f"{LINKEDIN}/**", lambda route: answer(route, "<!doctype html><title>LinkedIn</title>"))
    try:
        yield Extension(context, folder)
    finally:
        context.close()
