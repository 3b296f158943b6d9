"""Calls to the REST API of one InSales shop: JSON both ways, HTTP Basic, held below the limit of the shop.

The limit is 500 calls in 5 minutes for all who call the shop, counted from the first of a series; each answer tells how
many were made (`API-Usage-Limit: 12/500`), and over it comes 503 with `Retry-After` (insales-docs-source, readme). Our
own pace keeps us below it; when others call the shop too, the header makes us wait before the limit is reached.
"""

import base64
import json
import re
from decimal import Decimal
from typing import Any, Final

from contracts.base import AccountId, ConnectionId
from service_kit.connections.store import Connection, Connections
from service_kit.errors import ConfigError, DataError
from service_kit.http import Answer, Outside, Pace
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.connectors.insales.key import ShopKey

SYSTEM: Final = "insales"
PACE: Final = Pace(per_second=1.25, burst=120)
"""At most 120 + 300 s · 1.25 = 495 calls in 5 minutes."""
SPARE: Final = 25
"""When only so many calls are left of the limit, each of ours rests for a share of the 5 minutes: it is not reached."""
REST_SECONDS: Final = 300 / SPARE
REASON_LENGTH: Final = 300
ANSWER_LIMIT: Final = 16 * 1024**2
"""A page of a hundred orders or goods is far below it; JSON takes many times its size in memory."""

_CHECKING: Final = ConnectionId("check")
_REFUSED: Final = frozenset({400, 409, 422})


class ShopClient:
    """The API of one shop. Raises what `service_kit.http.Client` does; DataError `insales_refused` with its reason."""

    def __init__(self, outside: Outside, account: AccountId, connection: ConnectionId, key: ShopKey) -> None:
        self._admission = outside.admission
        self._client = outside.client(account, connection)
        self._owner = (account, connection)
        self._address = f"{key.address}/admin/"
        basic = base64.b64encode(f"{key.login}:{key.password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/json; charset=utf-8"}

    async def get(self, path: str, **params: object) -> Any:
        """GET /admin/<path>.json; numbers with a fraction come as Decimal."""
        return await self._call("GET", path, params={name: str(value) for name, value in params.items()})

    async def put(self, path: str, body: Any) -> Any:
        """PUT the body, Decimals as numbers written out. Doing it twice is the same: it may be tried again."""
        return await self._call("PUT", path, body=body)

    async def post(self, path: str, body: Any) -> Any:
        """POST the body. TransientError `outside_cut` or `outside_timeout`: it may have been done."""
        return await self._call("POST", path, body=body)

    async def delete(self, path: str) -> None:
        """DELETE; DataError `outside_not_found` when it is gone already."""
        await self._call("DELETE", path)

    async def _call(self, method: str, path: str, *, body: Any = None, **content: Any) -> Any:
        if body is not None:
            content["content"] = json.dumps(body, ensure_ascii=False, default=_plain).encode()
        answer = await self._client.request(
            method,
            f"{self._address}{path}.json",
            headers=self._headers,
            repeatable=method != "POST",
            accept=_REFUSED,
            max_bytes=ANSWER_LIMIT,
            **content,
        )
        await self._keep_below(answer)
        if answer.status in _REFUSED:
            reason = _reason(answer.body)
            if not reason:
                raise DataError("insales_refused_silently", status=answer.status)
            raise DataError("insales_refused", reason=reason)
        return answer.json() if answer.body.strip() else None

    async def _keep_below(self, answer: Answer) -> None:
        made, _, limit = answer.headers.get("api-usage-limit", "").partition("/")
        if self._admission is None or not (made.strip().isdecimal() and limit.strip().isdecimal()):
            return
        if int(limit) - int(made) <= SPARE:
            await self._admission.pause(*self._owner, REST_SECONDS)


class Shops:
    """Clients of the shops of all connections."""

    def __init__(self, outside: Outside, connections: Connections) -> None:
        self._outside = outside
        self._connections = connections

    async def open(self, connection: Connection) -> tuple[ShopClient, InsalesConfig]:
        """The client and the settings of a connection; ConfigError when its settings cannot be read any more."""
        config: InsalesConfig = await self._connections.opened(connection)
        return ShopClient(self._outside, connection.account, connection.id, config.shop()), config


async def check_shop(outside: Outside, account: AccountId, config: InsalesConfig) -> None:
    """«Проверить подключение»: the shop tells who it is. ConfigError `insales_no_shop` when it is something else."""
    key = config.shop()
    try:
        told = await ShopClient(outside, account, _CHECKING, key).get("account")
    except DataError as error:
        if error.key in (
            "outside_unreadable",
            "outside_not_found",
            "outside_refused",
            "insales_refused",
            "insales_refused_silently",
        ):
            raise ConfigError("insales_no_shop", host=key.host) from error
        raise
    if not isinstance(told, dict) or "id" not in told:
        raise ConfigError("insales_no_shop", host=key.host)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def _reason(body: bytes) -> str:
    """What the shop says, in one line and not too long; its form is not documented, so that it is not taken apart."""
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:  # XML, a word, or a page for people, which says nothing here
        text = body[: REASON_LENGTH * 8].decode("utf-8", "replace")
        text = "" if "<html" in text.lower() else text
    return re.sub(r"\s+", " ", text).strip()[:REASON_LENGTH]
