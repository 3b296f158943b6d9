"""The frame of a service: FastAPI outside, FastStream inside its lifespan, everything started and stopped in order.

`main.create_app` of a service makes a Kit, tells it what to consume, serve and run, and gives back `kit.build()`.
"""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import structlog
import uvicorn
from fastapi import APIRouter, FastAPI
from faststream import FastStream
from prometheus_client import make_asgi_app

from contracts.envelope import Event
from contracts.events.connection import IntegrationAnnounced
from contracts.topology import CATALOG_WIDGETS, EMITS, WorkQueue
from service_kit import failed as failed_module
from service_kit import inbox, logs, openapi, problems
from service_kit.auth import FetchKeys, Verifier, fetch_from
from service_kit.consuming import GRACEFUL_SECONDS, make_broker, subscribe
from service_kit.failed import FailedMessages
from service_kit.failed_api import failed_messages_router
from service_kit.gauges import Gauges
from service_kit.health import Health, health_router
from service_kit.http import Outside, Pace
from service_kit.http.gate import Gate
from service_kit.http.outside import READ_SECONDS, TOTAL_SECONDS
from service_kit.http.pace import Paces
from service_kit.http.switches import Switches
from service_kit.inbox import Batch
from service_kit.limits import BodyLimit, Observed
from service_kit.mongo import Index, Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.polling import tell_end
from service_kit.publisher import Publisher
from service_kit.secrets import Secrets
from service_kit.settings import Settings
from service_kit.systems_api import switches_router
from service_kit.texts import Texts

E = TypeVar("E", bound=Event[Any])

BATCH_PREFETCH = 200
CONNECT_SECONDS = 60
CLOSE_SECONDS = 5.0
GC_OBJECTS = 50_000

log = structlog.get_logger("app")


class Kit:
    """What a service is made of. Parts are wired before `build`; nothing connects before the app starts."""

    def __init__(
        self,
        name: str,
        settings: Settings,
        *,
        queues: tuple[WorkQueue, ...],
        indexes: Iterable[Index] = (),
        texts: Iterable[Path] = (),
        keys: FetchKeys | None = None,
    ) -> None:
        self.name = name
        self.settings = settings
        self.mongo = Mongo(settings.mongo_url, settings.mongo_database)
        self.publisher = Publisher(settings.amqp_url, name)
        self.outbox = Outbox(self.mongo, self.publisher)
        self.failed = FailedMessages(self.mongo, self.outbox, queues)
        self.texts = Texts(texts)
        self.secrets = Secrets(self.mongo, settings.keks, settings.kek_active)
        self.indexes = [
            *Outbox.INDEXES,
            *inbox.INDEXES,
            *failed_module.INDEXES,
            *Secrets.INDEXES,
            *Paces.INDEXES,
            *indexes,
        ]
        self._queues = queues
        self._verifier = Verifier(keys or fetch_from(settings.jwks_url), settings.issuer)
        self._broker = make_broker(settings.amqp_url, name)
        self._batches: list[Batch[Any]] = []
        self._routers: list[APIRouter] = []
        self._starters: list[Callable[[], Awaitable[None]]] = []
        self._stoppers: list[Callable[[], None]] = []
        self._loops: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {}
        self._api_loops: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._outsides: dict[str, Outside] = {}
        self._switches = Switches(self.mongo)

    def consume_batches(
        self, queue: WorkQueue, model: Any, work: Callable[[Sequence[E], Unit], Awaitable[None]]
    ) -> None:
        """Handle the events of `queue` up to 100 a transaction; `work` as `service_kit.inbox.Batch` wants it."""
        batch: Batch[E] = Batch(self.mongo, self.outbox, queue.name, work)
        self._batches.append(batch)
        self.consume(queue, model, batch.put, prefetch=BATCH_PREFETCH)

    def consume(
        self, queue: WorkQueue, model: Any, handle: Callable[[E], Awaitable[None]], *, prefetch: int = 1
    ) -> None:
        """Handle the events of `queue` one by one; `handle` must bear being called twice with the same event."""
        subscribe(
            self._broker,
            queue,
            model,
            handle,
            publisher=self.publisher,
            on_replayed=self.failed.resolved,
            prefetch=prefetch,
        )

    def outside(
        self,
        system: str,
        pace: Pace,
        *,
        proxy: str | None = None,
        read_seconds: float = READ_SECONDS,
        total_seconds: float = TOTAL_SECONDS,
    ) -> Outside:
        """The outside system of that name, each connection held to `pace`; it is closed when the app stops.

        An answer may be silent for `read_seconds` and take `total_seconds` in all; `proxy` as in Outside.
        """
        self._outsides[system] = Outside(
            system,
            Gate(system, self._switches, Paces(self.mongo, system, pace)),
            egress_allow=self.settings.egress_allow,
            proxy=proxy,
            read_seconds=read_seconds,
            total_seconds=total_seconds,
        )
        return self._outsides[system]

    def include(self, router: APIRouter) -> None:
        """Serve the routes of `router` in processes that answer the API."""
        self._routers.append(router)

    def on_start(self, starter: Callable[[], Awaitable[None]]) -> None:
        """Call `starter` once everything is connected, before messages and requests come in."""
        self._starters.append(starter)

    def background(self, name: str, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Keep `loop()` running in processes that work; its end makes the process unready."""
        self._loops[name] = loop

    def beside_api(self, name: str, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Keep `loop()` running in processes that answer the API; its end makes the process unready."""
        self._api_loops[name] = loop

    def on_stopping(self, stopper: Callable[[], None]) -> None:
        """Call `stopper` when the process is told to stop, before open requests are waited for: end long answers."""
        self._stoppers.append(stopper)

    def build(self) -> FastAPI:
        """The ASGI app of the service."""
        app = FastAPI(
            title=self.name, lifespan=self._lifespan, openapi_url="/openapi.json", docs_url=None, redoc_url=None
        )
        app.state.verifier = self._verifier
        app.state.texts = self.texts
        app.state.stopping = self._tell_stopping
        problems.install(app, self.texts)
        openapi.install(app)
        health = Health(self.mongo, self.publisher, self._broker, self._consumed(), self._alive)
        if self.settings.serves_api:
            own = (failed_messages_router(self.failed, self.texts), switches_router(self._switches, self._outsides))
            for router in (*self._routers, *own):
                # the routes themselves, since a router that is included is searched twice for each request
                app.router.routes.extend(router.routes)
        # last: a route costs a little more for each one that stands before it
        app.include_router(health_router(health))
        app.mount("/metrics", make_asgi_app())
        if self.settings.works:
            self.failed.keep_dead_letters(self._broker)
            self._loops["watchdog"] = health.watchdog
            self._loops["gauges"] = Gauges(self.mongo).loop
        app.add_middleware(BodyLimit)
        app.add_middleware(Observed)
        return app

    async def migrate(self) -> None:
        """Make collections and indexes."""
        await self.mongo.prepare(self.indexes)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        worker = FastStream(self._broker)
        await self._start(worker)
        log.info("started", role=self.settings.role)
        try:
            yield
        finally:
            await self._stop(worker)
            log.info("stopped")

    async def _start(self, worker: FastStream) -> None:
        if self.settings.migrate_at_start:
            await self.migrate()
        await self.mongo.ping()
        await _patiently(self.publisher.start)
        await self.publisher.declare((*self._queues, *_told_once(self.name)))
        self.outbox.start()
        for starter in self._starters:
            await starter()
        if self.settings.works:
            for batch in self._batches:
                batch.start()
            await worker.start()
        loops = (self._loops if self.settings.works else {}) | (self._api_loops if self.settings.serves_api else {})
        self._tasks = [asyncio.create_task(loop(), name=name) for name, loop in loops.items()]
        for task in self._tasks:
            task.add_done_callback(tell_end)

    def _tell_stopping(self) -> None:
        for stopper in self._stoppers:
            stopper()

    async def _stop(self, worker: FastStream) -> None:
        if self.settings.works:
            await _within(GRACEFUL_SECONDS + CLOSE_SECONDS, worker.stop())
            for batch in self._batches:
                await batch.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.outbox.stop()
        for outside in self._outsides.values():
            await outside.close()
        await _within(CLOSE_SECONDS, self.publisher.stop())
        await self.mongo.close()

    def _consumed(self) -> tuple[str, ...]:
        return tuple(queue.name for queue in self._queues) if self.settings.works else ()

    def _alive(self) -> bool:
        batches = all(batch.alive for batch in self._batches) or not self.settings.works
        return self.outbox.alive and batches and not any(task.done() for task in self._tasks)


def _told_once(service: str) -> tuple[WorkQueue, ...]:
    """Queues of others that must be there before `service` speaks: integrations are announced once a start only."""
    return (CATALOG_WIDGETS,) if IntegrationAnnounced.key in EMITS.get(service, ()) else ()


async def _patiently(connect: Callable[[], Awaitable[None]]) -> None:
    """The broker may start after us: try for a minute, then let the process end and be restarted."""
    async with asyncio.timeout(CONNECT_SECONDS):
        while True:
            try:
                return await connect()
            except (ConnectionError, OSError) as error:
                log.warning("broker not there yet", error=type(error).__name__)
                await asyncio.sleep(1)


async def _within(seconds: float, closing: Awaitable[None]) -> None:
    """Close in time or not at all: a peer that is gone without a word must not keep the process."""
    try:
        async with asyncio.timeout(seconds):
            await closing
    except TimeoutError:
        log.warning("not closed in time", seconds=seconds)


class _Server(uvicorn.Server):
    """Tells the app that it stops before it waits for open answers; the lifespan would say so only after them."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End long answers, then stop as ever."""
        self._stopping()
        await super().shutdown(sockets)


def serve(create_app: Callable[[], FastAPI], settings: Settings) -> None:
    """Run the service until SIGTERM or SIGINT; exit status 1 when it could not start or gave itself up."""
    # what was imported lives as long as the process, and orders come in thousands of small objects that are no cycles
    gc.freeze()
    gc.set_threshold(GC_OBJECTS, 20, 50)
    logs.configure(settings.mongo_database, settings.log_level)
    app = create_app()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
        loop="uvloop",
    )
    server = _Server(config, app.state.stopping)
    server.run()
    if not server.started:
        raise SystemExit(1)
