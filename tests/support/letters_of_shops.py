"""Letters of shops, of site forms and of strangers, for tests that fill mailboxes with them."""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mail_intake.testing import engines, prestashop, virtuemart
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write

assert engines
assert prestashop
assert virtuemart
SHOP = "shop@shop.example"
"""Whose letters about orders are."""
FORM = "form@site.example"
STRANGER = "news@elsewhere.example"
ZONE = timezone(timedelta(hours=3))
MOMENT = datetime(2026, 3, 2, 12, tzinfo=ZONE)
GOODS = (
    Line("Чайник «Полярис», 1,7 л", "CHN-1", 2, Decimal("1290.50")),
    Line("Кружка", "MUG-7", 3, Decimal("99.00")),
    Line("Полотенце 70х140", "TWL-70", 1, Decimal("450.00")),
)

TEMPLATE = """Заявка {{номер}}
Покупатель {{имя}}, тел. {{телефон}}
{{#items}}> {{item.name}} по {{item.price}} штук {{item.qty}}{{/items}}
К оплате {{итого}}
"""


def shop_order(number: str, *, lines: Iterable[Line] = GOODS[:2], **fields: object) -> ShopOrder:
    """An order whose buyer and sum follow from its number."""
    place = sum(map(ord, number))
    order = dict(
        number=number,
        moment=MOMENT,
        first="Мария",
        last="Светлова",
        phone=f"+7 (900) {place % 1000:03d}-11-22",
        email=f"buyer{number.strip('#')}@example.ru",
        street=f"ул. Садовая, д. {place % 90 + 1}",
        city="Казань",
        zip="420000",
        country="Россия",
        delivery="Курьер",
        delivery_price=Decimal(300),
        payment="Наличными курьеру",
        lines=tuple(lines),
        comment="Позвоните за час",
    )
    return ShopOrder(**{**order, **fields})


def number_of(engine: str, place: int) -> str:
    """A number as the engine prints it."""
    if engine == "prestashop":
        return "".join(chr(65 + int(digit)) for digit in f"{place:09d}")
    return {"webasyst": f"#{place}", "joomshopping": f"{place:08d}", "virtuemart2": f"a3f20{place}"}.get(
        engine, str(place)
    )


def variants(engine: str) -> list[str]:
    """Shapes of the engine's letters whose orders have the numbers of `number_of`."""
    return [variant for variant in VARIANTS[engine] if variant != "ps15"]


def order_letter(number: str, engine: str = "insales", variant: str | None = None, **fields: object) -> bytes:
    """The letter about an order."""
    return write(engine, shop_order(number, **fields), variant or variants(engine)[0])


def retitled(letter: bytes, subject: str | None = None, message_id: str | None = None, sender: str = SHOP) -> bytes:
    """The same letter under another subject, Message-ID or sender."""
    message = message_from_bytes(letter, policy=SMTP)
    message.replace_header("From", sender)
    if subject:
        message.replace_header("Subject", subject)
    if message_id:
        message.replace_header("Message-ID", message_id)
    return message.as_bytes()


def status_letter(number: str) -> bytes:
    """The shop tells that an order's status changed; the letter shows the order again."""
    subject = f"Изменился статус заказа №{number.strip('#')}"
    return retitled(order_letter(number), subject, f"<status-{number.strip('#')}@shop.example>")


def delivered_again(letter: bytes, copy: int = 1) -> bytes:
    """The same letter as it comes by another way: with headers of another server on top."""
    return (
        f"Delivered-To: copy{copy}@shop.example\r\nReceived: from mx{copy}.example by mx.example\r\n".encode() + letter
    )


def text_letter(text: str, subject: str, message_id: str, sender: str = SHOP) -> bytes:
    """A letter of plain text."""
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = format_datetime(MOMENT)
    letter["From"] = f"Сайт <{sender}>"
    letter["To"] = "zakaz@shop.example"
    letter["Subject"] = subject
    letter["Message-ID"] = message_id
    letter.set_content(text)
    return letter.as_bytes()


def lead_letter(place: int) -> bytes:
    """A site form tells of a request; its phone ends with the number."""
    text = f"Имя: Анна\nТелефон: 8 912 000 {place:04d}\nСообщение: Есть ли доставка?\nСтраница: https://site.example/{place}\n"
    return text_letter(text, "Заявка с сайта", f"<request-{place}@site.example>", FORM)


def news_letter(place: int) -> bytes:
    """A letter of somebody else that looks like one about an order."""
    return retitled(order_letter(f"9{place:06d}"), None, f"<news-{place}@elsewhere.example>", STRANGER)


def unknown_letter(number: int) -> bytes:
    """A shop on an engine that nobody knows writes about an order; `TEMPLATE` reads it."""
    person = f"Покупатель Ольга, тел. 8 912 000-00-{number % 100:02d}"
    text = f"Заявка {number}\n{person}\n> Кружка по 99,00 штук 2\nК оплате 198,00\n"
    return text_letter(text, f"Покупка {number}", f"<own-{number}@shop.example>")


def mixed(first: int, count: int, engine: str = "insales") -> tuple[list[bytes], set[str]]:
    """Letters about `count` orders, shuffled with what must give nothing, and the numbers of the orders.

    Of each twenty letters fourteen are of new orders; the others are about a status, a second delivery of the same
    letter, the same order under another Message-ID, and of a stranger.
    """
    letters: list[bytes] = []
    numbers: set[str] = set()
    shapes = itertools.cycle(variants(engine))
    for place in range(first, first + count):
        number = number_of(engine, place)
        letter = order_letter(number, engine, next(shapes))
        letters.append(letter)
        numbers.add(number)
        match place % 14:
            case 0:
                letters += [letter, delivered_again(letter)]
            case 5:
                letters.append(retitled(letter, message_id=f"<again-{place}@shop.example>"))
            case 8:
                letters += [status_letter(number), news_letter(place)]
            case 11:
                letters.append(news_letter(place + 500_000))
    return letters, numbers
