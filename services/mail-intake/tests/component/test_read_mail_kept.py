"""Letters that are kept: unread ones are read again or filled in, raw letters go when their orders are stored."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from letters_of_shops import SHOP, TEMPLATE, order_letter, unknown_letter
from mail_office import DEMO, Office, flags, working

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from mail_intake.app.letters import KeptLetter, LetterState
from service_kit.connections.store import Connection
from service_kit.outbox import Unit
from service_kit.problems import NotFound, Problem

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]

BY_HAND: Mapping[str, Any] = {
    "order": {
        "number": "512",
        "customer": {"name": "Ольга", "phone": "8 912 000-00-12"},
        "items": [{"name": "Кружка", "sku": "MUG-7", "qty": 2, "price": 99}],
    }
}


async def again(office: Office, connection: Connection, letters: list[str] | None = None) -> int:
    """«Прочитать снова»: how many letters are read once more."""

    async def body(unit: Unit) -> int:
        return await office.letters.ask_again(connection.account, connection.id, letters, unit)

    count: int = await office.kit.outbox.transact(body)
    await office.load(connection)
    return count


async def fill(office: Office, connection: Connection, letter: KeptLetter) -> None:
    async def note(unit: Unit) -> None:
        await office.letters.fill(connection.account, letter.id, BY_HAND, unit)

    await office.runs.queue_kept(connection, RunKind.IMPORT_ORDERS, note, by="u", key=None)
    await office.settle()


@pytest.fixture
async def unread(office: Office):
    """A connection with three letters that no template of ours reads."""
    connection = await office.connect(office.new_mailbox(), senders=SHOP)
    async with working(office, 2):
        office.server.deliver(connection.config["address"], [unknown_letter(n) for n in (511, 512, 513)])
        await office.pass_time()
        yield connection


async def test_unread_letters_are_listed_once_with_their_reason(office: Office, unread: Connection) -> None:
    await office.pass_time(3)
    listed = await office.kept(unread, LetterState.UNREAD)
    assert [(letter.subject, letter.key) for letter in listed] == [
        (f"Покупка {n}", "mail_order_missing") for n in (513, 512, 511)
    ]
    assert await office.letters.count(DEMO, unread.id, LetterState.UNREAD) == 3
    assert await office.numbers() == []


async def test_a_template_that_is_made_later_reads_them(office: Office, unread: Connection) -> None:
    before = flags(office.server, unread.config["address"])
    await office.templates.add(DEMO, unread.id, "Мой", TEMPLATE, by="u")
    connection = await office.change(unread, template="own")
    some = [letter.id for letter in await office.kept(connection, LetterState.UNREAD)][:1]

    assert await again(office, connection, some) == 1
    assert await office.numbers() == ["513"]
    assert await again(office, connection) == 2
    assert await office.numbers() == ["511", "512", "513"]
    assert await again(office, connection) == 0
    assert await office.numbers() == ["511", "512", "513"]
    assert await office.kept(connection, LetterState.UNREAD) == []
    read = await office.kept(connection, LetterState.READ)
    assert {letter.version for letter in read} == {1}
    assert flags(office.server, unread.config["address"]) == before


async def test_a_letter_that_is_filled_in_by_hand_gives_its_order(office: Office, unread: Connection) -> None:
    letter = next(one for one in await office.kept(unread, LetterState.UNREAD) if "512" in one.subject)
    await fill(office, unread, letter)

    [event] = await office.created()
    assert (event.data.origin.outside_id, str(event.data.order.total)) == ("512", "198.00")
    assert event.data.order.customer is not None
    assert event.data.order.customer.phone == "79120000012"
    assert len(await office.kept(unread, LetterState.UNREAD)) == 2
    with pytest.raises(Problem, match="letter_read_already"):
        await fill(office, unread, letter)
    assert len(await office.created()) == 1


async def test_two_hurried_people_make_one_order_of_a_letter(office: Office, unread: Connection) -> None:
    letter = (await office.kept(unread, LetterState.UNREAD))[0]
    done = await asyncio.gather(*(fill(office, unread, letter) for _ in range(4)), return_exceptions=True)

    assert sum(result is None for result in done) == 1
    assert len(await office.created()) == 1


async def test_a_letter_that_is_passed_over_comes_never_again(office: Office, unread: Connection) -> None:
    letter = (await office.kept(unread, LetterState.UNREAD))[0]

    async def body(unit: Unit) -> None:
        await office.letters.pass_over(DEMO, letter.id, unit)

    await office.kit.outbox.transact(body)
    await again(office, unread)
    await office.pass_time(2)
    assert letter.id not in {one.id for one in await office.kept(unread, LetterState.UNREAD)}


async def test_letters_of_another_account_do_not_exist(office: Office, unread: Connection) -> None:
    letter = (await office.kept(unread, LetterState.UNREAD))[0]
    with pytest.raises(NotFound, match="letter_unknown"):
        await office.letters.get(AccountId("other"), letter.id)


async def test_a_raw_letter_goes_when_its_order_is_stored_and_not_before(office: Office) -> None:
    connection = await office.connect(office.new_mailbox())
    async with working(office):
        office.server.deliver(connection.config["address"], [order_letter("1"), order_letter("2"), unknown_letter(3)])
        await office.pass_time()
        kept = await office.kept(connection, LetterState.READ)
        assert all(letter.file for letter in kept)
        events = await office.created()
        await office.store([event for event in events if event.data.origin.outside_id == "1"])

        files = {letter.gave: letter.file for letter in await office.kept(connection, LetterState.READ)}
        assert files["1"] is None
        assert files["2"] is not None
        gone = next(letter.file for letter in kept if letter.gave == "1")
        assert await office.kit.mongo["files"].count_documents({"_id": gone}) == 0
        await office.store(events)
        await office.pass_time()

    assert {letter.file for letter in await office.kept(connection, LetterState.READ)} == {None}
    [unread] = await office.kept(connection, LetterState.UNREAD)
    assert unread.file is not None
    assert await office.numbers() == ["1", "2"]


async def test_a_trial_run_stores_nothing_and_the_real_one_reads_the_same_letters(office: Office) -> None:
    connection = await office.connect(office.new_mailbox())
    async with working(office):
        office.server.deliver(connection.config["address"], [order_letter("1"), unknown_letter(3), order_letter("2")])
        tried = await office.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u", dry_run=True)
        await office.settle()
        trial = await office.runs.get(DEMO, tried["_id"])
        assert (trial["counts"]["created"], trial["counts"]["rejected"]) == (2, 1)
        assert await office.numbers() == []
        assert await office.kit.mongo["letters"].count_documents({}) == 0
        await office.pass_time()

    assert await office.numbers() == ["1", "2"]


async def test_rows_of_a_run_that_are_repeated_read_their_letters_again(office: Office, unread: Connection) -> None:
    [run] = [run for run in await office.runs.find(DEMO, unread.id, None, 5) if run["counts"]["rejected"]]
    await office.templates.add(DEMO, unread.id, "Мой", TEMPLATE, by="u")
    connection = await office.change(unread, template="own")
    rows = await office.runs.open_rejected(DEMO, run["_id"])
    await office.runs.queue_retry(connection, run, rows[:2], by="u", idempotency_key=None)
    await office.settle()

    assert await office.numbers() == ["511", "512"]
    assert [letter.subject for letter in await office.kept(connection, LetterState.UNREAD)] == ["Покупка 513"]
