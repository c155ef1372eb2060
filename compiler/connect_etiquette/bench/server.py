"""The bench's server: to this machine alone, nothing but the stage, the bench's own page, and what they ask for.

A page of somebody else's that is open in the same browser could send requests here too, or have a name of its own
point to this machine. So every request has to name this server as its host, whatever writes has to come from its own
page, and no answer may be read by others.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from mimetypes import guess_type
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from watchfiles import awatch

from ..output import INDEX
from .kept import KeepError, keep
from .posed import Posed, PosedError, read_posed
from .told import told
from .workshop import Good, Workshop, is_code

HOST = "127.0.0.1"
LARGEST = 256 * 1024
"""Bytes of a question."""
WATCH_STEP = 20
"""Milliseconds without a change after which what was saved is read: an editor may write a file in several steps."""
PATIENCE = 1.0
"""Seconds after which nobody will come to see a new build."""
_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Server:
    """Serves a workshop on a port of this machine's; a port that is 0 is any that is free.

    Raises `OSError` where the port can't be had.
    """

    def __init__(self, workshop: Workshop, port: int = 0) -> None:
        self.workshop = workshop
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            self.socket.bind((HOST, port))
            self.socket.listen()
        except OSError:
            self.socket.close()
            raise
        self.port: int = self.socket.getsockname()[1]
        self.address = f"http://{HOST}:{self.port}/"
        self.changed = asyncio.Event()
        self.seen = asyncio.Event()
        self.gone = False
        config = uvicorn.Config(
            self.app(), log_level="critical", access_log=False, timeout_graceful_shutdown=1, server_header=False
        )
        self.uvicorn = uvicorn.Server(config)

    def run(self) -> None:
        """Serve until Ctrl+C, or until the rule folder is gone."""
        with suppress(KeyboardInterrupt):
            self.uvicorn.run(sockets=[self.socket])

    def stop(self) -> None:
        """Have `run` come to its end, from any thread."""
        self.uvicorn.should_exit = True

    def app(self) -> ASGIApp:
        """What answers requests."""
        routes = [
            Route("/bench/events", self._events),
            Route("/bench/stories", self._stories),
            Route("/bench/told", self._told, methods=["POST"]),
            Route("/bench/keep", self._keep, methods=["POST"]),
            Route("/{path:path}", self._file),
        ]
        app = Starlette(routes=routes, lifespan=self._watching, exception_handlers={404: _nothing, 405: _nothing})
        return _Guard(app, self.port)

    @asynccontextmanager
    async def _watching(self, _: Starlette) -> AsyncIterator[None]:
        watcher = asyncio.create_task(self._watch())
        yield
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher

    async def _watch(self) -> None:
        """Read the rules whenever one of their files changes; what was saved before it watched is read too."""
        folder = self.workshop.rules
        watched = awatch(
            folder, step=WATCH_STEP, rust_timeout=1000, yield_on_timeout=True, ignore_permission_denied=True
        )
        with suppress(FileNotFoundError):
            async for changes in watched:
                if not folder.is_dir():
                    break
                if changes or self.workshop.is_behind():
                    await self._renew()
        if not self.uvicorn.should_exit:
            self.gone = True
            self.stop()

    async def _renew(self) -> None:
        """Build what is shown, and tell the stories once somebody has seen it: they would only keep them waiting."""
        self.seen.clear()
        await run_in_threadpool(self.workshop.renew)
        self._tell()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.seen.wait(), PATIENCE)
        await run_in_threadpool(self.workshop.try_out)
        self._tell()

    def _tell(self) -> None:
        """Wake whoever waits for a change; the next one is another."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._states(), media_type="text/event-stream")

    async def _states(self) -> AsyncIterator[str]:
        """The state now, and whenever it changes."""
        turn = -1
        while not self.uvicorn.should_exit:
            changed = self.changed
            if turn != self.workshop.turn:
                state = self.workshop.state()
                turn = state["turn"]
                yield f"data: {json.dumps(state, ensure_ascii=False)}\n\n"
            else:
                # It ends with the server.
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), 1)

    async def _stories(self, _: Request) -> Response:
        return _json(await run_in_threadpool(self.workshop.stories))

    async def _told(self, request: Request) -> Response:
        answer = await self._asked(request, lambda good, posed, _: told(good.proved, posed))
        self.seen.set()
        return answer

    async def _keep(self, request: Request) -> Response:
        def kept(good: Good, posed: Posed, data: dict[str, Any]) -> dict[str, str]:
            if not self.workshop.fits:
                raise KeepError("First mend what stands above: what is shown are the rules as they were before.")
            return {"place": keep(good.proved, self.workshop.rules, posed, str(data.get("title", "")))}

        return await self._asked(request, kept)

    async def _asked(self, request: Request, answer: Callable[[Good, Posed, dict[str, Any]], Any]) -> Response:
        """The answer to a question of the page's, of the build that the page shows."""
        body = bytearray()
        with suppress(ClientDisconnect):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST:
                    return _refused(413, "That is too much.")
        good = self.workshop.good
        try:
            data = json.loads(body)
            if not isinstance(data, dict) or good is None or data.get("build") != good.number:
                return _refused(409, "The rules have changed meanwhile.")
            return _json(await run_in_threadpool(lambda: answer(good, read_posed(good.proved, data), data)))
        except (PosedError, KeepError) as error:
            return _refused(422, str(error))
        except (ValueError, RecursionError):
            return _refused(400, "That is no question.")

    async def _file(self, request: Request) -> Response:
        path = request.path_params["path"] or INDEX
        found = self.workshop.file(path)
        if found is None:
            return _nothing(request)
        kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0] or "application/octet-stream"
        kept = "max-age=86400, immutable" if is_code(path) else "no-store"
        return Response(found, media_type=kind, headers={"Cache-Control": kept})


class _Guard:
    """Lets through what names this server as its host, and of what writes only what comes from its own page."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            await send(message)

        request = Request(scope)
        if request.headers.getlist("host") != [request.headers.get("host")] or not self._is_ours(request):
            await _refused(403, "This server is for its own machine and its own page.")(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)

    def _is_ours(self, request: Request) -> bool:
        host = request.headers.get("host", "")
        if host not in self.hosts or request.headers.get("origin", f"http://{host}") != f"http://{host}":
            return False
        # Another page can send a form here without asking, but no JSON.
        return request.method != "POST" or request.headers.get("content-type") == "application/json"


def _json(data: object) -> Response:
    told = json.dumps(data, ensure_ascii=False)
    return Response(told, media_type="application/json", headers={"Cache-Control": "no-store"})


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, headers={"Cache-Control": "no-store"})


def _nothing(request: Request, _: Exception | None = None) -> Response:
    """The answer to whatever is not served."""
    return _refused(404, "There is nothing here.")
