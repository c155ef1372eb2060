"""`etiquette preview`: to this machine alone, nothing but the stage and what belongs to it; it follows what is saved, and
goes on with the last good rules."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.bench import Server
from connect_etiquette.commands import author as commands
from connect_etiquette.output import find_paths

from tests.support.bench import Client, served
from tests.unit.test_errors import ROOT, etiquette


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that ship, to be edited."""
    return Path(shutil.copytree(find_paths().rules, tmp_path / "rules"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Somebody who asks what is served of the rules that ship: of a copy, in which nothing asked here may write."""
    ship = find_paths().rules
    copy = Path(shutil.copytree(ship, tmp_path_factory.mktemp("asked") / "rules"))
    with served(copy) as client:
        yield client
    assert written(copy) == written(ship)


def written(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def author(rules: Path) -> Iterator[Client]:
    """Somebody who edits a copy."""
    with served(rules) as client:
        yield client


def files(client: Client) -> dict[str, bytes]:
    good = client.server.workshop.good
    assert good is not None
    return dict(good.files)


def posed(client: Client, **changes: object) -> dict[str, Any]:
    """A question as the stage puts it."""
    good = client.server.workshop.good
    answer = {"value": "yes", "at": "2026-03-09T08:00:00.000Z"}
    records = {
        "me": {},
        "applications": {"somebody": {"id": "somebody", "company": "Acme", "answers": {}}},
        "rounds": {
            "r": {"application": "somebody", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": ["somebody"]}
        },
        "people": {
            "somebody": {
                "id": "somebody",
                "name": "Ada Stone",
                "applications": ["somebody"],
                "answers": {"thanked": answer},
            }
        },
        "zone": "Europe/Berlin",
    }
    question = {"build": good.number if good else 0, "records": records, "person": "somebody", "at": 1773133200000}
    return {**question, "page": [], **changes}


def test_it_serves_the_stage_as_it_ships_and_the_bench_beside_it(client: Client) -> None:
    status, headers, page = client.ask("/")
    assert status == 200
    assert b"bench.js" in page
    assert "access-control-allow-origin" not in headers
    assert headers["cache-control"] == "no-store"
    run, folders = pipeline.compiled(client.server.workshop.rules, find_paths().extension)
    assert folders is not None
    shipped = folders["chromium"]
    names = {name.partition("/")[2]: name for name in files(client) if name != "index.html"}
    assert {"engine/decision/decide.js", "pages/try/try.js", "bundle/core.json", "bench.js"} <= set(names)
    for path, name in names.items():
        status, headers, data = client.ask(f"/{name}")
        assert status == 200
        assert path not in shipped or data == shipped[path]
        assert ("immutable" in headers["cache-control"]) is not path.startswith("bundle/")
    assert run.digest


PLACES = [
    "/facts.yaml",
    "/rules/facts.yaml",
    "/../rules/facts.yaml",
    "/code-x/../../facts.yaml",
    "/%2e%2e/rules/facts.yaml",
    "/..%2frules%2ffacts.yaml",
    "//etc/passwd",
    "/etc/passwd",
    "/store.js",
    "/worker/main.js",
    "/manifest.json",
    "/bench/",
]


@pytest.mark.parametrize("path", PLACES)
def test_nothing_outside_the_stage_is_served(client: Client, path: str) -> None:
    assert client.ask(path)[0] == 404


STRANGERS = [
    {"Host": "example.com"},
    {"Host": "127.0.0.1"},
    {"Host": "127.0.0.1:1"},
    {"Host": "attacker.localhost"},
    {"Origin": "https://example.com"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
@pytest.mark.parametrize("path", ["/", "/bench/events", "/bench/stories", "/bench/told"])
def test_it_answers_only_its_own_page(client: Client, path: str, headers: dict[str, str]) -> None:
    data = posed(client) if path == "/bench/told" else None
    status, answered, body = client.ask(path, data, **headers)
    assert status == 403
    assert body == b"This server is for its own machine and its own page."
    assert not [name for name in answered if name.startswith("access-control")]


def test_what_a_foreign_page_can_send_unasked_writes_nothing(client: Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.ask("/bench/keep", posed(client, title="x"), Content_Type=kind)[0] == 403
    assert client.ask("/bench/keep")[0] == 404
    assert client.ask("/", {}, method="POST")[0] == 404
    assert client.ask("/bench/told", posed(client), method="OPTIONS")[0] == 404
    assert client.server.socket.getsockname()[0] == "127.0.0.1"


GUARDS = {
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""No page of somebody else's may frame, embed or read what is answered, or hear from where it was asked."""


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/bench/events", {}, 200),
        ("/bench/stories", {}, 200),
        ("/nowhere", {}, 404),
        ("/bench/keep", {}, 404),
        ("/", {"Host": "example.com"}, 403),
        ("/bench/events", {"Origin": "https://example.com"}, 403),
    ],
    ids=str,
)
def test_every_answer_is_guarded_against_other_pages(
    client: Client, path: str, headers: dict[str, str], status: int
) -> None:
    answered, told = client.head_of(path, **headers)
    assert answered == status
    assert sorted((name, value) for name, value in told if name in GUARDS) == sorted(GUARDS.items()), "each once"
    assert not [name for name, _ in told if name.startswith("access-control")]


def test_an_answer_names_its_rule_and_line_and_the_layers_are_a_stair(client: Client) -> None:
    status, _, body = client.ask("/bench/told", posed(client))
    assert status == 200, body
    told = json.loads(body)
    rule, place = told["rule"], told["rule"]["place"]
    file, _, line = place.rpartition(":")
    written = (ROOT / file).read_text("utf-8").splitlines()
    assert f"id: {rule['id']}" in written[int(line) - 1]
    assert rule["yaml"].startswith(f"- id: {rule['id']}\n  when:")
    assert rule["yaml"].count("- id:") == 1
    deciding = [step["layer"] for step in told["stair"] for one in step["holding"] if one["decides"]]
    assert len(deciding) == 1
    first = next(step for step in told["stair"] if step["holding"])
    assert first["holding"][0]["id"] == rule["id"]
    assert told["misses"]
    assert {"verdict", "rule", "place", "fact", "value"} == set(told["misses"][0])
    # The command line says the same.
    dates = ["--zone", "Europe/Berlin", "--interview", "2026-03-10T14:00", "--at", "2026-03-10T10:00"]
    thanked = ["--set", "thanked=yes@2026-03-09T09:00"]
    done = etiquette("explain", "--rules", client.server.workshop.rules, *dates, *thanked, "--format", "json")
    said = json.loads(done.output)
    assert (said["verdict"], said["rule"]) == (told["verdict"], rule["id"])
    assert [miss["rule"] for miss in said["misses"]] == [miss["rule"] for miss in told["misses"]]


BAD = [
    (b"", 400),
    (b"null", 409),
    (b"[" * 100_000, 400),
    (b"x" * 300_000, 413),
    ({}, 409),
    ({"at": "now"}, 422),
    ({"at": 1e300}, 422),
    ({"at": 1e17}, 422),
    ({"person": "nobody"}, 422),
    ({"person": ["somebody"]}, 422),
    ({"records": None}, 422),
    ({"records": {"zone": "Nowhere/Else", "applications": {}, "rounds": {}, "people": {}, "me": {}}}, 422),
    ({"records": {"zone": "UTC", "applications": {}, "rounds": {}, "people": {}, "me": {"shoe-size": {}}}}, 422),
    ({"build": 0}, 409),
]


@pytest.mark.parametrize(("data", "wanted"), BAD, ids=lambda value: str(value)[:30])
def test_what_is_no_question_is_refused_in_words(client: Client, data: Any, wanted: int) -> None:
    sent = data if isinstance(data, bytes) else posed(client, **data) if data else {}
    for path in ("/bench/told", "/bench/keep"):
        status, _, body = client.ask(path, sent)
        assert status == wanted, body
        assert body.decode().endswith(".") or wanted == 422
        assert b"Traceback" not in body


def until(states: Iterator[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    """The first state with these values."""
    return next(state for state in states if all(state[name] == value for name, value in wanted.items()))


def test_what_is_saved_before_it_watches_is_shown(rules: Path) -> None:
    path = rules / "etiquette" / "90-defaults.yaml"
    spoilt = path.read_text("utf-8").replace("verdict: wait", "verdict: wiat", 1)
    with served(rules, lambda: path.write_text(spoilt, "utf-8")) as client:
        assert "wiat" in until(client.states(), fits=False)["findings"][0]["message"]


def test_findings_stand_in_words_while_the_last_good_rules_go_on(author: Client) -> None:
    workshop = author.server.workshop
    states = author.states()
    assert until(states, build=1, tried=True, summary="no findings")["findings"] == []
    before = author.ask("/")[2]
    path = workshop.rules / "etiquette" / "90-defaults.yaml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("verdict: wait", "verdict: wiat", 1), "utf-8")
    told = until(states, fits=False)
    finding = told["findings"][0]
    assert told["build"] == 1
    assert finding["severity"] == "error"
    assert "wiat" in finding["message"]
    assert finding["place"].startswith(f"{path}:")
    assert finding["line"][finding["from"] : finding["to"]] == "wiat"
    assert author.ask("/")[2] == before
    assert author.ask("/bench/told", posed(author))[0] == 200
    # What is shown is not what is there, so nothing is kept of it.
    status, _, body = author.ask("/bench/keep", posed(author, title="now"))
    assert (status, b"First mend what stands above" in body) == (422, True)
    # A story that fails keeps no rule from being looked at.
    path.write_text(sound.replace("verdict: wait", "verdict: caution", 1), "utf-8")
    told = until(states, build=2, tried=True)
    assert told["fits"]
    assert any(one["message"].startswith("“") for one in told["findings"])
    assert author.ask("/")[2] != before
    assert [one for one in json.loads(author.ask("/bench/stories")[2]) if one["fails"]]
    path.write_text(sound, "utf-8")
    assert until(states, build=3, tried=True)["findings"] == []
    path.unlink()
    (finding,) = until(states, fits=False)["findings"]
    assert finding["hint"].startswith(f"{path}, which was here at the last build, is gone. ")


def test_a_folder_that_goes_away_ends_it_in_words(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Server.run

    def gone(server: Server) -> None:
        timer = threading.Timer(0.2, lambda: rules.rename(rules.with_name("elsewhere")))
        timer.start()
        run(server)

    monkeypatch.setattr(Server, "run", gone)
    done = etiquette("preview", "--rules", rules, "--no-open")
    assert done.exit_code == 1
    assert "is gone: there is nothing to show any more." in done.output


def started(rules: Path, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """The command as a process of its own, and the line with its address."""
    command = [sys.executable, "-m", "connect_etiquette", "preview", "--rules", str(rules), *arguments]
    quiet = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    process = subprocess.Popen(
        command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Preview "):
            break
    return process, said


def reached(client: Client) -> set[str]:
    """All that the page loads, and its modules import; each has to be there."""
    waiting = re.findall(r'(?:src|href)="(code-[^"]+)"', client.ask("/")[2].decode())
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        status, _, data = client.ask(f"/{path}")
        assert status == 200, path
        code = re.sub(rb"/\*.*?\*/", b"", data, flags=re.DOTALL).decode() if path.endswith(".js") else ""
        named = re.findall(r'(?:from|import)\s*"(\.[^"]+)"', code)
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in named]
    return seen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal for another process")
def test_with_errors_at_the_start_it_says_so_and_waits(rules: Path) -> None:
    path = rules / "etiquette" / "90-defaults.yaml"
    sound = path.read_text("utf-8")
    path.write_text("rules: [", "utf-8")
    process, said = started(rules)
    try:
        assert "90-defaults.yaml" in said
        assert "The stage waits for rules without an error" in said
        port = int(said.partition("127.0.0.1:")[2].partition("/")[0])

        class Other:
            workshop = None

        other = Other()
        other.port = port  # type: ignore[attr-defined]
        client = Client(other)  # type: ignore[arg-type]
        seen = reached(client)
        assert {path_.rpartition("/")[2] for path_ in seen} >= {"waiting.js", "findings.js", "dom.js", "bench.css"}
        states = client.states()
        assert "90-defaults.yaml" in until(states, build=0)["findings"][0]["place"]
        path.write_text(sound, "utf-8")
        until(states, build=1)
        assert b"bench.js" in client.ask("/")[2]
    finally:
        process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()
    assert process.wait() == 0


def test_what_can_not_be_is_said_in_words(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "run", lambda _: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = etiquette("preview", "--rules", rules, "--port", port)
        assert done.exit_code == 2
        assert f"--port {port} can't be had" in done.output
        assert "Leave it out for one that is free." in done.output
    done = etiquette("preview", "--rules", rules / "nowhere")
    assert done.exit_code == 2
    assert "is not a folder that can be read" in done.output
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(commands.webbrowser, "open", lambda address: opened.append(address) or False)
    done = etiquette("preview", "--rules", rules)
    assert done.exit_code == 0
    assert "No browser can be opened from here: open that address yourself." in done.output
    assert opened
    assert opened[0] in done.output


@pytest.mark.parametrize("missing", commands.NEEDED)
def test_without_the_extra_it_says_how_to_get_it(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from connect_etiquette.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "preview"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'connect-etiquette[bench]'" in done.stderr
    assert "Traceback" not in done.stderr
