"""Test copies of a built extension: the product's files stay as they are, a copy gets a movable clock and a way in."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

PRELUDE = Path(__file__).with_name("prelude.js")
MODULES = ("bundle.js", "store.js", "site.js", "worker/access.js")
"""What tests may name as they evaluate something in the worker or in a page of the extension."""
ENGINE = ("engine", "worker/reminders.js", "worker/tabs.js")
"""What they may name in the worker, and in a page that has been asked for `__engine()`: the rest of the extension's modules,
which every page would take a quarter longer to load."""


def make_copy(built: Path, target: Path, start: datetime | None = None, early: str = "", granted: bool = True) -> Path:
    """Copy the extension in `built` to `target`, with the prelude first in every world.

    `start` is the instant at which its clock begins; `early` is more script for the prelude. LinkedIn's pages, which the
    product asks for when they are wanted, a copy may open from the beginning, unless it is not to be `granted` that.
    """
    shutil.copytree(built, target)
    begin = f"globalThis.__start ??= {int(start.timestamp() * 1000)};\n" if start else ""
    (target / "prelude.js").write_text(begin + PRELUDE.read_text("utf-8") + early, "utf-8")
    manifest_path = target / "manifest.json"
    manifest = json.loads(manifest_path.read_text("utf-8"))
    if granted:
        manifest["host_permissions"] = manifest.pop("optional_host_permissions")
    manifest_path.write_text(json.dumps(manifest), "utf-8")
    table_path = target / "content" / "scripts.json"
    table = json.loads(table_path.read_text("utf-8"))
    table["start"].insert(0, "prelude.js")
    table_path.write_text(json.dumps(table), "utf-8")
    asking = 'globalThis.__engine = async () => { await (await import("/engine.js")).ready; };\n'
    (target / "exposed.js").write_text(exposing(target, MODULES) + asking, "utf-8")
    there = "export const ready = Bundle.core().then((core) => { globalThis.CORE = core; });\n"
    (target / "engine.js").write_text(exposing(target, ENGINE) + there, "utf-8")
    worker = target / "worker" / "main.js"
    ours = "".join(f'import "../{name}.js";\n' for name in ("prelude", "exposed", "engine"))
    worker.write_text(ours + worker.read_text("utf-8"), "utf-8")
    first = '<script src="/prelude.js"></script>\n    <script type="module" src="/exposed.js"></script>\n    '
    for page in (target / "pages").rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<script", f"{first}<script", 1), "utf-8")
    return target


def exposing(copy: Path, modules: tuple[str, ...]) -> str:
    """A module that makes each of `modules` a global of its name, such as `Store`."""
    paths = [path for name in modules for path in sorted((copy / name).rglob("*.js")) or [copy / name]]
    names = {path.stem.capitalize(): path.relative_to(copy).as_posix() for path in paths}
    imports = "".join(f'import * as {name} from "./{path}";\n' for name, path in names.items())
    # A worker's listeners have to be there at once, so nothing is awaited.
    return f"{imports}Object.assign(globalThis, {{ {', '.join(names)} }});\n"
