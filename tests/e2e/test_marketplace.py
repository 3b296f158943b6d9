"""A user finds an integration in the marketplace, connects it, and asks for help with another one."""

import httpx
import pytest
from answers import check_problem

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><circle cx="5" cy="5" r="4"/></svg>'
PARTNER = {
    "slug": "partner-crm",
    "title": "CRM партнёра",
    "categories": ["applications"],
    "developer": "ООО «Партнёр»",
    "description": "Приложение партнёра.",
    "price_text": "от 500 ₽ в месяц",
    "logo": SVG,
}
ASKED = {"name": "Иван Петров", "phone": "8 913 000-00-01", "comment": "Помогите подключить"}


def slugs(user, **query):
    page = user.call("GET", "catalog", "widgets", params=query)
    return {tile["slug"] for group in page["groups"] for tile in group["widgets"]}


def tile(user, slug):
    page = user.call("GET", "catalog", "widgets")
    found = [row for group in page["groups"] for row in group["widgets"] if row["slug"] == slug]
    return found[0] if found else None


@pytest.fixture(scope="module")
def announced(owner):
    """The widget of CommerceML, once its service has announced it."""
    return wait_for(lambda: tile(owner, "commerceml"), 20, "the widget is shown")


@pytest.fixture(scope="module")
def partner(owner, operator):
    """A partner's widget made by the operator."""
    operator.call("POST", "catalog", "widgets", json=PARTNER)
    yield wait_for(lambda: tile(owner, "partner-crm"), 10, "the partner's widget is shown")
    operator.call("DELETE", "catalog", "widgets/partner-crm")


def test_the_ten_categories_stand_as_in_the_guide(owner):
    titles = [row["title"] for row in owner.call("GET", "catalog", "categories")["items"]]
    assert (titles[0], titles[7], titles[9], len(titles)) == (
        "Интернет-магазины",
        "Массовые Email и SMS рассылки",
        "Приложения",
        10,
    )


@pytest.mark.usefixtures("announced")
def test_a_widget_is_found_as_it_is_typed(owner):
    for typed in ("commerceml", "  COMMERCE ", "сщььуксуьд", "afqk pfrfpjd"):
        assert "commerceml" in slugs(owner, q=typed), typed
    assert slugs(owner, q="нет такой интеграции") == set()


def test_connecting_and_deleting_is_seen_in_the_marketplace(owner, announced):
    assert announced["connected"] is not None
    connection = owner.connect()
    window = wait_for(lambda: _with(owner, connection), 15, "the connection is shown")
    assert window["service"] == "shop-sync"
    assert window["buttons"][0] == {"action": "connect", "title": "Подключить ещё"}
    assert tile(owner, "commerceml")["connected"] is True
    assert "commerceml" in slugs(owner, filter="connected", category="shops")
    owner.call("DELETE", "shop-sync", f"connections/{connection}")
    wait_for(lambda: not _with(owner, connection), 15, "the deleted connection is gone")


def _with(user, connection):
    window = user.call("GET", "catalog", "widgets/commerceml")
    return window if connection in [row["id"] for row in window["connection_list"]] else None


def test_a_partners_widget_offers_a_request_alone_and_its_logo_is_a_picture(stack, owner, partner):
    assert (partner["price"], partner["free"], partner["connected"]) == ("от 500 ₽ в месяц", False, None)
    assert "partner-crm" in slugs(owner, filter="paid")
    window = owner.call("GET", "catalog", "widgets/partner-crm")
    assert [button["title"] for button in window["buttons"]] == ["Заявка на подключение"]
    address = f"{stack.gateway_url}/api/catalog{partner['logo']}"
    picture = httpx.get(address, trust_env=False)
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in picture.headers["cache-control"]
    again = httpx.get(address, headers={"If-None-Match": picture.headers["etag"]}, trust_env=False)
    assert again.status_code == 304


@pytest.mark.usefixtures("announced")
def test_a_browser_that_has_the_list_gets_no_bytes_also_through_a_gateway_that_compresses(owner):
    first = owner.raw("GET", "catalog", "widgets", headers={"Accept-Encoding": "gzip"})
    again = owner.raw("GET", "catalog", "widgets", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.usefixtures("partner")
def test_a_request_becomes_one_ticket_of_the_platform(owner):
    headers = {"Idempotency-Key": "marketplace-e2e"}
    answers = [
        owner.raw("POST", "catalog", "widgets/partner-crm/requests", json=ASKED, headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    request = answers[0].json()
    assert answers[1].json() == request
    assert request in owner.call("GET", "catalog", "requests")["items"]
    (ticket,) = wait_for(lambda: _tickets(owner), 30, "the ticket is there")
    assert (ticket["contact_name"], ticket["phone"]) == ("Иван Петров", "79130000001")
    assert "CRM партнёра" in ticket["subject"]
    assert "Помогите подключить" in ticket["text"]


def _tickets(user):
    page = user.call("GET", "platform-bridge", "tickets", params={"limit": 200})
    return [row for row in page["items"] if row.get("extra", {}).get("widget") == "partner-crm"]


@pytest.mark.usefixtures("announced")
def test_what_cannot_be_used_is_told_in_russian(owner, operator):
    path = "widgets/commerceml/requests"
    check_problem(owner.raw("POST", "catalog", path, json={"name": "Иван"}), 422, "contact_missing")
    check_problem(owner.raw("POST", "catalog", path, json={**ASKED, "phone": "123"}), 422, "phone_wrong")
    check_problem(owner.raw("POST", "catalog", "widgets/none/requests", json=ASKED), 404, "widget_unknown")
    check_problem(owner.raw("GET", "catalog", "widgets", params={"filter": "cheap"}), 422, "invalid_input")
    check_problem(
        operator.raw("POST", "catalog", "widgets", json={**PARTNER, "slug": "commerceml"}), 409, "widget_announced"
    )
    hostile = {**PARTNER, "slug": "hostile", "logo": SVG.replace("<circle", "<script>1</script><circle")}
    check_problem(operator.raw("POST", "catalog", "widgets", json=hostile), 422, "logo_unsafe")
    check_problem(owner.raw("POST", "catalog", "widgets", json=PARTNER), 403, "forbidden")
