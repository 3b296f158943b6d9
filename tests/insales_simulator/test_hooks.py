"""Webhooks bring the object itself, once, unsigned; they may be lost."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from insales.parsing import parse

from simulators.insales.server import Shop


class Inbox:
    """A listener that keeps what is posted to it."""

    def __init__(self) -> None:
        self.bodies: list[tuple[str, bytes]] = []
        self.status = 204
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                inbox.bodies.append((self.headers["Content-Type"], self.rfile.read(length)))
                self.send_response(inbox.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?key=secret"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def register(client: httpx.Client, address: str, topic: str, form: str = "json") -> int:
    body = {"address": address, "topic": topic, "format_type": form}
    answer = client.post("webhooks.json", json={"webhook": body})
    assert answer.status_code == 201
    return int(answer.json()["id"])


def test_an_order_is_posted_as_it_is(shop: Shop, client: httpx.Client, inbox: Inbox) -> None:
    register(client, inbox.address, "orders/create")
    hook = register(client, inbox.address, "orders/update")
    order = shop.add_order()["id"]
    assert [row.status for row in shop.hooks.deliveries()] == [204]
    assert json.loads(inbox.bodies[0][1]) == client.get(f"orders/{order}.json").json()
    client.put(f"orders/{order}.json", json={"order": {"comment": "Позвонить"}})
    assert [row.topic for row in shop.hooks.deliveries()] == ["orders/create", "orders/update"]
    assert json.loads(inbox.bodies[1][1])["comment"] == "Позвонить"
    client.delete(f"webhooks/{hook}.json")
    shop.change_order(order, comment="Уже позвонили")
    assert len(shop.hooks.deliveries()) == 2


def test_products_come_as_a_list(shop: Shop, client: httpx.Client, inbox: Inbox) -> None:
    register(client, inbox.address, "products/update", "xml")
    product = shop.add_product()["id"]
    client.put(f"products/{product}.json", json={"product": {"title": "Новое имя"}})
    assert len(shop.hooks.deliveries()) == 1
    kind, body = inbox.bodies[0]
    assert kind == "application/xml"
    assert [row["title"] for row in parse(body)] == ["Новое имя"]


def test_what_is_not_taken_is_never_sent_again(shop: Shop, client: httpx.Client, inbox: Inbox) -> None:
    register(client, inbox.address, "orders/create")
    inbox.status = 500
    shop.add_order()
    assert [row.status for row in shop.hooks.deliveries()] == [500]
    inbox.status = 204
    shop.hooks.lost = True
    shop.add_order()
    shop.hooks.lost = False
    last = shop.add_order()["id"]
    assert [row.status for row in shop.hooks.deliveries()] == [500, 204]
    assert [json.loads(body)["id"] == last for _, body in inbox.bodies] == [False, True]


def test_nobody_at_the_address_is_no_matter_to_the_shop(shop: Shop, client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    register(client, f"http://127.0.0.1:{port}/", "orders/create")
    shop.add_order()
    assert [row.status for row in shop.hooks.deliveries()] == [None]


def test_an_address_hears_of_a_topic_once(client: httpx.Client) -> None:
    register(client, "https://example.org/hook", "orders/create")
    again = {"webhook": {"address": "https://example.org/hook", "topic": "orders/create", "format_type": "json"}}
    assert client.post("webhooks.json", json=again).status_code == 422
    again["webhook"]["address"] = "ftp://example.org"
    assert client.post("webhooks.json", json=again).status_code == 422
