"""Mailboxes in a real Dovecot."""

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from mail_intake.adapters.mailbox.mailboxes import ImapMailboxes, Patience
from mail_intake.adapters.mailbox.threads import Threads
from mail_intake.domain.mailbox.mailbox import Mailbox, Password, Server
from service_kit.http.guard import Guard
from simulators.dovecot import Dovecot

PASSWORD = "secret"


@dataclass
class Bench:
    server: Dovecot
    address: str

    def mailbox(self, folder: str = "", password: str = PASSWORD, port: int | None = None) -> Mailbox:
        server = Server(self.server.host, port or self.server.port)
        return Mailbox(self.address, server, Password(password), folder)

    def mailboxes(self, threads: Threads, *, silence: float = 10.0, port: int | None = None) -> ImapMailboxes:
        guard = Guard(frozenset({f"localhost:{port or self.server.port}"}))
        patience = Patience(5.0, silence, 30.0)
        return ImapMailboxes(guard, threads, authorities=str(self.server.authority), patience=patience)


@pytest.fixture
def bench(dovecot: Dovecot) -> Bench:
    address = f"shop-{uuid.uuid4().hex[:8]}@example.ru"
    dovecot.add_user(address, PASSWORD)
    return Bench(dovecot, address)


@pytest.fixture
async def threads() -> AsyncIterator[Threads]:
    made = Threads(8)
    yield made
    made.close()
