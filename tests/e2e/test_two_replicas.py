"""Two of a service at once: nothing is done twice, nothing overlaps, everybody hears his own events."""

import datetime as dt
import itertools
import json
import threading

import httpx
import pytest
from shop_files import document, file_of

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

STRANGER = {"login": "owner@second.example", "password": "second-second-1"}
UPLOADS = 5
ORDERS = 150


@pytest.fixture(scope="module")
def twins(new_stack):
    with new_stack(replicas=2, only=("catalog", "shop-sync", "platform-bridge", "journal")) as running:
        yield running


@pytest.fixture(scope="module")
def owner(twins, log_in):
    return log_in(twins)


@pytest.fixture(scope="module")
def stranger(twins, log_in, create_account):
    create_account(twins, "second", STRANGER)
    return log_in(twins, STRANGER)


class Browser:
    """A tab that listens to one replica of the journal, past the gateway."""

    def __init__(self, stack, user, replica):
        self.heard = []
        self.open = threading.Event()
        self._client = httpx.Client(base_url=stack.service_url(replica), headers=user.headers, trust_env=False)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self.open.wait(15)

    def _listen(self):
        try:
            with self._client.stream("GET", "/v1/live", timeout=None) as answer:
                self._read(answer)
        except (httpx.HTTPError, OSError):
            pass  # closed by the test

    def _read(self, answer):
        name = None
        for line in answer.iter_lines():
            self.open.set()
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                self.heard.append((name, json.loads(value)))

    def runs(self):
        return [data["run"] for name, data in list(self.heard) if name == "run.finished"]

    def close(self):
        self._client.close()


@pytest.fixture
def browser(twins):
    opened = []

    def connect(user, replica):
        opened.append(Browser(twins, user, replica))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


def test_runs_of_a_connection_do_not_overlap_and_each_order_is_stored_once(owner, twins, database_of):
    connection = owner.connect()
    queued = []
    for number in range(UPLOADS):
        orders = [document(f"T{number}-{place}") for place in range(ORDERS)]
        queued.append(owner.upload(connection, file_of(*orders)).json()["id"])
    runs = [owner.finished(run) for run in queued]
    assert [run["counts"]["created"] for run in runs] == [ORDERS] * UPLOADS
    spans = sorted((run["started_at"], run["finished_at"]) for run in runs)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    orders = database_of(twins)["platform_bridge"]["orders"].find({"row.origin.connection": connection})
    stored = [order["row"]["origin"]["outside_id"] for order in orders]
    assert len(stored) == len(set(stored)) == ORDERS * UPLOADS


def test_both_replicas_answer(owner, twins):
    """Otherwise this module would prove nothing."""
    for service, path in (
        ("catalog", "categories"),
        ("shop-sync", "connections"),
        ("platform-bridge", "orders"),
        ("journal", "attention"),
    ):
        series = f'biz_http_request_seconds_count{{method="GET",route="/v1/{path}",status="200"}}'

        def both_have_answered(service=service, path=path, series=series):
            owner.call("GET", service, path)
            told = [
                httpx.get(f"{twins.service_url(name)}/metrics/", trust_env=False).text
                for name in (service, f"{service}#2")
            ]
            return all(series in text for text in told)

        # the gateway leaves a replica that died out for ten seconds, also when it is back
        wait_for(both_have_answered, 20, f"both replicas of {service} have answered")


def test_a_tick_of_the_schedule_fires_once(owner, twins, database_of):
    connection = owner.connect(export_every="15m")
    database = database_of(twins)["shop_sync"]
    for _ in range(5):
        before = len(owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"])
        past = dt.datetime.now(dt.UTC) - dt.timedelta(hours=3)  # several ticks were missed
        database["schedule"].update_one({"connection": connection}, {"$set": {"due_at": past}})

        def ended(more_than=before):
            found = owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"]
            return found if len(found) > more_than and all(run["finished_at"] for run in found) else None

        runs = wait_for(ended, 30, "the tick's run is over")
        assert len(runs) == before + 1
        assert runs[0]["trigger"] == "period"
        due = database["schedule"].find_one({"connection": connection})["due_at"]
        assert due > dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)


def test_events_reach_the_browsers_of_their_account_on_both_replicas_and_no_other(owner, stranger, browser):
    mine = [browser(owner, replica) for replica in ("journal", "journal#2")]
    others = [browser(stranger, replica) for replica in ("journal", "journal#2")]
    run = owner.load(owner.connect(), file_of(document("S1")))["id"]
    theirs = stranger.load(stranger.connect(), file_of(document("S1")))["id"]
    for tab in mine:
        wait_for(lambda tab=tab: run in tab.runs(), 15, "the owner's tab hears of his run")
    for tab in others:
        wait_for(lambda tab=tab: theirs in tab.runs(), 15, "the stranger's tab hears of his run")
    assert all(theirs not in tab.runs() for tab in mine)
    assert all(run not in tab.runs() for tab in others)


def test_a_dead_replica_is_not_noticed(owner, twins):
    connection = owner.connect()
    twins.child("shop-sync#2").kill9()
    twins.child("platform-bridge#2").kill9()
    try:
        run = owner.load(connection, file_of(*(document(f"D{place}") for place in range(ORDERS))))
        assert (run["status"], run["counts"]["created"]) == ("success", ORDERS)
    finally:
        twins.start_service("shop-sync#2")
        twins.start_service("platform-bridge#2")
