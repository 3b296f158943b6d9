"""The key pair that signs access tokens: made once, shared by all processes of the service."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from contracts.base import AccountId
from service_kit.mongo import DuplicateKeyError, Mongo
from service_kit.secrets import Place, Secrets

_COLLECTION = "signing_keys"
_CURRENT = "rs256"
_PLACE = Place(AccountId(""), _COLLECTION, _CURRENT, "private")
ALGORITHM = "RS256"


class SigningKeys:
    """{_id: "rs256", account: "", private: sealed PEM}: it belongs to no account, since it signs for all of them.

    ValueError when there is no master key: the bridge keeps this secret always.
    """

    def __init__(self, mongo: Mongo, secrets: Secrets) -> None:
        secrets.require()
        self._keys = mongo[_COLLECTION]
        self._secrets = secrets
        self._loading = asyncio.Lock()
        self._private: rsa.RSAPrivateKey | None = None
        self._kid = ""
        self._jwk: dict[str, Any] = {}

    async def sign(self, claims: Mapping[str, Any]) -> str:
        """A signed token."""
        private = await self._loaded()
        return jwt.encode(dict(claims), private, algorithm=ALGORITHM, headers={"kid": self._kid})

    async def jwks(self) -> Mapping[str, Any]:
        """The public half, as the other services fetch it (RFC 7517)."""
        await self._loaded()
        return {"keys": [self._jwk]}

    async def _loaded(self) -> rsa.RSAPrivateKey:
        async with self._loading:
            if self._private is None:
                pem = await self._stored() or await self._made()
                private = serialization.load_pem_private_key(pem.encode(), password=None)
                assert isinstance(private, rsa.RSAPrivateKey)  # noqa: S101  # we have made it
                self._jwk = _public_jwk(private)
                self._kid = self._jwk["kid"]
                self._private = private
            return self._private

    async def _stored(self) -> str | None:
        found = await self._keys.find_one({"_id": _CURRENT, "account": ""})
        if found is None:
            return None
        if isinstance(found["private"], bytes):  # stored before secrets were sealed
            pem = found["private"].decode()
            sealed = {"$set": {"private": await self._secrets.seal(_PLACE, pem)}}
            await self._keys.update_one({"_id": _CURRENT, "account": "", "private": found["private"]}, sealed)
            return pem
        return await self._secrets.open(_PLACE, found["private"])

    async def _made(self) -> str:
        """A new key, or the one that another process stored in the same moment."""
        pem = await asyncio.to_thread(_new_pem)
        try:
            sealed = await self._secrets.seal(_PLACE, pem)
            await self._keys.insert_one({"_id": _CURRENT, "account": "", "private": sealed})
        except DuplicateKeyError:
            return await self._stored() or pem
        return pem


def _new_pem() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoded = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return encoded.decode()


def _public_jwk(private: rsa.RSAPrivateKey) -> dict[str, Any]:
    """Public key with its thumbprint (RFC 7638) as key id."""
    jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    named = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"))
    kid = base64.urlsafe_b64encode(hashlib.sha256(named.encode()).digest()).decode().rstrip("=")
    return {"kty": jwk["kty"], "n": jwk["n"], "e": jwk["e"], "kid": kid, "use": "sig", "alg": ALGORITHM}
