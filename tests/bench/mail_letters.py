"""Bench "mail letters": letters of all engines read into orders, beside bare `email` and lxml over the same bytes.

The limit decodes the headers and texts of a letter by the standard library's `email` and takes the text out of HTML by
lxml; it understands nothing. Every round has letters of its own, so that nothing is known from the round before.
"""

import contextlib
import email
import email.policy
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from lxml import html

from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import MailOrder
from mail_intake.domain.profiles.extractor import read_order
from mail_intake.testing import engines, prestashop, virtuemart
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write
from service_kit.app import GC_OBJECTS

TARGET: Final = 0.5
ORDERS: Final = 20
"""Orders of a round, each written in all shapes of all engines."""
ROUNDS: Final = 9
HEADERS: Final = ("Message-ID", "From", "Reply-To", "Subject", "Date")
SHAPES: Final = [(engine, shape) for engine, shapes in VARIANTS.items() for shape in shapes]
GOODS: Final = ("Чайник «Полярис» PWK 1725, 1,7 л", "Полотенце 70х140", "Кабель USB-C 1 м", "Сумка", "Ключ 10x12 мм")
OPTIONS: Final = ("Цвет: Красный", "Размер: XL", "Материал: хлопок")
assert engines
assert prestashop
assert virtuemart

Letters = Sequence[tuple[str, bytes]]


def measure() -> dict[str, float]:
    """Letters per second of product and limit, medians of interleaved rounds, and the median of their ratios.

    `ratio_compat32` is the same beside the old interface of `email`, which leaves headers encoded.
    """
    found: dict[str, list[float]] = {"product": [], "limit": [], "compat32": []}
    with _collector_of_services():
        for number in range(ROUNDS):
            letters = written(random.Random(number))
            for name, way in (("product", _product), ("limit", _limit), ("compat32", _compat32)):
                found[name].append(len(letters) / _seconds(way, letters))
    return {
        "letters": len(SHAPES) * ORDERS,
        "product_per_s": round(statistics.median(found["product"])),
        "limit_per_s": round(statistics.median(found["limit"])),
        "ratio": round(statistics.median(map(float.__truediv__, found["product"], found["limit"])), 3),
        "target": TARGET,
        "ratio_compat32": round(statistics.median(map(float.__truediv__, found["product"], found["compat32"])), 3),
    }


@contextlib.contextmanager
def _collector_of_services() -> Iterator[None]:
    """The garbage collector as a service sets it when it starts."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(GC_OBJECTS, 20, 50)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def written(chance: random.Random, orders: int = ORDERS) -> list[tuple[str, bytes]]:
    """Engines and letters: `orders` random orders in each shape."""
    return [(engine, write(engine, random_order(chance), shape)) for _ in range(orders) for engine, shape in SHAPES]


def random_order(chance: random.Random) -> ShopOrder:
    """An order of one to six lines."""
    lines = tuple(
        Line(
            chance.choice(GOODS),
            f"A-{chance.randrange(100_000)}",
            chance.randint(1, 9),
            Decimal(chance.randrange(100, 3_000_000)) / 100,
            tuple(chance.sample(OPTIONS, chance.randrange(3))),
        )
        for _ in range(chance.randint(1, 6))
    )
    return ShopOrder(
        number=str(chance.randrange(1, 10**8)),
        moment=datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=chance.randrange(330)),
        first=chance.choice(("Мария", "Пётр", "Анна-Мария")),
        last=chance.choice(("Светлова", "Заречный", "Салтыков-Щедрин")),
        phone=f"+7 (900) {chance.randrange(1000):03d}-11-22",
        email=f"buyer{chance.randrange(10**6)}@example.ru",
        street=f"ул. Садовая, д. {chance.randrange(200)}, кв. {chance.randrange(300)}",
        city=chance.choice(("Казань", "Санкт-Петербург")),
        zip=str(chance.randrange(100_000, 700_000)),
        country="Россия",
        delivery=chance.choice(("Курьер", "Почта России")),
        delivery_price=Decimal(chance.choice((0, 300))),
        payment=chance.choice(("Наличными курьеру", "Картой на сайте")),
        lines=lines,
        comment=chance.choice(("", "Позвоните за час", "Домофон 17, этаж 3")),
    )


def _seconds(way: Callable[[str, bytes], None], letters: Letters) -> float:
    started = time.process_time()
    for engine, raw in letters:
        way(engine, raw)
    return time.process_time() - started


def _product(engine: str, raw: bytes) -> None:
    result = read_order(read_letter(raw), engine).result
    if not isinstance(result, MailOrder) or result.missing:
        raise SystemExit(f"a letter of {engine} was not read: {result}")


def _limit(_: str, raw: bytes) -> None:
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    for name in HEADERS:
        str(letter[name])
    part = letter.get_body(("html", "plain"))
    text = part.get_content()
    if part.get_content_subtype() == "html":
        html.document_fromstring(text).text_content()


def _compat32(_: str, raw: bytes) -> None:
    letter = email.message_from_bytes(raw)
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            text = part.get_payload(decode=True).decode(part.get_content_charset("utf-8"))
            if part.get_content_subtype() == "html":
                html.document_fromstring(text).text_content()
