"""Goods of the demo account: 208 cards in 13 groups, a part of them with variants, their prices and stock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from contracts.base import Ref
from contracts.rows.goods import Measure, PriceRow, ProductAttribute, ProductRow, StockRow, Variant
from platform_bridge.domain.stock import stock_ref

PIECE = Measure(ref=Ref("unit-piece"), name="шт", code="796")
PRICES = {
    "price-retail": (Decimal(1), "RUB"),
    "price-wholesale": (Decimal("0.85"), "RUB"),
    "price-export": (Decimal("0.01"), "USD"),
}
"""Price type → part of the retail price in roubles, currency."""
COST_FACTOR = Decimal("0.6")
STORES = ("store-main", "store-shop")
SHOES = ("39", "40", "41", "42", "43", "44")
CLOTHES = tuple(f"{size} / {colour}" for size in ("S", "M", "L") for colour in ("чёрный", "синий"))

PARENTS = {
    "group-shoes": "Обувь",
    "group-clothes": "Одежда",
    "group-home": "Дом и кухня",
    "group-devices": "Электроника",
    "group-sport": "Спорт и туризм",
    "group-children": "Детям",
    "group-beauty": "Красота и здоровье",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A product group: four kinds of goods in four models each."""

    code: str
    name: str
    parent: str
    kinds: tuple[str, str, str, str]
    models: tuple[str, str, str, str]
    material: str
    price: int
    weight: str
    vat: str = "vat-22"
    sizes: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """Ref of the group."""
        return f"group-{self.code.lower()}"


_OUTDOOR = ("Ветер", "Сокол", "Берег", "Темп")
_NORTH = ("Ладога", "Онега", "Печора", "Кама")

LINES = (
    Line("KRO", "Кроссовки", "group-shoes", ("Кроссовки беговые", "Кроссовки городские", "Кеды", "Слипоны"), _OUTDOOR,
         "текстиль", 4990, "0.8", sizes=SHOES),
    Line("BOT", "Ботинки", "group-shoes", ("Ботинки зимние", "Ботинки демисезонные", "Полуботинки", "Сапоги"), _NORTH,
         "кожа", 8990, "1.3", sizes=SHOES),
    Line("FUT", "Футболки", "group-clothes", ("Футболка мужская", "Футболка женская", "Поло", "Лонгслив"), _OUTDOOR,
         "хлопок", 1490, "0.2", sizes=CLOTHES),
    Line("KUR", "Куртки", "group-clothes", ("Куртка утеплённая", "Ветровка", "Жилет стёганый", "Парка"), _NORTH,
         "полиэстер", 7990, "1.1", sizes=CLOTHES),
    Line("POS", "Посуда", "group-home", ("Сковорода", "Кастрюля", "Набор тарелок", "Чайник"),
         ("Хозяюшка", "Уют", "Гармония", "Очаг"), "нержавеющая сталь", 2490, "1.6"),
    Line("TEK", "Домашний текстиль", "group-home", ("Комплект белья", "Полотенце махровое", "Плед", "Подушка"),
         ("Лаванда", "Ромашка", "Облако", "Иней"), "хлопок", 2190, "0.9"),
    Line("NAU", "Наушники", "group-devices", ("Наушники беспроводные", "Наушники накладные", "Гарнитура", "Колонка"),
         ("Эхо 1", "Эхо 2", "Тон", "Бриз"), "пластик", 3990, "0.3"),
    Line("ZAR", "Зарядные устройства", "group-devices",
         ("Зарядное устройство", "Кабель USB-C", "Внешний аккумулятор", "Автозарядка"),
         ("Искра", "Импульс", "Заряд", "Ампер"), "пластик", 1290, "0.15"),
    Line("FIT", "Фитнес", "group-sport", ("Коврик для йоги", "Гантель 2 кг", "Эспандер", "Скакалка"),
         ("Старт", "Форма", "Сила", "Баланс"), "резина", 1190, "1.0"),
    Line("TUR", "Туризм", "group-sport", ("Палатка", "Рюкзак 40 л", "Спальник", "Термос 1 л"), _NORTH, "нейлон", 5490,
         "1.9"),
    Line("IGR", "Игрушки", "group-children", ("Конструктор", "Пазл", "Мягкая игрушка", "Настольная игра"),
         ("Космос", "Лес", "Море", "Город"), "пластик", 1690, "0.6", vat="vat-10"),
    Line("KAN", "Канцтовары", "group-children", ("Тетрадь А5", "Набор карандашей", "Пенал", "Альбом"),
         ("Радуга", "Школа", "Краски", "Пятёрка"), "бумага", 290, "0.2", vat="vat-10"),
    Line("KOS", "Косметика", "group-beauty", ("Крем для рук", "Шампунь", "Гель для душа", "Бальзам для губ"),
         ("Облепиха", "Ромашка", "Мята", "Кедр"), "растительное сырьё", 390, "0.25"),
)  # fmt: skip


def groups() -> dict[str, tuple[str, str | None]]:
    """Ref of each group → (name, ref of its parent)."""
    roots: dict[str, tuple[str, str | None]] = {ref: (name, None) for ref, name in PARENTS.items()}
    return roots | {line.ref: (line.name, line.parent) for line in LINES}


def products() -> list[ProductRow]:
    """All cards, articles «KRO-0001» and so on, refs `product-kro-0001`."""
    return [_product(line, place, number) for line, place, number in _places()]


def prices() -> list[PriceRow]:
    """Retail, wholesale and export price of each product; variants cost the same."""
    return [
        PriceRow(
            ref=Ref(f"{product_ref(line, number)}::{price_type}"),
            sequence=1,
            product_ref=product_ref(line, number),
            price_type_ref=Ref(price_type),
            amount=_price(line, number) * factor,
            currency=currency,
        )
        for line, _, number in _places()
        for price_type, (factor, currency) in PRICES.items()
    ]


def stock() -> list[StockRow]:
    """What lies in the two warehouses, of each variant where there are any."""
    rows = []
    for product in products():
        for place, variant in enumerate(product.variants or (None,)):
            for store in STORES:
                rows.append(_stock(product, variant, store, place))
    return rows


def product_ref(line: Line, number: int) -> Ref:
    """Ref of the product with this number in its group."""
    return Ref(f"product-{line.code.lower()}-{number:04d}")


def ean13(number: int) -> str:
    """A valid EAN-13 of a Russian range."""
    digits = f"460{number:09d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-weighted % 10)


def _places() -> Iterator[tuple[Line, int, int]]:
    """Each product: its group, place over all, number in the group from 1."""
    for group, line in enumerate(LINES):
        for number in range(1, 17):
            yield line, group * 16 + number, number


def _price(line: Line, number: int) -> Decimal:
    return Decimal(line.price + 100 * (number - 1))


def _product(line: Line, place: int, number: int) -> ProductRow:
    kind, model = line.kinds[(number - 1) // 4], line.models[(number - 1) % 4]
    article = f"{line.code}-{number:04d}"
    ref = product_ref(line, number)
    sizes = line.sizes if number % 2 else ()
    return ProductRow(
        ref=ref,
        sequence=1,
        name=f"{kind} «{model}»",
        full_name=f"{kind} «{model}», {line.material}",
        article=article,
        code=f"{place:05d}",
        barcodes=(ean13(place * 100),),
        group_ref=Ref(line.ref),
        measures=(PIECE,),
        vat_ref=Ref(line.vat),
        description_html=f"<p>{kind} «{model}». Материал: {line.material}.</p>",
        attributes=(
            ProductAttribute(name="Бренд", value=model, attribute_ref=Ref("field-brand")),
            ProductAttribute(name="Материал", value=line.material, attribute_ref=Ref("field-material")),
        ),
        variants=tuple(_variant(ref, article, place, at, size) for at, size in enumerate(sizes, start=1)),
        weight=Decimal(line.weight),
        cost=_price(line, number) * COST_FACTOR,
        min_stock=Decimal(2),
        extra={"field-season": "круглый год" if number % 3 else "зима"},
    )


def _variant(product: Ref, article: str, place: int, at: int, size: str) -> Variant:
    names = ("Размер", "Цвет")
    values = size.split(" / ")
    return Variant(
        ref=Ref(f"{product}-{at}"),
        name=size,
        article=f"{article}-{at}",
        barcodes=(ean13(place * 100 + at),),
        attributes=tuple(ProductAttribute(name=name, value=value) for name, value in zip(names, values, strict=False)),
    )


def _stock(product: ProductRow, variant: Variant | None, store: str, place: int) -> StockRow:
    seed = int(product.code or 0) * 7 + place * 3
    total = seed % 40 + 10 if store == STORES[0] else seed % 11
    variant_ref = variant.ref if variant else None
    return StockRow(
        ref=stock_ref((product.ref, variant_ref, Ref(store))),
        sequence=1,
        product_ref=product.ref,
        variant_ref=variant_ref,
        store_ref=Ref(store),
        total=Decimal(total),
        reserved=Decimal(0),
        min_stock=product.min_stock,
    )
