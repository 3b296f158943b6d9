"""What a client may write: converters of values by field, and 422 for what does not fit."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from simulators.insales.errors import Refused
from simulators.insales.wire import Row

Convert = Callable[[Any], Any]
"""The value to keep; ValueError tells why it cannot be kept."""


def text(value: Any) -> str | None:
    """A string; numbers become one."""
    if isinstance(value, dict | list | bool):
        raise ValueError("не является строкой")
    return None if value is None else str(value)


def title(value: Any) -> str:
    """A string that is not blank."""
    found = text(value)
    if found is None or not found.strip():
        raise ValueError("не может быть пустым")
    return found


def number(value: Any) -> Decimal | None:
    """A decimal, from a number or a string."""
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("NaN")
    if isinstance(value, bool) or not found.is_finite():
        raise ValueError("не является числом")
    return found


def amount(value: Any) -> int | Decimal | None:
    """How much there is: whole where it is whole, as the API shows it."""
    found = number(value)
    return int(found) if found is not None and found == int(found) else found


def price(value: Any) -> Decimal | None:
    """A decimal that is not negative."""
    found = number(value)
    if found is not None and found < 0:
        raise ValueError("может иметь значение большее или равное 0")
    return found


def needed(convert: Convert) -> Convert:
    """As `convert`, but there must be a value."""

    def convert_needed(value: Any) -> Any:
        found = convert(value)
        if found is None:
            raise ValueError("не может быть пустым")
        return found

    return convert_needed


def whole(value: Any) -> int | None:
    """A whole number, from a number or a string."""
    found = number(value)
    if found is not None and found != int(found):
        raise ValueError("не является целым числом")
    return None if found is None else int(found)


def flag(value: Any) -> bool:
    """True or false, also as words."""
    if value in (True, False):
        return bool(value)
    if value in ("true", "false"):
        return bool(value == "true")
    raise ValueError("не является логическим значением")


def day(value: Any) -> date | None:
    """A date, `2023-11-24`."""
    try:
        return None if value is None else date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError("не является датой") from error


def mapping(value: Any) -> Row:
    """An object."""
    if not isinstance(value, dict):
        raise ValueError("не является объектом")
    return value


def mappings(value: Any) -> list[Row]:
    """A list of objects."""
    if not isinstance(value, list):
        raise ValueError("не является списком")
    return [mapping(item) for item in value]


def one_of(*allowed: str) -> Convert:
    """One of these words."""

    def convert(value: Any) -> str:
        if value not in allowed:
            raise ValueError("имеет непредусмотренное значение")
        return str(value)

    return convert


def written(body: Row, schema: Mapping[str, Convert], told: frozenset[str] = frozenset()) -> Row:
    """The fields of `body` converted; `told` may come too (what the API shows but does not take) and are left out.

    422 names what does not fit. Chosen: a field that nobody knows is refused, to find misspelt names at once.
    """
    problems: dict[str, list[str]] = {}
    kept: Row = {}
    for name, value in body.items():
        if name in told:
            continue
        if name not in schema:
            problems[name] = ["неизвестное поле"]
            continue
        try:
            kept[name] = schema[name](value)
        except ValueError as error:
            problems[name] = [str(error)]
    if problems:
        raise Refused(422, problems)
    return kept


def require(row: Row, *names: str) -> None:
    """422 unless the row has a value for each name."""
    problems = {name: ["не может быть пустым"] for name in names if row.get(name) is None}
    if problems:
        raise Refused(422, problems)
