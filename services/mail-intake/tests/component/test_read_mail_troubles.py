"""What goes wrong with mailboxes: afterwards each order is there once, none is lost, no server is stormed."""

import asyncio
import datetime as dt
import imaplib

import pytest
from imap_tools.utils import encode_folder
from letters_of_shops import GOODS, SHOP, lead_letter, mixed, order_letter, retitled
from mail_office import DEMO, PASSWORD, QUARTER, Office, working

from contracts.events.connection import Health
from mail_intake.connectors.mail_leads.connector import SLUG as LEADS
from service_kit.ids import utc_now
from service_kit.testing.process import eventually
from service_kit.testing.tcp_proxy import TcpProxy

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]

FOLDER = "Заказы"


def numbers(places: range) -> list[str]:
    return sorted(str(n) for n in places)


def letters(places: range) -> list[bytes]:
    return [order_letter(str(n), lines=GOODS[:1]) for n in places]


async def reached(office: Office, count: int) -> None:
    """So many orders are stored."""

    async def there() -> bool:
        return await office.kit.mongo["orders"].count_documents({}) >= count

    await eventually(there, 30, f"{count} orders")


async def put_off(office: Office) -> None:
    """The run that was read waits in the queue again."""

    async def waits() -> bool:
        return await office.kit.mongo["runs"].find_one({"phase": "queued"}) is not None

    await eventually(waits, 30, "the run is put off")


@pytest.fixture
async def far(mongo_url, mongo_database, dovecot):
    """An office that reaches its server through a network that breaks, and that network."""
    async with TcpProxy("127.0.0.1", dovecot.port) as proxy:
        made = Office(mongo_url, mongo_database, dovecot, port=proxy.port, silence=0.5)
        await made.kit.migrate()
        yield made, proxy
        await made.close()


async def test_a_wrong_password_is_tried_once_until_its_owner_mends_it(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address, password="wrong")
    office.server.deliver(address, letters(range(5)))

    async with working(office, 2):
        await office.pass_time(8)
        stopped = await office.connections.get(DEMO, connection.id)
        tried = office.logins(address)
        await office.change(connection)
        await office.pass_time()

    assert (stopped.health, stopped.reason) == (Health.NEEDS_ATTENTION, "mail_login_refused")
    assert stopped.reason_details["step"] == "login"
    assert "wrong" not in str(stopped.reason_details)
    assert tried == 1
    assert office.logins(address) == 2
    assert await office.numbers() == numbers(range(5))


async def test_a_password_that_was_changed_stops_the_reading_once_and_loses_nothing(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address)
    async with working(office, 2):
        office.server.deliver(address, letters(range(3)))
        await office.pass_time()
        await office.set_password(address, "another")
        office.server.deliver(address, letters(range(3, 6)))
        before = office.refusals(address)
        await office.pass_time(5)
        tried = office.refusals(address) - before
        await office.set_password(address, PASSWORD)
        await office.change(connection)
        await office.pass_time()

    assert tried == 1
    assert await office.numbers() == numbers(range(6))


async def test_a_renamed_folder_is_told_and_read_on_under_its_new_name(office: Office) -> None:
    address = office.new_mailbox()
    office.server.deliver(address, letters(range(10)), FOLDER)
    connection = await office.connect(address, folder=FOLDER)
    async with working(office):
        await office.pass_time()
        with office.server.client(address, PASSWORD) as client:
            client.rename(encode_folder(FOLDER).decode(), encode_folder("Заказы 2026").decode())
        office.server.deliver(address, letters(range(10, 20)), "Заказы 2026")
        await office.pass_time(5)
        stopped = await office.connections.get(DEMO, connection.id)
        tried = office.logins(address)
        await office.change(connection, folder="Заказы 2026")
        await office.pass_time()

    assert (stopped.health, stopped.reason) == (Health.NEEDS_ATTENTION, "mail_folder_not_found")
    assert "«Заказы 2026»" in stopped.reason_details["found"]
    assert tried == 1 + 1 + 1  # the folder as it was, the owner's mail program, the folder that is gone
    assert await office.numbers() == numbers(range(20))
    assert await office.told("order.updated.v1") == 0


async def test_new_uids_make_no_order_twice_and_lose_none(office: Office) -> None:
    address = office.new_mailbox()
    old, _ = mixed(0, 40)
    office.server.deliver(address, old, FOLDER)
    connection = await office.connect(address, folder=FOLDER, senders=SHOP)
    name = encode_folder(FOLDER).decode()
    async with working(office, 2):
        await office.pass_time()
        with office.server.client(address, PASSWORD) as client:
            client.delete(name)
            client.create("other")  # another UIDVALIDITY is given out meanwhile
            client.create(name)
            for letter in [*letters(range(40, 50)), *reversed(old)]:
                client.append(name, None, None, letter)
        await office.pass_time()
        office.server.deliver(address, letters(range(50, 55)), FOLDER)
        await office.pass_time()

    assert await office.numbers(connection) == numbers(range(55))
    assert await office.told("order.updated.v1") == 0


async def test_letters_that_share_a_message_id_are_not_lost_when_uids_change(office: Office) -> None:
    """Scripts of some shops write one Message-ID into all letters, others none."""
    address = office.new_mailbox()
    same = [retitled(order_letter(str(n)), message_id="<order@shop.example>") for n in range(6)]
    none = [b"\r\n".join(line for line in order_letter(str(n)).split(b"\r\n") if not line.startswith(b"Message-ID"))
            for n in range(6, 12)]  # fmt: skip
    office.server.deliver(address, [*same[:3], *none[:3]], FOLDER)
    await office.connect(address, folder=FOLDER)
    name = encode_folder(FOLDER).decode()
    async with working(office):
        await office.pass_time()
        with office.server.client(address, PASSWORD) as client:
            client.delete(name)
            client.create("other")
            client.create(name)
            for letter in [*same, *none]:
                client.append(name, None, None, letter)
        await office.pass_time()

    assert await office.numbers() == numbers(range(12))


async def test_a_server_that_falls_silent_is_asked_seldom_and_read_to_the_end_later(far) -> None:
    office, network = far
    address = office.new_mailbox()
    connection = await office.connect(address)
    office.server.deliver(address, letters(range(200)))
    async with working(office, 2):
        office.now += QUARTER
        await office.scheduler.step()
        await reached(office, 40)
        network.stall()
        await office.pass_time(4)  # an hour
        there = await office.connections.get(DEMO, connection.id)
        tried = office.logins(address)
        network.unstall()
        await office.pass_time(2)

    assert (there.health, there.reason) == (Health.RETRYING, "mail_timeout")
    assert tried <= 1 + 4 * 2
    assert await office.numbers() == numbers(range(200))
    assert (await office.connections.get(DEMO, connection.id)).health is not Health.NEEDS_ATTENTION


async def test_a_connection_that_is_cut_while_fetching_goes_on_behind_the_last_stored_page(far) -> None:
    office, network = far
    address = office.new_mailbox()
    office.server.deliver(address, letters(range(200)))
    await office.connect(address)
    async with working(office, 2):
        office.now += QUARTER
        await office.scheduler.step()
        for mark in (20, 80, 140):
            await reached(office, mark)
            await network.cut()
            await network.resume()
            await put_off(office)
            office.now += QUARTER
        await office.pass_time()

    assert await office.numbers() == numbers(range(200))


async def test_a_worker_that_sleeps_past_its_lease_stores_nothing_twice(office: Office) -> None:
    address = office.new_mailbox()
    office.server.deliver(address, letters(range(200)))
    await office.connect(address)
    async with working(office, 2):
        office.now += QUARTER
        await office.scheduler.step()
        for mark in (40, 80, 140):
            await reached(office, mark)
            office.now += QUARTER  # the lease is over: the other worker takes the run
            await asyncio.sleep(0)
        await office.pass_time()

    assert await office.numbers() == numbers(range(200))
    assert await office.kit.mongo["letters"].count_documents({}) == 200


def put(office: Office, address: str, folder: str, letters: list[bytes], *, days_ago: int) -> None:
    """Letters that came some days ago."""
    came = imaplib.Time2Internaldate(utc_now() - dt.timedelta(days=days_ago))
    with office.server.client(address, PASSWORD) as client:
        for letter in letters:
            client.append(encode_folder(folder).decode(), None, came, letter)


async def test_a_folder_that_is_chosen_later_is_read_from_the_first_wanted_day(office: Office) -> None:
    address = office.new_mailbox()
    office.server.deliver(address, [], FOLDER)
    put(office, address, FOLDER, letters(range(5)), days_ago=40)
    put(office, address, FOLDER, letters(range(5, 10)), days_ago=20)
    since = (utc_now() - dt.timedelta(days=30)).date()
    connection = await office.connect(address, since=str(since))
    async with working(office):
        await office.pass_time(2)
        await office.change(connection, folder=FOLDER)
        await office.pass_time()
        in_folder = await office.numbers()
        await office.change(connection, folder=FOLDER, since=str(since - dt.timedelta(days=20)))
        await office.pass_time()

    assert in_folder == numbers(range(5, 10))
    assert await office.numbers() == numbers(range(10))


async def test_requests_that_were_forgotten_do_not_come_again_when_the_folder_changes(office: Office) -> None:
    address, name = office.new_mailbox(), encode_folder(FOLDER).decode()
    office.server.deliver(address, [], FOLDER)
    put(office, address, FOLDER, [lead_letter(n) for n in range(5)], days_ago=300)
    put(office, address, FOLDER, [lead_letter(n) for n in range(5, 10)], days_ago=20)
    office.now -= dt.timedelta(days=400)
    connection = await office.connect(address, slug=LEADS, folder=FOLDER)
    async with working(office):
        await office.pass_time()
        told = await office.told("lead.received.v1")
        # those of 300 days ago are forgotten by now
        await office.kit.mongo["letters"].delete_many({"received_at": {"$lt": utc_now() - dt.timedelta(days=180)}})
        with office.server.client(address, PASSWORD) as client:
            client.rename(name, encode_folder("Архив").decode())
        put(office, address, "Архив", [lead_letter(10)], days_ago=0)
        await office.change(connection, folder="Архив")
        await office.pass_time()

    assert told == 10
    assert await office.told("lead.received.v1") == 11
