"""One session with the shop's script: logged in by `checkauth`, told of limits by `init`."""

import base64
import re
from collections.abc import Mapping
from typing import IO, Any, Final

import httpx
import structlog

from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.http import Answer, Client
from shop_sync.connectors.commerceml_exchange.protocol import replies
from shop_sync.connectors.commerceml_exchange.protocol.replies import FAILURE, SUCCESS, Reply
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings

CATALOG: Final = "catalog"
SALE: Final = "sale"

ORDERS_LIMIT: Final = 1024**3
REPLY_LIMIT: Final = 1024**2
"""A reply is a few lines; a page in its place is not read on."""
_CARRIED: Final = ("sessid", "timestamp")
"""Values of the login's answer that the later calls repeat; Bitrix refuses those without its `sessid`."""
_COOKIE: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+=[!-+\--:<-~]*")
_PAGE_LETTERS: Final = 2000
_LIMIT_DIGITS: Final = 18

log = structlog.get_logger("exchange")


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
        self,
        mode: str,
        *,
        filename: str | None = None,
        content: Any = None,
        size: int | None = None,
        repeatable: bool = True,
    ) -> Reply:
        """One call: GET, or POST when there is content (bytes, or pieces of `size` bytes together).

        A GET whose answer was lost is made again if it is `repeatable`.
        """
        params = {} if filename is None else {"filename": filename}
        if content is None:
            answer = await self._client.get(
                self._url(mode, params), headers=self._headers(), repeatable=repeatable, max_bytes=REPLY_LIMIT
            )
        else:
            length = {} if size is None else {"Content-Length": str(size)}
            headers = {**self._headers(), "Content-Type": "application/octet-stream", **length}
            answer = await self._client.post(
                self._url(mode, params), headers=headers, content=content, max_bytes=REPLY_LIMIT
            )
        self._keep_cookies(answer)
        reply = replies.read(answer, self._secrets())
        if reply.page:
            self._log_page(mode, replies.decoded(answer.body, answer.headers.get("content-type", "")))
        return reply

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
        match reply.lines:
            case [name, value, *_] if "=" not in name and value.partition("=")[0].strip().lower() not in _CARRIED:
                if _COOKIE.fullmatch(f"{name}={value}"):
                    self._cookies[name] = value
        self._carry(reply)

    def _note_limits(self, reply: Reply) -> None:
        reply.require_words("init")
        if reply.word == FAILURE:
            raise DataError("exchange_refused", step="init", reason=reply.reason)
        self._carry(reply)
        self.archives = reply.values.get("zip", "no").lower() == "yes"
        limit = reply.values.get("file_limit", "")[:_LIMIT_DIGITS]
        self.max_bytes = int(limit) if limit.isascii() and limit.isdecimal() and int(limit) > 0 else None

    def _carry(self, reply: Reply) -> None:
        self._carried |= {name: reply.values[name] for name in _CARRIED if reply.values.get(name)}

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get_list("set-cookie"):
            pair = line.partition(";")[0].strip()
            if _COOKIE.fullmatch(pair):
                name, _, value = pair.partition("=")
                self._cookies[name] = value

    def _secrets(self) -> tuple[str, ...]:
        known = (self._settings.password.get_secret_value(), self._basic(), *self._cookies.values())
        return tuple(secret for secret in (*known, *self._carried.values()) if secret)

    def _log_page(self, mode: str, text: str) -> None:
        """Its beginning helps whoever looks after the shop."""
        begins = replies.masked(text, (*self._secrets(), self._settings.login))[:_PAGE_LETTERS]
        log.warning("page in place of an answer", type=self._type, mode=mode, begins=begins)

    def _basic(self) -> str:
        pair = f"{self._settings.login}:{self._settings.password.get_secret_value()}"
        return base64.b64encode(pair.encode()).decode()

    def _url(self, mode: str, params: Mapping[str, str]) -> str:
        query = {"type": self._type, "mode": mode, **self._carried, **params}
        return str(httpx.URL(self._settings.address).copy_merge_params(query))

    def _headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Basic {self._basic()}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers
