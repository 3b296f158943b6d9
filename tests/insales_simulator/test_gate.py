"""Who may ask, how often and in what form; and the faults on demand."""

from typing import Any

import httpx
import pytest

from simulators.insales.server import Shop, running


def test_strangers_learn_nothing(shop: Shop, client: httpx.Client) -> None:
    for login in ((shop.key, "wrong"), ("wrong", shop.password), None):
        answer = httpx.get(f"{shop.url}/admin/orders/1.json", auth=login, trust_env=False)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
        assert "api-usage-limit" not in answer.headers
    assert client.get("account.json").headers["api-usage-limit"] == "1/500"


def test_what_the_application_has_no_right_to_is_403(shop: Shop, client: httpx.Client) -> None:
    shop.api.forbidden.add("orders")
    assert client.get("orders.json").status_code == 403
    assert client.get("products.json").status_code == 200


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml"])
def test_the_content_type_must_be_that_of_the_address(client: httpx.Client, kind: str) -> None:
    assert client.get("account.json", headers={"Content-Type": kind}).status_code == 400


def test_paths_without_a_form_or_a_resource_are_404(shop: Shop, client: httpx.Client) -> None:
    assert client.get("orders").status_code == 404
    assert client.get("no_such.json").status_code == 404
    assert client.patch("account.json").status_code == 404


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"other": {}}', b'{"order": 1}'])
def test_a_body_that_is_no_order_is_400(shop: Shop, client: httpx.Client, body: bytes) -> None:
    order = shop.add_order()["id"]
    assert client.put(f"orders/{order}.json", content=body).status_code == 400


def test_five_hundred_requests_in_five_minutes_from_the_first(clock: Any) -> None:
    with running(clock=clock, requests_per_series=3) as shop, httpx.Client(
        auth=(shop.key, shop.password), headers={"Content-Type": "application/json"}, trust_env=False
    ) as client:  # fmt: skip
        for used in (1, 2, 3):
            clock.pass_(10)
            answer = client.get(f"{shop.url}/admin/account.json")
            assert (answer.status_code, answer.headers["api-usage-limit"]) == (200, f"{used}/3")
        refused = client.get(f"{shop.url}/admin/account.json")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "280")
        clock.pass_(279)
        assert client.get(f"{shop.url}/admin/account.json").status_code == 503
        clock.pass_(1)
        answer = client.get(f"{shop.url}/admin/account.json")
        assert (answer.status_code, answer.headers["api-usage-limit"]) == (200, "1/3")


def test_a_storm_does_nothing_and_tells_when_to_come_back(shop: Shop, client: httpx.Client) -> None:
    order = shop.add_order()["id"]
    shop.faults.storm(1, status=429, retry_after=7)
    answer = client.put(f"orders/{order}.json", json={"order": {"comment": "Срочно"}})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert client.get(f"orders/{order}.json").json()["comment"] is None
    assert [(row.method, row.status) for row in shop.requests] == [("PUT", 429), ("GET", 200)]


def test_a_torn_answer_comes_after_the_deed(shop: Shop, client: httpx.Client) -> None:
    order = shop.add_order()["id"]
    shop.faults.torn()
    with pytest.raises(httpx.RemoteProtocolError):
        client.put(f"orders/{order}.json", json={"order": {"comment": "Срочно"}})
    assert client.get(f"orders/{order}.json").json()["comment"] == "Срочно"


def test_a_page_for_people_and_an_error_of_the_server(shop: Shop, client: httpx.Client) -> None:
    shop.faults.only = "/admin/orders"
    shop.faults.html()
    shop.faults.refuse(504)
    assert client.get("account.json").json()["title"]
    assert client.get("orders.json").headers["content-type"].startswith("text/html")
    assert client.get("orders.json").status_code == 504
    assert client.get("orders.json").json() == []


def test_a_slow_shop_answers_late(shop: Shop, client: httpx.Client) -> None:
    shop.faults.slow(5)
    with pytest.raises(httpx.ReadTimeout):
        client.get("account.json", timeout=0.2)
    assert client.get("account.json").status_code == 200
