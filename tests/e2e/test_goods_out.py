"""Goods of the platform as files of a shop: exported whole, changed in the platform, exported as updates."""

import io
import os
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from lxml import etree

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

SETTINGS = {
    "price_lists": ["price-retail", "price-wholesale"],
    "stores": ["store-main", "store-shop"],
    "export_currency": "RUB",
    "updates_only": True,
}
NEW_PRICE = "12345.60"
REF = "product-kan-0002"
"""A product without variants whose price and stock no other test changes."""


def all_of(owner, path, **params):
    """All pages of a list of the platform."""
    found, cursor = [], None
    while True:
        page = owner.call(
            "GET", "platform-bridge", path, params={"limit": 200, **params} | ({"cursor": cursor} if cursor else {})
        )
        found += page["items"]
        if not (cursor := page.get("next")):
            return found


def export(owner, connection, key, *, dry_run=False):
    """A run started by hand, and its end."""
    started = owner.raw(
        "POST",
        "shop-sync",
        f"connections/{connection}/runs",
        json={"kind": "export_goods", "dry_run": dry_run},
        headers={"Idempotency-Key": key},
    )
    assert started.status_code == 202, started.text
    return owner.finished(started.json()["id"])


def files_of(owner, stack, run):
    """The zip of a run by its link, as anybody who has the link would download it."""
    items = owner.call("GET", "shop-sync", f"runs/{run['id']}/files")["items"]
    links = [item["url"] for item in items if item["kind"] == "export"]
    if not links:
        return {}
    answer = httpx.get(f"{stack.gateway_url}/api/shop-sync{links[0]}", timeout=60, trust_env=False)
    assert answer.status_code == 200, answer.text
    assert ".zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def elements(content, name):
    root = ElementTree.fromstring(content)  # noqa: S314  # our own file
    return {element.findtext("{*}Ид"): element for element in root.iterfind(f".//{{*}}{name}")}


def price_of(offer, type_):
    prices = {price.findtext("{*}ИдТипаЦены"): price for price in offer.iterfind("{*}Цены/{*}Цена")}
    return Decimal(prices[type_].findtext("{*}ЦенаЗаЕдиницу"))


@pytest.fixture(scope="module")
def connection(owner):
    return owner.connect(**SETTINGS)


@pytest.fixture(scope="module")
def platform(owner):
    """Goods, prices and stock before anything is exported or changed."""
    goods = {row["ref"]: row for row in all_of(owner, "products") if not row.get("archived")}
    return {"goods": goods, **{name: all_of(owner, name, product=REF) for name in ("prices", "stock")}}


@pytest.fixture(scope="module")
def first(owner, connection, platform):
    return export(owner, connection, "first")


@pytest.fixture(scope="module")
def files(owner, stack, first):
    return files_of(owner, stack, first)


def test_the_run_counts_every_good(owner, first, platform):
    counts = first["counts"]
    assert first["status"] == "success", owner.rows(first["id"], "rejected")
    assert counts["seen"] == counts["created"] == len(platform["goods"])


def test_cards_and_offers_are_those_of_the_platform(files, platform):
    goods = platform["goods"]
    assert elements(files["import.xml"], "Товар").keys() == goods.keys()
    wanted = set()
    for ref, row in goods.items():
        variants = [variant["ref"] for variant in row.get("variants", ()) if not variant.get("archived")]
        wanted |= {f"{ref}#{variant}" for variant in variants} or {ref}
    assert elements(files["offers.xml"], "Предложение").keys() == wanted


def test_prices_and_stock_are_those_of_the_platform(files, platform):
    offer = elements(files["offers.xml"], "Предложение")[REF]
    own = {row["price_type_ref"]: Decimal(row["amount"]) for row in platform["prices"] if row["currency"] == "RUB"}
    for type_ in SETTINGS["price_lists"]:
        assert price_of(offer, type_) == own[type_].quantize(Decimal("0.01"))
    stock = [row for row in platform["stock"] if row["store_ref"] in SETTINGS["stores"]]
    free = sum(Decimal(row["total"]) - Decimal(row["reserved"]) for row in stock)
    assert Decimal(offer.findtext("{*}Количество")) == free


def test_pictures_of_the_goods_are_in_the_zip(files, platform):
    with_pictures = {ref for ref, row in platform["goods"].items() if row.get("images")}
    cards = elements(files["import.xml"], "Товар")
    named = {ref: [one.text for one in cards[ref].iterfind("{*}Картинка")] for ref in with_pictures}
    assert with_pictures
    assert all(named.values())
    for name in {name for names in named.values() for name in names}:
        assert files[name].startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"))


@pytest.mark.skipif("BIZ_SAMPLES" not in os.environ, reason="BIZ_SAMPLES names the folder with the schema")
@pytest.mark.parametrize("name", ["import.xml", "offers.xml"])
def test_files_are_valid_against_the_schema_of_1c(files, name):
    schema = etree.XMLSchema(file=str(Path(os.environ["BIZ_SAMPLES"]) / "commerceml/xsd/CommerceML-2.08.xsd"))
    schema.assertValid(etree.fromstring(files[name]))


def test_the_same_request_again_is_the_same_run(owner, connection, first):
    assert export(owner, connection, "first")["id"] == first["id"]


def test_the_next_updates_hold_the_change_alone(owner, stack, connection, files):
    def settled():
        """What other tests changed has arrived."""
        return export(owner, connection, f"settle-{time.monotonic_ns()}")["counts"]["updated"] == 0

    wait_for(settled, 60, "nothing else changes")
    change = {"product_ref": REF, "price_type_ref": "price-retail", "amount": NEW_PRICE}
    owner.call("PUT", "platform-bridge", "prices", json=change)

    def tried():
        run = export(owner, connection, f"dry-{time.monotonic_ns()}", dry_run=True)
        return run if run["counts"]["updated"] else None

    dry = wait_for(tried, 60, "the new price has reached shop-sync")
    (row,) = owner.rows(dry["id"])
    assert NEW_PRICE in row["reason"]["what"]
    assert files_of(owner, stack, dry) == {}
    second = export(owner, connection, "second")
    assert (second["counts"]["updated"], second["counts"]["created"]) == (1, 0)
    content = files_of(owner, stack, second)
    offers = elements(content["offers.xml"], "Предложение")
    assert list(offers) == [REF]
    assert price_of(offers[REF], "price-retail") == Decimal(NEW_PRICE)
    assert elements(content["import.xml"], "Товар") == {}
    third = export(owner, connection, "third")
    assert third["counts"]["unchanged"] == third["counts"]["seen"]
    assert files_of(owner, stack, third) == {}


def test_goods_can_be_marked_by_hand(owner, stack):
    connection = owner.connect(price_lists=["price-retail"], all_goods=False)
    refs = [row["ref"] for row in owner.goods() if not row.get("variants")][:3]
    path = f"connections/{connection}/marked-goods"
    owner.call("POST", "shop-sync", path, json={"products": refs})
    owner.call("DELETE", "shop-sync", path, json={"products": refs[2:]})
    assert owner.call("GET", "shop-sync", path)["items"] == sorted(refs[:2])
    files = files_of(owner, stack, export(owner, connection, "marked"))
    assert elements(files["offers.xml"], "Предложение").keys() == set(refs[:2])


def test_without_a_price_list_the_owner_reads_what_to_do(owner):
    run = export(owner, owner.connect(), "none")
    assert (run["status"], run["error"]["key"]) == ("failed", "price_list_not_chosen")
    assert "Цены из прайс-листа" in run["error"]["do"]


def test_a_connection_that_is_not_ours_cannot_be_exported(owner, connection):
    answer = owner.raw("POST", "shop-sync", f"connections/{connection[:-4]}0000/runs", json={"kind": "export_goods"})
    assert answer.status_code == 404
