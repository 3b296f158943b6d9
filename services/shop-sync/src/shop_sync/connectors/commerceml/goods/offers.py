"""«Предложение»: prices and stock of a product or its variant, in one file or split as UT 11 does."""

from typing import Final

from service_kit.xml_text import clean, escape, escaped
from shop_sync.connectors.commerceml.export_config import Dialect, GoodsExportForm
from shop_sync.connectors.commerceml.goods import parts
from shop_sync.connectors.commerceml.goods.cards import MARK, Cards, removal
from shop_sync.domain.goods import Good, Offer, Price, Row

_CHARACTERISTIC: Final = "Характеристика"
_NAME_OF_GOOD: Final = 155
"""Letters of the name of an offer that its good may have, so that the variant is still to be read."""


class Offers:
    """Writes offers; each is a piece of every file that `split` makes: one, or offers, prices and rests."""

    def __init__(self, config: GoodsExportForm, cards: Cards) -> None:
        self._cards = cards
        self._ut11 = config.dialect is Dialect.UT11
        self.split = self._ut11 and config.split_files
        self._mark = removal(config.dialect)
        self._units = parts.Units(names=self._ut11)

    def offer(self, good: Good, offer: Offer) -> tuple[bytes, ...]:
        """An offer of the good."""
        base, unit = self._units.of(good.row)
        about = self._cards.about(good) if offer.variant is None else self._variant(good, offer.variant, base)
        identity = escape(parts.offer_id(good.ref, offer.key))
        prices = "".join([_price(price, unit) for price in offer.prices])
        if self.split:
            return (
                f"<Предложение><Ид>{identity}</Ид>{about}</Предложение>\n".encode(),
                f"<Предложение><Ид>{identity}</Ид><Цены>{prices}</Цены></Предложение>\n".encode(),
                _rests(identity, offer).encode(),
            )
        stock = "".join(
            [
                f'<Склад ИдСклада="{parts.global_id(store)}" КоличествоНаСкладе="{amount}"/>'
                for store, amount in offer.stock
            ]
        )
        total = "" if offer.total is None else f"<Количество>{offer.total}</Количество>"
        text = f"<Предложение><Ид>{identity}</Ид>{about}<Цены>{prices}</Цены>{total}{stock}</Предложение>\n"
        return (text.encode(),)

    def removed(self, ref: str, key: str, price: Price) -> tuple[bytes, ...]:
        """An offer that is gone, at its last price: the schema wants one."""
        base, unit = self._units.of({})
        attribute, element = self._mark
        identity = f"<Ид>{escape(parts.offer_id(ref, key))}</Ид>"
        name = f"<Наименование>{escaped(ref, parts.NAME)}</Наименование>"
        about = f"{element}{name}{base}"
        if self.split:
            rests = "<Остатки><Остаток><Количество>0</Количество></Остаток></Остатки>"
            return (
                f"<Предложение{attribute}>{identity}{about}</Предложение>\n".encode(),
                b"",
                f"<Предложение>{identity}{rests}</Предложение>\n".encode(),
            )
        prices = f"<Цены>{_price(price, unit)}</Цены>"
        text = f"<Предложение{attribute}>{identity}{about}{prices}<Количество>0</Количество></Предложение>\n"
        return (text.encode(),)

    def _variant(self, good: Good, variant: Row, base: str) -> str:
        """Barcode, article, name, unit and characteristics of a variant."""
        name = f"{clean(self._cards.name(good.row), _NAME_OF_GOOD)} ({variant['name']})"
        return (
            f"{MARK if self._ut11 else ''}{parts.barcode(variant, any_length=self._ut11)}{parts.article(variant)}"
            f"<Наименование>{escaped(name, parts.NAME)}</Наименование>{base}{_characteristics(variant)}"
        )


def _price(price: Price, unit: str) -> str:
    currency = price.currency
    return (
        f"<Цена><Представление>{price.amount} {currency}</Представление>"
        f"<ИдТипаЦены>{parts.global_id(price.type)}</ИдТипаЦены><ЦенаЗаЕдиницу>{price.amount}</ЦенаЗаЕдиницу>"
        f"<Валюта>{currency}</Валюта>{unit}</Цена>"
    )


def _rests(identity: str, offer: Offer) -> str:
    if offer.total is None:
        return ""
    stores = [
        f"<Остаток><Склад><Ид>{parts.global_id(store)}</Ид><Количество>{amount}</Количество></Склад></Остаток>"
        for store, amount in offer.stock
    ]
    lines = "".join(stores) or "<Остаток><Количество>0</Количество></Остаток>"
    return f"<Предложение><Ид>{identity}</Ид><Остатки>{lines}</Остатки></Предложение>\n"


def _characteristics(variant: Row) -> str:
    pairs = [(one["name"], one["value"]) for one in variant.get("attributes", ())] or [
        (_CHARACTERISTIC, variant["name"])
    ]
    written = [
        f"<ХарактеристикаТовара><Наименование>{escaped(name, parts.NAME)}</Наименование>"
        f"<Значение>{escaped(value, parts.VALUE)}</Значение></ХарактеристикаТовара>"
        for name, value in pairs
    ]
    return f"<ХарактеристикиТовара>{''.join(written)}</ХарактеристикиТовара>"
