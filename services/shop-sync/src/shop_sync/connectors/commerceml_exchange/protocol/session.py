"""One session with the shop's script: logged in by `checkauth`, told of limits by `init`."""

import base64
import re
from collections.abc import Mapping
from typing import IO, Any, Final

import httpx

from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.http import Answer, Client
from shop_sync.connectors.commerceml_exchange.protocol import replies
from shop_sync.connectors.commerceml_exchange.protocol.replies import FAILURE, SUCCESS, Reply
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings

CATALOG: Final = "catalog"
SALE: Final = "sale"

ORDERS_LIMIT: Final = 1024**3
_LOGIN: Final = "вход"
_CARRIED: Final = ("sessid", "timestamp")
"""Values of the login's answer that the later calls repeat; Bitrix refuses those without its `sessid`."""
_COOKIE: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+=[!-+\--:<-~]*")


class Session:
    """Calls of one type (`catalog`, `sale`). `archives`, `max_bytes` are what the shop said at `init`; None = any."""

    def __init__(self, client: Client, settings: ExchangeSettings, type_: str) -> None:
        self._client = client
        self._settings = settings
        self._type = type_
        self._cookies: dict[str, str] = {}
        self._carried: dict[str, str] = {}
        self.archives = False
        self.max_bytes: int | None = None

    async def open(self) -> None:
        """Log in and ask for the limits.

        ConfigError `exchange_login_refused` (the shop says no), `exchange_address_wrong` (there is no exchange).
        """
        reply = await self._log_in()
        if reply.word == FAILURE or reply.word.lower().startswith("error"):
            raise ConfigError("exchange_login_refused", reason=reply.reason)
        if reply.word != SUCCESS:
            raise ConfigError("exchange_address_wrong")
        self._note_login(reply)
        self._note_limits(await self.call("init"))

    async def call(
        self, mode: str, *, filename: str | None = None, content: Any = None, size: int | None = None
    ) -> Reply:
        """One call: GET, or POST when there is content (bytes, or pieces of `size` bytes together)."""
        params = {} if filename is None else {"filename": filename}
        if content is None:
            answer = await self._client.get(self._url(mode, params), headers=self._headers())
        else:
            length = {} if size is None else {"Content-Length": str(size)}
            headers = {**self._headers(), "Content-Type": "application/octet-stream", **length}
            answer = await self._client.post(self._url(mode, params), headers=headers, content=content)
        self._keep_cookies(answer)
        return replies.read(answer)

    async def download(self, mode: str, target: IO[bytes]) -> None:
        """Write the raw answer of a call into `target`, at most ORDERS_LIMIT bytes."""
        await self._client.download(self._url(mode, {}), target, ORDERS_LIMIT, headers=self._headers())

    async def _log_in(self) -> Reply:
        try:
            return await self.call("checkauth")
        except TransientError:
            raise
        except DataError as error:
            raise ConfigError("exchange_address_wrong") from error
        except BizError as error:
            if error.key == "outside_login_refused":
                raise ConfigError("exchange_login_refused", reason="логин или пароль не подходят") from error
            raise

    def _note_login(self, reply: Reply) -> None:
        """Lines 2 and 3 are the cookie; `key=value` lines may stand behind them, or in their place."""
        plain = [line for line in reply.lines if "=" not in line]
        if len(plain) >= 2 and _COOKIE.fullmatch(f"{plain[0]}={plain[1]}"):
            self._cookies[plain[0]] = plain[1]
        self._carry(reply)

    def _note_limits(self, reply: Reply) -> None:
        if reply.page:
            raise TransientError("exchange_page", step="init")
        if reply.word == FAILURE:
            raise DataError("exchange_refused", step="init", reason=reply.reason)
        self._carry(reply)
        self.archives = reply.values.get("zip", "no").lower() == "yes"
        limit = reply.values.get("file_limit", "")
        self.max_bytes = int(limit) if limit.isascii() and limit.isdecimal() and int(limit) > 0 else None

    def _carry(self, reply: Reply) -> None:
        self._carried |= {name: reply.values[name] for name in _CARRIED if reply.values.get(name)}

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get_list("set-cookie"):
            pair = line.partition(";")[0].strip()
            if _COOKIE.fullmatch(pair):
                name, _, value = pair.partition("=")
                self._cookies[name] = value

    def _url(self, mode: str, params: Mapping[str, str]) -> str:
        query = {"type": self._type, "mode": mode, **self._carried, **params}
        return str(httpx.URL(self._settings.address).copy_merge_params(query))

    def _headers(self) -> dict[str, str]:
        pair = f"{self._settings.login}:{self._settings.password.get_secret_value()}"
        headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers
