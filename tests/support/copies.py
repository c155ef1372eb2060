"""Test copies of a built extension: the product's files stay as they are, a copy gets a movable clock."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

PRELUDE = Path(__file__).with_name("prelude.js")


def make_copy(built: Path, target: Path, start: datetime | None = None, early: str = "") -> Path:
    """Copy the extension in `built` to `target`, with the prelude first in every world.

    `start` is the instant at which its clock begins; `early` is more script for the prelude.
    """
    shutil.copytree(built, target)
    begin = f"globalThis.__start ??= {int(start.timestamp() * 1000)};\n" if start else ""
    (target / "prelude.js").write_text(begin + PRELUDE.read_text("utf-8") + early, "utf-8")
    manifest_path = target / "manifest.json"
    manifest = json.loads(manifest_path.read_text("utf-8"))
    manifest["content_scripts"][0]["js"].insert(0, "prelude.js")
    if "service_worker" in manifest["background"]:
        worker = target / manifest["background"]["service_worker"]
        worker.write_text((target / "prelude.js").read_text("utf-8") + worker.read_text("utf-8"), "utf-8")
    else:
        manifest["background"]["scripts"].insert(0, "prelude.js")
    for page in (target / "pages").glob("*.html"):
        page.write_text(
            page.read_text("utf-8").replace("<script src", '<script src="../prelude.js"></script>\n    <script src', 1),
            "utf-8",
        )
    manifest_path.write_text(json.dumps(manifest), "utf-8")
    return target
