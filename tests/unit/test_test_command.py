"""`python3 -m tests` on machines where something is missing: one line that says what, and what to type; nothing half made."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pip
import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.support import commands, environment, load, node_tools, versions

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / environment.LOCK).read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
FULL_ENVIRONMENT = {
    # pip as it is on a machine without settings of its own.
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
}

NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_RETRIES": "0"}
"""An index that nobody serves; asked again, it would be no other."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the command needs of a clone, without an environment."""
    folder = tmp_path / "clone"
    for name in ("tests/__init__.py", "tests/__main__.py", "tests/requirements.txt", "pyproject.toml", "README.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(
        ROOT / "tests" / "support", folder / "tests" / "support", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


def test_a_test_that_never_ends_is_named_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "test_hung.py").write_text(
        "import time\ndef test_hung():\n    time.sleep(600)\ndef test_after():\n    pass\n", "utf-8"
    )
    command = commands.pytest_command(set(), [str(tmp_path)])
    command[command.index("--timeout") + 1] = command[command.index("-n") + 1] = "1"
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "crashed while running 'test_hung.py::test_hung'" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
    assert "--timeout" not in commands.pytest_command(set(), ["--full"])


def told(clone: Path, before: str = "", **variables: str) -> str:
    """The one line that the command leaves with, after `before` has spoilt its Python; the exit code is not 0."""
    script = f"{before}\nimport runpy, sys\nsys.argv = ['tests']\nrunpy.run_module('tests', run_name='__main__', alter_sys=True)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=clone,
        env={**os.environ, **FULL_ENVIRONMENT, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("tests: ")
    assert "Type: " in line or "type: " in line
    return line


def test_a_python_that_is_too_old(clone: Path) -> None:
    line = told(clone, "import sys; sys.version_info = (3, 9, 1)")
    assert line == "tests: this is Python 3.9, and 3.11 or newer is needed. Type: python3.11 -m tests"
    assert not (clone / ".venv").exists()


def test_any_python_can_read_the_first_file() -> None:
    """The check of the version is of no use in a file that an old Python refuses."""
    tree = ast.parse((ROOT / "tests" / "__main__.py").read_text("utf-8"), feature_version=(3, 4))
    assert not any(isinstance(node_, (ast.JoinedStr, ast.AnnAssign)) for node_ in ast.walk(tree))
    assert not any(isinstance(node_, ast.FunctionDef) and node_.returns for node_ in ast.walk(tree))
    assert (ROOT / "tests" / "__init__.py").read_text("utf-8") == ""


@pytest.fixture
def at_home(clone: Path) -> Path:
    """A clone that has an environment already, whose pip is this one's."""
    venv.create(clone / ".venv", with_pip=False)
    (site,) = (clone / ".venv").glob("**/site-packages")
    (site / "pip").symlink_to(Path(pip.__file__).parent)
    (clone / ".venv" / "mine").write_text("kept", "utf-8")
    return clone


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_no_venv(module: str, clone: Path) -> None:
    line = told(
        clone,
        f"import importlib.util as u; f = u.find_spec; u.find_spec = lambda n, *a: None if n == '{module}' else f(n, *a)",
    )
    assert "Python's venv is missing" in line
    assert not (clone / ".venv").exists()


def test_no_network(clone: Path) -> None:
    line = told(clone, **NO_NETWORK)
    assert "no network" in line
    assert not (clone / ".venv").exists(), "nothing half made"


def unchanged(environment_: Path) -> bool:
    """Whether an environment is as it was, and nobody takes it for finished."""
    return (environment_ / "mine").read_text("utf-8") == "kept" and not (environment_ / "tests-lock").exists()


def test_a_lock_that_does_not_fit_the_platform(at_home: Path, tmp_path: Path) -> None:
    """The only file there is was made for another machine."""
    (tmp_path / "elsewhere-1.0-cp27-cp27m-win32.whl").write_bytes(b"")
    (at_home / "tests" / "requirements.txt").write_text(f"elsewhere==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    line = told(at_home, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert "the lock has no elsewhere" in line
    assert environment.RENEW in line
    assert unchanged(at_home / ".venv")


def test_a_file_that_is_not_the_one_that_was_locked(at_home: Path, tmp_path: Path) -> None:
    (tmp_path / "swapped-1.0-py3-none-any.whl").write_bytes(b"something else")
    (at_home / "tests" / "requirements.txt").write_text(f"swapped==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    line = told(at_home, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert "swapped is another file than the lock knows" in line
    assert unchanged(at_home / ".venv")


def test_no_network_leaves_an_environment_that_was_there(at_home: Path) -> None:
    assert "no network" in told(at_home, **NO_NETWORK)
    assert unchanged(at_home / ".venv")


def test_no_browser(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.support import browsers, commands

    monkeypatch.setattr(environment, "ensure", lambda root, home: Path(sys.executable))
    monkeypatch.setattr(sys, "prefix", str(ROOT / environment.HOME))
    monkeypatch.setattr(node_tools, "ensure", lambda: None)
    monkeypatch.setattr(browsers, "get_chromium", lambda say: None)
    monkeypatch.setattr(browsers, "get_firefox", lambda say: None)
    monkeypatch.setattr(browsers, "get_webkit", lambda say: None)
    for missing, variable in (("Chromium", browsers.CHROMIUM_VARIABLE), ("Firefox", browsers.FIREFOX_VARIABLE)):
        assert commands.run([]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"tests: there is no {missing}")
        assert f"type: {variable}=" in line
        monkeypatch.setattr(browsers, "get_chromium", lambda say: "/usr/bin/chromium")


def test_what_is_said_of_a_missing_firefox_is_what_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is skipped for it: the command ends there."""
    from tests.support import browsers

    monkeypatch.setattr(browsers, "find_firefox", lambda say: None)
    monkeypatch.setattr(browsers, "_apt_install", lambda say, *packages: False)
    said: list[str] = []
    assert browsers.get_firefox(said.append) is None
    assert not any("skip" in line for line in said), said


def test_webkit_is_got_with_what_it_draws_on_or_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a folder of programs that apt-get fills, where there is one."""
    from tests.support import browsers

    monkeypatch.delenv(browsers.WEBKIT_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    said: list[str] = []
    assert browsers.get_webkit(said.append) is None
    assert said == [
        "WebKit: not found. Its test will be skipped. It takes webkit2gtk-driver and xvfb of Debian's packages."
    ]

    def install(say: object, *packages: str) -> bool:
        for program, package in browsers.WEBKIT_NEEDS.items():
            if package in packages:
                (tmp_path / program).write_text("#!/bin/sh\n", "utf-8")
                (tmp_path / program).chmod(0o755)
        return True

    monkeypatch.setattr(browsers, "_apt_install", install)
    (tmp_path / "WebKitWebDriver").write_text("#!/bin/sh\n", "utf-8")
    assert browsers.get_webkit(said.append) == str(tmp_path / "WebKitWebDriver")
    monkeypatch.setenv(browsers.WEBKIT_VARIABLE, "/opt/driver")
    assert browsers.get_webkit(said.append) == "/opt/driver"


@pytest.mark.parametrize("has_apt", [True, False])
def test_no_npm(
    has_apt: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half of the tests would be left out without a word: the engine's, and those of every script."""
    if has_apt:
        (tmp_path / "apt-get").write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(environment, "ensure", lambda root, home: Path(sys.executable))
    monkeypatch.setattr(sys, "prefix", str(ROOT / environment.HOME))
    monkeypatch.setattr(subprocess, "run", lambda *given, **more: pytest.fail("nothing is run"))
    assert commands.run(["--fast"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("tests: npm is missing")
    assert ("apt-get install npm" in line) == has_apt
    assert "ype: " in line


def test_readme_names_what_has_to_be_there_before_the_tests() -> None:
    before = README.partition("<!-- test command -->")[0].partition("## I write code")[2]
    for needed in ("git", "Python 3.11", "node 20", "npm"):
        assert needed in before, needed


def test_node_tools_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = {"version": "1.0.0", "resolved": "http://127.0.0.1:9/a.tgz", "integrity": "sha512-" + "A" * 86 + "=="}
    packages = {"": {"dependencies": {"a": "1.0.0"}}, "node_modules/a": locked}
    (tmp_path / "package.json").write_text(json.dumps(packages[""]), "utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps({"lockfileVersion": 3, "packages": packages}), "utf-8")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retry_mintimeout", "1")
    with pytest.raises(environment.MissingError, match="no network"):
        node_tools.ensure(tmp_path)
    assert not (tmp_path / "node_modules").exists(), "nothing half made"


def test_node_tools_are_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the lock is unchanged npm is not asked again; when it changes, it is."""
    asked = tmp_path / "asked"
    (tmp_path / "bin").mkdir()
    npm = tmp_path / "bin" / "npm"
    npm.write_text(f"#!/bin/sh\necho x >> {asked}\nmkdir -p node_modules\n", "utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    for lock, times in (("{}", 1), ("{}", 1), ('{"other": 1}', 2)):
        (tmp_path / "package-lock.json").write_text(lock, "utf-8")
        node_tools.ensure(tmp_path)
        assert len(asked.read_text("utf-8").split()) == times


def test_the_lock_holds_what_is_declared_and_hashes_of_all() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))
    # hatchling asks for editables when pip installs a checkout, and without build isolation it has to be there.
    assert "editables" in pinned
    for line in project["dependencies"] + project["optional-dependencies"]["test"]:
        requirement = Requirement(line)
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in pinned, f"{name} is declared and not locked; type: {environment.RENEW}"
        assert requirement.specifier.contains(Version(pinned[name])), line
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pinned)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_readme_tells_the_command_that_renews_the_lock() -> None:
    assert environment.RENEW in README


def test_endless_loops_end() -> None:
    with load.endless_loops(2) as loops:
        assert [running(pid) for pid in loops] == [True, True]
    assert [running(pid) for pid in loops] == [False, False]


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


TOGETHER = "red with a, b together, green with each alone"
GUILTY: dict[str, tuple[dict[str, list[dict[str, str]]], list[str]]] = {
    "one": ({"t": [{"b": "2"}]}, ["1 of 1 tests are red because of b 2, such as t; with b 1 they are green"]),
    "two": (
        {"t": [{"a": "2"}], "u": [{"b": "2"}]},
        [
            "1 of 2 tests are red because of a 2, such as t; with a 1 they are green",
            "1 of 2 tests are red because of b 2, such as u; with b 1 they are green",
        ],
    ),
    "together": ({"t": [{"a": "2", "b": "2"}]}, [f"1 of 1 tests are {TOGETHER}, such as t"]),
    "never": ({"t": [{}]}, ["1 of 1 tests are red with the locked versions too, such as t"]),
    "one, and one that is red anyway": (
        {"t": [{}], "u": [{"b": "2"}]},
        [
            "1 of 2 tests are red with the locked versions too, such as t",
            "1 of 2 tests are red because of b 2, such as u; with b 1 they are green",
        ],
    ),
    "each of the ways": (
        {"t": [{}], "u": [{"b": "2"}], "v": [{"a": "2", "b": "2"}]},
        [
            "1 of 3 tests are red with the locked versions too, such as t",
            "1 of 3 tests are red because of b 2, such as u; with b 1 they are green",
            f"1 of 3 tests are {TOGETHER}, such as v",
        ],
    ),
}
"""Which versions make which test red, and what is to be said of it."""


@pytest.mark.parametrize("name", GUILTY)
def test_the_package_that_makes_the_difference_is_named(name: str) -> None:
    """Also where other tests are red whatever the versions: those are told apart."""
    red_with, said = GUILTY[name]
    there = {"a": "2", "b": "2"}

    def red(tests: list[str]) -> list[str]:
        return [test for test in tests if any(versions.items() <= there.items() for versions in red_with[test])]

    verdict = versions.verdict("newest", {"a": "2", "b": "2"}, {"a": "1", "b": "1"}, [*red_with], there.update, red)
    assert verdict.splitlines() == [f"tests: newest: {line}" for line in said]


def test_red_tests_are_named_so_that_they_can_be_run_once_more(tmp_path: Path) -> None:
    """One that fails, one whose fixture does, and a file that can't even be read."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "test_one.py").write_text(
        "import pytest\n@pytest.fixture\ndef broken(): raise OSError\n"
        "@pytest.mark.parametrize('a', ['x y'])\ndef test_a(a): assert not a\ndef test_b(broken): pass\ndef test_c(): pass\n",
        "utf-8",
    )
    (tmp_path / "some" / "test_two.py").write_text("import nothing_of_this_name\n", "utf-8")
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "--continue-on-collection-errors", f"--junit-xml={report}", "some"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    red = {"some/test_one.py::test_a[x y]", "some/test_one.py::test_b", "some/test_two.py"}
    assert set(versions.red_in(report)) == red


def test_the_lowest_versions_are_those_of_pyproject() -> None:
    lowest = versions.declared()
    assert versions.wanted("lowest", lowest) == [f"{name}=={version}" for name, version in lowest.items()]
    assert {"click", "jinja2", "jsonschema", "pyyaml", "cssselect"} <= set(lowest)
