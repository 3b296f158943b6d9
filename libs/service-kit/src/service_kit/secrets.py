"""Secrets at rest: AES-256-GCM with a data key per account, which is kept wrapped by a master key of the environment.

A master key is BIZ_KEK_<id>: 32 bytes in base64. New data keys are wrapped by BIZ_KEK_ACTIVE, or by the newest id; old
master keys stay for reading until `rotate-secrets` has wrapped all data keys anew. Documents are not touched by that.
A sealed value is {"v": 1, "kek": id, "dek": id, "n": nonce, "c": ciphertext}; it opens only in the place it was sealed
for, since account, collection, document and field are authenticated with it. Nonces are random: a data key bears 2^32
values (NIST SP 800-38D, 8.3), far more than an account has settings.
"""

import base64
import binascii
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from contracts.base import AccountId
from service_kit.errors import ConfigError
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo

KEY_BYTES = 32
NONCE_BYTES = 12
_PREFIX = "BIZ_KEK_"
_ACTIVE = "BIZ_KEK_ACTIVE"

log = structlog.get_logger("secrets")


class MissingKey(RuntimeError):
    """A master key that something is sealed with is not in the environment: the operator must give it back."""


def keys_of_environment() -> dict[str, SecretStr]:
    """The master keys of this process by id."""
    return {
        name.removeprefix(_PREFIX): SecretStr(value)
        for name, value in os.environ.items()
        if name.startswith(_PREFIX) and name != _ACTIVE
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands; it opens nowhere else."""

    account: AccountId
    collection: str
    document: str
    field: str

    @property
    def aad(self) -> bytes:
        """What is authenticated with the value."""
        return f"{self.account}|{self.collection}|{self.document}|{self.field}".encode()


class Secrets:
    """Seals and opens values; the data keys of all accounts seen stay in memory, unwrapped."""

    COLLECTION = "secret_keys"
    INDEXES = (Index(COLLECTION, (("account", 1),), unique=True, partial={"active": True}),)

    def __init__(self, mongo: Mongo, masters: Mapping[str, SecretStr], active: str = "") -> None:
        self._rows = mongo[self.COLLECTION]
        self._masters = {identity: AESGCM(_master(identity, key)) for identity, key in masters.items()}
        self._active = active or _newest(masters)
        if active and active not in masters:
            raise ValueError(f"{_ACTIVE} names {active!r}, but there is no {_PREFIX}{active}")
        self._keys: dict[tuple[AccountId, str], AESGCM] = {}
        self._current: dict[AccountId, str] = {}

    def require(self) -> None:
        """ValueError when there is no master key: a service that keeps secrets must not start without one."""
        if not self._masters:
            raise ValueError(f"{_PREFIX}<id> must be set to 32 random bytes in base64: it protects stored passwords")

    async def seal(self, place: Place, value: str) -> Document:
        """The value as it is stored."""
        identity, key = await self._current_key(place.account)
        nonce = os.urandom(NONCE_BYTES)
        sealed = key.encrypt(nonce, value.encode(), place.aad)
        return {"v": 1, "kek": self._active, "dek": identity, "n": _text(nonce), "c": _text(sealed)}

    async def open(self, place: Place, sealed: Document) -> str:
        """The value; ConfigError `secret_unreadable` when it was sealed for another place or is damaged."""
        try:
            key = await self._key(place.account, str(sealed["dek"]))
            return key.decrypt(_bytes(sealed["n"]), _bytes(sealed["c"]), place.aad).decode()
        except (InvalidTag, KeyError, ValueError) as error:
            raise ConfigError("secret_unreadable") from error

    async def rewrap(self) -> int:
        """Wrap the data keys of all accounts by the active master key; gives how many were wrapped by another one."""
        self.require()
        done = 0
        async for row in self._rows.find({"kek": {"$ne": self._active}}):
            values = self._wrapped(row["account"], row["_id"], self._unwrapped(row))
            query = {"_id": row["_id"], "account": row["account"], "kek": row["kek"]}
            done += (await self._rows.update_one(query, {"$set": values})).modified_count
        return done

    async def _current_key(self, account: AccountId) -> tuple[str, AESGCM]:
        if account not in self._current:
            self._current[account] = await self._stored_or_made(account)
        identity = self._current[account]
        return identity, await self._key(account, identity)

    async def _stored_or_made(self, account: AccountId) -> str:
        """Id of the account's data key; of two processes that make the first one at once, one does."""
        query = {"account": account, "active": True}
        if (row := await self._rows.find_one(query, {"_id": 1})) is None:
            self.require()
            identity = new_id()
            made = self._wrapped(account, identity, AESGCM.generate_key(bit_length=8 * KEY_BYTES))
            try:
                await self._rows.insert_one({"_id": identity, **query, **made, "created_at": utc_now()})
            except DuplicateKeyError:
                row = await self._rows.find_one(query, {"_id": 1})
            else:
                return identity
        return str(row["_id"])

    async def _key(self, account: AccountId, identity: str) -> AESGCM:
        if (account, identity) not in self._keys:
            row = await self._rows.find_one({"_id": identity, "account": account})
            if row is None:
                raise KeyError(identity)
            self._keys[account, identity] = AESGCM(self._unwrapped(row))
        return self._keys[account, identity]

    def _wrapped(self, account: AccountId, identity: str, key: bytes) -> Document:
        nonce = os.urandom(NONCE_BYTES)
        wrapped = self._masters[self._active].encrypt(nonce, key, self._place(account, identity).aad)
        return {"kek": self._active, "n": _text(nonce), "c": _text(wrapped)}

    def _unwrapped(self, row: Document) -> bytes:
        master = self._masters.get(row["kek"])
        if master is None:
            raise MissingKey(f"{_PREFIX}{row['kek']} is not set, and a data key is wrapped by it")
        return master.decrypt(_bytes(row["n"]), _bytes(row["c"]), self._place(row["account"], row["_id"]).aad)

    def _place(self, account: AccountId, identity: str) -> Place:
        return Place(account, self.COLLECTION, identity, "dek")


async def rotate_secrets(secrets: Secrets) -> None:
    """The command `rotate-secrets`: after it the other master keys may leave the environment, once all services did it.

    Values stay as they are; repeating changes nothing.
    """
    log.info("data keys wrapped anew", count=await secrets.rewrap())


def _master(identity: str, key: SecretStr) -> bytes:
    try:
        found = base64.b64decode(key.get_secret_value(), validate=True)
    except binascii.Error:
        raise ValueError(f"{_PREFIX}{identity} is not base64") from None
    if len(found) != KEY_BYTES:
        raise ValueError(f"{_PREFIX}{identity} must be {KEY_BYTES} bytes, it has {len(found)}")
    return found


def _newest(ids: Iterable[str]) -> str:
    """The highest id, numbers by their value: 9 < 10, 20261101 < 20261124."""
    return max(ids, key=lambda identity: (len(identity), identity), default="")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
