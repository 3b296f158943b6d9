"""A shop's orders come again, changed or not: what each switch of the connection lets through, and what all hear."""

import pytest
from audit import Audit
from shop_files import document, file_of, line

pytestmark = pytest.mark.e2e

EMPLOYEE, STORE = "emp-orlov", "store-main"
OFF = {"update_delivery": False, "update_lines": False, "update_customer": False}
STATUSES = [{"outside": "N", "status": "status-agreed"}, {"outside": "Выполнен", "status": "status-delivered"}]

CASES = {
    "usual": {},
    "nothing": OFF,
    "no delivery": {"update_delivery": False},
    "no lines": {"update_lines": False},
    "no customer": {"update_customer": False},
    "statuses": {"load_statuses": True, "status_map": STATUSES, **OFF},
    "assign": {"assign_status": "status-packed"},
    "reserve": {"reserve": True},
    "payments": {"accept_payments": True, **OFF},
    "no matching": {"match_goods": False},
    "vat": {"vat_mode": "not_included", "organization": "org-ip", "owner": EMPLOYEE},
    "no currency": {"currency": "USD"},
    "odd currency": {"currency": "EUR"},
    "paid at once": {"accept_payments": True},
    "paid elsewhere": {},
}
"""Settings that differ from the form's own; each case has a connection, a product and two versions of an order."""

PAID_AT_ONCE = ("paid at once", "paid elsewhere")
CURRENCIES = {"no currency": "", "odd currency": "тугрики"}


def product(case):
    """Number of the demo product that belongs to the case; even ones have no variants."""
    return 2 * list(CASES).index(case) % 16 + 2, "tek" if list(CASES).index(case) < 7 else "nau"


def ref(case):
    number, group = product(case)
    return f"product-{group}-{number:04d}"


def version(case, *, second):
    """The order of a case as the shop tells it at first, and after everything of it has changed."""
    place = list(CASES).index(case)
    lines = [
        line(),
        line(
            Ид=f"shop-{place}",
            Артикул=ref(case).removeprefix("product-").upper(),
            Наименование=f"Товар магазина {place}",
            ЦенаЗаЕдиницу="1000.00",
            Количество="5" if second else "3",
        ),
        line(
            Ид="ORDER_DELIVERY", Наименование="Доставка", ЦенаЗаЕдиницу="350.00" if second else "300.00", Количество="1"
        ),
    ]
    return file_of(
        document(
            "S1",
            *lines,
            buyer={
                "Наименование": "Петрова Анна" if second else "Иванов Пётр",
                "Телефон": f"+7 911 {place:03d}-00-0{2 if second else 1}",
            },
            requisites={
                "Способ доставки": "Почта" if second else "Курьер",
                "Адрес доставки": "Псков, Речная, 2" if second else "Тверь, Садовая, 1",
                "Статус заказа": "[F] Выполнен" if second else "[N] Принят",
                "Метод оплаты": "Карта",
                "Заказ оплачен": "true" if second or case in PAID_AT_ONCE else "false",
            },
            Валюта=CURRENCIES.get(case, "RUB"),
            Сумма="5850.00" if second else "3800.00",
        )
    )


class Case:
    """What came of one case: platform orders and runs after the first and the second version."""

    def __init__(self, owner, settings):
        self.connection = owner.connect(**settings)
        self.runs, self.orders = [], []


@pytest.fixture(scope="module")
def audit(stack):
    return Audit(stack.amqp_url, "settings.audit", ["order.#", "run.#"])


@pytest.fixture(scope="module")
def cases(owner, audit):
    """All cases, loaded side by side: the first version of each, then the second."""
    made = {name: Case(owner, {"currency": None, **settings}) for name, settings in CASES.items()}
    for second in (False, True):
        began = {}
        for name, case in made.items():
            answer = owner.upload(case.connection, version(name, second=second))
            assert answer.status_code == 202, (name, answer.text)
            began[name] = answer.json()["id"]
        for name, case in made.items():
            case.runs.append(owner.finished(began[name]))
            case.orders.append(owner.order(case.connection, "S1"))
    return made


def counts(**given):
    return {"seen": 1, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0, **given}


def told(audit, key, connection):
    """Events of this kind about the orders of a connection."""
    return [event["data"] for event in audit.seen(key) if event["data"]["origin"]["connection"] == connection]


@pytest.mark.parametrize("name", CASES)
def test_each_order_is_created_once_and_told_whole(audit, cases, name):
    case = cases[name]
    assert (case.runs[0]["status"], case.runs[0]["counts"]) == ("success", counts(created=1))
    (created,) = told(audit, "order.created.v1", case.connection)
    assert created["origin"] == {
        "service": "shop-sync", "connection": case.connection, "outside_id": "S1", "number": "S1", "status": "N",
    }  # fmt: skip
    assert [row["name"] for row in created["order"]["lines"]] == [
        "Кружка с оленем",
        f"Товар магазина {list(CASES).index(name)}",
    ]
    (stored,) = [data for data in told(audit, "order.stored.v1", case.connection) if data["sequence"] == 1]
    assert stored["ref"] == case.orders[0]["ref"]


CHANGED = {
    "usual": ["lines", "total", "customer", "delivery"],
    "no delivery": ["lines", "total", "customer"],
    "no lines": ["customer", "delivery"],
    "no customer": ["lines", "total", "delivery"],
    "statuses": ["status"],
    "payments": ["payment"],
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_order_is_told_with_the_parts_that_may_be_taken_over(audit, cases, name):
    case = cases[name]
    assert (case.runs[1]["status"], case.runs[1]["counts"]) == ("success", counts(updated=1))
    (updated,) = told(audit, "order.updated.v1", case.connection)
    assert updated["changed"] == CHANGED[name]
    (stored,) = [data for data in told(audit, "order.stored.v1", case.connection) if data["sequence"] == 2]
    assert stored["ref"] == case.orders[0]["ref"] == case.orders[1]["ref"]


def seen_by_owner(owner, order):
    """The parts of a platform order that the switches are about."""
    buyer = owner.call("GET", "platform-bridge", f"counterparties/{order['counterparty_ref']}")
    delivery = order["delivery"]
    return {
        "lines": [(row["name"], row["quantity"]) for row in order["lines"]],
        "total": order["total"],
        "customer": buyer["name"],
        "delivery": (delivery["method"], delivery["address"], delivery["cost"]),
    }


@pytest.mark.parametrize("name", ["usual", "no delivery", "no lines", "no customer", "nothing"])
def test_only_what_the_switches_allow_is_taken_over(owner, cases, name):
    case, place = cases[name], list(CASES).index(name)
    first, second = [seen_by_owner(owner, order) for order in case.orders]
    goods = f"Товар магазина {place}"
    before = {
        "lines": [("Кружка с оленем", "2"), (goods, "3")],
        "total": "3800.00",
        "customer": "Иванов Пётр",
        "delivery": ("Курьер", "Тверь, Садовая, 1", "300.00"),
    }
    after = {
        "lines": [("Кружка с оленем", "2"), (goods, "5")],
        "total": "5850.00",
        "customer": "Петрова Анна",
        "delivery": ("Почта", "Псков, Речная, 2", "350.00"),
    }
    allowed = CHANGED.get(name, [])
    assert first == before
    assert second == {part: after[part] if part in allowed else before[part] for part in before}


def test_with_all_switches_off_a_changed_order_is_nothing_new(audit, cases):
    case = cases["nothing"]
    assert (case.runs[1]["status"], case.runs[1]["counts"]) == ("success", counts(unchanged=1))
    assert case.orders[0] == case.orders[1]
    assert told(audit, "order.updated.v1", case.connection) == []


@pytest.mark.parametrize("known", [1, 2])
def test_a_file_that_came_before_changes_nothing_and_tells_nobody(owner, database, audit, cases, known):
    """`known` 1: an order that was never changed; 2: one that was."""
    name = "usual" if known == 2 else "nothing"
    connection = cases[name].connection

    def everything():
        shop, platform = database["shop_sync"], database["platform_bridge"]
        mine = {"row.origin.connection": connection}
        return (
            list(shop["orders"].find({"connection": connection})),
            list(platform["orders"].find(mine)),
            platform["orders"].count_documents({}),
            platform["counterparties"].count_documents({}),
            list(platform["stock"].find({"row.product_ref": ref(name)})),
        )

    before, heard = everything(), len([event for event in audit.seen() if event["type"].count(".order.")])
    run = owner.load(connection, version(name, second=known == 2))
    assert (run["status"], run["counts"]) == ("success", counts(unchanged=1))
    assert owner.rows(run["id"]) == []
    assert run["money"] == []
    audit.wait_for("run.finished.v1", subject=run["id"])
    assert everything() == before
    assert len([event for event in audit.seen() if event["type"].count(".order.")]) == heard


def test_statuses_of_the_shop_are_taken_by_the_table(cases):
    """By the code of the first version, by the text of the second."""
    assert [order["status_ref"] for order in cases["statuses"].orders] == ["status-agreed", "status-delivered"]


def test_without_statuses_of_the_shop_the_order_gets_the_first_one_or_the_chosen_one(cases):
    assert [order["status_ref"] for order in cases["usual"].orders] == ["status-new", "status-new"]
    assert [order["status_ref"] for order in cases["assign"].orders] == ["status-packed", "status-packed"]


@pytest.mark.parametrize(("name", "reserved"), [("reserve", "5"), ("usual", "0")])
def test_goods_are_reserved_when_the_owner_wants_it(owner, cases, name, reserved):
    page = owner.call("GET", "platform-bridge", "stock", params={"product": ref(name), "store": STORE})
    assert cases[name].orders[1]["lines"][1]["product_ref"] == ref(name)
    assert [row["reserved"] for row in page["items"]] == [reserved]
    assert ("reserved" in cases[name].orders[1]["lines"][1]) == (reserved != "0")


def test_a_payment_of_the_shop_is_taken_when_the_owner_wants_it(cases):
    assert [order.get("paid") for order in cases["payments"].orders] == [None, "3800.00"]
    assert [order.get("paid") for order in cases["usual"].orders] == [None, None]
    assert [order.get("paid") for order in cases["paid at once"].orders] == ["3800.00", "3800.00"]
    assert [order.get("paid") for order in cases["paid elsewhere"].orders] == [None, None]


def test_goods_are_matched_by_article_only_when_the_owner_wants_it(audit, cases):
    matched, plain = cases["usual"], cases["no matching"]
    assert [row.get("product_ref") for row in matched.orders[0]["lines"]] == [None, ref("usual")]
    assert [row.get("product_ref") for row in plain.orders[0]["lines"]] == [None, None]
    (created,) = told(audit, "order.created.v1", matched.connection)
    assert [row.get("matched_by") for row in created["order"]["lines"]] == [None, "article"]
    for stored in told(audit, "order.stored.v1", plain.connection):
        assert stored["warnings"] == ["line_without_product"]


def test_the_currency_of_the_settings_stands_in_for_a_missing_or_unknown_one(cases):
    assert cases["usual"].orders[0]["currency"] == "RUB"
    assert cases["no currency"].orders[0]["currency"] == "USD"
    assert cases["odd currency"].orders[0]["currency"] == "EUR"
    assert cases["odd currency"].runs[0]["money"] == [{"currency": "EUR", "amount": "3800.00", "count": 1}]


def test_vat_mode_organization_and_owner_come_from_the_settings(cases):
    def chosen(name):
        order = cases[name].orders[0]
        return order["vat_mode"], order["organization_ref"], order["responsible_ref"]

    assert chosen("usual") == ("included", "org-main", "emp-sokolova")
    assert chosen("vat") == ("not_included", "org-ip", EMPLOYEE)


def test_what_the_selects_of_the_form_offer_can_be_saved(owner):
    fields = owner.call("GET", "shop-sync", "integrations/commerceml/form")["schema"]["properties"]
    chosen = {}
    for name, field in fields.items():
        if "x-list" in field:
            offered = owner.call("GET", "shop-sync", f"integrations/commerceml/lists/{field['x-list']}")["items"]
            chosen[name] = [offered[-1]["value"]] if field.get("type") == "array" else offered[-1]["value"]
    assert chosen["currency"] == "EUR"
    connection = owner.connect(**chosen)
    config = owner.call("GET", "shop-sync", f"connections/{connection}")["config"]
    assert {name: config[name] for name in chosen} == chosen
