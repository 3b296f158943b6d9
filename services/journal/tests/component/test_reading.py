"""Runs, life lines and the money of the day, as the API gives them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from contracts.events.connection import Health, MoneySum, RunCounts, RunStatus

pytestmark = pytest.mark.mongo

MOSCOW = ZoneInfo("Europe/Moscow")


def text(moment):
    return moment.isoformat().replace("+00:00", "Z")


async def test_runs_come_newest_first_page_by_page(journal, story):
    await journal.take(story.connection(), story.announced(), *(story.finished(run=f"r-{n}", at=n) for n in range(5)))
    seen, cursor = [], None
    for expected in (2, 2, 1):
        page = await journal.get("runs", limit=2, **({"cursor": cursor} if cursor else {}))
        assert len(page["items"]) == expected
        seen += [run["id"] for run in page["items"]]
        cursor = page["next"]
    assert seen == ["r-4", "r-3", "r-2", "r-1", "r-0"]
    assert cursor is None


async def test_a_run_tells_all_that_its_service_told(journal, story, cause):
    money = (MoneySum(currency="RUB", amount="412300.00", count=35),)
    counts = RunCounts(seen=40, created=35, rejected=5)
    event = story.finished(
        RunStatus.PARTIAL, "r", counts=counts, money=money, error=cause.key, cause=cause, attempt_of="r-0"
    )
    await journal.take(story.connection(), story.announced(), event, event)
    run = await journal.get("runs/r")
    assert (run["service"], run["connection_name"], run["integration_title"]) == (
        "shop-sync",
        "Мой магазин",
        "CommerceML",
    )
    assert run["counts"] == counts.model_dump()
    assert run["money"] == [{"currency": "RUB", "amount": "412300.00", "count": 35}]
    assert (run["status"], run["cause"], run["attempt_of"]) == ("partial", cause.model_dump(), "r-0")
    assert len((await journal.get("runs"))["items"]) == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"status": "failed"}, {"b"}),
        ({"status": ["failed", "partial"]}, {"b", "c"}),
        ({"connection": "c-2"}, {"c"}),
        ({"integration": "mail"}, {"d"}),
        ({"kind": "export_goods"}, {"d"}),
        ({"from": 2}, {"c", "d"}),
        ({"to": 2}, {"a", "b"}),
        ({"status": "failed", "connection": "c-2"}, set()),
    ],
)
async def test_runs_are_filtered(journal, story, wanted, found):
    await journal.take(
        story.finished(run="a", at=0),
        story.finished(RunStatus.FAILED, "b", at=1),
        story.finished(RunStatus.PARTIAL, "c", at=2, connection="c-2"),
        story.finished(run="d", at=3, integration="mail", kind="export_goods"),
    )
    given = {name: text(story.moment(value)) if name in ("from", "to") else value for name, value in wanted.items()}
    assert {run["id"] for run in (await journal.get("runs", **given))["items"]} == found


@pytest.mark.parametrize(
    ("path", "status", "key"),
    [
        ("runs/unknown", 404, "run_unknown"),
        ("orders/unknown/timeline", 404, "order_unknown"),
        ("orders/x/timeline?by=phone", 422, "invalid_input"),
        ("runs?cursor=nonsense", 422, "cursor_wrong"),
        ("runs?cursor=99999999999999999999.x", 422, "cursor_wrong"),
        ("runs?from=yesterday", 422, "invalid_input"),
        ("runs?status=great", 422, "invalid_input"),
        ("today?tz=Moscow", 422, "timezone_wrong"),
        ("today?tz=../../etc/passwd", 422, "timezone_wrong"),
        ("today?tz=Europe", 422, "timezone_wrong"),
    ],
)
async def test_what_is_wrong_is_told_in_russian(journal, path, status, key):
    answer = await journal.raw(path.split("?")[0], **dict([path.split("?")[1].split("=")]) if "?" in path else {})
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert problem["key"] == key
    assert any("а" <= letter <= "я" for letter in problem["title"])


async def test_the_life_line_reads_as_the_order_lived(journal, story):
    await journal.take(
        story.connection(),
        story.finished(RunStatus.PARTIAL, "run-1", at=1, seconds=120),
        story.created("1", at=0, total="5340"),
        story.refused("1", at=1),
        story.updated("1", 2, at=30, changed=("lines", "delivery")),
        story.stored("1", 2, at=31, warnings=("line_without_product", "unheard_of")),
        story.rows(story.row("1", "ref-1", 1, status_ref="new"), at=31.1),
        story.updated("1", 3, at=40, changed=("comment",)),
        story.stored("1", 3, at=41),
        story.rows(story.row("1", "ref-1", 2, status_ref="sent", shipped=True, tracking="80088", paid="5340"), at=50),
        story.rows(story.row("1", "ref-1", 3, status_ref="sent", shipped=True, tracking="80088", paid="5340"), at=51),
        story.rows(story.row(None, "ref-1", 4, deleted=True), at=60),
    )
    found = await journal.get("orders/ref-1/timeline")
    assert [step["what"] for step in found["steps"]] == [
        "Получен заказ № A-1 из «Мой магазин» на 5\N{NO-BREAK SPACE}340,00\N{NO-BREAK SPACE}₽.",
        "Бизнес.Ру не принял заказ. Строка 1: неверная цена.",
        "Заказ изменён в «Мой магазин»: состав, доставка.",
        "Записан в Бизнес.Ру под № 0001. В заказе есть строка без товара: выберите товар в заказе.",
        "Заказ изменён в «Мой магазин»: комментарий.",
        "Изменения записаны в заказ № 0001 в Бизнес.Ру.",
        "Статус заказа изменён в Бизнес.Ру. Оплачено 5\N{NO-BREAK SPACE}340,00. Заказ отгружен."
        " Присвоен трек-номер 80088.",
        "Заказ удалён в Бизнес.Ру.",
    ]
    first = found["steps"][0]
    assert (first["run"], first["connection"], first["service"]) == ("run-1", "c-1", "shop-sync")
    assert found["steps"][2]["run"] is None, "no run went on then"
    order = found["order"]
    assert (order["id"], order["ref"], order["number"], order["platform_number"]) == ("order-1", "ref-1", "A-1", "0001")
    assert (order["need"], order["integration"]) == (None, "commerceml")


async def test_the_life_line_tells_the_parcel_and_the_status_that_followed_it(journal, story):
    sent = {"tracking": "80088", "status_ref": "sent", "status_set_by": "emp-1"}
    moved = {"tracking": "80088", "status_ref": "at-point", "status_set_by": "/biz/post-tracker"}
    await journal.take(
        story.rows(story.row("1", "ref-1", 1, **sent), at=1),
        story.rows(story.row("1", "ref-1", 2, **sent, parcel="Статус запрошен"), at=2),
        story.rows(story.row("1", "ref-1", 3, **sent, parcel="Статус запрошен"), at=3),
        story.rows(story.row("1", "ref-1", 4, **moved, parcel="Прибыло в место вручения"), at=4),
        story.rows(story.row("1", "ref-1", 5, **moved, parcel="Вручение адресату"), at=5),
    )
    assert [step["what"] for step in (await journal.get("orders/ref-1/timeline"))["steps"]] == [
        "Присвоен трек-номер 80088.",
        "Статус отправления: «Статус запрошен».",
        "Статус заказа изменён вслед за статусом отправления. Статус отправления: «Прибыло в место вручения».",
        "Статус отправления: «Вручение адресату».",
    ]


async def test_the_life_line_does_not_depend_on_the_order_of_arrival(journal, story):
    events = [
        story.created("1", at=0),
        story.stored("1", at=1),
        story.rows(story.row("1", "ref-1", 1, status_ref="new"), at=1),
        story.rows(story.row("1", "ref-1", 2, status_ref="sent"), at=2),
        story.rows(story.row("1", "ref-1", 3, status_ref="done"), at=3),
    ]
    for event in reversed(events):
        await journal.take(event)
    steps = (await journal.get("orders/ref-1/timeline"))["steps"]
    assert [step["kind"] for step in steps] == ["created", "stored", "changed", "changed"]
    assert [step["data"]["status_ref"] for step in steps[2:]] == ["sent", "done"]


@pytest.mark.parametrize(
    ("by", "value"),
    [
        ("ref", "ref-a/7"),
        ("id", "order-a/7"),
        ("number", "A-a/7"),
        ("number", "000a/7"),
        ("outside_id", "a/7"),
    ],
)
async def test_an_order_is_found_by_each_of_its_names_and_by_its_own_account_alone(journal, story, by, value):
    await journal.take(story.created("a/7"), story.stored("a/7"))
    found = await journal.get(f"orders/{value.replace('/', '%2F')}/timeline", by=by)
    assert found["order"]["outside_id"] == "a/7"
    assert (await journal.raw(f"orders/{value.replace('/', '%2F')}/timeline", "other", by=by)).status_code == 404


async def test_orders_of_the_same_number_are_all_named(journal, story):
    await journal.take(story.created("1", connection="c-1", at=0), story.created("1", connection="c-2", at=5))
    found = await journal.get("orders/A-1/timeline", by="number")
    assert found["order"]["connection"] == "c-2"
    assert [other["connection"] for other in found["others"]] == ["c-1"]


async def test_the_day_is_that_of_the_time_zone(journal, new_story):
    midnight = dt.datetime.combine(dt.datetime.now(MOSCOW).date(), dt.time(), MOSCOW).astimezone(dt.UTC)
    story = new_story(now=midnight)
    await journal.take(
        story.connection(),
        story.announced(),
        *(story.created(outside, at=-60, total="100") for outside in "123"),
        story.stored("1", at=-1),
        story.stored("2", at=1),
        story.created("4", total="50.25", currency="USD", at=2),
        story.stored("4", at=2),
        story.created("5", at=3, connection="unheard-of"),
        story.stored("5", at=3, connection="unheard-of"),
        story.refused("3", at=-1),
        story.finished(at=-1),
        story.finished(at=1),
        story.finished(RunStatus.PARTIAL, at=2),
        story.finished(at=2, dry_run=True),
    )
    day = await journal.get("today", tz="Europe/Moscow")
    assert (day["date"], day["timezone"]) == (dt.datetime.now(MOSCOW).date().isoformat(), "Europe/Moscow")
    assert day["since"] == text(midnight)
    assert day["loaded"]["count"] == 3
    assert day["loaded"]["money"] == [
        {"currency": "RUB", "amount": "1100.00", "count": 2},
        {"currency": "USD", "amount": "50.25", "count": 1},
    ]
    assert day["waiting"] == {"count": 1, "money": [{"currency": "RUB", "amount": "100", "count": 1}]}
    assert day["runs"] == {"success": 1, "partial": 1}
    known, unknown = day["integrations"]
    assert (known["integration"], known["title"], known["loaded"]["count"]) == ("commerceml", "CommerceML", 2)
    assert known["runs"] == {"success": 1, "partial": 1}
    assert (unknown["integration"], unknown["loaded"]["count"]) == (None, 1)


async def test_an_order_counts_on_the_day_it_was_first_stored(journal, new_story):
    midnight = dt.datetime.combine(dt.datetime.now(MOSCOW).date(), dt.time(), MOSCOW).astimezone(dt.UTC)
    story = new_story(now=midnight)
    await journal.take(story.created("1", at=-60), story.stored("1", at=-59))
    await journal.take(story.updated("1", 2, at=1), story.stored("1", 2, at=2))
    assert (await journal.get("today"))["loaded"]["count"] == 0


async def test_the_other_account_sees_nothing(journal, story):
    await journal.take(story.connection(), story.created("1"), story.stored("1"), story.finished(run="r"))
    assert (await journal.get("runs", "other"))["items"] == []
    assert (await journal.raw("runs/r", "other")).status_code == 404
    day = await journal.get("today", "other")
    assert (day["loaded"]["count"], day["runs"], day["integrations"]) == (0, {}, [])


@pytest.mark.parametrize("path", ["runs", "attention", "today", "orders/x/timeline", "live"])
async def test_an_operator_and_a_stranger_are_refused(journal, path):
    assert (await journal.client.get(f"/v1/{path}")).status_code == 401
    headers = journal.issuer.headers(roles=["operator"])
    assert (await journal.client.get(f"/v1/{path}", headers=headers)).status_code == 403


async def test_the_big_lists_read_indexes_only(journal, story):
    await journal.take(story.created("1"), story.refused("1"), story.created("2"))
    for query, index in (
        ({"account": "demo", "need": {"$in": ["refused", "unanswered"]}}, "account_1_need_1"),
        ({"account": "demo", "names": "ref:x"}, "account_1_names_1"),
    ):
        plan = await journal.mongo["orders"].find(query).explain()
        assert index in str(plan["queryPlanner"]["winningPlan"]), plan["queryPlanner"]


async def test_connections_of_an_account_are_known_with_their_service_and_what_is_wrong(
    journal, story, new_story, cause
):
    await journal.take(
        story.announced(),
        story.connection(connection="c-2", name="второй магазин"),
        story.connection(Health.NEEDS_ATTENTION, connection="c-1", name="Мой магазин", reason=cause.key, cause=cause),
        story.connection(connection="c-3", name="Архив", integration="mail", enabled=False),
        story.connection(Health.DELETED, connection="c-4", name="Удалённый"),
        new_story("other").connection(connection="c-5", name="Чужой"),
    )
    found = (await journal.get("connections"))["items"]
    assert [(row["id"], row["integration_title"], row["enabled"], row["health"]) for row in found] == [
        ("c-2", "CommerceML", True, "ok"),
        ("c-1", "CommerceML", True, "needs_attention"),
        ("c-3", None, False, "ok"),
    ]
    assert {row["service"] for row in found} == {"shop-sync"}
    assert [row["cause"] for row in found] == [None, cause.model_dump(), None]
