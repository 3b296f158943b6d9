"""The marketplace over HTTP: filters, anchors, tags, logos, and what wrong questions are told."""

from typing import Any

import pytest

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.fixture
async def market(worker: Any, api: Any, neighbours: Any, make: Any) -> Any:
    """An API process that shows five widgets, one of them connected."""
    manifests = [
        make.manifest("insales", title="InSales", logo=SVG, site="https://insales.ru", guide="insales"),
        make.manifest("cdek", title="СДЭК", categories=("delivery",), price_text="500 ₽ в месяц"),
        make.manifest("mango", title="Mango Office", categories=("telephony", "analytics")),
        make.manifest("account", title="1С-Бухгалтерия", categories=("accounting",), multiple=False),
        make.manifest("mail", title="Приём заказов по почте", categories=("shops", "other")),
    ]
    await neighbours.say(make.announced(1, *manifests), make.changed(1), make.changed(1, "a-1", integration="account"))
    await worker.handled(3)
    return api


async def test_the_list_stands_in_the_order_of_the_guide_with_anchors(market: Any) -> None:
    page = await market.get("widgets")
    assert page["total"] == 5
    assert [(group["title"], [tile["title"] for tile in group["widgets"]]) for group in page["groups"]] == [
        ("Интернет-магазины", ["InSales", "Приём заказов по почте"]),
        ("Службы доставки", ["СДЭК"]),
        ("Бухгалтерия", ["1С-Бухгалтерия"]),
        ("Телефония", ["Mango Office"]),
        ("Системы аналитики", ["Mango Office"]),
        ("Разное", ["Приём заказов по почте"]),
    ]
    assert [row["count"] for row in page["anchors"]] == [2, 1, 1, 0, 1, 1, 0, 0, 1, 0]
    titles = [row["title"] for row in (await market.get("categories"))["items"]]
    assert [row["title"] for row in page["anchors"]] == titles


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("filter=free", ["insales", "mail", "account", "mango", "mango", "mail"]),
        ("filter=paid", ["cdek"]),
        ("filter=connected", ["insales", "account"]),
        ("filter=connected&category=shops", ["insales"]),
        ("category=shops&category=telephony", ["insales", "mail", "mango"]),
        ("q=%D1%88%D1%82%D1%8B%D1%84%D0%B4%D1%83%D1%8B", ["insales"]),
        ("q=cl%27r", ["cdek"]),
        ("q=++PRIEM+", []),
        ("q=%D0%BF%D1%80%D0%B8%D0%B5%D0%BC+%D0%BF%D0%BE%D1%87%D1%82&category=other", ["mail"]),
        ("q=&filter=paid", ["cdek"]),
    ],
)
async def test_filters_categories_and_search_narrow_the_list(market: Any, query: str, slugs: list[str]) -> None:
    page = await market.get(f"widgets?{query}")
    assert [tile["slug"] for group in page["groups"] for tile in group["widgets"]] == slugs
    assert sum(row["count"] for row in page["anchors"]) == len(slugs)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("filter=cheap", "filter"),
        ("category=shops&category=toys", "category"),
        ("q=" + "x" * 101, "q"),
        ("filter=free&sort=price", "sort"),
    ],
)
async def test_a_wrong_question_is_told_which_part_is_wrong(market: Any, query: str, place: str) -> None:
    answer = await market.call("GET", f"widgets?{query}")
    assert (answer.status_code, answer.json()["key"]) == (422, "invalid_input")
    assert answer.json()["errors"][0]["loc"][0] == place


async def test_who_has_the_answer_is_not_sent_it_again(market: Any) -> None:
    for path in ("widgets", "widgets?filter=free", "widgets/insales"):
        first = await market.call("GET", path)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        assert first.headers["cache-control"] == "private, no-cache"
        for given in (tag, f"W/{tag}", f'"other", {tag}'):
            again = await market.call("GET", path, headers={"If-None-Match": given})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert (await market.call("GET", path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_tag_of_one_account_does_not_hide_the_list_of_another(market: Any) -> None:
    mine = await market.call("GET", "widgets")
    theirs = await market.call("GET", "widgets", "other", headers={"If-None-Match": mine.headers["etag"]})
    assert theirs.status_code == 200
    assert '"connected":true' not in theirs.text


async def test_the_window_tells_all_that_the_guide_shows(market: Any) -> None:
    window = await market.window("insales")
    assert (window["title"], window["price"], window["site"]) == ("InSales", "Бесплатно", "https://insales.ru")
    assert (window["service"], window["developer"], window["guide"]) == ("shop-sync", "Бизнес.Ру", "insales")
    assert [button["title"] for button in window["buttons"]] == [
        "Подключить ещё",
        "Заявка на подключение",
        "Инструкция по настройке",
    ]
    assert [row["name"] for row in window["connection_list"]] == ["Insales_01"]
    once = await market.window("account")
    assert once["buttons"][0] == {"action": "settings", "title": "Настроить"}
    assert (once["multiple"], once["connection_list"][0]["id"]) == (False, "a-1")


async def test_an_unknown_widget_is_not_found(market: Any) -> None:
    answer = await market.call("GET", "widgets/nothing")
    assert (answer.status_code, answer.json()["key"]) == (404, "widget_unknown")


async def test_logos_are_pictures_at_an_address_of_their_own_that_is_kept_for_ever(market: Any) -> None:
    tiles = {tile["slug"]: tile for group in (await market.get("widgets"))["groups"] for tile in group["widgets"]}
    assert tiles["cdek"]["logo"] is None
    address = tiles["insales"]["logo"]
    picture = await market.client.get(address)
    assert picture.status_code == 200
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert picture.text.startswith("<svg")
    again = await market.client.get(address, headers={"If-None-Match": picture.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await market.client.get("/v1/logos/none.svg")).status_code == 404


async def test_the_list_is_for_those_who_came_in(market: Any) -> None:
    for path in ("categories", "widgets", "widgets/insales", "requests"):
        assert (await market.client.get(f"/v1/{path}")).status_code == 401
