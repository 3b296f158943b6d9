"""Own templates over the API: stored by version, previewed, tried over the mailbox, proposed."""

import base64
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from mail_desk import FORM, Desk

from mail_intake.app import letter_sources
from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.testing import engines
from mail_intake.testing.letters import Line, ShopOrder, write
from service_kit.errors import ConfigError, Postponed, TransientError

pytestmark = pytest.mark.mongo

assert engines  # writes the letters
TEXT = """Тема: Новый заказ № {{number}} {{*}}
Телефон: | {{phone}}
{{?}}Комментарий: | {{comment}}{{/?}}
{{#items}}{{item.name}} | {{item.qty}} шт. | {{item.price}}{{/items}}
Итого: | {{total}}"""
SAMPLE = "Тема: Новый заказ № 12 на сайте\nТелефон:\t8 900 000-11-22\nЧайник\t2 шт.\t100,50 руб.\nИтого:\t201 руб."
LEAD = "Имя: {{name}}\nТелефон: {{phone}}"


def letter(text: str, sender: str = "shop@shop.example", number: int = 1) -> bytes:
    raw = letter_sources.of_text(text)
    return f"From: {sender}\r\nMessage-ID: <{number}@shop.example>\r\n".encode() + raw


async def test_a_template_is_stored_changed_by_version_and_removed(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates"
    made = await desk.call("POST", path, 201, json={"name": "Магазин", "text": TEXT})
    assert (made["version"], made["updated_by"]) == (1, "user-1")
    again = {"name": "Магазин", "text": f"{TEXT}\nОплата: {{{{payment}}}}", "version": 1}
    changed = await desk.call("PUT", f"{path}/{made['id']}", json=again)
    assert changed["version"] == 2
    assert (await desk.call("GET", path))["items"] == [changed]
    late = await desk.call("PUT", f"{path}/{made['id']}", 409, json=again)
    assert late["key"] == "template_changed_meanwhile"
    await desk.call("DELETE", f"{path}/{made['id']}", 204)
    assert (await desk.call("GET", path))["items"] == []
    assert (await desk.call("DELETE", f"{path}/{made['id']}", 404))["key"] == "template_unknown"
    assert (await desk.call("PUT", f"{path}/{made['id']}", 404, json=again))["key"] == "template_unknown"


async def test_a_template_has_a_name(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates"
    for name in ("", "  ", "x" * 201):
        (error,) = (await desk.call("POST", path, 422, json={"name": name, "text": TEXT}))["errors"]
        assert error["loc"] == ["name"]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (f"{TEXT}\n{{{{colour}}}}: 1", "template_field_unknown", "Строка 6"),
        (TEXT.replace(" | {{item.qty}}", "{{item.qty}}"), "template_fields_adjacent", "строке 4"),
        (TEXT.replace("{{/items}}\nИтого: | {{total}}", ""), "template_items_broken", "Строка 4"),
        (TEXT.replace("{{number}}", "{{*}}"), "template_needs_number", "номера"),
        ("", "template_empty", "пустой"),
        ("x\n" * 301, "template_too_long", "300"),
    ],
    ids=["unknown field", "adjacent", "open items", "no number", "empty", "long"],
)
async def test_a_broken_template_is_refused_with_its_line(desk: Desk, text: str, key: str, said: str) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates"
    for address, more in (
        (path, {"name": "x"}),
        (f"{path}/preview", {"source": {"text": SAMPLE}}),
        (f"{path}/trial", {}),
    ):
        told = await desk.call("POST", address, 422, json={"text": text, **more})
        assert told["key"] == key
        (error,) = told["errors"]
        assert (error["loc"], error["key"]) == (["text"], key)
        assert said in error["msg"]
    assert desk.post.logins == 0
    assert (await desk.call("GET", path))["items"] == []


async def test_a_twenty_first_template_is_refused(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates"
    for number in range(20):
        await desk.call("POST", path, 201, json={"name": str(number), "text": TEXT})
    assert (await desk.call("POST", path, 409, json={"name": "x", "text": TEXT}))["key"] == "templates_too_many"


async def test_fields_are_those_of_what_the_connection_makes(desk: Desk) -> None:
    orders, leads = await desk.connect(), await desk.connect("mail-leads")
    fields = {
        one["field"]: one for one in (await desk.call("GET", f"/connections/{orders.id}/templates/fields"))["items"]
    }
    assert fields["delivery_price"] == {
        "field": "delivery_price",
        "title": "Стоимость доставки",
        "placeholder": "{{delivery_price}}",
        "in_items": False,
        "required": False,
    }
    assert (fields["item.name"]["in_items"], fields["item.name"]["required"]) == (True, True)
    found = (await desk.call("GET", f"/connections/{leads.id}/templates/fields"))["items"]
    assert [one["title"] for one in found] == ["Имя", "Телефон", "Почта", "Текст", "Страница"]


async def test_a_preview_tells_what_is_found_where_and_why_the_rest_is_not(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates/preview"
    text = TEXT.replace("Итого: | {{total}}", "Итого: | {{total}}\nОплата: | {{payment}}")
    got = await desk.call("POST", path, json={"text": text, "source": {"text": SAMPLE}})
    assert got["ok"]
    assert got["lines"][:2] == ["Тема: Новый заказ № 12 на сайте", "Телефон: | 8 900 000-11-22"]
    fields = {one["field"]: one for one in got["fields"]}
    assert fields["phone"] == {
        "field": "phone",
        "title": "Телефон",
        "value": "8 900 000-11-22",
        "line": "Телефон: | 8 900 000-11-22",
        "template_line": None,
        "why": None,
        "required": False,
    }
    assert fields["comment"]["why"]["key"] == "template_value_absent"
    assert (fields["payment"]["why"]["key"], fields["payment"]["template_line"]) == ("template_line_not_found", 6)
    assert got["found"]["items"] == [
        {"name": "Чайник", "sku": None, "options": [], "qty": "2", "price": "100.50", "sum": "201.00"}
    ]
    assert (got["found"]["number"], got["found"]["total"], got["found"]["missing"]) == ("12", "201.00", [])


async def test_a_preview_that_lacks_something_says_what_the_line_looks_like(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates/preview"
    sample = SAMPLE.replace("201 руб.", "скоро сообщим")
    got = await desk.call("POST", path, json={"text": TEXT, "source": {"text": sample}})
    (total,) = [one for one in got["fields"] if one["field"] == "total"]
    assert total["why"]["key"] == "template_value_of_other_kind"
    assert "скоро сообщим" in total["why"]["why"]
    got = await desk.call("POST", path, json={"text": TEXT, "source": {"text": "Тема: Привет\nКак дела?"}})
    assert not got["ok"]
    assert got["found"]["missing"] == ["number", "items"]


async def test_a_letter_comes_from_the_mailbox_a_file_or_what_is_kept(desk: Desk) -> None:
    mine = await desk.connect(template="own")
    path, raw = f"/connections/{mine.id}/templates/preview", letter(SAMPLE)
    kept = await desk.keep(mine, raw)
    sources: list[dict[str, Any]] = [
        {"uid": desk.post.put(raw)},
        {"eml": base64.b64encode(raw).decode()},
        {"letter": kept.id},
        {"text": SAMPLE},
    ]
    for source in sources:
        got = await desk.call("POST", path, json={"text": TEXT, "source": source})
        assert (got["found"]["number"], got["found"]["customer"]["phone"]) == ("12", "8 900 000-11-22")
    assert desk.post.logins == 1


@pytest.mark.parametrize(
    ("source", "status", "key"),
    [
        ({"uid": 1}, 404, "letter_not_in_mailbox"),
        ({"uid": 99}, 404, "letter_not_in_mailbox"),
        ({"eml": "это не base64"}, 422, "letter_file_broken"),
        ({"eml": base64.b64encode(b"\x00\x01\x02").decode()}, 422, "letter_is_no_letter"),
        ({"eml": ""}, 422, "letter_empty"),
        ({"letter": "unknown"}, 404, "letter_unknown"),
        ({"text": " "}, 422, "letter_without_text"),
        ({"text": "x" * 600_001}, 422, "invalid_input"),
        ({}, 422, "invalid_input"),
    ],
    ids=["of another sender", "gone", "broken", "no letter", "empty", "not kept", "blank", "long", "none"],
)
async def test_a_letter_that_cannot_be_had_is_told(desk: Desk, source: dict[str, Any], status: int, key: str) -> None:
    mine = await desk.connect()
    desk.post.put(letter(SAMPLE, sender="friend@private.example"))
    for action, more in (("preview", {"text": TEXT}), ("propose", {})):
        path = f"/connections/{mine.id}/templates/{action}"
        assert (await desk.call("POST", path, status, json={**more, "source": source}))["key"] == key


async def test_a_kept_letter_of_another_connection_is_none_of_this(desk: Desk) -> None:
    mine, other = await desk.connect(), await desk.connect(subject="Заказ")
    path = f"/connections/{mine.id}/templates/propose"
    for kept, key in (
        (await desk.keep(other, letter(SAMPLE)), "letter_unknown"),
        (await desk.keep(mine), "letter_not_kept"),
    ):
        assert (await desk.call("POST", path, 404, json={"source": {"letter": kept.id}}))["key"] == key


async def test_a_file_that_is_too_large_is_refused_by_its_size(desk: Desk) -> None:
    eml = base64.b64encode(b"Subject: x\r\n\r\n" + b"x" * MAX_LETTER_BYTES).decode()
    path = f"/connections/{(await desk.connect()).id}/templates/propose"
    assert (await desk.call("POST", path, 413, json={"source": {"eml": eml}}))["key"] == "letter_too_large"


async def test_a_trial_reads_the_last_letters_of_the_senders(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/templates/trial"
    desk.post.put(letter(SAMPLE, number=1))
    desk.post.put(letter("Тема: Скидки\nТелефон: 1", number=2))
    desk.post.put(letter(SAMPLE, sender="friend@private.example", number=3))
    uid = desk.post.put(letter(SAMPLE, number=4))
    desk.post.letters[uid - 1] = replace(desk.post.letters[uid - 1], raw=b"From: shop@shop.example\r\n\r\n")
    items = (await desk.call("POST", path, json={"text": TEXT, "count": 5}))["items"]
    unreadable, poor, good = items
    assert (unreadable["ok"], unreadable["why"]["key"], unreadable["found"]) == (False, "letter_without_text", None)
    assert (poor["ok"], poor["subject"], poor["missing"]) == (False, "Скидки", ["Номер", "Товары с ценой"])
    assert (good["ok"], good["filled"], good["missing"], good["found"]["number"]) == (True, 6, [], "12")
    assert (good["sender"], good["date"]) == ("shop@shop.example", "2026-11-03T12:00:00Z")
    assert desk.post.logins == 1
    assert len((await desk.call("POST", path, json={"text": TEXT, "count": 1}))["items"]) == 1
    await desk.call("POST", path, 422, json={"text": TEXT, "count": 21})


async def test_the_last_letters_are_listed_without_those_of_others(desk: Desk) -> None:
    path = f"/connections/{(await desk.connect()).id}/mailbox-letters"
    raw = letter(SAMPLE)
    desk.post.put(raw)
    desk.post.put(letter(SAMPLE, sender="friend@private.example"))
    desk.post.put(letter("Тема: Второе\nx", number=2))
    assert [one["uid"] for one in (await desk.call("GET", path))["items"]] == [3, 1]
    (one,) = (await desk.call("GET", f"{path}?count=1"))["items"]
    assert one["subject"] == "Второе"
    oldest = (await desk.call("GET", path))["items"][-1]
    assert oldest == {
        "uid": 1,
        "subject": "Новый заказ № 12 на сайте",
        "sender": "shop@shop.example",
        "received_at": "2026-11-03T12:00:00Z",
        "size": len(raw),
    }
    await desk.call("GET", f"{path}?count=21", 422)


@pytest.mark.parametrize(
    ("fault", "status", "retry"),
    [
        (ConfigError("mail_login_refused", host="imap.yandex.ru", hint="", step="login"), 422, None),
        (ConfigError("mail_folder_not_found", folder="Заказы", step="folder"), 422, None),
        (TransientError("mail_server_busy", host="imap.yandex.ru", step="login"), 503, None),
        (Postponed("outside_paused", 7.2, system="mailbox"), 503, "8"),
    ],
    ids=["password", "folder", "busy", "pause"],
)
async def test_a_mailbox_that_does_not_open_is_told(desk: Desk, fault: Any, status: int, retry: str | None) -> None:
    mine = await desk.connect()
    desk.post.fault = fault
    assert (await desk.call("GET", f"/connections/{mine.id}/mailbox-letters", status))["key"] == fault.key
    for action, body in (
        ("preview", {"text": TEXT, "source": {"uid": 1}}),
        ("trial", {"text": TEXT}),
        ("propose", {"source": {"uid": 1}}),
    ):
        headers = desk.issuer.headers("demo", ["owner"])
        answer = await desk.client.post(f"/v1/connections/{mine.id}/templates/{action}", json=body, headers=headers)
        assert (answer.status_code, answer.json()["key"]) == (status, fault.key)
        assert answer.headers.get("retry-after") == retry


async def test_a_server_that_is_silent_keeps_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_sources, "MAILBOX_SECONDS", 0.05)
    mine = await desk.connect()
    desk.post.slow = 600.0
    told = await desk.call("GET", f"/connections/{mine.id}/mailbox-letters", 503)
    assert told["key"] == "mail_timeout"
    assert "imap.yandex.ru" in told["title"] + told["detail"]


async def test_a_proposal_reads_the_letter_that_it_was_made_of(desk: Desk) -> None:
    mine = await desk.connect()
    line = Line("Чайник", "CHN-1", 2, Decimal("1290.50"))
    order = ShopOrder(
        "148", dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC), "Мария", "Светлова", "+7 (900) 000-11-22", "m@example.ru",
        "ул. Садовая, 5", "Казань", "420000", "Россия", "Курьер", Decimal(300), "Наличные", (line,),
    )  # fmt: skip
    raw = base64.b64encode(write("joomshopping", order, "ru")).decode()
    got = await desk.call("POST", f"/connections/{mine.id}/templates/propose", json={"source": {"eml": raw}})
    assert got["missing"] == []
    assert got["preview"]["ok"]
    assert got["preview"]["found"]["number"] == "148"
    assert [item["name"] for item in got["preview"]["found"]["items"]] == ["Чайник"]
    await desk.call("POST", f"/connections/{mine.id}/templates", 201, json={"name": "x", "text": got["text"]})


async def test_a_proposal_names_what_is_to_be_marked_yet(desk: Desk) -> None:
    mine = await desk.connect()
    source = {"text": "Тема: Привет\nТелефон: 8 900 000-11-22\nДо встречи"}
    got = await desk.call("POST", f"/connections/{mine.id}/templates/propose", json={"source": source})
    assert "Номер" in got["missing"]


async def test_templates_of_requests_are_tried_as_such(desk: Desk) -> None:
    mine = await desk.connect("mail-leads")
    path = f"/connections/{mine.id}/templates"
    source = {"text": "Тема: Заявка\nИмя: Пётр\nТелефон: 8 900 000-11-22"}
    got = await desk.call("POST", f"{path}/preview", json={"text": LEAD, "source": source})
    assert (got["ok"], got["found"]["kind"], got["found"]["name"]) == (True, "lead", "Пётр")
    proposal = await desk.call("POST", f"{path}/propose", json={"source": source})
    assert proposal["preview"]["found"]["phone"] == "8 900 000-11-22"
    got = await desk.call("POST", f"{path}/preview", json={"text": LEAD, "source": {"text": "Тема: x\nИмя: Пётр"}})
    assert (got["ok"], got["found"]["missing"]) == (False, ["contact"])
    assert (await desk.call("POST", path, 422, json={"name": "x", "text": TEXT}))["key"] == "template_field_unknown"


async def test_another_account_finds_nothing(desk: Desk) -> None:
    mine = await desk.connect()
    path = f"/connections/{mine.id}"
    made = await desk.call("POST", f"{path}/templates", 201, json={"name": "x", "text": TEXT})
    desk.post.put(letter(SAMPLE))
    source = {"uid": 1}
    for method, address, body in (
        ("GET", "/templates", None),
        ("GET", "/templates/fields", None),
        ("GET", "/mailbox-letters", None),
        ("POST", "/templates", {"name": "x", "text": TEXT}),
        ("PUT", f"/templates/{made['id']}", {"name": "x", "text": TEXT, "version": 1}),
        ("DELETE", f"/templates/{made['id']}", None),
        ("POST", "/templates/preview", {"text": TEXT, "source": source}),
        ("POST", "/templates/trial", {"text": TEXT}),
        ("POST", "/templates/propose", {"source": source}),
    ):
        told = await desk.call(method, f"{path}{address}", 404, account="other", json=body)
        assert told["key"] == "connection_unknown"
    assert desk.post.logins == 0
    other = await desk.connections.create("other", "mail-leads", "Почта", True, {**FORM}, by="user-2")
    stolen = f"/connections/{other.id}/templates/{made['id']}"
    await desk.call("DELETE", stolen, 404, account="other")
    assert len((await desk.call("GET", f"{path}/templates"))["items"]) == 1


async def test_a_letter_of_the_mailbox_is_fetched_once_while_its_template_is_written(desk: Desk) -> None:
    mine = await desk.connect()
    source = {"uid": desk.post.put(letter(SAMPLE))}
    path = f"/connections/{mine.id}/templates"
    await desk.call("POST", f"{path}/propose", json={"source": source})
    for _ in range(3):
        assert (await desk.call("POST", f"{path}/preview", json={"text": TEXT, "source": source}))["ok"]
    assert desk.post.logins == 1
