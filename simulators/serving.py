"""Serves a stand-in on a port of loopback, in a thread of this process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn

_START_SECONDS: Final = 10.0


@contextmanager
def serving(app: Any, *, port: int = 0, certificate: Path | None = None) -> Iterator[int]:
    """The port on which the ASGI app answers until the block ends; by https with a `certificate` (PEM with its key)."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        pem = str(certificate) if certificate else None
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1, ssl_certfile=pem
        )
        server = _Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        if not server.listens.wait(_START_SECONDS):
            raise TimeoutError("the stand-in did not start")
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()
