"""Shops as data: what stands in the marketplace, where each is asked, and which page its owner reads."""

import re
from pathlib import Path

import pytest
from lxml import etree

from service_kit.http import Outside
from shop_sync.connectors.commerceml_exchange import connector
from shop_sync.connectors.commerceml_exchange.config import script_address
from shop_sync.connectors.commerceml_exchange.presets import Preset, load

GUIDE = Path(__file__).resolve().parents[5] / "docs" / "guide"
SCRIPTS = {
    "bitrix": "https://shop.ru/bitrix/admin/1c_exchange.php",
    "commerceml-exchange": "https://shop.ru/bitrix/admin/1c_exchange.php",
    "cs-cart": "https://shop.ru/exim_1c",
    "opencart": "https://shop.ru/export/exchange1c.php",
    "woocommerce": "https://shop.ru/?wc1c=exchange",
}
OUTSIDE = Outside(connector.SYSTEM)

each = pytest.mark.parametrize("preset", load(), ids=lambda preset: preset.slug)


def test_each_shop_is_asked_where_its_engine_answers() -> None:
    assert {preset.slug: script_address("https://shop.ru", preset.path) for preset in load()} == SCRIPTS


@each
def test_a_preset_is_a_widget_of_its_own(preset: Preset) -> None:
    manifest = connector.integration(preset, {}, OUTSIDE).manifest
    assert (manifest.slug, manifest.title, manifest.guide) == (preset.slug, preset.title, preset.slug)
    assert manifest.kind == "exchange"
    assert manifest.capabilities == connector.MANIFEST.capabilities


def test_widgets_are_told_apart_by_name_words_and_picture() -> None:
    manifests = [connector.manifest_of(preset) for preset in load()]
    for shown in ("title", "description", "logo"):
        assert len({getattr(manifest, shown) for manifest in manifests}) == len(manifests), shown


@each
def test_the_form_says_in_russian_where_the_address_stands(preset: Preset) -> None:
    form = connector.integration(preset, {}, OUTSIDE).config_model.model_json_schema()
    assert form["properties"]["address"]["description"] == preset.hint
    assert re.search("[а-яё]", preset.hint)


@each
def test_a_logo_is_a_small_drawing_that_loads_nothing(preset: Preset) -> None:
    if preset.logo is None:
        assert preset.slug == "commerceml-exchange", "only the general widget does without"
        return
    root = etree.fromstring(preset.logo.encode())
    assert len(preset.logo) < 2_000
    assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "rect", "path", "text", "circle"}
    assert not re.search(r"href|url\(|data:|style", preset.logo)


@each
def test_the_owner_has_a_page_with_the_steps(preset: Preset) -> None:
    page = (GUIDE / f"{preset.slug}.md").read_text("utf-8")
    assert "\n## Подключение\n\n1. " in page
    assert f"«{preset.title}»" in page, "the page names the widget"
    assert preset.path in page
    if preset.slug != "commerceml-exchange":
        assert "(commerceml-exchange.md)" in page


def test_pages_link_to_pages_that_are_there() -> None:
    for page in GUIDE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (GUIDE / target).is_file(), f"{page.name} → {target}"
