"""Makes the files that a shop would give: orders as CommerceML, archives, and what is neither."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MUG = {"Ид": "mug-1", "Наименование": "Кружка с оленем", "ЦенаЗаЕдиницу": "250.00", "Количество": "2"}
"""A line that no product of the platform fits."""

_SIZE_IN_DIRECTORY = 24  # APPNOTE.TXT 4.3.12: uncompressed size, in the central directory header
_SIZE_IN_HEADER = 22  # 4.3.7: the same in the local file header


def line(**fields: str) -> dict[str, str]:
    """A line like `MUG` with other fields."""
    return {**MUG, **fields}


def document(
    number: str,
    *lines: Mapping[str, str],
    buyer: Mapping[str, str] | None = None,
    requisites: Mapping[str, str] | None = None,
    **fields: str,
) -> str:
    """A «Документ»; `buyer` are fields of the «Контрагент», a field given as "" is left out."""
    given = {"Ид": number, "Номер": number, "Дата": "2026-11-20", "ХозОперация": "Заказ товара", "Валюта": "RUB"}
    rows = [_leaf(name, text) for name, text in {**given, **fields}.items() if text]
    rows.append(_all("Товары", [f"<Товар>{_leaves(row)}</Товар>" for row in lines or (MUG,)]))
    if buyer:
        rows.append(_all("Контрагенты", [f"<Контрагент>{_leaf('Роль', 'Покупатель')}{_leaves(buyer)}</Контрагент>"]))
    named = [
        f"<ЗначениеРеквизита>{_leaves({'Наименование': name, 'Значение': value})}</ЗначениеРеквизита>"
        for name, value in (requisites or {}).items()
    ]
    rows.append(_all("ЗначенияРеквизитов", named))
    return f"<Документ>{''.join(rows)}</Документ>\n"


def without_goods(number: str, requisites: Sequence[str] = ()) -> str:
    """A «Документ» that has no goods; with requisites such as «Номер по 1С» it is a status sent back by 1C."""
    named = "".join(
        f"<ЗначениеРеквизита>{_leaves({'Наименование': name, 'Значение': 'true'})}</ЗначениеРеквизита>"
        for name in requisites
    )
    return (
        f"<Документ>{_leaf('Ид', number)}{_leaf('Номер', number)}"
        f"<ЗначенияРеквизитов>{named}</ЗначенияРеквизитов></Документ>\n"
    )


def text_of(*documents: str) -> str:
    """A whole file without its XML declaration."""
    return f'<КоммерческаяИнформация ВерсияСхемы="2.08">\n{"".join(documents)}</КоммерческаяИнформация>'


def file_of(*documents: str) -> bytes:
    """A whole file in UTF-8."""
    return (HEAD + text_of(*documents)).encode()


def zip_of(**members: bytes) -> bytes:
    """An archive; names are given with `__` for a point."""
    return archive({name.replace("__", "."): content for name, content in members.items()})


def archive(members: Mapping[str, bytes]) -> bytes:
    """An archive with these names, however bad they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def claiming(packed: bytes, size: int) -> bytes:
    """The archive with one member, whose headers say that it unpacks to `size` bytes."""
    data = bytearray(packed)
    for mark, offset in ((b"PK\x01\x02", _SIZE_IN_DIRECTORY), (b"PK\x03\x04", _SIZE_IN_HEADER)):
        struct.pack_into("<I", data, data.index(mark) + offset, size)
    return bytes(data)


def _all(name: str, rows: Sequence[str]) -> str:
    return f"<{name}>{''.join(rows)}</{name}>" if rows else ""


def _leaves(fields: Mapping[str, str]) -> str:
    return "".join(_leaf(name, text) for name, text in fields.items() if text)


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
