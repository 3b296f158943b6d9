"""Reading folders of a real Dovecot: each letter once, none lost, nothing changed."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import pytest
from imap_tools.utils import encode_folder

from mail_intake.adapters.mailbox.mailboxes import SYSTEM
from mail_intake.domain.mailbox.cursor import Cursor
from mail_intake.domain.mailbox.letters import Fetched, Page
from mail_intake.domain.mailbox.mailbox import Security, Server
from mail_intake.domain.mailbox.senders import Senders
from service_kit.errors import ConfigError, TransientError
from service_kit.metrics import EXTERNAL_REQUESTS
from service_kit.testing.process import eventually
from service_kit.testing.tcp_proxy import TcpProxy

pytestmark = pytest.mark.dovecot

SHOP = Senders.of("shop@shop.ru")
FOLDER = "Заказы"
OWNER = ("account", "connection")


def letters(numbers: Iterable[int], sender: str = "shop@shop.ru", size: int = 300) -> list[bytes]:
    return [
        f"From: <{sender}>\r\nSubject: Order {n}\r\nMessage-ID: <{n}@{sender}>\r\n\r\n{'x' * size}\r\n".encode()
        for n in numbers
    ]


async def read(mailboxes, mailbox, cursor: Cursor | None) -> tuple[list[Fetched], Cursor]:
    """Letters behind the cursor and the cursor behind them; without one, where a first reading begins."""
    found: list[Fetched] = []
    async with mailboxes.session(mailbox, *OWNER) as session:
        if cursor is None:
            return [], session.begin()
        async for page in session.pages(cursor, SHOP):
            found += page.letters
            cursor = page.cursor
    return found, cursor


def subjects(found: list[Fetched]) -> list[str]:
    return [letter.envelope.subject for letter in found]


async def test_two_thousand_letters_of_a_russian_folder_come_once_and_stay_as_they_were(bench, threads) -> None:
    bench.server.deliver(bench.address, letters([0]), FOLDER)
    mailboxes, mailbox = bench.mailboxes(threads), bench.mailbox(FOLDER)
    _, cursor = await read(mailboxes, mailbox, None)
    sent = letters(range(1, 2001))
    bench.server.deliver(bench.address, [*sent, *letters(range(50), "other@other.ru")], FOLDER)

    found, cursor = await read(mailboxes, mailbox, cursor)
    again, _ = await read(mailboxes, mailbox, cursor)

    assert sorted(letter.raw for letter in found) == sorted(sent)
    assert again == []
    with bench.server.client(bench.address, "secret") as client:
        client.select(encode_folder(FOLDER).decode(), readonly=True)
        assert client.search(None, "SEEN")[1] == [b""]
        assert len(client.search(None, "ALL")[1][0].split()) == 2051


async def test_a_folder_made_anew_is_read_again(bench, threads) -> None:
    bench.server.deliver(bench.address, letters([0]), FOLDER)
    mailboxes, mailbox = bench.mailboxes(threads), bench.mailbox(FOLDER)
    _, cursor = await read(mailboxes, mailbox, None)
    name = encode_folder(FOLDER).decode()
    with bench.server.client(bench.address, "secret") as client:
        client.delete(name)
        client.create("other")  # another UIDVALIDITY is given out meanwhile
        client.create(name)
        for letter in letters([0, 1]):
            client.append(name, None, None, letter)

    found, after = await read(mailboxes, mailbox, cursor)

    assert subjects(found) == ["Order 0", "Order 1"]
    assert after.uidvalidity != cursor.uidvalidity
    assert not after.again


async def test_a_renamed_folder_is_told_with_the_names_there_are(bench, threads) -> None:
    bench.server.deliver(bench.address, letters([0]), FOLDER)
    mailboxes = bench.mailboxes(threads)
    await mailboxes.check(bench.mailbox(FOLDER))
    with bench.server.client(bench.address, "secret") as client:
        client.rename(encode_folder(FOLDER).decode(), encode_folder("Архив заказов").decode())

    with pytest.raises(ConfigError, match="mail_folder_not_found") as told:
        await mailboxes.check(bench.mailbox(FOLDER))

    assert "«Архив заказов»" in told.value.details["found"]
    assert told.value.details["step"] == "folder"
    assert [folder.shown for folder in await mailboxes.folders(bench.mailbox())][:2] == ["Входящие", "Архив заказов"]


async def test_a_wrong_password_is_tried_once_and_told_at_once(bench, threads) -> None:
    with pytest.raises(ConfigError, match="mail_login_refused"):
        await bench.mailboxes(threads).check(bench.mailbox(password="wrong"))

    def refusals() -> list[str]:
        return [line for line in bench.server.log().splitlines() if "mismatch" in line and bench.address in line]

    await eventually(refusals, what="the refusal is in the log")
    assert len(refusals()) == 1


async def test_steps_are_counted_as_calls_by_what_went_wrong(bench, threads) -> None:
    before = [_counted(code) for code in ("ok", "mail_login_refused")]
    await read(bench.mailboxes(threads), bench.mailbox(), None)
    with pytest.raises(ConfigError):
        await bench.mailboxes(threads).check(bench.mailbox(password="wrong"))
    connected, refused = [_counted(code) - old for code, old in zip(("ok", "mail_login_refused"), before, strict=True)]
    assert (connected > 3, refused) == (True, 1)


def _counted(code: str) -> float:
    return EXTERNAL_REQUESTS.labels(SYSTEM, code)._value.get()


async def test_a_password_in_russian_letters_works(bench, threads) -> None:
    bench.server.add_user("ru@example.ru", "пароль")
    bench.address = "ru@example.ru"

    assert (await bench.mailboxes(threads).check(bench.mailbox(password="пароль"))).count == 0


async def test_a_certificate_that_nobody_vouches_for_is_refused(bench, threads) -> None:
    mailboxes = bench.mailboxes(threads)
    untrusting = type(mailboxes)(mailboxes._guard, threads)

    with pytest.raises(ConfigError, match="mail_tls"):
        await untrusting.check(bench.mailbox())


async def test_a_server_inside_is_refused(bench, threads) -> None:
    with pytest.raises(ConfigError, match="mail_server_forbidden"):
        await bench.mailboxes(threads).check(bench.mailbox(port=993))


async def test_a_silent_server_is_a_failure_that_passes(bench, threads) -> None:
    async with TcpProxy("127.0.0.1", bench.server.port) as proxy:
        mailboxes = bench.mailboxes(threads, silence=0.5, port=proxy.port)
        mailbox = bench.mailbox(port=proxy.port)
        await mailboxes.check(mailbox)
        proxy.stall()

        with pytest.raises(TransientError, match="mail_timeout"):
            await mailboxes.check(mailbox)


async def test_after_a_cut_the_reading_goes_on_at_the_last_good_letter(bench, threads) -> None:
    mailboxes, mailbox = bench.mailboxes(threads), bench.mailbox()
    _, cursor = await read(mailboxes, mailbox, None)
    bench.server.deliver(bench.address, letters(range(100), size=20_000))
    pages: list[Page] = []

    async def until_cut(proxy: TcpProxy) -> None:
        cutting = bench.mailboxes(threads, port=proxy.port)
        async with cutting.session(bench.mailbox(port=proxy.port), *OWNER) as session:
            async for page in session.pages(cursor, SHOP):
                pages.append(page)
                if len(pages) == 2:
                    await proxy.cut()

    async with TcpProxy("127.0.0.1", bench.server.port) as proxy:
        with pytest.raises(TransientError, match="mail_cut"):
            await until_cut(proxy)
    found = [letter for page in pages for letter in page.letters]

    rest, _ = await read(mailboxes, mailbox, pages[-1].cursor)

    assert len(found) == 40
    assert sorted(subjects(found + rest)) == sorted(f"Order {n}" for n in range(100))


async def test_a_letter_too_large_is_told_and_not_fetched(bench, threads) -> None:
    mailboxes, mailbox = bench.mailboxes(threads), bench.mailbox()
    _, cursor = await read(mailboxes, mailbox, None)
    bench.server.deliver(bench.address, [*letters([1], size=26 * 1024**2), *letters([2])])

    async with mailboxes.session(mailbox, *OWNER) as session:
        pages = [page async for page in session.pages(cursor, SHOP)]
        latest = await session.latest(5, SHOP)

    told = [one for page in pages for one in page.unfetched]
    assert [(one.envelope.subject, one.why.key) for one in told] == [("Order 1", "letter_too_large")]
    assert subjects([letter for page in pages for letter in page.letters]) == ["Order 2"]
    assert subjects(list(latest)) == ["Order 2"]


async def test_a_way_made_safe_after_the_greeting_and_a_port_that_is_none(bench, threads) -> None:
    port = bench.server.port_plain
    mailboxes, mailbox = bench.mailboxes(threads, port=port), bench.mailbox(port=port)
    bench.server.deliver(bench.address, letters([1]))

    starttls = replace(mailbox, server=Server(bench.server.host, port, Security.STARTTLS))
    assert (await mailboxes.check(starttls)).count == 1
    with pytest.raises(ConfigError, match="mail_tls"):
        await mailboxes.check(mailbox)


async def test_more_mailboxes_than_threads_are_read_in_turn(bench, threads) -> None:
    mailboxes = bench.mailboxes(threads)
    bench.server.deliver(bench.address, letters([1]))

    states = await asyncio.gather(*(mailboxes.check(bench.mailbox()) for _ in range(20)))

    assert [state.count for state in states] == [1] * 20
