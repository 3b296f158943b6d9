"""An issuer of access tokens for tests: good ones, and every kind that a service must refuse."""

import base64
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from service_kit.auth import AUDIENCE

DEMO_ACCOUNT = "demo"


class TestIssuer:
    """Signs with an RSA key of its own; `fetch` is what a Kit or Verifier takes for its keys.

    `token()` makes a good token; keyword arguments change its claims, a claim of None is left out.
    """

    __test__ = False  # not a test, whatever its name

    def __init__(self, issuer: str = "biz", kid: str = "test-key") -> None:
        self.issuer = issuer
        self.kid = kid
        self.fetched = 0
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def jwks(self) -> Mapping[str, Any]:
        """The published document."""
        public: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "RS256"}]}

    async def fetch(self) -> Mapping[str, Any]:
        """The document, and one more in `fetched`."""
        self.fetched += 1
        return self.jwks

    def token(
        self,
        account: str = DEMO_ACCOUNT,
        roles: Sequence[str] = ("owner",),
        *,
        user: str = "user-1",
        kid: str | None = None,
        **claims: object,
    ) -> str:
        """A token; good unless `claims` or `kid` spoil it."""
        return jwt.encode(self._claims(account, roles, user, claims), self._key, "RS256", {"kid": kid or self.kid})

    def headers(self, account: str = DEMO_ACCOUNT, roles: Sequence[str] = ("owner",)) -> dict[str, str]:
        """HTTP headers of a caller."""
        return {"Authorization": f"Bearer {self.token(account, roles)}"}

    def expired(self) -> str:
        """One that ran out a minute ago."""
        return self.token(exp=int(time.time()) - 60)

    def early(self) -> str:
        """One that will be good in a minute."""
        return self.token(nbf=int(time.time()) + 60)

    def for_others(self) -> str:
        """One for another audience."""
        return self.token(aud="other")

    def unsigned(self) -> str:
        """One with the algorithm `none` and no signature."""
        claims = self._claims(DEMO_ACCOUNT, ("owner",), "user-1", {})
        return jwt.encode(claims, "", "none", {"kid": self.kid})

    def signed_with_public_key(self) -> str:
        """One signed by HS256 with the published key as the secret: fools who let the token choose the algorithm."""
        secret = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        header = _encoded({"alg": "HS256", "typ": "JWT", "kid": self.kid})
        claims = _encoded(self._claims(DEMO_ACCOUNT, ("owner",), "user-1", {}))
        algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        return f"{header}.{claims}.{_text(algorithm.sign(f'{header}.{claims}'.encode(), secret))}"

    def _claims(self, account: str, roles: Sequence[str], user: str, more: Mapping[str, object]) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": user,
            "iat": now,
            "exp": now + 900,
            "account": account,
            "roles": list(roles),
            **more,
        }
        return {name: value for name, value in claims.items() if value is not None}


def _encoded(part: Mapping[str, Any]) -> str:
    return _text(json.dumps(part).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
