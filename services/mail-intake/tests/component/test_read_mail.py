"""Mailboxes of a real Dovecot become orders: each once, none lost, nothing changed in the mailbox."""

import pytest
from letters_of_shops import (
    SHOP,
    delivered_again,
    mixed,
    news_letter,
    number_of,
    order_letter,
    retitled,
    shop_order,
    status_letter,
    text_letter,
    variants,
)
from mail_office import Office, flags, working

from mail_intake.app.letters import LetterState
from mail_intake.domain.profiles.extractor import number_key
from mail_intake.domain.profiles.profile import ENGINES

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]

FOLDER = "Заказы/Тёплый дом"


async def test_letters_of_every_engine_in_russian_folders_become_their_orders(office: Office) -> None:
    address = office.new_mailbox()
    connections = {}
    for engine in ENGINES:
        shapes = variants(engine)
        letters = [order_letter(number_of(engine, n), engine, shapes[n % len(shapes)]) for n in range(100, 106)]
        office.server.deliver(address, letters, f"Заказы/Магазин {engine}")
        settings = {"folder": f"Заказы/Магазин {engine}", "senders": "*", "engine": engine}
        connections[engine] = await office.connect(address, **settings)

    async with working(office):
        await office.pass_time()

    for engine, connection in connections.items():
        wanted = sorted(number_key(number_of(engine, n)) for n in range(100, 106))
        told = [(one.key, one.details) for one in await office.kept(connection, LetterState.UNREAD)]
        assert (await office.numbers(connection), told) == (wanted, []), engine
    assert {event.data.order.total for event in await office.created()} == {shop_order("1").total}


async def test_only_orders_make_orders_and_each_makes_one_while_the_mailbox_stays_as_it_was(office: Office) -> None:
    address = office.new_mailbox()
    letters, numbers = mixed(1000, 70)
    office.server.deliver(address, letters, FOLDER)
    connection = await office.connect(address, folder=FOLDER, senders=f"{SHOP}, other@shop.example")
    before = flags(office.server, address, FOLDER)

    async with working(office, 2):
        await office.pass_time(2)
        office.server.deliver(address, mixed(1050, 30)[0], FOLDER)
        await office.pass_time(2)

    assert await office.numbers(connection) == sorted({*numbers, *(str(n) for n in range(1050, 1080))})
    assert await office.told("order.updated.v1") == 0
    after = flags(office.server, address, FOLDER)
    assert after[: len(before)] == before
    assert not any(b"Seen" in line or b"Deleted" in line for line in after)
    assert await office.kept(connection, LetterState.UNREAD) == []


async def test_an_order_that_is_told_again_by_any_way_changes_nothing(office: Office) -> None:
    address, letter = office.new_mailbox(), order_letter("77")
    connection = await office.connect(address, senders="*")
    ways = [
        letter,
        letter,
        delivered_again(letter),
        retitled(letter, message_id="<second@shop.example>"),
        retitled(
            letter, subject="Fwd: Заказ на сайте", message_id="<forwarded@shop.example>", sender="boss@me.example"
        ),
        status_letter("77"),
    ]
    async with working(office):
        for way in ways:
            office.server.deliver(address, [way])
            await office.pass_time()

    assert await office.numbers(connection) == ["77"]
    assert await office.told("order.updated.v1") == 0


async def test_two_orders_of_one_number_are_for_a_person_to_decide(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address)
    other = order_letter("77", delivery_price=500, phone="+7 (901) 222-33-44", email="other@example.ru")
    async with working(office):
        office.server.deliver(address, [order_letter("77"), retitled(other, message_id="<other@shop.example>")])
        await office.pass_time()

    assert await office.numbers(connection) == ["77"]
    [unread] = await office.kept(connection, LetterState.UNREAD)
    assert unread.key == "mail_number_taken"


async def test_letters_of_strangers_and_from_before_the_connection_are_not_fetched(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address, senders=SHOP, subject="Заказ на сайте")
    letters = [
        *(news_letter(n) for n in range(60)),
        order_letter("1"),
        retitled(order_letter("2"), subject="Счёт № 2", message_id="<bill@shop.example>"),
        retitled(order_letter("3"), message_id="<fake@shop.example>", sender="shop@shop.example.attacker.example"),
    ]
    async with working(office):
        office.server.deliver(address, letters)
        await office.pass_time()

    assert await office.numbers(connection) == ["1"]
    assert await office.kit.mongo["letters"].count_documents({}) == 1


async def test_a_letter_that_cannot_be_read_stops_nothing_and_waits_with_its_reason(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address)
    broken = [
        text_letter("Добрый день, когда привезут?", "Вопрос", "<question@shop.example>"),
        b"From: <shop@shop.example>\r\nSubject: =?x?B?##?=\r\nContent-Type: text/html; charset=no\r\n\r\n\xff\xfe<p>",
        b"\x00\xff" * 500,
    ]
    async with working(office):
        office.server.deliver(address, [order_letter("1"), *broken, order_letter("2")])
        await office.pass_time()
        run = await office.load(connection)

    assert await office.numbers(connection) == ["1", "2"]
    unread = await office.kept(connection, LetterState.UNREAD)
    assert [letter.key for letter in unread] == ["letter_is_no_letter", "mail_order_missing", "mail_order_missing"]
    assert all(letter.file for letter in unread)
    assert (run["counts"]["seen"], run["error"]) == (0, None)


async def test_a_letter_that_is_too_large_waits_for_a_person_once_and_stops_nothing(office: Office) -> None:
    connection = await office.connect(office.new_mailbox())
    large = order_letter("9") + b"x" * 27_000_000
    async with working(office):
        letters = [order_letter("1"), large, delivered_again(large), large, order_letter("2")]
        office.server.deliver(connection.config["address"], letters)
        await office.pass_time()

    assert await office.numbers() == ["1", "2"]
    unread = await office.kept(connection, LetterState.UNREAD)
    assert {letter.key for letter in unread} == {"letter_too_large"}
