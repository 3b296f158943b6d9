"""No order lost, no order twice: two mail-intakes read 2,000 letters, each of them is killed in the middle."""

import json
from collections import Counter

import pytest
from audit import Audit
from letters_of_shops import FORM, SHOP, TEMPLATE, lead_letter, mixed, unknown_letter
from mail_office import flags
from mail_stack import MailUser, mail_stack
from pymongo import MongoClient

from mail_intake.domain.profiles.extractor import number_key
from service_kit.testing.process import wait_for
from simulators.dovecot import Dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.dovecot, pytest.mark.timeout(300)]

SHOPS = {
    "insales": "Заказы",
    "joomshopping": "Магазин/Новые заказы",
    "webasyst": "Заказы с сайта «Тёплый дом»",
    "prestashop": "INBOX",
}
ORDERS = 330
LEADS = 220


@pytest.fixture(scope="module")
def dovecot():
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="module")
def stack(dovecot, tmp_path_factory):
    with mail_stack(tmp_path_factory.mktemp("stack"), dovecot, replicas=2) as running:
        yield running


@pytest.fixture(scope="module")
def audit(stack):
    return Audit(stack.amqp_url, keys=("order.#", "lead.#"))


@pytest.fixture(scope="module")
def database(stack):
    with MongoClient(stack.mongo_url, tz_aware=True) as client:
        yield client


@pytest.fixture(scope="module")
def owner(stack, dovecot):
    return MailUser(stack, dovecot)


@pytest.fixture(scope="module")
def responsible(owner):
    return owner.choices("mail-leads", "employees")[:3]


@pytest.fixture(scope="module")
def sent(dovecot, owner, responsible):
    """Connection → the kind of its runs, and connection → the numbers of the orders in its letters."""
    kinds, numbers, letters = {}, {}, 0
    for engine, folder in SHOPS.items():
        address = f"{engine}@shop.example"
        connection = owner.connect("mail-orders", address, folder=folder, engine=engine, senders=SHOP)
        written, wanted = mixed(1000, ORDERS, engine)
        dovecot.deliver(address, written, folder)
        kinds[connection], numbers[connection] = "import_orders", {number_key(number) for number in wanted}
        letters += len(written)
    connection = owner.connect("mail-leads", "form@shop.example", senders=FORM, responsible=responsible)
    requests = [lead_letter(place) for place in range(LEADS)]
    dovecot.deliver("form@shop.example", [*requests, *requests[:20]])
    kinds[connection] = "import_leads"
    assert letters + LEADS + 20 >= 2000
    return kinds, numbers


@pytest.fixture(scope="module")
def loaded(stack, audit, database, owner, sent):
    """Connection → its finished run: each worker died once meanwhile."""
    runs = {connection: owner.start(connection, kind) for connection, kind in sent[0].items()}
    kept = database["mail_intake"]["letters"]

    def reached(count):
        wait_for(lambda: kept.estimated_document_count() >= count, 90, f"{count} letters are read")

    reached(300)
    stack.child("mail-intake").kill9()
    reached(500)
    stack.start_service("mail-intake")
    stack.child("mail-intake#2").kill9()
    stack.start_service("mail-intake#2")
    return {connection: owner.finished(run, 150) for connection, run in runs.items()}


def test_every_run_comes_to_its_end_and_counts_each_order_once(loaded, sent, database):
    _, numbers = sent
    for connection, run in loaded.items():
        wanted = len(numbers.get(connection, range(LEADS)))
        assert (run["status"], run["counts"]["created"], run["counts"]["rejected"]) == ("success", wanted, 0), run
        assert run["counts"]["updated"] == 0
    # otherwise nothing died in the middle
    assert database["mail_intake"]["runs"].count_documents({"tries": {"$gt": 1}}) > 0


def test_letters_platform_and_bus_hold_the_same_orders(loaded, sent, database, audit, responsible):
    _, numbers = sent
    wanted = sorted((connection, number) for connection, some in numbers.items() for number in some)
    these = {"$in": list(numbers)}
    ours = [
        (row["connection"], row["outside_id"]) for row in database["mail_intake"]["orders"].find({"connection": these})
    ]
    origins = [
        row["row"]["origin"] for row in database["platform_bridge"]["orders"].find({"row.origin.connection": these})
    ]
    assert sorted(ours) == wanted
    assert sorted((origin["connection"], origin["outside_id"]) for origin in origins) == wanted
    created, leads = {}, {}
    for identity, body in audit.events():
        event = json.loads(body)
        origin = event["data"].get("origin", {})
        if event["type"].endswith("order.created.v1") and origin["connection"] in numbers:
            created.setdefault((origin["connection"], origin["outside_id"]), set()).add(identity)
        if event["type"].endswith("lead.received.v1"):
            leads.setdefault(event["data"]["phone"], {})[identity] = event["data"]["responsible"]
    assert sorted(created) == wanted
    assert all(len(identities) == 1 for identities in created.values())
    assert sorted(leads) == [f"7912000{place:04d}" for place in range(LEADS)]
    assert all(len(identities) == 1 for identities in leads.values())
    shares = Counter(who for one in leads.values() for who in one.values())
    assert set(shares) == set(responsible)
    assert max(shares.values()) - min(shares.values()) <= 1


def test_requests_are_tickets_of_the_platform(loaded, database):
    tickets = database["platform_bridge"]["tickets"]
    ours = {"row.phone": {"$regex": "^7912000"}}
    wait_for(lambda: tickets.count_documents(ours) >= LEADS, 60, "the platform has all requests")
    assert sorted(row["row"]["phone"] for row in tickets.find(ours)) == [
        f"7912000{place:04d}" for place in range(LEADS)
    ]


def test_raw_letters_are_let_go_and_nothing_was_given_up(loaded, database):
    store = database["mail_intake"]
    kept = {"file": {"$ne": None}, "connection": {"$in": list(loaded)}}
    wait_for(lambda: store["letters"].count_documents(kept) == 0, 60, "no raw letter is kept")
    for name in ("mail_intake", "platform_bridge"):
        outbox = database[name]["outbox"]
        wait_for(lambda outbox=outbox: outbox.count_documents({"pending": True}) == 0, 60, f"outbox of {name} is empty")
        assert database[name]["failed_messages"].count_documents({}) == 0
    assert store["letters"].count_documents({"state": "unread", "connection": {"$in": list(loaded)}}) == 0


def test_the_mailboxes_are_as_they_were_and_nobody_logged_in_too_often(loaded, dovecot):
    for engine, folder in SHOPS.items():
        seen = flags(dovecot, f"{engine}@shop.example", folder)
        assert not any(b"Seen" in line or b"Deleted" in line or b"Flagged" in line for line in seen)
        logins = [line for line in dovecot.log().splitlines() if f"Login: user=<{engine}@shop.example>" in line]
        assert len(logins) <= 1 + 2 + 1  # by the run, again after each death, by this test


def test_letters_of_an_unknown_shop_become_orders_by_a_template_and_by_hand(loaded, owner, dovecot):
    address = "unknown@shop.example"
    connection = owner.connect("mail-orders", address, senders=SHOP)
    place = f"connections/{connection}"
    dovecot.deliver(address, [unknown_letter(number) for number in (701, 702)])
    first = owner.finished(owner.start(connection, "import_orders"))
    unread = owner.call("GET", f"{place}/letters", params={"state": "unread"})["items"]
    owner.call("POST", f"{place}/templates", json={"name": "Мой", "text": TEMPLATE})
    tried = owner.call("POST", f"{place}/templates/trial", json={"text": TEMPLATE, "count": 5})["items"]
    owner.change(connection, template="own")
    owner.finished(owner.call("POST", f"{place}/letters/read-again", json={"letters": [unread[1]["id"]]})["id"])
    order = {"number": "702-Б", "items": [{"name": "Кружка", "qty": "2", "price": "99.50"}]}
    owner.finished(owner.call("POST", f"letters/{unread[0]['id']}/fill", json={"order": order})["id"])

    assert (first["counts"]["created"], first["counts"]["rejected"]) == (0, 2)
    assert [letter["subject"] for letter in unread] == ["Покупка 702", "Покупка 701"]
    assert all(letter["why"]["what"] for letter in unread)
    assert [one["ok"] for one in tried] == [True, True]
    stored = {
        row["origin"]["number"]: row["total"]
        for row in owner.platform("orders")
        if row["origin"]["connection"] == connection
    }
    assert stored == {"701": "198.00", "702-Б": "199.00"}
    assert owner.call("GET", f"{place}/letters", params={"state": "unread"})["count"] == 0
