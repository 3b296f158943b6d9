"""Clients of outside systems: guarded, bounded, repeated only where repeating is safe."""

import asyncio
import http
import io
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final, Protocol

import httpx

from contracts.base import AccountId, ConnectionId
from service_kit.errors import BizError, ConfigError, Postponed, TransientError
from service_kit.http import failures
from service_kit.http.answer import BODY_LIMIT, HEADERS_LIMIT, Answer, Downloaded, read_into
from service_kit.http.guard import Guard, Resolve, resolve_by_system
from service_kit.http.network import GuardedTransport
from service_kit.http.outages import Outages
from service_kit.ids import utc_now
from service_kit.metrics import EXTERNAL_REQUESTS

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 30.0
TOTAL_SECONDS: Final = 120.0
DOWNLOAD_SECONDS: Final = 900.0
REDIRECTS: Final = 3
TRIES: Final = 3
PATIENCE: Final = 30.0
"""Seconds that a call waits for the other side by itself; what must wait longer is raised, to be postponed."""
ENOUGH: Final = 120.0
"""Seconds after which a call is not tried again by itself: a system that answers so slowly is asked later."""

_HEADERS: Final = {"User-Agent": "business-ru-integrations/1", "Accept": "*/*", "Accept-Encoding": "gzip"}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_STATUSES: Final = frozenset(int(status) for status in http.HTTPStatus)
_READING: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `content` are the arguments of httpx.Request for query and body."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: Mapping[str, Any] = field(default_factory=dict)
    repeatable: bool = False
    accept: Collection[int] = ()
    max_bytes: int = BODY_LIMIT
    seconds: float = TOTAL_SECONDS


class Admission(Protocol):
    """Says when a connection may call; Postponed when not soon."""

    async def admit(self, account: AccountId, connection: ConnectionId) -> None:
        """Wait for the turn."""

    async def pause(self, account: AccountId, connection: ConnectionId, seconds: float) -> None:
        """The other side asked for a rest."""


class Outside:
    """One outside system, for all connections to it of one service. Without `admission` nothing holds calls back.

    `read_seconds` bounds the silence within a call, `total_seconds` a call that drips; `authorities` (PEM file) are
    trusted in place of the public ones. Calls go through `proxy` (http://[user:password@]host:port): only where the
    addresses are the operator's, since it is the proxy that looks their hosts up.
    """

    def __init__(
        self,
        system: str,
        admission: Admission | None = None,
        *,
        egress_allow: Collection[str] = frozenset(),
        resolve: Resolve = resolve_by_system,
        authorities: str | None = None,
        proxy: str | None = None,
        read_seconds: float = READ_SECONDS,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self.system = system
        self.admission = admission
        self.outages = Outages(system)
        self.read_seconds = read_seconds
        self.total_seconds = total_seconds
        through = httpx.Proxy(proxy) if proxy else None
        passed = frozenset({_pair(through.url)} if through else ())
        self.guard = Guard(frozenset(egress_allow) | passed, resolve)
        self.transport = GuardedTransport(self.guard, authorities, through)

    def client(self, account: AccountId, connection: ConnectionId, *, allow_plain: bool = False) -> "Client":
        """The client of one connection; `allow_plain` when its owner confirmed http without encryption."""
        return Client(self, account, connection, allow_plain)

    async def close(self) -> None:
        """Close all connections."""
        await self.transport.aclose()


class Client:
    """Calls for one connection. Every method raises Postponed (`system_switched_off`, `outside_paused`, `outside_down`)
    when the call is not made at all, and:

    ConfigError: `address_…` (the address is refused), `host_not_found`, `outside_tls`, `outside_login_refused` (401,
    403), `outside_redirected`, `header_invalid`; TransientError: `outside_not_reached`, `outside_timeout`,
    `outside_cut` (broke off: a write may have happened), `outside_busy` (429), `outside_failed` (408, 5xx),
    `host_not_resolved`; DataError: `outside_not_found` (404, 410), `outside_refused` (other 4xx), `outside_too_large`,
    `outside_unreadable`.
    """

    def __init__(self, outside: Outside, account: AccountId, connection: ConnectionId, allow_plain: bool) -> None:
        self._outside = outside
        self._account = account
        self._connection = connection
        self._allow_plain = allow_plain

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
        accept: Collection[int] = (),
        max_bytes: int = BODY_LIMIT,
        **content: Any,
    ) -> Answer:
        """The answer, if its status is 2xx or in `accept`.

        `content` is what httpx takes: `params`, `json`, `data`, `files`, `content`. `repeatable` says that the call
        may be done twice; GET and HEAD are unless told otherwise.
        """
        call = Call(
            method=method.upper(),
            url=url,
            headers=headers or {},
            content=content,
            repeatable=method.upper() in _READING if repeatable is None else repeatable,
            accept=accept,
            max_bytes=max_bytes,
            seconds=self._outside.total_seconds,
        )
        body = io.BytesIO()
        response, _ = await self._perform(call, body)
        return Answer(response.status_code, response.headers, body.getvalue())

    async def get(self, url: str, **options: Any) -> Answer:
        """`request` with GET."""
        return await self.request("GET", url, **options)

    async def post(self, url: str, **options: Any) -> Answer:
        """`request` with POST."""
        return await self.request("POST", url, **options)

    async def download(
        self, url: str, target: IO[bytes], max_bytes: int, *, headers: Mapping[str, str] | None = None
    ) -> Downloaded:
        """Write the body of a GET into `target` from its present position; a try that broke off leaves nothing."""
        seconds = max(DOWNLOAD_SECONDS, self._outside.total_seconds)
        call = Call("GET", url, headers or {}, repeatable=True, max_bytes=max_bytes, seconds=seconds)
        response, size = await self._perform(call, target)
        return Downloaded(size, response.headers.get("content-type", ""))

    async def _perform(self, call: Call, target: IO[bytes]) -> tuple[httpx.Response, int]:
        """Response and size of its body, tried again while that is safe and not too long to wait."""
        start, began = target.tell(), time.monotonic()
        for tried in range(1, TRIES + 1):
            try:
                return await self._attempt(call, target)
            except Postponed:
                raise
            except TransientError as error:
                await self._rest(error)
                target.seek(start)
                target.truncate()
                wait = error.retry_after if error.retry_after is not None else 2.0 ** (tried - 2)
                safe = call.repeatable or error.key in ("outside_busy", "outside_not_reached")
                if tried == TRIES or not safe or wait > PATIENCE or time.monotonic() - began > ENOUGH:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("unreachable")

    async def _rest(self, error: TransientError) -> None:
        if error.retry_after and self._outside.admission is not None:
            await self._outside.admission.pause(self._account, self._connection, error.retry_after)

    async def _attempt(self, call: Call, target: IO[bytes]) -> tuple[httpx.Response, int]:
        url = self._outside.guard.judge(call.url, allow_plain=self._allow_plain)
        if self._outside.admission is not None:
            await self._outside.admission.admit(self._account, self._connection)
        self._outside.outages.check(url.host)
        try:
            found = await self._exchange(call, url, target)
        except BizError as error:
            if error.key in failures.OUTAGES:
                self._outside.outages.failed(url.host)
            elif error.key.startswith("outside_"):  # it answered, whatever it said
                self._outside.outages.worked(url.host)
            raise
        self._outside.outages.worked(url.host)
        return found

    async def _exchange(self, call: Call, url: httpx.URL, target: IO[bytes]) -> tuple[httpx.Response, int]:
        code = "error"
        try:
            async with asyncio.timeout(call.seconds):
                response = await self._follow(call, url)
                code = _code(response.status_code)
                try:
                    _check(response, call, url.host)
                    return response, await read_into(response, target, call.max_bytes)
                finally:
                    await response.aclose()
        except BizError as error:
            code = code if code != "error" else error.key
            raise
        except httpx.LocalProtocolError:
            raise ConfigError("header_invalid") from None  # the error would carry the value, often a secret
        except (httpx.TransportError, TimeoutError) as error:
            failure = failures.of_exception(error, url.host)
            code = failure.key
            raise failure from error
        finally:
            EXTERNAL_REQUESTS.labels(self._outside.system, code).inc()

    async def _follow(self, call: Call, url: httpx.URL) -> httpx.Response:
        """The first answer that is no redirect. Another origin gets none of the caller's headers: they hold secrets."""
        headers, content = call.headers, call.content
        for _ in range(REDIRECTS + 1):
            request = _request(call.method, url, headers, content, read_seconds=self._outside.read_seconds)
            response = await self._outside.transport.handle_async_request(request)
            location = response.headers.get("location")
            if response.status_code not in _REDIRECTS or location is None or response.status_code in call.accept:
                return response
            await response.aclose()
            if call.method not in _READING:
                raise ConfigError("outside_redirected", host=url.host)
            target = self._outside.guard.judge(_joined(url, location), allow_plain=self._allow_plain)
            headers = headers if _origin(target) == _origin(url) else {}
            url, content = target, {}
        raise ConfigError("outside_redirected", host=url.host)


def _request(
    method: str, url: httpx.URL, headers: Mapping[str, str], content: Mapping[str, Any], *, read_seconds: float
) -> httpx.Request:
    seconds = {"connect": CONNECT_SECONDS, "read": read_seconds, "write": READ_SECONDS, "pool": READ_SECONDS}
    try:
        return httpx.Request(method, url, headers={**_HEADERS, **headers}, extensions={"timeout": seconds}, **content)
    except UnicodeEncodeError:
        raise ConfigError("header_invalid") from None  # the error would carry the value here too


def _check(response: httpx.Response, call: Call, host: str) -> None:
    if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > HEADERS_LIMIT:
        raise httpx.RemoteProtocolError("headers too large")
    if not (response.is_success or response.status_code in call.accept):
        raise failures.of_status(response, host, utc_now())


def _joined(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except httpx.InvalidURL as error:
        raise ConfigError("outside_redirected", host=url.host) from error


def _pair(url: httpx.URL) -> str:
    """host:port."""
    return f"{url.raw_host.decode('ascii')}:{url.port or (443 if url.scheme == 'https' else 80)}"


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port


def _code(status: int) -> str:
    return str(status) if status in _STATUSES else "other"
