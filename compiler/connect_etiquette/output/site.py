"""The stage as a static site: of a browser's folder those files that its page needs, each as it is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from .writing import CLUTTER, STAGING

PAGE = "pages/try/try.html"
"""The page in the extension; the site has it as its index, with addresses from there."""
INDEX = "index.html"
DATA = re.compile(r"bundle/(core|sources|text\.[\w-]+)\.json")
"""What the page reads as it runs."""

_ADDRESS = re.compile(r'(?:(?<=\shref=")|(?<=\ssrc="))[^":#?]+(?=")')
_IMPORT = re.compile(r'(?:\bfrom|\bimport)\s*"(\.[^"]+)"')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def site_contents(folder: Mapping[str, bytes]) -> dict[str, bytes]:
    """The site's files by their paths, from the files of the extension for any browser, in sorted order."""
    page = folder[PAGE].decode()
    found = needed(page, PAGE, folder.__getitem__)
    found |= {path: data for path, data in folder.items() if DATA.fullmatch(path)}
    found[INDEX] = _ADDRESS.sub(lambda address: _from(PAGE, address[0]), page).encode()
    return dict(sorted(found.items()))


def is_a_site(folder: Path, files: Iterable[str]) -> bool:
    """Whether a site may be written into `folder`: it holds one, or one that was killed in the midst of being written,
    or nothing. `files` are those of the new site, by their paths."""
    try:
        inside = {path.name for path in folder.iterdir() if not path.name.startswith(STAGING)} - set(CLUTTER)
        tops = {path.partition("/")[0] for path in files}
        return not inside or ((folder / "bundle" / "core.json").is_file() and (INDEX in inside or inside <= tops))
    except OSError:
        return False


def needed(page: str, place: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """All that a page that stands at `place` loads, and that its modules import, as `read` has it, by paths."""
    found: dict[str, bytes] = {}
    waiting = [_from(place, address) for address in _ADDRESS.findall(page)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = read(path)
            waiting += _needed(path, found[path])
    return found


def _needed(path: str, data: bytes) -> Iterator[str]:
    """What a module imports; types that a comment names are not needed."""
    if path.endswith(".js"):
        for address in _IMPORT.findall(_COMMENT.sub("", data.decode())):
            yield _from(path, address)


def _from(path: str, address: str) -> str:
    """The path of what is named by an address in the file `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
