"""Widgets of partners: the operator makes, changes and removes them; a service's widget is not touched."""

from typing import Any

import pytest

from service_kit.testing.process import eventually

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
PARTNER = {
    "slug": "partner",
    "title": "Приложение партнёра",
    "categories": ["applications", "analytics"],
    "developer": "ООО «Партнёр»",
    "description": "Считает всё.",
    "price_text": "от 990 ₽ в месяц",
    "site": "https://partner.example",
    "logo": SVG,
    "options": [{"title": "Умеет:", "items": ["Считать;", "Показывать."]}],
}


async def operate(api: Any, method: str, path: str, body: Any = None) -> Any:
    return await api.call(method, path, "operators", "operator", **({"json": body} if body is not None else {}))


async def titles(api: Any) -> list[str]:
    page = await api.get("widgets")
    return [tile["title"] for group in page["groups"] for tile in group["widgets"]]


async def test_a_partners_widget_is_made_changed_and_removed(api: Any) -> None:
    assert await titles(api) == []
    made = await operate(api, "POST", "widgets", PARTNER)
    assert made.status_code == 201, made.text
    await eventually(lambda: _shows(api, ["Приложение партнёра"] * 2), 2, "it is shown")
    window = await api.window("partner")
    assert (window["price"], window["free"], window["kind"]) == ("от 990 ₽ в месяц", False, "приложение")
    assert (window["connected"], window["service"]) == (None, None)
    assert [button["action"] for button in window["buttons"]] == ["request"]
    assert (await api.client.get(window["logo"])).status_code == 200
    kept = await operate(api, "GET", "own-widgets")
    assert [row["logo"] for row in kept.json()["items"]] == [SVG]

    given = {name: value for name, value in PARTNER.items() if name != "slug"}
    changed = await operate(api, "PUT", "widgets/partner", {**given, "title": "Новое имя", "price_text": "бесплатно"})
    assert changed.status_code == 200, changed.text
    await eventually(lambda: _shows(api, ["Новое имя"] * 2), 2, "the change is shown")
    assert (await api.window("partner"))["price"] == "Бесплатно"

    assert (await operate(api, "DELETE", "widgets/partner")).status_code == 204
    await eventually(lambda: _shows(api, []), 2, "it is gone")
    for method, body in (("DELETE", None), ("PUT", given)):
        answer = await operate(api, method, "widgets/partner", body)
        assert (answer.status_code, answer.json()["key"]) == (404, "widget_unknown")


async def _shows(api: Any, wanted: list[str]) -> bool:
    return await titles(api) == wanted


async def test_a_slug_is_given_once(*, worker: Any, api: Any, neighbours: Any, make: Any) -> None:
    await neighbours.say(make.announced(1, "insales"))
    await worker.handled(1)
    assert (await operate(api, "POST", "widgets", PARTNER)).status_code == 201
    again = await operate(api, "POST", "widgets", PARTNER)
    assert (again.status_code, again.json()["key"]) == (409, "widget_exists")
    given = {name: value for name, value in PARTNER.items() if name != "slug"}
    for method, path, body in (
        ("POST", "widgets", {**given, "slug": "insales"}),
        ("PUT", "widgets/insales", given),
        ("DELETE", "widgets/insales", None),
    ):
        answer = await operate(api, method, path, body)
        assert (answer.status_code, answer.json()["key"]) == (409, "widget_announced")
        assert "shop-sync" in answer.json()["detail"]


async def test_a_service_that_takes_a_slug_later_hides_the_partners_widget(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    await operate(api, "POST", "widgets", PARTNER)
    await neighbours.say(make.announced(1, make.manifest("partner", title="Своё")))
    await worker.handled(1)
    assert await titles(api) == ["Своё"]
    assert (await operate(api, "DELETE", "widgets/partner")).status_code == 204


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"logo": SVG.replace("<path", "<script>alert(1)</script><path")}, "logo_unsafe"),
        ({"logo": "https://partner.example/logo.svg"}, "logo_unreadable"),
        ({"logo": "<svg>" + " " * 70_000}, "logo_big"),
        ({"site": "javascript:alert(1)"}, "invalid_input"),
        ({"categories": []}, "invalid_input"),
        ({"categories": ["toys"]}, "invalid_input"),
        ({"slug": "Ы"}, "invalid_input"),
        ({"title": "  "}, "invalid_input"),
        ({"capabilities": ["check"]}, "invalid_input"),
    ],
)
async def test_what_cannot_be_shown_is_refused_and_nothing_is_kept(api: Any, fields: dict[str, Any], key: str) -> None:
    answer = await operate(api, "POST", "widgets", {**PARTNER, **fields})
    assert (answer.status_code, answer.json()["key"]) == (422, key)
    assert (await operate(api, "GET", "own-widgets")).json()["items"] == []


async def test_only_the_operator_changes_widgets(api: Any) -> None:
    for role in ("owner", "manager"):
        assert (await api.call("POST", "widgets", "demo", role, json=PARTNER)).status_code == 403
        assert (await api.call("DELETE", "widgets/partner", "demo", role)).status_code == 403
        assert (await api.call("GET", "own-widgets", "demo", role)).status_code == 403
