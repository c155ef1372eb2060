"""Rule folders by name: a folder, or a git revision of the present one."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(ValueError):
    """The name is neither a folder nor a revision; the message says what was tried."""


@contextmanager
def rule_folder(name: str, rules: Path) -> Iterator[Path]:
    """The folder called `name`; or what `rules` held in the git revision `name`, in a folder that goes away again."""
    if Path(name).is_dir():
        yield Path(name)
        return
    with TemporaryDirectory(prefix="rules-") as folder:
        command = ["git", "-C", str(rules), "archive", "--format=tar", "--end-of-options", name]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError as error:
            raise RevisionError(f"“{name}” is no folder, and git can't be run: {error.strerror}") from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RevisionError(
                f"“{name}” is neither a folder nor a git revision of {rules}: {said[-1] if said else ''}"
            )
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
