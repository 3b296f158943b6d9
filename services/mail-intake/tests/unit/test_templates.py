"""Own templates: what they read, what they say when they do not, and what is proposed."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from mail_intake.domain.letter.reading import Letter, read_letter
from mail_intake.domain.order import MailLead, MailOrder
from mail_intake.domain.template.preview import best, preview, trial
from mail_intake.domain.template.propose import propose
from mail_intake.domain.template.syntax import Kind, read_template
from mail_intake.testing import engines, prestashop, virtuemart
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write
from service_kit.errors import DataError

assert engines
assert prestashop
assert virtuemart
LINES = (
    Line("Чайник, 1,7 л", "CHN-1", 2, Decimal("1290.50"), ("Цвет: Красный",)),
    Line("Кружка", "MUG", 10, Decimal("99.00")),
    Line("Стол", "T-1", 1, Decimal("12000.00")),
)
ORDER = ShopOrder(
    "148", datetime(2026, 11, 3, 12, tzinfo=timezone(timedelta(hours=3))), "Мария", "Светлова", "+7 (900) 000-11-22",
    "m@example.ru", "ул. Садовая, 5", "Казань", "420000", "Россия", "Курьер", Decimal(300), "Наличные", LINES,
    "Позвоните заранее", Decimal(150),
)  # fmt: skip
OTHER = ShopOrder(
    "149", datetime(2026, 11, 4, 12, tzinfo=timezone(timedelta(hours=3))), "Пётр", "Заречный", "89000003344",
    "p@example.ru", "Лесной пр., 1", "Омск", "644000", "Россия", "СДЭК", Decimal(0), "Картой", LINES[1:2],
)  # fmt: skip
TEMPLATE = """
Тема: Новый заказ № {{номер}} ({{*}})
Дата заказа: | {{дата}}
Полное имя (Ф.И.О.): | {{имя}}
Телефон: | {{телефон}}
{{?}}E-mail: | {{почта}}{{/?}}
Название | Код товара | Количество | Цена за единицу | Сумма
{{#items}}{{item.name}} | {{item.sku}} | {{item.qty}} | {{item.price}} | {{item.sum}}{{/items}}
{{?}}Скидка: | {{скидка}}{{/?}}
Стоимость доставки: | {{стоимость_доставки}}
Всего к оплате: | {{итого}}
{{?}}Замечания клиента
{{комментарий}}{{/?}}
Информация о платеже | Информация о поставке
{{оплата}} | {{доставка}}
"""


def letter(engine: str, variant: str, order: ShopOrder = ORDER) -> Letter:
    return read_letter(write(engine, order, variant))


def test_a_template_reads_letters_of_its_look() -> None:
    template = read_template(TEMPLATE)
    for order in (ORDER, OTHER):
        got = preview(template, letter("joomshopping", "ru", order)).reading.result
        assert isinstance(got, MailOrder)
        assert (got.number, got.total, got.discount) == (order.number, order.total, order.discount or None)
        assert (got.customer.name, got.customer.phone, got.customer.email) == (order.name, order.phone, order.email)
        assert (got.delivery.method, got.payment, got.comment) == (order.delivery, order.payment, order.comment or None)
        assert [(item.name, item.sku, item.qty, item.sum) for item in got.items] == [
            (line.name, line.sku, line.qty, line.sum) for line in order.lines
        ]
        assert [item.options for item in got.items] == [line.options for line in order.lines]
        assert (got.currency, got.warnings) == ("RUB", ())


def test_the_preview_tells_what_is_missing_and_why() -> None:
    broken = TEMPLATE.replace("Телефон: |", "Мобильный: |").replace(
        "Всего к оплате: | {{итого}}", "Полное имя (Ф.И.О.) | {{итого}}"
    )
    outcome = preview(read_template(broken), letter("joomshopping", "ru"))
    whys = {field.field: field.why for field in outcome.fields}
    assert whys["{{phone}}"] == "template_line_not_found"
    assert whys["{{total}}"] == "template_value_of_other_kind"
    assert whys["{{number}}"] is None
    assert outcome.ok  # neither is required


def test_a_letter_of_another_look_is_not_read() -> None:
    outcome = preview(read_template(TEMPLATE), letter("nethouse", "table"))
    assert not outcome.ok
    assert "number" in outcome.reading.result.missing


def test_of_several_templates_the_one_that_fits_is_taken() -> None:
    other = propose(letter("nethouse", "table")).template
    assert other is not None
    place, outcome = best([read_template(TEMPLATE), other], letter("nethouse", "table", OTHER))
    assert (place, outcome.ok, outcome.reading.result.number) == (1, True, "149")


def test_a_trial_tells_of_each_letter() -> None:
    found = trial(read_template(TEMPLATE), [letter("joomshopping", "ru"), letter("storeland", "table")])
    assert [row.preview.ok for row in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "template_empty"),
        ("Номер: {{number}}{{date}}\n{{#items}}{{item.name}} {{item.price}}{{/items}}", "template_fields_adjacent"),
        ("Номер: {{nmber}}", "template_field_unknown"),
        ("{{number}}", "template_field_alone"),
        ("Номер: {{number}}\nЕщё: {{number}}", "template_field_twice"),
        ("Номер: {{number}}\n{{#items}}{{item.name}} | {{item.price}}", "template_items_broken"),
        ("Номер: {{number}}\n{{#items}}{{/items}}", "template_items_broken"),
        ("Номер: {{number}}\nТовар: {{item.name}}", "template_field_outside_items"),
        ("Номер: {{number}}", "template_needs_items"),
        ("{{#items}}{{item.name}} | {{item.price}}{{/items}}", "template_needs_number"),
        ("{{?}}Номер: {{number}}", "template_optional_broken"),
        ("x\n" * 400, "template_too_long"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(text: str, key: str) -> None:
    with pytest.raises(DataError) as refusal:
        read_template(text)
    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("engine", "variant"),
    [("joomshopping", "ru"), ("joomshopping", "en"), ("storeland", "table"), ("storeland", "lines"), ("nethouse", "table"),  # noqa: E501
     ("nethouse", "lines"), ("insales", "table"), ("insales", "lines"), ("prestashop", "ps16"), ("virtuemart", "html")],
)  # fmt: skip
def test_a_proposal_reads_its_letter_and_the_next(engine: str, variant: str) -> None:
    assert variant in VARIANTS[engine]
    proposal = propose(letter(engine, variant))
    assert proposal.template is not None, proposal.text
    for order in (ORDER, OTHER):
        got = preview(proposal.template, letter(engine, variant, order)).reading.result
        assert isinstance(got, MailOrder)
        assert got.number == order.number, proposal.text
        assert got.total == order.total, proposal.text
        assert [(item.name, item.qty, item.sum) for item in got.items] == [
            (line.name, line.qty, line.sum) for line in order.lines
        ], proposal.text


def test_a_template_of_requests() -> None:
    raw = "From: a@x.example\nSubject: Заявка\n\nИмя: Анна\nТелефон: 89000001122\nВопрос: Сколько?\nСрочно!\n".encode()
    template = read_template("Имя: {{имя}}\nТелефон: {{телефон}}\nВопрос: {{текст}}", Kind.LEAD)
    got = preview(template, read_letter(raw)).reading.result
    assert isinstance(got, MailLead)
    assert (got.name, got.phone, got.text) == ("Анна", "89000001122", "Сколько?\nСрочно!")
    proposed = propose(read_letter(raw), Kind.LEAD)
    assert proposed.preview is not None
    assert proposed.preview.ok


def test_a_proposal_gives_the_lines_of_a_letter_that_nothing_is_found_in() -> None:
    raw = "From: a@x.example\nSubject: Привет\n\nДобрый день!\nДо встречи.\n".encode()
    proposal = propose(read_letter(raw))
    assert proposal.template is None
    assert proposal.lines == ("Тема: Привет", "Добрый день!", "До встречи.")
