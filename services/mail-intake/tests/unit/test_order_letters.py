"""Letters about orders that exist, forwarded letters, keys against doubles, and the tool's exit codes."""

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from mail_intake.__main__ import main
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import MailOrder, StatusLetter
from mail_intake.domain.profiles.extractor import read_order
from mail_intake.testing import engines, prestashop, virtuemart
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write

assert engines
assert prestashop
assert virtuemart
ORDER = ShopOrder(
    "5148", datetime(2026, 11, 3, 12, tzinfo=timezone(timedelta(hours=3))), "Мария", "Светлова", "+7 (900) 000-11-22",
    "m@example.ru", "ул. Садовая, 5", "Казань", "420000", "Россия", "Курьер", Decimal(300), "Наличные",
    (Line("Чайник", "CHN-1", 2, Decimal("1290.50")), Line("Стол", "T-1", 1, Decimal("12000.00"))),
)  # fmt: skip
SHAPES = [(engine, variant) for engine, variants in VARIANTS.items() for variant in variants]


def titled(raw: bytes, subject: str) -> bytes:
    message = message_from_bytes(raw, policy=default)
    del message["Subject"]
    message["Subject"] = subject
    return message.as_bytes()


@pytest.mark.parametrize(
    ("engine", "subject"),
    [
        ("insales", "Заказ №5148 отправлен"),
        ("insales", "Изменился статус заказа №5148"),
        ("storeland", "Статус вашего заказа №5148 изменен"),
        ("nethouse", "Заказ № 5148 отменён"),
        ("webasyst", "Заказ #5148 отправлен"),
        ("joomshopping", "Изменение статуса заказа № 00005148"),
        ("prestashop", "[Тёплый дом] Заказ отправлен"),
        ("virtuemart", "Тёплый дом: изменение статуса заказа 5148"),
        ("virtuemart2", "[a3f25148], Заказ отправлен для  Мария Светлова, всего 100,00 руб"),
        ("virtuemart3", "[a3f25148], Заказ отменен  Мария Светлова, всего 100,00 руб"),
        ("prestashop", "[Warm] Shipped"),
        ("joomshopping", "Order status change N. 5148"),
    ],
)
def test_a_letter_about_a_status_is_no_order(engine: str, subject: str) -> None:
    variant = next(iter(VARIANTS[engine]))
    reading = read_order(read_letter(titled(write(engine, ORDER, variant), subject)), engine)
    assert isinstance(reading.result, StatusLetter)


@pytest.mark.parametrize(("engine", "variant"), SHAPES)
@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_every_shape_in_an_old_charset(engine: str, variant: str, charset: str) -> None:
    raw = write(engine, ORDER, variant)
    message = message_from_bytes(raw, policy=default)
    text = message.get_content().replace("₽", "руб.").replace("€", "EUR ")
    encoded = message_from_bytes(raw, policy=default)
    encoded.set_content(text, subtype=message.get_content_subtype(), charset="utf-8", cte="8bit")
    head, _, _ = encoded.as_bytes().partition(b"\n\n")
    body = text.encode(charset, "xmlcharrefreplace" if message.get_content_subtype() == "html" else "replace")
    got = read_order(read_letter(head + b"\n\n" + body), engine).result
    assert isinstance(got, MailOrder)
    assert (got.total, got.customer.name, len(got.items)) == (ORDER.total, ORDER.name, 2)


@pytest.mark.parametrize(("engine", "variant"), SHAPES)
def test_every_shape_forwarded_as_an_attachment(engine: str, variant: str) -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Message-ID"] = "Ольга <olga@shop.example>", "Fwd: заказ", "<outer@x>"
    outer.set_content("Посмотрите, пожалуйста")
    outer.add_attachment(message_from_bytes(write(engine, ORDER, variant), policy=default))
    reading = read_order(read_letter(outer.as_bytes()), engine)
    assert isinstance(reading.result, MailOrder)
    assert reading.result.missing == ()
    assert (reading.origin.sender, reading.origin.forwarded) == ("olga@shop.example", "attachment")
    assert reading.keys.message_id == "outer@x"


@pytest.mark.parametrize(("engine", "variant"), SHAPES)
def test_every_shape_forwarded_inline(engine: str, variant: str) -> None:
    message = message_from_bytes(write(engine, ORDER, variant), policy=default)
    html = message.get_content_subtype() == "html"
    head = [f"От: Тёплый дом <{message['From'].addresses[0].addr_spec}>", "Дата: вт, 3 нояб. 2026 г. в 12:00",
            f"Тема: {message['Subject']}", "Кому: <zakaz@shop.example>"]  # fmt: skip
    if html:
        quoted = "<br>".join(line.replace("<", "&lt;") for line in ("---------- Forwarded message ---------", *head))
        body = f"<div>Прошу завести. Телефон: +7 999 999-99-99<br><br>{quoted}<br></div><br>{message.get_content()}"
    else:
        body = "\n".join(
            ("Прошу завести", "", "-------- Пересылаемое сообщение --------", *head, "", message.get_content())
        )
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Ольга <olga@shop.example>", f"Fwd: {message['Subject']}"
    outer.set_content(body, subtype="html" if html else "plain")
    reading = read_order(read_letter(outer.as_bytes()), engine)
    got = reading.result
    assert isinstance(got, MailOrder)
    assert (got.total, got.customer.phone, got.customer.name) == (ORDER.total, ORDER.phone, ORDER.name)
    assert got.date == ORDER.moment.date()
    assert reading.origin.forwarded == "inline"
    assert reading.origin.subject.split() == message["Subject"].split()


def test_numbers_are_the_same_order_however_they_are_printed() -> None:
    one = read_order(read_letter(write("webasyst", ORDER, "ru")), "webasyst").keys.order
    again = titled(write("webasyst", ORDER, "ru"), "Новый заказ #5148")
    assert read_order(read_letter(again), "webasyst").keys.order == one == ("webasyst", "5148")


def test_the_tool_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "order.eml"
    file.write_bytes(write("storeland", ORDER, "table"))
    assert main(["parse", str(file), "--engine", "storeland"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["number"], told["total"], told["items"][0]["qty"]) == ("5148", "14881.00", "2")
    assert "missing" not in told

    file.write_bytes(titled(write("storeland", ORDER, "table"), "Заказ №5148 отправлен"))
    assert main(["parse", str(file), "--engine", "storeland"]) == 3
    assert json.loads(capsys.readouterr().out)["missing"] == ["order"]

    assert main(["parse", str(tmp_path / "absent.eml"), "--engine", "storeland"]) == 2
    assert main(["parse", str(file), "--engine", "opencart"]) == 2
    assert "Такого типового шаблона нет" in capsys.readouterr().err

    template = tmp_path / "template.txt"
    file.write_bytes(write("storeland", ORDER, "table"))
    assert main(["propose", str(file)]) == 0
    template.write_text(capsys.readouterr().out, "utf-8")
    assert main(["parse", str(file), "--template", str(template)]) == 0
