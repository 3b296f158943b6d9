"""What users set up for themselves: kept for each one alone, small, gone with the account."""

import pytest

from platform_bridge.adapters.embedded.indexes import INDEXES
from service_kit.purge import purge

pytestmark = pytest.mark.mongo

PATH = "/v1/me/preferences/orders"
COLUMNS = {"columns": ["placed_at", "carrier_status"]}


@pytest.fixture
async def manager(api):
    """Headers of another user of the same account."""
    return await api.token("manager@shop.example", "manager-demo")


async def test_before_anything_is_set_up_the_value_is_empty(api, owner):
    assert await api.ok("GET", PATH, owner) == {}


async def test_the_last_value_counts_and_is_found_by_every_session_of_the_user(api, owner):
    await api.ok("PUT", PATH, owner, json={"columns": []})
    assert await api.ok("PUT", PATH, owner, json=COLUMNS) == COLUMNS
    assert await api.ok("GET", PATH, await api.token()) == COLUMNS
    assert await api.ok("GET", "/v1/me/preferences/leads", owner) == {}


async def test_another_user_and_another_account_have_their_own(api, owner, manager, stranger):
    await api.ok("PUT", PATH, owner, json=COLUMNS)
    for other in (manager, stranger):
        assert await api.ok("GET", PATH, other) == {}
        await api.ok("PUT", PATH, other, json={"columns": []})
    assert await api.ok("GET", PATH, owner) == COLUMNS


async def test_operators_have_none(api):
    operator = await api.token("operator@biz.example", "operator-demo")
    for method, body in (("GET", None), ("PUT", COLUMNS)):
        assert (await api.refused(method, PATH, operator, json=body))[:2] == (403, "forbidden")


@pytest.mark.parametrize("name", ["A", "a" * 41, "a_b", "a.b", "a$", "a%7Cb", "1"])
async def test_a_name_is_of_small_letters_and_dashes(api, owner, name):
    for method in ("GET", "PUT"):
        assert (await api.refused(method, f"/v1/me/preferences/{name}", owner, json={}))[:2] == (422, "invalid_input")


@pytest.mark.parametrize(
    "body",
    [b"[]", b'"x"', b"null", b"{", b'{"a": NaN}', b'{"a": [-Infinity]}', rb'{"a": "\ud800"}', b'{"a": ' + b"[" * 3000],
    ids=["list", "string", "null", "broken", "nan", "infinity", "half of a letter", "deep"],
)
async def test_what_is_no_json_object_is_refused_and_changes_nothing(api, owner, body):
    await api.ok("PUT", PATH, owner, json=COLUMNS)
    assert (await api.refused("PUT", PATH, owner, content=body))[:2] == (422, "invalid_input")
    assert await api.ok("GET", PATH, owner) == COLUMNS


@pytest.mark.parametrize(
    "value",
    [{"$set": {"a.b": 1}, "": None}, {"a": 10**30, "b": -0.5}, {"строка": "\0 ж \u2028"}, {"a": {"b": [[[True]]]}}],
    ids=["operators", "large number", "letters", "nested"],
)
async def test_any_json_object_comes_back_as_it_went(api, owner, value):
    await api.ok("PUT", PATH, owner, json=value)
    assert await api.ok("GET", PATH, owner) == value


async def test_four_kibibytes_fit_and_one_byte_more_does_not(api, owner):
    room = 4096 - len('{"a": ""}')
    await api.ok("PUT", PATH, owner, json={"a": "ж" * (room // 2) + "x" * (room % 2)})
    status, key, text = await api.refused("PUT", PATH, owner, json={"a": "x" * (room + 1)})
    assert (status, key) == (413, "preference_too_large")
    assert "4 КБ" in text


async def test_a_user_has_twenty_names_and_may_still_change_them(api, owner, manager):
    for letter in "abcdefghijklmnopqrst":
        await api.ok("PUT", f"/v1/me/preferences/{letter}", owner, json={})
    status, key, text = await api.refused("PUT", "/v1/me/preferences/u", owner, json={})
    assert (status, key) == (422, "preferences_too_many")
    assert "20" in text
    await api.ok("PUT", "/v1/me/preferences/t", owner, json=COLUMNS)
    await api.ok("PUT", "/v1/me/preferences/u", manager, json={})


async def test_they_go_with_the_account(api, bench, owner, stranger):
    for headers in (owner, stranger):
        await api.ok("PUT", PATH, headers, json=COLUMNS)
    await purge(bench.mongo, INDEXES, "demo")
    assert [one["account"] for one in await bench.documents("preferences")] == ["other"]
