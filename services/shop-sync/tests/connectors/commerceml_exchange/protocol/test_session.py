"""One session with a shop whose answers are none."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from contracts.base import AccountId, ConnectionId
from service_kit.errors import DataError
from service_kit.http import Outside
from service_kit.testing.peer import Peer, Seen, answer, write
from shop_sync.connectors.commerceml_exchange.protocol.session import REPLY_LIMIT, SALE, Session
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(answer()) as made:
        yield made


@pytest.fixture
async def session(peer: Peer) -> AsyncIterator[Session]:
    outside = Outside("exchange", egress_allow={peer.host})
    client = outside.client(AccountId("demo"), ConnectionId("c-1"), allow_plain=True)
    yield Session(client, ExchangeSettings(f"{peer.url}/exchange", "u", SecretStr("p")), SALE)
    await outside.close()


async def test_a_reply_without_end_is_not_taken_into_memory(peer: Peer, session: Session) -> None:
    peer.reply = answer(body=b"\n" * (REPLY_LIMIT + 1))
    with pytest.raises(DataError) as caught:
        await session.call("init")
    assert caught.value.key == "outside_too_large"


async def test_a_limit_of_any_length_is_a_limit(peer: Peer, session: Session) -> None:
    async def reply(seen: Seen, writer: object) -> None:
        login = "checkauth" in seen.target
        write(writer, 200, b"success\nsid\n1" if login else b"zip=no\nfile_limit=" + b"9" * 5000)  # type: ignore[arg-type]

    peer.reply = reply
    await session.open()
    assert session.max_bytes is not None
    assert session.max_bytes > 1024**4
