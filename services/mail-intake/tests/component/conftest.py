"""A real Dovecot for the tests of this folder, and a mail-intake before its mailboxes."""

from collections.abc import AsyncIterator, Iterator

import pytest
from mail_office import Office

from simulators.dovecot import Dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
async def office(mongo_url: str, mongo_database: str, dovecot: Dovecot) -> AsyncIterator[Office]:
    made = Office(mongo_url, mongo_database, dovecot)
    await made.kit.migrate()
    yield made
    await made.close()
