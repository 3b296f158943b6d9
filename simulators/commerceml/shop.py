"""What a shop knows: goods and offers taken in from files, orders waiting to be fetched, files about orders."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree


@dataclass(slots=True)
class Good:
    """A card as the shop shows it."""

    name: str
    article: str = ""
    groups: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(slots=True)
class Offer:
    """What can be bought: prices by type, the whole stock, and that of each store."""

    prices: dict[str, str] = field(default_factory=dict)
    currency: str = ""
    quantity: str | None = None
    stores: dict[str, str] = field(default_factory=dict)
    characteristics: dict[str, str] = field(default_factory=dict)
    hidden: bool = False


class Refused(Exception):
    """The file is of no use; the text is the reason."""


class Shop:
    """State of one shop; only the thread that serves it, or a test while nothing is asked, changes it."""

    def __init__(self) -> None:
        self.goods: dict[str, Good] = {}
        self.offers: dict[str, Offer] = {}
        self.groups: dict[str, tuple[str, str | None]] = {}
        self.price_types: dict[str, str] = {}
        self.stores: dict[str, str] = {}
        self.orders: dict[str, str] = {}
        self.confirmed: set[str] = set()
        self.inbox: list[bytes] = []
        self.imported: list[tuple[str, int]] = []
        self.pictures: dict[str, bytes] = {}
        self._touched: set[str] = set()

    def add_order(self, identity: str, document: str) -> None:
        """A new order as its «Документ» element; the same identity again is a change: it is offered anew."""
        self.orders[identity] = document
        self.confirmed.discard(identity)

    def waiting(self) -> dict[str, str]:
        """Orders not confirmed yet."""
        return {identity: text for identity, text in self.orders.items() if identity not in self.confirmed}

    def take_in(
        self, name: str, content: bytes, found: Callable[[str], bytes | None], demands: Collection[str]
    ) -> None:
        """Read a file of goods; `found` gives the pictures that were sent.

        Refused when it is no CommerceML, its name is none the shop knows, or a card lacks what the shop `demands`.
        """
        if not name.startswith(("import", "offers", "prices", "rests")):
            raise Refused("Unknown import file type")
        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise Refused("XML is not well-formed") from error
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname
        if root.tag != "КоммерческаяИнформация":
            raise Refused("No КоммерческаяИнформация")
        self._groups(root)
        self._catalogue(root, demands)
        self._package(root)
        self._pictures(root, found)
        self.imported.append((name, len(root.findall(".//Товар")) + len(root.findall(".//Предложение"))))

    def _groups(self, root: etree._Element) -> None:
        for group in root.iterfind("Классификатор//Группа"):
            outer = next(group.iterancestors("Группа"), None)
            above = None if outer is None else outer.findtext("Ид")
            self.groups[group.findtext("Ид") or ""] = (group.findtext("Наименование") or "", above)

    def deactivate(self) -> None:
        """Hide all goods that were in no file since this was asked for the last time."""
        for identity, good in self.goods.items():
            good.hidden = good.hidden or identity not in self._touched
        self._touched.clear()

    def _pictures(self, root: etree._Element, found: Callable[[str], bytes | None]) -> None:
        names = {one.text or "" for one in root.iter("Картинка")}
        self.pictures |= {name: picture for name in names if (picture := found(name)) is not None}

    def _catalogue(self, root: etree._Element, demands: Collection[str]) -> None:
        catalogue = root.find("Каталог")
        if catalogue is None:
            return
        names = {
            one.findtext("Ид"): one.findtext("Наименование") or "" for one in root.iterfind("Классификатор//Свойство")
        }
        told = set()
        for card in catalogue.iterfind("Товары/Товар"):
            identity = card.findtext("Ид") or ""
            if not identity or not card.findtext("Наименование"):
                raise Refused("Товар without Ид or Наименование")
            if missing := [tag for tag in demands if card.find(tag) is None]:
                raise Refused(f"Товар without {missing[0]}")
            told.add(identity)
            self.goods[identity] = Good(
                name=card.findtext("Наименование") or "",
                article=card.findtext("Артикул") or "",
                groups=tuple(one.text or "" for one in card.iterfind("Группы/Ид")),
                pictures=tuple(one.text or "" for one in card.iterfind("Картинка")),
                properties={
                    names.get(one.findtext("Ид"), ""): one.findtext("Значение") or ""
                    for one in card.iterfind("ЗначенияСвойств/ЗначенияСвойства")
                },
                hidden=_removed(card),
            )
        self._touched |= told
        if catalogue.get("СодержитТолькоИзменения") == "false":
            for identity, good in self.goods.items():
                good.hidden = good.hidden or identity not in told

    def _package(self, root: etree._Element) -> None:
        package = root.find("ПакетПредложений")
        if package is None:
            return
        for kind, known in (("ТипыЦен/ТипЦены", self.price_types), ("Склады/Склад", self.stores)):
            known |= {one.findtext("Ид") or "": one.findtext("Наименование") or "" for one in package.iterfind(kind)}
        for element in package.iterfind("Предложения/Предложение"):
            offer = self.offers.setdefault(element.findtext("Ид") or "", Offer())
            offer.hidden = _removed(element)
            for price in element.iterfind("Цены/Цена"):
                if (type_ := price.findtext("ИдТипаЦены") or "") not in self.price_types:
                    raise Refused(f"unknown price type {type_}")
                offer.prices[type_] = price.findtext("ЦенаЗаЕдиницу") or ""
                offer.currency = price.findtext("Валюта") or offer.currency
            quantity = element.findtext("Количество") or _rest(element)
            offer.quantity = quantity if quantity is not None else offer.quantity
            offer.stores |= {
                one.get("ИдСклада", ""): one.get("КоличествоНаСкладе", "") for one in element.iterfind("Склад")
            }
            rests = element.iterfind("Остатки/Остаток/Склад")
            offer.stores |= {one.findtext("Ид") or "": one.findtext("Количество") or "" for one in rests}
            for one in element.iterfind("ХарактеристикиТовара/ХарактеристикаТовара"):
                offer.characteristics[one.findtext("Наименование") or ""] = one.findtext("Значение") or ""


def _rest(element: etree._Element) -> str | None:
    """The stock in all: as told, or that of all stores."""
    lines = [one.text or "0" for one in element.iterfind("Остатки/Остаток//Количество")]
    return format(sum(map(Decimal, lines)), "f") if lines else None


def _removed(element: etree._Element) -> bool:
    return element.get("Статус") == "Удален" or element.findtext("ПометкаУдаления") == "true"
