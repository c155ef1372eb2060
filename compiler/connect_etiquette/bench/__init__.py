"""Bench: the rules that somebody is editing, served to this machine alone.

The stage shows the last good build; beside it stand findings, why the answer is what it is, and all stories. What is
needed to serve is loaded when it is first asked for.
"""

from typing import TYPE_CHECKING

from ..later import later
from .kept import KEPT, KeepError, keep
from .posed import Posed, PosedError, as_stored, read_posed
from .stories import scene, stories
from .told import told
from .workshop import Workshop

if TYPE_CHECKING:
    from .server import Server
else:
    __getattr__ = later(__name__, "server")
