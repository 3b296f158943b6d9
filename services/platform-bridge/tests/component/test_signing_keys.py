"""The key that signs tokens: one for all processes, sealed where it rests."""

import asyncio
import base64
from collections.abc import AsyncIterator

import jwt
import pytest
from pydantic import SecretStr

from platform_bridge.adapters.embedded import keys
from platform_bridge.adapters.embedded.keys import SigningKeys
from service_kit.mongo import Mongo
from service_kit.secrets import Secrets

pytestmark = pytest.mark.mongo

MASTER = {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}
CLAIMS = {"sub": "user-1"}


@pytest.fixture
async def mongo(mongo_url: str, mongo_database: str) -> AsyncIterator[Mongo]:
    made = Mongo(mongo_url, mongo_database)
    await made.prepare(Secrets.INDEXES)
    yield made
    await made.close()


def process(mongo: Mongo) -> SigningKeys:
    """What a freshly started process of the bridge has."""
    return SigningKeys(mongo, Secrets(mongo, MASTER))


async def is_signed(signer: SigningKeys, verifier: SigningKeys) -> bool:
    (key,) = (await verifier.jwks())["keys"]
    return jwt.decode(await signer.sign(CLAIMS), jwt.PyJWK(key), algorithms=["RS256"]) == CLAIMS


async def test_what_one_process_signs_every_other_one_verifies(mongo: Mongo) -> None:
    processes = [process(mongo) for _ in range(3)]
    await asyncio.gather(*(one.jwks() for one in processes))
    assert all([await is_signed(signer, verifier) for signer in processes for verifier in processes])
    assert await mongo["signing_keys"].count_documents({}) == 1


async def test_the_key_is_sealed_where_it_rests(mongo: Mongo) -> None:
    await process(mongo).jwks()
    stored = await mongo["signing_keys"].find_one({})
    assert stored["private"].keys() == {"v", "kek", "dek", "n", "c"}
    assert "PRIVATE KEY" not in str(stored)


async def test_a_key_that_was_stored_in_the_clear_is_kept_and_sealed_on_the_first_read(mongo: Mongo) -> None:
    pem = keys._new_pem()
    await mongo["signing_keys"].insert_one({"_id": "rs256", "account": "", "private": pem.encode()})
    first, second = process(mongo), process(mongo)
    await asyncio.gather(first.jwks(), second.jwks())
    stored = await mongo["signing_keys"].find_one({})
    assert "PRIVATE KEY" not in str(stored)
    assert await is_signed(first, process(mongo))
    assert await first.jwks() == await second.jwks()


async def test_the_bridge_does_not_start_without_a_master_key(mongo: Mongo) -> None:
    with pytest.raises(ValueError, match="BIZ_KEK"):
        SigningKeys(mongo, Secrets(mongo, {}))
