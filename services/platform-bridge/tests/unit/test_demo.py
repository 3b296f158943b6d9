"""The demo account's data is plausible and consistent."""

from platform_bridge.adapters.embedded.demo import goods
from platform_bridge.adapters.embedded.demo.directories import demo_directories, group_rows
from platform_bridge.adapters.embedded.demo.people import counterparties

PRODUCTS = goods.products()
ENTRIES = [*demo_directories(), *group_rows(goods.groups())]
BY_KIND: dict[str, list] = {}
for entry in ENTRIES:
    BY_KIND.setdefault(str(entry.kind), []).append(entry)


def test_goods_are_many_and_some_have_variants():
    assert len(PRODUCTS) >= 200
    assert sum(bool(product.variants) for product in PRODUCTS) >= 20
    assert len({product.group_ref for product in PRODUCTS}) >= 8
    assert len({product.name for product in PRODUCTS}) == len(PRODUCTS)


def test_barcodes_are_valid_and_single():
    codes = [code for product in PRODUCTS for code in product.barcodes]
    codes += [code for product in PRODUCTS for variant in product.variants for code in variant.barcodes]
    assert len(codes) == len(set(codes))
    for code in codes:
        assert len(code) == 13
        assert sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(code)) % 10 == 0


def test_refs_lead_somewhere():
    refs = {entry.ref for entry in ENTRIES}
    assert len(refs) == len(ENTRIES)
    products = {product.ref for product in PRODUCTS}
    assert {product.group_ref for product in PRODUCTS} | {product.vat_ref for product in PRODUCTS} <= refs
    assert {price.product_ref for price in goods.prices()} == {row.product_ref for row in goods.stock()} == products
    assert {price.price_type_ref for price in goods.prices()} | {row.store_ref for row in goods.stock()} <= refs
    assert {entry.parent_ref for entry in ENTRIES if entry.parent_ref} <= refs


def test_directories_are_filled():
    counts = {kind: len(entries) for kind, entries in BY_KIND.items()}
    assert counts["organization"] == counts["store"] == 2
    assert counts["employee"] == counts["currency"] == 3
    assert counts["price_type"] == 4
    assert counts["vat_rate"] == 5
    assert counts["delivery_method"] == 4
    assert sum(entry.purchase for entry in BY_KIND["price_type"]) == 1
    assert len(counterparties()) == 6
