"""The demo's part with a mailbox: an order and a request of a site come as letters and stand in the platform."""

from datetime import timedelta, timezone
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Final

import httpx

from demo_api import MAIL, PLATFORM, Steps, connect, counts, ok, run, shop_orders, until
from mail_intake.testing import engines  # noqa: F401  fills VARIANTS
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write
from service_kit.ids import utc_now
from simulators.dovecot import Dovecot

ADDRESS: Final = "zakaz@shop.example"
SECRET: Final = "letters"  # noqa: S105  of a mailbox that lives as long as the demo
FOLDER: Final = "Заявки с сайта"
ENGINE: Final = "webasyst"
NUMBER: Final = "1047"
_ZONE: Final = timezone(timedelta(hours=3))


class Mailbox:
    """A mailbox on a server that runs, with a folder for requests beside the incoming letters."""

    def __init__(self, server: Dovecot) -> None:
        self._server = server
        server.add_user(ADDRESS, SECRET)
        server.deliver(ADDRESS, [], FOLDER)

    @property
    def host(self) -> str:
        """`host:port`, as the form and BIZ_EGRESS_ALLOW want it."""
        return f"{self._server.host}:{self._server.port}"

    @property
    def authority(self) -> str:
        """The file of the authority that its certificate is checked against (BIZ_MAIL_AUTHORITIES)."""
        return str(self._server.authority)

    def settings(self, **more: Any) -> dict[str, Any]:
        """How an owner fills in the form."""
        return {"address": ADDRESS, "password": SECRET, "keeper": "other", "server": self.host, **more}

    def put(self, letter: bytes, folder: str = "INBOX") -> None:
        """A letter comes in."""
        self._server.deliver(ADDRESS, [letter], folder)


async def read_letters(client: httpx.AsyncClient, mailbox: Mailbox, steps: Steps) -> dict[str, int]:
    """Let an order and a request come by mail; how many of each came of it, and of the order's letter sent again."""
    orders = await _connect(client, "mail-orders", "Заказы по почте", mailbox.settings(senders="*", engine=ENGINE))
    steps.done(f"connected the mailbox {ADDRESS} on {mailbox.host}, «Проверить подключение» says it is well")
    mailbox.put(letter := await _order_letter(client))
    steps.done(f"a shop on Webasyst wrote about its order № {NUMBER}")
    taken = await run(client, orders, "import_orders", api=MAIL)
    stored = await shop_orders(client, orders)
    steps.done(f"read the letters: {taken['status']}, {counts(taken)}")
    for order in stored:
        matched = sum("product_ref" in line for line in order["lines"])
        Steps.detail(
            f"№ {order['origin']['outside_id']} of the letter stands in the platform as № {order['number']}: "
            f"{order['total']} {order['currency']}, lines: {len(order['lines'])}, of our goods: {matched}"
        )
    leads = await _leads(client, mailbox, steps)
    mailbox.put(letter)
    again = await run(client, orders, "import_orders", api=MAIL)
    steps.done(f"the shop sent its letter once more: {again['status']}, {counts(again)}")
    return {
        "mail_orders": len(await shop_orders(client, orders)),
        "mail_leads": leads,
        "mail_sent_again": again["counts"]["created"] + again["counts"]["updated"] + again["counts"]["rejected"],
    }


async def _connect(client: httpx.AsyncClient, integration: str, name: str, settings: dict[str, Any]) -> str:
    """The id of a new connection whose mailbox was reached."""
    connection: str = (await connect(client, integration, name, settings, api=MAIL))["id"]
    checked = await ok(client.post(f"{MAIL}/connections/{connection}/check"))
    if not checked["ok"]:
        raise RuntimeError(f"the mailbox was not reached: {checked}")
    return connection


async def _leads(client: httpx.AsyncClient, mailbox: Mailbox, steps: Steps) -> int:
    """How many requests stand in the platform after the letter of one was read, printed with who answers for it."""
    employees = (await ok(client.get(f"{MAIL}/integrations/mail-leads/lists/employees")))["items"]
    chosen = employees[-1]
    settings = mailbox.settings(senders="*", folder=FOLDER, responsible=[chosen["value"]])
    connection = await _connect(client, "mail-leads", "Заявки с сайта", settings)
    before = {row["ref"] for row in await _tickets(client)}
    mailbox.put(_request_letter(), FOLDER)
    taken = await run(client, connection, "import_leads", api=MAIL)
    steps.done(f"a visitor left a request, read from the folder «{FOLDER}»: {taken['status']}, {counts(taken)}")

    async def found() -> list[dict[str, Any]]:
        return [row for row in await _tickets(client) if row["ref"] not in before]

    made: list[dict[str, Any]] = await until(found, "the request stands in the platform")
    for row in made:
        answers = next(one["label"] for one in employees if one["value"] == row["responsible_ref"])
        Steps.detail(f"«Обращение»: {row['contact_name']}, {row['phone']}, «{row['text']}»; responsible: {answers}")
    return len(made)


async def _tickets(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await ok(client.get(f"{PLATFORM}/tickets")))["items"]
    return items


async def _order_letter(client: httpx.AsyncClient) -> bytes:
    """An order of two goods of the account and one that only the shop knows."""
    goods = (await ok(client.get(f"{PLATFORM}/products", params={"limit": 2})))["items"]
    lines = [Line(row["name"], row["article"], place, Decimal(990 * place)) for place, row in enumerate(goods, start=1)]
    order = ShopOrder(
        number=NUMBER,
        moment=utc_now().astimezone(_ZONE),
        first="Ольга",
        last="Светлова",
        phone="+7 (912) 000-00-47",
        email="svetlova@example.ru",
        street="ул. Речная, д. 4, кв. 17",
        city="Пермь",
        zip="614000",
        country="Россия",
        delivery="Курьер",
        delivery_price=Decimal(300),
        payment="Наличными при получении",
        lines=(*lines, Line("Подарочная упаковка", "GIFT-1", 1, Decimal(150))),
        comment="Позвоните за час до доставки",
    )
    return write(ENGINE, order, next(iter(VARIANTS[ENGINE])))


def _request_letter() -> bytes:
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = format_datetime(utc_now().astimezone(_ZONE))
    letter["From"] = "Сайт <noreply@shop.example>"
    letter["To"] = ADDRESS
    letter["Subject"] = "Заявка с сайта"
    letter["Message-ID"] = "<request-1@shop.example>"
    letter.set_content(
        "Имя: Анна\nТелефон: 8 912 000-00-48\nСообщение: Есть ли доставка в Тюмень?\n"
        "Страница: https://shop.example/delivery\n"
    )
    return letter.as_bytes()
