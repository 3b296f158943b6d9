"""The stand-in of a shop refuses what a real one refuses: else it would let a wrong client pass."""

from collections.abc import Iterator

import httpx
import pytest

from simulators.commerceml.app import Habits
from simulators.commerceml.server import LOGIN, PASSWORD, Running, running

LIMIT = 100
AUTH = (LOGIN, PASSWORD)
Call = dict[str, str]


@pytest.fixture
def shop() -> Iterator[Running]:
    with running(habits=Habits(file_limit=LIMIT, archives=False, sessid=True)) as found:
        yield found


class Browser:
    """Calls by hand: what `login` gave is repeated unless the test takes it away."""

    def __init__(self, shop: Running) -> None:
        self.shop = shop
        self.http = httpx.Client(auth=AUTH, trust_env=False)
        self.sessid = ""

    def call(self, mode: str, type_: str = "catalog", *, body: bytes | None = None, filename: str = "") -> str:
        query = {"type": type_, "mode": mode, "sessid": self.sessid, "filename": filename}
        method = "GET" if body is None else "POST"
        answer = self.http.request(method, self.shop.address, params=query, content=body)
        return f"{answer.status_code} {answer.text.split()[0] if answer.text else ''}".strip()

    def login(self, type_: str = "catalog") -> None:
        answer = self.http.get(self.shop.address, params={"type": type_, "mode": "checkauth"})
        self.sessid = answer.text.splitlines()[3].partition("=")[2]


@pytest.fixture
def browser(shop: Running) -> Iterator[Browser]:
    made = Browser(shop)
    made.login()
    yield made
    made.http.close()


REFUSED = "200 failure"


def test_a_right_client_is_served(browser: Browser) -> None:
    assert browser.call("init").startswith("200 zip=no")
    assert browser.call("file", body=b"1" * LIMIT, filename="import.xml") == "200 success"


def test_every_call_wants_the_login(browser: Browser) -> None:
    browser.http.auth = None
    assert browser.call("init") == "401"
    assert browser.call("checkauth") == "401"


def test_a_call_without_cookie_or_token_is_refused(browser: Browser) -> None:
    token, browser.sessid = browser.sessid, ""
    assert browser.call("init") == REFUSED
    browser.sessid = token
    browser.http.cookies.clear()
    assert browser.call("init") == REFUSED


def test_a_session_of_goods_is_none_of_orders(browser: Browser) -> None:
    assert browser.call("query", "sale") == REFUSED


def test_a_file_wants_init_and_pieces_within_the_limit(browser: Browser) -> None:
    assert browser.call("file", body=b"1", filename="import.xml") == REFUSED
    browser.call("init")
    assert browser.call("file", body=b"1" * (LIMIT + 1), filename="import.xml") == REFUSED
    assert browser.call("file", body=b"1", filename="../import.xml") == REFUSED


@pytest.mark.parametrize("name", ["import.xml", "goods.xml"])
def test_an_import_wants_a_file_of_goods(browser: Browser, name: str) -> None:
    browser.call("init")
    assert browser.call("import", filename=name) == REFUSED
    browser.call("file", body=b"<a/>", filename=name)
    assert browser.call("import", filename=name) == REFUSED


def test_init_empties_the_folder(browser: Browser) -> None:
    package = "<КоммерческаяИнформация/>".encode()
    browser.call("init")
    browser.call("file", body=package, filename="import.xml")
    assert browser.call("import", filename="import.xml") == "200 success"
    browser.call("init")
    assert browser.call("import", filename="import.xml") == REFUSED


def test_only_orders_that_this_session_listed_are_confirmed(browser: Browser, shop: Running) -> None:
    shop.shop.add_order("1", "<Документ/>")
    browser.login("sale")
    browser.call("init", "sale")
    assert browser.call("success", "sale") == "200 success"
    assert set(shop.shop.waiting()) == {"1"}
