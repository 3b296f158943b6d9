"""Health: `/health/live` says that the loop answers, `/health/ready` that the process can do its work.

Consumers are asked for at the broker: client libraries have lost them after reconnects without a word. A process that
stays unready for a minute ends itself, so that its supervisor starts it afresh.
"""

import asyncio
import os
import signal
import time
from collections.abc import Callable

import structlog
from fastapi import APIRouter, Response
from faststream.rabbit import RabbitBroker

from service_kit.mongo import Mongo
from service_kit.publisher import Publisher

CACHED_SECONDS = 15.0
PATIENCE_SECONDS = 60.0
STEP_SECONDS = 5.0

log = structlog.get_logger("health")


class Health:
    """Readiness of a process that consumes `queues` (none in an API process)."""

    def __init__(
        self,
        mongo: Mongo,
        publisher: Publisher,
        broker: RabbitBroker,
        queues: tuple[str, ...],
        alive: Callable[[], bool],
    ) -> None:
        self._mongo = mongo
        self._publisher = publisher
        self._broker = broker
        self._queues = queues
        self._alive = alive
        self._consuming_until = 0.0

    async def ready(self) -> bool:
        """Whether storage, broker, own tasks and own consumers are all there."""
        if not self._alive():
            return False
        try:
            async with asyncio.timeout(2.0):
                if not await self._mongo.ping():
                    return False
                if self._queues and not await self._broker.ping(timeout=1.0):
                    return False
                return await self._consuming()
        except TimeoutError:
            return False

    async def _consuming(self) -> bool:
        if time.monotonic() < self._consuming_until:
            return True
        if not await self._publisher.all_consumed(self._queues):
            return False
        self._consuming_until = time.monotonic() + CACHED_SECONDS
        return True

    async def watchdog(self) -> None:
        """End the process when it was unready for a minute."""
        since = time.monotonic()
        while time.monotonic() - since < PATIENCE_SECONDS:
            await asyncio.sleep(STEP_SECONDS)
            if await self.ready():
                since = time.monotonic()
        log.error("unready for too long, ending")
        os.kill(os.getpid(), signal.SIGTERM)


def health_router(health: Health) -> APIRouter:
    """Routes for the orchestrator; the gateway does not expose them."""
    router = APIRouter(prefix="/health", include_in_schema=False)

    @router.get("/live")
    async def live() -> Response:
        return Response(status_code=204)

    @router.get("/ready")
    async def ready() -> Response:
        return Response(status_code=204 if await health.ready() else 503)

    return router
