"""Mailboxes of all connections over IMAP. Implements `mail_intake.app.mailboxes.Mailboxes`."""

import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import certifi

from contracts.base import AccountId, ConnectionId
from mail_intake.adapters.mailbox.failures import Step, of_name
from mail_intake.adapters.mailbox.session import Session
from mail_intake.adapters.mailbox.threads import Threads
from mail_intake.adapters.mailbox.wire import Wire
from mail_intake.domain.mailbox.cursor import State
from mail_intake.domain.mailbox.folders import INBOX, Folder, find, is_incoming
from mail_intake.domain.mailbox.mailbox import PORT_STARTTLS, PORT_TLS, Mailbox, Server
from mail_intake.domain.mailbox.providers import folder_names, hint_of
from service_kit.errors import BizError, ConfigError, TransientError
from service_kit.http.guard import Guard
from service_kit.http.outside import Admission
from service_kit.ids import utc_now
from service_kit.metrics import EXTERNAL_REQUESTS

SYSTEM: Final = "mailbox"
PORTS: Final = frozenset({PORT_TLS, PORT_STARTTLS})

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to be connected, without a byte, for one step as a whole."""

    connect: float = 10.0
    silence: float = 30.0
    step: float = 120.0


class ImapMailboxes:
    """`guard` judges the servers that users name; `authorities` (PEM file) are trusted in place of the public ones."""

    def __init__(
        self,
        guard: Guard,
        threads: Threads,
        *,
        admission: Admission | None = None,
        authorities: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._guard = guard
        self._threads = threads
        self._admission = admission
        self._context = ssl.create_default_context(cafile=authorities or certifi.where())
        self._patience = patience or Patience()

    @asynccontextmanager
    async def session(self, mailbox: Mailbox, account: AccountId, connection: ConnectionId) -> AsyncIterator[Session]:
        """Log in once and open the folder."""
        if self._admission is not None:
            await self._admission.admit(account, connection)
        now = utc_now()
        async with self._entered(mailbox) as (wire, run):
            yield Session(wire, run, await self._examined(wire, run, mailbox), now)

    async def folders(self, mailbox: Mailbox) -> Sequence[Folder]:
        """Folders that hold letters, the incoming ones first."""
        async with self._entered(mailbox) as (wire, run):
            found = [folder for folder in await run(wire.folders) if folder.readable]
        return sorted(found, key=lambda folder: (folder.name.upper() != INBOX, folder.shown.casefold()))

    async def check(self, mailbox: Mailbox) -> State:
        """«Проверить подключение»: raises what failed first, with the `step`."""
        async with self._entered(mailbox) as (wire, run):
            return await self._examined(wire, run, mailbox)

    @asynccontextmanager
    async def _entered(self, mailbox: Mailbox) -> AsyncIterator[tuple[Wire, "_Run"]]:
        """A connection that is logged in."""
        server, patience = mailbox.server, self._patience
        addresses = await self._addresses(server)
        wire = Wire(server, self._context, connect=patience.connect, silence=patience.silence)
        run = _Run(self._threads, wire, server.host, patience.step)
        try:
            await run(lambda: wire.connect(addresses), Step.TLS)
            await run(lambda: wire.login(mailbox, hint_of(mailbox.address, server)), Step.LOGIN)
            yield wire, run
        except BaseException:
            wire.abort()  # there is nothing to say good-bye for, and nobody to wait
            raise
        await run(wire.close)

    async def _examined(self, wire: Wire, run: "_Run", mailbox: Mailbox) -> State:
        if is_incoming(mailbox.folder):
            return await run(lambda: wire.examine(INBOX), Step.FOLDER)
        names = folder_names(mailbox.address, mailbox.server)
        try:
            folder = find(await run(wire.folders, Step.FOLDER), mailbox.folder, names)
        except ConfigError as error:
            error.details["step"] = Step.FOLDER.value
            raise
        return await run(lambda: wire.examine(folder.name), Step.FOLDER)

    async def _addresses(self, server: Server) -> Sequence[str]:
        if server.port not in PORTS and f"{server.host.lower()}:{server.port}" not in self._guard.allowed:
            raise ConfigError("mail_port_forbidden", host=server.host, port=server.port, step=Step.NAME.value)
        try:
            return await self._guard.addresses(server.host, server.port)
        except BizError as error:
            raise of_name(error, server.host) from error


class _Run:
    """Steps of one connection in the threads, each counted as a call of an outside system."""

    def __init__(self, threads: Threads, wire: Wire, host: str, seconds: float) -> None:
        self._threads = threads
        self._wire = wire
        self._host = host
        self._seconds = seconds

    async def __call__(self, step: Callable[[], Result], name: Step = Step.READING) -> Result:
        code = "error"
        try:
            result = await self._threads.run(step, seconds=self._seconds, abort=self._wire.abort)
        except TimeoutError as error:
            code = "mail_timeout"
            raise TransientError(code, host=self._host, step=name.value) from error
        except BizError as error:
            code = error.key
            raise
        else:
            code = "ok"
            return result
        finally:
            EXTERNAL_REQUESTS.labels(SYSTEM, code).inc()
