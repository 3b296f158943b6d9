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

from service_kit.mongo import DuplicateKeyError, Mongo

_CURRENT = "rs256"
ALGORITHM = "RS256"


class SigningKeys:
    """{_id: "rs256", account: "", private: PEM}: it belongs to no account, since it signs for all of them."""

    def __init__(self, mongo: Mongo) -> None:
        self._keys = mongo["signing_keys"]
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
                private = serialization.load_pem_private_key(pem, password=None)
                assert isinstance(private, rsa.RSAPrivateKey)  # noqa: S101  # we have made it
                self._jwk = _public_jwk(private)
                self._kid = self._jwk["kid"]
                self._private = private
            return self._private

    async def _stored(self) -> bytes | None:
        found = await self._keys.find_one({"_id": _CURRENT})
        return bytes(found["private"]) if found else None

    async def _made(self) -> bytes:
        """A new key, or the one that another process stored in the same moment."""
        pem = await asyncio.to_thread(_new_pem)
        try:
            await self._keys.insert_one({"_id": _CURRENT, "account": "", "private": pem})
        except DuplicateKeyError:
            return await self._stored() or pem
        return pem


def _new_pem() -> bytes:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_jwk(private: rsa.RSAPrivateKey) -> dict[str, Any]:
    """Public key with its thumbprint (RFC 7638) as key id."""
    jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    named = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"))
    kid = base64.urlsafe_b64encode(hashlib.sha256(named.encode()).digest()).decode().rstrip("=")
    return {"kty": jwk["kty"], "n": jwk["n"], "e": jwk["e"], "kid": kid, "use": "sig", "alg": ALGORITHM}
