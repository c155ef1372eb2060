"""Rule folders by name: a folder, or a git revision of the present one."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(ValueError):
    """The name is neither a folder nor a revision; the message says what was tried."""


def check_folder(folder: Path) -> None:
    """Raises `RevisionError` where `folder` is no rule folder and its own folder rules/ is one."""
    inside = folder / "rules"
    if (inside / "facts.yaml").is_file() and not any(
        (folder / name).exists() for name in ("facts.yaml", "verdicts.yaml")
    ):
        raise RevisionError(f"{folder} holds no rules. Did you mean {inside}?")


@contextmanager
def rule_folder(name: str, rules: Path) -> Iterator[Path]:
    """The folder called `name`; or what `rules` held in the git revision `name`, or a folder `REV:PATH` there, in a
    folder that goes away again."""
    if Path(name).is_dir():
        if not any(sign in name for sign in "./\\~") and _git(rules, "rev-parse", "--verify", "-q", f"{name}^{{tree}}"):
            raise RevisionError(f"“{name}” is a folder here and a git revision as well. Write ./{name} for the folder.")
        check_folder(Path(name))
        yield Path(name)
        return
    with TemporaryDirectory(prefix="rules-") as folder:
        try:
            # A path in a revision is seen from the top, and git would look in it for the folder where it runs.
            top = _run(rules, "rev-parse", "--show-toplevel").stdout.decode().strip() if ":" in name else ""
            done = _run(Path(top) if top else rules, "archive", "--format=tar", "--end-of-options", name)
        except OSError as error:
            raise RevisionError(f"“{name}” is no folder, and git can't be run: {error.strerror}") from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            if ":" not in name and _git(rules, "rev-parse", "--verify", "-q", "--end-of-options", f"{name}^{{commit}}"):
                raise RevisionError(
                    f"in {name} there is no {rules}: it may have had another name, or is not committed yet. "
                    f"Say which folder it was: {name}:PATH"
                )
            raise RevisionError(
                f"“{name}” is neither a folder nor a git revision of {rules}: {said[-1] if said else ''}"
            )
        try:
            with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.FilterError as error:
            held = error.tarinfo.name
            raise RevisionError(
                f"“{name}” holds {held}, a link out of the rule folder, which can't be followed"
            ) from None
        yield Path(folder)


def _git(rules: Path, *arguments: str) -> bool:
    """Whether git says yes."""
    try:
        return _run(rules, *arguments).returncode == 0
    except OSError:
        return False


def _run(rules: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # In a hook git names the repository that it runs for; here it is the one that holds the rules.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(["git", "-C", str(rules), *arguments], capture_output=True, check=False, env=environment)
