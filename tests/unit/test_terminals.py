"""Whatever the terminal, the pipe or the input is: words, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.rule_folders import FLAG, layer, write

ROOT = Path(__file__).resolve().parents[2]
CLASH = ROOT / "tests" / "errors" / "clash"
SMALL = ROOT / "tests" / "small"


def etiquette(*arguments: str | Path, sent: bytes = b"", out: object = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """The command in a process of its own, with its own streams."""
    done = subprocess.run(
        [sys.executable, "-m", "connect_etiquette", *map(str, arguments)],
        cwd=ROOT,
        input=sent,
        stdout=out,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Exception ignored" not in done.stderr, done.stderr
    assert isinstance(done, subprocess.CompletedProcess)
    return done


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_a_narrow_encoding_gets_words(encoding: str, tmp_path: Path) -> None:
    old = write(tmp_path / "old")
    new = write(tmp_path / "new", (("first {a: yes} → caution",), ("rest always → go",)))
    done = etiquette("diff", old, new, PYTHONIOENCODING=encoding)
    said = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert done.returncode == 0
    assert "wait → caution" in said or "wait -> caution" in said
    done = etiquette("check", "--rules", CLASH, "--format", "json", PYTHONIOENCODING=encoding)
    (clash,) = json.loads(done.stdout.decode("utf-8" if encoding == "ascii" else encoding))["findings"]
    assert clash["code"] == "clash"


def test_a_full_disk_and_a_reader_who_has_gone_away() -> None:
    with Path("/dev/full").open("wb") as full:
        done = etiquette("check", "--rules", CLASH, out=full)
    assert done.returncode == 1
    assert "can't be written: no space left on device" in done.stderr.decode()
    reading, writing = os.pipe()
    os.close(reading)
    done = etiquette("check", "--rules", CLASH, out=writing)
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr == b""


def test_twenty_columns() -> None:
    for arguments in (["--help"], ["explain", "--help"], ["check", "--rules", CLASH]):
        assert etiquette(*arguments, COLUMNS="20").stdout


def test_decide_says_what_is_wrong_with_bytes(tmp_path: Path) -> None:
    folder = write(tmp_path, facts={"a": FLAG})
    lines = [
        b'\xef\xbb\xbf{"a": "yes"}',
        b'{"a": "\xff"}',
        b'{"a": "yes", "a": "no"}',
        b'{"\\ud800": 1}',
        b'{"a": "no"}',
    ]
    done = etiquette("decide", "--rules", folder, sent=b"\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("verdict") for answer in answers] == ["wait", None, None, None, "go"]
    assert answers[1]["error"] == "line 2: byte 0xff is not UTF-8 text"
    assert answers[2]["error"] == "line 3: “a” is given twice"
    assert "there is no fact" in answers[3]["error"]
    assert done.returncode == 1


def test_a_value_is_set_once(tmp_path: Path) -> None:
    done = etiquette("explain", "--rules", write(tmp_path), "--set", "a=yes", "--set", "a=no")
    assert done.returncode == 2
    assert "“a” is given twice" in done.stderr.decode()


def test_nothing_that_is_told_steers_the_terminal(tmp_path: Path) -> None:
    folder = write(tmp_path, (("rest always → go",),))
    (folder / "etiquette" / "20-x.yaml").write_text(layer(['r {"b\\e[2Jc": yes} → go']) + '"a\\e[2Jb": x\n', "utf-8")
    done = etiquette("check", "--rules", folder)
    assert done.returncode == 1
    assert b"[2J" in done.stdout
    assert b"\x1b" not in done.stdout


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / os.fsdecode(b"t\xff.yaml")).write_text("x: y\n", "utf-8")
    for format_ in ("text", "json"):
        done = etiquette("check", "--rules", folder, "--format", format_)
        assert done.returncode == 1
        done.stdout.decode("utf-8")
    assert any("is no part of a rule set" in f["message"] for f in json.loads(done.stdout)["findings"])


@pytest.mark.parametrize("name", ["brackets", "nots", "filters", "ifs"])
def test_a_template_that_is_nested_deep(name: str, tmp_path: Path) -> None:
    text = {
        "brackets": "{{ " + "[" * 800 + "]" * 800 + " }}",
        "nots": "{{ " + "not " * 900 + "name }}",
        "filters": "{{ name" + "|upper" * 600 + " }}",
        "ifs": "{% if name %}" * 120 + "x" + "{% endif %}" * 120,
    }[name]
    folder = write(tmp_path, tips=f'tips:\n  - {{id: t, when: always, text: "{text}"}}\n')
    done = etiquette("check", "--rules", folder, "--format", "json")
    assert {f["code"] for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"} <= {
        "text-syntax",
        "text-too-long",
    }


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "--rules", CLASH), 1),
        (("diff", "nope", "--rules", SMALL), 2),
        (("find", "go", "--rules", SMALL), 0),
        (("decide", "--rules", SMALL), 0),
    ],
)
def test_a_stream_that_is_closed_is_written_to_nobody(
    arguments: tuple[str | Path, ...], code: int, closed: tuple[int, ...], tmp_path: Path
) -> None:
    script = f'exec "$@" {" ".join(f"{number}>&-" for number in closed)}'
    command = ["sh", "-c", script, "sh", sys.executable, "-m", "connect_etiquette", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr or 2 not in closed


def test_a_folder_that_is_gone_under_who_stands_in_it(tmp_path: Path) -> None:
    def typed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        gone = tmp_path / "gone"
        gone.mkdir()
        script = 'rmdir "$PWD"; exec "$@"'
        command = ["sh", "-c", script, "sh", sys.executable, "-m", "connect_etiquette", *map(str, arguments)]
        done = subprocess.run(command, cwd=gone, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done

    sound = write(tmp_path / "rules")
    assert typed("check", "--rules", sound).returncode == 0
    assert f"Wrote   {tmp_path}/out/chromium" in typed("build", "--rules", sound, "--out", tmp_path / "out").stdout
    for arguments in (("new", "x"), ("package", "--rules", sound, "--out", "dist"), ("site", "--out", "x")):
        done = typed(*arguments)
        assert done.returncode == 1
        assert done.stdout + done.stderr == "The folder in which you are is gone. Go to another one.\n"
