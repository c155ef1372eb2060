"""How long `etiquette build` takes as a command, beside `web-ext build` on its result, and how large the result is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from connect_etiquette.output import pack

from tests.benchmarks.report import Row

WEB_EXT = Path(__file__).resolve().parents[1] / "tools" / "node_modules" / ".bin" / "web-ext"
RUNS = 9
KB = 1000


def rows() -> list[Row]:
    """The command from start to end, each run a new process, in turn with its peer; then the sizes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        ours = [sys.executable, "-m", "connect_etiquette", "build", "--out", str(out)]
        seconds(ours)
        peer = [str(WEB_EXT), "build", "--source-dir", str(out / "firefox"), "--artifacts-dir", folder]
        peer += ["--overwrite-dest"]
        measured: list[float] = []
        beside: list[float] = []
        for _ in range(RUNS):
            measured.append(seconds(ours))
            if WEB_EXT.exists() and shutil.which("node"):
                beside.append(seconds(peer))
        table = [Row("etiquette build, both browsers", median(measured), 0.5)]
        if beside:
            name = "web-ext build of one"
            table.append(Row("the same, beside web-ext", median(measured), median(beside), median(beside), name))
        return [*table, *sizes(out / "chromium")]


def seconds(command: list[str]) -> float:
    """How long a command takes, with Python's bytecode kept as on any machine where nothing forbids it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def sizes(folder: Path) -> list[Row]:
    """The package as it is zipped, the scripts that stand in LinkedIn's pages, and the rules among them."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    zipped = pack(files)
    table = json.loads(files["content/scripts.json"])

    def scripts(*parts: str) -> float:
        names = [name for part in parts for name in table[part]]
        return sum(len(without_comments(files[name].decode()).encode()) for name in names) / KB

    finder = scripts("start", "look", "stay")
    return [
        Row("package, zipped", len(zipped) / KB, 150, unit="KB"),
        Row("content scripts without comments, on a page without anybody entered", finder, 64, unit="KB"),
        Row("  those that come with the first chip", scripts("chips"), None, unit="KB"),
        Row("  with the first tip", scripts("press", "tip"), None, unit="KB"),
        Row("core.json, the rules", len(files["bundle/core.json"]) / KB, 32, unit="KB"),
    ]


def without_comments(script: str) -> str:
    """A script without its comments and the lines that they leave empty."""
    bare = re.sub(r"/\*.*?\*/|(?m:^\s*//[^\n]*$)", "", script, flags=re.DOTALL)
    return "\n".join(line for line in bare.splitlines() if line.strip())
