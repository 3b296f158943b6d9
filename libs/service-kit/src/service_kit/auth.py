"""Who calls: bearer tokens (JWT, RS256 or ES256) checked against the issuer's published keys.

The account and the roles come from the verified token only. Every route names the roles it allows.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from fastapi import Request

from contracts.base import AccountId
from service_kit.http import internal_client
from service_kit.problems import Problem

AUDIENCE = "biz"
ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 30
KEYS_LIVE_SECONDS = 600
REFETCH_SECONDS = 30

FetchKeys = Callable[[], Awaitable[Mapping[str, Any]]]
"""Gives the JWKS document {"keys": [...]}."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller: user, account (tenant) and roles `owner`, `manager`, `operator`."""

    user: str
    account: AccountId
    roles: frozenset[str]


class Verifier:
    """Checks tokens; keys are kept 10 minutes, an unknown key id fetches them again at most every 30 seconds."""

    def __init__(self, fetch: FetchKeys, issuer: str) -> None:
        self._fetch = fetch
        self._issuer = issuer
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = float("-inf")

    async def verify(self, token: str) -> Principal:
        """The caller behind the token; Problem 401 when anything about it is wrong."""
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
            key = await self._key(kid)
            claims = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            return Principal(str(claims["sub"]), AccountId(str(claims["account"])), frozenset(claims["roles"]))
        except (jwt.InvalidTokenError, KeyError, TypeError) as error:
            raise Problem(401, "not_authenticated") from error

    async def _key(self, kid: str) -> jwt.PyJWK:
        age = time.monotonic() - self._fetched
        if age > KEYS_LIVE_SECONDS or (kid not in self._keys and age > REFETCH_SECONDS):
            document = await self._fetch()
            self._keys = {key["kid"]: jwt.PyJWK(key) for key in document["keys"] if key.get("kty") in ("RSA", "EC")}
            self._fetched = time.monotonic()
        return self._keys[kid]


def fetch_from(url: str) -> FetchKeys:
    """Keys from the configured address; never from one that a token names."""

    async def fetch() -> Mapping[str, Any]:
        async with internal_client() as client:
            answer = await client.get(url)
            answer.raise_for_status()
            found: Mapping[str, Any] = answer.json()
            return found

    return fetch


def allow(*roles: str) -> Callable[[Request], Awaitable[Principal]]:
    """A dependency for a route: the caller, if one of his roles is among `roles`; 401 or 403 otherwise."""

    async def principal(request: Request) -> Principal:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Problem(401, "not_authenticated")
        verifier: Verifier = request.app.state.verifier
        caller = await verifier.verify(token)
        if not caller.roles & set(roles):
            raise Problem(403, "forbidden")
        return caller

    principal.roles = roles  # type: ignore[attr-defined]  # read by the test that looks for routes without roles
    return principal
