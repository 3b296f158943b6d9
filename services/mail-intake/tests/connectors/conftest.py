"""A mailbox on a real Dovecot, and settings that reach it."""

import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from mail_intake.adapters.mailbox.mailboxes import ImapMailboxes
from mail_intake.adapters.mailbox.threads import Threads
from service_kit.http.guard import Guard
from simulators.dovecot import Dovecot

FOLDER = "Заказы с сайта"
PASSWORD = "secret-of-mailbox"


@dataclass
class Post:
    """A mailbox with the folder `FOLDER`."""

    server: Dovecot
    address: str
    mailboxes: ImapMailboxes

    @property
    def form(self) -> dict[str, Any]:
        """What an owner enters to reach it."""
        return {
            "address": self.address,
            "password": PASSWORD,
            "keeper": "other",
            "server": f"{self.server.host}:{self.server.port}",
            "folder": FOLDER,
            "senders": "shop@shop.example",
        }


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
async def post(dovecot: Dovecot) -> AsyncIterator[Post]:
    threads = Threads(2)
    guard = Guard(frozenset({f"{dovecot.host}:{dovecot.port}"}))
    address = f"zakaz-{uuid.uuid4().hex[:8]}@shop.example"
    dovecot.add_user(address, PASSWORD)
    dovecot.deliver(address, [], FOLDER)
    yield Post(dovecot, address, ImapMailboxes(guard, threads, authorities=str(dovecot.authority)))
    threads.close()
