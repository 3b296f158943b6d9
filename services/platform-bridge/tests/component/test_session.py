"""Logging in, staying in, being locked out."""

import datetime as dt

import jwt
import pytest

pytestmark = pytest.mark.mongo

COOKIE = "biz_refresh"


async def test_login_gives_a_token_that_the_published_keys_prove(api):
    answer = await api.login()
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    keys = await api.client.get("/v1/jwks")
    assert keys.headers["cache-control"] == "public, max-age=300"
    assert set(keys.json()["keys"][0]) == {"kty", "n", "e", "kid", "use", "alg"}
    claims = jwt.decode(
        body["access_token"], jwt.PyJWK(keys.json()["keys"][0]), algorithms=["RS256"], audience="biz", issuer="biz"
    )
    assert (claims["account"], claims["roles"]) == ("demo", ["owner"])
    assert claims["exp"] - claims["iat"] == 900
    assert {"sub", "jti", "nbf"} <= set(claims)


async def test_refresh_token_is_out_of_reach_of_scripts(api):
    cookie = (await api.login()).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/api/platform-bridge/v1/" in cookie
    assert "Secure" not in cookie
    credentials = {"login": "demo@shop.example", "password": "demo-demo"}
    answer = await api.client.post("/v1/login", json=credentials, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in answer.headers["set-cookie"]


async def test_me_tells_the_caller(api):
    answer = await api.client.get("/v1/me", headers=await api.token("operator@biz.example", "operator-demo"))
    me = answer.json()
    assert (me["account"], me["account_name"], me["roles"]) == ("demo", "Северный ветер", ["operator"])


@pytest.mark.parametrize("login", ["demo@shop.example", "nobody@shop.example"])
async def test_wrong_password_and_unknown_login_are_told_alike(api, login):
    answer = await api.login(login, "wrong")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["key"] == "wrong_login"


async def test_ten_failures_lock_the_login_for_a_while(api, bench):
    for _ in range(10):
        assert (await api.login(password="wrong")).status_code == 401
    locked = await api.login()
    assert locked.status_code == 429
    assert 0 < int(locked.headers["retry-after"]) <= 900
    earlier = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=16)
    await bench.mongo["login_attempts"].update_one({}, {"$set": {"at": [earlier] * 10}})
    assert (await api.login()).status_code == 200
    assert await bench.documents("login_attempts") == []


async def test_refresh_rotates_and_reuse_ends_the_session(api):
    first = (await api.login()).cookies[COOKIE]
    renewed = await _refresh(api, first)
    second = renewed.cookies[COOKIE]
    assert renewed.status_code == 200
    assert second != first
    assert (await _refresh(api, first)).json()["key"] == "session_ended"
    assert (await _refresh(api, second)).status_code == 401


async def test_logout_ends_the_session(api):
    token = (await api.login()).cookies[COOKIE]
    api.client.cookies.clear()
    answer = await api.client.post("/v1/logout", headers={"Cookie": f"{COOKIE}={token}"})
    assert answer.status_code == 204
    assert (await _refresh(api, token)).status_code == 401


async def test_refresh_without_or_with_a_foreign_cookie_is_refused(api):
    assert (await api.client.post("/v1/refresh")).status_code == 401
    assert (await _refresh(api, "guess")).status_code == 401


async def test_secrets_are_stored_as_hashes_only(api, bench):
    refresh = (await api.login()).cookies[COOKIE]
    stored = str([await bench.documents(name) for name in ("users", "refresh_tokens", "login_attempts")])
    assert refresh not in stored
    assert "demo-demo" not in stored


async def _refresh(api, token):
    api.client.cookies.clear()
    return await api.client.post("/v1/refresh", headers={"Cookie": f"{COOKIE}={token}"})


async def test_demo_account_has_a_manager_who_works_in_it_and_leaves_directories_to_the_owner(api):
    manager = await api.token("manager@shop.example", "manager-demo")
    me = (await api.client.get("/v1/me", headers=manager)).json()
    assert (me["account"], me["name"], me["roles"]) == ("demo", "Лебедев Павел", ["manager"])
    assert (await api.client.get("/v1/orders", headers=manager)).status_code == 200
    entry = await api.client.put("/v1/directories/store/store-x", json={"name": "Склад"}, headers=manager)
    assert (entry.status_code, entry.json()["key"]) == (403, "forbidden")
