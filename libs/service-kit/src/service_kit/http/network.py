"""The transport under the clients: it connects to the very addresses that were judged, so DNS cannot be rebound."""

import ssl
from collections.abc import Iterable
from typing import Any, Final

import certifi
import httpcore
import httpx

from service_kit.http.guard import Guard

CONNECTIONS: Final = 100
TRIED: Final = 4
"""Addresses of one host that are tried in turn; all of them are judged."""


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves by the guard and connects to what it gave; Host header and SNI stay those of the URL."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that answers."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in (await self._guard.addresses(host, port))[:TRIED]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._network.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx over that network. `authorities` is a PEM file of trusted certificates.

    With a `proxy` it is the proxy that is connected to, and that resolves the hosts of addresses.
    """

    def __init__(self, guard: Guard, authorities: str | None = None, proxy: httpx.Proxy | None = None) -> None:
        # in place of the pool that httpx would make: it has no argument for the network of its pool
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(cafile=authorities or certifi.where()),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS // 2,
            keepalive_expiry=30.0,
            network_backend=GuardedNetwork(guard),
            proxy=httpcore.Proxy(str(proxy.url), proxy.raw_auth) if proxy else None,
        )
