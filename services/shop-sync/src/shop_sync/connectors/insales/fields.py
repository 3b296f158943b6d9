"""Reading the JSON of a shop without losing any of it: what is not asked for is given as attributes."""

import json
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

Raw = dict[str, Any]

_LIMIT: Final = Decimal(10) ** 14
_MICRO: Final = Decimal("0.000001")


class Fields:
    """One object of the shop; it knows which of its fields were read."""

    def __init__(self, given: object) -> None:
        self._given: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        self._read: set[str] = set()

    def raw(self, name: str) -> Any:
        """The value as it stands, None when there is none."""
        self._read.add(name)
        return self._given.get(name)

    def text(self, *names: str) -> str | None:
        """The first of these fields with a text or a number, as a text without white space around it."""
        found = [_text(self.raw(name)) for name in names]
        return next((text for text in found if text), None)

    def number(self, name: str) -> Decimal | None:
        """The number of a field, told as text or number; None when there is none. ValueError with its text else."""
        text = _text(self.raw(name))
        if not text:
            return None
        return _number(text)

    def inner(self, name: str) -> "Fields":
        """The object in a field; empty when there is none."""
        return Fields(self.raw(name))

    def items(self, name: str) -> list[Any]:
        """The list in a field; empty when there is none."""
        value = self.raw(name)
        return list(value) if isinstance(value, list) else []

    def rest(self, prefix: str = "", passed_over: Collection[str] = ()) -> Iterator[Raw]:
        """What was not read and says something, as attributes {name, value}; names of inner fields joined by «/»."""
        for name, value in self._given.items():
            if name not in self._read and name not in passed_over:
                yield from _flat(f"{prefix}{name}", value, passed_over)


def attributes_of(values: list[Any]) -> list[Raw]:
    """The values of a shop's own fields (`fields_values`), named as the shop names them."""
    found = []
    for item in values:
        fields = Fields(item)
        code = fields.text("handle", "system_name", "field_id", "id")
        name, value = fields.text("name", "title", "office_title") or code, fields.raw("value")
        if name and value not in (None, "", [], {}):
            found.append({"name": name, "value": _shown(value), "code": code})
    return found


def _flat(name: str, value: object, passed_over: Collection[str]) -> Iterator[Raw]:
    if value is None or value in ("", [], {}):
        return
    if isinstance(value, Mapping):
        for inner, below in value.items():
            if inner not in passed_over:
                yield from _flat(f"{name}/{inner}", below, passed_over)
    else:
        yield {"name": _storable(name), "value": _shown(value)}


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, bool | list | Mapping) else _storable(str(value)).strip()


def _storable(text: str) -> str:
    """Halves of characters, which JSON can spell, as question marks: no database takes them."""
    return text.encode("utf-8", "replace").decode()


def _shown(value: object) -> str:
    if isinstance(value, str):
        return _storable(value)
    return _storable(json.dumps(value, ensure_ascii=False, default=str))


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or value.copy_abs() >= _LIMIT:
        raise ValueError(text)
    exponent = value.as_tuple().exponent
    return value.quantize(_MICRO) if isinstance(exponent, int) and exponent < -6 else value
