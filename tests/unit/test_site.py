"""`etiquette site`: the stage as a folder that needs nothing else, of the files that the extension ships."""

from __future__ import annotations

import posixpath
import re
import shlex
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from connect_etiquette.output import INDEX, site_contents

from tests.unit.test_errors import ROOT, etiquette

MOST_KB = 250
"""Zipped, with one language."""
ADDRESS = re.compile(r"""(?:href|src)="([^"]+)"|(?:from|import)\s*"(\.[^"]+)"|url\(([^)]+)\)""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "a site"
    result = etiquette("site", "--out", folder)
    assert result.exit_code == 0, result.output
    assert re.search(r"^Wrote .*: \d+ files, \d+ KB$", result.output, re.MULTILINE)
    assert f"python3 -m http.server --directory {shlex.quote(str(folder))}\n" in result.output
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def strangers(files: dict[str, bytes]) -> list[str]:
    """Addresses in a site's pages, modules and styles that lead out of its files."""
    return [
        f"{path}: {address}"
        for path, data in files.items()
        if path.endswith((".html", ".js", ".css"))
        for found in ADDRESS.finditer(re.sub(r"/\*.*?\*/", "", data.decode(), flags=re.DOTALL))
        for address in filter(None, found.groups())
        if posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) not in files
    ]


def test_every_address_leads_into_the_folder(site: Path) -> None:
    files = contents(site)
    assert INDEX in files
    assert strangers(files) == []
    planted = {**files, "shared/view.js": files["shared/view.js"] + b'\nimport "../store.js";'}
    assert strangers(planted) == ["shared/view.js: ../store.js"]


def test_its_files_are_those_that_the_extension_ships(site: Path, built: Path) -> None:
    files = contents(site)
    shipped = contents(built / "chromium")
    assert {path for path, data in files.items() if shipped.get(path) != data} == {INDEX}
    page = (ROOT / "extension" / "pages" / "try" / "try.html").read_text("utf-8")
    assert len(files[INDEX].decode().splitlines()) == len(page.splitlines())
    # Nothing of storage, worker or LinkedIn's page comes with it.
    assert not [path for path in files if path.startswith(("worker/", "content/controls/")) or path == "store.js"]
    assert not [path for path, data in files.items() if path.endswith(".js") and b"chrome." in data]


def test_it_is_small(site: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in contents(site).items():
            if not re.search(r"text\.(?!en)", path):
                archive.writestr(path, data)
    size = len(packed.getvalue()) / 1024
    print(f"the site, zipped, in one language: {size:.0f} KB")
    assert size <= MOST_KB


def test_it_is_written_again_and_nothing_else_is_replaced(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "again"
    shutil.copytree(site, copy)
    (copy / "engine" / "stage" / "stage.js").unlink()
    assert etiquette("site", "--out", copy).exit_code == 0
    assert contents(copy) == contents(site)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear", "utf-8")
    for target in (mine, mine / "letter.txt"):
        result = etiquette("site", "--out", target)
        assert result.exit_code == 2
        assert f"{target.name} holds something else. Choose a folder that is new or empty." in result.output
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_what_a_host_put_beside_a_site_stays_and_what_lay_inside_is_named(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "hosted"
    shutil.copytree(site, copy)
    (copy / "CNAME").write_text("ring.example", "utf-8")
    (copy / ".well-known").mkdir()
    (copy / ".well-known" / "security.txt").write_text("x", "utf-8")
    (copy / "engine" / "old.js").write_text("", "utf-8")
    output = etiquette("site", "--out", copy).output
    assert "Kept    .well-known, CNAME: no part of the site\n" in output
    assert "Removed engine/old.js: no part of the site\n" in output
    beside = {"CNAME": b"ring.example", ".well-known/security.txt": b"x"}
    assert contents(copy) == contents(site) | beside
    # One that was killed before its index stood is written to its end.
    (copy / INDEX).unlink()
    for name in beside:
        (copy / name).unlink()
    (copy / ".well-known").rmdir()
    assert etiquette("site", "--out", copy).exit_code == 0
    assert contents(copy) == contents(site)
    (copy / "bundle" / "core.json").unlink()
    assert etiquette("site", "--out", copy).exit_code == 2


def test_bad_rules_and_an_unwritable_place_are_said_in_words(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "rules")
    (tmp_path / "rules" / "tips.yaml").write_text("tips: [", "utf-8")
    result = etiquette("site", "--rules", tmp_path / "rules", "--out", tmp_path / "site")
    assert result.exit_code == 1
    assert "tips.yaml" in result.output
    assert "Nothing was written." in result.output
    assert not (tmp_path / "site").exists()
    (tmp_path / "file").write_text("", "utf-8")
    result = etiquette("site", "--out", tmp_path / "file" / "site")
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_any_rule_set_has_its_site(tmp_path: Path) -> None:
    assert etiquette("new", tmp_path / "rules").exit_code == 0
    result = etiquette("site", "--rules", tmp_path / "rules")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "build" / "site" / INDEX).is_file()


def test_the_same_page_gives_the_same_site(built: Path) -> None:
    folder = contents(built / "chromium")
    assert list(site_contents(folder)) == sorted(site_contents(folder))


def test_the_example_workflow_publishes_what_its_commands_write(tmp_path: Path) -> None:
    workflow = yaml.safe_load((ROOT / "docs" / "publish-site.yml").read_text("utf-8"))
    steps = workflow["jobs"]["site"]["steps"]
    (published,) = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[0] == "pip install ."
    for command in commands[1:]:
        name, *arguments = shlex.split(command.replace(f"--out {published}", f"--out {tmp_path}/{published}"))
        assert name == "etiquette"
        assert etiquette(*arguments).exit_code == 0, command
    assert (tmp_path / published / "index.html").is_file()
