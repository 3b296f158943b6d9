"""The embedded platform as its user meets it: prices, papers, pictures, catalogues, through the gateway."""

import os
import subprocess
import sys

import httpx
import pytest
from catalogue_files import BOOTS, CREAM, OFFERS, PNG, archive, catalogue, xml

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

BRIDGE = "platform-bridge"


IMPORTER = {"login": "owner@imports.example", "password": "imports-imports"}


@pytest.fixture(scope="module")
def importer(stack, new_user):
    """The owner of an account of its own: a catalogue would add goods to those that others count."""
    environment = {
        **os.environ,
        "BIZ_AMQP_URL": stack.amqp_url,
        "BIZ_MONGO_URL": stack.mongo_url,
        "BIZ_MONGO_DATABASE": "platform_bridge",
        "BIZ_KEK_1": (stack.folder / "kek.key").read_text(),
    }
    who = ["--login", IMPORTER["login"], "--password", IMPORTER["password"]]
    command = [sys.executable, "-m", "platform_bridge", "create-account", "imports", *who]
    subprocess.run(command, env=environment, check=True, timeout=60)
    return new_user(IMPORTER)


def fetch(url):
    return httpx.get(url, timeout=30, trust_env=False)


def test_price_that_is_set_is_shown(owner):
    body = {"product_ref": "product-tur-0003", "price_type_ref": "price-retail", "amount": "777.50"}
    owner.call("PUT", BRIDGE, "prices", json=body)
    card = owner.call("GET", BRIDGE, "products/product-tur-0003")
    assert "777.50" in {price["amount"] for price in card["prices"]}


def test_supply_and_sale_move_the_stock(owner):
    def lying():
        page = owner.call("GET", BRIDGE, "stock", params={"product": "product-igr-0004", "store": "store-shop"})
        return int(page["items"][0]["total"])

    before = lying()
    line = {"product_ref": "product-igr-0004", "quantity": "7", "price": "900"}
    supply = {
        "type": "supply",
        "store_ref": "store-shop",
        "counterparty_ref": "cp-supplier",
        "lines": [line],
        "held": True,
    }
    made = owner.call("POST", BRIDGE, "documents", json=supply)
    assert (made["total"], lying()) == ("6300.00", before + 7)
    sale = {"type": "realization", "store_ref": "store-shop", "lines": [{**line, "quantity": "100000"}], "held": True}
    refused = owner.raw("POST", BRIDGE, "documents", json=sale)
    assert (refused.status_code, refused.json()["key"]) == (422, "document_stock_short")
    owner.call("POST", BRIDGE, f"documents/{made['ref']}/unhold")
    assert lying() == before


def test_pictures_of_the_demo_and_of_the_user_are_fetched_by_anybody(owner):
    card = owner.call("GET", BRIDGE, "products/product-kro-0001")["product"]
    assert fetch(card["images"][0]["url"]).headers["content-type"] == "image/png"
    large = PNG + b"\0" * 3_000_000
    changed = owner.raw("POST", BRIDGE, "products/product-kro-0003/images", files={"file": ("box.png", large)})
    assert changed.status_code == 201, changed.text
    url = changed.json()["images"][-1]["url"]
    assert fetch(url).content == large
    assert fetch(url[:-1] + ("0" if url[-1] != "0" else "1")).status_code == 404


def test_catalogue_of_1c_is_loaded_twice_and_counted_once(importer):
    whole = archive(import_xml=xml(catalogue(BOOTS, CREAM)), offers_xml=xml(OFFERS), import_files__9d__boots_png=PNG)

    def loaded():
        answer = importer.raw("POST", BRIDGE, "catalogue-imports", files={"file": ("webdata.zip", whole)})
        assert answer.status_code == 202, answer.text

        def over():
            job = importer.call("GET", BRIDGE, f"catalogue-imports/{answer.json()['id']}")
            return job if job["finished_at"] else None

        return wait_for(over, 60, "the import is over")

    first, second = loaded(), loaded()
    assert (first["state"], first["counts"]["products_created"]) == ("success", 2)
    assert second["state"] == "success"
    assert not [name for name in second["counts"] if not name.endswith("_unchanged")]
    (found,) = importer.call("GET", BRIDGE, "products", params={"q": "S-1"})["items"]
    assert fetch(found["images"][0]["url"]).content == PNG
