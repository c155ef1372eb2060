"""Changes the bundle of a test copy, where a test needs another one than the rules make."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def with_core(built: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of the built extension with its core changed in place by `change`."""
    shutil.copytree(built, target)
    core = json.loads((target / "bundle" / "core.json").read_text("utf-8"))
    change(core)
    text = json.dumps(core, ensure_ascii=False)
    (target / "bundle" / "core.json").write_text(text, "utf-8")
    (target / "bundle" / "core.js").write_text(f'"use strict";\nconst CORE = {text};\n', "utf-8")
    return target
