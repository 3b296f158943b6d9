"""Letters of a real Dovecot as samples of a template."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from imap_tools.utils import encode_folder
from mail_desk import Desk

from contracts.base import ConnectionId
from mail_intake.adapters.mailbox.mailboxes import ImapMailboxes
from mail_intake.adapters.mailbox.threads import Threads
from service_kit.http.guard import Guard
from simulators.dovecot import Dovecot

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]

FOLDER = "Заказы"
TEXT = "Тема: Order {{number}}\n{{#items}}{{item.name}} | {{item.price}}{{/items}}"


def letter(number: int, sender: str = "shop@shop.example") -> bytes:
    head = f"From: <{sender}>\r\nSubject: Order {number}\r\nMessage-ID: <{number}@{sender}>\r\nContent-Type: text/html"
    return f"{head}\r\n\r\n<table><tr><td>Cup {number}<td>10.00</table>\r\n".encode()


async def test_the_last_letters_are_listed_tried_and_shown_and_stay_unseen(
    new_desk: Callable[..., Desk], dovecot: Dovecot
) -> None:
    address = f"zakaz-{uuid.uuid4().hex[:8]}@shop.example"
    dovecot.add_user(address, "secret")
    dovecot.deliver(address, [letter(1), letter(2), letter(3, "friend@private.example"), letter(4)], FOLDER)
    threads = Threads(2)
    guard = Guard(frozenset({f"{dovecot.host}:{dovecot.port}"}))
    desk = new_desk(ImapMailboxes(guard, threads, authorities=str(dovecot.authority)))
    where: dict[str, Any] = {"keeper": "other", "server": f"{dovecot.host}:{dovecot.port}", "folder": FOLDER}
    path = await connected(desk, address=address, **where)

    listed = (await desk.call("GET", f"{path}/mailbox-letters?count=2"))["items"]
    assert [one["subject"] for one in listed] == ["Order 4", "Order 2"]
    assert listed[0]["size"] == len(letter(4))
    tried = (await desk.call("POST", f"{path}/templates/trial", json={"text": TEXT, "count": 20}))["items"]
    assert [(one["ok"], one["found"]["number"]) for one in tried] == [(True, "4"), (True, "2"), (True, "1")]
    source = {"uid": listed[1]["uid"]}
    got = await desk.call("POST", f"{path}/templates/preview", json={"text": TEXT, "source": source})
    assert got["found"]["items"][0]["name"] == "Cup 2"
    foreign = {"uid": listed[1]["uid"] + 1}
    await desk.call("POST", f"{path}/templates/propose", 404, json={"source": foreign})
    with dovecot.client(address, "secret") as client:
        client.select(encode_folder(FOLDER).decode(), readonly=True)
        assert client.search(None, "SEEN")[1] == [b""]

    wrong = await connected(desk, address=address, password="wrong", subject="Order", **where)
    told = await desk.call("GET", f"{wrong}/mailbox-letters", 422)
    assert told["key"] == "mail_login_refused"
    threads.close()


async def connected(desk: Desk, **form: Any) -> str:
    connection: ConnectionId = (await desk.connect(template="own", **form)).id
    return f"/connections/{connection}"
