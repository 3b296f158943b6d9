"""The exchange with one shop: check, orders out of it, goods and statuses into it."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, TypeVar

import structlog

from service_kit.errors import BizError, DataError, TransientError
from service_kit.http import Client
from shop_sync.app.shop_ports import MakeFiles
from shop_sync.connectors.commerceml_exchange.protocol import replies, sending
from shop_sync.connectors.commerceml_exchange.protocol.replies import FAILURE, PROGRESS, SUCCESS, Reply
from shop_sync.connectors.commerceml_exchange.protocol.session import CATALOG, SALE, Session
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings, Finish

IMPORT_SECONDS: Final = 1800.0
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 10.0
TRIES: Final = 3
_TORN: Final = frozenset({"outside_cut", "outside_timeout"})
"""The shop may have taken what was sent; `init` of a new session empties its folder, so all is sent again."""
_LOST: Final = _TORN | {"outside_failed"}
"""The shop may be at work, whatever a server in front of it says; or it has done all already."""

_HEAD: Final = 1024
_ARCHIVE: Final = b"PK"
T = TypeVar("T")
Sleep: TypeAlias = Callable[[float], Awaitable[None]]

log = structlog.get_logger("exchange")


class SaleSession:
    """Orders out of the shop; port OrderSession."""

    def __init__(self, session: Session, sleep: Sleep) -> None:
        self._session = session
        self._sleep = sleep

    async def fetch(self, target: BinaryIO) -> None:
        """Write the shop's answer as it is; DataError `exchange_no_orders_file`, or what the shop says instead."""
        start = target.tell()
        await self._session.download("query", target)
        target.flush()
        target.seek(start)
        head = target.read(_HEAD)
        target.seek(0, 2)
        _require_orders(head)

    async def confirm(self) -> None:
        """Tell the shop that the orders of the answer are safe; TransientError also when it may have heard that."""
        (await _ask(self._session, self._sleep, "success")).require("подтверждение заказов")


class Exchange:
    """Port GoodsDelivery.deliver is `push`. `client` is that of the connection; times are in seconds."""

    def __init__(
        self,
        client: Client,
        settings: ExchangeSettings,
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._settings = settings
        self._sleep = sleep
        self._clock = clock

    async def check(self) -> None:
        """Log in for goods and for orders."""
        for type_ in (CATALOG, SALE):
            await self._session(type_).open()

    @contextlib.asynccontextmanager
    async def sale(self) -> AsyncIterator[SaleSession]:
        """A session of orders: fetched and confirmed in the same one, since the shop knows by it which it gave."""
        session = self._session(SALE)
        await session.open()
        yield SaleSession(session, self._sleep)

    async def send_file(self, name: str, body: bytes) -> None:
        """Hand over a file about orders, in a session of its own: `success` of an earlier one has closed that."""
        with tempfile.TemporaryDirectory(prefix="exchange-") as folder:
            path = Path(folder) / "body"
            path.write_bytes(body)

            async def once() -> None:
                session = self._session(SALE)
                await session.open()
                await sending.send(session, path, name)

            await self._whole(once)

    async def push(self, files: MakeFiles, pictures: Path, *, whole: bool) -> None:
        """Send all files of goods and have each taken in; returns when the shop confirmed the last one.

        The finishing call follows `whole` exports alone: after a part the shop would hide all the rest.
        """
        if self._settings.session_per_file:
            await self._push_apart(files, pictures)
        else:
            await self._push_together(files, pictures)
        if whole and self._settings.finish is not Finish.NONE:
            await self._finish()

    async def _push_together(self, files: MakeFiles, pictures: Path) -> None:
        """As 1С does: everything is sent, then taken in file by file.

        A shop that ends its session with the first import refuses the next file: from there each has a session.
        """
        session, made = await self._whole(lambda: self._upload(files, pictures))
        for place, file in enumerate(made):
            try:
                await self._import(session, file.name)
            except DataError as error:
                if place == 0:
                    raise
                log.info("session ended by the first import", key=error.key)
                await self._each(made[place:], pictures)
                return

    async def _push_apart(self, files: MakeFiles, pictures: Path) -> None:
        first = self._session(CATALOG)
        await first.open()
        made = await files(None if self._settings.appends_chunks else first.max_bytes)
        await self._each(made, pictures)

    async def _each(self, files: Sequence[Path], pictures: Path) -> None:
        for file in files:
            await self._whole(partial(self._one, file, pictures))

    async def _one(self, file: Path, pictures: Path) -> None:
        """Send and import one file in a session of its own, with the pictures it names: `init` drops earlier ones."""
        session = self._session(CATALOG)
        await session.open()
        await self._send_pictures(session, pictures, await asyncio.to_thread(sending.pictures_named, file, pictures))
        await sending.send(session, file, file.name)
        await self._import(session, file.name)

    async def _upload(self, files: MakeFiles, pictures: Path) -> tuple[Session, Sequence[Path]]:
        session = self._session(CATALOG)
        await session.open()
        appends, limit = self._settings.appends_chunks, session.max_bytes
        made = await files(None if appends else limit)
        if self._settings.zip and session.archives:
            with tempfile.TemporaryDirectory(prefix="exchange-") as folder:
                archive = await asyncio.to_thread(sending.pack, Path(folder), made, pictures)
                if appends or limit is None or archive.stat().st_size <= limit:
                    await sending.send(session, archive, archive.name)
                    return session, made
        await self._send_pictures(session, pictures, sending.pictures_in(pictures))
        for file in made:
            await sending.send(session, file, file.name)
        return session, made

    async def _send_pictures(self, session: Session, folder: Path, pictures: Sequence[Path]) -> None:
        whole = not self._settings.appends_chunks
        left_out = await sending.send_pictures(session, folder, pictures, whole=whole)
        if left_out:
            log.warning("pictures larger than the shop takes", count=left_out)

    async def _import(self, session: Session, name: str) -> None:
        """Ask until the file is taken in: a big one is done in portions, each answered with `progress`."""
        end, pause = self._clock() + IMPORT_SECONDS, FIRST_PAUSE
        while True:
            reply = await _ask(session, self._sleep, "import", name)
            if reply.word != PROGRESS:
                reply.require(f"загрузка файла {name}")
                return
            if self._clock() >= end:
                raise TransientError("exchange_import_too_long", file=name)
            await self._sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _finish(self) -> None:
        """Some shops know these calls, some refuse them, and nothing depends on the answer."""
        session = self._session(CATALOG)
        try:
            await session.open()
            reply: Reply = await session.call(self._settings.finish.value)
        except BizError as error:
            log.info("finishing call not answered", key=error.key)
        else:
            log.info("finishing call answered", success=reply.word == SUCCESS, refused=reply.word == FAILURE)

    async def _whole(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do what begins with a session of its own; anew when the line was torn, since nobody knows what arrived."""
        for tried in range(1, TRIES + 1):
            try:
                return await work()
            except TransientError as error:
                if error.key not in _TORN or tried == TRIES:
                    raise
                log.info("line torn, sending all again", key=error.key)
        raise AssertionError("unreachable")

    def _session(self, type_: str) -> Session:
        return Session(self._client, self._settings, type_)


async def _ask(session: Session, sleep: Sleep, mode: str, filename: str | None = None) -> Reply:
    """A call that may end the session, once more when its answer was lost: failure then may mean it was done before."""
    try:
        return await session.call(mode, filename=filename, repeatable=False)
    except TransientError as error:
        if error.key not in _LOST or error.retry_after:
            raise
        await sleep(FIRST_PAUSE)
        reply = await session.call(mode, filename=filename, repeatable=False)
        if reply.word == FAILURE:
            raise
        return reply


def _require_orders(head: bytes) -> None:
    """An archive, or a document of XML; what the shop says in their place is told."""
    if head.startswith(_ARCHIVE):
        return
    reply = replies.read_text(head)
    if reply.word.startswith("<") and not reply.page:
        return
    if not reply.word:
        raise DataError("exchange_no_orders_file")
    reply.require("запрос заказов")
    raise DataError("exchange_unknown_reply", step="запрос заказов", reason=reply.word)
