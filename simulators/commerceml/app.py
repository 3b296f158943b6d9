"""The exchange script of the shop: «Протокол обмена с сайтом» as an ASGI app, as strict as 1C-Bitrix is.

Every call wants HTTP Basic, those after `checkauth` also the cookie and (`sessid`) the token that it gave, a file
wants `init` before it, a piece may not be larger than `file_limit`, an import wants its file.
"""

import asyncio
import base64
import hmac
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import Any, Final
from urllib.parse import parse_qsl

from simulators.commerceml.shop import Refused, Shop

COOKIE: Final = "PHPSESSID"
PAGE: Final = b"<!DOCTYPE html><html><body><h1>Fatal error</h1> in 1c_exchange.php on line 12</body></html>"


@dataclass(slots=True)
class Habits:
    """How this shop differs from others; `finishing` are modes beyond those of the protocol.

    `demands` are elements that each card must have, be they empty.
    """

    archives: bool = True
    file_limit: int = 1_000_000
    appends: bool = True
    sessid: bool = True
    cookie_lines: bool = True
    session_per_file: bool = False
    progress: int = 0
    mark: bool = False
    charset: str = "utf-8"
    finishing: frozenset[str] = frozenset()
    demands: tuple[str, ...] = ()


@dataclass(slots=True)
class Fault:
    """What befalls calls of this mode: delay, torn line after the work is done, another answer instead of it."""

    mode: str
    times: int = 1
    seconds: float = 0.0
    torn: bool = False
    status: int = 200
    body: bytes | None = None
    location: str | None = None
    retry_after: int | None = None


@dataclass(slots=True)
class _Session:
    type: str
    token: str
    files: dict[str, bytearray] = field(default_factory=dict)
    opened: bool = False
    listed: set[str] = field(default_factory=set)
    progressed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that came in; `size` of its body."""

    type: str
    mode: str
    filename: str
    size: int


class Script:
    """The ASGI app. `faults` are used up in order, `asked` is all that came in, `heads` their headers."""

    def __init__(self, shop: Shop, login: str, password: str, habits: Habits, path: str) -> None:
        self.shop = shop
        self.habits = habits
        self.path = path
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []
        self.heads: list[dict[str, str]] = []
        self.before: Callable[[Asked], None] = lambda asked: None
        self._basic = base64.b64encode(f"{login}:{password}".encode()).decode()
        self._sessions: dict[str, _Session] = {}

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
        """Answer a call."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        asked = Asked(query.get("type", ""), query.get("mode", ""), query.get("filename", ""), len(body))
        self.asked.append(asked)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self.heads.append(headers)
        await asyncio.to_thread(self.before, asked)
        fault = self._fault(asked.mode)
        if fault and (fault.status != 200 or fault.body is not None):
            return await _answer(send, fault.status, fault.body or b"", _headers(fault))
        status, answer, cookies = self._handle(scope["path"], query, headers, bytes(body))
        if fault and fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault and fault.torn:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9999")]})
            await send({"type": "http.response.body", "body": b"suc"})
            return None
        return await _answer(send, status, self._said(answer), cookies)

    def _fault(self, mode: str) -> Fault | None:
        for fault in self.faults:
            if fault.mode == mode:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _said(self, answer: bytes | str) -> bytes:
        if isinstance(answer, bytes):
            return answer
        return (b"\xef\xbb\xbf" if self.habits.mark else b"") + answer.encode(self.habits.charset, errors="replace")

    def _handle(
        self, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> tuple[int, bytes | str, dict[str, str]]:
        if path != self.path:
            return 404, PAGE, {"content-type": "text/html"}
        if not hmac.compare_digest(headers.get("authorization", ""), f"Basic {self._basic}"):
            return 401, b"", {"www-authenticate": 'Basic realm="1C"'}
        if query.get("mode") == "checkauth":
            return self._log_in(query.get("type", ""))
        session = self._sessions.get(_cookie(headers.get("cookie", "")))
        if session is None or session.type != query.get("type"):
            return 200, "failure\nОшибка авторизации: нет сеанса", {}
        if self.habits.sessid and query.get("sessid") != session.token:
            return 200, "failure\nИсточник запроса не проверен", {}
        return 200, self._step(session, query, body), {}

    def _step(self, session: _Session, query: dict[str, str], body: bytes) -> bytes | str:
        mode = query.get("mode", "")
        if mode in self.habits.finishing:
            if mode == "deactivate":
                self.shop.deactivate()
            return "success"
        steps: dict[tuple[str, str], Callable[[_Session, str, bytes], bytes | str]] = {
            ("catalog", "init"): self._init,
            ("catalog", "file"): self._file,
            ("catalog", "import"): self._import,
            ("sale", "init"): self._init,
            ("sale", "query"): self._query,
            ("sale", "success"): self._success,
            ("sale", "file"): self._orders_file,
        }
        step = steps.get((session.type, mode))
        return step(session, query.get("filename", ""), body) if step else "failure\nUnknown mode"

    def _log_in(self, type_: str) -> tuple[int, str, dict[str, str]]:
        if type_ not in ("catalog", "sale"):
            return 200, "failure\nUnknown type", {}
        name, session = token_hex(8), _Session(type_, token_hex(8))
        self._sessions[name] = session
        lines = ["success"]
        if self.habits.cookie_lines:
            lines += [COOKIE, name]
        if self.habits.sessid:
            lines.append(f"sessid={session.token}")
        return 200, "\n".join(lines), {"set-cookie": f"{COOKIE}={name}; path=/; HttpOnly"}

    def _init(self, session: _Session, _: str, __: bytes) -> str:
        session.files.clear()
        session.opened = True
        lines = [f"zip={'yes' if self.habits.archives else 'no'}", f"file_limit={self.habits.file_limit}"]
        return "\n".join(lines + ([f"sessid={session.token}", "version=3.1"] if self.habits.sessid else []))

    def _file(self, session: _Session, name: str, body: bytes) -> str:
        if not session.opened or not name or ".." in name or name.startswith("/"):
            return "failure\nНет init или имени файла"
        if 0 < self.habits.file_limit < len(body):
            return "failure\nРазмер части файла превышает file_limit"
        if self.habits.appends:
            session.files.setdefault(name, bytearray()).extend(body)
        else:
            session.files[name] = bytearray(body)
        return "success"

    def _import(self, session: _Session, name: str, _: bytes) -> str:
        if not session.opened:
            return "failure\nСеанс закрыт"
        try:
            content = _found(session.files, name)
            done = session.progressed.get(name, 0)
            if done < self.habits.progress:
                session.progressed[name] = done + 1
                return f"progress\nОбработано {done + 1}"
            self.shop.take_in(name, content, partial(_sent, session.files), self.habits.demands)
        except Refused as reason:
            return f"failure\n{reason}"
        session.progressed.pop(name, None)
        if self.habits.session_per_file:
            session.opened = False
            session.files.clear()
        return "success"

    def _query(self, session: _Session, _: str, __: bytes) -> bytes:
        waiting = self.shop.waiting()
        session.listed = set(waiting)
        head = f'<?xml version="1.0" encoding="{self.habits.charset}"?>\n'
        root = '<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2026-11-24T10:00:00">'
        text = f"{head}{root}{''.join(waiting.values())}</КоммерческаяИнформация>"
        return text.encode(self.habits.charset, errors="xmlcharrefreplace")

    def _success(self, session: _Session, _: str, __: bytes) -> str:
        if not session.opened:
            return "failure\nСеанс закрыт"
        self.shop.confirmed |= session.listed
        session.opened = False
        return "success"

    def _orders_file(self, session: _Session, name: str, body: bytes) -> str:
        reply = self._file(session, name, body)
        if reply == "success":
            self.shop.inbox.append(bytes(session.files[name]))
        return reply


def _found(files: dict[str, bytearray], name: str) -> bytes:
    """The file as sent, or out of an archive that was sent; Refused."""
    if name in files:
        return bytes(files[name])
    for archive in (data for other, data in files.items() if other.endswith(".zip")):
        try:
            with zipfile.ZipFile(io.BytesIO(bytes(archive))) as packed:
                return packed.read(name)
        except (zipfile.BadZipFile, KeyError):
            continue
    raise Refused(f"Файл {name} не найден")


def _sent(files: dict[str, bytearray], name: str) -> bytes | None:
    try:
        return _found(files, name)
    except Refused:
        return None


def _cookie(header: str) -> str:
    pairs = (pair.strip().partition("=") for pair in header.split(";"))
    return next((value for name, _, value in pairs if name == COOKIE), "")


def _headers(fault: Fault) -> dict[str, str]:
    more = {"content-type": "text/html"} if fault.body else {}
    more |= {"location": fault.location} if fault.location else {}
    return more | ({"retry-after": str(fault.retry_after)} if fault.retry_after else {})


async def _answer(send: Callable[[Any], Any], status: int, body: bytes, headers: dict[str, str]) -> None:
    given = {"content-type": "text/plain", "content-length": str(len(body)), **headers}
    pairs = [(name.encode(), value.encode()) for name, value in given.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
