"""The platform refuses an order: its owner reads why, an operator finds the message, and after mending it goes in."""

import pytest
from answers import check_problem
from shop_files import document, file_of, line

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

QUEUE = "platform-bridge.orders"
MISSING = "line_product_missing"


class Refused:
    """An order of three whose second line is linked by hand to a product that was archived afterwards."""

    def __init__(self, owner, product):
        self._owner = owner
        self.product = product
        self.connection = owner.connect()
        link = {"outside_id": "old-1", "product": product}
        owner.call("POST", "shop-sync", f"connections/{self.connection}/goods-links", json=link)
        self.archive(True)
        goods = line(Ид="old-1", Наименование="Термос старый")
        file = file_of(document("R1"), document("R2", line(), goods), document("R3"))
        self.run = owner.load(self.connection, file)

    def archive(self, archived):
        self._owner.call("PATCH", "platform-bridge", f"products/{self.product}", json={"archived": archived})

    def row(self):
        """The row of the refused order in the report."""
        (row,) = [row for row in self._owner.rows(self.run["id"]) if row["title"] == "R2"]
        return row

    def order(self, number="R2"):
        return self._owner.order(self.connection, number)


@pytest.fixture
def failed(operator, database):
    """The failed message about the order R2 of a connection, as the operator's list shows it."""

    def of(case, state="failed"):
        shop = database["shop_sync"]["orders"].find_one({"connection": case.connection, "outside_id": "R2"})
        page = operator.call(
            "GET", "platform-bridge", "failed-messages", params={"state": state, "queue": QUEUE, "limit": 200}
        )
        return next((row for row in page["items"] if row["correlation_id"] == shop["_id"]), None)

    return of


def count(operator):
    groups = operator.call("GET", "platform-bridge", "failed-messages/groups")["items"]
    return sum(row["count"] for row in groups if (row["queue"], row["reason"]) == (QUEUE, MISSING))


def retry(operator, message, status=202):
    answer = operator.raw("POST", "platform-bridge", f"failed-messages/{message['id']}/retry")
    assert answer.status_code == status, answer.text
    return answer


def test_a_refused_order_is_reported_and_goes_in_after_mending(owner, operator, failed):
    before = count(operator)
    case = Refused(owner, "product-tur-0002")
    assert (case.run["status"], case.run["error"]) == ("partial", None)
    assert case.run["counts"] == {"seen": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert [row["title"] for row in owner.rows(case.run["id"], "rejected")] == ["R2"]
    row = case.row()
    assert (row["result"], row["state"], row["reason"]["key"]) == ("rejected", "refused", "order_refused")
    assert "Строка 2 «Термос старый»: товар не найден" in row["reason"]["why"]
    assert case.order() is None
    assert case.order("R1") is not None
    assert case.order("R3") is not None

    message = failed(case)
    assert (message["type"], message["reason"], message["error"]) == ("order.created.v1", MISSING, MISSING)
    assert (message["account"], message["tries"]) == ("demo", 1)
    assert "body" not in message, "the list shows no data of customers"
    assert count(operator) == before + 1

    retry(operator, message)  # nothing is mended yet
    wait_for(lambda: (failed(case) or {}).get("tries") == 2, 15, "the message is refused again")
    assert case.row()["state"] == "refused"

    case.archive(False)
    retry(operator, message)
    wait_for(lambda: failed(case, "resolved"), 15, "the message is resolved")
    assert failed(case) is None
    assert count(operator) == before
    order = wait_for(case.order, 15, "the order is stored")
    assert [row.get("product_ref") for row in order["lines"]] == [None, case.product]
    row = wait_for(lambda: case.row() if case.row()["state"] == "stored" else None, 15, "the report says so")
    assert (row["result"], row["reason"]) == ("created", None)
    check_problem(retry(operator, message, 409), 409, "failed_message_closed")


def test_a_group_is_retried_together(owner, operator, failed):
    cases = [Refused(owner, "product-tur-0004"), Refused(owner, "product-tur-0006")]
    for case in cases:
        case.archive(False)
    body = {"queue": QUEUE, "reason": MISSING}
    assert operator.call("POST", "platform-bridge", "failed-messages/retry", json=body)["retried"] >= len(cases)
    for case in cases:
        wait_for(lambda case=case: failed(case, "resolved"), 15, "the message is resolved")
        assert case.order() is not None


def test_a_message_is_discarded_with_a_reason_and_never_comes_back(owner, operator, failed):
    case = Refused(owner, "product-tur-0008")
    message = failed(case)
    path = f"failed-messages/{message['id']}/discard"
    check_problem(operator.raw("POST", "platform-bridge", path, json={"reason": ""}), 422, "invalid_input")
    assert failed(case) is not None
    operator.call("POST", "platform-bridge", path, json={"reason": "Заказ отменён покупателем"})
    found = failed(case, "discarded")
    assert found["discard_reason"] == "Заказ отменён покупателем"
    assert found["discarded_by"]
    assert failed(case) is None
    case.archive(False)
    check_problem(retry(operator, message, 409), 409, "failed_message_closed")
    assert case.order() is None
    assert case.row()["state"] == "refused"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/groups"),
        ("POST", "/retry"),
        ("POST", "/eA/retry"),
        ("POST", "/eA/discard"),
    ],
)
@pytest.mark.parametrize("service", ["platform-bridge", "shop-sync"])
def test_failed_messages_are_for_operators_alone(owner, operator, service, method, path):
    body = {"json": {"queue": QUEUE, "reason": MISSING}} if method == "POST" else {}
    check_problem(owner.raw(method, service, f"failed-messages{path}", **body), 403, "forbidden")


def test_a_message_that_nobody_has_is_not_found(operator):
    for act in ("retry", "discard"):
        answer = operator.raw("POST", "platform-bridge", f"failed-messages/eA/{act}", json={"reason": "пропал"})
        check_problem(answer, 404, "failed_message_unknown")


def test_an_operator_sees_failures_and_no_orders_of_anybody(operator):
    for service, path in (("platform-bridge", "orders"), ("shop-sync", "connections"), ("platform-bridge", "products")):
        check_problem(operator.raw("GET", service, path), 403, "forbidden")
