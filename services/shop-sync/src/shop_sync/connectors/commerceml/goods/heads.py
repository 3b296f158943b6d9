"""What stands around cards and offers: the classifier, the heads and the ends of the files."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.xml_text import clean, escape, escaped
from shop_sync.app.ports import Directories
from shop_sync.connectors.commerceml.export_config import Dialect
from shop_sync.connectors.commerceml.goods import parts
from shop_sync.connectors.commerceml.goods.cards import Properties

_ROOTS: Final = {
    Dialect.XSD_2_08: ("urn:1C.ru:commerceml_2", "2.08"),
    Dialect.UT11: ("urn:1C.ru:commerceml_210", "2.10"),
}
_MAX_DEPTH: Final = 50

END: Final = "</КоммерческаяИнформация>\n"
CATALOGUE_END: Final = "</Товары></Каталог>\n"
PACKAGE_END: Final = "</Предложения></ПакетПредложений>\n"


class Heads:
    """Heads of the files of one connection; its id names the catalogue for ever."""

    def __init__(self, catalogue: str, organization: str, directories: Directories, dialect: Dialect) -> None:
        self._id = parts.global_id(catalogue)
        self._directories = directories
        self._dialect = dialect
        self._owner = _owner(self._rows(DirectoryKind.ORGANIZATION).get(organization))

    def root(self, made_at: dt.datetime) -> str:
        """Start of any file; `made_at` in the time zone of the shop."""
        space, version = _ROOTS[self._dialect]
        moment = made_at.replace(tzinfo=None).isoformat(timespec="seconds")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<КоммерческаяИнформация xmlns="{space}" ВерсияСхемы="{version}" ДатаФормирования="{moment}">\n'
        )

    def classifier(self, groups: Iterable[str], properties: Properties) -> str:
        """Groups that goods lie in, with those above them, and the additional fields of the cards."""
        tree = _tree(groups, self._rows(DirectoryKind.PRODUCT_GROUP))
        listed = "".join(_property(identity, properties) for identity in properties.names)
        return (
            f"<Классификатор><Ид>{self._id}</Ид><Наименование>Классификатор товаров</Наименование>{self._owner}"
            f"{f'<Группы>{tree}</Группы>' if tree else ''}"
            f"{f'<Свойства>{listed}</Свойства>' if listed else ''}</Классификатор>\n"
        )

    def catalogue(self, *, changes_only: bool) -> str:
        """Start of the catalogue, up to its first card."""
        return (
            f'<Каталог СодержитТолькоИзменения="{_bool(changes_only)}"><Ид>{self._id}</Ид>'
            f"<ИдКлассификатора>{self._id}</ИдКлассификатора><Наименование>Каталог товаров</Наименование>{self._owner}"
            "<Товары>\n"
        )

    def package(
        self, price_types: Sequence[str], currency: str | None, stores: Sequence[str], *, changes_only: bool
    ) -> str:
        """Start of the package of offers, up to its first offer."""
        types = "".join(self._price_type(type_, currency) for type_ in price_types)
        places = "".join(self._store(store) for store in stores)
        return (
            f'<ПакетПредложений СодержитТолькоИзменения="{_bool(changes_only)}"><Ид>{self._id}#</Ид>'
            f"<Наименование>Пакет предложений</Наименование><ИдКаталога>{self._id}</ИдКаталога>"
            f"<ИдКлассификатора>{self._id}</ИдКлассификатора>{self._owner}<ТипыЦен>{types}</ТипыЦен>"
            f"{f'<Склады>{places}</Склады>' if places else ''}<Предложения>\n"
        )

    def _rows(self, kind: DirectoryKind) -> Mapping[str, DirectoryRow]:
        return self._directories.get(kind, {})

    def _price_type(self, ref: str, currency: str | None) -> str:
        row = self._rows(DirectoryKind.PRICE_TYPE).get(ref)
        said = currency or (row.currency if row else None)
        return (
            f"<ТипЦены><Ид>{parts.global_id(ref)}</Ид>"
            f"<Наименование>{escaped(row.name if row else ref, parts.NAME)}</Наименование>"
            f"{f'<Валюта>{said}</Валюта>' if said else ''}"
            "<Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме></Налог></ТипЦены>"
        )

    def _store(self, ref: str) -> str:
        row = self._rows(DirectoryKind.STORE).get(ref)
        name = escaped(row.name if row else ref, parts.NAME)
        return f"<Склад><Ид>{parts.global_id(ref)}</Ид><Наименование>{name}</Наименование></Склад>"


def _owner(row: DirectoryRow | None) -> str:
    name = escaped(row.name if row else "", parts.NAME)
    inn = clean(row.inn or "") if row else ""
    kpp = clean(row.kpp or "") if row else ""
    return (
        f"<Владелец><Наименование>{name}</Наименование><ОфициальноеНаименование>{name}</ОфициальноеНаименование>"
        f"{f'<ИНН>{escape(inn)}</ИНН>' if 10 <= len(inn) <= 12 else ''}"
        f"{f'<КПП>{escape(kpp)}</КПП>' if len(kpp) == 9 else ''}</Владелец>"
    )


def _tree(groups: Iterable[str], rows: Mapping[str, DirectoryRow]) -> str:
    """The groups and those above them, nested; a group whose parents form a ring stands at the top."""
    children: dict[str | None, dict[str, None]] = {}
    placed: set[str] = set()
    for group in sorted(groups, key=lambda ref: (rows[ref].sort, rows[ref].name)):
        way = [group]
        while (parent := rows[way[-1]].parent_ref) in rows and parent not in way and len(way) < _MAX_DEPTH:
            way.append(str(parent))
        above = None
        for ref in reversed(way):
            if ref not in placed:
                placed.add(ref)
                children.setdefault(above, {})[ref] = None
            above = ref
    return "".join(_group(ref, rows, children) for ref in children.get(None, {}))


def _group(ref: str, rows: Mapping[str, DirectoryRow], children: Mapping[str | None, Mapping[str, None]]) -> str:
    below = "".join(_group(child, rows, children) for child in children.get(ref, {}))
    return (
        f"<Группа><Ид>{parts.global_id(ref)}</Ид><Наименование>{escaped(rows[ref].name, parts.TEXT)}</Наименование>"
        f"{f'<Группы>{below}</Группы>' if below else ''}</Группа>\n"
    )


def _property(identity: str, properties: Properties) -> str:
    values = properties.values.get(identity, {})
    kind = "Справочник" if values else "Строка"
    listed = "".join(
        f"<Справочник><ИдЗначения>{value_id}</ИдЗначения>"
        f"<Значение>{escaped(value, parts.VALUE)}</Значение></Справочник>"
        for value_id, value in values.items()
    )
    return (
        f"<Свойство><Ид>{identity}</Ид><Наименование>{escaped(properties.names[identity], parts.NAME)}</Наименование>"
        f"<ТипЗначений>{kind}</ТипЗначений>"
        f"{f'<ВариантыЗначений>{listed}</ВариантыЗначений>' if listed else ''}"
        "<ДляТоваров>true</ДляТоваров></Свойство>\n"
    )


def _bool(value: bool) -> str:
    return "true" if value else "false"
