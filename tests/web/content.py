"""Content for pages: connections in every state, runs, orders, things that wait for a person, failed messages."""

from dataclasses import dataclass
from typing import Any

from parcels import ARRIVED, DELIVERED, DOUBTFUL, FAILED, METHOD, TRACKER, PostOffice, Sender, new_numbers
from shop_exchange import chosen_first, connect, run
from shop_files import document, file_of, line
from users import OWNER, User

from gateway import REPOSITORY
from service_kit.testing.process import wait_for
from simulators.commerceml.server import LOGIN, PASSWORD

ARCHIVED = "product-tur-0009"
"""A product that is in the archive while an order asks for it."""


@dataclass(frozen=True)
class Content:
    """Ids of what was made: connections, runs, an order of the platform, a letter that is not read,
    a connection of the post, a parcel that has arrived and its order.
    """

    files: str
    exchange: str
    refused: str
    insales: str
    partial: str
    priced: str
    order: str
    mail: str
    letter: str
    post: str
    parcel: str
    parcel_order: str

    def fill(self, path: str) -> str:
        """The path with the ids in the place of {names}."""
        return path.format(**{name: getattr(self, name) for name in self.__dataclass_fields__})


def fill(owner: User, office: PostOffice, shops, *, mail: str, letter: str) -> Content:
    """Make everything by the API, as a shop's owner would; a mailbox with its unread letter is there already."""
    cml_shop, other_shop, insales_shop = shops
    files = owner.connect(reserve=True, accept_payments=True, all_goods=True, price_lists=["price-retail"])
    partial = owner.load(files, (REPOSITORY / "demo/orders.xml").read_bytes())
    exchange = connect(owner, cml_shop.address, login=LOGIN, password=PASSWORD, export_every="1h", import_every="1h")
    for number in range(3):
        cml_shop.shop.add_order(f"W-{number}", document(f"W-{number}"))
    run(owner, exchange, "export_goods")
    run(owner, exchange, "import_orders")
    refused = connect(owner, other_shop.address, login=LOGIN, password="wrong", export_every="15m", import_every="15m")
    run(owner, refused, "import_orders")
    config = {"key": insales_shop.address, "load_statuses": True, "import_every": "1h", "export_every": None}
    body = {"integration": "insales", "name": "Insales_01", "config": config | chosen_first(owner, "insales")}
    insales = owner.call("POST", "shop-sync", "connections", json=body)["id"]
    insales_shop.add_orders(2)
    run(owner, insales, "import_orders")
    _refuse_an_order(owner, files)
    _requests(owner)
    priced = _price_list(owner, exchange)
    order = owner.call("GET", "platform-bridge", "orders", params={"limit": 1})["items"][0]["ref"]
    post, parcel, parcel_order = _parcels(owner, office, files)
    wait_for(lambda: owner.call("GET", "journal", "attention")["count"] >= 3, 30, "the journal knows what waits")
    made = (files, exchange, refused, insales, partial["id"], priced, order, mail, letter)
    return Content(*made, post=post, parcel=parcel, parcel_order=parcel_order)


def _refuse_an_order(owner: User, connection: str) -> None:
    """Let the platform refuse an order, so that its message stays among the failed ones."""
    link = {"outside_id": "old-9", "product": ARCHIVED}
    owner.call("POST", "shop-sync", f"connections/{connection}/goods-links", json=link)
    owner.call("PATCH", "platform-bridge", f"products/{ARCHIVED}", json={"archived": True})
    goods = line(Ид="old-9", Наименование="Термос старый", Количество="3")
    owner.load(connection, file_of(document("A-1"), document("A-2", line(), goods)))


def _requests(owner: User) -> None:
    """An «Обращение» and a deal, as a person enters them."""
    who = {"status_ref": "lead-new", "responsible_ref": "emp-orlov", "counterparty_ref": "cp-ivanova"}
    ticket = {"subject": "Обратный звонок", "text": "Перезвоните мне после обеда", "contact_name": "Иванова Анна"}
    contacts = {"phone": "79000000001", "email": "ivanova@mail.example"}
    owner.call("POST", "platform-bridge", "tickets", json=ticket | contacts | who)
    deal = {"name": "Оптовый заказ", "description": "Сто кружек к празднику"}
    owner.call("POST", "platform-bridge", "deals", json=deal | who)


def _price_list(owner: User, connection: str) -> str:
    """Change prices and try the export: its report is a price list «было → станет»."""
    price = {"price_type_ref": "price-retail", "product_ref": "product-kan-0003", "amount": "777.00"}
    owner.call("PUT", "platform-bridge", "prices", json=price)
    body = {"kind": "export_goods", "dry_run": True}
    started = owner.call("POST", "shop-sync", f"connections/{connection}/runs", json=body)
    return owner.finished(started["id"])["id"]


def _parcels(owner: User, office: PostOffice, files: str) -> tuple[str, str, str]:
    """Send orders of the files by post; the connection, a parcel that has arrived, its order.

    They are asked for at once, so that no time need pass; those of another delivery method wait for a ticket.
    """
    rows = owner.call("GET", "platform-bridge", "orders", params={"limit": 100})["items"]
    orders = [row for row in rows if row["origin"] and row["origin"]["connection"] == files]
    arrived, failed, unknown, waiting = new_numbers(4)
    for number, operations in ((arrived, (ARRIVED, DELIVERED)), (failed, (ARRIVED, FAILED)), (DOUBTFUL, (ARRIVED,))):
        for operation in operations:
            office.happens(number, *operation)
    sender = Sender(owner, OWNER, office.post.add_user("DemoShop", "secret-of-post", batch=True), tuple(orders), ())
    post = sender.connect(accepted="Отправлен", arrived="Ждёт в пункте выдачи", delivered="Доставлен")
    other = office.post.add_user("DemoWarehouse", "secret-of-post", batch=True)
    Sender(owner, OWNER, other, (), ()).connect(access="batch", method="СДЭК", name=f"{METHOD}, склад")
    sent = (arrived, failed, DOUBTFUL, unknown, "12345")
    for order, number in zip(orders, sent, strict=False):
        sender.send(order, number)
    sender.send(orders[len(sent)], waiting, method="СДЭК")

    def known() -> dict[str, Any] | None:
        items = owner.call("GET", TRACKER, "shipments")["items"]
        answered = sum(item["status"] != "requested" for item in items)
        return next(item for item in items if item["status"] == "delivered") if answered == len(sent) else None

    parcel = wait_for(known, 60, "the post has answered")
    return post, parcel["id"], parcel["order"]
