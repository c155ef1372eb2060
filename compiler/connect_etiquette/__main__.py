"""The command `etiquette` as a process, also by `python -m connect_etiquette`."""

import codecs
import gc
import io
import os
import sys
from contextlib import suppress

_WORDS = str.maketrans({"“": "'", "”": "'", "’": "'", "→": "->", "…": "...", "–": "-", "—": "-", "·": "-", "≤": "<="})
"""How signs are told where the terminal has none of them. None of these would end a text in JSON."""


def run() -> None:
    """Run the command, and exit with its code."""
    # A tenth of a build would go into looking for what is no longer needed, and all of it goes at the end anyway.
    gc.disable()
    _open_what_is_closed()
    codecs.register_error("in-words", _in_words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="in-words")
    from .commands import main

    code: object = 0
    try:
        main(prog_name="etiquette")
    except SystemExit as error:
        code = error.code
    except OSError as error:
        # Commands say themselves which file they could not read or write; what is left is the output.
        code = _unsaid(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _unsaid(error)
    with suppress(OSError):
        sys.stderr.flush()
    # What was said is out. To take everything down object by object would be a twentieth of a build.
    os._exit(code if isinstance(code, int) else 1)


def _open_what_is_closed() -> None:
    """Put nothing in the place of a stream that whoever called closed: Python has None there, and the next file that is
    opened would get its number, and with it what is meant for the terminal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8"))


def _unsaid(error: OSError) -> int:
    """The exit code where the output could not be written, or nothing be found since the working folder is gone; a
    reader who has gone away needs no words."""
    said = f"The output can't be written: {(error.strerror or str(error)).lower()}."
    try:
        os.getcwd()
    except OSError:
        said = "The folder in which you are is gone. Go to another one."
    if not isinstance(error, BrokenPipeError):
        with suppress(OSError):
            print(said, file=sys.stderr)
    return 1


def _in_words(error: UnicodeError) -> tuple[str, int]:
    """Signs that an encoding lacks, in ones that it has: others like them, or as JSON escapes them."""
    assert isinstance(error, UnicodeEncodeError)
    left = error.object[error.start : error.end].translate(_WORDS)
    units = left.encode("utf-16-be", "surrogatepass")
    escaped = [units[at : at + 2].hex() for at in range(0, len(units), 2)]
    return "".join(chr(int(unit, 16)) if int(unit, 16) < 128 else f"\\u{unit}" for unit in escaped), error.end


if __name__ == "__main__":
    run()
