"""Bench "mail growth": what a new letter costs in a folder of 50,000 old letters, and in one of 500.

A real Dovecot, both folders read in turn from their cursors by the adapter of mail-intake: login, EXAMINE, headers,
letters. The cost is CPU time of the reader and of all processes of the server. It keeps letters as mdbox: with Maildir
the server itself reads the names of all letters whenever a folder is opened (0.1 s for 50,000), whoever reads it.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import psutil
from mail_letters import SHAPES, written

from contracts.base import AccountId, ConnectionId
from mail_intake.adapters.mailbox.mailboxes import ImapMailboxes
from mail_intake.adapters.mailbox.threads import Threads
from mail_intake.domain.mailbox.cursor import Cursor
from mail_intake.domain.mailbox.mailbox import Mailbox, Password, Server
from mail_intake.domain.mailbox.senders import Senders
from service_kit.http.guard import Guard
from service_kit.testing.process import wait_for
from simulators.dovecot import Dovecot

FEW: Final = 500
MANY: Final = 50_000
NEW: Final = 200
ROUNDS: Final = 9
MOST: Final = 1.2
PASSWORD: Final = "secret"
SENDERS: Final = Senders.of("*")


def measure() -> dict[str, float]:
    """Microseconds a new letter with few and with many old ones, over rounds in turn, and their ratio."""
    with Dovecot("mdbox") as server:
        folders = [_Folder(server, "few@example.ru", FEW), _Folder(server, "many@example.ru", MANY)]
        costs = asyncio.run(_costs(server, folders))
    few, many = costs
    return {
        "stored_small": FEW,
        "stored_large": MANY,
        "us_a_letter_small": round(few * 1e6),
        "us_a_letter_large": round(many * 1e6),
        "ratio": round(many / few, 3),
        "most": MOST,
    }


@dataclass
class _Folder:
    """The inbox of `address`, filled with old letters when it is made."""

    server: Dovecot
    address: str
    old: int
    cursor: Cursor | None = None

    def __post_init__(self) -> None:
        self.server.add_user(self.address, PASSWORD)
        self.server.fill(self.address, old_letters(self.old))

    async def read(self, mailboxes: ImapMailboxes) -> int:
        """Read what is new, from the login on; how many letters that were. The first time only the place is kept."""
        mailbox = Mailbox(self.address, Server(self.server.host, self.server.port), Password(PASSWORD), "")
        found = 0
        async with mailboxes.session(mailbox, AccountId("bench"), ConnectionId(self.address)) as session:
            if self.cursor is None:
                self.cursor = session.begin()
            async for page in session.pages(self.cursor, SENDERS):
                found += len(page.letters)
                self.cursor = page.cursor
        return found


class Spent:
    """CPU time of this process and of the server."""

    def __init__(self, server: Dovecot) -> None:
        self._server = psutil.Process(server.pid)

    def seconds(self) -> float:
        """Until now; waits until all sessions of the server are over, whose time is known then."""
        wait_for(self._at_rest, 10, "all sessions are over")
        times = self._server.cpu_times()
        others = sum(sum(child.cpu_times()[:2]) for child in self._server.children())
        return time.process_time() + sum(times[:4]) + others

    def _at_rest(self) -> bool:
        with contextlib.suppress(psutil.NoSuchProcess):
            return not {"imap", "imap-login"} & {child.name() for child in self._server.children()}
        return False


async def _costs(server: Dovecot, folders: list[_Folder]) -> list[float]:
    """Seconds a letter of each folder."""
    threads = Threads(2)
    guard = Guard(frozenset({f"{server.host}:{server.port}"}))
    mailboxes = ImapMailboxes(guard, threads, authorities=str(server.authority))
    spent = Spent(server)
    costs = [0.0 for _ in folders]
    for folder in folders:
        await folder.read(mailboxes)
    for number in range(ROUNDS):
        new = [raw for _, raw in written(random.Random(number), -(-NEW // len(SHAPES)))][:NEW]
        for place, folder in enumerate(folders):
            server.fill(folder.address, new)
            before = spent.seconds()
            read = await folder.read(mailboxes)
            costs[place] += (spent.seconds() - before) / NEW / ROUNDS
            if read != NEW:
                raise SystemExit(f"{read} letters of {NEW} were read")
    threads.close()
    return costs


def old_letters(count: int) -> Iterator[bytes]:
    """Short letters."""
    for number in range(count):
        yield (
            f"From: Shop <shop@shop.example>\nSubject: Order {number}\nMessage-ID: <{number}@shop.example>\n"
            f"Date: Mon, 05 Jan 2026 10:00:00 +0300\n\nOrder {number}: {'x' * 100}\n"
        ).encode()
