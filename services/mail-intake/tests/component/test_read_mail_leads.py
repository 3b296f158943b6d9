"""Letters of site forms become requests: each exactly one, the responsible employees in turn."""

from collections import Counter
from typing import Any

import pytest
from letters_of_shops import FORM, delivered_again, lead_letter, news_letter, text_letter
from mail_office import QUARTER, Office, working

from contracts.events.lead import LeadKind, LeadReceived
from mail_intake.app.letters import LetterState
from mail_intake.connectors.mail_leads.connector import SLUG
from service_kit.testing.process import eventually

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]

FOLDER = "Заявки с сайта"
PEOPLE = ["anna", "boris", "vera"]


async def leads(office: Office) -> list[LeadReceived]:
    return [LeadReceived.model_validate_json(body) for body in await office.bodies("lead.received.v1")]


async def reached(office: Office, count: int) -> bool:
    return len(await leads(office)) >= count


async def connect(office: Office, **more: Any) -> Any:
    settings = {"folder": FOLDER, "senders": FORM, "responsible": PEOPLE, **more}
    address = office.new_mailbox()
    office.server.deliver(address, [], FOLDER)
    return await office.connect(address, slug=SLUG, **settings)


async def test_each_letter_makes_one_request_whatever_way_it_comes_again(office: Office) -> None:
    connection = await connect(office, creates="deal", assign_status="new")
    address = connection.config["address"]
    async with working(office, 2):
        for start in range(0, 60, 20):
            letters = [lead_letter(n) for n in range(start, start + 20)]
            ways = [letters[0], delivered_again(letters[1]), delivered_again(letters[2], 2), news_letter(start)]
            office.server.deliver(address, [*letters, *ways], FOLDER)
            await office.pass_time()
            office.server.deliver(address, [letters[3], delivered_again(letters[4])], FOLDER)
            await office.pass_time()

    found = await leads(office)
    assert sorted(event.data.phone or "" for event in found) == [f"7912000{n:04d}" for n in range(60)]
    assert {(event.data.kind, event.data.status) for event in found} == {(LeadKind.DEAL, "new")}
    assert {event.data.page for event in found} == {f"https://site.example/{n}" for n in range(60)}
    assert len({event.data.lead for event in found}) == 60


async def test_responsible_employees_take_turns_over_all_runs(office: Office) -> None:
    connection = await connect(office)
    async with working(office, 2):
        for place in range(7):
            office.server.deliver(connection.config["address"], [lead_letter(place)], FOLDER)
            await office.pass_time()

    turns = [event.data.responsible for event in await leads(office)]
    assert turns == [PEOPLE[place % 3] for place in range(7)]


async def test_turns_stay_even_when_workers_lose_their_run_in_the_middle(office: Office) -> None:
    connection = await connect(office)
    office.server.deliver(connection.config["address"], [lead_letter(n) for n in range(150)], FOLDER)
    async with working(office, 2):
        office.now += QUARTER
        await office.scheduler.step()
        for mark in (20, 60, 100):
            await eventually(lambda mark=mark: reached(office, mark), 30, f"{mark} requests")
            office.now += QUARTER  # the lease is over: the other worker takes the run
        await office.settle()

    assert Counter(event.data.responsible for event in await leads(office)) == dict.fromkeys(PEOPLE, 50)


async def test_a_request_without_a_way_to_answer_waits_for_a_person(office: Office) -> None:
    connection = await connect(office)
    letter = text_letter("Имя: Анна\nСообщение: Перезвоните", "Заявка с сайта", "<request-1@site.example>", FORM)
    async with working(office):
        office.server.deliver(connection.config["address"], [letter, lead_letter(2)], FOLDER)
        await office.pass_time()

    assert [event.data.phone for event in await leads(office)] == ["79120000002"]
    [unread] = await office.kept(connection, LetterState.UNREAD)
    assert unread.key == "mail_contact_missing"


async def test_raw_letters_of_requests_are_not_kept(office: Office) -> None:
    connection = await connect(office)
    async with working(office):
        office.server.deliver(connection.config["address"], [lead_letter(n) for n in range(5)], FOLDER)
        await office.pass_time()

    assert await office.letters.count(connection.account, connection.id, LetterState.READ) == 5
    assert await office.kit.mongo["files"].count_documents({}) == 0
