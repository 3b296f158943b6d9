"""What tests of an exchange with a shop need: a connection, the platform's goods as a shop should hold them, a gate."""

import itertools
import re
import socket
import threading
import time
from contextlib import suppress
from decimal import Decimal
from typing import Any, Self

from peers import LOGIN, PASSWORD, Peer
from service_kit.testing.process import free_port

INTEGRATION = "commerceml-exchange"
PRICE = "price-retail"
STORES = ("store-main", "store-shop")
_run_keys = itertools.count()


def chosen_first(user, integration) -> dict[str, str]:
    """The first organisation and the first owner that the form of an integration offers."""
    fields = {"organization": "organizations", "owner": "employees"}
    offered = {
        field: user.call("GET", "shop-sync", f"integrations/{integration}/lists/{name}")["items"]
        for field, name in fields.items()
    }
    return {field: items[0]["value"] for field, items in offered.items()}


def connect(user, address, **more) -> str:
    """A connection to a shop that speaks CommerceML, as its owner would make it; its id."""
    values = user.call("GET", "shop-sync", f"integrations/{INTEGRATION}/form")["values"]
    config = {name: value for name, value in values.items() if value is not None}
    config |= {
        **chosen_first(user, INTEGRATION),
        "address": address,
        "login": LOGIN,
        "password": PASSWORD,
        "plain_http": True,
        "dialect": "ut11",
        "price_lists": [PRICE],
        "stores": list(STORES),
        "updates_only": True,
        "appends_chunks": False,
    }
    body = {"integration": INTEGRATION, "name": "Магазин по обмену", "config": config | more}
    return user.call("POST", "shop-sync", "connections", json=body)["id"]


def start(user, connection, kind) -> str:
    """Start a run by hand; its id."""
    answer = user.raw(
        "POST",
        "shop-sync",
        f"connections/{connection}/runs",
        json={"kind": kind},
        headers={"Idempotency-Key": f"{kind}-{next(_run_keys)}-{time.monotonic_ns()}"},
    )
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def run(user, connection, kind) -> dict[str, Any]:
    """Start a run by hand and wait for its end."""
    return user.finished(start(user, connection, kind))


def all_of(user, path, **params) -> list[dict[str, Any]]:
    """All pages of a list of the platform."""
    found, cursor = [], None
    while True:
        page = user.call(
            "GET", "platform-bridge", path, params={"limit": 200, **params} | ({"cursor": cursor} if cursor else {})
        )
        found += page["items"]
        if not (cursor := page.get("next")):
            return found


def orders_of(user, connection) -> dict[str, dict[str, Any]]:
    """Orders of the platform that came by the connection, by their number in the shop; none may come twice."""
    rows = [row for row in all_of(user, "orders") if (row.get("origin") or {}).get("connection") == connection]
    found = {row["origin"]["outside_id"]: row for row in rows}
    assert len(found) == len(rows), "an order stands twice in the platform"
    return found


class PlatformGoods:
    """Goods of the platform as a shop should hold them: id → name; id → (price, stock); (name, name of parent)."""

    def __init__(self, user) -> None:
        rows = [row for row in all_of(user, "products") if not row.get("archived")]
        self.groups = {
            row["ref"]: row for row in user.call("GET", "platform-bridge", "directories/product_group")["items"]
        }
        self.cards = {row["ref"]: row.get("full_name") or row["name"] for row in rows}
        self.group_of = {row["ref"]: self.groups[row["group_ref"]]["name"] for row in rows if row.get("group_ref")}
        self.offers = dict(self._offers(user, rows))
        self.categories = {self._named(ref) for ref in self._used(rows)}

    @staticmethod
    def _offers(user, rows):
        prices = {(row["product_ref"], row.get("variant_ref")): row for row in all_of(user, "prices", price_type=PRICE)}
        stock: dict[tuple[str, str | None], Decimal] = {}
        for row in all_of(user, "stock"):
            if row["store_ref"] in STORES:
                key = row["product_ref"], row.get("variant_ref")
                stock[key] = stock.get(key, Decimal()) + Decimal(row["total"]) - Decimal(row["reserved"])
        for row in rows:
            own = prices.get((row["ref"], None))
            for variant in [one["ref"] for one in row.get("variants", ()) if not one.get("archived")] or [None]:
                price = prices.get((row["ref"], variant), own)
                offer = row["ref"] if variant is None else f"{row['ref']}#{variant}"
                yield offer, (Decimal(price["amount"]), max(stock.get((row["ref"], variant), Decimal()), Decimal()))

    def _used(self, rows):
        for row in rows:
            ref = row.get("group_ref")
            while ref:
                yield ref
                ref = self.groups[ref].get("parent_ref")

    def _named(self, ref):
        parent = self.groups[ref].get("parent_ref")
        return self.groups[ref]["name"], self.groups[parent]["name"] if parent else None


class ShopGoods:
    """Goods of a shop, read back from it, in the shape of `PlatformGoods`."""

    def __init__(self, shop: Peer) -> None:
        state = shop.state()
        names = {one["id"]: one["name"] for one in state["categories"]}
        self.cards = {card["id"]: card["name"] for card in state["cards"] if card.get("public", True)}
        self.group_of = {card["id"]: names[category] for card in state["cards"] for category in card["categories"]}
        self.offers = {one["id"]: (Decimal(one["price"]), Decimal(one["stock"])) for one in state["offers"]}
        self.categories = {(one["name"], names.get(one["parent"])) for one in state["categories"]}
        self.pictures = {card["id"]: card.get("pictures") for card in state["cards"] if card.get("pictures")}


class Gate:
    """Stands before a shop and lets everything pass until it is told to hold the requests of a mode of the exchange.

    A held request is swallowed (the shop never sees it) or its answer is (the client never hears it); the connection
    stays open in silence. `held` is set when that has happened.
    """

    def __init__(self, shop: Peer) -> None:
        self.port = free_port()
        self._target = ("127.0.0.1", shop.port)
        self._hold: tuple[bytes, bool] | None = None
        self._server = socket.create_server(("127.0.0.1", self.port))
        self._links: list[socket.socket] = []
        self.held = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()
        self.open()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/cml/1c_exchange.php"

    def hold(self, mode: str, *, answer: bool) -> None:
        """Hold requests of this mode from now on, or with `answer` their answers."""
        self.held.clear()
        self._hold = f"mode={mode}".encode(), answer

    def open(self) -> None:
        """Let everything pass again; what was held is lost, its connections are closed."""
        self._hold = None
        links, self._links = self._links, []
        for link in links:
            link.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        """Requests one after the other, as the client of an exchange makes them."""
        shop = socket.create_connection(self._target)
        silent = threading.Event()
        threading.Thread(target=_pump, args=(shop, client, silent, self.held), daemon=True).start()
        with suppress(OSError):
            while data := client.recv(65_536):
                hold = self._hold
                if hold is not None and re.search(hold[0] + rb"\b", data.partition(b"\r\n")[0]):
                    self._links += [client, shop]
                    silent.set()
                    if not hold[1]:
                        self.held.set()
                        return
                shop.sendall(data)
        with suppress(OSError):
            shop.shutdown(socket.SHUT_WR)


def _pump(shop: socket.socket, client: socket.socket, silent: threading.Event, held: threading.Event) -> None:
    with suppress(OSError):
        while data := shop.recv(65_536):
            if silent.is_set():
                held.set()
            else:
                client.sendall(data)
        if not silent.is_set():
            client.shutdown(socket.SHUT_WR)
