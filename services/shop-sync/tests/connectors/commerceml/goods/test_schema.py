"""Whatever the replica holds, the files are valid against the schema 2.08 of 1С."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

SAMPLES = os.environ.get("BIZ_SAMPLES")

pytestmark = pytest.mark.skipif(SAMPLES is None, reason="BIZ_SAMPLES names the folder with the schema")

TEXT = st.text(max_size=20) | st.sampled_from(
    [
        "",
        " ",
        "Сыр & <вино> \"x\" 'y'",
        "a\x00b\x08\x0b\x0c\x1f",
        "\ufffe\uffff",
        "ы" * 300,
        "#",
        "a#b",
        "]]>",
        "😀" * 260,
    ]
)
REF = st.text(min_size=1, max_size=45).filter(lambda ref: ref.strip() != "")
NUMBER = st.sampled_from(["0", "5", "-3", "2.5", "0.000001", "12345678901234.123456"])
AMOUNT = st.sampled_from(["0", "0.004", "0.005", "99.99", "1990", "1E+2", "99999999999999.999999", "-5"])
CODE = st.sampled_from(["796", "6", "06", "796 ", "12345", "", "шт.", "&<>"])
FIELD = st.fixed_dictionaries({"name": TEXT, "value": TEXT}, optional={"attribute_ref": REF, "value_ref": REF})
VARIANT = st.fixed_dictionaries(
    {"ref": REF, "name": TEXT},
    optional={
        "article": TEXT,
        "barcodes": st.lists(TEXT, max_size=3),
        "attributes": st.lists(FIELD, max_size=3),
        "archived": st.booleans(),
    },
)
PRODUCT = st.fixed_dictionaries(
    {"name": TEXT},
    optional={
        "full_name": TEXT,
        "kind": st.sampled_from(["goods", "service", "kit"]),
        "article": TEXT,
        "code": TEXT,
        "barcodes": st.lists(TEXT | st.text("0123456789", max_size=16), max_size=5),
        "group_ref": st.sampled_from(["g", "g-sub", "other", "nowhere"]),
        "measures": st.lists(
            st.fixed_dictionaries({"ref": REF, "name": TEXT}, optional={"code": CODE, "base": st.booleans()}),
            max_size=2,
        ),
        "vat_ref": st.sampled_from(["vat-22", "vat-none", "nowhere"]),
        "description_html": TEXT | st.sampled_from(["<p>Хлеб</p><script>x</script>&nbsp;", "<b" * 2000, "&lt;" * 4000]),
        "attributes": st.lists(FIELD, max_size=3),
        "variants": st.lists(VARIANT, max_size=3, unique_by=lambda variant: variant["ref"]),
        "weight": NUMBER,
        "archived": st.booleans(),
    },
)
CONFIG = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in (
            "updates_only",
            "stock_and_prices_only",
            "positive_stock_only",
            "without_groups",
            "short_names",
            "with_fields",
            "characteristics",
        )
    }
) | st.just({"with_fields": True, "export_currency": "RUB", "price_lists": ["retail", "dollar"]})


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(SAMPLES or "") / "commerceml" / "xsd" / "CommerceML-2.08.xsd"))


@given(data=st.data(), config=CONFIG)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_files_are_valid_whatever_the_goods_are(new_shop: Any, schema: etree.XMLSchema, data: Any, config: Any) -> None:
    shop = new_shop(config)
    for ref in data.draw(st.lists(REF, min_size=1, max_size=4, unique=True)):
        row = data.draw(PRODUCT)
        shop.goods.product(ref, price=data.draw(AMOUNT), stock=data.draw(NUMBER), **row)
        shop.goods.price(ref, data.draw(AMOUNT), type_="dollar", currency=data.draw(st.sampled_from(["USD", "CNY"])))
        for variant in row.get("variants", ()):
            shop.goods.lies(ref, data.draw(NUMBER), variant["ref"], reserved="1")
            shop.goods.price(ref, data.draw(AMOUNT), variant["ref"])
    check(shop.export(), schema)
    gone = data.draw(st.sampled_from(sorted(shop.goods.products)))
    shop.goods.products[gone]["archived"] = True
    check(shop.export(updates_only=True), schema)


def check(result: Any, schema: etree.XMLSchema) -> None:
    for name, content in result.files.items():
        schema.assertValid(etree.fromstring(content)), name


def test_a_deleted_good_a_lost_variant_and_an_empty_catalogue_are_valid_too(
    new_shop: Any, schema: etree.XMLSchema
) -> None:
    shop = new_shop({"updates_only": True})
    shop.goods.product("p", variants=[{"ref": "v1", "name": "S"}, {"ref": "v2", "name": "M"}])
    shop.goods.product("q")
    check(shop.export(), schema)
    shop.goods.products["p"]["variants"].pop()
    del shop.goods.products["q"]
    result = shop.export()
    assert set(result.files) == {"import.xml", "offers.xml"}
    check(result, schema)
    shop.goods.price("p", "200.00")
    result = shop.export()
    assert result.goods() == {}
    check(result, schema)
