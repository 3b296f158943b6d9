"""Kept letters over the API: listed with the reason, shown safely, read again, filled in by hand, passed over."""

from typing import Any

import pytest
from mail_desk import DEMO, FORM, NOON, Desk

from contracts.events.lead import LeadReceived
from mail_intake.app.letter_sources import of_text
from mail_intake.app.letters import LetterState

pytestmark = pytest.mark.mongo

ORDER: dict[str, Any] = {"number": "148", "items": [{"name": "Чайник", "qty": "2", "price": "1290.50"}]}
LEAD = {"name": "Пётр", "phone": "8 900 000-33-44", "text": "Перезвоните"}
TABLE = """From: Shop <shop@shop.example>
Subject: =?utf-8?B?0JfQsNC60LDQtyDihJYgMTQ4?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p onclick="x()">Заказ № 148</p><img src="https://spy.example/p.gif"><table>
<tr><td>Телефон</td><td>8 900 000-11-22</td></tr></table><script>steal()</script>
--b
Content-Type: application/pdf; name="bill.pdf"
Content-Disposition: attachment; filename="bill.pdf"

12345
--b--
""".encode()


async def test_unread_letters_are_listed_newest_first_with_the_reason(desk: Desk) -> None:
    mine = await desk.connect()
    old = await desk.keep(mine, TABLE)
    new = await desk.keep(mine, key="letter_too_large", details={"megabytes": 30, "limit": 25}, size=30)
    read = await desk.keep(mine, state=LetterState.READ, key=None, gave="147")
    path = f"/connections/{mine.id}/letters"
    page = await desk.call("GET", f"{path}?limit=1")
    assert (page["count"], [one["id"] for one in page["items"]]) == (2, [new.id])
    assert "30 МБ" in page["items"][0]["why"]["why"]
    page = await desk.call("GET", f"{path}?state=unread&cursor={page['next']}")
    assert (page["next"], page["items"]) == (
        None,
        [
            {
                "id": old.id,
                "subject": "Новый заказ",
                "sender": "shop@shop.example",
                "received_at": "2026-11-03T12:00:00Z",
                "size": len(TABLE),
                "state": "unread",
                "why": page["items"][0]["why"],
                "run": "run-0",
                "gave": None,
            }
        ],
    )
    assert page["items"][0]["why"]["key"] == "mail_items_missing"
    (one,) = (await desk.call("GET", f"{path}?state=read"))["items"]
    assert (one["id"], one["gave"], one["why"]) == (read.id, "147", None)
    await desk.call("GET", f"{path}?state=lost", 422)


async def test_a_letter_is_shown_with_its_text_its_harmless_html_and_a_form_filled_in(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect(engine="joomshopping"), TABLE)
    got = await desk.call("GET", f"/letters/{kept.id}")
    assert got["lines"] == ["Тема: Заказ № 148", "Заказ № 148", "Телефон | 8 900 000-11-22"]
    assert "Заказ № 148</p>" in got["html"]
    assert "8 900 000-11-22</td>" in got["html"]
    for bad in ("onclick", "img", "spy.example", "script", "steal"):
        assert bad not in got["html"]
    assert [one["name"] for one in got["attachments"]] == ["bill.pdf"]
    assert (got["found"]["kind"], got["found"]["number"], got["found"]["missing"]) == ("order", "148", ["items"])
    form = got["fill"]["order"]
    assert (form["number"], form["date"], form["items"]) == ("148", "2026-11-03", [])
    assert form["customer"]["phone"] == "8 900 000-11-22"
    assert got["fill"]["lead"] is None


async def test_a_plain_letter_has_no_html_and_a_request_its_own_form(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect("mail-leads"), of_text("Тема: Заявка\nИмя: Пётр\nСообщение: Жду звонка"))
    got = await desk.call("GET", f"/letters/{kept.id}")
    assert got["html"] is None
    assert got["found"]["missing"] == ["contact"]
    assert got["fill"] == {
        "order": None,
        "lead": {"name": "Пётр", "phone": None, "email": None, "text": "Жду звонка", "page": None},
    }


async def test_a_letter_is_read_by_the_templates_of_now(desk: Desk) -> None:
    mine = await desk.connect(template="own")
    kept = await desk.keep(mine, of_text("Тема: Заказ 7\nТовар: Стол за 100 руб.\nТелефон: 8 900 000-11-22"))
    assert (await desk.call("GET", f"/letters/{kept.id}"))["found"] is None
    text = "Тема: Заказ {{number}}\n{{#items}}Товар: {{item.name}} за {{item.price}}{{/items}}"
    await desk.call("POST", f"/connections/{mine.id}/templates", 201, json={"name": "x", "text": text})
    got = await desk.call("GET", f"/letters/{kept.id}")
    assert got["found"]["items"][0]["name"] == "Стол"
    (item,) = got["fill"]["order"]["items"]
    assert item == {"name": "Стол", "sku": None, "options": [], "qty": "1", "price": "100.00"}


@pytest.mark.parametrize("raw", [None, b"\x00\x01", b"Subject: x\r\n\r\n"], ids=["not kept", "no letter", "no text"])
async def test_a_letter_without_a_text_can_still_be_entered(desk: Desk, raw: bytes | None) -> None:
    kept = await desk.keep(await desk.connect(), raw)
    got = await desk.call("GET", f"/letters/{kept.id}")
    assert (got["lines"], got["html"], got["attachments"], got["found"]) == ([], None, [], None)
    assert (got["fill"]["order"]["date"], got["fill"]["order"]["number"]) == ("2026-11-03", None)
    assert got["connection"]


async def test_a_letter_whose_file_is_over_is_shown_without_it(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect(), TABLE)
    await desk.files.delete(DEMO, kept.file or "")
    assert (await desk.call("GET", f"/letters/{kept.id}"))["lines"] == []


async def test_endless_letters_are_cut_where_nobody_reads_on(desk: Desk) -> None:
    raw = of_text("Тема: x\n" + "я" * 4_000 + "\n" + "\n".join(f"Строка {number}" for number in range(3_000)))
    got = await desk.call("GET", f"/letters/{(await desk.keep(await desk.connect(), raw)).id}")
    assert len(got["lines"]) == 2_000
    assert max(map(len, got["lines"])) == 2_000


async def test_letters_are_read_again_by_one_run(desk: Desk) -> None:
    mine, other = await desk.connect(), await desk.connect(subject="Заказ")
    first, second = await desk.keep(mine, TABLE), await desk.keep(mine, TABLE)
    foreign, empty = await desk.keep(other, TABLE), await desk.keep(mine)
    path = f"/connections/{mine.id}/letters/read-again"
    run = await desk.call("POST", path, 202, json={"letters": [first.id, foreign.id]})
    assert (run["kind"], run["trigger"], run["status"], run["connection"]) == (
        "import_orders",
        "retry",
        "queued",
        mine.id,
    )
    assert await desk.state(first) is LetterState.WAITING
    assert await desk.state(second) is await desk.state(foreign) is LetterState.UNREAD
    await desk.call("POST", path, 202, json={"letters": None})
    assert await desk.state(second) is LetterState.WAITING
    assert await desk.state(empty) is LetterState.UNREAD
    assert await desk.count_runs() == 2


async def test_nothing_to_read_starts_no_run(desk: Desk) -> None:
    mine = await desk.connect()
    await desk.keep(mine)
    path = f"/connections/{mine.id}/letters/read-again"
    for wanted in (None, ["unknown"]):
        assert (await desk.call("POST", path, 409, json={"letters": wanted}))["key"] == "letters_none_to_read"
    await desk.call("POST", path, 422, json={"letters": []})
    assert await desk.count_runs() == 0


async def test_an_order_is_entered_and_its_run_queued_in_one_go(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect(), TABLE)
    run = await desk.call("POST", f"/letters/{kept.id}/fill", 202, json={"order": ORDER})
    assert (run["kind"], run["status"]) == ("import_orders", "queued")
    stored = (await desk.letters.get(DEMO, kept.id))[1]
    assert stored.state is LetterState.WAITING
    assert stored.filled is not None
    assert stored.filled["order"]["items"][0]["price"] == "1290.50"
    form = (await desk.call("GET", f"/letters/{kept.id}"))["fill"]["order"]
    assert (form["number"], form["items"][0]["name"]) == ("148", "Чайник")
    late = await desk.call("POST", f"/letters/{kept.id}/fill", 409, json={"order": ORDER})
    assert late["key"] == "letter_read_already"
    assert await desk.count_runs() == 1


async def test_a_request_that_comes_again_makes_one_run(desk: Desk) -> None:
    mine = await desk.connect()
    kept, other = await desk.keep(mine, TABLE), await desk.keep(mine, TABLE)
    again = {"headers": {"Idempotency-Key": "k-1"}}
    first = await desk.call("POST", f"/letters/{kept.id}/fill", 202, json={"order": ORDER}, **again)
    second = await desk.call("POST", f"/letters/{kept.id}/fill", 202, json={"order": ORDER}, **again)
    assert first["id"] == second["id"]
    again = {"headers": {"Idempotency-Key": "k-2"}}
    path = f"/connections/{mine.id}/letters/read-again"
    first = await desk.call("POST", path, 202, json={"letters": [other.id]}, **again)
    assert (await desk.call("POST", path, 202, json={"letters": [other.id]}, **again))["id"] == first["id"]
    assert await desk.count_runs() == 2


@pytest.mark.parametrize(
    ("slug", "given", "place"),
    [
        ("mail-orders", {"lead": LEAD}, "order"),
        ("mail-orders", {"order": ORDER, "lead": LEAD}, "order"),
        ("mail-orders", {}, "order"),
        ("mail-leads", {"order": ORDER}, "lead"),
        ("mail-leads", {"lead": {"name": "Пётр"}}, "lead.phone"),
        ("mail-orders", {"order": {**ORDER, "items": []}}, "order.items"),
        ("mail-orders", {"order": {**ORDER, "number": ""}}, "order.number"),
        ("mail-orders", {"order": {**ORDER, "items": [{"name": "x", "price": "дорого"}]}}, "order.items.0.price"),
        ("mail-orders", {"order": {**ORDER, "total": "1"}}, "order.total"),
        ("mail-orders", {"order": {**ORDER, "items": ORDER["items"] * 501}}, "order.items"),
    ],
    ids=["other", "both", "none", "order", "nobody", "no items", "no number", "price", "unknown", "too many"],
)
async def test_what_cannot_be_taken_is_told_by_field_and_leaves_the_letter_unread(
    desk: Desk, slug: str, given: dict[str, Any], place: str
) -> None:
    kept = await desk.keep(await desk.connect(slug), TABLE)
    told = await desk.call("POST", f"/letters/{kept.id}/fill", 422, json=given)
    assert told["key"] == "invalid_input"
    (error,) = told["errors"]
    assert ".".join(error["loc"]) == place
    assert error["msg"] not in ("", "Неверное значение")
    assert await desk.state(kept) is LetterState.UNREAD
    assert await desk.count_runs() == 0


async def test_an_entered_request_is_told_to_the_platform_once(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect("mail-leads"), of_text("Тема: Заявка\nПерезвоните"))
    await desk.call("POST", f"/letters/{kept.id}/fill", 202, json={"lead": LEAD})
    await desk.work()
    (told,) = await desk.told(LeadReceived)
    assert (told.data.name, told.data.phone, told.data.text) == ("Пётр", "79000003344", "Перезвоните")
    assert told.data.received_at == NOON
    stored = (await desk.letters.get(DEMO, kept.id))[1]
    assert (stored.state, stored.gave) == (LetterState.READ, kept.id)


async def test_a_letter_that_is_no_order_leaves_the_list(desk: Desk) -> None:
    mine = await desk.connect()
    kept = await desk.keep(mine, TABLE)
    await desk.call("POST", f"/letters/{kept.id}/pass", 204)
    assert (await desk.call("GET", f"/connections/{mine.id}/letters"))["count"] == 0
    for action, body in (("pass", None), ("fill", {"order": ORDER})):
        late = await desk.call("POST", f"/letters/{kept.id}/{action}", 409, json=body)
        assert late["key"] == "letter_read_already"
    assert (await desk.call("POST", "/letters/unknown/pass", 404))["key"] == "letter_unknown"


async def test_a_connection_that_is_switched_off_starts_nothing(desk: Desk) -> None:
    mine = await desk.connect(enabled=False)
    kept = await desk.keep(mine, TABLE)
    for path, body in (
        (f"/connections/{mine.id}/letters/read-again", {"letters": None}),
        (f"/letters/{kept.id}/fill", {"order": ORDER}),
    ):
        assert (await desk.call("POST", path, 409, json=body))["key"] == "connection_disabled"
    assert await desk.state(kept) is LetterState.UNREAD


async def test_letters_of_a_deleted_connection_are_gone(desk: Desk) -> None:
    mine = await desk.connect()
    kept = await desk.keep(mine, TABLE)
    await desk.connections.delete(DEMO, mine.id)
    for method, path in (("GET", ""), ("POST", "/fill")):
        body = {"order": ORDER} if path else None
        assert (await desk.call(method, f"/letters/{kept.id}{path}", 404, json=body))["key"] == "connection_unknown"


async def test_another_account_finds_nothing(desk: Desk) -> None:
    mine = await desk.connect()
    kept = await desk.keep(mine, TABLE)
    other = await desk.connections.create("other", "mail-leads", "Почта", True, {**FORM}, by="user-2")
    for method, path, body in (
        ("GET", f"/connections/{mine.id}/letters", None),
        ("POST", f"/connections/{mine.id}/letters/read-again", {"letters": None}),
        ("GET", f"/letters/{kept.id}", None),
        ("POST", f"/letters/{kept.id}/pass", None),
        ("POST", f"/letters/{kept.id}/fill", {"order": ORDER}),
    ):
        await desk.call(method, path, 404, account="other", json=body)
    stolen = f"/connections/{other.id}/letters/read-again"
    await desk.call("POST", stolen, 409, account="other", json={"letters": [kept.id]})
    source = {"source": {"letter": kept.id}}
    await desk.call("POST", f"/connections/{other.id}/templates/propose", 404, account="other", json=source)
    assert await desk.state(kept) is LetterState.UNREAD
    assert await desk.count_runs() == 0


async def test_operators_and_strangers_see_no_letters(desk: Desk) -> None:
    kept = await desk.keep(await desk.connect(), TABLE)
    for headers, status in (({}, 401), (desk.issuer.headers("demo", ["operator"]), 403)):
        answer = await desk.client.get(f"/v1/letters/{kept.id}", headers=headers)
        assert answer.status_code == status


async def test_a_letter_is_not_filled_in_when_its_run_cannot_be_queued(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = await desk.keep(await desk.connect(), TABLE)
    fill = desk.letters.fill

    async def fails(*given: Any) -> None:
        await fill(*given)
        raise RuntimeError

    monkeypatch.setattr(desk.letters, "fill", fails)
    await desk.call("POST", f"/letters/{kept.id}/fill", 500, json={"order": ORDER})
    assert await desk.state(kept) is LetterState.UNREAD
    assert await desk.count_runs() == 0
