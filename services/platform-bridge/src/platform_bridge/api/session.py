"""Logging in and out, and the keys that tokens are checked with."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Request, Response

from platform_bridge.adapters.embedded.keys import SigningKeys
from platform_bridge.api.schemas import Access, Credentials, Jwks, Me
from platform_bridge.app.login import Login, Tokens
from platform_bridge.app.ports import Users
from service_kit.parameters import Anyone
from service_kit.problems import NotFound

COOKIE = "biz_refresh"
COOKIE_PATH = "/api/platform-bridge/v1/"
KEYS_CACHED = "public, max-age=300"

Refresh = Annotated[str | None, Cookie(alias=COOKIE)]


def session_router(login: Login, users: Users, keys: SigningKeys) -> APIRouter:
    """Login, refresh, logout and the keys are open to everybody."""
    router = APIRouter(prefix="/v1", tags=["session"])

    @router.post("/login")
    async def enter(credentials: Credentials, request: Request, response: Response) -> Access:
        return _given(await login.enter(credentials.login, credentials.password), request, response)

    @router.post("/refresh")
    async def renew(request: Request, response: Response, refresh: Refresh = None) -> Access:
        return _given(await login.renew(refresh), request, response)

    @router.post("/logout", status_code=204)
    async def leave(response: Response, refresh: Refresh = None) -> None:
        await login.leave(refresh)
        response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, samesite="strict")

    @router.get("/me")
    async def me(caller: Anyone) -> Me:
        user = await users.get(caller.account, caller.user)
        if user is None:
            raise NotFound()
        account_name = await users.account_name(caller.account) or caller.account
        return Me(
            user=user.ref,
            login=user.login,
            name=user.name,
            account=user.account,
            account_name=account_name,
            roles=list(user.roles),
        )

    @router.get("/jwks")
    async def jwks(response: Response) -> Jwks:
        response.headers["Cache-Control"] = KEYS_CACHED
        return Jwks.model_validate(await keys.jwks())

    return router


def _given(tokens: Tokens, request: Request, response: Response) -> Access:
    """Answer with the access token; the refresh token goes where no script can read it."""
    # the gateway ends TLS and says so; over plain HTTP (a development stack) a browser would drop a secure cookie
    secure = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    response.set_cookie(
        COOKIE,
        tokens.refresh,
        max_age=tokens.refresh_seconds,
        path=COOKIE_PATH,
        secure=secure,
        httponly=True,
        samesite="strict",
    )
    response.headers["Cache-Control"] = "no-store"
    return Access(access_token=tokens.access, expires_in=tokens.access_seconds)
