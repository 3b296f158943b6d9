"""Logging in: a short access token and a refresh token that is exchanged for the next one at each use."""

import asyncio
import datetime as dt
import hashlib
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from platform_bridge.app.passwords import NOBODY, matches
from platform_bridge.app.ports import Attempts, RefreshTokens, User, Users
from service_kit.ids import new_id
from service_kit.problems import Problem

ACCESS_LIVES = dt.timedelta(minutes=15)
REFRESH_LIVES = dt.timedelta(days=30)
TRIES = 10
TRIES_WITHIN = dt.timedelta(minutes=15)
HASHES_AT_ONCE = 2
"""Each takes 16 MiB and a core: a storm of logins must not take them all."""

Sign = Callable[[Mapping[str, Any]], Awaitable[str]]
"""Makes a signed token of the claims."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a login gives; `access_seconds` and `refresh_seconds` from now."""

    access: str
    refresh: str
    access_seconds: int = int(ACCESS_LIVES.total_seconds())
    refresh_seconds: int = int(REFRESH_LIVES.total_seconds())


class LoginLocked(Problem):
    """429: too many wrong passwords for this login; `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(429, "login_locked", minutes=math.ceil(retry_after / 60))
        self.retry_after = math.ceil(retry_after)


class Login:
    """Checks passwords and issues tokens."""

    def __init__(
        self,
        users: Users,
        attempts: Attempts,
        tokens: RefreshTokens,
        *,
        sign: Sign,
        issuer: str,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._users = users
        self._attempts = attempts
        self._tokens = tokens
        self._sign = sign
        self._issuer = issuer
        self._clock = clock
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    async def enter(self, login: str, password: str) -> Tokens:
        """Tokens for the right password; Problem 401 `wrong_login`, or 429 after ten wrong ones in 15 minutes.

        The attempt is counted before the password is checked, so that many at once are counted too, and an unknown
        login costs the same time as a known one.
        """
        login = login.strip().lower()
        await self._require_unlocked(login)
        await self._attempts.note(login, self._clock())
        user = await self._users.by_login(login)
        async with self._hashing:
            right = await asyncio.to_thread(matches, password, user.password if user else NOBODY)
        if user is None or not right:
            raise Problem(401, "wrong_login")
        await self._attempts.forget(login)
        return await self._issue(user, family=new_id())

    async def renew(self, refresh: str | None) -> Tokens:
        """The next tokens for a refresh token; Problem 401 `session_ended`.

        One that was used before is in two hands: all that followed from its login ends.
        """
        now = self._clock()
        grant = await self._tokens.use(_digest(refresh), now) if refresh else None
        if grant is None:
            raise Problem(401, "session_ended")
        if grant.used:
            await self._tokens.revoke(grant.account, grant.family)
            raise Problem(401, "session_ended")
        user = await self._users.get(grant.account, grant.user)
        if user is None:
            raise Problem(401, "session_ended")
        return await self._issue(user, grant.family)

    async def leave(self, refresh: str | None) -> None:
        """End the session of a refresh token, known or not."""
        grant = await self._tokens.use(_digest(refresh), self._clock()) if refresh else None
        if grant is not None:
            await self._tokens.revoke(grant.account, grant.family)

    async def _require_unlocked(self, login: str) -> None:
        now = self._clock()
        recent = [moment for moment in await self._attempts.recent(login) if moment > now - TRIES_WITHIN]
        if len(recent) >= TRIES:
            raise LoginLocked((recent[-TRIES] + TRIES_WITHIN - now).total_seconds())

    async def _issue(self, user: User, family: str) -> Tokens:
        now = self._clock()
        refresh = secrets.token_urlsafe(32)
        await self._tokens.add(user.account, user.ref, family, _digest(refresh), now + REFRESH_LIVES)
        access = await self._sign(
            {
                "iss": self._issuer,
                "aud": "biz",
                "sub": user.ref,
                "account": user.account,
                "roles": list(user.roles),
                "iat": now,
                "nbf": now,
                "exp": now + ACCESS_LIVES,
                "jti": new_id(),
            }
        )
        return Tokens(access, refresh)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
