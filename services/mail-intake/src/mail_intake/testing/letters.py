"""Orders written as letters in the shapes of the nine engines (structures and labels as in docs/integrations).

`write(engine, order, variant=…)` gives the letter; `VARIANTS` names the shapes of each engine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Final


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order: options are «Цвет: Красный»."""

    name: str
    sku: str
    qty: int
    price: Decimal
    options: tuple[str, ...] = ()

    @property
    def sum(self) -> Decimal:
        """Price for all of it."""
        return self.price * self.qty


@dataclass(frozen=True, slots=True)
class ShopOrder:
    """An order as a shop knows it; `moment` has a zone."""

    number: str
    moment: datetime
    first: str
    last: str
    phone: str
    email: str
    street: str
    city: str
    zip: str
    country: str
    delivery: str
    delivery_price: Decimal
    payment: str
    lines: tuple[Line, ...]
    comment: str = ""
    discount: Decimal = Decimal(0)
    shop: str = "Тёплый дом"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def goods(self) -> Decimal:
        """All lines."""
        return sum((line.sum for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.goods - self.discount + self.delivery_price


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter before it is wrapped: subject, sender, and its text as HTML or plain."""

    subject: str
    body: str
    html: bool = True
    sender: str = "shop@shop.example"
    sender_name: str = "Тёплый дом"
    reply_to: str | None = None


def dots(amount: Decimal) -> str:
    """«1290.00»."""
    return f"{amount:.2f}"


def spaced(amount: Decimal, blank: str = " ", point: str = ",") -> str:
    """«1 290,00»."""
    return f"{amount:,.2f}".replace(",", blank).replace(".", point)


def short(amount: Decimal, blank: str = " ") -> str:
    """«1 290» or «249,90»: kopecks only when there are some."""
    return spaced(amount, blank).removesuffix(",00")


def lined(text: str) -> str:
    """Text as HTML with its line breaks."""
    return escape(text).replace("\n", "<br />\n")


def write(engine: str, order: ShopOrder, variant: str, *, charset: str = "utf-8") -> bytes:
    """The letter of `engine` about `order` in the shape `variant`, encoded in `charset`."""
    sheet = VARIANTS[engine][variant](order)
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = format_datetime(order.moment)
    letter["From"] = f"{sheet.sender_name} <{sheet.sender}>"
    letter["To"] = "zakaz@shop.example"
    if sheet.reply_to:
        letter["Reply-To"] = sheet.reply_to
    letter["Subject"] = sheet.subject
    letter["Message-ID"] = f"<{engine}-{variant}-{order.number.strip('#')}@shop.example>"
    encoding = "base64" if len(order.lines) % 2 else "quoted-printable"
    letter.set_content(sheet.body, subtype="html" if sheet.html else "plain", charset=charset, cte=encoding)
    return letter.as_bytes()


VARIANTS: Final[dict[str, dict[str, Callable[[ShopOrder], Sheet]]]] = {}
"""Engine → shape → what writes it; filled by `mail_intake.testing.engines` and its neighbours."""
