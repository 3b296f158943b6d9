"""Who calls: bearer tokens (JWT, RS256 or ES256) checked against the issuer's published keys.

The account and the roles come from the verified token only. Every route names the roles it allows.
"""

import asyncio
import hashlib
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
import structlog
from fastapi import Request

from contracts.base import AccountId
from service_kit.errors import TransientError
from service_kit.http import internal_client
from service_kit.mongo import is_outage
from service_kit.problems import Problem

AUDIENCE = "biz"
ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 30
KEYS_LIVE_SECONDS = 600
REFETCH_SECONDS = 30
RETRY_SECONDS = 5
REMEMBERED = 10_000

log = structlog.get_logger("auth")

FetchKeys = Callable[[], Awaitable[Mapping[str, Any]]]
"""Gives the JWKS document {"keys": [...]}; TransientError when the issuer is away."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller: user, account (tenant) and roles `owner`, `manager`, `operator`.

    `expires` is when the token runs out, in Unix seconds; an answer that goes on for long must end by then.
    """

    user: str
    account: AccountId
    roles: frozenset[str]
    expires: float = field(default=math.inf, compare=False)


class Verifier:
    """Checks tokens. Keys are kept 10 minutes, and longer while the issuer is away.

    An unknown key id fetches them again at most every 30 seconds, so that forged tokens do not burden the issuer.
    A good token is remembered by its digest until it expires or the keys are fetched again: an RSA check costs more
    than the rest of a small request.
    """

    def __init__(self, fetch: FetchKeys, issuer: str) -> None:
        self._fetch = fetch
        self._issuer = issuer
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = self._asked = float("-inf")
        self._one_fetch = asyncio.Lock()
        self._remembered: dict[bytes, tuple[float, Principal]] = {}

    async def verify(self, token: str) -> Principal:
        """The caller behind the token; Problem 401 when anything about it is wrong."""
        digest = hashlib.sha256(token.encode()).digest()
        until, caller = self._remembered.get(digest, (0.0, None))
        if caller is not None and time.time() < until and not self._keys_are_old():
            return caller
        until, caller = await self._checked(token)
        if len(self._remembered) >= REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[digest] = until, caller
        return caller

    async def _checked(self, token: str) -> tuple[float, Principal]:
        """Until when (Unix seconds) the token is good, and whose it is."""
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
            claims = jwt.decode(
                token,
                await self._key(kid),
                algorithms=list(ALGORITHMS),
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            return int(claims["exp"]) + LEEWAY_SECONDS, _principal(claims)
        except (jwt.InvalidTokenError, KeyError, TypeError) as error:
            raise Problem(401, "not_authenticated") from error

    async def _key(self, kid: str) -> jwt.PyJWK:
        async with self._one_fetch:
            asked = time.monotonic() - self._asked
            if (self._keys_are_old() and asked > RETRY_SECONDS) or (kid not in self._keys and asked > REFETCH_SECONDS):
                await self._refresh()
        if self._fetched == float("-inf"):
            raise TransientError("service_unavailable")
        return self._keys[kid]

    def _keys_are_old(self) -> bool:
        return time.monotonic() - self._fetched > KEYS_LIVE_SECONDS

    async def _refresh(self) -> None:
        self._asked = time.monotonic()
        try:
            document = await self._fetch()
        except Exception as error:
            if not (isinstance(error, TransientError) or is_outage(error)):
                raise
            log.warning("keys of the issuer not reached", error=type(error).__name__)
            return
        known = (key for key in document["keys"] if key.get("kid") and key.get("kty") in ("RSA", "EC"))
        self._keys = {key["kid"]: jwt.PyJWK(key) for key in known}
        self._fetched = time.monotonic()
        self._remembered.clear()  # what a withdrawn key has signed


def _principal(claims: Mapping[str, Any]) -> Principal:
    """The caller named by verified claims; TypeError when they are not what we take."""
    user, account, roles = claims["sub"], claims["account"], claims["roles"]
    if not (isinstance(account, str) and account and user and isinstance(roles, list)):
        raise TypeError("claims of the wrong type")
    return Principal(user, AccountId(account), frozenset(roles), float(claims["exp"]))


def fetch_from(url: str) -> FetchKeys:
    """Keys from the configured address; never from one that a token names."""

    async def fetch() -> Mapping[str, Any]:
        try:
            async with internal_client() as client:
                answer = await client.get(url)
                answer.raise_for_status()
                found: Mapping[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise TransientError("service_unavailable") from error
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
