"""Catalogues of 1C become cards, prices and stock; what comes again changes nothing."""

import itertools
import os
from pathlib import Path

import pytest
from catalogue_files import BOOTS, CLASSIFIER, CREAM, OFFERS, PNG, archive, catalogue, xml

from contracts.events.changed import DirectoriesChanged, PricesChanged, ProductsChanged, StockChanged
from contracts.order import OrderOptions
from platform_bridge.adapters.commerceml.reader import CommerceMlCatalogue
from platform_bridge.adapters.embedded.catalogue import MongoCatalogue
from platform_bridge.app.images import KeepImages
from platform_bridge.app.import_catalogue import ImportCatalogue
from platform_bridge.app.ledger import Ledger
from platform_bridge.domain.catalogue import ref_of
from service_kit.ids import utc_now

pytestmark = pytest.mark.mongo

SAMPLES = os.environ.get("BIZ_SAMPLES")
SHOES = ref_of("product", "boots")
TOLD = (ProductsChanged, PricesChanged, StockChanged, DirectoriesChanged)


async def nobody(_):
    """Hear the counts."""


@pytest.fixture
def load(bench, tmp_path):
    """Import contents, each a file."""
    ledger = Ledger(bench.store.kept, bench.outbox, utc_now)
    importing = ImportCatalogue(
        ledger=ledger,
        platform=bench.store,
        catalogue=MongoCatalogue(bench.mongo),
        reader=CommerceMlCatalogue(),
        images=KeepImages(ledger, bench.pictures),
        texts=bench.texts,
    )
    numbers = itertools.count()

    async def loaded(*contents, account="demo"):
        files = []
        for content in contents:
            path = content
            if isinstance(content, bytes):
                path = tmp_path / f"{next(numbers)}.xml"
                path.write_bytes(content)
            files.append((path.name, path))
        return await importing.run(account, files, nobody)

    return loaded


def changes(counts):
    return {name: count for name, count in counts.items() if not name.endswith("_unchanged")}


async def test_goods_come_with_everything(bench, load):
    done = await load(
        archive(
            import_xml=xml(CLASSIFIER, catalogue(BOOTS, CREAM)), offers_xml=xml(OFFERS), import_files__9d__boots_png=PNG
        )
    )
    assert done.errors == {}
    card = await bench.store.products.get("demo", SHOES)
    assert (card.name, card.article, card.barcodes) == ("Сапоги & ботинки", "S-1", ("4600000000017",))
    assert (card.full_name, str(card.weight), card.description_html) == ("Сапоги зимние", "1.5", "Тёплые &lt;очень&gt;")
    assert [(unit.name, unit.code) for unit in card.measures] == [("пара", "715")]
    assert [(one.name, one.value) for one in card.attributes] == [("Производитель", "Скороход")]
    (variant,) = card.variants
    assert (variant.name, [(one.name, one.value) for one in variant.attributes]) == ("41", [("Размер", "41")])
    group = await bench.store.directories.get("demo", card.group_ref)
    parent = await bench.store.directories.get("demo", group.parent_ref)
    assert (parent.name, group.name) == ("Обувь", "Сапоги")
    assert (await bench.store.directories.get("demo", card.vat_ref)).rate == 18
    (image,) = card.images
    about, chunks = await bench.pictures.open("demo", image.ref, image.url.partition("sign=")[2])
    assert (about["content_type"], b"".join([part async for part in chunks])) == ("image/png", PNG)
    prices, stock = await bench.store.goods_of("demo", SHOES)
    assert {(str(price.amount), price.currency, price.variant_ref) for price in prices} == {
        ("1500.50", "RUB", variant.ref),
        ("9", "USD", variant.ref),
    }
    assert [(row.total, row.variant_ref, row.store_ref) for row in stock] == [(7, variant.ref, ref_of("store", "w1"))]
    cream = await bench.store.products.get("demo", ref_of("product", "cream"))
    assert (cream.measures[0].name, cream.vat_ref) == ("шт", "vat-none")
    assert (await bench.store.stock.get("demo", f"{cream.ref}::store-main")).total == 3
    assert (await bench.store.directories.get("demo", ref_of("price_type", "buy"))).purchase


async def test_second_import_changes_and_tells_nothing(bench, load):
    whole = archive(
        import_xml=xml(CLASSIFIER, catalogue(BOOTS, CREAM)), offers_xml=xml(OFFERS), import_files__9d__boots_png=PNG
    )
    await load(whole)
    await bench.mongo["outbox"].delete_many({})
    done = await load(whole)
    assert changes(done.counts) == {}
    assert done.counts["products_unchanged"] == 2
    assert await bench.documents("outbox") == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::4])
async def test_order_of_the_files_does_not_matter(bench, load, order):
    goods = xml(catalogue(BOOTS, CREAM, only_changes=True))
    prices = (
        OFFERS.replace("<Склад ИдСклада", "<Нет ИдСклада")
        .replace("<Количество>", "<Нет>")
        .replace("</Количество>", "</Нет>")
    )
    rests = """<ПакетПредложений СодержитТолькоИзменения="true"><Ид>k#</Ид><Предложения><Предложение><Ид>boots#41</Ид>
    <Остатки><Остаток><Склад><Ид>w1</Ид><Количество>7</Количество></Склад></Остаток></Остатки></Предложение></Предложения></ПакетПредложений>"""
    files = [xml(CLASSIFIER), goods, xml(prices), xml(rests)]
    await load(*(files[place] for place in order))
    card = await bench.store.products.get("demo", SHOES)
    assert (card.name, len(card.variants), card.variants[0].name) == ("Сапоги & ботинки", 1, "41")
    assert card.attributes[0].value == "Скороход"
    found, stock = await bench.store.goods_of("demo", SHOES)
    assert (len(found), [row.total for row in stock]) == (2, [7])


async def test_files_that_come_on_different_days_find_each_other(bench, load):
    await load(xml(OFFERS))
    await load(xml(catalogue(BOOTS, only_changes=True)))
    await load(xml(CLASSIFIER), xml(catalogue(BOOTS, only_changes=True)))
    card = await bench.store.products.get("demo", SHOES)
    assert (card.name, card.attributes[0].value, card.variants[0].name) == ("Сапоги & ботинки", "Скороход", "41")
    assert card.group_ref == ref_of("group", "g2")


async def test_prices_without_cards_wait_for_them(bench, load):
    bare = OFFERS.replace("<Наименование>Сапоги#41</Наименование>", "").partition("<ХарактеристикиТовара>")
    prices = bare[0] + bare[2].partition("</ХарактеристикиТовара>")[2].replace("<Наименование>Крем</Наименование>", "")
    done = await load(xml(prices))
    assert done.counts["without_card"] == 2
    await load(xml(catalogue(BOOTS)))
    prices_of, _ = await bench.store.goods_of("demo", SHOES)
    assert len(prices_of) == 2


async def test_full_catalogue_archives_what_it_has_no_more(bench, load):
    await load(xml(catalogue(BOOTS, CREAM)))
    await load(xml(catalogue(CREAM.replace("cream", "other"), identity="c2")))
    done = await load(xml(catalogue(CREAM)))
    assert changes(done.counts) == {"products_archived": 1}
    shoes, cream, other = [
        await bench.store.products.get("demo", ref_of("product", name)) for name in ("boots", "cream", "other")
    ]
    assert (shoes.archived, cream.archived, other.archived) == (True, False, False)
    await load(xml(catalogue(BOOTS, CREAM)))
    assert not (await bench.store.products.get("demo", SHOES)).archived


async def test_catalogue_of_changes_archives_nothing(bench, load):
    await load(xml(catalogue(BOOTS, CREAM)))
    done = await load(xml(catalogue(CREAM, only_changes=True)))
    assert changes(done.counts) == {}
    assert not (await bench.store.products.get("demo", SHOES)).archived


async def test_broken_file_is_named_and_archives_nothing(bench, load):
    await load(xml(catalogue(BOOTS, CREAM)))
    cut = xml(catalogue(CREAM))[:-40]
    done = await load(cut, xml(OFFERS))
    ((name, error),) = done.errors.items()
    assert (name.endswith(".xml"), error.key) == (True, "xml_truncated")
    assert not (await bench.store.products.get("demo", SHOES)).archived
    assert done.counts["prices_created"] == 2


@pytest.mark.parametrize("mark", ['<Товар Статус="Удален">', "<Товар><ПометкаУдаления>true</ПометкаУдаления>"])
async def test_deleted_goods_go_into_the_archive(bench, load, mark):
    await load(xml(catalogue(BOOTS, CREAM)))
    done = await load(xml(catalogue(BOOTS.replace("<Товар>", mark), only_changes=True)))
    assert changes(done.counts) == {"products_updated": 1}
    assert (await bench.store.products.get("demo", SHOES)).archived


async def test_reserves_survive_the_stock_of_an_import(bench, load, shop):
    await load(xml(catalogue(BOOTS)), xml(OFFERS))
    variant = ref_of("variant", "boots#41")
    line = shop.line(product_ref=SHOES, variant_ref=variant, store_ref=ref_of("store", "w1"), quantity="2")
    await bench.take(shop.created(lines=(line,), options=OrderOptions(reserve=True)))
    await load(xml(OFFERS.replace('КоличествоНаСкладе="7"', 'КоличествоНаСкладе="9"')))
    (row,) = (await bench.store.goods_of("demo", SHOES))[1]
    assert (row.total, row.reserved) == (9, 2)


async def test_changed_picture_takes_the_place_of_the_old_one(bench, load):
    first = archive(import_xml=xml(catalogue(BOOTS)), import_files__9d__boots_png=PNG)
    await load(first)
    (old,) = (await bench.store.products.get("demo", SHOES)).images
    other = PNG + b"1"
    await load(archive(import_xml=xml(catalogue(BOOTS)), import_files__9d__boots_png=other))
    (new,) = (await bench.store.products.get("demo", SHOES)).images
    assert new.ref != old.ref
    assert [row["_id"] for row in await bench.documents("files.files", filename="boots.png")] == [new.ref]


async def test_what_is_no_picture_is_not_kept(bench, load):
    done = await load(archive(import_xml=xml(catalogue(BOOTS)), import_files__9d__boots_png=b"<svg onload='x'/>"))
    assert (done.counts["images_refused"], done.errors) == (1, {})
    assert (await bench.store.products.get("demo", SHOES)).images == ()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "xml_doctype"),
        (b"<html></html>", "xml_html"),
        (b"", "xml_empty"),
        (b"PK\x03\x04broken", "archive_broken"),
    ],
)
async def test_hostile_files_are_refused(bench, load, content, key):
    before = await bench.documents("products")
    done = await load(content)
    assert [error.key for error in done.errors.values()] == [key]
    assert await bench.documents("products") == before


async def test_accounts_do_not_meet(bench, load):
    await load(xml(CLASSIFIER, catalogue(BOOTS)))
    await load(xml(catalogue(CREAM)), account="other")
    assert not (await bench.store.products.get("demo", SHOES)).archived
    assert await bench.store.products.get("other", SHOES) is None


async def test_many_goods_come_in_packs(bench, load):
    goods = [CREAM.replace("cream", f"cream-{number}") for number in range(450)]
    done = await load(xml(catalogue(*goods)))
    assert changes(done.counts) == {"products_created": 450}
    assert sum(len(event.data.rows) for event in await bench.emitted(ProductsChanged)) == 450


SHOES_2_07 = {"products_created": 2, "prices_created": 5, "stock_created": 5}


@pytest.mark.skipif(SAMPLES is None, reason="BIZ_SAMPLES names no folder")
@pytest.mark.parametrize(
    ("files", "counts"),
    [
        (
            ["1c-2.04-official/*.xml"],
            {"products_created": 2, "prices_created": 8, "stock_created": 2, "directories_created": 6},
        ),
        (["1c-2.07/import.xml", "1c-2.07/offers.xml"], {**SHOES_2_07, "directories_created": 28}),
        (["1c-2.07/offers.xml", "1c-2.07/import_wo_classifier.xml"], {**SHOES_2_07, "directories_created": 6}),
        (["1c-2.09-split/*.xml"], {"prices_created": 978, "stock_created": 978, "without_card": 1956}),
        (["1c-3.1-split/*.xml"], {"products_created": 1, "prices_created": 2, "stock_created": 2}),
    ],
)
async def test_real_catalogues_load_and_load_again_without_change(bench, load, files, counts):
    paths = [path for pattern in files for path in sorted((Path(SAMPLES) / "commerceml").glob(pattern))]
    done = await load(*paths)
    assert done.errors == {}
    assert counts.items() <= done.counts.items()
    await bench.mongo["outbox"].delete_many({})
    again = await load(*paths)
    assert {name for name in changes(again.counts)} <= {"without_card"}
    assert [event for kind in TOLD for event in await bench.emitted(kind)] == []
