"""The extension's folder for one browser: manifest, files as written, and the bundle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError

from .. import __version__
from ..findings import Finding, Findings
from .bundle import dump
from .paths import is_inside

BROWSERS = ("chromium", "firefox")
TEMPLATE = "manifest.json.j2"
SHIPPED = (".css", ".html", ".js", ".json", ".png")
"""What of extension/ is for the browser. The rest is for people and the compiler, or lies there by chance."""
NOT_SHIPPED = ("package.json",)
"""What has such an end and is for tools."""


def render_manifest(extension: Path, browser: str, findings: Findings, in_pages: bool = True) -> dict[str, Any] | None:
    """The manifest for `browser` from the template in `extension`, or None with a finding. Unless something is placed
    `in_pages` of LinkedIn, nothing of the extension runs there."""
    path = extension / TEMPLATE
    try:
        template = Environment(undefined=StrictUndefined).from_string(path.read_text("utf-8"))
        text = template.render(browser=browser, version=__version__, in_pages=in_pages)
        manifest: dict[str, Any] = json.loads(text)
    except OSError as error:
        findings.add(Finding("unreadable", f"{path} can't be read: {error.strerror}", file=str(path)))
        return None
    except (TemplateError, ValueError) as error:
        findings.add(Finding("yaml-shape", f"{path} makes no manifest for {browser}: {error}", file=str(path)))
        return None
    return manifest


def shared_contents(extension: Path, bundle: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file but the manifest, the same for each browser, by its path in the browser's folder."""
    files = {
        path.relative_to(extension).as_posix(): path.read_bytes()
        for path in extension.rglob("*")
        if path.is_file()
        and path.suffix in SHIPPED
        and path.name not in NOT_SHIPPED
        and not any(part.startswith(".") for part in path.relative_to(extension).parts)
        and (not path.is_symlink() or is_inside(path, extension))
    }
    for name, data in bundle.items():
        files[f"bundle/{name}.json"] = dump(data).encode()
    return files


def folder_contents(shared: Mapping[str, bytes], manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a browser's folder by its path in it, in sorted order."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return dict(sorted({**shared, "manifest.json": text.encode()}.items()))


def browser_folders(
    extension: Path, bundle: Mapping[str, Any], findings: Findings, in_pages: bool = True
) -> dict[str, dict[str, bytes]]:
    """Each browser's files by their path in its folder; a browser whose manifest can't be made is left out."""
    shared = shared_contents(extension, bundle)
    folders: dict[str, dict[str, bytes]] = {}
    for browser in BROWSERS:
        manifest = render_manifest(extension, browser, findings, in_pages)
        if manifest is not None:
            folders[browser] = folder_contents(shared, manifest)
    return folders
