"""The exchange against a shop that is as strict as 1C-Bitrix, and against its failures."""

import io
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from contracts.base import AccountId, ConnectionId
from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.http import Outside
from service_kit.testing.certificate import certificate
from shop_sync.connectors.commerceml_exchange.protocol.exchange import IMPORT_SECONDS, Exchange
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings, Finish
from simulators.commerceml.app import PAGE, Fault, Habits
from simulators.commerceml.server import LOGIN, PASSWORD, Running, running

HEAD = '<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2026-11-24T10:00:00">'
ORDER = "<Документ><Ид>{0}</Ид><Номер>{0}</Номер></Документ>"
Calling = Callable[..., Exchange]


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def calling(clock: Clock) -> AsyncIterator[Calling]:
    """Make the exchange with a running shop."""
    made: list[Outside] = []

    def make(
        shop: Running, *, password: str = PASSWORD, address: str = "", seconds: float = 30.0, **more: Any
    ) -> Exchange:
        outside = Outside("exchange", egress_allow={shop.place}, read_seconds=seconds)
        made.append(outside)
        client = outside.client(AccountId("demo"), ConnectionId("c-1"), allow_plain=True)
        settings = ExchangeSettings(address or shop.address, LOGIN, SecretStr(password), **more)
        return Exchange(client, settings, sleep=clock.sleep, clock=lambda: clock.now)

    yield make
    for outside in made:
        await outside.close()


@pytest.fixture
def shop() -> Iterator[Running]:
    with running() as found:
        yield found


class Goods:
    """Files of goods as an export makes them: one import, one offers; or a file a good when they must be small."""

    def __init__(self, folder: Path, count: int = 3, padding: int = 10) -> None:
        self.folder = folder
        self.pictures = folder / "pictures"
        (self.pictures / "import_files").mkdir(parents=True)
        (self.pictures / "import_files" / "a.png").write_bytes(b"\x89PNG" + b"0" * 100)
        self.numbers = range(count)
        self.padding = "ы" * padding
        self.asked: list[int | None] = []

    async def make(self, max_bytes: int | None) -> list[Path]:
        self.asked.append(max_bytes)
        if max_bytes is None:
            return [self._import("import.xml", self.numbers), self._offers("offers.xml", self.numbers)]
        cards = [self._import(f"import0_{number + 1}.xml", [number]) for number in self.numbers]
        return cards + [self._offers(f"offers0_{number + 1}.xml", [number]) for number in self.numbers]

    def _import(self, name: str, numbers: Any) -> Path:
        cards = "".join(
            f"<Товар><Ид>p{number}</Ид><Наименование>Товар {number} {self.padding}</Наименование>"
            "<Картинка>import_files/a.png</Картинка></Товар>"
            for number in numbers
        )
        body = f"<Классификатор/><Каталог СодержитТолькоИзменения='true'><Товары>{cards}</Товары></Каталог>"
        return self._file(name, body)

    def _offers(self, name: str, numbers: Any) -> Path:
        offers = "".join(
            f"<Предложение><Ид>p{number}</Ид><Цены><Цена><ЦенаЗаЕдиницу>{number}.50</ЦенаЗаЕдиницу><ИдТипаЦены>t</ИдТипаЦены>"
            f"</Цена></Цены><Количество>{number}</Количество></Предложение>"
            for number in numbers
        )
        types = "<ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Розница</Наименование></ТипЦены></ТипыЦен>"
        return self._file(name, f"<ПакетПредложений>{types}<Предложения>{offers}</Предложения></ПакетПредложений>")

    def _file(self, name: str, body: str) -> Path:
        path = self.folder / name
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}{body}</КоммерческаяИнформация>', "utf-8")
        return path


@pytest.fixture
def goods(tmp_path: Path) -> Goods:
    return Goods(tmp_path)


async def push(exchange: Exchange, goods: Goods) -> None:
    await exchange.push(goods.make, goods.pictures, whole=True)


def taken(shop: Running) -> dict[str, tuple[str | None, str | None]]:
    """(price, quantity) of each good that the shop shows."""
    return {ref: (shop.shop.offers[ref].prices.get("t"), shop.shop.offers[ref].quantity) for ref in shop.shop.goods}


ALL = {"p0": ("0.50", "0"), "p1": ("1.50", "1"), "p2": ("2.50", "2")}


async def fails(call: Any, kind: type[BizError], key: str) -> BizError:
    with pytest.raises(kind) as caught:
        await call
    assert caught.value.key == key, caught.value
    assert PASSWORD not in f"{caught.value!r}{caught.value.details}"
    return caught.value


# login


async def test_both_kinds_of_session_are_tried_by_the_check(shop: Running, calling: Calling) -> None:
    await calling(shop).check()
    assert [(asked.type, asked.mode) for asked in shop.script.asked] == [
        ("catalog", "checkauth"),
        ("catalog", "init"),
        ("sale", "checkauth"),
        ("sale", "init"),
    ]


async def test_a_wrong_password_is_told_and_not_tried_again(shop: Running, calling: Calling) -> None:
    await fails(calling(shop, password="other").check(), ConfigError, "exchange_login_refused")
    assert shop.modes() == ["checkauth"]


async def test_a_refusal_in_words_carries_the_shops_reason(shop: Running, calling: Calling) -> None:
    shop.script.faults.append(Fault("checkauth", body="failure\nНет прав на обмен".encode("cp1251")))
    error = await fails(calling(shop).check(), ConfigError, "exchange_login_refused")
    assert error.details["reason"] == "Нет прав на обмен"


@pytest.mark.parametrize("body", [PAGE, b"", b"<html>", b"hello"])
async def test_an_address_without_an_exchange_is_told(shop: Running, calling: Calling, body: bytes) -> None:
    shop.script.faults.append(Fault("checkauth", body=body))
    await fails(calling(shop).check(), ConfigError, "exchange_address_wrong")
    await fails(calling(shop, address=f"http://{shop.place}/blog").check(), ConfigError, "exchange_address_wrong")


async def test_parameters_of_the_address_are_kept(calling: Calling) -> None:
    with running(path="/") as shop:
        await calling(shop, address=f"{shop.address}?wc1c=exchange").check()
        assert shop.modes() == ["checkauth", "init"] * 2


@pytest.mark.parametrize(
    "habits", [Habits(cookie_lines=False), Habits(mark=True), Habits(sessid=False), Habits(charset="cp1251")]
)
async def test_habits_of_logins_are_understood(habits: Habits, calling: Calling, goods: Goods) -> None:
    with running(habits=habits) as shop:
        await push(calling(shop), goods)
        assert taken(shop) == ALL


async def test_a_cookie_of_any_letters_is_repeated(shop: Running, calling: Calling) -> None:
    shop.script.faults.append(Fault("checkauth", body=b"success\nkey\nYWJj==\nsessid=0f"))
    await fails(calling(shop).check(), DataError, "exchange_refused")  # it knows no such session
    assert shop.script.heads[-1]["cookie"] == "key=YWJj=="
    assert shop.script.asked[-1].mode == "init"


@pytest.mark.parametrize("body", [PAGE, b""])
async def test_a_shop_that_breaks_at_init_is_tried_later(shop: Running, calling: Calling, body: bytes) -> None:
    shop.script.faults.append(Fault("init", body=body))
    await fails(calling(shop).check(), TransientError, "exchange_page")


async def test_a_page_is_logged_without_what_opens_the_shop(shop: Running, calling: Calling) -> None:
    page = f"<html>user={LOGIN} password={PASSWORD} at line 7 {'x' * 5000}"
    shop.script.faults.append(Fault("checkauth", body=page.encode()))
    with capture_logs() as logs:
        await fails(calling(shop).check(), ConfigError, "exchange_address_wrong")
    (logged,) = [entry for entry in logs if entry["event"] == "page in place of an answer"]
    assert logged["begins"].startswith("<html>user=*** password=*** at line 7 xxx")
    assert len(logged["begins"]) == 2000


# goods


async def test_an_archive_goes_in_pieces_of_what_the_shop_takes(calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(file_limit=300)) as shop:
        await push(calling(shop), goods)
        assert taken(shop) == ALL
        files = [asked for asked in shop.script.asked if asked.mode == "file"]
    assert len({asked.filename for asked in files}) == 1
    assert {asked.size for asked in files[:-1]} == {300}
    assert 0 < files[-1].size <= 300
    assert goods.asked == [None]


async def test_files_go_in_pieces_where_no_archive_is_taken(calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(archives=False, file_limit=200)) as shop:
        await push(calling(shop), goods)
        assert taken(shop) == ALL
        names = list(dict.fromkeys(asked.filename for asked in shop.script.asked if asked.mode == "file"))
    assert names == ["import_files/a.png", "import.xml", "offers.xml"]


async def test_a_shop_that_keeps_the_last_piece_gets_small_files(calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(archives=False, file_limit=1000, appends=False)) as shop:
        await push(calling(shop, appends_chunks=False), goods)
        assert taken(shop) == ALL
        assert goods.asked == [1000]
        assert [name for name, _ in shop.shop.imported] == [
            f"{kind}0_{n}.xml" for kind in ("import", "offers") for n in (1, 2, 3)
        ]


@pytest.mark.parametrize("limit", [0, -1])
async def test_no_limit_is_none(limit: int, calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(archives=False, file_limit=limit)) as shop:
        await push(calling(shop), goods)
        assert taken(shop) == ALL
        assert shop.modes("file") == ["file"] * 3


@pytest.mark.parametrize("known", [True, False])
async def test_a_shop_that_ends_its_session_with_an_import_gets_a_new_one(
    known: bool, calling: Calling, goods: Goods
) -> None:
    with running(habits=Habits(archives=False, session_per_file=True)) as shop:
        await push(calling(shop, session_per_file=known), goods)
        assert taken(shop) == ALL


async def test_pictures_come_with_each_file_that_names_them(calling: Calling, goods: Goods) -> None:
    (goods.pictures / "import_files" / "other.png").write_bytes(b"not named")
    with running(habits=Habits(archives=False, file_limit=1000, appends=False, session_per_file=True)) as shop:
        await push(calling(shop, appends_chunks=False, session_per_file=True), goods)
        assert taken(shop) == ALL
        sent = [asked.filename for asked in shop.script.asked if asked.mode == "file"]
    cards = [name for n in (1, 2, 3) for name in ("import_files/a.png", f"import0_{n}.xml")]
    assert sent == [*cards, *(f"offers0_{n}.xml" for n in (1, 2, 3))]


async def test_a_picture_larger_than_a_whole_piece_is_left_out(calling: Calling, goods: Goods) -> None:
    (goods.pictures / "import_files" / "big.png").write_bytes(b"0" * 1001)
    with running(habits=Habits(archives=False, file_limit=1000, appends=False)) as shop:
        with capture_logs() as logs:
            await push(calling(shop, appends_chunks=False), goods)
        assert taken(shop) == ALL
    assert [entry["count"] for entry in logs if entry["event"] == "pictures larger than the shop takes"] == [1]


async def test_a_big_import_is_asked_for_until_it_is_done(calling: Calling, goods: Goods, clock: Clock) -> None:
    with running(habits=Habits(progress=6)) as shop:
        await push(calling(shop), goods)
        assert taken(shop) == ALL
    assert clock.pauses == [1, 2, 4, 8, 10, 10] * 2


async def test_an_import_without_end_is_given_up(calling: Calling, goods: Goods, clock: Clock) -> None:
    with running(habits=Habits(progress=10_000)) as shop:
        await fails(push(calling(shop), goods), TransientError, "exchange_import_too_long")
    assert IMPORT_SECONDS <= clock.now <= IMPORT_SECONDS + 10


async def test_a_refused_import_carries_the_shops_reason(shop: Running, calling: Calling, goods: Goods) -> None:
    shop.script.faults.append(Fault("import", body="failure\n<b>Нет</b> каталога &amp; группы".encode()))
    error = await fails(push(calling(shop), goods), DataError, "exchange_refused")
    assert error.details == {"step": "загрузка файла import.xml", "reason": "Нет каталога & группы"}


async def test_a_reason_that_repeats_secrets_is_shown_without_them(
    shop: Running, calling: Calling, goods: Goods
) -> None:
    shop.script.faults.append(Fault("import", body=f"failure\nbad password {PASSWORD}".encode()))
    error = await fails(push(calling(shop), goods), DataError, "exchange_refused")
    assert error.details["reason"] == "bad password ***"


async def test_text_in_place_of_a_word_is_an_error(shop: Running, calling: Calling, goods: Goods) -> None:
    shop.script.faults.append(Fault("import", body=b"Notice: undefined index"))
    await fails(push(calling(shop), goods), DataError, "exchange_unknown_reply")


@pytest.mark.parametrize("body", [PAGE, b""])
async def test_a_page_in_place_of_an_answer_is_tried_later(
    shop: Running, calling: Calling, goods: Goods, body: bytes
) -> None:
    shop.script.faults.append(Fault("import", body=body))
    await fails(push(calling(shop), goods), TransientError, "exchange_page")


@pytest.mark.parametrize("finish", [Finish.COMPLETE, Finish.DEACTIVATE])
@pytest.mark.parametrize("known", [True, False])
async def test_the_finishing_call_is_made_and_its_answer_ignored(
    calling: Calling, goods: Goods, finish: Finish, known: bool
) -> None:
    with running(habits=Habits(finishing=frozenset({finish.value}) if known else frozenset())) as shop:
        await push(calling(shop, finish=finish), goods)
        assert shop.modes()[-1] == finish.value
        assert taken(shop) == ALL


# faults


async def test_a_torn_line_after_the_shop_wrote_sends_all_again(calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(archives=False, file_limit=200)) as shop:
        shop.script.faults.append(Fault("file", torn=True))
        await push(calling(shop), goods)
        assert taken(shop) == ALL
        assert [name for name, _ in shop.shop.imported] == ["import.xml", "offers.xml"]


async def test_an_import_whose_answer_was_lost_is_asked_for_again(
    shop: Running, calling: Calling, goods: Goods
) -> None:
    shop.script.faults.append(Fault("import", torn=True))
    await push(calling(shop), goods)
    assert taken(shop) == ALL


async def test_a_file_taken_in_by_a_session_that_ended_unheard_is_sent_again(calling: Calling, goods: Goods) -> None:
    with running(habits=Habits(archives=False, session_per_file=True)) as shop:
        shop.script.faults.append(Fault("import", torn=True))
        await push(calling(shop, session_per_file=True), goods)
        assert taken(shop) == ALL
        assert [name for name, _ in shop.shop.imported] == ["import.xml", "import.xml", "offers.xml"]


async def test_a_gateway_that_gave_up_on_an_import_is_asked_again(
    shop: Running, calling: Calling, goods: Goods
) -> None:
    shop.script.faults.append(Fault("import", status=504))
    await push(calling(shop), goods)
    assert taken(shop) == ALL


async def test_a_slow_shop_is_waited_for(shop: Running, calling: Calling, goods: Goods) -> None:
    shop.script.faults.append(Fault("import", seconds=1.5))
    await push(calling(shop, seconds=20.0), goods)
    assert taken(shop) == ALL


async def test_a_silent_shop_is_given_up(shop: Running, calling: Calling, goods: Goods) -> None:
    shop.script.faults.append(Fault("import", times=9, seconds=30.0))
    started = time.monotonic()
    await fails(push(calling(shop, seconds=0.3), goods), TransientError, "outside_timeout")
    assert time.monotonic() - started < 15


async def test_a_failing_shop_is_tried_later(shop: Running, calling: Calling) -> None:
    shop.script.faults.append(Fault("checkauth", times=9, status=503, retry_after=120))
    error = await fails(calling(shop).check(), TransientError, "outside_failed")
    assert isinstance(error, TransientError)
    assert error.retry_after == 120
    assert shop.modes() == ["checkauth"]


async def test_a_way_into_the_private_net_is_not_taken(shop: Running, calling: Calling) -> None:
    shop.script.faults.append(Fault("checkauth", status=302, location="http://10.0.0.1/1c_exchange.php"))
    await fails(calling(shop).check(), ConfigError, "address_forbidden")


async def test_a_certificate_of_ones_own_is_told(calling: Calling, tmp_path: Path) -> None:
    with running(certificate=certificate(tmp_path, "localhost")) as shop:
        await fails(calling(shop).check(), ConfigError, "outside_tls")


# orders


async def test_orders_are_fetched_and_offered_until_confirmed(shop: Running, calling: Calling) -> None:
    shop.shop.add_order("1", ORDER.format("1"))
    for _ in range(2):
        async with calling(shop).sale() as session:
            target = io.BytesIO()
            await session.fetch(target)
            assert "<Номер>1</Номер>" in target.getvalue().decode()
    async with calling(shop).sale() as session:
        await session.fetch(io.BytesIO())
        shop.shop.add_order("2", ORDER.format("2"))
        await session.confirm()
    assert set(shop.shop.waiting()) == {"2"}


async def test_a_lost_answer_to_the_confirmation_is_not_a_refusal(shop: Running, calling: Calling) -> None:
    shop.shop.add_order("1", ORDER.format("1"))
    shop.script.faults.append(Fault("success", torn=True))
    async with calling(shop).sale() as session:
        await session.fetch(io.BytesIO())
        await fails(session.confirm(), TransientError, "outside_cut")
    assert not shop.shop.waiting()


async def test_a_confirmation_that_did_not_arrive_is_repeated(shop: Running, calling: Calling) -> None:
    shop.shop.add_order("1", ORDER.format("1"))
    shop.script.faults.append(Fault("success", status=502))
    async with calling(shop).sale() as session:
        await session.fetch(io.BytesIO())
        await session.confirm()
    assert not shop.shop.waiting()


@pytest.mark.parametrize(
    ("body", "kind", "key"),
    [
        (b"\xef\xbb\xbf \n", DataError, "exchange_no_orders_file"),
        ("failure\nМодуль выключен".encode("cp1251"), DataError, "exchange_refused"),
        (PAGE, TransientError, "exchange_page"),
        (b"Fatal error", DataError, "exchange_unknown_reply"),
    ],
)
async def test_what_is_no_file_of_orders_is_told(
    shop: Running, calling: Calling, body: bytes, kind: type[BizError], key: str
) -> None:
    shop.script.faults.append(Fault("query", body=body))
    async with calling(shop).sale() as session:
        await fails(session.fetch(io.BytesIO()), kind, key)


async def test_a_file_about_orders_gets_a_session_of_its_own(shop: Running, calling: Calling) -> None:
    exchange = calling(shop)
    async with exchange.sale() as session:
        await session.fetch(io.BytesIO())
        await session.confirm()
    shop.script.faults.append(Fault("file", torn=True))
    await exchange.send_file("orders.xml", "<КоммерческаяИнформация/>".encode())
    assert set(shop.shop.inbox) == {"<КоммерческаяИнформация/>".encode()}
