"""The whole product, two shops to exchange with, and Debian's Chromium."""

import os
from collections.abc import Callable, Iterator

import pytest
from content import Content, fill
from letters import unread_letters
from mail_stack import MailUser
from parcels import PostOffice, Sender, Time, new_senders, post_office
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pymongo import MongoClient
from users import OPERATOR, OWNER, User, create_account
from watch import Watch

from devstack import DevStack, free_ports
from gateway import Rates
from simulators.commerceml.server import running as commerceml
from simulators.dovecot import Dovecot
from simulators.insales.server import running as insales

_CHROMIUM = os.environ.get("BIZ_CHROMIUM", "/usr/bin/chromium")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
HEIGHTS = {1280: 800, 390: 844}

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def cml_shop():
    """A shop that exchanges by CommerceML."""
    with commerceml() as shop:
        yield shop


@pytest.fixture(scope="session")
def insales_shop():
    with insales() as shop:
        yield shop


@pytest.fixture(scope="session")
def new_insales():
    """A shop of InSales that a test connects itself."""
    with insales() as shop:
        yield shop


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Dovecot]:
    """Where the mailboxes are that letters of shops and sites come into."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Iterator[PostOffice]:
    """The post, which post-tracker asks; both live by a clock that `time_of_post` moves."""
    with post_office(tmp_path_factory.mktemp("post")) as opened:
        yield opened


@pytest.fixture(scope="session")
def places(cml_shop, new_shop, second_shop, insales_shop, new_insales) -> list[str]:
    """Where the shops are, host:port."""
    exchanges = [shop.place for shop in (cml_shop, new_shop, second_shop)]
    return exchanges + [shop.url.partition("://")[2] for shop in (insales_shop, new_insales)]


@pytest.fixture(scope="session")
def stack(tmp_path_factory, places, mail_server, office) -> Iterator[DevStack]:
    """The product that all browser tests share; who stops a part of it starts it again."""
    with DevStack(
        tmp_path_factory.mktemp("web"),
        ports=free_ports(),
        egress=[*places, office.place, f"{mail_server.host}:{mail_server.port}"],
        environment={
            "BIZ_SEED_DEMO": "1",
            "BIZ_MAIL_AUTHORITIES": str(mail_server.authority),
            **office.environment,
        },
        programs={"post-tracker": "simulators.pochta.tracker"},
        rates=Rates(api=100_000, api_burst=100_000),
    ) as running:
        yield running


@pytest.fixture(scope="session")
def owner(stack) -> User:
    """The owner by the API: to prepare what a page shows, and to compare."""
    return User(stack, OWNER)


@pytest.fixture(scope="session")
def mail_user(stack, mail_server) -> MailUser:
    """The owner with mailboxes, by the API."""
    return MailUser(stack, mail_server)


@pytest.fixture(scope="session")
def time_of_post(stack, office) -> Iterator[Time]:
    """The time of post-tracker and of the post, in which days pass at once."""
    with MongoClient(stack.mongo_url, tz_aware=True) as client:
        yield Time(stack, office.clock, client)


@pytest.fixture(scope="session")
def senders(stack, office) -> Iterator[Sender]:
    return new_senders(stack, office.post)


@pytest.fixture
def sender(senders) -> Iterator[Sender]:
    """A shop with three orders that sends them by post; afterwards nothing of it is asked for."""
    made = next(senders)
    yield made
    made.tidy()


@pytest.fixture(scope="session")
def operator(stack) -> User:
    return User(stack, OPERATOR)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while Playwright runs, no test may run an event loop of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test when a page did what none may do."""
    watching = Watch()
    yield watching
    assert watching.faults == []


@pytest.fixture
def new_page(browser, stack, watch) -> Iterator[Callable[..., Page]]:
    """Open a browser of somebody's own, logged in: `new_page(MANAGER, width=390)`; `None` is a stranger."""
    contexts = []

    def make(who: dict[str, str] | None = OWNER, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=stack.gateway_url,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            viewport={"width": width, "height": HEIGHTS[width]},
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if who:
            # the cookie of a session, as the login page gets it; each one is good for one browser
            answer = context.request.post("/api/platform-bridge/v1/login", data=who)
            assert answer.ok, answer.text()
        page = context.new_page()
        watch.add(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page) -> Page:
    """The owner's, 1280 × 800."""
    return new_page()


@pytest.fixture(scope="session")
def new_shop():
    """A shop that a test connects itself: one shop is connected once."""
    with commerceml() as shop:
        yield shop


@pytest.fixture(scope="session")
def second_shop():
    """A shop that is not let into."""
    with commerceml() as shop:
        yield shop


@pytest.fixture(scope="session")
def unread(mail_user, mail_server) -> tuple[str, str]:
    """A connection with letters that are not read, and one of them."""
    return unread_letters(mail_user, mail_server)


@pytest.fixture(scope="session")
def shops(cml_shop, second_shop, insales_shop):
    """Those of the `content`."""
    return cml_shop, second_shop, insales_shop


@pytest.fixture(scope="session")
def content(owner, office, shops, unread) -> Content:
    """Connections in every state, runs, orders and what waits; tests change nothing of it."""
    mail, letter = unread
    return fill(owner, office, shops, mail=mail, letter=letter)


@pytest.fixture(scope="session")
def newcomer(stack) -> dict[str, str]:
    """The login of an owner whose account is empty."""
    who = {"login": "new@shop.example", "password": "new-owner-password"}
    create_account(stack, "newcomer", who)
    return who
