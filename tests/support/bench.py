"""Somebody who asks the server of `etiquette preview`."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from connect_etiquette.bench import Server, Workshop
from connect_etiquette.output import find_paths


class Client:
    """Somebody who asks the server, in the words of HTTP."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def ask(
        self, path: str, data: object = None, method: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        body = data if isinstance(data, bytes) else None if data is None else json.dumps(data).encode()
        sent = {"Content-Type": "application/json"} if body is not None else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method or ("GET" if body is None else "POST"), path, skip_host="Host" in sent)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def head_of(self, path: str, **headers: str) -> tuple[int, list[tuple[str, str]]]:
        """Status and headers of an answer, which may have no end."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        told = [(name.lower(), value) for name, value in answer.getheaders()]
        answer.close()
        connection.close()
        return answer.status, told

    def states(self) -> Iterator[dict[str, Any]]:
        """What a page is told, as it is told."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", "/bench/events")
        for line in connection.getresponse():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


@contextmanager
def served(rules: Path, meanwhile: Callable[[], object] = lambda: None) -> Iterator[Client]:
    """A server of a rule folder, as long as it is needed; `meanwhile` is done when the rules were read, before it serves."""
    workshop = Workshop(rules, find_paths().extension)
    workshop.renew()
    workshop.try_out()
    meanwhile()
    server = Server(workshop)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Client(server)
    finally:
        server.stop()
        thread.join()
