"""Nobody reaches another account's data, and nobody at all comes in without a good token."""

import asyncio
import http.client
import time
from dataclasses import asdict

import httpx
import jwt
import pytest
from answers import check_problem
from pydantic import SecretStr
from shop_files import document, file_of
from users import MANAGER

from contracts.base import AccountId
from mail_intake.app.letters import KeptLetter, LetterState
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.secrets import Place, Secrets
from service_kit.testing.process import wait_for
from service_kit.testing.tokens import TestIssuer

pytestmark = pytest.mark.e2e

SERVICES = ("catalog", "journal", "mail-intake", "platform-bridge", "post-tracker", "shop-sync")
LEADS = {"kind": "import_leads"}
STRANGER = {"login": "owner@other.example", "password": "other-other-1"}
FILE = file_of(document("I1", buyer={"Наименование": "Орлова Вера", "Телефон": "+7 912 000-00-01"}))
OPEN = {
    "/v1/login", "/v1/refresh", "/v1/logout", "/v1/jwks", "/v1/files/{account}/{identity}",
    "/v1/images/{account}/{ref}", "/v1/logos/{name}", "/health/live", "/health/ready",
}  # fmt: skip

OF_NOBODY = ("failed-messages", "systems", "integrations", "widgets", "directories", "me")
"""Ids of these are the same for all, or belong to operators; `me` is whoever asks."""


@pytest.fixture(scope="module")
def people(stack, new_user, create_account):
    """The owner of a second account and the manager of the demo account."""
    create_account(stack, "other", STRANGER)
    return {"stranger": new_user(STRANGER), "manager": new_user(MANAGER)}


@pytest.fixture(scope="module")
def stranger(people):
    return people["stranger"]


@pytest.fixture(scope="module")
def manager(people):
    return people["manager"]


NOWHERE = {"address": "zakaz@shop.example", "password": "letters", "keeper": "other", "server": "localhost"}
"""A mailbox that is never reached: the guard lets nobody call this machine."""


PARCELS = {"kind": "track_parcels"}
OF_POST = {"login": "shop", "password": "parcels", "delivery_methods": ["delivery-post"]}


class Mine:
    """What the first account has: a connection with a finished run, its order and its buyer; one by mail with a letter
    that waits for a person; one with the post, which tracks the order's parcel.
    """

    def __init__(self, owner, database):
        self._owner = owner
        self.connection = owner.connect()
        self.run = owner.load(self.connection, FILE)["id"]
        self.order = owner.order(self.connection, "I1")
        self.product = "product-fit-0002"
        self.image = owner.call("GET", "platform-bridge", "products/product-kro-0001")["product"]["images"][0]["ref"]
        made = {"tickets": {"subject": "Моё"}, "deals": {"name": "Моя"}, "documents": {"type": "invoice"}}
        self.ticket, self.deal, self.document = (
            owner.call("POST", "platform-bridge", path, json=body)["ref"] for path, body in made.items()
        )
        upload = {"files": {"file": ("catalogue.xml", "<КоммерческаяИнформация/>".encode())}}
        self.catalogue_import = owner.call("POST", "platform-bridge", "catalogue-imports", **upload)["id"]
        self._mail(database["mail_intake"]["letters"])
        self._post()

    def _mail(self, letters):
        config = {**NOWHERE, "senders": "*", "import_every": None}
        body = {"integration": "mail-leads", "name": "Заявки", "config": config}
        self.mail = self._owner.call("POST", "mail-intake", "connections", json=body)["id"]
        started = self._owner.call("POST", "mail-intake", f"connections/{self.mail}/runs", json=LEADS)
        self.mail_run = self._owner.finished(started["id"], service="mail-intake")["id"]
        template = {"name": "Форма", "text": "Имя: {{имя}}\nТелефон: {{телефон}}"}
        path = f"connections/{self.mail}/templates"
        self.template = self._owner.call("POST", "mail-intake", path, json=template)["id"]
        self.letter = "letter-of-demo"
        kept = KeptLetter(
            self.letter, "m1", "d1", "a@site.example", "Заявка", utc_now(), 100, LetterState.UNREAD, self.mail_run
        )
        row = {name: value for name, value in asdict(kept).items() if name != "id"}
        letters.insert_one({"_id": kept.id, "account": "demo", "connection": self.mail, "at": utc_now(), **row})

    def _post(self):
        body = {"integration": "pochta", "name": "Почта", "config": OF_POST}
        self.post = self._owner.call("POST", "post-tracker", "connections", json=body)["id"]
        number = {"delivery_method_ref": OF_POST["delivery_methods"][0], "tracking_number": "14211716007380"}
        self._owner.call("PATCH", "platform-bridge", f"orders/{self.order['ref']}", json=number)
        path = f"orders/{self.order['ref']}/shipment"
        wait_for(
            lambda: self._owner.raw("GET", "post-tracker", path).status_code == 200, 30, "the order has a shipment"
        )
        self.shipment = self._owner.call("GET", "post-tracker", path)["id"]
        (run, *_) = self._owner.call("GET", "post-tracker", f"connections/{self.post}/runs")["items"]
        self.post_run = self._owner.finished(run["id"], service="post-tracker")["id"]

    def everything(self):
        """All of it, as its owner sees it."""
        paths = {
            "shop-sync": (
                f"connections/{self.connection}",
                f"connections/{self.connection}/runs",
                f"runs/{self.run}",
                f"runs/{self.run}/rows",
            ),
            "mail-intake": (
                f"connections/{self.mail}",
                f"connections/{self.mail}/runs",
                f"connections/{self.mail}/templates",
                f"connections/{self.mail}/letters",
                f"letters/{self.letter}",
                f"runs/{self.mail_run}",
            ),
            "post-tracker": (
                f"connections/{self.post}",
                f"connections/{self.post}/runs",
                f"shipments/{self.shipment}",
                f"runs/{self.post_run}",
            ),
            "platform-bridge": (
                f"orders/{self.order['ref']}",
                f"products/{self.product}",
                f"counterparties/{self.order['counterparty_ref']}",
                f"tickets/{self.ticket}",
                f"deals/{self.deal}",
                f"documents/{self.document}",
                "products/product-kro-0001",
                "directories/organization",
                "directories/order_status",
            ),
        }
        return {
            f"{service} {path}": self._owner.call("GET", service, path)
            for service, these in paths.items()
            for path in these
        }


@pytest.fixture(scope="module")
def mine(owner, database):
    return Mine(owner, database)


def attempts(mine):
    """(service, method, path, body, key) of everything a stranger may try with ids of the first account."""
    stock = {"product_ref": mine.product, "store_ref": "store-main", "total": "7"}
    goods = {"organization": "org-main", "owner": "emp-orlov"}
    return [
        *exchanges("shop-sync", mine.connection, mine.run, {"config": goods, "runs": {"kind": "export_goods"}}),
        *exchanges("mail-intake", mine.mail, mine.mail_run, {"config": NOWHERE, "runs": LEADS}),
        *links("shop-sync", mine.connection, mine.product),
        *links("mail-intake", mine.mail, mine.product),
        *files_and_marks(mine),
        *letters(mine),
        *exchanges("post-tracker", mine.post, mine.post_run, {"config": OF_POST, "runs": PARCELS}),
        ("post-tracker", "GET", f"connections/{mine.post}/tracking", {}, "connection_unknown"),
        ("post-tracker", "GET", f"shipments/{mine.shipment}", {}, "shipment_unknown"),
        ("post-tracker", "POST", f"shipments/{mine.shipment}/refresh", {}, "shipment_unknown"),
        ("post-tracker", "GET", f"orders/{mine.order['ref']}/shipment", {}, "shipment_unknown"),
        ("platform-bridge", "GET", f"orders/{mine.order['ref']}", {}, "order_unknown"),
        ("platform-bridge", "GET", f"orders/{mine.order['ref']}/lines", {}, "order_unknown"),
        ("platform-bridge", "GET", f"orders/{mine.order['ref']}/payments", {}, "order_unknown"),
        ("platform-bridge", "GET", f"counterparties/{mine.order['counterparty_ref']}", {}, "counterparty_unknown"),
        ("platform-bridge", "GET", f"products/{mine.product}", {}, "product_unknown"),
        ("platform-bridge", "PATCH", f"products/{mine.product}", {"json": {"archived": True}}, "product_unknown"),
        ("platform-bridge", "PUT", "stock", {"json": stock}, "product_unknown"),
        ("journal", "GET", f"runs/{mine.run}", {}, "run_unknown"),
        ("journal", "GET", f"orders/{mine.order['ref']}/timeline", {}, "order_unknown"),
        *papers(mine),
    ]


def exchanges(service, connection, run, bodies):
    """What every service with connections has."""
    own, of_run = f"connections/{connection}", f"runs/{run}"
    of_connection = [
        ("GET", own, {}),
        ("PUT", own, {"json": {"name": "Чужое", "config": bodies["config"]}}),
        ("DELETE", own, {}),
        ("GET", f"{own}/runs", {}),
        ("POST", f"{own}/runs", {"json": bodies["runs"]}),
        ("POST", f"{own}/check", {}),
        ("GET", f"{own}/history", {}),
        ("POST", f"{own}/history/1/restore", {}),
        ("GET", f"{own}/comments", {}),
        ("POST", f"{own}/comments", {"json": {"text": "Чужое"}}),
        ("GET", f"{own}/diagnostics", {}),
    ]
    of_runs = [
        ("GET", of_run, {}),
        ("POST", f"{of_run}/retry", {"json": {"all_rejected": True}}),
        ("GET", f"{of_run}/rows", {}),
        ("GET", f"{of_run}/rows.xlsx", {}),
        ("GET", f"{of_run}/files", {}),
        ("POST", f"{of_run}/cancel", {}),
    ]
    tried = [(*one, "connection_unknown") for one in of_connection] + [(*one, "run_unknown") for one in of_runs]
    return [(service, *one) for one in tried]


def links(service, connection, product):
    """What services with goods have."""
    own, link = f"connections/{connection}", {"outside_id": "mug-1", "product": product}
    unlink = {"json": {"outside_id": "mug-1"}}
    tried = [
        ("POST", f"{own}/goods-links", {"json": link}),
        ("POST", f"{own}/goods-links/forget", unlink),
        ("POST", f"{own}/goods-links/release", unlink),
        ("GET", f"{own}/goods-links", {}),
        ("GET", f"{own}/goods-links/unlinked?side=shop", {}),
        ("GET", f"{own}/goods-links/unlinked?side=platform", {}),
        ("GET", f"{own}/goods-links/candidates?outside_id=mug-1", {}),
    ]
    return [(service, *one, "connection_unknown") for one in tried]


def files_and_marks(mine):
    """Of shop-sync alone."""
    own, marks = f"connections/{mine.connection}", {"json": {"products": [mine.product]}}
    tried = [
        ("POST", f"{own}/uploads", {"files": {"file": ("orders.xml", FILE)}}),
        ("GET", f"{own}/marked-goods", {}),
        ("POST", f"{own}/marked-goods", marks),
        ("DELETE", f"{own}/marked-goods", marks),
    ]
    return [("shop-sync", *one, "connection_unknown") for one in tried]


def letters(mine):
    """Of mail-intake alone: own templates, letters of the mailbox, letters that wait for a person."""
    own, text = f"connections/{mine.mail}", "Телефон: {{телефон}}"
    template = {"name": "Чужой", "text": text}
    source = {"letter": mine.letter}
    of_connection = [
        ("GET", f"{own}/templates", {}),
        ("POST", f"{own}/templates", {"json": template}),
        ("PUT", f"{own}/templates/{mine.template}", {"json": {**template, "version": 1}}),
        ("DELETE", f"{own}/templates/{mine.template}", {}),
        ("POST", f"{own}/templates/preview", {"json": {"text": text, "source": source}}),
        ("POST", f"{own}/templates/trial", {"json": {"text": text, "count": 1}}),
        ("POST", f"{own}/templates/propose", {"json": {"source": source}}),
        ("GET", f"{own}/templates/fields", {}),
        ("GET", f"{own}/mailbox-letters", {}),
        ("GET", f"{own}/letters", {}),
        ("POST", f"{own}/letters/read-again", {"json": {"letters": [mine.letter]}}),
    ]
    of_letter = [
        ("GET", f"letters/{mine.letter}", {}),
        ("POST", f"letters/{mine.letter}/pass", {}),
        ("POST", f"letters/{mine.letter}/fill", {"json": {"lead": {"phone": "+79120000001"}}}),
    ]
    tried = [(*one, "connection_unknown") for one in of_connection] + [(*one, "letter_unknown") for one in of_letter]
    return [("mail-intake", *one) for one in tried]


def papers(mine):
    """The same of the platform's other records."""
    name, image = {"json": {"name": "Чужое"}}, {"files": {"file": ("1.png", b"\x89PNG\r\n\x1a\n")}}
    buyer, picture = f"counterparties/{mine.order['counterparty_ref']}", "products/product-kro-0001/images"
    price, document = f"prices/{mine.product}::price-retail", f"documents/{mine.document}"
    tried = [
        ("PATCH", f"orders/{mine.order['ref']}", {"json": {"comment": "Чужое"}}, "order_unknown"),
        ("PATCH", buyer, name, "counterparty_unknown"),
        ("DELETE", buyer, {}, "counterparty_unknown"),
        ("DELETE", f"products/{mine.product}", {}, "product_unknown"),
        ("POST", picture, image, "product_unknown"),
        ("DELETE", f"{picture}/{mine.image}", {}, "product_unknown"),
        ("DELETE", price, {}, "price_unknown"),
        ("GET", f"tickets/{mine.ticket}", {}, "ticket_unknown"),
        ("PATCH", f"tickets/{mine.ticket}", {"json": {"subject": "Чужое"}}, "ticket_unknown"),
        ("DELETE", f"tickets/{mine.ticket}", {}, "ticket_unknown"),
        ("GET", f"deals/{mine.deal}", {}, "deal_unknown"),
        ("PATCH", f"deals/{mine.deal}", name, "deal_unknown"),
        ("DELETE", f"deals/{mine.deal}", {}, "deal_unknown"),
        ("GET", document, {}, "document_unknown"),
        ("PUT", document, {"json": {}}, "document_unknown"),
        ("POST", f"{document}/hold", {}, "document_unknown"),
        ("POST", f"{document}/unhold", {}, "document_unknown"),
        ("DELETE", document, {}, "document_unknown"),
        ("GET", f"catalogue-imports/{mine.catalogue_import}", {}, "catalogue_import_unknown"),
    ]
    return [("platform-bridge", *one) for one in tried]


def test_a_record_of_another_account_does_not_exist(stranger, mine):
    before = mine.everything()
    for service, method, path, body, key in attempts(mine):
        check_problem(stranger.raw(method, service, path, **body), 404, key)
    assert mine.everything() == before


def test_a_stranger_tries_every_route_that_takes_an_id(stack, mine):
    """So that a new route is not forgotten above."""
    tried = {(service, method, path.split("/")[0], path.count("/")) for service, method, path, *_ in attempts(mine)}
    for service in SERVICES:
        for method, path in routes(stack, service):
            if "{" in path and path not in OPEN and path.split("/")[2] not in OF_NOBODY:
                shape = (service, method, path.split("/")[2], path.count("/") - 2)
                assert shape in tried, f"{method} {path}"


def test_lists_hold_nothing_of_another_account(owner, stranger, mine):
    shown = stranger.call("GET", "shop-sync", "connections")["items"]
    assert mine.connection not in [row["id"] for row in shown]
    for path in ("orders", "counterparties"):
        items = stranger.call("GET", "platform-bridge", path, params={"limit": 200})["items"]
        known = {row["ref"] for row in owner.call("GET", "platform-bridge", path, params={"limit": 200})["items"]}
        assert known
        assert not known & {row["ref"] for row in items}, path
    for path in ("products", "stock", f"stock?product={mine.product}"):
        assert stranger.call("GET", "platform-bridge", path)["items"] == [], path
    for kind in ("organization", "employee", "product_group"):
        names = {row["name"] for row in stranger.call("GET", "platform-bridge", f"directories/{kind}")["items"]}
        assert names <= {"other", STRANGER["login"]}, kind
    choices = stranger.call("GET", "shop-sync", "integrations/commerceml/lists/organizations")["items"]
    assert [choice["label"] for choice in choices] == ["other"]


def test_a_directory_entry_of_the_same_name_stays_with_its_account(stranger, mine):
    before = mine.everything()
    entry = {"name": "Переименован"}
    stranger.call("PUT", "platform-bridge", "directories/order_status/status-new", json=entry)
    assert mine.everything() == before


def test_the_same_file_in_two_accounts_makes_two_orders_that_know_nothing_of_each_other(owner, stranger, mine):
    """The second account begins from nothing: its directories, its connection, its order, its counterparty."""
    connection = stranger.connect()
    run = stranger.load(connection, FILE)
    assert (run["status"], run["counts"]["created"]) == ("success", 1)
    order = stranger.order(connection, "I1")
    assert order["counterparty_ref"] != mine.order["counterparty_ref"]
    assert stranger.call("GET", "platform-bridge", f"orders/{order['ref']}") == order
    check_problem(owner.raw("GET", "platform-bridge", f"orders/{order['ref']}"), 404, "order_unknown")
    assert owner.order(connection, "I1") is None
    stranger.call("DELETE", "shop-sync", f"connections/{connection}")
    left = [row["ref"] for row in stranger.call("GET", "platform-bridge", "orders")["items"]]
    assert left == [order["ref"]]


def test_a_manager_works_with_files_and_leaves_connections_alone(manager, mine):
    before = mine.everything()[f"shop-sync connections/{mine.connection}"]
    body = {"name": "Мой", "config": before["config"]}
    create = manager.raw("POST", "shop-sync", "connections", json={**body, "integration": "commerceml"})
    change = manager.raw("PUT", "shop-sync", f"connections/{mine.connection}", json=body)
    delete = manager.raw("DELETE", "shop-sync", f"connections/{mine.connection}")
    entry = manager.raw("PUT", "platform-bridge", "directories/store/store-x", json={"name": "Склад"})
    for answer in (create, change, delete, entry):
        check_problem(answer, 403, "forbidden")
    assert manager.call("GET", "shop-sync", f"connections/{mine.connection}") == before
    run = manager.load(mine.connection, FILE)
    assert (run["status"], run["counts"]["unchanged"]) == ("success", 1)


FOR_OWNERS = {
    *(
        (service, *route)
        for service in ("shop-sync", "mail-intake", "post-tracker")
        for route in (
            ("POST", "/v1/connections"),
            ("PUT", "/v1/connections/{connection}"),
            ("DELETE", "/v1/connections/{connection}"),
            ("POST", "/v1/connections/{connection}/history/{version}/restore"),
            ("POST", "/v1/integrations/{slug}/check"),
        )
    ),
    ("platform-bridge", "PUT", "/v1/directories/{kind}/{ref}"),
    ("platform-bridge", "DELETE", "/v1/directories/{kind}/{ref}"),
}
FOR_OPERATORS = ("/v1/failed-messages", "/v1/systems", "/v1/own-widgets")


def test_a_manager_is_refused_what_is_for_owners_and_operators_and_nothing_else(stack, manager):
    """Each route is called with ids of nothing and without a body, so what is allowed does nothing either."""
    refused = set()
    for service in SERVICES:
        for method, path in routes(stack, service):
            if path not in OPEN and refuses(manager, method, service, path):
                refused.add((service, method, path))
    kept = {one for one in refused if not (one[2].startswith(FOR_OPERATORS) or changes_widgets(one))}
    assert kept == FOR_OWNERS
    for service in SERVICES:
        assert (service, "GET", "/v1/failed-messages") in refused
        assert (service, "PUT", "/v1/systems/{name}") in refused


def changes_widgets(one):
    """Whether the route makes, changes or removes a widget of the marketplace."""
    service, method, path = one
    return service == "catalog" and method != "GET" and path in ("/v1/widgets", "/v1/widgets/{slug}")


def refuses(user, method, service, path):
    """Whether the user's role is refused; only the head of the answer is awaited, since one of them never ends."""
    address = path.replace("{kind}", "store").replace("{version}", "1").replace("{", "").replace("}", "")
    with user.stream(method, service, address.removeprefix("/v1/")) as answer:
        if answer.status_code != 403:
            return False
        answer.read()
        check_problem(answer, 403, "forbidden")
        return True


async def signing_key(stack, sealed):
    """The bridge's own key, opened with the master key of the stack."""
    mongo = Mongo(stack.mongo_url, "platform_bridge")
    secrets = Secrets(mongo, {"1": SecretStr((stack.folder / "kek.key").read_text())})
    try:
        return await secrets.open(Place(AccountId(""), "signing_keys", "rs256", "private"), sealed)
    finally:
        await mongo.close()


@pytest.fixture(scope="module")
def bad_tokens(stack, database):
    """Tokens that must open nothing: those with our own key are wrong in one claim alone."""
    kid = httpx.get(f"{stack.gateway_url}/api/platform-bridge/v1/jwks").json()["keys"][0]["kid"]
    key = asyncio.run(signing_key(stack, database["platform_bridge"]["signing_keys"].find_one({})["private"]))
    forger = TestIssuer(kid=kid)

    def ours(**claims):
        good = {"iss": "biz", "aud": "biz", "sub": "u", "account": "demo", "roles": ["owner", "operator"]}
        return jwt.encode({**good, "exp": int(time.time()) + 600, **claims}, key, "RS256", {"kid": kid})

    check = httpx.get(
        f"{stack.gateway_url}/api/shop-sync/v1/connections", headers={"Authorization": f"Bearer {ours()}"}
    )
    assert check.status_code == 200, "a good token is good, so that the others fail for their fault alone"
    return {
        "none": None,
        "empty": "Bearer",
        "garbage": "Bearer garbage",
        "password": "Basic ZGVtbzpkZW1v",
        "expired": f"Bearer {ours(exp=int(time.time()) - 60)}",
        "for others": f"Bearer {ours(aud='other')}",
        "of another issuer": f"Bearer {ours(iss='other')}",
        "without account": f"Bearer {ours(account=None)}",
        "forged": f"Bearer {forger.token(roles=('owner', 'operator'))}",
        "with an unknown key": f"Bearer {forger.token(kid='unknown')}",
        "unsigned": f"Bearer {forger.unsigned()}",
        "signed with the public key": f"Bearer {forger.signed_with_public_key()}",
    }


def routes(stack, service):
    """(method, path) of every route; the description is not reachable through the gateway."""
    found = httpx.get(f"{stack.service_url(service)}/openapi.json").json()
    return [(method.upper(), path) for path, methods in found["paths"].items() for method in methods]


@pytest.mark.parametrize("service", SERVICES)
def test_no_route_takes_a_bad_token(stack, bad_tokens, service):
    closed = [(method, path) for method, path in routes(stack, service) if path not in OPEN]
    assert len(closed) > 10
    with httpx.Client(base_url=f"{stack.gateway_url}/api/{service}", timeout=30) as client:
        for method, path in closed:
            address = path.replace("{kind}", "store").replace("{", "").replace("}", "")
            for name, header in bad_tokens.items():
                headers = {"Authorization": header} if header is not None else {}
                answer = client.request(method, address, headers=headers)
                assert answer.status_code == 401, (method, path, name, answer.text)
                check_problem(answer, 401, "not_authenticated")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "path",
    [
        "health/live", "health/ready", "metrics", "metrics/", "openapi.json", "docs", "redoc", "v1/../metrics",
        "v1/%2e%2e/metrics", "v1//../../health/ready", "v1/..%2fmetrics", "v1/connections/../../metrics/uploads/..",
    ],
)  # fmt: skip
def test_what_is_for_the_house_is_not_reachable_from_outside(stack, service, path):
    host, port = stack.gateway_url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        connection.request("GET", f"/api/{service}/{path}")  # as it is: other clients tidy the path up
        answer = connection.getresponse()
        body = answer.read().decode()
        assert answer.status == 404, body
        assert "python_info" not in body
    finally:
        connection.close()


def test_a_signed_link_opens_one_file_without_a_token(stack, owner, mine):
    (file,) = owner.call("GET", "shop-sync", f"runs/{mine.run}/files")["items"]
    address = f"{stack.gateway_url}/api/shop-sync{file['url']}"
    answer = httpx.get(address)
    assert (answer.status_code, answer.content) == (200, FILE)
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/files/demo/", "/files/other/"),
        ("until=", "until=9"),
        ("sign=", "sign=0"),
        ("sign=", "sign=%D1%8F"),
        ("&sign=", "&sign=&other="),
        ("/files/demo/", "/files/demo/0"),
    ],
)
def test_a_forged_link_opens_nothing(stack, owner, mine, old, new):
    (file,) = owner.call("GET", "shop-sync", f"runs/{mine.run}/files")["items"]
    assert old in file["url"]
    answer = httpx.get(f"{stack.gateway_url}/api/shop-sync{file['url'].replace(old, new, 1)}")
    assert answer.status_code in (403, 422), answer.text
    check_problem(answer, answer.status_code, {403: "link_expired", 422: "invalid_input"}[answer.status_code])
