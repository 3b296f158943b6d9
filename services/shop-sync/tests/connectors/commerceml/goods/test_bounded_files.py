"""Files for a shop that takes small ones: whole, within the limit, with every good once."""

import re
from typing import Any

import pytest

from service_kit.errors import DataError


def filled(shop: Any, count: int) -> list[str]:
    refs = [f"p{number:03d}" for number in range(count)]
    for ref in refs:
        text = "<p>Строка</p>\n</Товар>\n" * (int(ref[1:]) % 5)
        shop.goods.product(ref, group_ref="g", description_html=text, attributes=[{"name": "Цвет", "value": "синий"}])
    return refs


def found(result: Any, kind: str, tag: str) -> list[str]:
    """Ids over all parts of a file, in their order."""
    names = sorted(
        (name for name in result.files if name.startswith(kind)), key=lambda name: [*map(int, re.findall(r"\d+", name))]
    )
    return [str(one.findtext("Ид")) for name in names for one in result.tree(name).iter(tag)]


@pytest.mark.parametrize("limit", [4000, 6000, 20_000, 10**9])
@pytest.mark.parametrize("dialect", ["xsd-2.08", "ut11"])
def test_no_file_is_larger_and_every_good_comes_once(shop: Any, limit: int, dialect: str) -> None:
    refs = filled(shop, 60)
    result = shop.export(limit=limit, dialect=dialect, with_fields=True)
    assert max(map(len, result.files.values())) <= limit
    assert found(result, "import", "Товар") == found(result, "offers", "Предложение") == refs


def test_parts_are_named_and_ordered_as_1c_does_and_each_has_groups_and_fields(shop: Any) -> None:
    filled(shop, 60)
    result = shop.export(limit=20_000, with_fields=True)
    names = list(result.files)
    assert names == [f"import0_{number}.xml" for number in range(1, names.index("offers0_1.xml") + 1)] + [
        f"offers0_{number}.xml" for number in range(1, len(names) - names.index("offers0_1.xml") + 1)
    ]
    for name in names:
        root = result.tree(name)
        if name.startswith("import"):
            assert [one.text for one in root.iterfind("Классификатор/Группы/Группа/Наименование")] == ["Обувь"]
            assert [one.text for one in root.iterfind("Классификатор/Свойства/Свойство/Наименование")] == ["Цвет"]
        else:
            assert root.find("ПакетПредложений/ТипыЦен/ТипЦены/Ид").text == "retail"
        package = root.find("Каталог" if name.startswith("import") else "ПакетПредложений")
        assert package.get("СодержитТолькоИзменения") == "true"


def test_prices_and_rests_are_parted_too(shop: Any) -> None:
    refs = filled(shop, 60)
    result = shop.export(limit=8000, dialect="ut11", split_files=True)
    assert found(result, "prices", "Предложение") == found(result, "rests", "Предложение") == refs
    assert max(map(len, result.files.values())) <= 8000


def test_what_fits_is_one_file_of_each_kind(shop: Any) -> None:
    filled(shop, 3)
    assert list(shop.export(limit=100_000).files) == ["import.xml", "offers.xml"]


def test_a_good_that_is_larger_than_the_limit_has_a_file_of_its_own(shop: Any) -> None:
    for ref in ("a", "b", "c"):
        shop.goods.product(ref, description_html="Слово " * (2000 if ref == "b" else 1))
    result = shop.export(limit=5000, dialect="ut11")
    assert found(result, "import", "Товар") == ["a", "b", "c"]
    assert [len(content) > 5000 for name, content in result.files.items() if name.startswith("import")] == [
        *(False, True, False)
    ]


def test_a_limit_that_groups_alone_exceed_is_told(shop: Any) -> None:
    filled(shop, 5)
    with pytest.raises(DataError) as caught:
        shop.export(limit=1500)
    assert caught.value.key == "files_limit_too_small"
    assert caught.value.details["limit"] == 1500
