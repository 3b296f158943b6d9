"""Who gets in: only the bearer of a token that the issuer signed for us, in time, with a role the route allows."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

import httpx
import jwt
import pytest
from fastapi import Depends, FastAPI

from service_kit import auth, problems
from service_kit.auth import Principal, Verifier, allow
from service_kit.errors import TransientError
from service_kit.problems import Problem
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts


@pytest.fixture(scope="module")
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
def verifier(issuer: TestIssuer) -> Verifier:
    issuer.fetched = 0
    return Verifier(issuer.fetch, "biz")


async def refused(verifier: Verifier, token: str) -> bool:
    with pytest.raises(Problem) as caught:
        await verifier.verify(token)
    return (caught.value.status, caught.value.key) == (401, "not_authenticated")


async def test_a_good_token_tells_user_account_and_roles(verifier: Verifier, issuer: TestIssuer) -> None:
    caller = await verifier.verify(issuer.token("acc-7", ("owner", "manager"), user="u-1"))
    assert caller == Principal("u-1", "acc-7", frozenset({"owner", "manager"}))


@pytest.mark.parametrize("kind", ["expired", "early", "for_others", "unsigned", "signed_with_public_key"])
async def test_a_token_that_is_not_good_now_for_us_is_refused(
    verifier: Verifier, issuer: TestIssuer, kind: str
) -> None:
    assert await refused(verifier, getattr(issuer, kind)())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "evil"},
        {"iss": None},
        {"aud": None},
        {"exp": None},
        {"sub": None},
        {"account": None},
        {"account": ""},
        {"account": 7},
        {"account": ["demo"]},
        {"roles": None},
        {"roles": 7},
        {"roles": "owner"},
        {"roles": [{"owner": 1}]},
        {"sub": ""},
    ],
)
async def test_a_token_with_a_wrong_or_missing_claim_is_refused(
    verifier: Verifier, issuer: TestIssuer, claims: dict[str, Any]
) -> None:
    values = {"account": "demo", "roles": ("owner",), **claims}
    account, roles = values.pop("account"), values.pop("roles")
    made = issuer._claims("demo", ("owner",), "u", {"account": account, "roles": roles, **values})
    assert await refused(verifier, _signed(issuer, made))


def _signed(issuer: TestIssuer, claims: Mapping[str, Any]) -> str:
    return jwt.api_jws.encode(json.dumps(claims).encode(), issuer._key, "RS256", {"kid": issuer.kid})


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "ё.ё.ё", "e30.e30.", base64.b64encode(b"{}").decode()])
async def test_what_is_no_token_at_all_is_refused(verifier: Verifier, token: str) -> None:
    assert await refused(verifier, token)


async def test_a_clock_that_is_half_a_minute_off_is_borne(verifier: Verifier, issuer: TestIssuer) -> None:
    await verifier.verify(issuer.token(exp=int(time.time()) - 20))
    await verifier.verify(issuer.token(nbf=int(time.time()) + 20))


async def test_a_token_of_a_foreign_key_under_our_key_id_is_refused(verifier: Verifier) -> None:
    assert await refused(verifier, TestIssuer().token())


async def test_unknown_key_ids_fetch_the_keys_again_once_in_a_while_only(
    verifier: Verifier, issuer: TestIssuer
) -> None:
    await verifier.verify(issuer.token())
    for number in range(20):
        assert await refused(verifier, issuer.token(kid=f"unknown-{number}"))
    await verifier.verify(issuer.token())
    assert issuer.fetched == 1


async def test_many_requests_at_once_fetch_the_keys_once(issuer: TestIssuer) -> None:
    fetched = 0

    async def slow() -> Mapping[str, Any]:
        nonlocal fetched
        fetched += 1
        await asyncio.sleep(0.02)
        return issuer.jwks

    verifier = Verifier(slow, "biz")
    callers = await asyncio.gather(*(verifier.verify(issuer.token()) for _ in range(20)))
    assert len(callers) == 20
    assert fetched == 1


class Moving:
    """Both clocks under control."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._started = time.time()

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self._started + self.now - 1000.0


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> Moving:
    made = Moving()
    monkeypatch.setattr(auth, "time", made)
    return made


async def test_a_new_key_is_found_after_half_a_minute_and_an_old_one_is_dropped_after_ten(
    issuer: TestIssuer, moving: Moving
) -> None:
    published = [issuer]

    async def fetch() -> Mapping[str, Any]:
        return {"keys": [key for one in published for key in one.jwks["keys"]]}

    verifier = Verifier(fetch, "biz")
    await verifier.verify(issuer.token())
    new = TestIssuer(kid="new-key")
    published[:] = [new]
    assert await refused(verifier, new.token())
    moving.now += auth.REFETCH_SECONDS + 1
    await verifier.verify(new.token())
    assert await refused(verifier, issuer.token())
    published[:] = []
    moving.now += auth.KEYS_LIVE_SECONDS + 1
    assert await refused(verifier, new.token())


class Counted(Verifier):
    """Counts how often a signature is looked at."""

    checks = 0

    async def _checked(self, token: str) -> tuple[float, Principal]:
        self.checks += 1
        return await super()._checked(token)


async def test_a_token_seen_before_is_not_checked_again_and_keeps_its_caller(
    issuer: TestIssuer, moving: Moving
) -> None:
    verifier = Counted(issuer.fetch, "biz")
    mine, other = issuer.token("mine"), issuer.token("other", ("manager",))
    for _ in range(3):
        assert (await verifier.verify(mine)).account == "mine"
        assert (await verifier.verify(other)) == Principal("user-1", "other", frozenset({"manager"}))
    assert verifier.checks == 2
    assert await refused(verifier, mine[:-4] + ("AAAA" if mine[-4:] != "AAAA" else "BBBB"))


async def test_a_token_seen_before_is_checked_again_when_it_expires(issuer: TestIssuer, moving: Moving) -> None:
    verifier = Counted(issuer.fetch, "biz")
    token = issuer.token(exp=int(moving.time()) + 60)
    await verifier.verify(token)
    moving.now += 60 + auth.LEEWAY_SECONDS - 2
    await verifier.verify(token)
    assert verifier.checks == 1
    moving.now += 3
    await verifier.verify(token)  # good by the clock of the library of tokens, which has not moved
    assert verifier.checks == 2


async def test_a_token_seen_before_ends_with_the_key_that_signed_it(issuer: TestIssuer, moving: Moving) -> None:
    published = dict(issuer.jwks)

    async def fetch() -> Mapping[str, Any]:
        return published

    verifier = Verifier(fetch, "biz")
    token = issuer.token(exp=int(moving.time()) + 3600)
    await verifier.verify(token)
    published = dict(TestIssuer(kid="new-key").jwks)
    await verifier.verify(token)
    moving.now += auth.KEYS_LIVE_SECONDS + 1
    assert await refused(verifier, token)


async def test_no_more_tokens_are_remembered_than_the_limit(
    issuer: TestIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "REMEMBERED", 3)
    verifier = Counted(issuer.fetch, "biz")
    tokens = [issuer.token(user=f"u-{number}") for number in range(5)]
    for token in tokens:
        await verifier.verify(token)
    assert len(verifier._remembered) == 3
    await verifier.verify(tokens[-1])
    assert verifier.checks == 5
    await verifier.verify(tokens[0])
    assert verifier.checks == 6


async def test_while_the_issuer_is_away_known_keys_go_on_working(issuer: TestIssuer, moving: Moving) -> None:
    away = False

    async def fetch() -> Mapping[str, Any]:
        if away:
            raise TransientError("service_unavailable")
        return issuer.jwks

    verifier = Verifier(fetch, "biz")
    await verifier.verify(issuer.token())
    away = True
    moving.now += auth.KEYS_LIVE_SECONDS + 1
    await verifier.verify(issuer.token())


async def test_without_any_key_callers_are_told_to_come_later_and_the_issuer_is_not_asked_each_time(
    issuer: TestIssuer, moving: Moving
) -> None:
    asked = 0

    async def fetch() -> Mapping[str, Any]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise TransientError("service_unavailable")
        return issuer.jwks

    app = guarded(Verifier(fetch, "biz"))
    async with client_of(app) as client:
        for _ in range(3):
            answer = await client.get("/mine", headers=issuer.headers())
            assert (answer.status_code, answer.json()["key"]) == (503, "service_unavailable")
        assert asked == 1
        moving.now += auth.RETRY_SECONDS + 1
        assert (await client.get("/mine", headers=issuer.headers())).status_code == 200


def guarded(verifier: Verifier) -> FastAPI:
    app = FastAPI()
    app.state.verifier = verifier
    problems.install(app, Texts())

    @app.get("/mine")
    async def mine(caller: Annotated[Principal, Depends(allow("owner", "manager"))]) -> dict[str, str]:
        return {"account": caller.account}

    return app


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.fixture
async def client(verifier: Verifier) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(guarded(verifier)) as made:
        yield made


async def test_the_account_comes_from_the_token(client: httpx.AsyncClient, issuer: TestIssuer) -> None:
    answer = await client.get("/mine?account=other", headers=issuer.headers("mine", ["manager"]))
    assert answer.json() == {"account": "mine"}


@pytest.mark.parametrize("roles", [["operator"], [], ["Owner"], ["own"]])
async def test_a_role_that_the_route_does_not_allow_is_forbidden(
    client: httpx.AsyncClient, issuer: TestIssuer, roles: list[str]
) -> None:
    answer = await client.get("/mine", headers=issuer.headers(roles=roles))
    assert (answer.status_code, answer.json()["key"]) == (403, "forbidden")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dTpw", "Token x", "bearer x"])
async def test_without_a_bearer_token_nobody_gets_in(client: httpx.AsyncClient, header: str | None) -> None:
    answer = await client.get("/mine", headers={} if header is None else {"Authorization": header})
    assert (answer.status_code, answer.json()["key"]) == (401, "not_authenticated")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_issuer_that_cannot_be_reached_is_a_transient_failure() -> None:
    with pytest.raises(TransientError):
        await auth.fetch_from("http://127.0.0.1:1/v1/jwks")()
