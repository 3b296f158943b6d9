"""The journal through the gateway: what is told live, what needs the owner, how an order lived, what the day was."""

import contextlib
import json
import threading

import httpx
import pytest
from shop_files import document, file_of, line

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e


class Live:
    """The live stream of a user, read in a thread; `with` opens and closes it."""

    def __init__(self, stack, user, last=None):
        headers = {name: user.headers[name] for name in user.headers if name.lower() == "authorization"}
        headers |= {"Last-Event-ID": last} if last else {}
        self._client = httpx.Client(base_url=stack.gateway_url, timeout=60, trust_env=False)
        self._stream = self._client.stream("GET", "/api/journal/v1/live", headers=headers)
        self.events = []

    def __enter__(self):
        self._answer = self._stream.__enter__()
        assert self._answer.status_code == 200
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        wait_for(lambda: self.events, 15, "the stream has begun")
        return self

    def __exit__(self, *error):
        self._answer.close()
        self._client.close()
        self._thread.join(10)

    def _read(self):
        fields = {}
        with contextlib.suppress(Exception):  # closing the stream breaks the reading
            for row in self._answer.iter_lines():
                if not row and "id" in fields:
                    self.events.append((fields["event"], json.loads(fields["data"]), fields["id"]))
                    fields = {}
                name, found, value = row.partition(": ")
                if found and name:
                    fields[name] = value

    def of(self, name, **wanted):
        return [data for event, data, _ in list(self.events) if event == name and wanted.items() <= data.items()]


def about(owner, connection):
    items = owner.call("GET", "journal", "attention")["items"]
    return {item["kind"]: item for item in items if item["links"]["connection"] == connection}


def test_a_refused_order_is_told_live_waits_with_its_money_and_vanishes_when_it_is_stored(*, stack, owner, operator):
    connection = owner.connect()
    product = "product-tur-0010"
    link = {"outside_id": "old-9", "product": product}
    owner.call("POST", "shop-sync", f"connections/{connection}/goods-links", json=link)
    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": True})
    content = file_of(
        document("J1"), document("J2", line(), line(Ид="old-9", Наименование="Термос старый", Количество="3"))
    )
    loaded = owner.call("GET", "journal", "today")["loaded"]["count"]

    with Live(stack, owner) as live:
        run = owner.load(connection, content)
        assert run["status"] == "partial"
        wait_for(lambda: live.of("run.finished", run=run["id"], status="partial"), 15, "the end of the run")
        wait_for(lambda: live.of("run.progress", run=run["id"]), 15, "its progress")
        wait_for(lambda: len(about(owner, connection)) == 2, 15, "the journal knows it")
        count = owner.call("GET", "journal", "attention")["count"]
        wait_for(lambda: live.of("attention.changed", count=count), 15, "the new number in the menu")
        last = live.events[-1][2]

    items = about(owner, connection)
    refused = items["orders_refused"]
    assert (refused["count"], refused["connection_name"]) == (1, "Магазин")
    assert refused["money"] == [{"currency": "RUB", "amount": "1250.00", "count": 1}]
    assert "Термос старый" in refused["cause"]["why"]
    assert items["run_partial"]["links"]["run"] == run["id"]
    assert owner.call("GET", "journal", f"runs/{run['id']}")["service"] == "shop-sync"

    path = f"orders/{refused['links']['order']}/timeline"
    before = owner.call("GET", "journal", path, params={"by": "id"})
    assert [step["kind"] for step in before["steps"]] == ["created", "refused"]
    assert before["steps"][0]["run"] == run["id"]

    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": False})
    failed = operator.call("GET", "platform-bridge", "failed-messages", params={"state": "failed", "limit": 200})
    message = next(row for row in failed["items"] if row["correlation_id"] == refused["links"]["order"])
    operator.raw("POST", "platform-bridge", f"failed-messages/{message['id']}/retry")
    wait_for(lambda: "orders_refused" not in about(owner, connection), 15, "it vanishes by itself")
    after = owner.call("GET", "journal", path, params={"by": "id"})
    assert [step["kind"] for step in after["steps"]] == ["created", "refused", "stored"]
    assert after["order"]["need"] is None
    by_number = owner.call("GET", "journal", f"orders/{after['order']['platform_number']}/timeline?by=number")
    assert by_number["order"]["id"] == after["order"]["id"]
    assert owner.call("GET", "journal", "today")["loaded"]["count"] >= loaded + 2

    with Live(stack, owner, last) as resumed:
        wait_for(lambda: resumed.of("attention.changed"), 15, "the stream goes on")
        assert resumed.of("resync") == []
